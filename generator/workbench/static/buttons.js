// Buttons that can do nothing just now: they keep the focus of who has pressed them, and do not answer.
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
