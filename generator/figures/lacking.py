"""Kinds of lines of which nothing is written, although others say that there are some."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

from generator.figures.figure import Figure
from generator.model import Budget
from generator.model.kinds import UNIT
from generator.model.lines import THIS_YEAR
from generator.model.vocabulary import APPROPRIATIONS

_GENERAL, _FUND, _CAPITAL = APPROPRIATIONS
_SPENT, _BASIC, _PROJECT = "支出", "基本支出", "项目"
SAYING: dict[str, tuple[str, dict[str, str | list[str]]]] = {
    "收入": (_SPENT, {"期": THIS_YEAR}),
    _SPENT: ("收入", {}),
    _BASIC: (_SPENT, {"资金": _GENERAL, "性质": _BASIC, "期": THIS_YEAR}),
    _PROJECT: (_SPENT, {"性质": "项目支出"}),
    "政府性基金收入": (_SPENT, {"资金": _FUND, "期": THIS_YEAR}),
    "国有资本经营收入": (_SPENT, {"资金": _CAPITAL, "期": THIS_YEAR}),
}
"""Kinds that a unit may lack, and the amounts, of another kind, that say that there are some."""


class Amount(Protocol):
    """A record."""

    @property
    def kind(self) -> str: ...
    @property
    def properties(self) -> Mapping[str, str]: ...
    @property
    def figure(self) -> Figure: ...
    def matches(self, wanted: Mapping[str, str | list[str]]) -> bool: ...


class Lacking(NamedTuple):
    """A kind of which nothing is written of a unit, and how much others say that there is.

    `properties` are those that all that is lacking has.
    """

    kind: str
    unit: str
    amount: Decimal
    properties: Mapping[str, str]


def lacking_kinds(budget: Budget, records: Sequence[Amount], measured: Collection[str]) -> Iterator[Lacking]:
    """What no file says. A list that is written, be it empty, says that there is nothing more."""
    for kind, (other, wanted) in SAYING.items():
        if kind not in measured:
            continue
        having = {record.properties[UNIT] for record in records if record.kind == kind}
        if kind == _SPENT:  # projects say what is spent by 科目, but nothing of 基本支出
            own = {budget.unit_of(line) for line in budget.expenditure}
            having &= own | (having - {r.properties[UNIT] for r in records if r.kind == _BASIC})
        if not having and budget.gives(kind) and kind != "收入" and not budget.department.authority:
            continue
        amounts: dict[str, Decimal] = {}
        for record in records:
            if record.kind == other and record.matches(wanted):
                unit = record.properties[UNIT]
                amounts[unit] = amounts.get(unit, Decimal(0)) + record.figure.value
        for unit, amount in amounts.items():
            if amount and unit not in having:
                partly = kind == _SPENT and any(
                    r.kind == kind and r.properties[UNIT] == unit for r in records
                )
                yield Lacking(kind, unit, amount, {"性质": _BASIC} if partly else {})
