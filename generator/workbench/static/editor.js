// The editor of the budget's files: line numbers, findings at their lines, saves that never overwrite others'.
import { allow, onSave } from "./buttons.js";
import { remember } from "./history.js";
import { hint, json, part, post, readOnly } from "./net.js";
import { open as openTab } from "./panel.js";
import "./complete.js";

const file = document.getElementById("file");
const text = document.getElementById("text");
const gutter = document.getElementById("gutter");
const said = document.getElementById("said");
const ofLine = document.getElementById("ofline");
const save = document.getElementById("save");
const dialog = document.getElementById("dialog");

let known = null; // {name, text, version, findings}
let seen = null; // findings in what is typed but not saved: {text, findings}
let overtaken = false; // whether others have changed the file since it was read
let line = 0; // where the caret is
text.readOnly = true;
let answered = false; // whether it is said what was undone, or not: until more is typed, or elsewhere
let givenUp = null; // what was typed and may go, as what it was typed into is undone

const isDirty = () => known !== null && text.value !== known.text;
const marks = () => (isDirty() && seen !== null ? seen.findings : (known?.findings ?? []));

// ---- files ----

export async function open(name, number = 0, column = 1) {
  openTab("editor");
  if (known?.name !== name && !(await load(name))) return;
  if (number) go(number, column);
}

async function loadNow(name) {
  if (isDirty() && !confirm(`“${known.name}”有没有保存的改动。要放弃这些改动吗？`)) {
    file.value = known.name;
    return false;
  }
  text.readOnly = true; // nothing is typed into what is about to go
  try {
    take(await json("file", { name }));
  } catch (refused) {
    tell(refused.message || "连接断了，请稍等再试。", "error");
    file.value = known?.name ?? file.value;
    return false;
  } finally {
    text.readOnly = readOnly || known === null;
  }
  return true;
}

function take(told) {
  const other = known?.name !== told.name;
  known = told;
  text.readOnly = readOnly;
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
  answered &&= !other;
  number();
  state();
}

// The files were read again: findings are new, and the text may have been changed by others.
async function lookAgain() {
  if (known === null) return;
  let told;
  try {
    told = await json("file", { name: known.name });
  } catch (refused) {
    if (refused.status === 422) tell(refused.message, "error");
    return;
  }
  if (told.name !== known.name) return;
  if (told.version === known.version) known.findings = told.findings;
  else if (!isDirty() || told.text === text.value) take(told);
  else overtaken = true;
  number();
  if (isDirty()) state();
  if (line) lead(line);
}

file.addEventListener("change", () => load(file.value));

// Files come and go; the one that is open stays in sight.
export function list(names) {
  const gone = known && !names.includes(known.name) ? [known.name] : [];
  if (!names.length || [...names, ...gone].join("\n") === [...file.options].map((one) => one.value).join("\n")) return;
  const chosen = known?.name ?? file.value;
  file.replaceChildren(...names.map((name) => new Option(name)), ...gone.map((name) => new Option(`${name}（已经没有了）`, name)));
  file.value = names.includes(chosen) || gone.length ? chosen : names[0];
}

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
  answered = false;
  state();
  clearTimeout(waiting);
  waiting = setTimeout(() => lead(now), 250);
}

async function lead(number) {
  if (isDirty()) return ofLine.replaceChildren();
  const html = await part("line", { file: known.name, line: number }).catch(() => "");
  if (number === line && !isDirty()) ofLine.innerHTML = html; // the caret may have gone on
}

for (const event of ["keyup", "click", "focus"]) text.addEventListener(event, moved);

// ---- what is said ----

function tell(message, level = "") {
  said.replaceChildren(hint(message));
  said.className = level;
}

const spoken = (one) => `${one.code} ${one.message}${one.hint ? `。${one.hint}` : ""}`;

function state() {
  allow(save, !readOnly && isDirty());
  if (answered) return;
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

text.addEventListener("input", () => {
  answered = false;
  number();
  state();
  lookSoon();
});

// ---- saving ----

async function writeNow() {
  if (!isDirty() || readOnly) return;
  const [{ name, version }, sent] = [known, text.value];
  try {
    const told = await post("file", { name, text: sent, version });
    remember(told.files);
    if (known?.name !== told.name) return;
    if (text.value === sent) take(told);
    else known = told; // what was typed meanwhile is still to be saved
    answered = false;
    if (isDirty()) state();
    else tell("已保存。");
  } catch (refused) {
    if (refused.status === 409) ask(refused.data);
    else tell(refused.message || "连接断了，不知道保存了没有；接上以后再按一次保存。", "error");
  }
}

function ask(told) {
  dialog.innerHTML = told.html;
  dialog.showModal();
  dialog.querySelector("[data-do=mine]").addEventListener("click", () => {
    known = { ...known, text: told.text, version: told.version };
    overtaken = answered = false;
    dialog.close();
    state();
  });
  dialog.querySelector("[data-do=theirs]").addEventListener("click", () => {
    text.value = told.text;
    known = { ...known, text: told.text, version: told.version };
    overtaken = answered = false;
    dialog.close();
    again();
    number();
    state();
  });
}

// What is undone is shown; what was typed meanwhile stays.
document.addEventListener("stepping", (event) => {
  givenUp = null;
  if (!isDirty() || !event.detail.includes(known.name)) return;
  if (confirm(`“${known.name}”有没有保存的改动。要放弃这些改动吗？`)) givenUp = text.value;
  else event.preventDefault();
});
document.addEventListener("stepped", ({ detail }) => {
  if (!detail.level && text.value === givenUp) text.value = known.text;
  again().then(() => {
    tell(detail.message, detail.level);
    answered = detail.level !== "error"; // a connection comes back
  });
});

// One after the other: what is being saved is not taken for the work of others.
let last = Promise.resolve();
const inTurn = (work) => (last = last.then(work, work));
export const again = () => inTurn(lookAgain);
const load = (name) => inTurn(() => loadNow(name));
const saveNow = () => inTurn(writeNow);

save.addEventListener("click", saveNow);
onSave(document.getElementById("editor"), saveNow);

text.addEventListener("keydown", (event) => {
  if (event.isComposing || event.key !== "Enter" || event.ctrlKey || event.shiftKey) return;
  const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const indent = text.value.slice(start, text.selectionStart).match(/^ *(?:- (?=\S))?/)[0];
  event.preventDefault();
  document.execCommand("insertText", false, "\n" + " ".repeat(indent.length));
});

addEventListener("beforeunload", (event) => {
  if (isDirty()) event.preventDefault();
});

document.getElementById("tab-editor").addEventListener("click", () => {
  if (known === null && file.value) load(file.value);
});
