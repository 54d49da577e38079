"use strict";
(() => {
  const make = (tag, attributes = {}, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  const button = (text, act, attributes = {}) => {
    const element = make("button", { type: "button", ...attributes }, text);
    element.addEventListener("click", act);
    return element;
  };

  // On a narrow screen the text comes first.
  const contents = document.querySelector("nav details");
  if (contents && matchMedia("(max-width: 67.99rem)").matches) contents.open = false;

  // Boxes in which nothing is to be scrolled are no stop for the keyboard, and no landmark.
  const given = new Map();
  const scrolling = new ResizeObserver((entries) => {
    for (const { target: box } of entries) {
      const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      for (const { name, value } of given.get(box)) {
        if (scrolls) box.setAttribute(name, value);
        else box.removeAttribute(name);
      }
    }
  });
  for (const box of document.querySelectorAll(".scroll")) {
    given.set(box, [...box.attributes].filter(({ name }) => name !== "class"));
    scrolling.observe(box);
  }

  // The cells of rows in their columns: a merged cell stands in the first of its rows and columns.
  const gridOf = (rows) => {
    const grid = [...rows].map(() => []);
    [...rows].forEach((row, down) => {
      let at = 0;
      for (const cell of row.cells) {
        while (grid[down][at] !== undefined) at++;
        for (let r = down; r < Math.min(down + cell.rowSpan, grid.length); r++) {
          for (let c = at; c < at + cell.colSpan; c++) grid[r][c] = r === down && c === at ? cell : null;
        }
      }
    });
    return grid;
  };

  // A copy of a table for a spreadsheet, which must not take words for a formula.
  const said = (cell) => {
    const words = cell ? cell.textContent.replace(/\s+/g, " ").trim() : "";
    return /^[=+\-@]/.test(words) && !cell.classList.contains("amount") ? `'${words}` : words;
  };
  const copy = async (text, pressed) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.body.appendChild(make("textarea", { class: "copied" }));
      area.value = text;
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      pressed.focus({ preventScroll: true });
      return done;
    }
  };
  for (const table of document.querySelectorAll("table.amounts")) {
    const tools = make("div", { class: "tools" });
    const told = make("span", { role: "status" });
    tools.append(told, button("复制这张表", async (event) => {
      const text = gridOf(table.rows).map((row) => Array.from(row, said).join("\t")).join("\n");
      told.textContent = "";
      told.textContent = await copy(text, event.currentTarget) ? "已复制" : "没有复制成，请选中表格再复制";
    }));
    table.closest(".scroll").before(tools);
  }

  // Projects by any column: numbers, then words, what is blank last; totals and the units above projects stay.
  const value = (cell) => {
    const text = cell?.textContent.trim() ?? "";
    const number = /^<?[-+]?[\d,]+(\.\d+)?%?$/.test(text) ? Number(text.replace(/[<,%]/g, "")) : NaN;
    if (!Number.isNaN(number)) return [0, number];
    return /[\p{L}\p{N}]/u.test(text) ? [1, text] : [2, 0];
  };
  const words = new Intl.Collator("zh", { numeric: true });
  const compare = ([kind, a], [other, b], direction) =>
    kind - other || direction * (kind === 1 ? words.compare(a, b) : a - b);
  const sort = (table, column, direction) => {
    const body = table.tBodies[0];
    let run = [];
    const put = (end) => {
      run.map((row, at) => [value(row.cells[column]), at, row])
        .sort((a, b) => compare(a[0], b[0], direction) || a[1] - b[1])
        .forEach(([, , row]) => body.insertBefore(row, end));
      run = [];
    };
    for (const row of [...body.rows]) {
      if (row.id) run.push(row);
      else put(row);
    }
    put(null);
  };
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, at) => {
        if (cell.classList.contains("joined")) cell.textContent = row.previousElementSibling.cells[at].textContent;
      });
    }
    const columns = new Map(gridOf(table.tHead.rows).flatMap((row) => row.map((cell, at) => [cell, at])));
    const heads = [...table.tHead.querySelectorAll("th[scope=col]:not(.numbering)")];
    for (const head of heads) {
      const inside = [...head.childNodes];
      const press = button("", () => {
        const direction = head.getAttribute("aria-sort") === "descending" ? 1 : -1;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
        sort(table, columns.get(head), direction);
      });
      press.append(...inside);
      head.append(press);
    }
  }

  // Where a figure comes from, step by step.
  const data = document.getElementById("figures");
  if (!data) return;
  const figures = JSON.parse(data.textContent);
  const shown = [...document.querySelectorAll("main [data-f]")];
  let panel = null;
  let asker = null;
  const close = () => {
    panel?.remove();
    panel = null;
    asker?.focus();
  };
  const explain = (number, before = []) => {
    const [id, printed, made, operands, exact] = figures[number];
    panel?.remove();
    panel = make("aside", { class: "origin", "aria-label": "数的来历", tabindex: "-1" });
    panel.append(make("h2", {}, id.replaceAll("/", " · ")));
    panel.append(make("p", {}, printed + (exact ? `（未舍入 ${exact}）` : "")));
    panel.append(make("p", {}, made ? `= ${made}` : "预算里直接列出的数"));
    if (operands.length) {
      const list = make("ol");
      for (const operand of operands) {
        const line = make("li");
        line.append(button(figures[operand][0].replaceAll("/", " · "), () => explain(operand, [...before, number])));
        line.append(make("span", {}, figures[operand][1]));
        list.append(line);
      }
      panel.append(list);
    }
    if (before.length) panel.append(button("返回上一步", () => explain(before[before.length - 1], before.slice(0, -1))));
    panel.append(button("关闭", close, { class: "close" }));
    document.body.append(panel);
    panel.focus();
  };
  const ask = (element) => {
    asker = element;
    explain(Number(element.dataset.f));
  };
  const mode = button("点数字看来历", () => {
    const on = document.body.classList.toggle("asking");
    mode.setAttribute("aria-pressed", String(on));
    for (const element of shown) {
      if (on) element.setAttribute("tabindex", "0");
      else element.removeAttribute("tabindex");
    }
    if (!on) close();
  }, { "aria-pressed": "false" });
  const tools = make("div", { class: "tools" });
  tools.append(mode);
  document.querySelector(".top").append(tools);
  document.addEventListener("click", (event) => {
    const element = document.body.classList.contains("asking") && event.target.closest("main [data-f]");
    if (element) ask(element);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) close();
    if (event.key === "Enter" && document.body.classList.contains("asking") && event.target.dataset?.f) ask(event.target);
  });
})();
