"""Random budgets laid out as random workbooks of strangers: words, order, merged heads, units, totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from generator.exchange.importer.grid import Area, Grid
from tests.exchange.sheets import Value

Draw = Callable[[st.SearchStrategy[Any]], Any]
Key = tuple[str, ...]
UNITS = (("101001", "某局本级"), ("101002", "某中心"), ("101003", "某站"))
SUBJECTS = {
    "2010301": "行政运行",
    "2010302": "一般行政管理事务",
    "2080505": "机关事业单位基本养老保险缴费支出",
}
ABOVE = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
}
ECONOMIC = {"30101": "基本工资", "30201": "办公费", "30301": "离休费"}
CLASSES = {"301": "工资福利支出", "302": "商品和服务支出", "303": "对个人和家庭的补助"}
SOURCES = {
    "一般公共预算": ("一般公共预算", "一般公共预算拨款", "一般公共预算财政拨款"),
    "政府性基金": ("政府性基金预算", "政府性基金预算拨款", "政府性基金"),
    "单位资金": ("单位资金", "自有资金", "其他资金"),
}
NATURES = ("基本支出", "项目支出")
ITEMS = ("因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费")
HEADS = {
    "code": ("科目编码", "科目代码", "功能分类科目编码"),
    "name": ("科目名称", "功能分类科目名称", "支出功能分类科目名称"),
    "both": ("科目", "支出功能分类科目", "功能分类科目"),
    "economic": ("经济科目编码", "部门预算经济科目编码", "经济分类科目编码"),
    "total": ("合计", "总计", "金额合计"),
    "unit": ("单位名称", "预算单位", "预算单位名称"),
    "unit code": ("单位编码", "单位代码", "预算单位编码"),
    "project": ("项目名称", "预算项目名称"),
    "head": ("单位名称：", "编制单位：", "部门/单位：", "预算单位:"),
}


@dataclass
class Book:
    """What was laid out, and how: amounts in 万元 by what tells them apart, and the sheets."""

    units: Sequence[tuple[str, str]]
    money: dict[Key, Decimal]
    projects: dict[Key, Decimal]
    economic: dict[Key, Decimal]
    items: dict[Key, Decimal]
    grids: list[Grid] = field(default_factory=list)

    def __repr__(self) -> str:
        sheets = "".join(f"\n{grid.name}\n" + "\n".join(map(str, grid.rows)) for grid in self.grids)
        return f"{self.money} {self.projects} {self.economic} {self.items}{sheets}"

    @property
    def unlike(self) -> bool:
        """Whether no two sheets are of one sort, though each is another unit's; or there is but one unit."""
        apart = {grid.name[-1] for grid in self.grids} - {"出", "目", "本", "公"}
        alone = len(self.named) == 1 and len({grid.name[-1] for grid in self.grids}) > 1
        return alone or (len(apart) > 1 and len({grid.name[:2] for grid in self.grids}) == len(self.grids))

    @property
    def whole(self) -> Book:
        """The same as one unit's, called as the department."""
        parts = (self.money, self.projects, self.economic, self.items)
        sums = (summed((("某局", *key[1:]), value) for key, value in part.items()) for part in parts)
        return Book([("101", "某局")], *sums)

    @property
    def named(self) -> list[str]:
        """The units that have any money."""
        keys = {key[0] for part in (self.money, self.projects, self.economic, self.items) for key in part}
        return [name for _, name in self.units if name in keys]


@dataclass(frozen=True)
class Layout:
    """What all sheets of a workbook have in common: how units are told apart, and what money is in."""

    draw: Draw
    units: str
    """sheets, columns, names (columns without codes) or none."""
    scale: str
    where: str
    whole: bool
    """Whether the department has sheets of its own, beside those of its units."""

    def word(self, key: str) -> str:
        """One of the usual words of a head."""
        return str(self.draw(st.sampled_from(HEADS[key])))

    def amount(self, value: Decimal) -> Value:
        """A cell with an amount; nil is blank, 0 or a dash."""
        if not value:
            return self.draw(st.sampled_from((None, 0, "-")))  # type: ignore[no-any-return]
        number = value * 10000 if self.scale == "元" else value
        return self.draw(st.sampled_from((float(number), f"{number:,.2f}")))  # type: ignore[no-any-return]


def _amounts(seed: int) -> Iterator[Decimal]:
    """Amounts none of which is the sum of others by chance."""
    while True:
        seed = (seed * 1103515245 + 12345) % 2**31
        yield Decimal(seed % 10**7 + 1) / 100


@st.composite
def books(draw: Draw) -> Book:
    """A budget of one to three units, laid out."""
    count, money = draw(st.integers(1, 3)), _amounts(draw(st.integers(0, 10**6)))
    units = UNITS[:count]
    book = Book(units, *({} for _ in range(4)))  # type: ignore[arg-type]
    names = [name for _, name in units]
    some = st.lists(st.sampled_from(names), min_size=1, unique=True)
    for subject in draw(st.lists(st.sampled_from(sorted(SUBJECTS)), min_size=1, unique=True)):
        for unit in draw(some):
            for nature in draw(st.lists(st.sampled_from(NATURES), min_size=1, unique=True)):
                for source in draw(st.lists(st.sampled_from(sorted(SOURCES)), min_size=1, unique=True)):
                    book.money[unit, subject, nature, source] = next(money)
    for name in draw(st.lists(st.sampled_from(("甲项目", "乙系统运维", "丙工程（二期）")), unique=True)):
        for unit in draw(some):
            book.projects[unit, name, draw(st.sampled_from(sorted(SOURCES)))] = next(money)
    for code in draw(st.lists(st.sampled_from(sorted(ECONOMIC)), unique=True)):
        for unit in draw(some):
            book.economic[unit, code] = next(money)
    for item in draw(st.lists(st.sampled_from(ITEMS), unique=True)):
        for unit in draw(some):
            book.items[unit, item] = next(money)
    ways = ("sheets", "columns", "names") if count > 1 else ("none",)
    layout = Layout(
        draw,
        draw(st.sampled_from(ways)),
        draw(st.sampled_from(("万元", "元"))),
        draw(st.sampled_from(("above", "head"))),
        draw(st.booleans()),
    )
    book.grids = list(_grids(book, layout))
    return book


def _grids(book: Book, layout: Layout) -> Iterator[Grid]:
    tables = [("支出", _spending), ("项目", _projects), ("基本", _economic), ("三公", _items)]
    for name, make in layout.draw(st.permutations(tables)):
        if layout.units == "sheets":
            for number, (_, unit) in enumerate(book.units):
                rows, merged = make(book, layout, [unit])
                if rows:
                    yield _grid(f"{name}{number}", rows, merged, layout, unit)
            rows, merged = make(book.whole, layout, ["某局"])
            if layout.whole and rows:
                yield _grid(f"{name}合", rows, merged, layout, "")
        else:
            rows, merged = make(book, layout, [unit for _, unit in book.units])
            if rows:
                yield _grid(name, rows, merged, layout, "")


Table = tuple[list[list[Value]], list[Area]]
"""Rows, the first of which is the title; merged cells, rows counted from the first row of the head."""


def _grid(name: str, rows: list[list[Value]], merged: list[Area], layout: Layout, unit: str) -> Grid:
    title, *rest = rows
    width = max(map(len, rest))
    above: list[Value] = [None] * width
    above[0] = f"{layout.word('head')}{unit or '某局'}"
    if layout.where == "above":
        above[-1] = layout.draw(st.sampled_from(("单位：", "金额单位："))) + layout.scale
    else:
        rest = [list(row) for row in rest]
        rest[0] = [f"{t}（{layout.scale}）" if t in (*HEADS["total"], "金额") else t for t in rest[0]]
    cells = [["" if value is None else value for value in row] for row in ([*title], above, *rest)]
    down = [((a + 2, b), (c + 2, d)) for (a, b), (c, d) in merged]
    return Grid("表.xlsx", name, cells, down)


def _labels(layout: Layout, unit: str, own: list[Value]) -> list[Value]:
    code = next((code for code, name in UNITS if name == unit), "101")
    if layout.units == "columns":
        return [code, unit, *own]
    return [unit, *own] if layout.units == "names" else own


def _label_heads(layout: Layout, own: list[Value]) -> list[Value]:
    if layout.units == "columns":
        return [layout.word("unit code"), layout.word("unit"), *own]
    return [layout.word("unit"), *own] if layout.units == "names" else own


def _total_labels(count: int) -> list[Value]:
    return ["合计", *[None] * (count - 1)]


def _with_totals(
    layout: Layout, body: list[list[Value]], labels: int, sums: Sequence[Decimal]
) -> list[list[Value]]:
    """The rows with a total above or below them, or none."""
    where = layout.draw(st.sampled_from(("top", "bottom", "no")))
    total = [*_total_labels(labels), *map(layout.amount, sums)]
    if where == "no":
        return body
    return [total, *body] if where == "top" else [*body, total]


def _columns(layout: Layout, parts: list[str]) -> list[str]:
    """The heads of the amounts in some order, with that of the total first, last or not at all."""
    where = layout.draw(st.sampled_from(("first", "last", "no")))
    heads = list(layout.draw(st.permutations(parts)))
    total = layout.word("total")
    if parts == ["金额"] or (where == "no" and layout.where == "above"):
        return heads
    return [total, *heads] if where != "last" else [*heads, total]


def _spending(book: Book, layout: Layout, units: Sequence[str]) -> Table:
    """支出 by 科目, with a column for every source under each nature, or the reverse: two rows of heads."""
    own = {key: value for key, value in book.money.items() if key[0] in units}
    if not own:
        return [], []
    by_nature = layout.draw(st.booleans())
    upper = [*NATURES] if by_nature else [*SOURCES]
    lower = [*SOURCES] if by_nature else [*NATURES]
    heads = _columns(layout, upper)
    way = layout.draw(st.sampled_from(("two", "one", "parts")))
    plain: dict[str, list[Value]] = {
        "two": [layout.word("code"), layout.word("name")],
        "one": [layout.word("both")],
        "parts": ["类", "款", "项", layout.word("name")],
    }
    labels = _label_heads(layout, plain[way])
    first, second, merged = [*labels], [None] * len(labels), [((0, c), (1, c)) for c in range(len(labels))]
    keys: list[tuple[str, str] | None] = []
    said = {
        word: layout.draw(st.sampled_from(SOURCES[word])) if word in SOURCES else word
        for word in (*SOURCES, *NATURES)
    }
    for head in heads:
        at = len(first)
        if head not in said:
            first.append(head)
            second.append(None)
            merged.append(((0, at), (1, at)))
            keys.append(None)
            continue
        below = list(layout.draw(st.permutations(lower)))
        first += [said[head], *[None] * (len(below) - 1)]
        second += [said[word] for word in below]
        merged.append(((0, at), (0, at + len(below) - 1)))
        keys += [(head, word) for word in below]

    def amounts(wanted: Callable[[Key], bool]) -> list[Decimal]:
        found = []
        for key in keys:
            every = [
                value
                for at, value in own.items()
                if wanted(at) and (key is None or {at[2], at[3]} == set(key))
            ]
            found.append(sum(every, Decimal(0)))
        return found

    body: list[list[Value]] = []
    above = layout.draw(st.booleans())
    for unit in units:
        subjects = sorted({key[1] for key in own if key[0] == unit})
        codes = sorted({code[:n] for code in subjects for n in ((3, 5, 7) if above else (7,))})
        for code in codes:
            name = {**ABOVE, **SUBJECTS}[code]
            row: list[Value] = [code, name] if way == "two" else [f"{code} {name}"]
            if way == "parts":
                row = [code[:3], code[3:5] or None, code[5:7] or None, name]
            sums = amounts(lambda key, u=unit, c=code: key[0] == u and key[1].startswith(c))  # type: ignore[misc]
            body.append([*_labels(layout, unit, row), *map(layout.amount, sums)])
    body = _with_totals(layout, body, len(labels), amounts(lambda _: True))
    return [["2024年部门支出总表"], first, second, *body], merged


def _flat(
    layout: Layout,
    title: str,
    labels: list[Value],
    own: list[tuple[str, list[Value], list[Decimal]]],
    parts: list[str],
    words: dict[str, str],
) -> Table:
    """A table with one row of heads; `own` are the rows, each with its amounts by `parts`."""
    heads = _columns(layout, parts)
    rows: list[list[Value]] = []
    every = _label_heads(layout, labels)

    def ordered(values: Sequence[Decimal]) -> list[Decimal]:
        by = dict(zip(parts, values, strict=True))
        return [by[head] if head in by else sum(values, Decimal(0)) for head in heads]

    for unit, said, values in own:
        rows.append([*_labels(layout, unit, said), *map(layout.amount, ordered(values))])
    sums = [sum((values[n] for _, _, values in own), Decimal(0)) for n in range(len(parts))]
    rows = _with_totals(layout, rows, len(every), ordered(sums))
    return [[title], [*every, *(words.get(head, head) for head in heads)], *rows], []


def _projects(book: Book, layout: Layout, units: Sequence[str]) -> Table:
    own: dict[tuple[str, str], list[Decimal]] = {}
    for (unit, name, source), value in book.projects.items():
        if unit in units:
            found = own.setdefault((unit, name), [Decimal(0)] * len(SOURCES))
            found[list(SOURCES).index(source)] += value
    if not own:
        return [], []
    rows: list[tuple[str, list[Value], list[Decimal]]] = [
        (unit, [name], v) for (unit, name), v in own.items()
    ]
    words = {source: layout.draw(st.sampled_from(SOURCES[source])) for source in SOURCES}
    return _flat(layout, "2024年项目支出表", [layout.word("project")], rows, [*SOURCES], words)


def _economic(book: Book, layout: Layout, units: Sequence[str]) -> Table:
    own = {key: value for key, value in book.economic.items() if key[0] in units}
    if not own:
        return [], []
    rows: list[tuple[str, list[Value], list[Decimal]]] = []
    for unit in units:
        codes = sorted(key[1] for key in own if key[0] == unit)
        for upper in sorted({code[:3] for code in codes}):
            below = [code for code in codes if code.startswith(upper)]
            rows += [(unit, [code, ECONOMIC[code]], [own[unit, code]]) for code in below]
    parts = layout.draw(st.sampled_from((["金额"], ["人员经费", "公用经费"])))
    if len(parts) > 1:
        rows = [
            (u, said, [*v, Decimal(0)] if said[0] != "30201" else [Decimal(0), *v]) for u, said, v in rows
        ]
    labels = [layout.word("economic"), "科目名称"]
    return _flat(layout, "2024年一般公共预算基本支出表", labels, rows, parts, {})


def _items(book: Book, layout: Layout, units: Sequence[str]) -> Table:
    own = {key: value for key, value in book.items.items() if key[0] in units}
    if not own:
        return [], []
    if layout.units in ("columns", "names"):
        rows: list[tuple[str, list[Value], list[Decimal]]] = [
            (unit, [], [own.get((unit, item), Decimal(0)) for item in ITEMS]) for unit in units
        ]
        return _flat(layout, "2024年“三公”经费支出表", [], rows, [*ITEMS], {})
    values = {item: sum((v for (_, i), v in own.items() if i == item), Decimal(0)) for item in ITEMS}
    body: list[list[Value]] = [[item, layout.amount(value)] for item, value in values.items()]
    head = [layout.draw(st.sampled_from(("项目", "项目名称", "支出项目"))), layout.word("total")]
    body = _with_totals(layout, body, 1, [sum(values.values(), Decimal(0))])
    return [["2024年“三公”经费支出表"], head, *body], []


def summed(pairs: Iterable[tuple[Key, Decimal]]) -> dict[Key, Decimal]:
    """Amounts by key, nil ones left out."""
    found: Counter[Key] = Counter()
    for key, value in pairs:
        if value:
            found[key] += value  # type: ignore[assignment]
    return dict(found)  # type: ignore[arg-type]
