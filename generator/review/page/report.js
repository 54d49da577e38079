"use strict";
(() => {
  const { entries, papers } = JSON.parse(document.getElementById("data").textContent);
  const search = document.getElementById("search");
  const where = document.getElementById("where");
  const list = document.getElementById("list");
  const buttons = [];
  let selected = -1;

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const words = (entry) =>
    [entry.where, entry.title, entry.old, entry.new, entry.note, entry.place, ...entry.runs.map((run) => run[1])]
      .join("\n").replaceAll(",", "").toLowerCase();
  const searchable = entries.map(words);

  /* The list: groups of entries, a button each. */
  function detail(entry) {
    const found = [];
    if (entry.runs.length) {
      const line = element("span", "detail clamped");
      for (const [kind, text] of entry.runs) {
        if (kind === "同") line.append(text.length > 40 ? `${text.slice(0, 18)}……${text.slice(-18)}` : text);
        else line.append(element(kind === "删" ? "del" : "ins", "", text));
      }
      found.push(line);
    } else if (entry.old || entry.new) {
      const line = element("span", "detail");
      line.append(element("del", "", entry.old || "无"), " → ", element("ins", "", entry.new || "无"));
      if (entry.change) line.append(`　${entry.change}`);
      found.push(line);
    }
    if (entry.note) found.push(element("span", "detail small clamped", entry.note));
    if (entry.place) found.push(element("span", "detail small", entry.place));
    return found;
  }

  function fill() {
    let group = "";
    for (const [index, entry] of entries.entries()) {
      if (entry.group !== group) {
        group = entry.group;
        const head = element("h2", "", group);
        head.dataset.group = group;
        list.append(head);
      }
      const button = element("button", entry.depth ? "entry follows" : "entry");
      button.type = "button";
      button.id = `e${index}`;
      button.append(element("span", "title", entry.title), ...detail(entry));
      button.addEventListener("click", () => select(index));
      buttons.push(button);
      list.append(button);
    }
    for (const name of new Set(entries.map((entry) => entry.where))) {
      where.append(new Option(`${name}（${entries.filter((entry) => entry.where === name).length}）`, name));
    }
  }

  /* Search and filter. What an entry follows from stays visible, greyed by its place above it. */
  function filter() {
    const wanted = search.value.trim().replaceAll(",", "").toLowerCase();
    const shown = entries.map(
      (entry, index) => (!where.value || entry.where === where.value) && searchable[index].includes(wanted)
    );
    entries.forEach((entry, index) => { buttons[index].hidden = !shown[index]; });
    for (const head of list.querySelectorAll("h2")) {
      head.hidden = !entries.some((entry, index) => shown[index] && entry.group === head.dataset.group);
    }
    const count = shown.filter(Boolean).length;
    document.getElementById("count").textContent =
      count === entries.length ? `共 ${count} 处` : `${count} 处，共 ${entries.length} 处`;
    return shown;
  }

  /* Pages. */
  function boxesOn(side, page) {
    const found = [];
    entries.forEach((entry, index) => {
      for (const box of entry.marks[side].boxes) if (box[0] === page) found.push([index, box]);
    });
    return found;
  }

  function show(side, page) {
    const paper = document.querySelector(`.paper[data-side="${side}"]`);
    const sheet = paper.querySelector(".sheet");
    const known = page === null ? undefined : papers[side].pages[page];
    sheet.replaceChildren();
    paper.dataset.page = known ? page + 1 : "";
    const name = side ? "现在" : "原来";
    paper.querySelector("figcaption").textContent =
      known ? `${name}　第 ${page + 1} 页，共 ${papers[side].count} 页` : name;
    if (!known) {
      const none = page === null ? "这一处不在页面上" : `在第 ${page + 1} 页，这份报告里没有画出来`;
      sheet.append(element("div", "none", none));
      return;
    }
    const picture = element("img");
    picture.src = known.picture;
    picture.alt = `${name}的第 ${page + 1} 页`;
    picture.width = Math.round(known.size[0] * 1.25);
    picture.height = Math.round(known.size[1] * 1.25);
    sheet.append(picture);
    for (const [index, [, left, top, right, bottom]] of boxesOn(side, page)) {
      const box = element("div", index === selected ? "box selected" : "box");
      const share = (length, whole) => `${(100 * length) / whole}%`;
      box.dataset.entry = index;
      box.style.left = share(left - 1, known.size[0]);
      box.style.top = share(top - 1, known.size[1]);
      box.style.width = share(right - left + 2, known.size[0]);
      box.style.height = share(bottom - top + 2, known.size[1]);
      sheet.append(box);
    }
  }

  function showSpots(entry) {
    const holder = document.getElementById("spots");
    holder.replaceChildren();
    const pages = [0, 1].map((side) => {
      const found = [...new Set(entry.marks[side].boxes.map((box) => box[0]))];
      return found.length || entry.marks[side].page === null ? found : [entry.marks[side].page];
    });
    const count = Math.max(pages[0].length, pages[1].length);
    const go = (number) => {
      for (const side of [0, 1]) {
        const own = pages[side];
        show(side, own.length ? own[Math.min(number, own.length - 1)] : null);
      }
      [...holder.children].forEach((button, index) => button.classList.toggle("shown", index === number));
      document.querySelector(".box.selected")?.scrollIntoView({ block: "center", inline: "nearest" });
    };
    for (let number = 0; count > 1 && number < count; number += 1) {
      const names = pages.map((own) => own[Math.min(number, own.length - 1)]).map((page) => page === undefined ? "无" : page + 1);
      const button = element("button", "spot", `第 ${names[0]} 页 / 第 ${names[1]} 页`);
      button.type = "button";
      button.addEventListener("click", () => go(number));
      holder.append(button, " ");
    }
    go(0);
  }

  function select(index) {
    if (index < 0 || index >= entries.length) return;
    buttons[selected]?.classList.remove("selected");
    selected = index;
    buttons[index].classList.add("selected");
    buttons[index].scrollIntoView({ block: "nearest" });
    showSpots(entries[index]);
    history.replaceState(null, "", `#e${index}`);
  }

  function step(by) {
    let index = selected + by;
    while (index >= 0 && index < entries.length && buttons[index].hidden) index += by;
    select(index);
  }

  fill();
  filter();
  search.addEventListener("input", filter);
  where.addEventListener("change", filter);
  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.getElementById("next").addEventListener("click", () => step(1));
  document.getElementById("zoom").addEventListener("click", (event) => {
    const large = document.querySelector(".sheets").classList.toggle("large");
    event.currentTarget.setAttribute("aria-pressed", large);
    event.currentTarget.textContent = large ? "缩小" : "放大";
    document.querySelector(".box.selected")?.scrollIntoView({ block: "center", inline: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    if (["INPUT", "SELECT"].includes(event.target.tagName)) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  const linked = Number(location.hash.slice(2));
  const placed = entries.findIndex((entry) => entry.marks.some((marks) => marks.page !== null));
  select(location.hash.startsWith("#e") && entries[linked] ? linked : Math.max(placed, 0));
})();
