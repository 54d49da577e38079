"""A sheet as it passes from the confined reader to the command: plain values that JSON holds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from generator.exchange.importer.cells import CellPlace, exact
from generator.exchange.importer.grid import Area, Grid

Cell = tuple[int, int]


class TooMuchError(Exception):
    """The sheets reach too far, or are too many; the words go on after the name of the file."""


class SpoiledError(Exception):
    """A cell that no program writes so; the words go on after the name of the file."""


class LockedError(Exception):
    """The file opens with a password only."""


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

        Raises SpoiledError for a number that is none, ValueError for what no program writes.
        """
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, float) and not math.isfinite(cell):
                    raise SpoiledError(
                        f":{CellPlace('', self.name, row, column).short} 里的数是无穷大，或大得存不下"
                    )
        height, width = len(self.rows), max(map(len, self.rows), default=0)
        if sum(_size(area, height, width) for area in self.merged) > height * width:
            raise ValueError("merged cells lie over each other")
        factors = {(row, column): factor for row, column, factor in self.scaled}
        rows = [
            [_told(_shown(cell, factors.get((row, column)))) for column, cell in enumerate(cells)]
            for row, cells in enumerate(self.rows)
        ]
        return {**vars(self), "rows": rows}


def grid_of(file: str, said: Mapping[str, Any]) -> Grid:
    """The grid that a sheet is, from JSON."""
    rows = [[_cell(cell) for cell in row] for row in said["rows"]]
    merged = [((top, left), (bottom, right)) for (top, left), (bottom, right) in said["merged"]]
    broken = {(row, column): words for row, column, words in said["broken"]}
    grid = Grid(file, said["name"], rows, merged, broken, said["hidden"])
    grid.scaled = [(row, column) for row, column, _ in said["scaled"] if grid.value(row, column) != ""]
    grid.hidden_rows = [row for row in said["hidden_rows"] if grid.row_texts(row)]
    grid.notes = [((row, column), words) for row, column, words in said["notes"]]
    full = {column for row in range(grid.height) for column in range(grid.width) if grid.text(row, column)}
    grid.hidden_columns = [column for column in said["hidden_columns"] if column in full]
    return grid


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


def _cell(said: Any) -> object:
    if not isinstance(said, list):
        return said
    sort, text = said
    if sort == "timedelta":
        return timedelta(seconds=text)
    readers = {
        "datetime": datetime.fromisoformat,
        "date": date.fromisoformat,
        "time": time.fromisoformat,
    }
    return readers[sort](text)
