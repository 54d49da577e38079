// The editor of the budget's files: line numbers, findings at their lines, saves that never overwrite others'.
import { hint, json, part, post, readOnly } from "./net.js";
import { open as openTab } from "./panel.js";
import "./complete.js";

const file = document.getElementById("file");
const text = document.getElementById("text");
const gutter = document.getElementById("gutter");
const said = document.getElementById("said");
const ofLine = document.getElementById("ofline");
const save = document.getElementById("save");
const undo = document.getElementById("undo");
const redo = document.getElementById("redo");
const dialog = document.getElementById("dialog");

let known = null; // {name, text, version, findings}
let seen = null; // findings in what is typed but not saved: {text, findings}
let overtaken = false; // whether others have changed the file since it was read
let line = 0; // where the caret is
const done = [];
const undone = [];

const isDirty = () => known !== null && text.value !== known.text;
const marks = () => (isDirty() && seen !== null ? seen.findings : (known?.findings ?? []));

// ---- files ----

export async function open(name, number = 0, column = 1) {
  openTab("editor");
  if (known?.name !== name && !(await load(name))) return;
  if (number) go(number, column);
}

async function load(name) {
  if (isDirty() && !confirm(`“${known.name}”有没有保存的改动。要放弃这些改动吗？`)) {
    file.value = known.name;
    return false;
  }
  try {
    take(await json("file", { name }));
  } catch (refused) {
    tell(refused.message || "连接断了，请稍等再试。", "error");
    file.value = known?.name ?? file.value;
    return false;
  }
  return true;
}

function take(told) {
  const other = known?.name !== told.name;
  known = told;
  seen = null;
  overtaken = false;
  file.value = told.name;
  if (text.value !== told.text) {
    const [top, start, end] = [text.scrollTop, text.selectionStart, text.selectionEnd];
    text.value = told.text;
    if (other) text.setSelectionRange(0, 0);
    else text.setSelectionRange(start, end);
    text.scrollTop = other ? 0 : top;
  }
  if (other) line = 0;
  number();
  state();
}

// The files were read again: findings are new, and the text may have been changed by others.
async function lookAgain() {
  if (known === null) return;
  let told;
  try {
    told = await json("file", { name: known.name });
  } catch {
    return;
  }
  if (told.name !== known.name) return;
  if (told.version === known.version) known.findings = told.findings;
  else if (!isDirty()) take(told);
  else overtaken = true;
  number();
  if (overtaken) state();
  if (line) lead(line);
}

file.addEventListener("change", () => load(file.value));

// ---- lines ----

function height() {
  return parseFloat(getComputedStyle(text).lineHeight);
}

function number() {
  const count = text.value.split("\n").length;
  if (gutter.count !== count) {
    gutter.count = count;
    gutter.textContent = Array.from({ length: count }, (_, index) => index + 1).join("\n");
  }
  gutter.querySelectorAll("i").forEach((mark) => mark.remove());
  for (const finding of marks()) {
    const mark = gutter.appendChild(document.createElement("i"));
    mark.className = finding.level;
    mark.style.top = `${(finding.line - 1) * height() + 8}px`;
    mark.title = finding.message;
  }
  gutter.scrollTop = text.scrollTop;
}

function go(number, column = 1) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  text.focus({ preventScroll: true });
  text.setSelectionRange(start, start);
  text.scrollTop = Math.max(0, (number - 1) * height() - text.clientHeight / 3);
  moved();
}

text.addEventListener("scroll", () => (gutter.scrollTop = text.scrollTop));

let waiting = 0;
function moved() {
  const now = text.value.slice(0, text.selectionStart).split("\n").length;
  if (now === line || known === null) return;
  line = now;
  state();
  clearTimeout(waiting);
  waiting = setTimeout(() => lead(now), 250);
}

async function lead(number) {
  if (isDirty()) return ofLine.replaceChildren();
  try {
    ofLine.innerHTML = await part("line", { file: known.name, line: number });
  } catch {
    ofLine.replaceChildren();
  }
}

for (const event of ["keyup", "click", "focus"]) text.addEventListener(event, moved);

// ---- what is said ----

function tell(message, level = "") {
  said.replaceChildren(hint(message));
  said.className = level;
}

const spoken = (one) => `${one.code} ${one.message}${one.hint ? `。${one.hint}` : ""}`;

function state() {
  const isSeen = !isDirty() || seen?.text === text.value;
  const here = isSeen ? marks().filter((finding) => finding.line === line) : [];
  if (here.length) {
    tell(here.map(spoken).join("\n"), here[0].level);
  } else if (isDirty() && overtaken) {
    tell("这个文件在别处改过了；保存时会把两边并排给您看。", "warning");
  } else if (isDirty()) {
    tell(readOnly ? "工作台是只读的。" : `有没有保存的改动（Ctrl+S 保存）。${isSeen ? elsewhere() : ""}`, "warning");
  } else {
    said.replaceChildren();
    said.className = "";
  }
  save.disabled = readOnly || !isDirty();
}

function elsewhere() {
  const lines = [...new Set(seen.findings.filter((one) => one.level === "error").map((one) => one.line))];
  return lines.length ? `第 ${lines.slice(0, 5).join("、")}${lines.length > 5 ? " 等" : ""} 行写得不对。` : "";
}

// What is typed is read as if it were saved, once the typing rests.
let resting = 0;
function lookSoon() {
  clearTimeout(resting);
  if (isDirty() && !readOnly) resting = setTimeout(lookNow, 400);
}

async function lookNow() {
  const [name, now] = [known.name, text.value];
  const findings = await post("look", { name, text: now }).catch(() => null);
  if (findings === null || known?.name !== name || text.value !== now || !isDirty()) return;
  seen = { text: now, findings };
  number();
  state();
}

// A save, by whatever part of the page, that can be undone as long as the page is open.
export function remember(files, what = "") {
  if (!files.length) return;
  done.push(Object.assign(files, { what }));
  undone.length = 0;
  steps();
  state();
}

function steps() {
  if (!undo) return;
  undo.disabled = !done.length;
  redo.disabled = !undone.length;
}

text.addEventListener("input", () => {
  number();
  state();
  lookSoon();
});

// ---- saving ----

async function write(name, content, version) {
  const told = await post("file", { name, text: content, version });
  if (known?.name === name) take(told);
  return told;
}

async function writeNow() {
  if (!isDirty() || readOnly) return;
  const before = known;
  try {
    const told = await write(before.name, text.value, before.version);
    remember([{ name: before.name, before: before.text, after: told.text }]);
    tell("已保存。");
  } catch (refused) {
    if (refused.status === 409) ask(refused.data);
    else tell(refused.message || "没有保存：连接断了。", "error");
  }
}

function ask(told) {
  dialog.innerHTML = told.html;
  dialog.showModal();
  dialog.querySelector("[data-do=mine]").addEventListener("click", () => {
    known = { ...known, text: told.text, version: told.version };
    overtaken = false;
    dialog.close();
    state();
  });
  dialog.querySelector("[data-do=theirs]").addEventListener("click", () => {
    text.value = told.text;
    known = { ...known, text: told.text, version: told.version };
    overtaken = false;
    dialog.close();
    again();
    number();
    state();
  });
}

async function step(from, to, key, other) {
  const last = from.at(-1);
  const word = key === "before" ? "撤销" : "重做";
  if (!last || (isDirty() && !confirm("有没有保存的改动。要放弃这些改动吗？"))) return;
  try {
    const now = await Promise.all(last.map((one) => json("file", { name: one.name })));
    const moved = now.find((one, index) => one.text !== last[index][other]);
    if (moved) {
      told(`“${moved.name}”在这以后又改过了，不能${word}。`, "warning");
      return;
    }
    for (const [index, one] of last.entries()) {
      if (known?.name === one.name) text.value = now[index].text;
      await write(one.name, one[key], now[index].version);
    }
  } catch (refused) {
    told(refused.message || "没有保存：连接断了。", "error");
    return;
  }
  to.push(from.pop());
  steps();
  state();
  told(`已${word}${last.what && `“${last.what}”里的改动`}。`);
}

// Said beside the buttons, whatever part of the page is open.
function told(message, level = "") {
  tell(message, level);
  document.dispatchEvent(new CustomEvent("stepped", { detail: { message, level } }));
}

// One after the other: what is being saved is not taken for the work of others.
let last = Promise.resolve();
const inTurn = (work) => (last = last.then(work, work));
export const again = () => inTurn(lookAgain);
const saveNow = () => inTurn(writeNow);

save.addEventListener("click", saveNow);
undo?.addEventListener("click", () => inTurn(() => step(done, undone, "before", "after")));
redo?.addEventListener("click", () => inTurn(() => step(undone, done, "after", "before")));

text.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    saveNow();
  } else if (event.key === "Enter" && !event.ctrlKey && !event.shiftKey) {
    const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const indent = text.value.slice(start, text.selectionStart).match(/^ *(?:- (?=\S))?/)[0];
    event.preventDefault();
    document.execCommand("insertText", false, "\n" + " ".repeat(indent.length));
  }
});

addEventListener("beforeunload", (event) => {
  if (isDirty()) event.preventDefault();
});

document.getElementById("tab-editor").addEventListener("click", () => {
  if (known === null && file.value) load(file.value);
});
