// The home page: asks again while budgets are being checked, now and then, and when somebody comes back to it.
import { keeping } from "./keep.js";
import { part } from "./net.js";

const budgets = document.getElementById("budgets");
const [SOON, LATER] = [600, 10000]; // milliseconds
let said = "";
let waiting = 0;

async function ask() {
  clearTimeout(waiting);
  if (document.hidden) return;
  try {
    const html = await part("-/budgets");
    if (html === said) return wait();
    said = html;
    const restore = keeping(budgets);
    budgets.innerHTML = html;
    restore();
  } catch {
    // it is asked again
  }
  wait();
}

function wait() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, budgets.querySelector("[data-pending]") ? SOON : LATER);
}

addEventListener("focus", ask);
document.addEventListener("visibilitychange", ask);
wait();
