"""Figure: a number that knows how it came to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from generator.figures.rounding import CENT, SENTENCE, ZERO, AmountFormat, in_sentence, plain, rounded
from generator.model.base import UNFILLED
from generator.source import Place


class Unit(StrEnum):
    """What a figure counts. Money is kept in 万元, exact."""

    MONEY = "万元"
    YUAN = "元"
    PERCENT = "%"
    COUNT = "个"
    AREA = "平方米"


class Formula(NamedTuple):
    """How a figure follows from others: `operator` is 和, 差, 占比, 增减率, 个数 or 折合万元."""

    operator: str
    operands: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number. `value` is exact; `origin` is the place it was written at, or a formula over other figures.

    `form` is how people are told it when it is money: as its table or the sentences print it.
    A figure without origin is one that no file states: an empty sum, or a figure last year left out.
    `unwritten` are the ids of the facts below it that the budget does not state: then `value` lacks them, and
    what is printed is 待填.
    """

    id: str
    value: Decimal
    unit: Unit
    origin: Place | Formula | None = field(default=None, repr=False, compare=False)
    form: AmountFormat = field(default=SENTENCE, repr=False, compare=False)
    unwritten: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def printed(self) -> str:
        """The rounded value as people are told it, with thousands separators and without the unit."""
        if self.unwritten:
            return UNFILLED
        if self.unit is Unit.MONEY:
            return self.form.printed(self.value)
        if self.unit is Unit.PERCENT:
            return f"<{CENT}" if self.value > ZERO and not self.rounded else in_sentence(self.value)
        exact = plain(self.value)
        if self.unit is not Unit.YUAN:
            return exact
        text = f"{Decimal(exact):,f}"
        _, point, cents = text.partition(".")
        return text + "0" * (2 - len(cents)) if point else text

    @property
    def rounded(self) -> Decimal:
        """The value at the printed precision; money in 万元 all the same."""
        if self.unit is Unit.MONEY:
            return self.form.rounded(self.value)
        return rounded(self.value) if self.unit is Unit.PERCENT else self.value

    @property
    def unit_printed(self) -> str:
        """The unit that `printed` is in."""
        return self.form.unit if self.unit is Unit.MONEY else str(self.unit)
