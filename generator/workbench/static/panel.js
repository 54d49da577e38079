// The panel beside the pages: findings, where a figure comes from, what was searched for.
import { keeping, settled } from "./keep.js";
import { hint, part } from "./net.js";
import { choose } from "./pages.js";
import { lead } from "./ways.js";

const tabs = [...document.querySelectorAll("#panel [role=tab]")];
const figures = document.getElementById("figure");
const past = [];

export function open(name) {
  const left = document.activeElement.closest("#panel [role=tabpanel]");
  for (const tab of tabs) {
    const mine = tab.getAttribute("aria-controls") === name;
    if (mine && left && left.id !== name) tab.focus(); // what is hidden does not take the focus with it
    tab.setAttribute("aria-selected", String(mine));
    tab.tabIndex = mine ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !mine;
  }
  document.body.classList.toggle("writing", name === "editor" || name === "form");
}

for (const tab of tabs) {
  tab.addEventListener("click", () => open(tab.getAttribute("aria-controls")));
  tab.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs.at(to % tabs.length);
    next.focus();
    next.click();
  });
}
open("steps");

// What was asked for last stays, whatever comes after it: then this is false. What takes long says so (panel.css).
const turns = new Map();

export async function fill(id, path, query) {
  const element = document.getElementById(id);
  const mine = (turns.get(id) ?? 0) + 1;
  const isLast = () => turns.get(id) === mine;
  turns.set(id, mine);
  element.setAttribute("aria-busy", "true");
  try {
    const html = await part(path, query);
    await settled(element);
    if (!isLast()) return false;
    const restore = keeping(element);
    element.innerHTML = html;
    restore();
  } catch (refused) {
    if (!isLast()) return false;
    element.replaceChildren(hint(refused.message || "连接断了，请稍等再试。"));
  }
  element.removeAttribute("aria-busy");
  return true;
}

// ---- figures ----

let shown = "";

export async function figure(name, { back = false, stay = false, byKey = false } = {}) {
  const from = document.activeElement;
  if (shown && shown !== name && !back) past.push(shown);
  shown = name;
  choose(name);
  if (!stay) open("figure");
  if (!(await fill("figure", "figure", { id: name }))) return;
  if (past.length) figures.prepend(backButton());
  if (byKey) lead(figures, figures, from);
  figures.dispatchEvent(new CustomEvent("answered", { bubbles: true }));
}

// What is shown may have another value now.
export function again() {
  if (shown) figure(shown, { back: true, stay: true });
}

function backButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "back";
  button.textContent = `← ${past.at(-1)}`;
  button.addEventListener("click", (event) => figure(past.pop(), { back: true, byKey: event.detail === 0 }));
  return button;
}

document.getElementById("panel").addEventListener(
  "toggle",
  async (event) => {
    const details = event.target;
    if (!details.open || !("expand" in details.dataset) || details.dataset.done) return;
    details.dataset.done = "yes";
    const below = details.querySelector(".below");
    try {
      below.innerHTML = await part("operands", { id: details.dataset.expand, path: details.dataset.path });
    } catch (refused) {
      below.replaceChildren(hint(refused.message || "连接断了，请稍等再试。"));
    }
  },
  true,
);
