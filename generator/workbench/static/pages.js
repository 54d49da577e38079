// The pages: pictures drawn when they are near, boxes over their figures, and the reader never moved.
import { allow } from "./buttons.js";
import { whileNear } from "./near.js";
import { json } from "./net.js";
import { letGo, painted } from "./picture.js";
import { lead } from "./ways.js";

const PIXELS = 96 / 72;
const SCALES = [1, 1.5, 2, 3, 4];
const WIDEST = 1.35;
const GAP = 48;

const main = document.getElementById("pages");
const contents = document.getElementById("outline");
const place = document.getElementById("place");
const zoomed = document.getElementById("zoom");
const sections = new Map();
let layout = { sheets: [] };
let zoom = 0; // 0: as wide as there is room
let marked = {};
let worst = {};
let chosen = "";
let ahead = {}; // what pages will say, by the key of what is still shown

const near = whileNear(main, "900px 0px", fill, leave);
const far = new IntersectionObserver(
  (entries) => entries.forEach((entry) => !entry.isIntersecting && empty(entry.target)),
  { root: main, rootMargin: "3500px 0px" },
);

// ---- what there is ----

export function show(told) {
  layout = told;
  keepingPlace(() => {
    main.querySelector(".waiting")?.remove();
    const names = new Set(told.sheets.map((sheet) => sheet.name));
    for (const [name, section] of sections) {
      if (names.has(name)) continue;
      letGo(section);
      section.remove();
      sections.delete(name);
    }
    let before = null;
    for (const sheet of told.sheets) {
      const section = sections.get(sheet.name) ?? made(sheet.name);
      const next = before ? before.nextSibling : main.querySelector("section");
      if (next !== section) main.insertBefore(section, next);
      before = section;
      fit(section, sheet);
    }
  });
  list();
  where();
}

function made(name) {
  const section = document.createElement("section");
  sections.set(name, section);
  return section;
}

function fit(section, sheet) {
  section.setAttribute("aria-label", sheet.title);
  section.classList.toggle("stale", sheet.stale && sheet.key !== "");
  if (!sheet.pages.length) {
    if (!section.querySelector(".pending")) {
      letGo(section);
      section.textContent = "";
      const pending = section.appendChild(document.createElement("div"));
      pending.className = "pending";
      pending.textContent = `${sheet.title}　正在排版……`;
    }
    return;
  }
  section.querySelector(".pending")?.remove();
  sheet.pages.forEach((size, number) => {
    let page = section.children[number];
    if (!page) {
      page = section.appendChild(document.createElement("div"));
      page.className = "page";
      page.tabIndex = -1;
      page.setAttribute("role", "group");
      near.observe(page);
      far.observe(page);
    }
    page.number = number;
    page.size = size;
    page.sheet = sheet;
    page.setAttribute("aria-label", sheet.first ? `${sheet.title}，第 ${sheet.first + number} 页` : sheet.title);
    resize(page);
    if (page.drawn || page.isNear) fill(page);
  });
  while (section.children.length > sheet.pages.length) {
    letGo(section.lastChild);
    section.lastChild.remove();
  }
}

// ---- pictures ----

function widthOf(page) {
  const natural = page.size[0] * PIXELS;
  return zoom ? natural * zoom : Math.min(main.clientWidth - GAP, natural * WIDEST);
}

function resize(page) {
  page.style.width = `${widthOf(page)}px`;
  page.style.aspectRatio = `${page.size[0]} / ${page.size[1]}`;
}

function wanted(page) {
  const pixels = (widthOf(page) / page.size[0]) * Math.max(devicePixelRatio, 1.5);
  const scale = SCALES.find((one) => one >= pixels - 0.05) ?? SCALES.at(-1);
  return `${page.sheet.key}/${page.number}@${scale}`;
}

async function fill(page) {
  const what = wanted(page);
  if (page.drawn === what) return;
  page.drawn = what;
  page.coming?.abort();
  const coming = (page.coming = new AbortController());
  const picture = await painted(`page/${what}.png`, coming.signal);
  if (page.coming !== coming) return;
  page.coming = null;
  if (!picture) {
    page.drawn = "";
    return;
  }
  letGo(page);
  page.prepend(picture);
  page.dataset.key = page.sheet.key;
  foretell(page);
  page.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
  await cover(page, what.split("@")[0]);
}

// A picture that has not come by the time its page is gone is not waited for.
function leave(page) {
  if (!page.coming) return;
  stop(page);
  page.drawn = page.querySelector("canvas") ? page.drawn : "";
}

function stop(page) {
  page.coming?.abort();
  page.coming = null;
}

function empty(page) {
  if (page.contains(document.activeElement)) seek(page, document.activeElement.edges);
  page.drawn = "";
  page.covered = "";
  stop(page);
  letGo(page);
  page.textContent = "";
}

// ---- what has not been set yet ----

// New numbers and words stand where they will be printed, marked, until the picture with them comes.
export function tellAhead(told) {
  ahead = told;
  for (const page of main.querySelectorAll(".page:has(canvas)")) foretell(page);
}

function foretell(page) {
  const { key } = page.dataset;
  if (!(key in ahead) && key !== page.sheet.key) return; // its picture is on the way
  page.querySelectorAll(".ahead").forEach((old) => old.remove());
  for (const [number, left, top, right, bottom, size, text] of ahead[key] ?? []) {
    if (number !== page.number) continue;
    const piece = document.createElement("div");
    piece.className = bottom - top > 2 * size ? "ahead lines" : "ahead";
    piece.textContent = text;
    piece.style.fontSize = `${(size / page.size[0]) * widthOf(page)}px`;
    stand(piece, [left, top, right, bottom], page.size);
    page.append(piece);
  }
}

// ---- figures ----

async function cover(page, what) {
  if (page.covered === what) return;
  let boxes;
  try {
    boxes = await json(`boxes/${what}`);
  } catch {
    return;
  }
  if (!page.drawn.startsWith(`${what}@`)) return;
  if (page.contains(document.activeElement)) seek(page, document.activeElement.edges ?? page.sought);
  page.querySelectorAll("button").forEach((box) => box.remove());
  const all = document.createDocumentFragment();
  for (const [figure, printed, ...edges] of boxes) {
    const box = document.createElement("button");
    box.type = "button";
    box.className = "box";
    box.dataset.figure = figure;
    box.setAttribute("aria-label", `${printed || "空白"}，${figure}`);
    box.edges = edges;
    stand(box, edges, page.size);
    all.append(box);
  }
  page.append(all);
  page.covered = what;
  mark(page);
  if (document.activeElement === page) find(page);
}

// The page has the focus until its figures are there: then the one that stands at `edges`.
function seek(page, edges) {
  page.sought = edges;
  page.focus({ preventScroll: true });
}

function find(page) {
  const [left, top, right, bottom] = page.sought ?? [];
  const isThere = ({ edges: [x, y, x1, y1] }) => x < right && x1 > left && y < bottom && y1 > top;
  [...page.querySelectorAll(".box")].find(isThere)?.focus({ preventScroll: true });
  page.sought = undefined;
}

function stand(element, [left, top, right, bottom], [width, height]) {
  element.style.left = `${(left / width) * 100}%`;
  element.style.top = `${(top / height) * 100}%`;
  element.style.width = `${((right - left) / width) * 100}%`;
  element.style.height = `${((bottom - top) / height) * 100}%`;
}

function mark(root) {
  for (const box of root.querySelectorAll(".box")) {
    const level = marked[box.dataset.figure] ?? "";
    box.className = `box ${level} ${box.dataset.figure === chosen ? "chosen" : ""}`;
  }
}

const worstOf = (levels) => ["error", "warning", "note"].find((level) => levels.includes(level));

export function markAll(figures, pagesOf) {
  marked = figures;
  worst = Object.fromEntries(Object.entries(pagesOf).map(([name, levels]) => [name, worstOf(Object.values(levels))]));
  mark(main);
  list();
}

export function choose(figure) {
  chosen = figure;
  mark(main);
}

main.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const box = event.target.closest(".box");
  if (!box || !step) return;
  event.preventDefault();
  const at = box.getBoundingClientRect();
  const others = [...box.parentElement.querySelectorAll(".box")].filter((other) => {
    const its = other.getBoundingClientRect();
    return (its.top - at.top) * step > at.height / 2 && its.left < at.right && its.right > at.left;
  });
  (step > 0 ? others[0] : others.at(-1))?.focus();
});

// ---- places ----

// By the keys, the focus goes to the page too, and to the figure at the first of `boxes` when there is one.
export function jump(name, number, boxes = [], byKey = false) {
  const page = sections.get(name)?.children[number];
  if (!page?.size) return;
  const top = boxes.length ? (boxes[0][1] / page.size[1]) * page.offsetHeight - main.clientHeight / 3 : -12;
  main.scrollTo({ top: page.offsetTop + Math.max(top, -12) });
  for (const edges of boxes) {
    const flash = page.appendChild(document.createElement("div"));
    flash.className = "flash";
    stand(flash, edges, page.size);
    setTimeout(() => flash.remove(), 2600);
  }
  if (!byKey) return;
  lead(page, main);
  page.sought = boxes[0];
  if (page.covered) find(page);
}

function current() {
  const middle = main.scrollTop + main.clientHeight / 3;
  let found = null;
  for (const section of sections.values()) {
    if (section.offsetTop > middle + main.clientHeight) break;
    for (const page of section.children) if (page.size && page.offsetTop <= middle) found = page;
  }
  return found ?? main.querySelector(".page");
}

function keepingPlace(change) {
  const page = main.scrollTop > 0 ? current() : null;
  const before = page ? page.getBoundingClientRect() : null;
  const share = page ? (main.getBoundingClientRect().top - before.top) / before.height : 0;
  const isHere = main.contains(document.activeElement);
  change();
  if (isHere && document.activeElement === document.body) main.focus({ preventScroll: true });
  if (!page?.isConnected) return;
  const after = page.getBoundingClientRect();
  main.scrollTop += after.top + share * after.height - main.getBoundingClientRect().top;
}

function where() {
  const page = current();
  if (!page) return;
  const total = layout.sheets.reduce((sum, sheet) => sum + sheet.pages.length, 0);
  const before = layout.sheets.slice(0, layout.sheets.indexOf(page.sheet));
  const number = before.reduce((sum, sheet) => sum + sheet.pages.length, 0) + page.number + 1;
  place.textContent = `${number} / ${total}`;
  let entry = null;
  let reached = -1;
  for (const one of contents.querySelectorAll("button")) {
    one.removeAttribute("aria-current");
    const begins = Number(one.dataset.page); // several may begin on a page: the first of them counts
    if (one.dataset.sheet === page.sheet.name && begins <= page.number && begins > reached) {
      entry = one;
      reached = begins;
    }
  }
  if (entry === null) entry = contents.querySelector(`[data-sheet="${CSS.escape(page.sheet.name)}"]`);
  entry?.setAttribute("aria-current", "true");
  entry?.scrollIntoView({ block: "nearest" });
  main.dispatchEvent(new CustomEvent("reached", { detail: { name: page.sheet.name, page: page.number } }));
}

let asked = false;
main.addEventListener("scroll", () => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    where();
  });
});

// ---- 目录 ----

function list() {
  const at = [...contents.children].indexOf(document.activeElement);
  const scrolled = contents.scrollTop;
  const all = document.createDocumentFragment();
  for (const sheet of layout.sheets) {
    const headings = sheet.headings.length ? sheet.headings : [{ text: sheet.title, level: 2, page: 0 }];
    headings.forEach((heading, index) => all.append(entry(sheet, heading, index === headings.length - 1)));
  }
  contents.replaceChildren(all);
  contents.scrollTop = scrolled;
  if (at >= 0) contents.children[Math.min(at, contents.children.length - 1)]?.focus({ preventScroll: true });
}

function entry(sheet, heading, last) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `level-${heading.level}`;
  button.dataset.sheet = sheet.name;
  button.dataset.page = heading.page;
  button.textContent = heading.text;
  button.title = heading.text;
  if (last && worst[sheet.name]) button.classList.add(worst[sheet.name]);
  allow(button, sheet.pages.length > 0);
  return button;
}

// ---- zoom ----

export function setZoom(what) {
  const page = current();
  const now = page ? widthOf(page) / (page.size[0] * PIXELS) : 1;
  keepingPlace(() => {
    zoom = what === "fit" ? 0 : Math.min(4, Math.max(0.3, now * (what === "in" ? 1.2 : 1 / 1.2)));
    redraw();
  });
  zoomed.textContent = zoom ? `${Math.round(zoom * 100)}%` : "适合宽度";
}

function redraw() {
  for (const page of main.querySelectorAll(".page")) {
    resize(page);
    if (page.drawn || page.isNear) fill(page);
  }
}

let width = main.clientWidth;
new ResizeObserver(() => {
  if (main.clientWidth === width) return;
  width = main.clientWidth;
  keepingPlace(redraw);
}).observe(main);
