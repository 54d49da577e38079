"""Kinds of lines of which there are none, although others say that there are some."""

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
_INCOME, _SPENT, _BASIC, _PROJECT = "收入", "支出", "基本支出", "项目"
SAYING: dict[str, tuple[str, dict[str, str | list[str]]]] = {
    _INCOME: (_SPENT, {"期": THIS_YEAR}),
    _SPENT: (_INCOME, {}),
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
    """A kind of which a unit has nothing, and how much others say that there is.

    `properties` are those that all that is lacking has; `denied`: the budget says that there is nothing, or
    the unit that its income is nil. (That a unit has no items in a list that others go on with, no workbook
    keeps: of it nothing is known.)
    """

    kind: str
    unit: str
    amount: Decimal
    properties: Mapping[str, str]
    denied: bool


def lacking_kinds(budget: Budget, records: Sequence[Amount], measured: Collection[str]) -> Iterator[Lacking]:
    """What no file says. A list that is written, be it empty, says that there is nothing more."""
    return (one for one in contradicted(budget, records, measured) if not one.denied)


def contradicted(budget: Budget, records: Sequence[Amount], measured: Collection[str]) -> Iterator[Lacking]:
    """What no file says, and what one says that there is none of."""
    for kind, (other, wanted) in SAYING.items():
        if kind not in measured:
            continue
        own = [record for record in records if record.kind == kind]
        having = {record.properties[UNIT] for record in own}
        if kind == _SPENT:  # projects say what is spent by 科目, but nothing of 基本支出
            lines = {budget.unit_of(line) for line in budget.expenditure}
            having &= lines | (having - {r.properties[UNIT] for r in records if r.kind == _BASIC})
        nil = having if kind == _INCOME else set[str]()
        having = {r.properties[UNIT] for r in own if r.figure.value} if kind == _INCOME else having
        amounts: dict[str, Decimal] = {}
        for record in records:
            if record.kind == other and record.matches(wanted):
                unit = record.properties[UNIT]
                amounts[unit] = amounts.get(unit, Decimal(0)) + record.figure.value
        whole = budget.gives(kind) and not (having or kind == _INCOME or budget.department.authority)
        for unit, amount in amounts.items():
            if amount and unit not in having:
                partly = kind == _SPENT and any(r.properties[UNIT] == unit for r in own)
                yield Lacking(kind, unit, amount, {"性质": _BASIC} if partly else {}, whole or unit in nil)
