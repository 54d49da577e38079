"""Kinds of lines that a budget, or a unit of it, has none of, although other sums say that there are some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.figures import Disclosure
from generator.figures.records import basic_lines
from generator.figures.rounding import ZERO
from generator.figures.told import exact
from generator.findings import Finding, Level
from generator.model import Budget, Sources
from generator.rules.acceptance import NOTHING_TO_ACCEPT
from generator.rules.slots import ABOUT_NOTHING
from generator.rules.structure import UNKNOWN_FIGURE, UNKNOWN_PROJECT
from generator.rules.ties.apart import Told, over
from generator.rules.ties.blamed import with_others
from generator.rules.ties.causes import best
from generator.rules.ties.sums import Untied

_FORMS = {
    "收入": ("“支出”", "收入: {一般公共预算: …}"),
    "支出": ("“收入”", "支出: [{科目: …, 性质: …, 一般公共预算: …}]"),
    "基本支出": (
        "“支出”里的基本支出",
        "基本支出: [{经济科目: …, 金额: …}]；没有基本支出的，写 []，“支出”里也不写它",
    ),
    "项目": (
        "“支出”里的项目支出",
        "项目: [{名称: …, 类别: …, 一般公共预算: …}]；没有项目的，写 []，“支出”里也不写项目支出",
    ),
}
"""What says that there are lines of a kind, how they are written, and what else says that there are none."""
_PROJECT = "项目"


def absent(disclosure: Disclosure, untied: Sequence[Untied], found: Sequence[Finding]) -> Iterator[Told]:
    """All that a kind lacks of which nothing is written: one thing of the budget, or of each unit."""
    budget = disclosure.budget
    codes = [unit.code for unit in budget.units] if budget.has_many_units else []
    names = {unit.code: unit.name for unit in budget.units}
    for kind in _FORMS:
        having = _having(budget, kind)
        lacking = [one for one in untied if _lacks(one, kind)]
        if not having:
            yield from _told(disclosure, kind, "", lacking, _about(disclosure, kind, None, found))
            continue
        general = [one for one in lacking if not one.units]
        for code in (code for code in codes if code not in having):
            own = [one for one in lacking if one.units == (code,)]
            if own and not _written_elsewhere(own, untied):
                followers = _about(disclosure, kind, code, found)
                yield from _told(disclosure, kind, names[code], [*own, *general], followers)
                general = []


def _written_elsewhere(lacking: Sequence[Untied], untied: Sequence[Untied]) -> bool:
    """Whether a line that explains all that is lacking stands in another unit."""
    causes = best(untied, frozenset())
    own = {number for number, one in enumerate(untied) if any(one is other for other in lacking)}
    return bool(causes) and causes[0].moved and bool(own & causes[0].elsewhere)


def _having(budget: Budget, kind: str) -> set[str]:
    """The codes of the units that have lines of a kind."""
    if kind == "收入":
        given = {part.unit: part.income for part in budget.parts}
        own = {code for code, income in given.items() if income and _amounts(income)}
        return own | ({budget.first_unit} if _amounts(budget.income) else set())
    if kind == _PROJECT:
        return {budget.unit_of(line) for line in budget.projects}
    basic = {budget.unit_of(line) for line, _ in basic_lines(budget)}
    if kind == "基本支出":
        return basic
    # Projects, too, say what is spent, where they give their 科目, but nothing of 基本支出.
    having = {budget.unit_of(line) for line in budget.expenditure}
    return having | ({budget.unit_of(line) for line in budget.projects if line.subject} - basic)


def _amounts(income: Sources) -> bool:
    return any(number.value for _, number in income.amounts())


def _lacks(one: Untied, kind: str) -> bool:
    more = over(one, kind) if kind in (one.left.kind, one.right.kind) else None
    return more is not None and more < ZERO


def _told(
    disclosure: Disclosure, kind: str, name: str, lacking: Sequence[Untied], followers: Sequence[Finding]
) -> Iterator[Told]:
    if not lacking:
        return
    kept, *others = sorted(lacking, key=lambda one: (one.level is not Level.ERROR, one.code))
    sides = [one.right if one.left.kind == kind else one.left for one in lacking if one.code == kept.code]
    whose, where = (f"“{name}”：", "给这个单位写上") if name else ("", "写上")
    other, form = _FORMS[kind]
    amount = exact(sum((side.value for side in sides), ZERO), disclosure.budget.unit)
    message = f"{whose}没有写“{kind}”，而{other}有 {amount}"
    told = replace(kept, message=message, hint=f"{where} {form}", place=sides[0].place or kept.place)
    yield Told(kept, replace(told, message=with_others(told, others)), [*others, *followers])


def _about(disclosure: Disclosure, kind: str, unit: str | None, found: Sequence[Finding]) -> list[Finding]:
    """What speaks of lines of the kind that are not there: projects, references to figures, changes."""
    budget = disclosure.budget
    if unit is not None:
        own = {table.project for table in budget.performance if table.owner in (None, unit)}
        changed = [one for one in found if one.code == "X08" and kind == "支出" and unit in one.units]
        lost = [one for one in found if one.code == UNKNOWN_PROJECT.code and one.about in own]
        return [*changed, *(lost if kind == _PROJECT else ())]
    tables = disclosure.profile.tables
    of_kind = [table.number for table in tables if any(block.kind == kind for block in table.blocks)]
    return [
        one
        for one in found
        if one.code == NOTHING_TO_ACCEPT.code  # of what is not there nothing is found
        or (one.code == UNKNOWN_PROJECT.code and kind == _PROJECT)
        or (one.code == ABOUT_NOTHING.code and one.about.partition("/")[0] == kind)
        or (one.code == UNKNOWN_FIGURE.code and one.about.partition(".")[0] in (kind, *of_kind))
    ]
