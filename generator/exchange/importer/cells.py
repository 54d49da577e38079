"""Cells of a workbook: where one stands, and the exact number or the text that it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from generator.foreign.workbooks.numbers import exact

_APOSTROPHES = ("'", "‘", "’", "`")
"""What stands before digits that are to be a text."""
DASHES = frozenset("-－—–―─/／")


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell; `row` and `column` are counted from 0."""

    file: str
    sheet: str
    row: int
    column: int

    @property
    def short(self) -> str:
        """Within the workbook: 预算!C12."""
        return f"{self.sheet}!{xl_rowcol_to_cell(self.row, self.column)}"

    def __str__(self) -> str:
        return f"{self.file}:{self.short}"


def cell_text(value: object) -> str:
    """What a cell says, as a text: a whole number without a decimal point, a date as 2024-01-31.

    An apostrophe before digits is not said: it was typed for Excel.
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return f"{exact(value):f}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).replace("\r\n", "\n").replace("\xa0", " ").strip()
    return text[1:] if text[:1] in _APOSTROPHES and text[1:].isdecimal() else text


_NARROW = str.maketrans("（）［］【】：／０１２３４５６７８９", "()[][]:/0123456789")


def squeezed(text: str) -> str:
    """`text` without blanks, line breaks and the width of its brackets: for comparison only."""
    return "".join(text.split()).translate(_NARROW)


def is_nil(text: str) -> bool:
    """Whether a cell that says `text` is blank, or has a dash for nothing."""
    return not set(text.strip()) - DASHES - {" ", "　"}


def plain_number(value: Decimal, decimals: int = 0) -> str:
    """`value` in digits with at least so many `decimals`."""
    text = f"{value:f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{fraction}" if fraction else whole


def to_places(value: Decimal, places: int) -> Decimal:
    """`value` rounded half up to so many decimal `places`."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def decimals(value: Decimal) -> int:
    """How many decimals `value` has, zeros at its end left out."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
