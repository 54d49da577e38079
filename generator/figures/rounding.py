"""Rounding, and how an amount is written: in a table cell, in a sentence, as a profile or a budget asks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from generator.model.number_format import Nil

CENT = Decimal("0.01")
ZERO = Decimal(0)
_YUAN = 10000


def rounded(value: Decimal, step: Decimal = CENT) -> Decimal:
    """四舍五入: half up, away from zero, to a multiple of a power of ten."""
    return value.quantize(step, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class AmountFormat:
    """How money is printed; `nil` stands for no money at all: nothing, 0, 0 with the decimals, or a mark.

    Values go in as exact 万元. What is not nil and rounds to nothing is printed with its decimals.
    """

    unit: Literal["万元", "元"] = "万元"
    decimals: int = 2
    thousands: bool = False
    nil: Nil = "空"

    @property
    def factor(self) -> int:
        """What 万元 are multiplied by to get the printed unit."""
        return _YUAN if self.unit == "元" else 1

    @property
    def step(self) -> Decimal:
        """The last printed digit, in the printed unit."""
        return Decimal(1).scaleb(-self.decimals)

    def rounded(self, value: Decimal) -> Decimal:
        """`value` at the printed precision, in 万元."""
        return rounded(value * self.factor, self.step) / self.factor

    def printed(self, value: Decimal) -> str:
        """The characters, without the unit."""
        if value == ZERO:
            return {"空": "", "0.00": f"{ZERO:.{self.decimals}f}"}.get(self.nil, self.nil)
        return f"{rounded(value * self.factor, self.step):{',' if self.thousands else ''}f}"

    @property
    def excel(self) -> str:
        """The same as a number format of Excel; a cell that is blank for nil holds no number."""
        whole = "#,##0" if self.thousands else "0"
        number = f"{whole}.{'0' * self.decimals}" if self.decimals else whole
        zero = self.printed(ZERO)
        return number if zero in ("", f"{ZERO:.{self.decimals}f}") else f'{number};-{number};"{zero}"'


CELL = AmountFormat()
"""As a table prints it when nobody asks for more: two decimals, no thousands separator, nil is blank."""
SENTENCE = AmountFormat(thousands=True, nil="0")
"""As a sentence prints it: thousands separators and two decimals; nil is 0."""


def in_sentence(value: Decimal) -> str:
    """As a sentence prints it that has no format of its own."""
    return SENTENCE.printed(value)


def decimals_of(value: Decimal) -> int:
    """How many decimals the exact value has."""
    return len(plain(value).partition(".")[2])


def plain(value: Decimal) -> str:
    """The exact value without an exponent or superfluous zeros: counts, areas."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
