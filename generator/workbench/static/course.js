// The course of a budget: leads to what is to be filled in; compares, signs, makes, goes on to next year.
import { allow } from "./buttons.js";
import { remember } from "./history.js";
import { keeping, settled } from "./keep.js";
import { hint, part, post, refusal, upload } from "./net.js";
import * as form from "./form.js";
import { open as openTab } from "./panel.js";

const course = document.getElementById("steps");
let typed = { by: "" };

// What nobody looks at now is asked for when the rest has come.
let waiting = 0;
export function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(again, course.hidden ? 700 : 0);
}

export async function again(done = false) {
  const isNew = course.querySelector(".course") === null;
  const isTyping = course.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox])");
  if (isTyping && !done) return;
  try {
    const html = await part("steps");
    await settled(course);
    const restore = keeping(course);
    course.innerHTML = html;
    restore();
    offerUpload();
  } catch (refused) {
    course.replaceChildren(hint(refused.message || "连接断了，请稍等再试。"));
    return;
  }
  next.hidden = !fields().length;
  if (isNew) course.querySelector(".note-of-import")?.setAttribute("open", "");
  const by = course.querySelector("[name=by]");
  if (by) by.value = typed.by;
}

// To what is to be filled in next: in this form, of another unit, in the forms after it.
const next = document.getElementById("next-unfilled");
const fields = () => [...course.querySelectorAll(".todo [data-key]")].map((one) => ({ ...one.dataset }));

next.addEventListener("click", () => {
  const all = fields();
  if (form.next(all)) return;
  const { key, whose, item } = form.where();
  const isHere = (one) => one.key === key && one.whose === whose && one.item === item;
  const topics = [...document.getElementById("topic").options].map((one) => one.value);
  const isAfter = (one) => topics.indexOf(one.key) > topics.indexOf(key);
  const at = all.findLastIndex(isHere);
  const found = at < 0 ? all.find(isAfter) : all.slice(at + 1).find((one) => !isHere(one));
  const to = found ?? all.find((one) => !isHere(one));
  if (to) form.open(to.key, to.whose, to.item, to.spot, true);
});

function wrong(where, refused) {
  where.querySelector(".wrong")?.remove();
  where.append(refusal(refused.message || "没有做成：连接断了。"));
}

document.addEventListener("click", async (event) => {
  const target = event.target.closest("[data-form], [data-tab], [data-make], [data-roll], [data-check-all]");
  if (!target) return;
  const { form: key, whose, item, spot, tab, make, roll, checkAll } = target.dataset;
  if (key !== undefined) form.open(key, whose, item, spot);
  else if (tab !== undefined) openTab(tab);
  else if (checkAll !== undefined) {
    const boxes = [...course.querySelectorAll("[name=names]")];
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  } else {
    allow(target, false);
    const around = target.closest("li, div");
    try {
      const told = await post(make === undefined ? "roll" : make ? "make?units=all" : "make", {});
      if (roll !== undefined) location.href = `/b/${told.key.split("/").map(encodeURIComponent).join("/")}/`;
      else document.dispatchEvent(new Event("making"));
    } catch (refused) {
      allow(target, true);
      wrong(around, refused);
    }
  }
});

// A PDF is chosen only where one is to be uploaded.
function offerUpload() {
  const [kind, pdf] = [course.querySelector("[name=with]"), course.querySelector("[name=pdf]")];
  if (kind && pdf) pdf.hidden = kind.value !== "上传";
}

course.addEventListener("change", (event) => {
  if (event.target.name === "with") offerUpload();
  if (event.target.name === "by") typed.by = event.target.value;
});

course.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sent = event.target;
  const data = new FormData(sent);
  try {
    if ("compare" in sent.dataset) await compare(data, sent);
    else await sign(data, sent);
  } catch (refused) {
    return wrong(sent, refused);
  }
  if (!("compare" in sent.dataset)) sent.reset();
  again(true);
});

async function sign(data, sent) {
  const [by, note, names] = [data.get("by"), data.get("note"), data.getAll("names")];
  remember((await post("sign", { version: sent.dataset.version, by, note, names })).files, "审核");
}

async function compare(data, sent) {
  const uploaded = data.get("with") === "上传";
  if (uploaded && !data.get("pdf").size) throw new Error("先选一个 PDF 文件。");
  await upload("compare", { with: data.get("with") }, uploaded ? data.get("pdf") : "");
  allow(sent.querySelector("button"), false);
}
