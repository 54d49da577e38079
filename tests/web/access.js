// What keeps people from reading a page, in words; nothing when all is well. After the rules of WCAG that axe tests.
() => {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const name = (element) => `${element.tagName.toLowerCase()} “${(element.textContent || "").trim().slice(0, 20)}”`;
  const tell = (fault, elements) => elements.slice(0, 3).forEach((one) => faults.push(`${fault}: ${name(one)}`));

  const ids = all("[id]").map((one) => one.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => faults.push(`id twice: ${id}`));
  tell("a link to nothing", all("a[href^='#']").filter((one) => !document.getElementById(decodeURIComponent(one.hash.slice(1)))));
  tell("labelled by nothing", all("[aria-labelledby]").filter((one) => one.getAttribute("aria-labelledby").split(" ").some((id) => !document.getElementById(id))));
  tell("named without a role", all("div[aria-label]:not([role]), div[aria-labelledby]:not([role])"));
  const regions = all("[role=region], section[aria-labelledby]").map((one) => one.getAttribute("aria-label")
    || one.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id)?.textContent).join(" "));
  regions.filter((words, at) => regions.indexOf(words) !== at).forEach((words) => faults.push(`regions of one name: ${words}`));
  tell("table without caption", all("table").filter((one) => !one.caption?.textContent.trim()));
  tell("table without heads", all("table").filter((one) => !one.querySelector("th[scope]")));
  tell("th without scope", all("th:not([scope])"));
  tell("nameless", all("button, a, summary, [role=img]").filter((one) => !(one.getAttribute("aria-label") || one.textContent).trim()));
  tell("box to scroll without keyboard", all(".scroll")
    .filter((one) => one.tabIndex < 0 && (one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight)));
  if (document.documentElement.lang !== "zh-CN") faults.push("no language");
  for (const landmark of ["header", "main", "footer"]) if (all(landmark).length !== 1) faults.push(`not one ${landmark}`);
  if (all("h1").length !== 1) faults.push("not one h1");
  let level = 1;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) faults.push(`heading skips a level: ${name(heading)}`);
    level = own;
  }
  const outside = document.documentElement.scrollWidth - innerWidth;
  if (outside > 0) faults.push(`${outside} px stand out of the window`);

  const rgb = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((part) => (part /= 255) <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = rgb(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  tell("too little contrast", all("p, th, td, a, h1, h2, h3, h4, li, caption, summary, button, figcaption").filter((one) => {
    const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05) < 4.5;
  }));
  return faults;
}
