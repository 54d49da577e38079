// Saves that can be undone and done again, as long as the page is open: all files of one together, or none.
import { allow } from "./buttons.js";
import { post } from "./net.js";

const undo = document.getElementById("undo");
const redo = document.getElementById("redo");
const dialog = document.getElementById("dialog");
const done = [];
const undone = [];

// A save, by whatever part of the page.
export function remember(files, what = "") {
  if (!files.length) return;
  done.push({ files, what });
  undone.length = 0;
  state();
}

function state() {
  if (!undo) return;
  allow(undo, done.length);
  allow(redo, undone.length);
}

const turned = ({ name, before, after }) => ({ name, before: after, after: before });

async function step(from, to, word, files) {
  const last = from.at(-1);
  if (!last || !isAgreed(last.files.map((one) => one.name))) return;
  try {
    await post("step", { files: files(last) });
  } catch (refused) {
    if (refused.data?.html) show(refused.data.html);
    const why = refused.data?.html ? `“${refused.data.name}”在这以后又改过了，不能${word}。` : refused.message;
    return say(why || `连接断了，不知道${word}了没有；接上以后再按一次。`, refused.status === 409 ? "warning" : "error");
  }
  from.splice(from.indexOf(last), 1);
  to.push(last);
  state();
  say(`已${word}${last.what && `“${last.what}”里的改动`}。`);
}

// Whether nobody has typed into these files what would be lost.
const isAgreed = (names) => document.dispatchEvent(new CustomEvent("stepping", { detail: names, cancelable: true }));

// Said beside the buttons, whatever part of the page is open.
const say = (message, level = "") => document.dispatchEvent(new CustomEvent("stepped", { detail: { message, level } }));

function show(html) {
  dialog.innerHTML = html;
  dialog.querySelector("[data-do=close]").addEventListener("click", () => dialog.close());
  dialog.showModal();
}

// One after the other, as often as a button is pressed.
let last = Promise.resolve();
const inTurn = (work) => (last = last.then(work, work));

undo?.addEventListener("click", () => inTurn(() => step(done, undone, "撤销", ({ files }) => files.map(turned))));
redo?.addEventListener("click", () => inTurn(() => step(undone, done, "重做", ({ files }) => files)));
