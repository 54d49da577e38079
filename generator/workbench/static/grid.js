// Grids: rows that come and go, blocks from Excel, and the keys that lead from cell to cell.
import { readOnly } from "./net.js";

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

// A block from Excel: lines of cells parted by tabs, put in from this cell on.
grid.addEventListener("paste", (event) => {
  const start = event.target.closest("td");
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!start || !/[\t\n]/.test(text) || readOnly || (event.target.matches(OF_LINES) && !text.includes("\t"))) return;
  event.preventDefault();
  const table = start.closest("table");
  const blank = table.querySelector(".blank"); // looked for once: it stands behind all rows
  let row = start.parentElement;
  let outside = 0;
  text.split("\n").forEach((line, number) => {
    if (number) row = row.nextElementSibling ?? (blank ? newRow(table, blank) : null);
    if (number && !row) return outside++;
    let column = start.cellIndex;
    for (const value of line.split("\t")) {
      while (row.cells[column]?.hidden) column++;
      const cell = row.cells[column++]?.querySelector(FIELDS);
      if (cell && !cell.readOnly && !cell.disabled) cell.value = value.trim();
      else outside++;
    }
    return 0;
  });
  tell("changed");
  if (outside) tell("told", `粘贴的内容有 ${outside} 格放不下，没有放进来；其余的还没有保存，请核对。`);
});
