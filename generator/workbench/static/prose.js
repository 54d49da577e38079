// Texts: how many characters, what they will say, and figures that are referred to.
import { json, post, readOnly } from "./net.js";

const grid = document.getElementById("grid");
const dialog = document.getElementById("dialog");

export function dress(root) {
  for (const text of root.querySelectorAll("textarea")) measure(text);
}

function measure(text) {
  const help = text.parentElement.querySelector(".length");
  if (!help) return;
  const words = text.value === "待填" ? "" : text.value;
  help.textContent = `${words.replace(/\s/g, "").length} 字`;
  clearTimeout(text.waiting);
  text.waiting = setTimeout(() => preview(text), 250);
}

async function preview(text) {
  const shown = text.parentElement.querySelector(".preview");
  if (!shown || readOnly) return;
  if (!text.value.includes("{{")) return (shown.hidden = true);
  const asked = text.value;
  try {
    const told = await post("say", { text: asked });
    if (text.value !== asked) return;
    shown.innerHTML = told.html;
    shown.hidden = !told.html;
  } catch {
    shown.hidden = true;
  }
}

grid.addEventListener("input", (event) => event.target.matches("textarea") && measure(event.target));
grid.addEventListener("click", (event) => {
  const button = event.target.closest("[data-refer]");
  if (button) refer(button.closest(".question").querySelector("textarea"));
});

// A list of figures to choose from: what is chosen goes in where the caret is.
function refer(text) {
  dialog.innerHTML =
    '<h2 id="dialog-title">插入一个数</h2><p class="hint">数变了，话里的数跟着变。写几个字来找，例如：基本支出　合计</p>' +
    '<input id="refer-words" aria-label="找哪个数" autocomplete="off"><ul class="choices" aria-label="数"></ul>' +
    '<p class="actions"><button type="button" data-do="close">关闭</button></p>';
  const [words, list] = [dialog.querySelector("input"), dialog.querySelector("ul")];
  let turn = 0;
  const ask = async () => {
    const mine = ++turn;
    const found = await json("references", { q: words.value }).catch(() => []);
    if (mine !== turn) return;
    list.replaceChildren(...found.map(([name, printed]) => choice(name, printed)));
    if (!found.length) list.textContent = "没有找到；版面排出来以后才有数可插。";
  };
  const choice = (name, printed) => {
    const item = document.createElement("li");
    const button = item.appendChild(document.createElement("button"));
    button.type = "button";
    const [id, amount] = [document.createElement("span"), document.createElement("span")];
    id.textContent = name;
    amount.textContent = printed;
    amount.className = "amount";
    button.append(id, amount);
    button.addEventListener("click", () => {
      dialog.close();
      text.setRangeText(`{{ ${name} }}`, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    });
    return item;
  };
  words.addEventListener("input", ask);
  dialog.querySelector("[data-do=close]").addEventListener("click", () => dialog.close());
  dialog.showModal();
  words.focus();
  ask();
}
