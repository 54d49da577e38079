"""From the printed sums of several tables to the amounts by 科目, source, nature and period behind them.

No table shows all four at once: one has natures, one sources, one a source by nature. What a cell
sums is known, and no amount is negative, so most amounts follow: a nil sum makes all its parts nil, and
a sum of which one part is missing gives that part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generator.exchange.importer.cells import CellPlace, decimals
from generator.exchange.importer.totals import HALF_CENT
from generator.model import Source
from generator.model.lines import CARRY_OVER, THIS_YEAR

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Variable:
    """One amount behind the tables."""

    subject: str
    source: Source
    nature: str
    period: str
    unit: str = ""
    """The code of the 单位, where tables tell several apart."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A cell: it says that `variables` sum up to `value` 万元."""

    variables: frozenset[Variable]
    value: Decimal
    place: CellPlace
    soft: bool = False
    """Whether it only helps to decide, and need not hold: income that was spent, sums of projects."""


@dataclass
class Solution:
    """Amounts by variable with the cell they came from; `open` are the sums that remain undecided."""

    amounts: dict[Variable, tuple[Decimal, CellPlace]] = field(default_factory=dict)
    open: list[tuple[frozenset[Variable], Decimal, CellPlace]] = field(default_factory=list)
    assumed: list[tuple[Variable, CellPlace]] = field(default_factory=list)


@dataclass
class _Sum:
    variables: set[Variable]
    rest: Decimal
    place: CellPlace
    terms: int = 1


def solve(
    observations: Iterable[Observation], given: Mapping[Variable, tuple[Decimal, CellPlace]]
) -> Solution:
    """All amounts that `observations` decide; those in `given` are not asked for."""
    seen = list(observations)
    coarse = all(decimals(observation.value) <= 2 for observation in seen)
    solution = Solution(dict(given))
    sums = [_Sum(set(o.variables), o.value, o.place) for o in sorted(seen, key=lambda o: len(o.variables))]
    _propagate(sums, solution, coarse)
    while _assume(sums, solution):
        _propagate(sums, solution, coarse)
    solution.open = [(frozenset(s.variables), s.rest, s.place) for s in sums if s.variables]
    return solution


def _propagate(sums: list[_Sum], solution: Solution, coarse: bool) -> None:
    changed = True
    while changed:
        changed = False
        for one in sums:
            _without_known(one, solution)
            changed = _decide(one, solution, coarse) or changed
        changed = changed or _subtract(sums, solution, coarse)


def _without_known(one: _Sum, solution: Solution) -> None:
    known = {variable for variable in one.variables if variable in solution.amounts}
    amounts = [solution.amounts[variable][0] for variable in known]
    one.variables -= known
    one.rest -= sum(amounts, ZERO)
    one.terms += sum(1 for amount in amounts if amount)


def _subtract(sums: list[_Sum], solution: Solution, coarse: bool) -> bool:
    """What a sum has beyond another of the same 科目 that is part of it; whether that decided anything."""
    by_subject: dict[str, list[_Sum]] = {}
    for one in sums:
        subjects = {variable.subject for variable in one.variables}
        if len(subjects) == 1:
            by_subject.setdefault(subjects.pop(), []).append(one)
    changed = False
    for group in by_subject.values():
        for whole in group:
            for part in group:
                if part.variables and part.variables < whole.variables:
                    terms = whole.terms + part.terms
                    rest = _Sum(whole.variables - part.variables, whole.rest - part.rest, whole.place, terms)
                    _without_known(rest, solution)
                    changed = _decide(rest, solution, coarse) or changed
    return changed


def _decide(one: _Sum, solution: Solution, coarse: bool) -> bool:
    if not one.variables:
        return False
    # Between rounded cells a rest of a cent or two is the rounding's, not an amount.
    nil = one.rest <= (HALF_CENT * one.terms if coarse and one.terms > 1 else ZERO)
    if nil:
        solution.amounts.update(dict.fromkeys(one.variables, (ZERO, one.place)))
    elif len(one.variables) == 1:
        solution.amounts[next(iter(one.variables))] = (one.rest, one.place)
    else:
        return False
    one.variables = set()
    return True


def _assume(sums: list[_Sum], solution: Solution) -> bool:
    """Give a 结转 of unknown source to the one source that the 科目 has this year; once a call."""
    for one in sums:
        subjects = {(variable.unit, variable.subject) for variable in one.variables}
        periods = {variable.period for variable in one.variables}
        if len(subjects) != 1 or periods != {CARRY_OVER}:
            continue
        own = {
            variable.source
            for variable, (amount, _) in solution.amounts.items()
            if amount and variable.period == THIS_YEAR and (variable.unit, variable.subject) in subjects
        }
        chosen = [variable for variable in one.variables if variable.source in own]
        if len(own) == 1 and len(chosen) == 1:
            solution.amounts[chosen[0]] = (one.rest, one.place)
            solution.assumed.append((chosen[0], one.place))
            return True
    return False
