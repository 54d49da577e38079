"""Column widths: an amount never wraps, and names share what is left."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.figures import Table
from generator.figures.table import Column

FONT_SIZE = 9.5
"""Points; the size of body cells in the style sheet."""
PADDING = 2.5
"""Millimetres beside the text of a cell, left and right together, with the rules."""
INDENT = 3.2
"""Millimetres that a level of names is indented, at the least."""
PORTRAIT, LANDSCAPE = 156.0, 225.0
"""Text width in millimetres."""

EM = FONT_SIZE * 25.4 / 72
_DIGIT, _POINT, _PER_CENT = 0.55, 0.26, 0.95


def text_width(text: str) -> float:
    """Millimetres that `text` takes in 宋体: figures 0.55 em, points 0.26 em, Latin at most 0.6 em."""
    ems = 0.0
    for char in text:
        if char.isdigit() and char.isascii():
            ems += _DIGIT
        elif char in ".,":
            ems += _POINT
        elif char == "%":
            ems += _PER_CENT
        else:
            ems += 0.6 if char.isascii() else 1.0
    return ems * EM


def column_widths(table: Table) -> list[float]:
    """The width of every column in millimetres; together they fill the text width."""
    whole = LANDSCAPE if table.landscape else PORTRAIT
    rows = table.printed_rows()
    widths: dict[int, float] = {}
    needed: dict[int, float] = {}
    for index, column in enumerate(table.columns):
        cells = [row[index] for row in rows]
        if column.numeric or column.code:
            widths[index] = max(map(text_width, [*cells, *_head_parts(column)]), default=0) + PADDING
        else:
            needed[index] = _widest_name(table, index, column) + PADDING
    left = whole - sum(widths.values())
    asked = sum(needed.values())
    scale = min(1.0, left / asked) if asked else 1.0
    widths |= {index: width * scale for index, width in needed.items()}
    spare = (whole - sum(widths.values())) / len(widths)
    return [widths[index] + spare for index in range(len(table.columns))]


def _head_parts(column: Column) -> Sequence[str]:
    """The stretches of the column's own head cell that are not broken."""
    return column.path[-1].split("/")


def _widest_name(table: Table, index: int, column: Column) -> float:
    cells = [row.cells[index] for row in table.rows]
    body = max((text_width(cell.printed) + INDENT * cell.level for cell in cells), default=0.0)
    return max(body, max(map(text_width, _head_parts(column))))


def millimetres(width: float) -> str:
    """`width` for a style sheet, to a hundredth."""
    return f"{Decimal(width):.2f}mm"
