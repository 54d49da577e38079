"""T50: dates that cannot be those of this budget."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.source import Place

ODD_DATE = Kind("T50", "日期不像本年度预算的", Level.WARNING)

_BEFORE, _FILED_BEFORE = 2, 1
"""Years before the budget's that 截至日期 and 填报日期 may be of: it is drawn up in the year before."""


def odd_dates(disclosure: Disclosure) -> Iterator[Finding]:
    """截至日期 lies in the year of the budget or the two before it, 填报日期 in that or the one before it."""
    year = disclosure.budget.year
    for what, day, place, about in _dates(disclosure):
        if not fits(day, year, _FILED_BEFORE if about.endswith("填报日期") else _BEFORE):
            when = "早" if day.year < year else "晚"
            message = f"{what}是 {day.isoformat()}，比 {year} 年度预算的时间{when}"
            yield ODD_DATE.at(place, message, "核对年份是否写错", about=about)


def fits(day: date, year: int, before: int = _BEFORE) -> bool:
    """Whether a day may be one of the budget of a year."""
    return year - before <= day.year <= year


def _dates(disclosure: Disclosure) -> Iterator[tuple[str, date, Place | None, str]]:
    budget = disclosure.budget
    for assets in budget.all_assets():
        if assets.as_of:
            yield "国有资产的截至日期", assets.as_of, assets.place("截至日期"), "国有资产/截至日期"
    for table in budget.performance:
        if table.filed:
            label = budget.label_of_table(table)
            yield f"“{table.project}”的填报日期", table.filed, table.place("填报日期"), f"{label}/填报日期"


RULES = (odd_dates,)
