// 科目 are picked by code, by name, or by the first letters of their pinyin.
import { Choices, MOST, fitting } from "./choices.js";
import { json } from "./net.js";

const grid = document.getElementById("grid");
const list = new Choices("picker", "科目", ({ head }) => take(head));
const tables = new Map();
let field = null;

export const table = (name) => {
  if (!tables.has(name)) tables.set(name, json("subjects", { table: name }).catch(() => (tables.delete(name), [])));
  return tables.get(name);
};

export const options = (found) => found.slice(0, MOST).map(([head, text, about]) => ({ head, text, about }));

async function look() {
  const mine = field;
  const words = mine.value.trim().toLowerCase();
  const known = await table(mine.dataset.table);
  if (mine !== field) return;
  name(mine, known);
  const found = words ? fitting(words, known) : [];
  const exact = found.length === 1 && found[0][0] === words;
  list.show(exact ? [] : options(found), field, field.getBoundingClientRect());
}

export function name(input, known) {
  const said = input.parentElement.querySelector(".name");
  if (!said) return;
  const match = known.find(([code]) => code === input.value.trim());
  said.textContent = match ? match[1] : input.value.trim() ? "科目表里没有" : "";
}

async function take(code) {
  const input = field;
  input.value = code;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  list.hide();
  name(input, await table(input.dataset.table));
}

const isOurs = (target) => target.matches?.("input[data-table]") && !target.readOnly;

grid.addEventListener("focusin", (event) => {
  list.hide();
  field = isOurs(event.target) ? event.target : null;
});
grid.addEventListener("focusout", () => list.hide());
for (const name of ["input", "compositionend"]) {
  grid.addEventListener(name, (event) => {
    if (!isOurs(event.target) || event.isComposing) return;
    field = event.target;
    look();
  });
}
// Before the grid's own keys: as long as the list is open they are its.
grid.addEventListener("keydown", (event) => list.key(event), true);
