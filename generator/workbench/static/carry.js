// What is typed into a form and not saved, when the form comes again: rows are known by what they say, not by
// their places, which others may have taken.
import { newRow, strike } from "./grid.js";

const FIELDS = "[data-path]";
const STOPS = `${FIELDS}, button, #whose, #item`;

// What a cell said when it came, or what of it has been saved since.
export const was = (cell) => cell.dataset.was ?? cell.defaultValue ?? "";

const fields = (row) => [...row.querySelectorAll(FIELDS)];
const isGone = (row) => row.classList.contains("gone");
const lines = (table) => [...table.tBodies[0].rows].filter((row) => !row.classList.contains("new"));
const identity = (row) => (row.querySelector("[data-gone]") ? fields(row).map(was).join("\0") : row.cells[0].textContent);

// The names of the columns of a table, and the cells of a row by them: each is asked for again and again.
function known(map, one, made) {
  if (!map.has(one)) map.set(one, made());
  return map.get(one);
}
const [heads, rowed] = [new WeakMap(), new WeakMap()];
function columns(table) {
  const names = [...table.tHead.rows[0].cells].map((head) => head.textContent);
  return names.map((head, at) => `${head} ${names.slice(0, at).filter((one) => one === head).length}`);
}
const column = (cell) => known(heads, cell.closest("table"), () => columns(cell.closest("table")))[cell.closest("td").cellIndex];
const named = (row, head) => known(rowed, row, () => new Map(fields(row).map((cell) => [column(cell), cell]))).get(head);
const keys = (cell) => JSON.stringify(JSON.parse(cell.dataset.path).filter((key) => typeof key === "string"));
const alone = (root) => fields(root).filter((cell) => !cell.closest("table"));
const isTyped = (cell) => cell.value !== was(cell);
const filled = (row) => fields(row).filter((cell) => cell.value.trim());
const told = (cell) => ({ head: column(cell), before: was(cell), value: cell.value });

// Which of `now` each of `old` is: those at both ends that are the same, those that are there once, and what lies
// between if it is as many.
export function paired(old, now) {
  const found = new Map();
  const gap = (a, b, c, d) => {
    while (a < b && c < d && old[a] === now[c]) found.set(a++, c++);
    while (a < b && c < d && old[b - 1] === now[d - 1]) found.set(--b, --d);
    const once = (list, from, to, one) => list.slice(from, to).filter((other) => other === one).length === 1;
    for (let at = a; at < b; at++) {
      if (!once(old, a, b, old[at]) || !once(now, c, d, old[at])) continue;
      const there = now.indexOf(old[at], c);
      found.set(at, there);
      gap(a, at, c, there);
      return gap(at + 1, b, there + 1, d);
    }
    if (b - a === d - c) while (a < b) found.set(a++, c++);
  };
  gap(0, old.length, 0, now.length);
  return found;
}

// Whether a row can be one in which others have changed something.
function isLike(said, now) {
  const [old, other] = [said.split("\0"), now.split("\0")];
  const words = [...old.keys()].filter((at) => old[at] !== "");
  return words.filter((at) => old[at] === other[at]).length * 2 >= words.length;
}

// Amounts are written without commas, and in narrow digits.
const plain = (text) => text.normalize("NFKC").replace(/[\s,]/g, "");
function says(cell, text) {
  const now = was(cell).trim();
  return now === text.trim() || (cell.matches(".amount") && now !== "" && text.trim() !== "" && Number(plain(now)) === Number(plain(text)));
}

// What is put back: what could not be is told to `lost`.
function put(cell, { before, value }, lost) {
  if (!cell) return lost.push(value);
  if (says(cell, value)) return;
  if (!says(cell, before)) {
    const theirs = cell.parentElement.appendChild(document.createElement("p"));
    theirs.className = "small theirs";
    theirs.textContent = was(cell) ? `在别处改成了：${was(cell)}` : "在别处删去了";
  }
  cell.value = value;
  if (cell.value !== value) lost.push(value);
}

function remembered(table) {
  return {
    number: table.dataset.grid,
    rows: lines(table).map((row) => ({ row, said: identity(row), gone: isGone(row), typed: fields(row).filter(isTyped).map(told) })),
    fresh: [...table.querySelectorAll("tr.new")]
      .filter((row) => !row.dropped)
      .map((row) => ({ row, gone: isGone(row), sent: row.sent, written: row.written, typed: filled(row).map(told) })),
  };
}

// New rows that were sent are looked for among those that came; of what is not known to be saved none is lost.
function restored(grid, { number, rows, fresh }, lost, moved) {
  const table = grid.querySelector(`table[data-grid="${number}"]`);
  const now = table ? lines(table) : [];
  const kept = rows.filter(({ row }) => !row.dropped);
  const map = paired(kept.map((one) => one.said), now.map(identity));
  kept.forEach(({ row, said, gone, typed }, index) => {
    const found = now[map.get(index)];
    const to = found && isLike(said, identity(found)) ? found : undefined;
    moved.set(row, to);
    if (gone && to) strike(to);
    for (const one of typed) put(to && named(to, one.head), one, lost);
  });
  const taken = new Set(moved.values());
  if (table && fresh.length) for (const row of table.querySelectorAll("tr.new")) row.remove();
  for (const { row, gone, sent, written, typed } of fresh) {
    const since = sent ? typed.filter(({ head, value }) => value !== sent.get(head)) : typed;
    const isSent = (to) => [...sent].every(([head, value]) => named(to, head) && says(named(to, head), value));
    const to = sent && now.find((one) => !taken.has(one) && isSent(one));
    const into = to ?? (table && !written ? newRow(table) : undefined);
    taken.add(to);
    moved.set(row, into);
    if (gone && into) strike(into);
    for (const one of to || written ? since : typed) {
      const cell = into && named(into, one.head);
      put(cell, { before: cell && was(cell), value: one.value }, lost);
    }
    if (into && !to) into.sent = sent;
  }
}

// Where one is: the same cell, or button; of what has gone, what stands there now.
export function focused(grid) {
  const stops = () => [...grid.querySelectorAll(STOPS)].filter((one) => one.checkVisibility());
  const active = grid.contains(document.activeElement) ? document.activeElement : null;
  const [at, row] = [stops().indexOf(active), active?.closest("tr")];
  const inCell = active?.matches(FIELDS);
  const [start, end] = active && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : [null, null];
  return (moved = new Map()) => {
    if (!active) return;
    const head = row && inCell && column(active);
    const mine = inCell && (row ? moved.get(row) && named(moved.get(row), head) : alone(grid).find((one) => keys(one) === keys(active)));
    const now = stops();
    const to = mine || now[Math.min(at, now.length - 1)] || document.getElementById("topic");
    to.focus({ preventScroll: true });
    if (to === mine && start !== null) to.setSelectionRange?.(start, end);
  };
}

// Before the form goes; then, when the new one is there: the values that could not be put back.
export function carrying(grid) {
  const tables = [...grid.querySelectorAll("table[data-grid]")].map(remembered);
  const questions = alone(grid)
    .filter(isTyped)
    .map((cell) => ({ key: keys(cell), before: was(cell), value: cell.value }));
  const back = focused(grid);
  const around = [...grid.querySelectorAll(".scroll")].map((one) => [one.scrollLeft, one.scrollTop]);
  const top = grid.scrollTop;
  return () => {
    const [lost, moved] = [[], new Map()];
    for (const one of tables) restored(grid, one, lost, moved);
    for (const one of questions) put(alone(grid).find((cell) => keys(cell) === one.key), one, lost);
    grid.scrollTop = top;
    [...grid.querySelectorAll(".scroll")].forEach((one, index) => one.scrollTo(...(around[index] ?? [0, 0])));
    back(moved);
    return lost;
  };
}

// What is sent now: once it is `done`, only what is typed further is still to be saved. Of what was `refused` all is.
export function sending(grid) {
  const cells = fields(grid)
    .filter((cell) => !cell.closest("tr.new, tr.blank") && isTyped(cell))
    .map((cell) => [cell, cell.value]);
  const fresh = [...grid.querySelectorAll("tr.new")].filter((row) => !isGone(row) && filled(row).length);
  const gone = [...grid.querySelectorAll("tr.gone")];
  for (const row of fresh) row.sent = new Map(filled(row).map((cell) => [column(cell), cell.value]));
  const done = () => {
    for (const [cell, value] of cells) cell.dataset.was = value;
    for (const row of fresh) row.written = true;
    for (const row of gone) row.dropped = true;
  };
  const refused = () => fresh.forEach((row) => delete row.sent);
  return { done, refused };
}
