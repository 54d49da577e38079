"""T45, T46: a whole budget, or all of last year, in the wrong unit, where every sum agrees all the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.figures import Disclosure
from generator.figures.rounding import rounded
from generator.figures.told import exact
from generator.findings import Finding, Kind, Level, some_of
from generator.rules.ties.sums import Ties
from generator.source import Place

LAST_YEAR_SCALE = Kind("T45", "与上年相差太大，像是金额单位弄错了", Level.WARNING)
PER_HEAD = Kind("T46", "人均基本支出不可能", Level.WARNING)

_TOTALS = ("收入总计", "支出总计", "一般公共预算支出")
_TOTAL_FACTOR, _PART_FACTOR = 20, 1000
_STEP = Decimal("0.0001")
_LEAST, _MOST = Decimal("0.05"), Decimal(2000)
"""万元 a head and year; who was paid least and most is well within, a wrong unit well without."""


def last_year_scale(disclosure: Disclosure) -> Iterator[Finding]:
    """Totals of two years are not 20 times each other, single amounts not 1000 times."""
    book, told, ids = disclosure.book, [], []
    places: list[Place] = []
    for name, now in disclosure.profile.last_year.items():
        if now not in book or f"上年/{name}" not in book:
            continue
        figures = book[now], book[f"上年/{name}"]
        if book[now].unwritten:
            continue
        small, large = sorted(figure.value for figure in figures)
        if out_of_scale(name, small, large):
            now_told, before = (exact(figure.value, disclosure.budget.unit) for figure in figures)
            told.append(f"{name}（上年 {before}，本年 {now_told}）")
            ids += [figure.id for figure in figures]
            places += [figure.origin for figure in figures if isinstance(figure.origin, Place)]
    if told:
        unit = disclosure.budget.unit
        yield LAST_YEAR_SCALE.at(
            places[0] if places else disclosure.budget.place("上年"),
            some_of(told, 3),
            f"整份预算连同“上年”都以{unit}为单位；核对是不是有一年照另一种单位填了",
            tuple(ids),
            "上年",
        )


def out_of_scale(name: str, small: Decimal, large: Decimal) -> bool:
    """Whether an amount of two years is too different to be in one unit."""
    return 0 < small * (_TOTAL_FACTOR if name in _TOTALS else _PART_FACTOR) < large


def per_head(disclosure: Disclosure) -> Iterator[Finding]:
    """基本支出 / 在职人数 lies between what is paid anywhere."""
    budget = disclosure.budget
    staff = budget.department.organisation.staff or budget.department.organisation.posts
    if not staff or not staff.value:
        return
    ties = Ties(disclosure)
    spent = ties.side("基本支出", "支出", {"性质": "基本支出"})
    head = spent.value / staff.value
    if spent.value and not _LEAST <= head <= _MOST:
        message = f"{ties.told(spent)}，{staff.value:f} 人，人均 {ties.exact(rounded(head, _STEP))}"
        hint = f"核对“金额单位”（现在是{budget.unit}）和填的数是不是一种单位，再核对人数"
        ids = tuple(figure.id for figure in spent.figures)
        yield PER_HEAD.at(budget.place("金额单位") or spent.place, message, hint, ids, "基本支出")


RULES = (last_year_scale, per_head)
