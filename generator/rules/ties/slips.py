"""Which line explains a difference: written twice, in 元 for 万元, or with a digit more, less or swapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.figures import Figure
from generator.figures.told import exact
from generator.source import Place

WAN = Decimal(10000)
WRITTEN_TWICE = "写了两遍，相差的正好是它；"
"""What is said of a line that explains a difference because it stands there once more."""
_CANDIDATES = 3
_FAR = 5
"""A part this many times its whole is not merely too large."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What one line of those that are `named` would explain; `place` is where it stands.

    `others` are lines that another slip of the hand would explain as well.
    """

    named: tuple[Figure, ...]
    words: str
    place: Place | None
    others: tuple[Slip, ...] = ()

    def said(self, unit: str) -> str:
        """As it is told, amounts in the budget's 金额单位."""
        own = "或".join(f"“{f.id}”{exact(f.value, unit)}" for f in self.named) + self.words
        return "或者".join((own, *(other.said(unit) for other in self.others)))


Signed = tuple[Figure, Decimal]
"""A figure, and what it would be if the difference were its fault alone."""


def slip_between(left: Sequence[Figure], right: Sequence[Figure], slack: Decimal) -> Slip | None:
    """The line by which two sums differ that ought to be equal; None when none or too many explain it."""
    error = _sum(left) - _sum(right)
    larger = left if error > 0 else right
    signed = [(f, f.value - error) for f in left] + [(f, f.value + error) for f in right]
    return (
        _whole(_sum(left), _sum(right))
        or row_too_many(larger, abs(error), slack)
        or slip_among(signed, slack)
    )


def slip_among(signed: Sequence[Signed], slack: Decimal) -> Slip | None:
    """The line of those that may be wrong that a slip of the hand explains; None when that is not clear.

    What a moved point explains, digits may explain in another line: both are told while they are few.
    """
    if mixed := _only(signed, slack, (4, -4), "像是元和万元弄混了"):
        return mixed
    told: list[Slip] = []
    moved = _only(signed, slack, (1, 2, 3, -1, -2, -3), "像是小数点点错了，或多写、少写了零")
    for slip in (moved, *_digits(signed, slack)):
        if slip and sum(len(one.named) for one in (*told, slip)) <= _CANDIDATES:
            told.append(slip)
    return replace(told[0], others=tuple(told[1:])) if told else None


def slip_above(part: Sequence[Figure], whole: Sequence[Figure], slack: Decimal) -> Slip | None:
    """The one line that makes a part larger than its whole."""
    bound = _sum(whole)
    larger = [figure for figure in part if figure.value > bound + slack]
    signed = [(f, f.value + _sum(part) - bound) for f in whole]
    if slip := _whole(_sum(part), bound) or _only(signed, slack, (4, -4), "像是元和万元弄混了"):
        return slip
    if len(larger) != 1:
        return None
    mixed = bound and larger[0].value > _FAR * bound and larger[0].value / WAN <= bound
    named, words = ((larger[0],), "像是元和万元弄混了，或者小数点点错了；") if mixed else ((), "")
    return Slip(named, words, _place(larger[0]))


def _sum(figures: Sequence[Figure]) -> Decimal:
    return sum((figure.value for figure in figures), Decimal(0))


def _whole(left: Decimal, right: Decimal) -> Slip | None:
    """Both sums as such: all of one side is written in the other unit."""
    small, large = sorted((left, right))
    if small and large == small * WAN:
        return Slip((), "两个数正好差 10000 倍，像是元和万元弄混了；", None)
    return None


def row_too_many(larger: Sequence[Figure], error: Decimal, slack: Decimal) -> Slip | None:
    """A row that is as large as the difference: written twice on the larger side, or missing on the other."""
    equal = [f for f in larger if abs(f.value - error) <= slack < f.value]
    first: dict[tuple[str, Decimal], Figure] = {}
    for figure in equal:
        twin = first.setdefault((re.sub(r"#\d+$", "", figure.id), figure.value), figure)
        if twin is not figure:
            return Slip((figure,), WRITTEN_TWICE, _place(figure))
    if len(equal) != 1 or len(larger) == 1:
        return None
    return Slip((equal[0],), "正好是相差的数：这一行像是多写了，或者另一边漏了它；", _place(equal[0]))


def _only(signed: Sequence[Signed], slack: Decimal, powers: tuple[int, ...], said: str) -> Slip | None:
    """The figure, or one of a few, that would be right with its point moved by one of `powers`.

    What is left of it must be more than the slack: else any row that is as large as the difference would do.
    """
    fits = [
        figure
        for figure, right in signed
        if figure.value > 0 and any(_shifted(figure.value, right, power, slack) for power in powers)
    ]
    return _among(fits, said)


def _among(fits: Sequence[Figure], said: str) -> Slip | None:
    """The one figure that fits, or a few; more would be guessing."""
    if not 0 < len(fits) <= _CANDIDATES:
        return None
    return Slip(tuple(fits), f"{said}；", _place(fits[0]))


def _shifted(value: Decimal, right: Decimal, power: int, slack: Decimal) -> bool:
    shifted = value.scaleb(-power)
    return abs(shifted - right) <= slack and shifted > 2 * slack


def _digits(signed: Sequence[Signed], slack: Decimal) -> Iterator[Slip | None]:
    """The figures that would be right with two neighbouring digits swapped, or with one more or less."""
    for slipped, said in ((_swapped, "像是有两位数字写颠倒了"), (_missing, "像是多写或漏写了一位数字")):
        fits = [f for f, right in signed if any(slipped(a, b) for a, b in _written(f.value, right, slack))]
        yield _among(fits, said)


def _written(value: Decimal, right: Decimal, slack: Decimal) -> Iterator[tuple[str, str]]:
    """The digits of a figure and of what it ought to be, at the same decimals."""
    decimals = max(2, -int(Decimal(value.normalize()).as_tuple().exponent))
    step = Decimal(1).scaleb(-decimals)
    near = right.quantize(step) if abs(right) < Decimal(10) ** 15 else Decimal(0)
    if value > 0 and near > 0 and abs(near - right) <= slack:
        yield str(int(value / step)), str(int(near / step))


def _swapped(written: str, right: str) -> bool:
    if len(written) != len(right):
        return False
    apart = [index for index, pair in enumerate(zip(written, right, strict=True)) if pair[0] != pair[1]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and written[apart[0]] == right[apart[1]]
        and written[apart[1]] == right[apart[0]]
    )


def _missing(written: str, right: str) -> bool:
    short, long = sorted((written, right), key=len)
    if len(long) != len(short) + 1 or len(short.rstrip("0")) < 3:
        return False
    return any(long[:index] + long[index + 1 :] == short for index in range(len(long)))


def _place(figure: Figure) -> Place | None:
    return figure.origin if isinstance(figure.origin, Place) else None
