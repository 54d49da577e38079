// What every sheet and column of a workbook is taken for, to be corrected before it is imported.
import { hint } from "./net.js";

const place = document.getElementById("mapping");
let plain = []; // kinds of sheets that have no columns to be said
let shown = false;

const make = (tag, values = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), values);
  made.append(...inside);
  return made;
};

export function forget() {
  shown = false;
  place.hidden = true;
  place.replaceChildren();
}

export function show(told) {
  forget();
  plain = told.plain;
  place.hidden = false;
  if (!told.sheets.length) return place.append(hint("这是本程序生成的工作簿，每一格是什么都写在里面，直接导入就行。"));
  shown = true;
  const words = make("datalist", { id: "mapping-words" }, ...told.words.map((word) => make("option", { value: word })));
  const go = make("button", { type: "button", className: "main", textContent: "照这样导入" });
  go.addEventListener("click", () => document.querySelector("[data-way=workbook]").requestSubmit());
  place.append(
    make("h2", { textContent: "怎么认的" }),
    hint("核对每张表的内容和每一列是什么，认错的改过来；不要的表选“不用”，不要的列空着。金额可以用 / 连起几个词，例如：一般公共预算/本年/基本支出"),
    words,
    ...told.sheets.map((sheet, index) => card(sheet, index, told)),
    make("p", { className: "do" }, go),
  );
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

function card(sheet, index, { kinds, units }) {
  const list = (name, label, choices, chosen) => {
    const made = make("select", { name }, ...choices.map((one) => new Option(one, one, false, one === chosen)));
    return make("label", {}, `${label} `, made);
  };
  const rows = make("input", { name: "rows", value: sheet.rows.join("-"), size: 6, autocomplete: "off" });
  const asked = make("p", { className: "asked" });
  asked.append(list("kind", "内容", kinds, sheet.what), list("unit", "金额单位", units, sheet.unit || "万元"), make("label", {}, "表头在第 ", rows, " 行"));
  const body = make("tbody");
  for (const [at, [letter, head, what]] of sheet.columns.entries()) {
    const input = make("input", { value: what, autocomplete: "off" });
    input.setAttribute("list", "mapping-words");
    input.setAttribute("aria-label", `${sheet.sheet} ${letter} 列是什么`);
    const row = make("tr", {}, make("th", { scope: "row", textContent: letter }), make("td", { textContent: head }), make("td", { className: "values", textContent: sheet.values[at].join("、") }), make("td", {}, input));
    Object.assign(row.dataset, { letter, head });
    body.append(row);
  }
  const heads = ["列", "表头", "前几格", "是什么"].map((textContent) => make("th", { scope: "col", textContent }));
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), body);
  const box = make("fieldset", {}, make("legend", { textContent: `${sheet.sheet}${sheet.known ? "" : "（没有认出）"}` }), asked, table);
  box.dataset.sheet = sheet.sheet;
  const fit = () => {
    const bare = plain.includes(box.querySelector("[name=kind]").value);
    table.hidden = bare || !sheet.columns.length;
    rows.parentElement.hidden = bare;
  };
  box.addEventListener("change", fit);
  fit();
  return box;
}

// The mapping as it stands now, null where the program is to find out itself.
export function said() {
  if (!shown) return null;
  const tables = [...place.querySelectorAll("fieldset")].map((box) => {
    const [kind, unit, rows] = ["kind", "unit", "rows"].map((name) => box.querySelector(`[name=${name}]`).value);
    const table = { 工作表: box.dataset.sheet, 内容: kind, 单位: unit };
    if (plain.includes(kind)) return table;
    const columns = [...box.querySelectorAll("tbody tr")]
      .map((row) => [row.dataset.letter, { 表头: row.dataset.head, 是: row.querySelector("input").value.trim() }])
      .filter(([, one]) => one.是);
    return { ...table, 表头行: rows.split(/\D+/).filter(Boolean).map(Number), 列: Object.fromEntries(columns) };
  });
  return new Blob([JSON.stringify({ 表: tables }, null, 1)]);
}
