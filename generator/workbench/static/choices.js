// A list of what may be typed, below what is being typed: gone through by the keys, taken by them or the mouse.
export const MOST = 40;

function begins(letters, initials) {
  const each = initials.split(" ");
  for (let start = 0; start + letters.length <= each.length; start++)
    if ([...letters].every((letter, index) => each[start + index].includes(letter))) return start;
  return -1;
}

// The better it fits, the smaller; -1 when it does not. The letters are those of what it is below and of its own name.
function rank(words, [code, name, above, own, further]) {
  if (code.startsWith(words)) return 0;
  if (name.startsWith(words)) return 1;
  if (name.includes(words)) return 2;
  if (words.split(/\s+/).every((one) => `${above}${name}`.includes(one))) return 3;
  if (/^[a-z]+$/.test(words)) {
    const at = begins(words, own);
    if (at >= 0) return at ? 5 : 4;
    if (begins(words, `${further} ${own}`) >= 0) return 6;
  }
  return code.includes(words) && words.length > 2 ? 7 : -1;
}

// Those of `known` that fit, best first.
export function fitting(words, known) {
  return known
    .map((one) => [rank(words, one), one])
    .filter(([fit]) => fit >= 0)
    .sort((a, b) => a[0] - b[0])
    .map(([, one]) => one);
}

export class Choices {
  constructor(id, label, take) {
    this.take = take;
    this.field = null;
    this.chosen = -1;
    this.options = [];
    this.list = document.body.appendChild(document.createElement("ul"));
    this.list.id = id;
    this.list.className = "picker";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", label);
    this.list.hidden = true;
    this.list.tabIndex = 0; // where it can be scrolled it can be come to; Tab hides it before it could lead there
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("li");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  get open() {
    return !this.list.hidden;
  }

  // Options are {head, text, about} and whatever `take` needs; `at` is the box that they stand below.
  show(options, field, at) {
    this.chosen = -1;
    this.options = options;
    this.field = field;
    this.list.replaceChildren(...options.map((one, index) => this.drawn(one, index)));
    this.list.hidden = !options.length;
    field?.removeAttribute("aria-activedescendant");
    if (field?.getAttribute("role") === "combobox") field.setAttribute("aria-expanded", String(this.open));
    if (!this.open) return;
    field.setAttribute("aria-controls", this.list.id);
    this.place(at);
  }

  // Below a box, or above it where there is no room.
  place(at) {
    const room = innerHeight - at.bottom;
    this.list.style.left = `${Math.max(4, Math.min(at.left, innerWidth - 430))}px`;
    this.list.style.top = room > 260 ? `${at.bottom + 1}px` : "auto";
    this.list.style.bottom = room > 260 ? "auto" : `${innerHeight - at.top + 1}px`;
  }

  hide() {
    this.show([], this.field);
  }

  drawn({ head, text, about }, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.appendChild(document.createElement("b")).textContent = head;
    option.append(text);
    option.appendChild(document.createElement("i")).textContent = about;
    return option;
  }

  move(step) {
    const all = [...this.list.children];
    all[this.chosen]?.removeAttribute("aria-selected");
    this.chosen = this.chosen < 0 && step < 0 ? all.length - 1 : (this.chosen + step + all.length) % all.length;
    all[this.chosen].setAttribute("aria-selected", "true");
    all[this.chosen].scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", all[this.chosen].id);
  }

  choose(index) {
    const option = this.options[index];
    this.hide();
    if (option) this.take(option);
  }

  // A key that is the list's as long as it is open; whether it was. `first`: Enter takes the first when none is chosen.
  key(event, first = true) {
    if (event.isComposing || !this.open || event.target !== this.field) return;
    const takes = event.key === "Enter" || (event.key === "Tab" && !event.shiftKey && this.field.matches("textarea"));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (takes && (first || this.chosen >= 0)) this.choose(Math.max(this.chosen, 0));
    else if (event.key === "Escape") this.hide();
    else {
      if (event.key === "Tab") this.hide();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
