// The page of a budget: listens to the server, and leads clicks to where they belong.
import { keeping, settled } from "./keep.js";
import { address, hint, part, post, refusal } from "./net.js";
import * as course from "./course.js";
import * as editor from "./editor.js";
import * as form from "./form.js";
import { remember } from "./history.js";
import * as pages from "./pages.js";
import * as panel from "./panel.js";
import * as strip from "./strip.js";

const state = document.getElementById("state");
const broken = document.getElementById("broken");
const count = document.getElementById("count");
const checked = document.getElementById("checked");
const bar = { progress: "", reading: "", lost: "", ended: "" };

function tell() {
  state.textContent = state.title = bar.lost || bar.progress || bar.reading || bar.ended;
  state.className = bar.lost ? "lost" : "";
}

// ---- events ----

const acts = new Map();
const on = (name, act) => acts.set(name, act);
const AGAIN = 3000; // milliseconds

let events = null;
let waiting = 0;

// A server that was started anew refuses this window until another has brought the new token: then it goes on.
// Windows out of sight do not listen: a browser has six connections for all of them, and none would be left to save.
function listen() {
  clearTimeout(waiting);
  events?.close();
  events = null;
  if (document.hidden) return;
  const mine = (events = new EventSource(address("events")));
  mine.onopen = () => {
    bar.lost = bar.progress = "";
    tell();
  };
  mine.onerror = () => {
    const refused = mine.readyState === EventSource.CLOSED;
    bar.lost = refused
      ? "工作台重新启动过，请用它新的地址打开一次，这里就接上"
      : "与工作台的连接断了，正在重连……";
    if (refused) waiting = setTimeout(listen, AGAIN);
    tell();
  };
  for (const [name, act] of acts) mine.addEventListener(name, act);
}

document.addEventListener("visibilitychange", listen);

on("layout", (event) => {
  const told = JSON.parse(event.data);
  if (told.name) document.getElementById("name").textContent = told.name;
  if (told.name) document.title = `${told.name}　预算公开工作台`;
  if (told.sheets.length) strip.show(told);
  if (told.sheets.length) pages.show(told);
  document.body.dataset.set = told.done ? "yes" : "no";
  if (told.done) panel.again();
});

on("ahead", (event) => pages.tellAhead(JSON.parse(event.data)));

on("progress", (event) => {
  const told = JSON.parse(event.data);
  const what = { 生成: "正在生成", 比较: "正在比较" }[told.what] ?? "正在排版";
  bar.progress = told.done < told.all ? `${what} ${told.done}/${told.all}` : "";
  tell();
});

// Most budgets are read at once: only what takes longer is spoken of, until the findings come.
const SLOW = 500; // milliseconds
let reading = 0;
on("reading", () => {
  clearTimeout(reading);
  reading = setTimeout(() => {
    bar.reading = "正在检查……";
    tell();
  }, SLOW);
});

on("findings", async (event) => {
  const told = JSON.parse(event.data);
  clearTimeout(reading);
  if (bar.reading || bar.ended) {
    bar.reading = bar.ended = "";
    tell();
  }
  pages.markAll(told.marked, told.pages);
  strip.mark(told.pages);
  counts(told);
  units(told);
  lookAtFiles();
  editor.list(told.files);
  course.soon();
  await fillFindings();
  const restore = keeping(broken);
  refused(told);
  restore();
  editor.again();
  form.again();
  document.body.dataset.checked = String(Number(document.body.dataset.checked ?? 0) + 1);
});

// Rules with many findings are shown whole when that is asked for.
const whole = new Set();
const fillFindings = () => panel.fill("findings", "findings", { whole: [...whole].join() });

document.getElementById("findings").addEventListener("click", (event) => {
  const { whole: code } = event.target.dataset;
  if (code === undefined) return;
  whole.add(code);
  fillFindings();
});

function counts(told) {
  count.replaceChildren();
  for (const [number, level] of [
    [told.errors, "error"],
    [told.warnings, "warning"],
  ]) {
    if (!number) continue;
    const chip = count.appendChild(document.createElement("span"));
    chip.className = `chip ${level}`;
    chip.textContent = number;
    chip.title = level === "error" ? "错误" : "警告";
    const words = chip.appendChild(document.createElement("span"));
    words.className = "unseen";
    words.textContent = ` 处${chip.title}`;
  }
  const said = [...count.children].map((chip) => chip.textContent).join("，") || "没有错误和警告";
  if (checked.textContent !== said) checked.textContent = said;
}

// A department with units: the pages of the whole, or of one that discloses for itself.
const unit = document.getElementById("unit");

function units(told) {
  const { unit: mine } = unit.dataset;
  if (unit.told === String(told.units)) return; // somebody may be choosing
  unit.told = String(told.units);
  unit.hidden = !told.units.length && !mine;
  unit.replaceChildren(
    new Option("整个部门", "", false, !mine),
    ...told.units.map(([code, name]) => new Option(`单位：${name}`, code, false, code === mine)),
  );
}

// The keys pass others on their way to the one that is meant: there, Enter leads to it.
const KEYS = /^(Arrow.*|Page.*|Home|End|\S)$/;
let passing = false;
unit.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && passing) leave();
  passing = KEYS.test(event.key) && !event.altKey;
});
unit.addEventListener("change", () => passing || leave());

function leave() {
  const key = unit.dataset.whole + (unit.value && `@${unit.value}`);
  location.href = `/b/${key.split("/").map(encodeURIComponent).join("/")}/`;
}

// The last good pages stay, with the first errors above them; one that is not filled in yet has a draft, or none.
function refused(told) {
  broken.hidden = !told.broken && !told.draft;
  broken.classList.toggle("draft", told.draft);
  document.getElementById("pages").classList.toggle("drafted", told.draft); // its pages say so; what is set stays good
  if (told.draft) broken.classList.remove("beginning");
  if (!told.broken) document.body.classList.remove("unprinted");
  if (told.draft) return draft(told);
  if (!told.broken) return;
  document.querySelector("#pages .waiting")?.remove();
  const hasPages = document.querySelector("#pages section") !== null;
  const beginning = !hasPages && told.unfilled > 0;
  broken.classList.toggle("beginning", beginning);
  document.body.classList.toggle("unprinted", beginning);
  if (beginning) return begin(told);
  const first = [...document.querySelectorAll("#findings .group.error li, #findings .group.error > .message")];
  broken.replaceChildren(
    hint(hasPages ? "预算现在有错误，排不了版；下面是出错以前的版面。" : "预算现在有错误，排不了版。"),
    ...first.slice(0, 3).map((one) => {
      const shown = document.createElement("div");
      shown.append(...[...one.cloneNode(true).childNodes]);
      return shown;
    }),
  );
}

function goOn() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "main";
  button.textContent = "接着填";
  button.addEventListener("click", () => document.querySelector("#steps .todo [data-form]")?.click());
  return button;
}

function begin(told) {
  const heading = document.createElement("h2");
  heading.textContent = `还有 ${told.unfilled} 处要填`;
  broken.replaceChildren(heading, hint("填好“部门”和“单位”，这里就显示真实的版面，每个数都能问它的来历。"), goOn());
}

function draft(told) {
  broken.replaceChildren(hint(`草稿：还有 ${told.unfilled} 处要填；还没有填的，没有算进合计。`), goOn());
}

document.addEventListener("stepped", ({ detail }) => {
  if (!bar.lost) state.textContent = detail.message;
});

// ---- finished files ----

const outputs = document.getElementById("outputs");
const files = outputs.querySelector("div");

async function lookAtFiles() {
  if (!outputs.open) return;
  try {
    const html = await part("outputs");
    await settled(files);
    const restore = keeping(files);
    files.innerHTML = html;
    restore();
  } catch (refused) {
    files.replaceChildren(hint(refused.message || "连接断了，请稍等再试。"));
  }
}

outputs.addEventListener("toggle", lookAtFiles);
for (const what of ["made", "compared"]) {
  on(what, (event) => {
    bar.ended = JSON.parse(event.data).said;
    tell();
    lookAtFiles();
    course.again();
  });
}
document.addEventListener("making", lookAtFiles);
document.addEventListener("click", (event) => {
  if (!event.target.closest("#outputs")) outputs.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !outputs.open) return;
  if (document.activeElement === document.body || files.contains(document.activeElement)) outputs.querySelector("summary").focus();
  outputs.open = false;
});

// ---- clicks ----

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-figure], [data-file], [data-sheet], [data-zoom]");
  if (!target) return;
  const { figure, file, line, column, sheet, page, boxes, zoom } = target.dataset;
  const byKey = event.detail === 0; // a mouse leaves the focus where it is
  if (figure !== undefined) panel.figure(figure, { byKey });
  else if (file !== undefined) editor.open(file, Number(line), Number(column));
  else if (sheet !== undefined) pages.jump(sheet, Number(page), boxes ? JSON.parse(boxes) : [], byKey);
  else pages.setZoom(zoom);
});

// Small forms in the panel: an amount, a reason.
document.addEventListener("submit", async (event) => {
  const sent = event.target;
  if (!sent.dataset.post) return;
  event.preventDefault();
  const { post: path, version, code, about, atFile, atLine, atColumn } = sent.dataset;
  const data = { version, ...Object.fromEntries(new FormData(sent)) };
  if (code !== undefined) Object.assign(data, { code, about });
  if (atFile !== undefined) Object.assign(data, { file: atFile, line: Number(atLine), column: Number(atColumn) });
  sent.querySelector(".wrong")?.remove();
  try {
    remember((await post(path, data)).files);
  } catch (refused) {
    sent.append(refusal(refused.message || "没有保存：连接断了。"));
  }
});

document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  panel.open("hits");
  panel.fill("hits", "search", { q: new FormData(event.target).get("q") });
});

listen();
