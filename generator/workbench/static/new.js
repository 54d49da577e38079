// A new budget: blank, from last year's, or from a workbook that is uploaded.
import { hint, post, upload } from "./net.js";

async function made(form, data) {
  if (form.dataset.way !== "workbook") return post("-/new", data);
  return upload("-/import", { file: data.file.name, year: data.year, name: data.name }, data.file);
}

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  const words = button.textContent;
  form.querySelector(".wrong")?.remove();
  button.disabled = true;
  button.textContent = "正在建立……";
  try {
    const told = await made(form, Object.fromEntries(new FormData(form)));
    location.href = `/b/${told.key.split("/").map(encodeURIComponent).join("/")}/`;
  } catch (refused) {
    const wrong = form.appendChild(hint(refused.message || "没有建立：连接断了。"));
    wrong.className = "wrong";
    wrong.setAttribute("role", "alert");
    button.disabled = false;
    button.textContent = words;
  }
});
