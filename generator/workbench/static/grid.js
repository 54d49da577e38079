// Grids: rows that come and go, blocks from Excel, and the keys that lead from cell to cell.
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
      for (const row of table.rows) if (row.cells[index]) row.cells[index].hidden = hidden;
    });
  }
}

export function put(row, values) {
  for (const [path, value] of values) {
    const wanted = JSON.stringify(path);
    const fields = [...row.querySelectorAll("[data-path]")];
    const cell = fields.find((one) => JSON.stringify(JSON.parse(one.dataset.path)) === wanted);
    if (cell) cell.value = value;
  }
}

const tell = (what, detail) => grid.dispatchEvent(new CustomEvent(what, { detail }));

grid.addEventListener("click", (event) => {
  const drop = event.target.closest(".drop");
  if (!drop) return;
  const row = drop.closest("tr");
  if (row.classList.contains("new")) row.remove();
  else row.classList.toggle("gone");
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

// Words put in a cell; false when it cannot take them. Units may be called by code or by name. What turns
// names into codes is `coming`.
function take(cell, text, coming) {
  if (!cell || (text === "" && (cell.disabled || cell.readOnly))) return text === "";
  if (cell.matches("select")) {
    const said = (option) => [option.value, option.text, option.text.slice(option.value.length).trim()];
    const found = [...cell.options].find((option) => said(option).includes(text));
    if (!found) return text === "";
    if (!cell.disabled) cell.value = found.value;
    return !cell.disabled || cell.value === found.value;
  }
  if (cell.readOnly) return cell.value === text;
  cell.value = text;
  if (cell.dataset.table && text) coming.push(asCode(cell, text));
  return true;
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

// Rows of a table that say nothing of their own: its heads, and the sums, which are worked out here.
const squeezed = (text) => text.replace(/[\s*＊]/g, "");
const SUM = /^(合计|总计|小计|共计)[:：]?$/;

function isApart(line, heads) {
  const said = line.split("\t").map(squeezed).filter(Boolean);
  if (said.some((one) => SUM.test(one))) return true;
  return said.length > 0 && said.filter((one) => heads.includes(one)).length * 2 >= said.length && !said.some((one) => /\d/.test(one));
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
  const heads = [...around.tHead.rows[0].cells].map((head) => squeezed(head.textContent));
  const missed = [], coming = [], left = [];
  let row = null;
  for (const line of text.split("\n")) {
    if (isApart(line, heads)) {
      left.push(line.trim().split(/\s/)[0]);
      continue;
    }
    const next = row === null ? start.parentElement : row?.nextElementSibling;
    if (!next && blank && !line.trim() && text.includes("\t")) continue; // between the rows of a block
    row = row === undefined ? undefined : (next ?? (blank ? newRow(around, blank) : undefined));
    let column = start.cellIndex;
    for (const value of line.split("\t")) {
      while (row?.cells[column]?.hidden) column++;
      const said = row && line.trim() ? merged(row, column, value.trim()) : value.trim();
      if (!take(row?.cells[column++]?.querySelector(FIELDS), said, coming)) missed.push(said);
    }
  }
  tell("changed");
  await Promise.allSettled(coming);
  tell("changed");
  const some = missed.slice(0, 5).map((one) => `“${one}”`);
  const rest = missed.length > some.length ? "等 " : " ";
  const why = "放不下，或不是那一栏里能选的";
  const said = [];
  if (left.length) said.push(`表头和合计不用填，略去了：${left.join("、")}`);
  if (some.length) said.push(`${some.join("、")}${rest}${missed.length} 格没有放进来：${why}`);
  if (said.length) tell("told", `${said.join("；")}；其余的还没有保存，请核对。`);
});
