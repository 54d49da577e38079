// 科目 are picked by code, by name, or by the first letters of their pinyin.
import { json } from "./net.js";

const MOST = 40;
const grid = document.getElementById("grid");
const list = document.body.appendChild(document.createElement("ul"));
list.id = "picker";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "科目");
list.hidden = true;
const tables = new Map();
let field = null;
let chosen = -1;

const table = (name) => {
  if (!tables.has(name)) tables.set(name, json("subjects", { table: name }).catch(() => (tables.delete(name), [])));
  return tables.get(name);
};

function begins(letters, initials) {
  const each = initials.split(" ");
  for (let start = 0; start + letters.length <= each.length; start++)
    if ([...letters].every((letter, index) => each[start + index].includes(letter))) return start;
  return -1;
}

// The better it fits, the smaller. The letters are those of what a 科目 is below and of its own name.
function rank(words, [code, name, above, own, further]) {
  if (code.startsWith(words)) return 0;
  if (name.startsWith(words)) return 1;
  if (name.includes(words)) return 2;
  if (words.split(/\s+/).every((one) => `${above}${name}`.includes(one))) return 3;
  if (/^[a-z]+$/.test(words)) {
    const at = begins(words, own);
    if (at >= 0) return at ? 5 : 4;
    if (begins(words, `${further} ${own}`) >= 0) return 6;
  }
  return code.includes(words) && words.length > 2 ? 7 : -1;
}

async function look() {
  const mine = field;
  const words = mine.value.trim().toLowerCase();
  const known = await table(mine.dataset.table);
  if (mine !== field) return;
  name(mine, known);
  const found = words
    ? known.map((one) => [rank(words, one), one]).filter(([fit]) => fit >= 0).sort((a, b) => a[0] - b[0])
    : [];
  const exact = found.length === 1 && found[0][1][0] === words;
  show(exact ? [] : found.slice(0, MOST).map(([, one]) => one));
}

function name(input, known) {
  const said = input.parentElement.querySelector(".name");
  if (!said) return;
  const match = known.find(([code]) => code === input.value.trim());
  said.textContent = match ? match[1] : input.value.trim() ? "科目表里没有" : "";
}

function show(found) {
  chosen = -1;
  list.replaceChildren(
    ...found.map(([code, text, above], index) => {
      const option = document.createElement("li");
      option.id = `option-${index}`;
      option.setAttribute("role", "option");
      option.dataset.code = code;
      const number = option.appendChild(document.createElement("b"));
      number.textContent = code;
      option.append(text);
      option.appendChild(document.createElement("i")).textContent = above;
      return option;
    }),
  );
  list.hidden = !found.length;
  field?.setAttribute("aria-expanded", String(!list.hidden));
  if (list.hidden) return;
  field.setAttribute("aria-controls", "picker");
  const at = field.getBoundingClientRect();
  const room = innerHeight - at.bottom;
  list.style.left = `${Math.min(at.left, innerWidth - 430)}px`;
  list.style.top = room > 260 ? `${at.bottom + 1}px` : "auto";
  list.style.bottom = room > 260 ? "auto" : `${innerHeight - at.top + 1}px`;
}

function move(step) {
  const options = [...list.children];
  options[chosen]?.removeAttribute("aria-selected");
  chosen = (chosen + step + options.length) % options.length;
  options[chosen].setAttribute("aria-selected", "true");
  options[chosen].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", options[chosen].id);
}

async function take(code) {
  const input = field;
  input.value = code;
  show([]);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  show([]);
  name(input, await table(input.dataset.table));
}

const isOurs = (target) => target.matches?.("input[data-table]") && !target.readOnly;

grid.addEventListener("focusin", (event) => {
  show([]);
  field = isOurs(event.target) ? event.target : null;
});
grid.addEventListener("focusout", () => show([]));
grid.addEventListener("input", (event) => {
  if (!isOurs(event.target) || event.isComposing) return;
  field = event.target;
  look();
});
grid.addEventListener("compositionend", (event) => {
  if (!isOurs(event.target)) return;
  field = event.target;
  look();
});
// Before the grid's own keys: as long as the list is open they are its.
grid.addEventListener(
  "keydown",
  (event) => {
    if (event.isComposing || list.hidden || event.target !== field) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter") take(list.children[Math.max(chosen, 0)].dataset.code);
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
list.addEventListener("mousedown", (event) => {
  event.preventDefault();
  const option = event.target.closest("[data-code]");
  if (option) take(option.dataset.code);
});
