"""What the department writes of itself against what its units write of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level, some_of
from generator.model.facts import Facts
from generator.model.silent import silent_units
from generator.rules.ties.sums import Ties

NOT_THE_SUM = Kind("T40", "部门的数与各单位的不符")
LAST_YEAR_IN_PART = Kind("T41", "上年的数不全", Level.WARNING)

_SHOWN = 3


def sums_of_units(disclosure: Disclosure) -> Iterator[Finding]:
    """政府采购, 国有资产, 人员, 整体绩效, 上年: what all units write adds up to what the department writes.

    Where only some of them write it, their sum is no more than the department's.
    """
    facts, ties = Facts(disclosure.budget), Ties(disclosure)
    for name, own in facts.own.items():
        units = facts.of_units.get(name, {})
        if not units:
            continue
        whole, total = facts.complete(name), sum((number.value for number in units.values()), Decimal(0))
        money = name.startswith(("政府采购", "上年", "整体绩效/金额"))
        slack = ties.written_slack([own]) * ties.scale if money and ties.half else Decimal(0)
        apart = total - own.value
        if (abs(apart) if whole else apart) <= slack:
            continue
        called = [f"{facts.units[code]} {number.value:,f}" for code, number in units.items()]
        told = "、".join(called[:_SHOWN]) + (f"等 {len(called)} 个单位" if len(called) > _SHOWN else "")
        who = "各单位" if whole else "有的单位"
        message = f"{name}：部门写的是 {own.value:,f}，{who}相加是 {total:,f}（{told}）"
        hint = "核对部门和各单位的数；各单位都写了的，部门的可以不写，由程序相加"
        yield NOT_THE_SUM.at(own.place, message, hint, (name,), name)


def last_year_in_part(disclosure: Disclosure) -> Iterator[Finding]:
    """A figure of last year that some of the 单位 do not give is not known; nor 三公经费 without an item."""
    facts, silent = Facts(disclosure.budget), silent_units(disclosure.budget)
    lacking: dict[tuple[str, ...], list[str]] = {}
    unknown = [name for name in disclosure.profile.last_year if f"上年/{name}" not in disclosure.book]
    for name in unknown:
        if units := [code for code in facts.lacking(f"上年/{name}") if code not in silent]:
            lacking.setdefault(tuple(facts.units[code] for code in units), []).append(name)
    for those, names in lacking.items():
        yield _lacked_by(disclosure, those, names)
    of_units = {name for names in lacking.values() for name in names}
    every = [name for name in disclosure.profile.last_year if name.startswith("三公经费/")]
    missing = [name.partition("/")[2] for name in every if name in unknown and name not in of_units]
    if missing and len(missing) < len(every):
        place = disclosure.budget.place("上年", "三公经费")
        message = f"上年的三公经费没有写“{'”“'.join(missing)}”，合计的增减算不出来，不印"
        hint = f"补上；上年没有安排的写 0：{', '.join(f'{name}: 0' for name in missing)}"
        yield LAST_YEAR_IN_PART.at(place, message, hint, about="上年/三公经费")


def _lacked_by(disclosure: Disclosure, units: tuple[str, ...], names: list[str]) -> Finding:
    """These `units` do not give what others give."""
    budget = disclosure.budget
    codes = [unit.code for unit in budget.units if unit.name in units]
    parts = [part for part in budget.parts if part.unit in codes]
    place = next((part.place("上年") or part.place("收入") for part in parts), None) or budget.place("单位")
    who = f"有的单位写了，{some_of(units, _SHOWN)}没有写"
    message = f"上年的{some_of(names, _SHOWN)}：{who}，部门的增减算不出来，不印"
    hint = "在这些单位的“上年”里补上，没有安排的写 0，没有这个单位的写 上年: 无；或在部门的文件里写部门的"
    return LAST_YEAR_IN_PART.at(place, message, hint, about=f"上年/{names[0].partition('/')[0]}")


RULES = (sums_of_units, last_year_in_part)
