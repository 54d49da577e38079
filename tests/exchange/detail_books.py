"""Random budgets as long lists, laid out as systems give them out: heads, units, sources, sums, codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st

from generator.exchange.importer.grid import Grid
from tests.exchange.sheets import NAME, Value

Draw = Callable[[st.SearchStrategy[Any]], Any]
UNITS = (("101001", "某局本级"), ("101002", "某中心"), ("101003", "某站"))
FUNCTIONS = {"2130301": "行政运行", "2130305": "水利工程建设", "2130306": "水利工程运行与维护"}
ECONOMIC = {"30101": "基本工资", "30201": "办公费", "30213": "维修（护）费", "31005": "基础设施建设"}
SOURCES = {"一般公共预算": "一般公共预算资金", "政府性基金": "政府性基金预算资金", "单位资金": "单位资金"}
CATEGORIES = {"基本支出": ("人员类", "公用经费"), "项目支出": ("特定目标类", "其他运转类")}


class Fact(NamedTuple):
    """An amount in 元, and what it is of."""

    unit: int
    nature: str
    project: str
    function: str
    economic: str
    source: str
    amount: Decimal


@dataclass
class Listing:
    """What was laid out, and the sheets."""

    facts: list[Fact]
    grids: list[Grid]

    def __repr__(self) -> str:
        sheets = "".join(f"\n{grid.name}\n" + "\n".join(map(str, grid.rows)) for grid in self.grids)
        return f"{self.facts}{sheets}"


@st.composite
def facts(draw: Draw) -> list[Fact]:
    """Amounts none of which is the sum of others by chance."""
    seed = draw(st.integers(1, 10**6))
    found: dict[tuple[Any, ...], Fact] = {}
    for _ in range(draw(st.integers(1, 8))):
        seed = (seed * 1103515245 + 12345) % 2**31
        nature = draw(st.sampled_from(sorted(CATEGORIES)))
        project = draw(st.sampled_from(("河道清淤", "闸站运维（二期）"))) if nature == "项目支出" else ""
        key = (
            draw(st.integers(0, 2)),
            nature,
            project,
            draw(st.sampled_from(sorted(FUNCTIONS))),
            draw(st.sampled_from(sorted(ECONOMIC))),
            draw(st.sampled_from(sorted(SOURCES))),
        )
        found[key] = Fact(*key, Decimal(seed % 10**8 + 1) / 100)
    return sorted(found.values())


@st.composite
def listings(draw: Draw) -> Listing:
    """A list of all amounts, or one for each 性质."""
    known = draw(facts())
    apart = draw(st.booleans())
    parts = [[one for one in known if one.nature == nature] for nature in CATEGORIES] if apart else [known]
    layout = _Layout(draw, apart)
    return Listing(known, [layout.grid(part) for part in parts if part])


class _Layout:
    def __init__(self, draw: Draw, apart: bool) -> None:
        self.apart = apart
        self.yuan = draw(st.booleans())
        self.joined = draw(st.booleans())
        self.across = draw(st.booleans())
        self.government = draw(st.booleans())
        self.sums = draw(st.sampled_from(("none", "last", "first", "units")))
        self.blank = draw(st.booleans())
        self.text = draw(st.booleans())

    def amount(self, value: Decimal) -> Value:
        """A cell with an amount."""
        number = value if self.yuan else value / 10000
        return f"{number:,}" if self.text else float(number)

    def heads(self) -> list[list[Value]]:
        """The rows of the head."""
        both: list[Value] = ["功能科目", "部门经济科目"]
        apart: list[Value] = ["功能科目编码", "功能科目名称", "部门经济科目编码", "部门经济科目名称"]
        labels = [*(["预算单位"] if self.joined else ["单位编码", "单位名称"])]
        first = [*labels, "项目类别", "项目名称", *(both if self.joined else apart)]
        first += ["政府经济科目编码"] if self.government else []
        if not self.across:
            return [[*first, "资金来源", "金额"]]
        return [
            [*first, "合计", *["资金来源"] * len(SOURCES)],
            [*[None] * (len(first) + 1), *SOURCES],
        ]

    def grid(self, part: list[Fact]) -> Grid:
        """A sheet with a list."""
        nature = part[0].nature if self.apart else "支出"
        rows: list[list[Value]] = [[f"2025年{nature}明细表"], ["单位：元" if self.yuan else "单位：万元"]]
        rows += self.heads()
        rows += [self.total("合计", part)] if self.sums == "first" else []
        for unit in sorted({fact.unit for fact in part}):
            own = [fact for fact in part if fact.unit == unit]
            rows += self.lines(own)
            rows += [self.total("小计", own)] if self.sums == "units" else []
        rows += [self.total("合计", part)] if self.sums == "last" else []
        return Grid(NAME, nature, [["" if cell is None else cell for cell in row] for row in rows])

    def lines(self, own: list[Fact]) -> Iterator[list[Value]]:
        """The rows of a unit, which is named in the first one or in all."""
        for number, fact in enumerate(own):
            code, name = UNITS[fact.unit]
            unit: list[Value] = [f"{code}-{name}"] if self.joined else [code, name]
            category = CATEGORIES[fact.nature][number % 2 if fact.nature == "基本支出" else 0]
            function, economic = FUNCTIONS[fact.function], ECONOMIC[fact.economic]
            row: list[Value] = [None] * len(unit) if self.blank and number else unit
            row += [category, fact.project]
            if self.joined:
                row += [f"{fact.function}-{function}", f"[{fact.economic}]{economic}"]
            else:
                row += [int(fact.function), function, fact.economic, economic]
            row += ["50201"] if self.government else []
            yield [*row, *self.money([fact])]

    def money(self, of: list[Fact]) -> list[Value]:
        """The cells with amounts."""
        whole = sum((fact.amount for fact in of), Decimal(0))
        if not self.across:
            return [SOURCES[of[0].source] if len(of) == 1 else None, self.amount(whole)]
        sums = [sum((fact.amount for fact in of if fact.source == one), Decimal(0)) for one in SOURCES]
        return [self.amount(whole), *(self.amount(one) if one else None for one in sums)]

    def total(self, name: str, of: list[Fact]) -> list[Value]:
        """A row that sums others."""
        width = len(self.heads()[0]) - (1 + len(SOURCES) if self.across else 2)
        money = self.money(of)
        return [name, *[None] * (width - 1), *(money if self.across else [None, money[1]])]
