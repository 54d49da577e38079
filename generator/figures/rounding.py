"""Rounding and the two ways a number is written: in a table cell and in a sentence."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal(0)


def rounded(value: Decimal, step: Decimal = CENT) -> Decimal:
    """四舍五入: half up, away from zero, to a multiple of a power of ten."""
    return value.quantize(step, rounding=ROUND_HALF_UP)


def in_cell(value: Decimal) -> str:
    """As a table prints it: two decimals, no thousands separator, nil is blank."""
    return "" if value == ZERO else f"{rounded(value):f}"


def in_sentence(value: Decimal) -> str:
    """As a sentence prints it: thousands separators and two decimals; nil is 0."""
    return "0" if value == ZERO else f"{rounded(value):,f}"


def plain(value: Decimal) -> str:
    """The exact value without an exponent or superfluous zeros: counts, areas."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
