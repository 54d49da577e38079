// Forms: grids and questions that are written into the files when they are saved.
import { hint, part, post, readOnly, upload } from "./net.js";
import { allow, onSave } from "./buttons.js";
import { remember } from "./history.js";
import { open as openTab } from "./panel.js";
import * as grids from "./grid.js";
import { carrying, focused, sending, was } from "./carry.js";
import { settled } from "./keep.js";
import * as prose from "./prose.js";
import "./picker.js";

const { unit } = document.getElementById("unit").dataset; // whose pages are shown
const grid = document.getElementById("grid");
const topic = document.getElementById("topic");
const save = document.getElementById("save-cells");
const all = document.getElementById("all-columns");
const said = document.getElementById("grid-said");

const UNSAVED = "改动还没有保存（Ctrl+S 保存）。";
const LOST = "连接断了，不知道保存了没有。接上以后，还是黄的没有保存，再按一次保存。";

export const where = () => ({ ...(sheet()?.dataset ?? { key: topic.value, whose: "", item: "0" }) });
const sheet = () => grid.querySelector(".sheet");
const cells = () => [...grid.querySelectorAll("[data-path]")].filter((cell) => !cell.closest("[hidden] .blank"));
const isNew = (cell) => cell.closest("tr")?.classList.contains("new");
const isGone = (cell) => cell.closest("tr")?.classList.contains("gone");
// What differs is marked as it is typed (state): a grid of hundreds of rows is not gone through at every key.
const changed = () => [...grid.querySelectorAll(".changed")].filter((cell) => !isNew(cell) && !isGone(cell));
const fresh = () => [...grid.querySelectorAll("tr.new")];
const rows = () => fresh().filter((row) => !row.classList.contains("gone") && row.querySelector(".changed"));
const gone = () => [...grid.querySelectorAll("tr.gone [data-gone]")].map((button) => JSON.parse(button.dataset.gone));
const filled = (row) =>
  [...row.querySelectorAll("[data-path]")]
    .filter((cell) => cell.value.trim())
    .map((cell) => [JSON.parse(cell.dataset.path), cell.value]);
const count = () => changed().length + rows().length + gone().length;

export const isDirty = () => count() > 0;

function query(whose = sheet()?.dataset.whose ?? unit, item = sheet()?.dataset.item ?? "0") {
  const same = sheet()?.dataset.key === topic.value;
  return { key: topic.value, whose: same ? whose : unit, item: same ? item : "0" };
}

let loaded = ""; // what the server said last

async function load(asked = query()) {
  grid.inert = true; // nothing is typed into what is about to go
  grid.setAttribute("aria-busy", "true");
  try {
    const html = await part("form", asked);
    const before = sheet()?.dataset;
    put(html);
    const now = sheet()?.dataset;
    if (now && ["key", "whose", "item"].some((one) => now[one] !== before?.[one])) grid.scrollTop = 0;
  } catch (refused) {
    grid.replaceChildren(hint(refused.message || "连接断了，请稍等再试。"));
  }
  grid.inert = false;
  grid.removeAttribute("aria-busy");
  dress();
}

function put(html) {
  loaded = html;
  grid.innerHTML = html;
  for (const table of grid.querySelectorAll("table:has(.blank)"))
    if (!table.querySelector("tbody:not([hidden]) tr") && !readOnly) grids.newRow(table);
}

function dress() {
  grids.columns(grid, all.checked);
  prose.dress(grid);
  state();
}

async function loadHere(asked) {
  const back = focused(grid);
  await load(asked);
  back();
}

const itemIn = (root) => root.querySelector("#item option:checked, #item option[selected]")?.textContent;

// The form as it is now: that of the same project, though others may have taken out one before it.
async function now() {
  const html = await part("form", query());
  const coming = document.createElement("template");
  coming.innerHTML = html;
  const names = [...coming.content.querySelectorAll("#item option")].map((one) => one.textContent);
  const at = names.indexOf(itemIn(grid));
  return at < 0 || itemIn(coming.content) === names[at] ? html : part("form", query(undefined, String(at)));
}

// The form comes again, and what is typed and not yet saved stays in its cells.
async function renew(html) {
  await settled(grid);
  const item = itemIn(grid);
  const restore = carrying(grid);
  put(html);
  grids.columns(grid, all.checked);
  const lost = restore();
  if (itemIn(grid) !== item) grid.scrollTop = 0;
  dress();
  if (!lost.length) return;
  grid.before(box);
  box.append(hint(`预算在别处改过了。这些没有保存，现在也放不回去：${lost.join("、")}`), close);
}

// Said until it is read: the only place where it still stands.
const box = Object.assign(document.createElement("div"), { className: "lost", role: "alert" });
const close = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: "知道了" });
close.addEventListener("click", () => {
  box.replaceChildren();
  box.remove();
});

// Others have written.
let unread = ""; // why it could not be seen what
async function lookAgain() {
  if (document.getElementById("form").hidden && !sheet()) return;
  if (!sheet()) return load();
  let html;
  try {
    html = await now();
  } catch (refused) {
    return tell((unread = refused.message || "连接断了，请稍等再试。"), "error");
  }
  if (!html.includes('class="sheet"')) return tell((unread = "预算现在读不出来，改好以后才能保存；填的都还在。"), "error");
  if (said.textContent === unread) tell("");
  if (html === loaded) state();
  else await renew(html);
}

// Why something was refused is said until more is `typed`; what a paste left out stays to be read.
function state(typed) {
  for (const cell of typed ?? cells()) cell.classList.toggle("changed", isNew(cell) ? cell.value.trim() !== "" : cell.value !== was(cell));
  const number = count();
  allow(save, !readOnly && number > 0);
  save.textContent = number ? `保存（${number}）` : "保存";
  if (number && (said.className === "" || (typed && said.className === "error"))) tell(UNSAVED);
  else if (said.textContent === UNSAVED) tell("");
}

function tell(message, level = "") {
  said.replaceChildren(...(message ? [hint(message)] : []));
  said.className = level;
}

async function send(more) {
  const current = sheet();
  const byGrid = {};
  for (const row of more ? [] : rows()) (byGrid[row.closest("table").dataset.grid] ??= []).push(filled(row));
  const told = await post("cells", {
    version: current.dataset.version,
    key: current.dataset.key,
    whose: current.dataset.whose,
    item: Number(current.dataset.item),
    cells: more ? [] : changed().map((cell) => [JSON.parse(cell.dataset.path), cell.value]),
    rows: byGrid,
    gone: more ? [] : gone(),
    ...more,
  });
  remember(told.files, current.dataset.key);
}

// What is typed is saved; with `more`, that alone is done (a table added or taken out, 无 written).
async function writeNow(more, item) {
  if (!sheet() || readOnly || (!more && !isDirty())) return;
  allow(save, false);
  const sent = sending(grid);
  try {
    await send(more);
    if (more) forget();
    else sent.done();
    await renew(await part("form", query(undefined, item)));
    tell(isDirty() ? UNSAVED : "已保存。");
  } catch (refused) {
    allow(save, true);
    state(); // what was written is no longer to be saved
    if (refused.status === 409) await lookAgain();
    else if (refused.status) sent.refused();
    if (!refused.status) unread = LOST;
    tell(refused.message || LOST, "error");
    if (refused.data?.path) point(refused.data);
  }
}

function forget() {
  for (const cell of changed()) cell.value = was(cell);
  for (const row of fresh()) row.remove();
  for (const row of grid.querySelectorAll("tr.gone")) grids.strike(row, false);
}

// The cell that cannot stay as it is.
function point({ path, row }) {
  const around = row ? rows().filter((one) => one.closest("table").dataset.grid === String(row[0]))[row[1]] : grid;
  const wanted = JSON.stringify(path);
  const found = [...(around?.querySelectorAll("[data-path]") ?? [])].find(
    (cell) => JSON.stringify(JSON.parse(cell.dataset.path)) === wanted && (row || !isNew(cell)),
  );
  if (!found) return;
  found.setAttribute("aria-invalid", "true");
  found.scrollIntoView({ block: "nearest" });
  found.focus();
}

// Where nothing is said though something must be, and there is none.
function putZeros() {
  const bare = (cell) => ["", "待填"].includes(cell.value.trim());
  const rest = (cell) => [...(cell.closest("tr")?.querySelectorAll("[data-path]") ?? [cell])];
  const found = cells().filter((cell) => "zero" in cell.dataset && rest(cell).every(bare));
  for (const cell of found) cell.value = "0";
  state();
  tell(found.length ? `${found.length} 处填了 0，看过再保存。` : "没有空着的了。");
}

// One after the other: what is being saved is not taken for what is still to be saved.
let last = Promise.resolve();
const inTurn = (work) => (last = last.then(work, work));
export const again = () => inTurn(lookAgain);
const write = (more, item) => inTurn(() => writeNow(more, item));
const giveUp = () => !isDirty() || confirm("有没有保存的改动。要放弃这些改动吗？");

// The cells by the paths, in JSON, that they stand at or below: looked for once for all places of a large form.
function byPath() {
  const found = new Map();
  for (const cell of cells()) {
    const path = JSON.parse(cell.dataset.path);
    for (let length = path.length; length; length--) {
      const key = JSON.stringify(path.slice(0, length));
      if (!found.get(key)?.push(cell)) found.set(key, [cell]);
    }
  }
  return found;
}

// The cell whose path is `path`, or lies above or below it; of what is not written yet, the first of its name.
function cellAt(path, places = byPath()) {
  const mine = below(path, places);
  const found = mine.find((cell) => cell.value === "待填") ?? mine.find((cell) => !cell.value) ?? mine[0];
  if (found) return found;
  const paths = cells().map((cell) => [cell, JSON.parse(cell.dataset.path)]);
  const [above] = paths.find(([, one]) => lies(path, one)) ?? [];
  return above ?? paths.find(([, one]) => one.includes(path.at(-1)))?.[0];
}

const lies = (one, other) => other.length > 0 && other.every((step, at) => step === one[at]);
const below = (path, places) => places.get(JSON.stringify(path)) ?? [];

// What is still to be filled in after the cell that was visited last: one of the `fields` of this form, or
// a unit of which nothing is written yet. Goes there; false when there is none.
export function next(fields) {
  const now = sheet()?.dataset;
  if (!now) return false;
  const places = byPath();
  const order = new Map(cells().map((cell, at) => [cell, at]));
  const at = [...order.keys()].findIndex((cell) => cell.dataset.path === visited);
  const bare = (cell) => ["", "待填"].includes(cell.value.trim());
  const mine = fields.filter((one) => ["key", "whose", "item"].every((name) => one[name] === now[name]));
  const found = mine
    .map(({ spot }) => JSON.parse(spot))
    .filter((path) => path.at(-1) !== now.key) // the whole form: one is there
    .filter((path) => below(path, places).every(bare))
    .map((path) => cellAt(path, places))
    .filter((cell) => order.get(cell) > at && bare(cell) && cell.checkVisibility());
  if (found.length) return show(found.reduce((one, other) => (order.get(other) < order.get(one) ? other : one)));
  const silent = [...grid.querySelectorAll("#whose option:checked ~ option[data-silent]")][0];
  if (silent) open(now.key, silent.value, "0", "[]", true);
  return silent !== undefined;
}

function show(cell) {
  visit({ target: cell });
  cell.scrollIntoView({ block: "center" });
  cell.focus({ preventScroll: true });
  cell.select?.();
  return true;
}

// The form of `key`, at the answer whose path in the budget is `spot`.
export async function open(key, whose = unit, item = "0", spot = "[]", first = false) {
  openTab("form");
  const same = sheet()?.dataset;
  if (!same || same.key !== key || same.whose !== whose || same.item !== item) {
    if (!giveUp()) return;
    topic.value = key;
    said.replaceChildren();
    await inTurn(() => load({ key, whose, item }));
  }
  const found =
    (first ? grid.querySelector("[data-unfilled]") : null) ??
    cellAt(JSON.parse(spot)) ??
    grid.querySelector("[data-unfilled]") ??
    cells().find((cell) => !cell.value && cell.checkVisibility()) ??
    cells()[0] ??
    grid.querySelector("[data-nothing]");
  if (found) show(found);
}

grid.addEventListener("input", (event) => {
  event.target.removeAttribute("aria-invalid");
  if (event.target.dataset.path) state([event.target]);
});
// The path of the cell that was led to, clicked or typed in last: the keys pass others on their way.
let visited = "";
const visit = ({ target }) => (visited = target.dataset.path ?? visited);
for (const what of ["input", "click"]) grid.addEventListener(what, visit);
grid.addEventListener("focusin", (event) => {
  if (event.target.value === "待填" && event.target.select) setTimeout(() => event.target.select());
});
grid.addEventListener("changed", () => state());
document.addEventListener("stepped", ({ detail }) => {
  if (document.getElementById("form").checkVisibility()) tell(detail.message, detail.level);
});
grid.addEventListener("told", (event) => tell(event.detail, "warning"));
grid.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { nothing, zeros, drop, addTable, addRow, asBefore } = button.dataset;
  if (nothing !== undefined && giveUp()) write({ cells: [[JSON.parse(nothing), "无"]] });
  else if (zeros !== undefined) putZeros();
  else if (drop !== undefined && confirm("删去这张绩效目标表？可以用上面的“撤销”退回。")) write({ gone: [JSON.parse(drop)] }, "0");
  else if (addTable !== undefined && giveUp()) {
    const items = grid.querySelectorAll("#item option").length;
    write({ table: document.getElementById("addable").value }, String(items));
  } else if (asBefore !== undefined) {
    const cell = button.closest("td, .question").querySelector("textarea");
    const was = button.previousElementSibling.textContent;
    cell.value = cell.matches(".lines") ? was.replaceAll("；", "\n") : was;
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    cell.focus();
  } else if (addRow !== undefined) {
    const row = grids.newRow(button.closest("p").previousElementSibling.querySelector("table"));
    grids.columns(grid, all.checked);
    row.querySelector("input, select, textarea").focus();
  }
});
grid.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { file, ...rest } = Object.fromEntries(new FormData(event.target));
  const where = event.target.dataset.upload;
  if (!giveUp()) return;
  try {
    const { key, version } = sheet().dataset;
    remember((await upload(where, { ...rest, file: file.name, version }, file)).files, key);
    forget();
    await again();
    tell(where === "attach" ? "已添上。附件的每一页都装订在最后。" : "已换上，版面照新的字体重排。");
  } catch (refused) {
    tell(refused.message || "连接断了，不知道上传了没有；接上以后先看看上面有没有。", "error");
  }
});
grid.addEventListener("change", (event) => {
  if (!["whose", "item"].includes(event.target.id)) return;
  const { whose, item } = sheet().dataset;
  if (!giveUp()) event.target.value = event.target.id === "whose" ? whose : item;
  else inTurn(() => loadHere(query(event.target.id === "whose" ? event.target.value : whose, event.target.id === "item" ? event.target.value : "0")));
});
topic.addEventListener("change", () => {
  if (topic.value === sheet()?.dataset.key) return;
  if (!giveUp()) {
    topic.value = sheet().dataset.key;
    return;
  }
  said.replaceChildren();
  inTurn(() => topic.value !== sheet()?.dataset.key && load()); // of several that were passed, the last
});
all.addEventListener("change", () => grids.columns(grid, all.checked));
save.addEventListener("click", () => write());
onSave(document.getElementById("form"), () => write());
document.getElementById("tab-form").addEventListener("click", () => {
  openTab("form");
  if (!sheet()) inTurn(() => load());
});
addEventListener("beforeunload", (event) => {
  if (isDirty()) event.preventDefault();
});
