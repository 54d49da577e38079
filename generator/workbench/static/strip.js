// The strip of small pages: where something is wrong, and what has changed since it was last looked at.
import { whileNear } from "./near.js";
import { jump } from "./pages.js";
import { letGo, painted } from "./picture.js";

const SMALL = 0.25;
const strip = document.getElementById("strip");
const changes = document.getElementById("changes");
const buttons = document.querySelectorAll("[data-side]");
const thumbs = new Map(); // by section and page
const looked = new Map(); // what a page looked like when it was last seen
let layout = { sheets: [] };
let levels = {};
let place = { name: "", page: 0 };
let known = false; // whether all pages have been there once

const near = whileNear(strip, "400px 0px", fill, empty);

const idOf = (name, page) => `${name}/${page}`;

// Every page: its section, its number there, what it looks like.
function* all() {
  for (const sheet of layout.sheets)
    for (const page of sheet.pages.keys()) yield { sheet, page, id: idOf(sheet.name, page), look: sheet.looks[page] };
}

export function show(told) {
  layout = told;
  const begin = told.done && !known;
  if (begin) for (const { id, look } of all()) looked.set(id, look);
  known ||= told.done;
  see();
  draw();
}

export function mark(pages) {
  levels = pages;
  draw();
}

// The page that the reader is at has been seen as it is.
function see() {
  const sheet = layout.sheets.find((one) => one.name === place.name);
  if (known && sheet?.looks[place.page] !== undefined) looked.set(idOf(place.name, place.page), sheet.looks[place.page]);
}

const isChanged = ({ id, look }) => known && looked.get(id) !== look;

// ---- the small pages ----

function draw() {
  const changed = [...all()].filter(isChanged).length;
  changes.hidden = !changed;
  changes.textContent = changed;
  changes.title = `${changed} 页有改动，还没有看过`;
  if (strip.hidden) return;
  const there = new Set();
  let before = null;
  let number = 0;
  for (const one of all()) {
    there.add(one.id);
    const thumb = thumbs.get(one.id) ?? made(one.id);
    const next = before ? before.nextSibling : strip.firstChild;
    if (next !== thumb) strip.insertBefore(thumb, next);
    before = thumb;
    fit(thumb, one, ++number);
  }
  for (const [id, thumb] of thumbs) {
    if (there.has(id)) continue;
    near.unobserve(thumb);
    thumb.remove();
    thumbs.delete(id);
  }
  here();
}

function made(id) {
  const thumb = document.createElement("button");
  thumb.type = "button";
  thumb.tabIndex = -1;
  thumb.append(...["paper", "signs", "count"].map((name) => Object.assign(document.createElement("span"), { className: name })));
  thumbs.set(id, thumb);
  near.observe(thumb);
  return thumb;
}

function fit(thumb, one, number) {
  const { sheet, page } = one;
  const [width, height] = sheet.pages[page];
  const level = levels[sheet.name]?.[page] ?? "";
  const signs = [
    ["error", "错", "有错误"],
    ["warning", "警", "有警告"],
  ].filter(([name]) => name === level);
  if (isChanged(one)) signs.push(["changed", "改", "有改动"]);
  thumb.of = one;
  const state = [number, width, height, level, signs.length, sheet.title, sheet.foreign].join();
  if (thumb.drawn || thumb.isNear) fill(thumb);
  if (thumb.state === state) return; // hundreds of pages: only what is new is touched
  thumb.state = state;
  thumb.className = `thumb ${level}`;
  thumb.setAttribute("aria-label", [`第 ${number} 页`, sheet.title, ...signs.map(([, , said]) => said)].join("，"));
  thumb.title = sheet.title;
  const [paper, marks, count] = thumb.children;
  paper.style.aspectRatio = `${width} / ${height}`;
  if (sheet.foreign) paper.textContent = "附件";
  marks.replaceChildren(...signs.map(([name, word]) => Object.assign(document.createElement("i"), { className: name, textContent: word })));
  count.textContent = number;
}

async function fill(thumb) {
  const { sheet, page } = thumb.of ?? {};
  const what = sheet && !sheet.foreign ? `page/${sheet.key}/${page}@${SMALL}.png` : "";
  if (!what || thumb.drawn === what) return;
  thumb.drawn = what;
  thumb.coming?.abort();
  const coming = (thumb.coming = new AbortController());
  const picture = await painted(what, coming.signal);
  if (thumb.coming !== coming) return;
  if (!picture) {
    thumb.drawn = "";
    return;
  }
  letGo(thumb);
  thumb.firstChild.replaceChildren(picture);
}

function empty(thumb) {
  if (!thumb.drawn) return;
  thumb.coming.abort();
  letGo(thumb);
  thumb.drawn = "";
}

// ---- where the reader is ----

function here() {
  const mine = thumbs.get(idOf(place.name, place.page));
  const old = strip.querySelector("[aria-current]");
  if (old !== mine) {
    old?.removeAttribute("aria-current");
    if (old) old.tabIndex = -1;
    mine?.setAttribute("aria-current", "true");
    mine?.scrollIntoView({ block: "nearest" });
  }
  if (mine) mine.tabIndex = 0;
}

document.getElementById("pages").addEventListener("reached", ({ detail }) => {
  if (detail.name === place.name && detail.page === place.page) return;
  place = detail;
  see();
  draw();
});

strip.addEventListener("click", (event) => {
  const one = event.target.closest(".thumb")?.of;
  if (one) jump(one.sheet.name, one.page, [], event.detail === 0);
});

strip.addEventListener("keydown", (event) => {
  const step = { ArrowDown: "nextSibling", ArrowRight: "nextSibling", ArrowUp: "previousSibling", ArrowLeft: "previousSibling" }[event.key];
  const next = step && event.target.closest(".thumb")?.[step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  jump(next.of.sheet.name, next.of.page);
});

for (const button of buttons) {
  button.addEventListener("click", () => {
    for (const one of buttons) {
      one.setAttribute("aria-pressed", String(one === button));
      document.getElementById(one.dataset.side).hidden = one !== button;
    }
    document.body.classList.toggle("thumbs", button.dataset.side === "strip");
    if (strip.hidden) clear();
    else draw();
  });
}

function clear() {
  for (const thumb of thumbs.values()) near.unobserve(thumb);
  thumbs.clear();
  strip.replaceChildren();
}
