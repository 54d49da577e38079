"""Numbers of a workbook, which are binary, as the decimals that they stand for."""

from __future__ import annotations

from decimal import Decimal

SIGNIFICANT = 15
"""Digits that Excel itself works with; more are noise of binary arithmetic."""


def exact(value: float | int) -> Decimal:
    """The decimal that a binary number of a workbook stands for."""
    number = Decimal(repr(value))
    if len(number.normalize().as_tuple().digits) > SIGNIFICANT:
        number = Decimal(f"{number:.{SIGNIFICANT - 1}e}")
    return number if number != number.to_integral_value() else Decimal(int(number))
