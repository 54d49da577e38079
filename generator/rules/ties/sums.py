"""Sides of a tie-out and their comparison.

Amounts are exact as written. Where the budget was typed from a printed document (金额精度 0.01万元)
every amount stands for an interval of ±0.005 万元; control totals and last year's figures are compared at
the decimals they are written with. Two sums agree when their intervals meet, so the slack grows with the
number of addends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from generator.figures import Disclosure, Figure
from generator.figures.records import Filter, Record, select
from generator.figures.told import exact
from generator.findings import Finding, Kind
from generator.model import SOURCES, Number
from generator.rules.ties.slips import WAN, Slip, slip_above, slip_between
from generator.source import Place

_HALF = Decimal("0.5")


def kind_of(figure: Figure) -> str:
    """The kind of the record that a figure is of; each of last year's is of its own."""
    kind = figure.id.partition("/")[0]
    return figure.id if kind == "上年" else kind


@dataclass(frozen=True)
class TieSide:
    """One side of a tie-out: what it is called, its figures, and half the width of its interval, in 万元.

    `kind` is that of its records, as far as they are of one.
    """

    name: str
    figures: tuple[Figure, ...]
    slack: Decimal = Decimal(0)
    kind: str = ""

    @cached_property
    def value(self) -> Decimal:
        """The exact sum."""
        return sum((figure.value for figure in self.figures), Decimal(0))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its records."""
        return frozenset((self.kind, *self._amounts))

    @cached_property
    def sources(self) -> frozenset[str]:
        """The sources of money that its figures are of, as far as their ids say so."""
        return frozenset(part for figure in self.figures for part in figure.id.split("/") if part in SOURCES)

    @cached_property
    def origins(self) -> frozenset[object]:
        """Where its figures come from."""
        return frozenset(figure.origin for figure in self.figures if isinstance(figure.origin, Place))

    @cached_property
    def _amounts(self) -> dict[str, list[Decimal]]:
        found: dict[str, list[Decimal]] = {}
        for figure in self.figures:
            found.setdefault(kind_of(figure), []).append(figure.value)
        return {kind: sorted(amounts) for kind, amounts in found.items()}

    def has(self, kind: str, amount: Decimal, slack: Decimal) -> bool:
        """Whether one of its figures of a kind is that amount, as far as it is known."""
        amounts = self._amounts.get(kind, [])
        first = bisect_left(amounts, amount - slack)
        return first < len(amounts) and amounts[first] <= amount + slack

    @property
    def place(self) -> Place | None:
        """Where its first figure stands, of those that are not nil if there are any."""
        figures = [figure for figure in self.figures if figure.value] or self.figures
        places = [figure.origin for figure in figures if isinstance(figure.origin, Place)]
        return places[0] if places else None

    def __add__(self, other: TieSide) -> TieSide:
        return TieSide(self.name, self.figures + other.figures, self.slack + other.slack, self.kind)


_NONE = TieSide("", ())


@dataclass(frozen=True, slots=True)
class Untied(Finding):
    """Two sides that are not equal, or of which the left is more than the right (`bound`). Money is in 万元.

    `advice` is its hint without a guess at the line, `unit` that of the budget's amounts.
    """

    left: TieSide = field(default=_NONE, repr=False, compare=False)
    right: TieSide = field(default=_NONE, repr=False, compare=False)
    advice: str = field(default="", repr=False, compare=False)
    unit: str = field(default="万元", repr=False, compare=False)
    bound: bool = field(default=False, repr=False, compare=False)


def is_given(disclosure: Disclosure, name: str) -> bool:
    """Whether a figure is read from a line, and all others of its kind are filled in."""
    if name not in disclosure.book:
        return False
    figure, kind = disclosure.book[name], name.partition("/")[0]
    return (
        isinstance(figure.origin, Place) and not figure.unwritten and kind not in disclosure.budget.unfilled
    )


class Ties:
    """Sides over the records of one disclosure, and their comparison."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.scale = WAN if disclosure.budget.unit == "元" else Decimal(1)
        printed = disclosure.budget.precision == "0.01万元"
        self.half = Decimal("0.005") if printed else Decimal(0)
        self._summed: set[str] = set()

    def exact(self, amount: Decimal) -> str:
        """An amount in 万元, as people are told it: in the unit that the budget is written in."""
        return exact(amount, self.disclosure.budget.unit)

    def told(self, side: TieSide) -> str:
        """Its name and exact value."""
        return f"{side.name} {self.exact(side.value)}"

    def of(self, name: str, figures: Iterable[Figure], kind: str = "") -> TieSide:
        """The sum of `figures`, amounts of a `kind` as this budget writes them."""
        terms = tuple(figures)
        return TieSide(name, terms, self.half * len(terms), kind)

    def records(self, kind: str, wanted: Filter) -> list[Record]:
        """The records of `kind` that match `wanted`: they are compared."""
        self._summed.add(kind)
        return select(self.disclosure.records, kind, wanted)

    def _are_whole(self, *sides: TieSide) -> bool:
        """Whether all that the sides are sums of is given.

        What is not written is not nil (T42); in a draft some is still to be filled in.
        """
        figures = [figure for side in sides for figure in side.figures]
        if any(figure.unwritten for figure in figures):
            return False
        unfilled = self.disclosure.budget.unfilled
        return not unfilled or (
            not self._summed & unfilled and all(is_given(self.disclosure, one.id) for one in figures)
        )

    def side(self, name: str, kind: str, wanted: Filter) -> TieSide:
        """The sum of the records of `kind` that match `wanted`."""
        return self.of(name, (record.figure for record in self.records(kind, wanted)), kind)

    def grouped(self, kind: str, by: str, wanted: Filter) -> dict[str, list[Figure]]:
        """The figures of the records of `kind` that match `wanted`, by the property `by` if they have it."""
        groups: dict[str, list[Figure]] = {}
        for record in self.records(kind, wanted):
            if record.properties.get(by):
                groups.setdefault(record.properties[by], []).append(record.figure)
        return groups

    def control(self, name: str, kind: str, wanted: Filter, numbers: Iterable[Number | None]) -> TieSide:
        """A control total, exact to the decimals that `numbers` are written with."""
        plain = self.side(name, kind, wanted)
        return TieSide(name, plain.figures, max(self.written_slack(numbers), plain.slack), kind)

    def written_slack(self, numbers: Iterable[Number | None]) -> Decimal:
        """Half a unit of the last decimal of each number, in 万元."""
        halves = (_HALF.scaleb(-number.decimals) for number in numbers if number)
        return sum(halves, Decimal(0)) / self.scale

    def agree(self, left: TieSide, right: TieSide) -> bool:
        """Whether the two sides may be equal."""
        within = abs(left.value - right.value) <= left.slack + right.slack
        return within or not self._are_whole(left, right)

    def compare(self, kind: Kind, left: TieSide, right: TieSide, hint: str, about: str) -> Iterator[Finding]:
        """A finding when the two sides cannot be equal."""
        if not self.agree(left, right):
            slip = slip_between(left.figures, right.figures, left.slack + right.slack)
            yield self._apart(kind, left, right, hint, about, slip)

    def at_most(self, kind: Kind, part: TieSide, whole: TieSide, hint: str, about: str) -> Iterator[Finding]:
        """A finding when `part` must be more than `whole`."""
        slack = part.slack + whole.slack
        if part.value - whole.value > slack and self._are_whole(part, whole):
            slip = slip_above(part.figures, whole.figures, slack)
            yield replace(self._apart(kind, part, whole, hint, about, slip), bound=True)

    def _apart(
        self, kind: Kind, left: TieSide, right: TieSide, hint: str, about: str, slip: Slip | None
    ) -> Untied:
        """The finding that tells both sides, exact, and their difference, at the line that explains it."""
        apart = self.exact(abs(left.value - right.value))
        message = f"{self.told(left)}，{self.told(right)}，相差 {apart}"
        figures = tuple(figure.id for figure in (*left.figures, *right.figures))
        place = left.place or right.place or self.disclosure.budget.place()
        unit, guess = self.disclosure.budget.unit, ""
        if slip:
            guess, place = slip.said(unit), slip.place or place
        told = (kind.code, kind.level, message, place, guess + hint, figures, about)
        return Untied(*told, left=left, right=right, advice=hint, unit=unit)
