"""Column widths: an amount never wraps, and names share what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.document.measures import Measures
from generator.figures import Table
from generator.figures.cells import Column

RULES = 0.5
"""Millimetres that the rules beside a cell take, with some room."""
FEWEST = 8
"""Characters that a column of names has room for, if it has as many."""
_DIGIT, _POINT, _PER_CENT, _LATIN = 0.55, 0.26, 0.95, 0.6


def ems(text: str) -> float:
    """The width of `text` in 宋体, in em: figures 0.55, points 0.26, Latin at most 0.6."""
    return sum(map(_ems, text))


def _ems(char: str) -> float:
    if char.isdigit() and char.isascii():
        return _DIGIT
    if char in ".,":
        return _POINT
    if char == "%":
        return _PER_CENT
    return _LATIN if char.isascii() else 1.0


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table in type of one size.

    `widths` in millimetres; together they fill the text width. `fits`: no amount stands out of its column,
    and names have room. `names` are the columns of names, with what the name of every row needs.
    """

    widths: tuple[float, ...]
    fits: bool
    names: dict[int, tuple[float, ...]]

    def lines(self, row: int) -> int:
        """How many lines row `row` has."""
        return max(
            (-int(-needed[row] // self.widths[index]) for index, needed in self.names.items()), default=1
        )

    @property
    def wraps(self) -> bool:
        """Whether a name takes two lines."""
        return any(max(needed, default=0.0) > self.widths[index] for index, needed in self.names.items())


def columns_of(table: Table, em: float, whole: float, measures: Measures) -> Columns:
    """The columns of `table` on `whole` millimetres, in type of `em` millimetres."""
    beside = 2 * measures.cell_side + RULES
    fixed: dict[int, float] = {}
    names: dict[int, tuple[float, ...]] = {}
    asked: dict[int, float] = {}
    for index, column in enumerate(table.columns):
        head = max(map(ems, _head_parts(column))) * em + beside
        cells = [row.cells[index] for row in table.rows]
        if column.numeric or column.code:
            fixed[index] = max((ems(cell.printed) * em + beside for cell in cells), default=0.0)
            fixed[index] = max(fixed[index], head)
        else:
            names[index] = tuple(
                ems(cell.printed) * em + measures.indent * cell.level + beside for cell in cells
            )
            asked[index] = max((head, *names[index]))
    left, least = whole - sum(fixed.values()), FEWEST * em + beside
    widths = fixed | _shared(asked, max(left, 0.0), least)
    spare = max(whole - sum(widths.values()), 0.0) / len(widths)
    final = tuple(widths[index] + spare for index in range(len(table.columns)))
    fits = left >= 0 and all(final[index] >= min(width, least) for index, width in asked.items())
    return Columns(final, fits, names if fits else {})


def _shared(asked: dict[int, float], room: float, least: float) -> dict[int, float]:
    """What columns of names get of `room`: what they ask for, or a part of it.

    Those that ask for `least` or less get all of it, where the others have at least as much then.
    """
    short = {index: width for index, width in asked.items() if width <= least}
    long = {index: width for index, width in asked.items() if width > least}
    if not long or room - sum(short.values()) < least * len(long):
        short, long = {}, asked
    scale = min(1.0, (room - sum(short.values())) / sum(long.values())) if long else 1.0
    return short | {index: width * scale for index, width in long.items()}


def _head_parts(column: Column) -> Sequence[str]:
    """The stretches of the column's own head cell that are not broken."""
    return column.path[-1].split("/")


def millimetres(width: float) -> str:
    """`width` for a style sheet, to a hundredth."""
    return f"{Decimal(width):.2f}mm"
