"""Parts of forms (填表的各块): grids with rows, and questions with one answer each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.classification.subjects import TABLES
from generator.model.base import UNFILLED
from generator.model.kinds import UNIT
from generator.model.units import NAMES
from generator.source import Mapping, Scalar
from generator.source import Sequence as Items
from generator.workbench.changes import Key, Path_, says_nothing, value_at
from generator.workbench.forms.columns import AMOUNT, CODE, LINES, Column

NIL = "的写 0"
"""What a description says where nothing written is not the same as none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is written at `path`. `open`: it can be written here."""

    path: tuple[Key, ...]
    column: Column
    text: str = ""
    open: bool = True

    @property
    def unfilled(self) -> bool:
        """Whether it says 待填."""
        return self.text == UNFILLED

    @property
    def bare(self) -> bool:
        """Whether nothing is said yet."""
        return self.text in ("", UNFILLED)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a grid; `path` is the item of a list that it is, if it can be taken out."""

    label: str
    cells: tuple[Cell | None, ...]
    path: Path_ = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells. New ones are written at the end of the list at `list`; () when none can be.

    A row may belong to one of several lists: then its first cells say to which. Or it is a key, and its
    value, below `keys` of the item that its first cell names. `aside`: columns that hardly anybody needs.
    """

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    list: Path_ = ()
    into: tuple[str, ...] = ()
    keys: str = ""
    aside: frozenset[str] = frozenset()

    @property
    def cells(self) -> Iterator[Cell]:
        """All of its cells."""
        yield from (cell for line in self.lines for cell in line.cells if cell)

    def is_rare(self, index: int, units: int) -> bool:
        """Whether a column is shown on demand only: nothing stands in it, and nothing must."""
        column = self.columns[index]
        blank = not any((cell := line.cells[index]) and cell.text for line in self.lines)
        if column.label in self.aside:
            return blank
        if not self.list or column.required or (of_unit(column) and units > 1):
            return False
        single = [one for one in self.columns if len(one.path) == 1]
        if column.words and column in single and all(one.kind != AMOUNT for one in single):
            return False
        return blank if self.lines else column.kind != AMOUNT or column not in single


@dataclass(frozen=True, slots=True)
class Questions:
    """Answers that stand alone."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The form of the key `key`, of a unit (`whose`), of an item of it where it has several.

    `base` is where its keys lie. `nothing` says of the whole that there is none, where that can be said;
    `stands` is what is written for the whole: 无, 待填 or "" where nothing is. `silent` are the units
    of which nothing is written.
    """

    key: str
    description: str
    parts: tuple[Grid | Questions, ...]
    base: Path_
    nothing: Cell | None = None
    stands: str = ""
    whose: str = ""
    whoever: tuple[tuple[str, str], ...] = ()
    silent: frozenset[str] = frozenset()
    item: int = 0
    items: tuple[str, ...] = ()
    addable: tuple[str, ...] = ()
    money: bool = False

    @property
    def cells(self) -> Iterator[Cell]:
        """All of its cells."""
        for part in self.parts:
            yield from part.cells
        if self.nothing and all(cell.path != self.base for part in self.parts for cell in part.cells):
            yield self.nothing

    @property
    def asks(self) -> bool:
        """Whether anything is still to be filled in."""
        return self.stands == UNFILLED or any(cell.unfilled for cell in self.cells)

    @property
    def zeros(self) -> frozenset[Path_]:
        """The cells, empty yet, where 0 says that there is none; of a table without a list, one in a row."""
        found = [cell for part in self.parts for cell in part.cells if NIL in cell.column.description]
        if NIL in self.description:
            rows = (line.cells for grid in self.grids if not grid.list for line in grid.lines)
            found += [row[0] for row in rows if row[0] and all(not one or one.bare for one in row)]
        amounts = (cell for cell in found if cell.column.kind == AMOUNT)
        return frozenset(cell.path for cell in amounts if cell.open and cell.bare)

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Its grids."""
        return tuple(part for part in self.parts if isinstance(part, Grid))

    @property
    def tables(self) -> set[str]:
        """The tables of codes that its codes are from."""
        columns = [column for grid in self.grids for column in grid.columns]
        if self.key == NAMES:
            return set(TABLES.values())
        return {one.table for one in (*columns, *(cell.column for cell in self.cells)) if one.table}


def cell_at(mapping: Mapping, row: Sequence[Key], column: Column) -> Cell:
    """What is written for `column` below `row`."""
    path = (*row, *column.path)
    value = value_at(mapping, path)
    if isinstance(value, Scalar):
        return Cell(path, column, str(value).rstrip("\n"))
    if column.kind == LINES and isinstance(value, Items) and all(isinstance(one, Scalar) for one in value):
        text = "\n".join(" ".join(str(one).split("\n")).strip() for one in value)
        return Cell(path, column, text)
    closed = value is not None or any(
        isinstance(above := value_at(mapping, path[:length]), Scalar) and not says_nothing(above)
        for length in range(1, len(path))
    )
    return Cell(path, column, open=not closed)


def of_unit(column: Column) -> bool:
    """Whether it names a 预算单位."""
    return column.kind == CODE and column.path[-1] == UNIT


def grid_of(mapping: Mapping, base: Path_, columns: tuple[Column, ...], title: str = "") -> Grid:
    """The grid of the list at `base`, a row for each of its items."""
    there = value_at(mapping, base)
    paths = [(*base, index) for index in range(len(there) if isinstance(there, Items) else 0)]
    lines = [
        Line(str(number), tuple(cell_at(mapping, path, column) for column in columns), path)
        for number, path in enumerate(paths, 1)
    ]
    return Grid(title, columns, tuple(lines), base)
