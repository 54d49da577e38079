"""From the printed sums of several tables to the amounts by 科目, source, nature and period behind them.

No table shows all four at once: one has natures, one sources, one a source by nature. What a cell
sums is known, and no amount is negative, so most amounts follow: a nil sum makes all its parts nil, and
a sum of which one part is missing gives that part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from generator.exchange.importer.cells import CellPlace, decimals
from generator.exchange.importer.totals import HALF_CENT
from generator.model import Source
from generator.model.lines import CARRY_OVER, THIS_YEAR

ZERO = Decimal(0)
MOST_ROUNDS = 100
"""Times that what follows from assumptions and differences is followed; what is open then is told."""


class Variable(NamedTuple):
    """One amount behind the tables."""

    subject: str
    source: Source
    nature: str
    period: str
    unit: str = ""
    """The code of the 单位, where tables tell several apart."""


Amounts = Mapping[Variable, tuple[Decimal, CellPlace]]


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


class _Sum:
    """A sum of `variables`: `left` are not decided yet, `subjects` counts them where they are of several."""

    __slots__ = ("left", "news", "place", "rest", "subjects", "terms", "variables")

    def __init__(
        self, variables: frozenset[Variable], rest: Decimal, place: CellPlace, terms: int = 1
    ) -> None:
        self.variables, self.rest, self.place, self.terms = variables, rest, place, terms
        self.left = len(variables)
        self.subjects: dict[str, int] = {}
        for variable in variables:
            self.subjects[variable.subject] = self.subjects.get(variable.subject, 0) + 1
        self.news: list[Variable] = []
        """What was decided since the sum was looked at."""

    def without(self, known: Iterable[Variable], amounts: Amounts) -> None:
        """Subtract what is known."""
        for variable in known:
            self.left -= 1
            self.subjects[variable.subject] -= 1
            if not self.subjects[variable.subject]:
                del self.subjects[variable.subject]
            if amount := amounts[variable][0]:
                self.rest -= amount
                self.terms += 1

    def open(self, amounts: Amounts) -> frozenset[Variable]:
        """The variables that are not decided."""
        if self.left == len(self.variables):
            return self.variables
        return frozenset(one for one in self.variables if one not in amounts) if self.left else frozenset()


def solve(observations: Iterable[Observation]) -> Solution:
    """All amounts that `observations` decide."""
    return _Solver(list(observations)).solution


class _Solver:
    """Every sum is looked at again when something in it was decided: time grows with what there is to add."""

    def __init__(self, seen: list[Observation]) -> None:
        self.coarse = all(decimals(observation.value) <= 2 for observation in seen)
        self.solution = Solution()
        seen.sort(key=lambda one: len(one.variables))
        self.sums = [_Sum(one.variables, one.value, one.place) for one in seen]
        self.of: dict[Variable, list[int]] = {}
        for number, one in enumerate(self.sums):
            for variable in one.variables:
                self.of.setdefault(variable, []).append(number)
        self.due = set(range(len(self.sums)))
        self.passing: list[int] = []
        self.alone: dict[str, set[int]] = {}
        """The sums that are of one 科目 alone, by that."""
        self.touched: set[str] = set()
        self.sources: dict[tuple[str, str], set[tuple[Source, str]]] = {}
        """Of which sources and 性质 a unit has money for a 科目 this year."""
        self._propagate()
        for _ in range(MOST_ROUNDS):
            if not self._assume():
                break
            self._propagate()
        amounts = self.solution.amounts
        self.solution.open = [(one.open(amounts), one.rest, one.place) for one in self.sums if one.left]

    def _note(self, decided: Iterable[Variable], here: int) -> None:
        """What is decided by the sum `here`: the sums behind it learn it in this pass, others in the next."""
        for variable in decided:
            if variable.period == THIS_YEAR and self.solution.amounts[variable][0]:
                own = self.sources.setdefault((variable.unit, variable.subject), set())
                own.add((variable.source, variable.nature))
            for number in self.of.pop(variable, ()):
                if not self.sums[number].news:
                    if number > here >= 0:
                        heappush(self.passing, number)
                    else:
                        self.due.add(number)
                self.sums[number].news.append(variable)

    def _propagate(self) -> None:
        for _ in range(MOST_ROUNDS):
            self._follow()
            self._subtract()
            if not self.due:
                return
        self._follow()

    def _follow(self) -> None:
        """Pass over the sums, in their order, until nothing more is decided."""
        while self.due:
            self.passing, self.due = list(self.due), set()
            heapify(self.passing)
            while self.passing:
                self._look(heappop(self.passing))

    def _look(self, number: int) -> None:
        """What follows from a sum of which something was decided."""
        one = self.sums[number]
        news, one.news = one.news, []
        if not one.left:
            return
        one.without(news, self.solution.amounts)
        self._note(self._decide(one), number)
        if one.left and len(one.subjects) == 1:
            (subject,) = one.subjects
            self.alone.setdefault(subject, set()).add(number)
            self.touched.add(subject)

    def _subtract(self) -> None:
        """What a sum has beyond another of the same 科目 that is part of it."""
        amounts = self.solution.amounts
        touched, self.touched = sorted(self.touched), set()
        for subject in touched:
            group: dict[frozenset[Variable], _Sum] = {}
            for number in sorted(self.alone[subject]):
                if self.sums[number].left:
                    group.setdefault(self.sums[number].open(amounts), self.sums[number])
            for (whole, of), (part, less) in _parts(group):
                more, terms = of.rest - less.rest, of.terms + less.terms
                if len(whole) - len(part) > 1 and not self._is_nil(more, terms):
                    continue
                rest = _Sum(whole - part, more, of.place, terms)
                rest.without([one for one in rest.variables if one in amounts], amounts)
                self._note(self._decide(rest), -1)

    def _is_nil(self, rest: Decimal, terms: int) -> bool:
        """Whether it is nothing: between rounded cells a cent or two is the rounding's, and no amount."""
        return rest <= (HALF_CENT * terms if self.coarse and terms > 1 else ZERO)

    def _decide(self, one: _Sum) -> frozenset[Variable]:
        """The variables that a sum decides, if it does."""
        if not one.left:
            return frozenset()
        nil = self._is_nil(one.rest, one.terms)
        if not nil and one.left > 1:
            return frozenset()
        decided = one.open(self.solution.amounts)
        self.solution.amounts.update(dict.fromkeys(decided, (ZERO if nil else one.rest, one.place)))
        one.left = 0
        return decided

    def _assume(self) -> bool:
        """Give 结转 of unknown source or 性质 to that which the 科目 has this year; once a 科目 and call."""
        made: set[tuple[str, str]] = set()
        for one in self.sums:
            if not one.left or len(one.subjects) != 1:
                continue
            variables = one.open(self.solution.amounts)
            if {variable.period for variable in variables} != {CARRY_OVER}:
                continue
            about = {(variable.unit, variable.subject) for variable in variables}
            own = self.sources.get(next(iter(about)), set()) if len(about) == 1 else set()
            sources = {source for source, _ in own}
            chosen = [variable for variable in variables if variable.source in sources]
            if len(chosen) > 1:
                chosen = [variable for variable in chosen if (variable.source, variable.nature) in own]
            if len(sources) == 1 and len(chosen) == 1 and not about & made:
                made |= about
                self.solution.amounts[chosen[0]] = (one.rest, one.place)
                self.solution.assumed.append((chosen[0], one.place))
                self._note(chosen, -1)
        return bool(made)


Group = Mapping[frozenset[Variable], _Sum]
Named = tuple[frozenset[Variable], _Sum]


def _parts(group: Group) -> Iterator[tuple[Named, Named]]:
    """Every sum of a group with each that is a part of it."""
    having: dict[Variable, list[frozenset[Variable]]] = {}
    for variables in group:
        for variable in variables:
            having.setdefault(variable, []).append(variables)
    within: dict[frozenset[Variable], list[Named]] = {}
    for part in group.items():
        for whole in min((having[variable] for variable in part[0]), key=len):
            if part[0] < whole:
                within.setdefault(whole, []).append(part)
    for each in group.items():
        yield from ((each, part) for part in within.get(each[0], []))
