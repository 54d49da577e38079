"""By how much the sides of a tie-out are apart, and the line of money that would explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from generator.figures import Figure
from generator.figures.rounding import ZERO
from generator.findings import Finding
from generator.model import SOURCES
from generator.model.lines import CARRY_OVER
from generator.model.vocabulary import APPROPRIATIONS
from generator.rules.ties.sums import Untied
from generator.source import Place


@dataclass(frozen=True, slots=True)
class Cause:
    """A line of money that would explain the differences with the numbers in `own` and `elsewhere`.

    It is `excess` 万元 too large in its `own` sums; in those of `elsewhere` that is just what is missing.
    `without`: the kind of which a line like this one is missing in all these sums; "" where there is none.
    """

    figure: Figure
    place: Place
    excess: Decimal
    own: frozenset[int]
    elsewhere: frozenset[int]
    without: str = ""

    @property
    def explained(self) -> frozenset[int]:
        """The numbers of the differences."""
        return self.own | self.elsewhere

    @property
    def whole(self) -> bool:
        """Whether none of the amount belongs where it stands."""
        return not self.without and self.excess == self.figure.value

    @property
    def moved(self) -> bool:
        """Whether all of it belongs elsewhere."""
        return bool(self.elsewhere) and self.excess == self.figure.value

    @property
    def line(self) -> tuple[str, ...]:
        """What tells the line of a budget from others: its id without source and period."""
        *line, _ = (part for part in self.figure.id.split("/") if part != CARRY_OVER)
        return tuple(line)


def over(one: Untied, kind: str) -> Decimal | None:
    """How much larger the side with records of a kind is than the other; None where it has no such side."""
    apart = one.left.value - one.right.value
    for side, more in ((one.left, apart), (one.right, -apart)):
        if kind in side.kinds:
            return more
    return None


def within(one: Untied, kind: str, excess: Decimal, slack: Decimal) -> bool:
    """Whether a part that is more than its whole is no more when records of a kind are less by `excess`."""
    more = over(one, kind)
    return more is not None and (ZERO <= more <= excess + slack or excess - slack <= more <= ZERO)


def near(value: Decimal | None, other: Decimal, slack: Decimal) -> bool:
    """Whether two amounts are one, as far as they are known."""
    return value is not None and abs(value - other) <= slack


def slack_of(one: Untied) -> Decimal:
    """How far its sides may be apart and agree all the same."""
    return one.left.slack + one.right.slack


def figures_of(one: Untied) -> tuple[Figure, ...]:
    """The figures of both sides."""
    return (*one.left.figures, *one.right.figures)


def of_same_money(one: Untied, other: Untied) -> bool:
    """Whether one amount may lack in both: of the same source, and both carried over or neither."""
    periods = {CARRY_OVER in sum_.about.split("/") for sum_ in (one, other) if not sum_.bound}
    return bool(_sources(one) & _sources(other)) and len(periods) < 2


def _sources(one: Untied) -> frozenset[str]:
    """Those that a sum is of; 基本支出 by 经济科目 is of the first."""
    about = frozenset(part for part in one.about.split("/") if part in SOURCES)
    return about or (one.left.sources | one.right.sources) or frozenset(map(str, APPROPRIATIONS[:1]))


class Told(NamedTuple):
    """What is told in place of `kept`, and of the `others`, which are told no more."""

    kept: Finding
    told: Finding
    others: Sequence[Finding]
