"""A sheet as it passes from the confined reader to the command: plain values that JSON holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from generator.foreign.workbooks.numbers import exact

Cell = tuple[int, int]
Area = tuple[Cell, Cell]
"""The first and the last cell of a merged one."""


class TooMuchError(Exception):
    """The sheets reach too far, or are too many; the words go on after the name of the file."""


class LockedError(Exception):
    """The file opens with a password only."""


class UnfitError(Exception):
    """No workbook that can be read: words that go on after the name of the file, and a hint."""

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why, hint)
        self.why, self.hint = why, hint


@dataclass(frozen=True)
class RawSheet:
    """A sheet; `scaled` has the cells that are shown so many times smaller than they are."""

    name: str
    rows: Sequence[Sequence[object]]
    merged: Sequence[Area] = ()
    broken: Sequence[tuple[int, int, str]] = ()
    scaled: Sequence[tuple[int, int, int]] = ()
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    notes: Sequence[tuple[int, int, str]] = ()
    """Comments on cells, with what they say."""

    def said(self) -> dict[str, Any]:
        """The sheet for JSON, numbers as their formats show them.

        Raises ValueError for what no program writes.
        """
        height, width = len(self.rows), max(map(len, self.rows), default=0)
        if sum(_size(area, height, width) for area in self.merged) > height * width:
            raise ValueError("merged cells lie over each other")
        factors = {(row, column): factor for row, column, factor in self.scaled}
        rows = [
            [_told(_shown(cell, factors.get((row, column)))) for column, cell in enumerate(cells)]
            for row, cells in enumerate(self.rows)
        ]
        return {**vars(self), "rows": rows}


def _size(area: Area, height: int, width: int) -> int:
    """How many cells of a sheet of that height and width lie in a merged one."""
    (top, left), (bottom, right) = area
    return max(min(bottom, height - 1) - top + 1, 0) * max(min(right, width - 1) - left + 1, 0)


def _shown(cell: object, factor: int | None) -> object:
    """A number as its number format shows it, all digits kept: what the unit in the heading is said of."""
    if factor is None or not isinstance(cell, int | float) or isinstance(cell, bool):
        return cell
    return float(exact(cell) / factor)


def _told(cell: object) -> object:
    """A cell as JSON: a text, a number or a truth value, or [sort, text] for a day or a time."""
    if isinstance(cell, timedelta):
        return ["timedelta", cell.total_seconds()]
    if isinstance(cell, date | time):
        return [type(cell).__name__, cell.isoformat()]
    return cell if isinstance(cell, str | int | float) else str(cell)
