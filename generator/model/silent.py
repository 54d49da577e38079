"""Units of a department of which nothing is written, or that there is nothing."""

from __future__ import annotations

from generator.model.budget import Budget
from generator.model.kinds import UNIT, money_lines
from generator.source import Place


def silent_units(budget: Budget) -> dict[str, str]:
    """The units of which nothing is written, though of others it is: their names by code."""
    if not budget.has_many_units:
        return {}
    written = {part.unit for part in budget.parts} | {line.said()[UNIT] for _, line in money_lines(budget)}
    first = "" in written or any(amount.value for _, amount in budget.income.amounts())
    written |= {budget.first_unit} if first else set()
    names = {unit.code: unit.name for unit in budget.units if unit.code not in written}
    return names if written - {budget.first_unit, ""} else {}


def place_of_none(budget: Budget, key: str, unit: str) -> Place | None:
    """Where it is written that `unit` has nothing in the list `key`; None where it is not."""
    empty = budget.written.empty if budget.written is not None else {}
    return empty.get((unit, key)) or (empty.get(("", key)) if unit == budget.first_unit else None)
