// Grids: rows that come and go, blocks from Excel, and the keys that lead from cell to cell.
import { cellsOf, isHead, isSum, placesOf, sameButPlace, squeezed } from "./block.js";
import { readOnly } from "./net.js";
import { name as naming, table } from "./picker.js";

const grid = document.getElementById("grid");
const FIELDS = "input, select, textarea";
const OF_LINES = "textarea:not(.line)"; // where a new line may stand

export function newRow(table, blank = table.querySelector(".blank")) {
  const row = blank.cloneNode(true);
  row.className = "new";
  for (const choice of row.querySelectorAll("select")) choice.selectedIndex = 0;
  table.tBodies[0].append(row);
  return row;
}

export function columns(root, all) {
  for (const one of root.querySelectorAll(".part.rare, .question.rare")) one.hidden = !all;
  for (const table of root.querySelectorAll("table")) {
    [...table.querySelectorAll("thead th")].forEach((head, index) => {
      const hidden = head.classList.contains("rare") && !all;
      for (const row of table.rows) {
        const cell = row.cells[index];
        if (cell && cell.hidden !== hidden) cell.hidden = hidden;
      }
    });
  }
}

// A row that is to go stands until it is saved.
export function strike(row, gone = true) {
  row.classList.toggle("gone", gone);
  row.querySelector(".drop")?.setAttribute("aria-pressed", String(gone));
}

const tell = (what, detail) => grid.dispatchEvent(new CustomEvent(what, { detail }));

grid.addEventListener("click", (event) => {
  const drop = event.target.closest(".drop");
  if (!drop) return;
  const row = drop.closest("tr");
  const isEmpty = row.classList.contains("new") && ![...row.querySelectorAll(FIELDS)].some((one) => one.value.trim());
  if (isEmpty) {
    const rest = [row.nextElementSibling, row.previousElementSibling].map((one) => one?.querySelector(".drop, td :is(input, select, textarea)"));
    (rest.find(Boolean) ?? row.closest(".scroll").nextElementSibling.querySelector("button")).focus();
    row.remove();
  } else strike(row, !row.classList.contains("gone"));
  tell("changed");
});

grid.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const cell = event.target.closest("td");
  if (!cell || !["Enter", "ArrowDown", "ArrowUp"].includes(event.key) || !event.target.matches("input, .line")) return;
  const row = event.key === "ArrowUp" ? cell.parentElement.previousElementSibling : cell.parentElement.nextElementSibling;
  event.preventDefault();
  const next = row?.cells[cell.cellIndex]?.querySelector(FIELDS);
  next?.focus();
  next?.select?.();
});

// Words put in a cell; false when it cannot take them. Units may be called by code or by name, almost so
// too (`told`). What turns names into codes is `coming`.
function take(cell, text, coming, told) {
  if (!cell || (text === "" && (cell.disabled || cell.readOnly))) return text === "";
  if (cell.matches("select")) return choose(cell, text, told);
  if (cell.readOnly) return cell.value === text;
  cell.value = cell.matches(OF_LINES) ? text : text.replace(/\n\s*/g, "");
  if (cell.dataset.table && text) coming.push(asCode(cell, text));
  return true;
}

function choose(cell, text, told) {
  const name = (option) => option.text.slice(option.value.length).trim();
  const options = [...cell.options];
  const exact = options.find((option) => [option.value, option.text, name(option)].includes(text));
  const alike = exact ? [] : options.filter((option) => text && name(option) && sameButPlace(name(option), text));
  const found = exact ?? (alike.length === 1 ? alike[0] : undefined);
  if (!found) return text === "";
  if (!exact) told.add(`“${text}”当作“${name(found)}”`);
  if (!cell.disabled) cell.value = found.value;
  return !cell.disabled || cell.value === found.value;
}

// A code may be pasted with its name, or be the name alone when only one code has it.
async function asCode(cell, text) {
  const code = /^(\d{3,})(?:\D.*)?$/.exec(text)?.[1];
  const known = await table(cell.dataset.table);
  const named = known.filter(([, name]) => name === text);
  if (cell.value !== text || !(code || named.length === 1)) return;
  cell.value = code ?? named[0][0];
  naming(cell, known);
}

// Merged cells of Excel come as one with words and others without: those of 一级指标 say what the one above says.
function merged(row, column, value) {
  const above = row.previousElementSibling;
  const last = Number(row.closest("table").dataset.into ?? 0);
  if (value || column > last || !above || !row.classList.contains("new")) return value;
  const before = above.cells[column]?.querySelector(FIELDS)?.value ?? "";
  const sameSoFar = column === 1 || above.cells[1].querySelector(FIELDS).value === row.cells[1].querySelector(FIELDS).value;
  return sameSoFar ? before : value;
}

// Where the columns of a block go: as its heads say, or one after the other from `start` on. Names beside their
// codes have no column here.
async function columnsOf(lines, heads, start, row) {
  const shown = [...row.cells].map((cell, index) => (cell.hidden ? -1 : index)).filter((index) => index >= start.cellIndex);
  const width = Math.max(0, ...lines.map((line) => line.length));
  if (heads.lines.length && width > 1) return placesOf(heads.lines, heads.words);
  const places = [];
  for (let column = 0; places.length < width; column++) {
    places.push(shown[column] ?? -1);
    const field = row.cells[shown[column]]?.querySelector("input[data-table]");
    const beside = lines.filter((line) => /^\d{3,}$/.test(line[places.length - 1]) && line[places.length]);
    if (!field || !beside.length || places.length === width) continue;
    const names = new Map((await table(field.dataset.table)).map(([code, name]) => [code, squeezed(name)]));
    const named = beside.filter((line) => names.get(line[places.length - 1]) === squeezed(line[places.length]));
    if (named.length * 2 > beside.length) places.push(null);
  }
  return places;
}

// A block from Excel: lines of cells parted by tabs, put in from this cell on.
grid.addEventListener("paste", async (event) => {
  const start = event.target.closest("td");
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!start || readOnly || !(/[\t\n]/.test(text) || event.target.matches("select"))) return;
  if (event.target.matches(OF_LINES) && !text.includes("\t")) return;
  event.preventDefault();
  const around = start.closest("table");
  const blank = around.querySelector(".blank"); // looked for once: it stands behind all rows
  const words = [...around.tHead.rows[0].cells].map((head, index) => (index && !head.hidden ? squeezed(head.textContent) : ""));
  const missed = [], coming = [], left = [], told = new Set();
  const heads = { words, lines: [] }, lines = [];
  for (const line of cellsOf(text)) {
    const head = isHead(line, words);
    if (head && !lines.length) heads.lines.push(line);
    if (head || isSum(line)) left.push(line.find(Boolean));
    else lines.push(line);
  }
  const into = await columnsOf(lines, heads, start, start.parentElement);
  let row = null;
  for (const line of lines) {
    const empty = line.every((cell) => !cell);
    const next = row === null ? start.parentElement : row?.nextElementSibling;
    if (!next && blank && empty && text.includes("\t")) continue; // between the rows of a block
    row = row === undefined ? undefined : (next ?? (blank ? newRow(around, blank) : undefined));
    line.forEach((value, column) => {
      if (into[column] === null) return;
      const said = row && !empty && into[column] >= 0 ? merged(row, into[column], value) : value;
      if (!take(row?.cells[into[column]]?.querySelector(FIELDS), said, coming, told)) missed.push(said);
    });
  }
  tell("changed");
  await Promise.allSettled(coming);
  tell("changed");
  const different = [...new Set(missed)];
  const some = different.slice(0, 5).map((one) => `“${one}”`);
  const rest = different.length > some.length || missed.length > different.length ? "等 " : " ";
  const why = "放不下、没有这一栏、分不清是哪一栏，或不是那一栏里能选的";
  const said = [];
  if (left.length) said.push(`表头和合计不用填，略去了：${left.join("、")}`);
  if (into.includes(null)) said.push("科目名称、合计由程序得出，这样的栏略去了");
  if (told.size) said.push([...told].join("、"));
  if (some.length) said.push(`${some.join("、")}${rest}${missed.length} 格没有放进来：${why}`);
  if (said.length) tell("told", `${said.join("；")}；其余的还没有保存，请核对。`);
});
