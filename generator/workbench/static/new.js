// A new budget: blank, from last year's, or from a workbook that is uploaded.
import { allow } from "./buttons.js";
import * as mapping from "./mapping.js";
import { hint, post, refusal, upload } from "./net.js";

async function made(form, data) {
  if (form.dataset.way !== "workbook") return post("-/new", data);
  const said = mapping.said();
  const query = { file: data.file.name, year: data.year, name: data.name, ...(said && { mapping: said.size }) };
  return upload("-/import", query, said ? new Blob([said, data.file]) : data.file);
}

function refuse(form, refused) {
  const wrong = form.appendChild(refusal(refused.message || "没有建立：连接断了。"));
  const key = refused.data?.taken;
  if (key) {
    const aside = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: "把原来的移开……" });
    aside.addEventListener("click", () => putAside(form, key));
    wrong.append(document.createElement("br"), aside);
  }
  wrong.scrollIntoView({ block: "nearest" });
}

// A budget that was begun wrongly makes room for another one; it is kept under another name.
async function putAside(form, key) {
  const asked = `把“${key}”移开？\n\n文件夹改名，留在原来的地方，不删除，首页不再列出。别的窗口里还没有保存的改动，先去保存。`;
  if (!confirm(asked)) return;
  try {
    const { said } = await post("-/aside", { key });
    form.querySelector(".wrong")?.replaceWith(Object.assign(hint(said), { role: "status" }));
    form.querySelector("button").focus();
  } catch (refused) {
    form.querySelector(".wrong")?.remove();
    refuse(form, refused);
  }
}

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  const words = button.textContent;
  form.querySelector(".wrong")?.remove();
  allow(button, false);
  button.textContent = "正在建立……";
  try {
    const told = await made(form, Object.fromEntries(new FormData(form)));
    location.href = `/b/${told.key.split("/").map(encodeURIComponent).join("/")}/`;
  } catch (refused) {
    refuse(form, refused);
    allow(button, true);
    button.textContent = words;
  }
});

const file = document.getElementById("file");
file?.addEventListener("change", mapping.forget);
document.getElementById("look-first")?.addEventListener("click", async () => {
  const form = file.form;
  form.querySelector(".wrong")?.remove();
  if (!form.reportValidity()) return;
  const data = Object.fromEntries(new FormData(form));
  try {
    const told = await upload("-/mapping", { file: data.file.name, year: data.year, name: data.name }, data.file);
    mapping.show(told);
  } catch (refused) {
    refuse(form, refused);
  }
});

// Now a click is answered: before, it would have sent the form as browsers do.
document.querySelectorAll(".way button").forEach((button) => (button.disabled = false));
