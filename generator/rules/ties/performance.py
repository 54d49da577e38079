"""绩效目标 against the projects, and its two sides against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.figures import Disclosure, Figure
from generator.figures.rounding import plain
from generator.findings import Finding, Kind, Level, some_of
from generator.model import IndicatorGroup, Performance
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.model.performance import weights_of
from generator.rules.needs import needs
from generator.rules.ties.slips import WAN
from generator.rules.ties.sums import Ties, TieSide

PERFORMANCE = Kind("T07", "绩效目标的年度资金与项目金额不等")
PERIOD_LESS = Kind("T15", "实施期资金小于年度资金")
ONE_YEAR = Kind("T16", "一年的项目实施期资金大于年度资金", Level.WARNING)
DURATION = Kind("T47", "项目属性与项目期不相称", Level.NOTE)
WEIGHTS = Kind("S98", "权重合计不是 100", Level.WARNING)
_HUNDRED = Decimal(100)
TWO_SIDES = Kind("T17", "实施期和年度的指标不同", Level.WARNING)


@needs("绩效目标")
def annual_funds(disclosure: Disclosure) -> Iterator[Finding]:
    """年度资金 (元) = the project's amount of this year × 10000; of what has only 上年结转, that or nil."""
    ties = Ties(disclosure)
    amounts = ties.grouped("项目", "项目", {"期": THIS_YEAR})
    budget = disclosure.budget
    tables = [  # of others it is not known whose they are (S40)
        t for t in budget.performance if t.owner is not None or len(budget.units_having(t.project)) < 2
    ]
    label = disclosure.budget.label_of_table
    projects = {disclosure.budget.label_of(project) for project in disclosure.budget.projects}
    carried = ties.grouped("项目", "项目", {"期": CARRY_OVER})
    left_over = {name: figures for name, figures in carried.items() if name not in amounts}
    bare = [f"“{t.project}”" for t in tables if label(t) in projects - left_over.keys() - amounts.keys()]
    if bare:
        yield PERFORMANCE.unchecked(f"{len(bare)} 个项目没有金额（{some_of(bare)}）")
    for table in tables:
        if label(table) in amounts:
            yield from _annual(disclosure, ties, table, amounts[label(table)])
        elif label(table) in left_over:
            yield from _carried(disclosure, ties, table, left_over[label(table)])


def _annual(
    disclosure: Disclosure, ties: Ties, table: Performance, amounts: list[Figure]
) -> Iterator[Finding]:
    label = disclosure.budget.label_of_table(table)
    annual = disclosure.book[f"绩效目标/{label}/年度资金/总额/折合万元"]
    left = TieSide(f"“{table.project}”：绩效目标的年度资金", (annual,))
    right = ties.of("项目本年金额", amounts)
    hint = "年度资金以元为单位，等于项目金额乘以 10000"
    for finding in ties.compare(PERFORMANCE, left, right, hint, table.project):
        yield replace(finding, place=table.place("年度资金"))


def _carried(
    disclosure: Disclosure, ties: Ties, table: Performance, amounts: list[Figure]
) -> Iterator[Finding]:
    """Only carried over: 年度资金 is what is carried over, or nil, for nothing is new."""
    label = disclosure.budget.label_of_table(table)
    annual = disclosure.book[f"绩效目标/{label}/年度资金/总额/折合万元"]
    if not annual.value:
        return
    left = TieSide(f"“{table.project}”：绩效目标的年度资金", (annual,))
    right = ties.of("项目的上年结转", amounts)
    hint = "本年没有新安排的项目，年度资金等于上年结转的金额乘以 10000，或者是 0"
    for finding in ties.compare(PERFORMANCE, left, right, hint, table.project):
        yield replace(finding, place=table.place("年度资金"))


@needs("绩效目标")
def whole_period(disclosure: Disclosure) -> Iterator[Finding]:
    """实施期资金 ≥ 年度资金, in 元; equal where the project ends within the year."""
    for table in disclosure.budget.performance:
        if not table.gives("实施期资金"):
            continue
        label = disclosure.budget.label_of_table(table)
        period, annual = (
            disclosure.book[f"绩效目标/{label}/{side}/总额"] for side in ("实施期资金", "年度资金")
        )
        difference = period.value - annual.value
        told = (
            f"“{table.project}”：实施期资金 {period.value:,f} 元，年度资金 {annual.value:,f} 元，"
            f"相差 {abs(difference):,f} 元"
        )
        place, figures = table.place("实施期资金"), (period.id, annual.id)
        if difference < 0:
            hint = "实施期资金包括本年的资金，不会更少；核对两处的金额"
            if period.value * WAN == annual.value:
                hint = f"两个数正好差 10000 倍，像是元和万元弄混了；{hint}"
            yield PERIOD_LESS.at(place, told, hint, figures, table.project)
        elif difference > 0 and _within_a_year(table):
            hint = "一次性、1 年的项目两处相等；跨年度的，改写“项目属性”和“项目期”"
            yield ONE_YEAR.at(place, told, hint, figures, table.project)


def _within_a_year(table: Performance) -> bool:
    return "一次性" in table.kind or table.duration.replace(" ", "") in ("1年", "一年")


@needs("绩效目标")
def duration(disclosure: Disclosure) -> Iterator[Finding]:
    """What goes on for years (延续性, 跨年度) is more than one; what ends after one is not."""
    for table in disclosure.budget.performance:
        one = table.duration.replace(" ", "") in ("1年", "一年")
        once = "一次性" in table.kind or "1年结束" in table.kind
        several = not once and any(word in table.kind for word in ("延续", "跨年", "持续", "长期"))
        longer = re.fullmatch(
            r"(?:[2-9]|\d{2,}|[二两三四五六七八九十])年(?:以上)?", table.duration.replace(" ", "")
        )
        if (one and several) or (longer and "1年结束" in table.kind):
            message = f"“{table.project}”的项目属性是“{table.kind}”，项目期却是“{table.duration}”"
            hint = "照批复核对这两项；延续性项目写整个实施期有几年"
            yield DURATION.at(table.place("项目期"), message, hint, (), table.project)


@needs("绩效目标")
def two_sides(disclosure: Disclosure) -> Iterator[Finding]:
    """Both sides of a table list the same 三级指标, in whatever order; else the author says why (接受)."""
    for table in disclosure.budget.performance:
        told = []
        first: tuple[str, ...] = ()
        for level, groups in table.indicators.items():
            for name, group in groups.items():
                differences = _differences(group)
                if differences:
                    first = first or ("指标", level, name)
                    told.append(f"{name}{differences}")
        if told:
            message = f"“{table.project}”：{'；'.join(told)}"
            hint = "把两侧的指标写成一样；确有不同的，在“接受”里说明理由"
            yield TWO_SIDES.at(table.place(*first), message, hint, (), table.project)


def weights(disclosure: Disclosure) -> Iterator[Finding]:
    """权重 of the indicators of the year add up to 100, where they are numbers."""
    budget, whole = disclosure.budget, disclosure.budget.unit_performance
    tables = [(table.project, table, table.weights()) for table in budget.performance]
    for name, table, said in (*tables, ("整体绩效", whole, weights_of(whole.indicators))):
        written = [weight.removesuffix("%").removesuffix("分") for weight in said]
        if not written or not all(re.fullmatch(r"\d+(\.\d+)?", weight) for weight in written):
            continue
        summed = sum(map(Decimal, written), Decimal(0))
        if summed != _HUNDRED:
            message = f"“{name}”有 {len(written)} 个指标写了权重，合计 {plain(summed)}，不是 100"
            hint = "核对有没有漏写权重的指标"
            yield WEIGHTS.at(table.place("指标"), message, hint, (), name)


def _differences(group: IndicatorGroup) -> str:
    sides = ("实施期", group.period, group.annual_list), ("年度", group.annual_list, group.period)
    told = []
    for side, own, other in sides:
        names = {indicator.name for indicator in other}
        only = [indicator.name for indicator in own if indicator.name not in names]
        if only:
            told.append(f"只在{side}一侧有{some_of([f'“{name}”' for name in only])}")
    return "，".join(told)


RULES = (annual_funds, whole_period, duration, two_sides, weights)
