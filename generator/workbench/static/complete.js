// What may be typed at the caret of the editor: keys and words of the budget's declaration, 科目, units, figures.
import { Choices, MOST, fitting } from "./choices.js";
import { json, post, readOnly } from "./net.js";
import { options, table } from "./picker.js";

const text = document.getElementById("text");
const mirror = document.body.appendChild(document.createElement("span"));
mirror.className = "mirror";
mirror.setAttribute("aria-hidden", "true");
const list = new Choices("completions", "这里可以写的", take);
let turn = 0;
let begun = 0; // where what is being typed begins
let first = false; // whether Enter takes the first

// `asked`: by the keys for it, so that it is shown though nothing is typed yet.
async function look(asked) {
  const mine = ++turn;
  const at = text.selectionStart;
  if (at !== text.selectionEnd) return list.hide();
  const told = await post("complete", { text: text.value, at }).catch(() => null);
  if (mine !== turn || at !== text.selectionStart) return;
  if (!told) return list.hide();
  begun = told.start;
  const words = text.value.slice(begun, at).trim().toLowerCase();
  if (!asked && !words && !/[ {]$/.test(text.value.slice(Math.max(0, at - 1), at))) return list.hide();
  const found = await choices(told, words);
  if (mine !== turn) return;
  first = words !== "";
  list.show(found, text, caret(at));
}

async function choices({ choices, table: name, figure }, words) {
  if (figure) {
    const found = await json("references", { q: words.replaceAll(".", " ") }).catch(() => []);
    return found.slice(0, MOST).map(([id, printed]) => ({ head: id, text: "", about: printed, insert: id }));
  }
  if (name) {
    const known = await table(name);
    const found = words ? fitting(words, known) : known;
    if (found.length === 1 && found[0][0] === words) return [];
    return options(found).map((one) => ({ ...one, insert: one.head }));
  }
  const known = choices.map(([insert, head, about, own]) => [head.toLowerCase(), "", "", own, "", { insert, head, about, text: "" }]);
  const found = words ? fitting(words, known) : known;
  if (found.length === 1 && found[0][0] === words && !found[0][5].insert.includes(":")) return [];
  return found.slice(0, MOST).map((one) => one[5]);
}

// The box of the caret in the window; characters are of different widths.
function caret(at) {
  const line = text.value.lastIndexOf("\n", begun - 1) + 1;
  mirror.textContent = text.value.slice(line, begun);
  const style = getComputedStyle(text);
  mirror.style.font = style.font;
  const height = parseFloat(style.lineHeight);
  const edge = text.getBoundingClientRect();
  const row = text.value.slice(0, at).split("\n").length - 1;
  const top = edge.top + parseFloat(style.paddingTop) + row * height - text.scrollTop;
  const left = edge.left + parseFloat(style.paddingLeft) + mirror.offsetWidth - text.scrollLeft;
  return { left, top, bottom: top + height };
}

// The list stays at the caret, as long as that is in sight.
function follow() {
  if (!list.open) return;
  const at = caret(text.selectionStart);
  const edge = text.getBoundingClientRect();
  if (at.top < edge.top || at.bottom > edge.bottom) list.hide();
  else list.place(at);
}

function take({ insert }) {
  text.setSelectionRange(begun, text.selectionStart);
  document.execCommand("insertText", false, insert); // so that the browser's own undo knows of it
}

if (!readOnly) {
  for (const name of ["input", "compositionend"]) text.addEventListener(name, (event) => event.isComposing || look(false));
  text.addEventListener("keydown", (event) => list.key(event, first), true);
  text.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.ctrlKey || event.key !== " ") return;
    event.preventDefault();
    look(true);
  });
  for (const name of ["blur", "click"]) {
    text.addEventListener(name, () => {
      turn++;
      list.hide();
    });
  }
  text.addEventListener("scroll", follow); // typing scrolls too, a moment after it
  text.addEventListener("keyup", (event) => {
    if (["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"].includes(event.key)) list.hide();
  });
}
