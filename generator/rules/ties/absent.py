"""Kinds of lines that a budget, or a unit of it, has none of, although other amounts say that there are some.

No sum of them is compared: it is told once that they are not written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.figures import Disclosure
from generator.figures.lacking import SAYING, Lacking, contradicted
from generator.figures.records import Record
from generator.figures.rounding import ZERO
from generator.figures.told import exact
from generator.findings import Finding
from generator.model.kinds import UNIT
from generator.model.silent import place_of_none
from generator.rules.ties.basic import BASIC
from generator.rules.ties.funds import CAPITAL, FUND
from generator.rules.ties.projects import PROJECTS
from generator.rules.ties.totals import CONTROL_TOTAL
from generator.source import Place

_FORMS = {
    "收入": (CONTROL_TOTAL, "“支出”", "收入: {一般公共预算: …}"),
    "支出": (CONTROL_TOTAL, "“收入”", "支出: [{科目: …, 性质: …, 一般公共预算: …}]"),
    "基本支出": (
        BASIC,
        "“支出”里的基本支出",
        "基本支出: [{经济科目: …, 金额: …}]；没有基本支出的，写 []，“支出”里也不写它",
    ),
    "项目": (
        PROJECTS,
        "“支出”里的项目支出",
        "项目: [{名称: …, 类别: …, 一般公共预算: …}]；没有项目的，写 []，“支出”里也不写项目支出",
    ),
    "政府性基金收入": (FUND, "“支出”里的政府性基金", "政府性基金收入: [{科目: …, 金额: …}]"),
    "国有资本经营收入": (CAPITAL, "“支出”里的国有资本经营预算", "国有资本经营收入: [{科目: …, 金额: …}]"),
}
"""Who tells it, what says that there are lines of a kind, and how they are written."""


def kinds_not_written(disclosure: Disclosure) -> Iterator[Finding]:
    """What is spent or received of a kind is written there, too: of the budget, and of each unit."""
    budget, names = disclosure.budget, {unit.code: unit.name for unit in disclosure.budget.units}
    written = _written(disclosure)
    found: dict[str, list[Lacking]] = {}
    for one in (one for one in lacking_of(disclosure) if not one.denied):
        found.setdefault(one.kind, []).append(one)
    for kind, lacking in found.items():
        having = any(record.kind == kind and record.figure.value for record in written)
        if not budget.has_many_units or not having:
            yield _told(disclosure, kind, lacking, "")
            continue
        for one in lacking:
            yield replace(_told(disclosure, kind, [one], names[one.unit]), units=(one.unit,))


def lacking_of(disclosure: Disclosure) -> Iterator[Lacking]:
    """The kinds of which nothing is written, or that there is none, of each unit."""
    yield from contradicted(disclosure.budget, _written(disclosure), disclosure.profile.told)


def _written(disclosure: Disclosure) -> list[Record]:
    return [record for record in disclosure.records if record.figure.origin is not None]


def absent_kind(finding: Finding) -> str:
    """The kind of which a finding tells that nothing is written; "" for none."""
    kind, _, said = finding.about.partition("/")
    return kind if kind in _FORMS and said == "没有写" else ""


def denied_kinds(disclosure: Disclosure) -> Iterator[tuple[Lacking, Finding]]:
    """The kinds of which it is written that a unit has none, and what is told of that."""
    budget, names = disclosure.budget, {unit.code: unit.name for unit in disclosure.budget.units}
    for one in (one for one in lacking_of(disclosure) if one.denied):
        told, other, form = _FORMS[one.kind]
        whose = f"“{names[one.unit]}”：" if budget.has_many_units else ""
        message = f"{whose}“{one.kind}”写的是没有，而{other}有 {exact(one.amount, budget.unit)}"
        place = _nil(disclosure, one) or place_of_none(budget, one.kind, one.unit) or budget.place(one.kind)
        form = form.partition("；")[0]
        yield one, told.at(place, message, f"有的写上 {form}；没有的，核对{other}")


def _nil(disclosure: Disclosure, lacking: Lacking) -> Place | None:
    """Where the first amount stands that says that there is nothing."""
    for record in disclosure.records:
        if record.kind == lacking.kind and record.properties.get(UNIT) == lacking.unit:
            return record.figure.origin if isinstance(record.figure.origin, Place) else None
    return None


def _told(disclosure: Disclosure, kind: str, lacking: list[Lacking], name: str) -> Finding:
    told, other, form = _FORMS[kind]
    whose, where = (f"“{name}”：", "给这个单位写上") if name else ("", "写上")
    amount = exact(sum((one.amount for one in lacking), ZERO), disclosure.budget.unit)
    about, denial = f"{kind}/没有写", place_of_none(disclosure.budget, kind, lacking[0].unit)
    if denial and len(lacking) == 1:
        hint = f"有的写上 {form.partition('；')[0]}；没有的，核对{other}"
        return told.at(denial, f"{whose}“{kind}”写的是没有，而{other}有 {amount}", hint, about=about)
    message = f"{whose}没有写“{kind}”，而{other}有 {amount}"
    return told.at(_place(disclosure, lacking[0]), message, f"{where} {form}", about=about)


def _place(disclosure: Disclosure, lacking: Lacking) -> Place | None:
    """Where the first amount stands that says that there is something."""
    other, wanted = SAYING[lacking.kind]
    for record in disclosure.records:
        of_unit = record.properties.get(UNIT) == lacking.unit
        if record.kind == other and of_unit and record.figure.value and record.matches(wanted):
            return record.figure.origin if isinstance(record.figure.origin, Place) else None
    return disclosure.budget.place()


RULES = (kinds_not_written,)
