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

  // A copy of a table for a spreadsheet: merged heads stand in their first cell.
  const rowsOf = (table) => [...table.rows].map((row) => {
    const cells = [];
    for (const cell of row.cells) {
      cells.push(cell.textContent.replace(/\s+/g, " ").trim());
      for (let i = 1; i < cell.colSpan; i++) cells.push("");
    }
    return cells.join("\t");
  });
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.body.appendChild(make("textarea"));
      area.value = text;
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  for (const table of document.querySelectorAll("table.amounts")) {
    const tools = make("div", { class: "tools" });
    tools.append(button("复制这张表", async (event) => {
      const pressed = event.currentTarget;
      await copy(rowsOf(table).join("\n"));
      pressed.textContent = "已复制";
    }));
    table.closest(".scroll").before(tools);
  }

  // Projects by any column; totals and the units above projects stay where they are.
  const value = (row, column) => {
    const text = row.cells[column]?.textContent.trim() ?? "";
    const number = Number(text.replace(/,/g, ""));
    return text === "" ? -Infinity : Number.isNaN(number) ? text : number;
  };
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh");
  const sort = (table, column, direction) => {
    const body = table.tBodies[0];
    let run = [];
    const put = (end) => {
      run.map((row, at) => [value(row, column), at, row])
        .sort((a, b) => direction * compare(a[0], b[0]) || a[1] - b[1])
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
    const heads = [...table.tHead.querySelectorAll("th[scope=col]:not(.numbering)")]
      .sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left);
    heads.forEach((head, column) => {
      const inside = [...head.childNodes];
      const press = button("", () => {
        const direction = head.getAttribute("aria-sort") === "descending" ? 1 : -1;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
        sort(table, column, direction);
      });
      press.append(...inside);
      head.append(press);
    });
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
