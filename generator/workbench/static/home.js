// The home page: asks again while budgets are being checked, and when somebody comes back to it.
import { part } from "./net.js";

const budgets = document.getElementById("budgets");

async function ask() {
  try {
    budgets.innerHTML = await part("-/budgets");
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
