"""What stands in a table: its columns, its rows and their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.figures.figure import Figure, Unit
from generator.figures.profile_specs import ORDINAL, BlockSpec, ColumnSpec
from generator.figures.rounding import CELL, AmountFormat
from generator.figures.subjects import RowPlan
from generator.model.base import UNFILLED


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a figure, or a text; `form` is how the figure is printed."""

    text: str = ""
    figure: Figure | None = None
    form: AmountFormat = CELL
    level: int = 0
    joined: bool = False
    """It belongs to the cell above it, which has the words of both."""

    @property
    def printed(self) -> str:
        """The characters in the cell."""
        if self.figure is None:
            return self.text
        return UNFILLED if self.figure.unwritten else self.form.printed(self.figure.value)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row; `style` is 合计 for totals. `keys` names its part in every block, "" for none."""

    cells: tuple[Cell, ...]
    style: str = ""
    keys: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The words of the row: code and name, or the names of both sides."""
        return " ".join(cell.text for cell in self.cells if cell.figure is None and cell.text)


@dataclass(frozen=True, slots=True)
class Column:
    """A printed column: its title in flat tables, its header path, and whether it holds amounts."""

    title: str
    path: tuple[str, ...]
    numeric: bool
    code: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the disclosure, ready to print. `empty` tables are published all the same.

    `unplaced` are the amounts that its totals have and that no row of 每 could take: a project without 科目.
    """

    number: str
    title: str
    label: str
    unit: str
    landscape: bool
    numbered: bool
    note: str
    remark: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unplaced: tuple[Figure, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether every cell is known, and none holds an amount."""
        figures = [cell.figure for row in self.rows for cell in row.cells if cell.figure]
        return not any(figure.value or figure.unwritten for figure in figures)

    def printed_rows(self) -> list[list[str]]:
        """The characters of every cell, as published."""
        return [[cell.printed for cell in row.cells] for row in self.rows]


def has_money(rows: Iterable[Row]) -> bool:
    """Whether there are amounts in the rows, or nothing at all."""
    units = {cell.figure.unit for row in rows for cell in row.cells if cell.figure}
    return Unit.MONEY in units or not units


def numbered(block: BlockSpec, rows: Iterable[tuple[RowPlan, Row]]) -> Iterator[Row]:
    """The rows of a block with their numbers, where it has a column of 序号."""
    at = next((index for index, column in enumerate(block.columns) if column.shows == ORDINAL), None)
    number = 0
    for plan, row in rows:
        if at is not None and plan.counted:
            number += 1
            cells = [*row.cells[:at], Cell(str(number)), *row.cells[at + 1 :]]
            row = replace(row, cells=tuple(cells))
        yield row


def joined(columns: Sequence[ColumnSpec], rows: Sequence[Row]) -> Iterator[Row]:
    """Rows in which the equal words of merged columns stand once: where those left of them are equal too."""
    merged = [index for index, column in enumerate(columns) if column.merged]
    before: list[str] = []
    for row in rows:
        cells, same = list(row.cells), bool(before)
        words = [cells[index].text for index in merged]
        for place, index in enumerate(merged):
            same = same and not row.style and words[place] == before[place]
            if same:
                cells[index] = replace(cells[index], text="", joined=True)
        before = [] if row.style else words
        yield replace(row, cells=tuple(cells)) if merged else row
