// Forms: grids of cells that are written into the files when they are saved, and pasted into from Excel.
import { part, post, readOnly, Refused } from "./net.js";
import { remember } from "./editor.js";
import { fill, hint, open as openTab } from "./panel.js";

const grid = document.getElementById("grid");
const topic = document.getElementById("topic");
const save = document.getElementById("save-cells");
const add = document.getElementById("add-row");
const all = document.getElementById("all-columns");
const said = document.getElementById("grid-said");

const table = () => grid.querySelector("table");
const cells = () => [...grid.querySelectorAll("tbody:not([hidden]) [data-path]")];
const was = (cell) => cell.dataset.was ?? cell.defaultValue ?? "";
const isNew = (cell) => cell.closest("tr").classList.contains("new");
const changed = () => cells().filter((cell) => !isNew(cell) && cell.value !== was(cell));
const rows = () => [...grid.querySelectorAll("tr.new")].filter((row) => filled(row).length);
const filled = (row) =>
  [...row.querySelectorAll("[data-path]")]
    .filter((cell) => cell.value.trim())
    .map((cell) => [JSON.parse(cell.dataset.path), cell.value]);

export const isDirty = () => changed().length + rows().length > 0;

async function load(html) {
  if (html === undefined) await fill("grid", "form", { key: topic.value });
  else grid.innerHTML = html;
  add.disabled = readOnly || !grid.querySelector(".blank");
  columns();
  state();
}

// Others have written: what is typed and not yet saved stays where its cell has not moved.
async function lookAgain() {
  if (document.getElementById("form").hidden && !table()) return;
  if (!table()) return load();
  let html;
  try {
    html = await part("form", { key: topic.value });
  } catch (refused) {
    return tell(refused.message || "连接断了，请稍等再试。", "error");
  }
  if (!html.includes("<table")) return tell("预算现在读不出来，改好以后才能保存；填的都还在。", "error");
  const focused = document.activeElement?.dataset?.path;
  const kept = changed().map((cell) => [cell.dataset.path, was(cell), cell.value]);
  const added = rows().map(filled);
  const [top, left] = [grid.querySelector(".scroll").scrollTop, grid.querySelector(".scroll").scrollLeft];
  said.replaceChildren();
  await load(html);
  const lost = [];
  for (const [path, before, value] of kept) {
    const cell = cells().find((one) => one.dataset.path === path);
    if (cell && was(cell) === before) cell.value = value;
    else if (!cell || cell.value !== value) lost.push(value);
  }
  for (const row of added) put(newRow(), row);
  grid.querySelector(".scroll").scrollTo(left, top);
  if (focused) cells().find((one) => one.dataset.path === focused)?.focus({ preventScroll: true });
  state();
  if (lost.length) tell(`预算在别处改过了。没有保存、现在也放不回去的：${lost.join("、")}`, "warning");
}

function columns() {
  if (!table()) return;
  [...table().querySelectorAll("thead th")].forEach((head, index) => {
    const hidden = head.classList.contains("rare") && !all.checked;
    for (const row of table().rows) if (row.cells[index]) row.cells[index].hidden = hidden;
  });
}

function newRow() {
  const row = grid.querySelector(".blank").cloneNode(true);
  row.className = "new";
  for (const choice of row.querySelectorAll("select")) choice.selectedIndex = 0;
  table().tBodies[0].querySelector(".none")?.remove();
  table().tBodies[0].append(row);
  return row;
}

function put(row, values) {
  for (const [path, value] of values) {
    const wanted = JSON.stringify(path);
    const all = [...row.querySelectorAll("[data-path]")];
    const cell = all.find((one) => JSON.stringify(JSON.parse(one.dataset.path)) === wanted);
    if (cell) cell.value = value;
  }
}

function state() {
  const count = changed().length + rows().length;
  for (const cell of cells()) cell.classList.toggle("changed", isNew(cell) ? cell.value.trim() !== "" : cell.value !== was(cell));
  save.disabled = readOnly || count === 0;
  save.textContent = count ? `保存（${count}）` : "保存";
  if (!count) return;
  tell("改动还没有保存（Ctrl+S 保存）。");
}

function tell(message, level = "") {
  said.replaceChildren(hint(message));
  said.className = level;
}

async function writeNow() {
  const current = table();
  if (!current || readOnly || !isDirty()) return;
  save.disabled = true;
  try {
    const told = await post("cells", {
      version: current.dataset.version,
      key: current.dataset.key,
      cells: changed().map((cell) => [JSON.parse(cell.dataset.path), cell.value]),
      rows: rows().map(filled),
    });
    remember(told.files);
    await load();
    tell("已保存。");
  } catch (refused) {
    save.disabled = false;
    if (refused instanceof Refused && refused.status === 409) await lookAgain();
    tell(refused.message || "没有保存：连接断了。", "error");
  }
}

// One after the other: what is being saved is not taken for what is still to be saved.
let last = Promise.resolve();
const inTurn = (work) => (last = last.then(work, work));
export const again = () => inTurn(lookAgain);
const write = () => inTurn(writeNow);

grid.addEventListener("input", state);
grid.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    write();
  } else if (["Enter", "ArrowDown", "ArrowUp"].includes(event.key) && event.target.matches("input")) {
    const cell = event.target.closest("td");
    const row = event.key === "ArrowUp" ? cell.parentElement.previousElementSibling : cell.parentElement.nextElementSibling;
    const next = row?.cells[cell.cellIndex]?.querySelector("input, select");
    if (event.key !== "Enter" && event.target.list) return;
    event.preventDefault();
    next?.focus();
    next?.select?.();
  }
});

// A block from Excel: lines of cells parted by tabs, put in from this cell on.
grid.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!/[\t\n]/.test(text) || readOnly) return;
  event.preventDefault();
  const start = event.target.closest("td");
  let row = start.parentElement;
  let outside = 0;
  text.split("\n").forEach((line, number) => {
    if (number) row = row.nextElementSibling ?? (grid.querySelector(".blank") ? newRow() : null);
    if (number && !row) return outside++;
    let column = start.cellIndex;
    for (const value of line.split("\t")) {
      while (row.cells[column]?.hidden) column++;
      const cell = row.cells[column++]?.querySelector("input, select");
      if (cell && !cell.readOnly && !cell.disabled) cell.value = value.trim();
      else outside++;
    }
    return 0;
  });
  columns();
  state();
  if (outside) tell(`粘贴的内容有 ${outside} 格放不下，没有放进来；其余的还没有保存，请核对。`, "warning");
});

topic.addEventListener("change", () => {
  if (isDirty() && !confirm("有没有保存的改动。要放弃这些改动吗？")) {
    topic.value = table().dataset.key;
    return;
  }
  said.replaceChildren();
  load();
});
add.addEventListener("click", () => {
  const row = newRow();
  columns();
  row.scrollIntoView({ block: "nearest" });
  row.querySelector("input, select").focus();
});
all.addEventListener("change", columns);
save.addEventListener("click", write);
document.getElementById("tab-form").addEventListener("click", () => {
  openTab("form");
  if (!table()) load();
});
addEventListener("beforeunload", (event) => {
  if (isDirty()) event.preventDefault();
});
