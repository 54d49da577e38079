// Buttons, and the keys for them.

// One that can do nothing just now: it keeps the focus of who has pressed it, and does not answer.
export const allow = (button, can) => button.setAttribute("aria-disabled", String(!can));

// Before all others: also the click that a browser makes of Enter in a field of the form.
addEventListener(
  "click",
  (event) => {
    if (!event.target.closest?.("button[aria-disabled=true]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

// Ctrl+S, wherever one is, while `panel` is shown: the browser would save the page.
export function onSave(panel, save) {
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || !panel.checkVisibility()) return;
    event.preventDefault();
    if (!event.isComposing && !document.querySelector("dialog[open]")) save();
  });
}
