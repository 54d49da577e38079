// What a person has done with a part of the page, when that part comes again from the server.

// An input method may be at work in a part: what it has not yet put in would be lost with its field.
let composing = null;
addEventListener("compositionstart", () => {
  composing = new Promise((done) => {
    for (const name of ["compositionend", "focusout"]) addEventListener(name, () => setTimeout(done), { once: true, capture: true });
  }).then(() => (composing = null));
});

export async function settled(element) {
  while (composing && element.contains(document.activeElement)) await composing;
}

const within = (one) => one.closest("[data-keep]")?.dataset.keep ?? "";
const isBox = (one) => one.type === "checkbox" || one.type === "radio";
const key = (one) => [within(one), one.tagName, one.name, isBox(one) ? one.value : ""].join("\n");
const fields = (element) => [...element.querySelectorAll("input, select, textarea")];

function isChanged(one) {
  if (isBox(one)) return one.checked !== one.defaultChecked;
  if (one.tagName === "SELECT") return [...one.options].some((option) => option.selected !== option.defaultSelected);
  return one.type === "file" ? one.files.length > 0 : one.value !== one.defaultValue;
}

function doAgain(one, before) {
  if (isBox(one)) one.checked = before.checked;
  else if (one.type === "file") one.files = before.files;
  else if (one.tagName !== "SELECT" || [...one.options].some((option) => option.value === before.value)) one.value = before.value;
}

const STOPS = "button, summary, input, select, textarea, a, [tabindex]";
const stops = (root) => [...root.querySelectorAll(STOPS)].filter((one) => one.checkVisibility());

const words = (one) => [one.tagName, one.matches("button, summary, a") ? one.textContent : key(one)].join("\n");

// Where `one` is within `root`: the same again, of those that are alike; else what stands in its place.
function placed(one, root) {
  const alike = (other) => words(other) === words(one);
  const [at, nth] = [stops(root).indexOf(one), stops(root).filter(alike).indexOf(one)];
  return (now) => stops(now).filter(alike)[nth] ?? stops(now).slice(0, at + 1).at(-1);
}

function isSeen(one) {
  const { top, bottom } = one.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

// What is open, typed, ticked and in focus stays so; of what is gone, the focus goes to what follows.
export function keeping(element) {
  const opened = new Map([...element.querySelectorAll("details[data-keep]")].map((one) => [one.dataset.keep, one.open]));
  const changed = new Map(fields(element).filter(isChanged).map((one) => [key(one), one]));
  const active = element.contains(document.activeElement) ? document.activeElement : null;
  const around = active && within(active);
  const parts = () => [around && element.querySelector(`[data-keep="${CSS.escape(around)}"]`), element];
  const places = active ? parts().map((one) => one && placed(active, one)) : [];
  const seen = active && isSeen(active);
  return () => {
    for (const one of element.querySelectorAll("details[data-keep]")) one.open = opened.get(one.dataset.keep) ?? one.open;
    for (const one of fields(element)) if (changed.has(key(one))) doAgain(one, changed.get(key(one)));
    if (!active) return;
    const next = parts().map((one, index) => one && places[index](one)).find(Boolean);
    next?.focus({ preventScroll: true });
    if (seen) next?.scrollIntoView({ block: "nearest" });
  };
}
