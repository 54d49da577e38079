"""What the department writes of itself against what its units write of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model.facts import Facts
from generator.rules.ties.sums import Ties

NOT_THE_SUM = Kind("T40", "部门的数与各单位的不符")
ITEMS_OF_LAST_YEAR = Kind("T41", "上年的三公经费不全", Level.WARNING)

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


def items_of_last_year(disclosure: Disclosure) -> Iterator[Finding]:
    """上年“三公”经费 is compared as a whole only where all its items are known."""
    names = [name for name in disclosure.profile.last_year if name.startswith("三公经费/")]
    missing = [name.partition("/")[2] for name in names if f"上年/{name}" not in disclosure.book]
    if missing and len(missing) < len(names):
        place = disclosure.budget.place("上年", "三公经费")
        message = f"上年的三公经费没有写“{'”“'.join(missing)}”，合计的增减算不出来，不印"
        hint = f"补上；上年没有安排的写 0：{', '.join(f'{name}: 0' for name in missing)}"
        yield ITEMS_OF_LAST_YEAR.at(place, message, hint, about="上年/三公经费")


RULES = (sums_of_units, items_of_last_year)
