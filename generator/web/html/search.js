"use strict";
// Shards of the index are scripts that call this: so it works from a folder as from a server.
const gongkai = (() => {
  const here = document.currentScript.src.replace(/site\/search\.js$/, "");
  const loading = new Map();
  const arrived = new Map();
  const take = (name, data) => arrived.get(name)?.(data);
  const load = (name) => {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done, failed) => {
        arrived.set(name, done);
        const script = document.createElement("script");
        script.src = `${here}search/${name}.js`;
        script.onerror = () => failed(new Error(name));
        document.head.append(script);
      }));
    }
    return loading.get(name);
  };
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\p{P}\p{Z}\p{S}\p{Cc}\p{Cf}]+/gu, "");
  const pairs = (text) => {
    const letters = [...text];
    if (letters.length < 2) return letters;
    return [...new Set(letters.slice(1).map((letter, at) => letters[at] + letter))];
  };
  const numbers = (steps = []) => {
    let sum = 0;
    return steps.map((step) => (sum += step));
  };
  const having = async (gram) => {
    const { shards } = await load("index");
    const place = [...gram].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % shards;
    return new Set(numbers((await load(`pairs-${place}`))[gram]));
  };
  const MOST_FOUND = 400;
  const find = async (question) => {
    const text = plain(question);
    const terms = question.split(/\s+/u).map(plain).filter(Boolean);
    if (!text) return { found: [], more: false };
    const sets = await Promise.all([...new Set(terms.flatMap(pairs))].map(having));
    const both = [...sets[0]].filter((number) => sets.every((set) => set.has(number)));
    const { starts } = await load("index");
    const found = [];
    let more = false;
    for (const number of both) {
      const block = starts.filter((start) => start <= number).length - 1;
      const name = (await load(`names-${block}`))[number - starts[block]];
      const words = plain(name.slice(0, 3).join(" "));
      if (!terms.every((term) => words.includes(term))) continue;
      more = found.length === MOST_FOUND;
      if (more) break;
      found.push(name);
    }
    const rank = ([kind, code, name]) => (plain(name) === text || code === text ? 0 : 2) + (kind === "部门" ? 0 : 1);
    return { found: found.sort((a, b) => rank(a) - rank(b)), more };
  };

  const MOST = 60;
  const box = document.getElementById("search");
  const words = document.getElementById("words");
  const told = document.getElementById("told");
  const hits = document.getElementById("hits");
  let asked = 0;
  const element = (tag, text, attributes = {}) => Object.assign(document.createElement(tag), attributes, { textContent: text });
  const line = ([kind, code, name], [number, id, amount], who) => {
    const [year, department, path] = who[number];
    const item = document.createElement("li");
    const fragment = id ? `#${encodeURIComponent(id)}` : "";
    item.append(element("span", kind, { className: "kind" }));
    item.append(element("a", code ? `${code} ${name}` : name, { href: `${here}${path.split("/").map(encodeURIComponent).join("/")}/index.html${fragment}` }));
    item.append(element("span", kind === "部门" ? `${year}年度` : `${year}年度　${department}`, { className: "who" }));
    if (amount) item.append(element("span", `${amount}万元`, { className: "sum" }));
    return item;
  };
  const show = async () => {
    const mine = ++asked;
    const question = words.value;
    try {
      const [{ found, more }, { who }] = [await find(question), await load("index")];
      if (mine !== asked) return;
      const places = found.flatMap((name) => name[3].map((where) => [name, where]));
      hits.replaceChildren(...places.slice(0, MOST).map(([name, where]) => line(name, where, who)));
      const count = `有 ${places.length} 处${more ? "以上" : ""}`;
      const rest = places.length > MOST ? `，先列出 ${MOST} 处，再多写几个字可以缩小范围` : "";
      told.textContent = question.trim() ? (places.length ? count + rest : "没有找到") : "";
    } catch {
      if (mine !== asked) return;
      hits.replaceChildren(); // those of another question
      told.textContent = "索引没有读到，请重新打开这一页";
    }
    const address = question.trim() ? `?q=${encodeURIComponent(question.trim())}` : location.pathname;
    try {
      history.replaceState(null, "", address);
    } catch {
      // a page from a folder may not change its address
    }
  };
  box.hidden = false;
  words.addEventListener("input", (event) => event.isComposing || show());
  words.addEventListener("compositionend", show);
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  const before = new URLSearchParams(location.search).get("q");
  addEventListener("DOMContentLoaded", () => {
    if (before) {
      words.value = before;
      show();
    }
  });
  return { take };
})();
