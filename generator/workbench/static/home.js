// The home page: asks again while budgets are being checked, and when somebody comes back to it.
import { keeping } from "./keep.js";
import { part } from "./net.js";

const budgets = document.getElementById("budgets");

async function ask() {
  try {
    const html = await part("-/budgets");
    const restore = keeping(budgets);
    budgets.innerHTML = html;
    restore();
  } catch {
    return;
  }
  wait();
}

function wait() {
  if (budgets.querySelector("[data-pending]")) setTimeout(ask, 600);
}

addEventListener("focus", ask);
wait();
