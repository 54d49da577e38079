"""Sides of a tie-out and their comparison.

Amounts are exact as written. Where the budget was typed from a printed document (金额精度 0.01万元)
every amount stands for an interval of ±0.005 万元; control totals and last year's figures are compared at
the decimals they are written with. Two sums agree when their intervals meet, so the slack grows with the
number of addends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.figures import Disclosure, Figure
from generator.figures.records import Filter, select
from generator.findings import Finding, Kind
from generator.model import Number
from generator.source import Place

_HALF = Decimal("0.5")
_WAN = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a tie-out: what it is called, its figures, and half the width of its interval, in 万元."""

    name: str
    figures: tuple[Figure, ...]
    slack: Decimal = Decimal(0)

    @property
    def value(self) -> Decimal:
        """The exact sum."""
        return sum((figure.value for figure in self.figures), Decimal(0))

    @property
    def place(self) -> Place | None:
        """Where its first figure stands."""
        places = [figure.origin for figure in self.figures if isinstance(figure.origin, Place)]
        return places[0] if places else None

    @property
    def told(self) -> str:
        """Its name and exact value."""
        return f"{self.name} {self.value:,f} 万元"

    def __add__(self, other: Side) -> Side:
        return Side(self.name, self.figures + other.figures, self.slack + other.slack)


class Ties:
    """Sides over the records of one disclosure, and their comparison."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.scale = _WAN if disclosure.budget.unit == "元" else Decimal(1)
        printed = disclosure.budget.precision == "0.01万元"
        self.half = Decimal("0.005") if printed else Decimal(0)

    def of(self, name: str, figures: Iterable[Figure]) -> Side:
        """The sum of `figures`, amounts as this budget writes them."""
        terms = tuple(figures)
        return Side(name, terms, self.half * len(terms))

    def side(self, name: str, kind: str, wanted: Filter) -> Side:
        """The sum of the records of `kind` that match `wanted`."""
        return self.of(name, (record.figure for record in select(self.disclosure.records, kind, wanted)))

    def grouped(self, kind: str, by: str, wanted: Filter) -> dict[str, list[Figure]]:
        """The figures of the records of `kind` that match `wanted`, by the property `by` if they have it."""
        groups: dict[str, list[Figure]] = {}
        for record in select(self.disclosure.records, kind, wanted):
            if record.properties.get(by):
                groups.setdefault(record.properties[by], []).append(record.figure)
        return groups

    def control(self, name: str, kind: str, wanted: Filter, numbers: Iterable[Number | None]) -> Side:
        """A control total, exact to the decimals that `numbers` are written with."""
        plain = self.side(name, kind, wanted)
        return Side(name, plain.figures, max(self.written_slack(numbers), plain.slack))

    def written_slack(self, numbers: Iterable[Number | None]) -> Decimal:
        """Half a unit of the last decimal of each number, in 万元."""
        halves = (_HALF.scaleb(-number.decimals) for number in numbers if number)
        return sum(halves, Decimal(0)) / self.scale

    def compare(self, kind: Kind, left: Side, right: Side, hint: str, about: str) -> Iterator[Finding]:
        """A finding when the two sides cannot be equal."""
        if abs(left.value - right.value) > left.slack + right.slack:
            yield self.apart(kind, left, right, hint, about)

    def at_most(self, kind: Kind, part: Side, whole: Side, hint: str, about: str) -> Iterator[Finding]:
        """A finding when `part` must be more than `whole`."""
        if part.value - whole.value > part.slack + whole.slack:
            yield self.apart(kind, part, whole, hint, about)

    def apart(self, kind: Kind, left: Side, right: Side, hint: str, about: str) -> Finding:
        """The finding that tells both sides, exact, and their difference."""
        message = f"{left.told}，{right.told}，相差 {abs(left.value - right.value):,f} 万元"
        hint = f"{_slip(left, right)}{hint}"
        figures = tuple(figure.id for figure in (*left.figures, *right.figures))
        place = left.place or right.place or self.disclosure.budget.place()
        return kind.at(place, message, hint, figures, about)


def _slip(left: Side, right: Side) -> str:
    """Which amount would make the sides agree if it were 10000 times smaller or larger: 元 for 万元."""
    small, large = sorted((left, right), key=lambda side: side.value)
    difference, slack = large.value - small.value, left.slack + right.slack
    if small.value and large.value == small.value * _WAN:
        return "两个数正好差 10000 倍，像是元和万元弄混了；"
    for side, factor in ((large, 1 - 1 / _WAN), (small, _WAN - 1)):
        for figure in side.figures:
            if figure.value and abs(figure.value * factor - difference) <= slack:
                return f"“{figure.id}”{figure.value:,f} 万元像是元和万元弄混了；"
    return ""
