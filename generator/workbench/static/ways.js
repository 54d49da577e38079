// Ways of the keyboard: what is led to takes the focus, Escape leads back, F6 leads from one part to the next.

// ---- back to where one came from ----

const ways = new Map(); // from parts of the window to what finds again where one came from

// Parts come again from the server: then it is the same one of those that stand there now.
function finder(one) {
  const around = one.parentElement;
  const root = around.closest("[id]") ?? document.body;
  const key = (other) => [other.tagName, JSON.stringify(other.dataset), other.textContent].join("\n");
  const mine = key(one);
  return () => (one.isConnected ? one : ([...root.querySelectorAll(one.tagName)].find((other) => key(other) === mine) ?? around));
}

// `to`, in the part `region`, takes the focus, which was at `from`.
export function lead(to, region, from = document.activeElement) {
  if (from !== document.body && from.isConnected && !region.contains(from)) ways.set(region, finder(from));
  to.focus({ preventScroll: true });
}

function back(from) {
  for (const [region, find] of ways) {
    if (!region.contains(from)) continue;
    ways.delete(region);
    const to = find();
    const hidden = to.closest("[role=tabpanel][hidden]");
    if (hidden) document.getElementById(hidden.getAttribute("aria-labelledby")).click();
    return to.focus();
  }
}

// ---- from part to part ----

const SHOWN = "#panel > [role=tabpanel]:not([hidden])";
const parts = ["header.bar", "#contents", "#pages", ".tabs", `${SHOWN} > .tools`, SHOWN];
const STOPS = "a, button, summary, input, select, textarea, [tabindex]";
const visited = new Map(); // what was in focus last, by part
const partOf = (one) => parts.findIndex((part) => one.closest(part));

document.addEventListener("focusin", (event) => visited.set(partOf(event.target), event.target));

function goOn(from, step) {
  const all = parts.map((part) => document.querySelector(part));
  let at = partOf(from);
  do at = at < 0 && step < 0 ? all.length - 1 : (at + step + all.length) % all.length;
  while (!all[at]?.checkVisibility({ visibilityProperty: true }));
  const can = (one) => one?.isConnected && partOf(one) === at && one.checkVisibility() && !one.disabled;
  const begin = all[at].querySelector("[aria-current], [aria-selected=true]");
  const stops = [all[at], ...all[at].querySelectorAll(STOPS)].filter((one) => one.tabIndex >= 0);
  const to = [visited.get(at), begin, ...stops].find(can);
  to?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.key === "F6") {
    event.preventDefault();
    goOn(document.activeElement, event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape" && !event.target.matches("input, select, textarea")) back(event.target);
});
