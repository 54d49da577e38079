"""机关运行经费 against the 公用经费 of the units that have it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.figures.records import basic_lines
from generator.findings import Finding, Kind, Level
from generator.model.department import Nature
from generator.rules.needs import needs
from generator.rules.ties.sums import Ties

RUNNING_COSTS = Kind("T13", "机关运行经费与公用经费不等", Level.WARNING)
NO_RUNNING_COSTS = Kind("T14", "事业单位填了机关运行经费", Level.WARNING)


@needs("机关运行经费", "基本支出")
def running_costs(disclosure: Disclosure) -> Iterator[Finding]:
    """行政 and 参公 units: 机关运行经费 = the unit's 公用经费 of 基本支出."""
    ties = Ties(disclosure)
    budget = disclosure.budget
    having = {code: name for code, name, nature in _units(disclosure) if nature != "事业"}
    if not having:
        return
    if not any(basic_lines(budget)):
        yield RUNNING_COSTS.unchecked("没有按经济科目填的基本支出")
    else:
        for code, name in having.items():
            given = ties.side(f"“{name}”的机关运行经费", "机关运行经费", {"单位": code})
            public = ties.side("它的公用经费", "基本支出", {"单位": code, "组别": "公用经费"})
            hint = "机关运行经费就是行政和参公单位基本支出里的公用经费；核对两处，事业单位要写明“性质”"
            yield from ties.compare(RUNNING_COSTS, given, public, hint, code)


@needs("机关运行经费")
def no_running_costs(disclosure: Disclosure) -> Iterator[Finding]:
    """事业 units that are not 参公 have no 机关运行经费."""
    ties = Ties(disclosure)
    for code, name, nature in _units(disclosure):
        given = ties.side("", "机关运行经费", {"单位": code})
        if nature == "事业" and given.value:
            message = f"“{name}”是事业单位，却填了机关运行经费 {ties.exact(given.value)}"
            hint = "只有行政单位和参公事业单位有机关运行经费；删去这一行，或核对单位的“性质”"
            ids = tuple(figure.id for figure in given.figures)
            yield NO_RUNNING_COSTS.at(given.place, message, hint, ids, code)


def _units(disclosure: Disclosure) -> Iterator[tuple[str, str, Nature]]:
    """Code, name and 性质 of every 单位; the department itself where none is listed."""
    department = disclosure.budget.department
    if not disclosure.budget.units:
        yield department.code, department.name, department.nature
    for unit in disclosure.budget.units:
        yield unit.code, unit.name, unit.nature or department.nature


RULES = (running_costs, no_running_costs)
