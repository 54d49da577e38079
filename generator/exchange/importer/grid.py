"""A sheet as a grid of cells, with merged cells spread where codes and names are read."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from pydantic_core import PydanticCustomError

from generator.exchange.importer.cells import (
    CellPlace,
    cell_text,
    decimals,
    is_nil,
    plain_number,
    to_places,
)
from generator.exchange.importer.kinds import BAD_CELL, NO_RESULT, ROUNDED, too_much
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import SCALES
from generator.foreign.workbooks.numbers import exact
from generator.foreign.workbooks.raw_sheet import Area
from generator.model.base import NOTHING
from generator.model.number import MAX_DECIMALS, MAX_DIGITS, parse_number
from generator.source import limits

_IN_UNIT = re.compile(r"[￥¥]?([^元￥¥]*?)(万元|亿元|千元|元|)")


class Grid:
    """The cells of one sheet; rows and columns are counted from 0, beyond them everything is blank."""

    def __init__(
        self,
        file: str,
        name: str,
        rows: Sequence[Sequence[object]],
        merged: Sequence[Area] = (),
        broken: Mapping[tuple[int, int], str] | None = None,
        hidden: bool = False,
    ) -> None:
        self.file = file
        self.offset = 0
        """How many rows of the sheet stand above the first one: where it is one of several tables."""
        self.pages: Sequence[tuple[int, str]] = ()
        """Where it goes on on another sheet: from which row, and what that is called."""
        self.borrowed: tuple[str, ...] = ()
        """What stands above the first table of the sheet, and is said of this one, too."""
        self.part = False
        """Whether it is one of several tables that stand below one another on a sheet."""
        self.caption: tuple[str, tuple[int, int]] | None = None
        """The name of a unit that stands alone above the head, with its cell."""
        self.name = name
        self.rows = rows
        self.hidden = hidden
        self.merged = merged
        self.broken = broken or {}
        self.height = len(rows)
        self.width = max((len(row) for row in rows), default=0)
        self.scaled: Sequence[tuple[int, int]] = ()
        """Cells that were made smaller, as their number formats show them."""
        self.hidden_rows: Sequence[int] = ()
        self.hidden_columns: Sequence[int] = ()
        """Rows and columns that say something, but are not shown."""
        self.notes: Sequence[tuple[tuple[int, int], str]] = ()
        """Comments on cells."""
        self.unit = ""
        """The code of the 单位 whose sheet it is; "" for that of the department."""
        self.used: set[tuple[int, int]] = set()
        """Cells that say something for the result: a label, an amount, what totals are checked with."""
        self.dismissed: set[tuple[int, int]] = set()
        """Cells of which the user has said that they say nothing for it."""
        self.contrary: set[tuple[int, int]] = set()
        """Cells that were read and say something else than what was taken: the name of a 科目."""
        self._above: dict[tuple[int, int], tuple[int, int]] = {}
        for (top, left), (bottom, right) in merged:
            for row in range(top, min(bottom, self.height - 1) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    self._above[row, column] = (top, left)

    def place(self, row: int, column: int) -> CellPlace:
        """Where a cell stands."""
        row += self.offset
        start, name = next((page for page in reversed(self.pages) if page[0] <= row), (0, self.name))
        return CellPlace(self.file, name, row - start, column)

    def say(self, rows: Sequence[Sequence[object]]) -> None:
        """Let the cells say `rows`, as many as before."""
        self.rows = rows
        self.__dict__.pop("_texts", None)

    def section(self, first: int, end: int, without: Container[int] = ()) -> Grid:
        """The rows `first` to `end` − 1 as a sheet of their own; those in `without` are blank."""
        rows = [() if row in without else self.rows[row] for row in range(first, end)]
        merged = [
            ((top - first, left), (bottom - first, right))
            for (top, left), (bottom, right) in self.merged
            if first <= top <= bottom < end
        ]
        broken = {
            (row - first, column): said
            for (row, column), said in self.broken.items()
            if first <= row < end and row not in without
        }
        part = Grid(self.file, self.name, rows, merged, broken)
        part.offset, part.pages = self.offset + first, self.pages
        return part

    def named(self, row: int, column: int) -> None:
        """Note that a cell of the sheet says nothing new: a head that is repeated."""
        self.used.add((row - self.offset, column))

    def only(self, rows: Container[int]) -> Grid:
        """The same sheet with all other rows blank; what is used of the one is used of the other."""
        kept = [cells if row in rows else () for row, cells in enumerate(self.rows)]
        part = Grid(self.file, self.name, kept, self.merged, self.broken)
        part.used, part.contrary, part.pages = self.used, self.contrary, self.pages
        part.dismissed = self.dismissed
        return part

    def joined(self, more: Grid, body: int) -> Grid:
        """With the rows of another sheet from `body` on below its own."""
        down = self.height
        merged = [
            ((top + down, left), (bottom + down, right))
            for (top, left), (bottom, right) in more.merged
            if top >= body
        ]
        broken = {(row + down, column): said for (row, column), said in more.broken.items() if row >= body}
        rows = [*self.rows, *[()] * body, *more.rows[body:]]
        one = Grid(self.file, self.name, rows, [*self.merged, *merged], {**self.broken, **broken})
        one.pages = (*self.pages, (down, more.name))
        return one

    def use(self, row: int, column: int) -> None:
        """Note that a cell says something for the result."""
        self.used.add((row, column))

    def unused(self, row: int) -> bool:
        """Whether a row has a cell that says something and was not used yet."""
        cells = ((row, column) for column in range(self.width) if self.text(row, column))
        return any(cell not in self.used and cell not in self.dismissed for cell in cells)

    def value(self, row: int, column: int) -> object:
        """The cell's own value; "" where there is none."""
        if 0 <= row < self.height and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    @cached_property
    def _texts(self) -> list[list[str]]:
        """What every cell says: asked very often."""
        return [[cell_text(value) for value in row] for row in self.rows]

    def text(self, row: int, column: int) -> str:
        """What the cell itself says; "" where there is none."""
        if 0 <= row < self.height and 0 <= column < len(self._texts[row]):
            return self._texts[row][column]
        return ""

    def said(self, row: int, column: int) -> str | Decimal:
        """The cell's own value: an exact number, or a text; "" where there is none."""
        value = self.value(row, column)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return exact(value)
        return cell_text(value)

    def spread(self, row: int, column: int) -> str:
        """What the cell says, or the merged cell that covers it."""
        return self.text(*self._above.get((row, column), (row, column)))

    def top_left(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged cell that covers this one, or the cell itself."""
        return self._above.get((row, column), (row, column))

    def row_texts(self, row: int) -> list[str]:
        """What the cells of a row say, without blank ones."""
        return [text for column in range(self.width) if (text := self.text(row, column))]

    def row_text(self, row: int) -> str:
        """The row as one line, for messages."""
        return " ".join(text.replace("\n", " ") for text in self.row_texts(row))

    def blank(self, row: int, column: int) -> bool:
        """Whether the cell says nothing, a dash or 无, and is no formula that failed."""
        text = self.text(row, column)
        return (is_nil(text) or text == NOTHING) and (row, column) not in self.broken

    def is_number(self, row: int, column: int) -> bool:
        """Whether the cell holds a number, be it written as a text."""
        value = self.value(row, column)
        if isinstance(value, int | float):
            return not isinstance(value, bool)
        text = cell_text(value)
        return bool(text) and not is_nil(text) and _parsed(text)[0] is not None

    def money(self, row: int, column: int, scale: Decimal, log: Log) -> Decimal | None:
        """The amount in a cell in 万元: what it says times `scale`, but where it says itself what it is in.

        It has no more decimals than an amount can have; that some are left out is logged.
        """
        number, unit = self._number(row, column, log)
        amount = None if number is None else number * SCALES.get(unit, scale)
        if amount is None or decimals(amount) <= MAX_DECIMALS:
            return amount
        kept = to_places(amount, MAX_DECIMALS)
        message = f"小数太多，四舍五入为 {plain_number(kept)}"
        log.add(ROUNDED, self.place(row, column), message, "核对公式，金额最多到分")
        return kept

    def yuan(self, row: int, column: int, scale: Decimal, log: Log) -> Decimal | None:
        """The same in 元, which the money of 绩效目标 is in."""
        amount = self.money(row, column, scale, log)
        return None if amount is None else amount / SCALES["元"]

    def amount(self, row: int, column: int, log: Log) -> Decimal | None:
        """The exact number in a cell; None when it is blank, a dash, or (logged) cannot be read."""
        number, unit = self._number(row, column, log)
        if unit:
            self._unread(row, column, log)
        return None if unit else number

    def _number(self, row: int, column: int, log: Log) -> tuple[Decimal | None, str]:
        """The number in a cell, and the unit that stands behind it."""
        place = self.place(row, column)
        if (row, column) in self.broken:
            said = self.broken[row, column]
            what = f"公式算错了（{said}）" if said else "公式没有保存计算结果"
            log.add(NO_RESULT, place, what, "用 Excel 打开这个文件，等它算完后保存，再导入")
            return None, ""
        value = self.value(row, column)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._usable(exact(value), place, log), ""
        text = cell_text(value)
        if is_nil(text) or text == NOTHING:
            return None, ""
        in_brackets = re.fullmatch(r"[(（]([\d,，.]+)[)）]", text)
        number, unit = _parsed(f"-{in_brackets[1]}" if in_brackets else text)
        if number is None:
            self._unread(row, column, log)
            return None, ""
        return self._usable(number, place, log), unit

    def _unread(self, row: int, column: int, log: Log) -> None:
        message = f"“{self.text(row, column)[:30]}”不是数，没有导入"
        log.add(BAD_CELL, self.place(row, column), message, "只写数字，例如 1234.56")

    @staticmethod
    def _usable(number: Decimal, place: CellPlace, log: Log) -> Decimal | None:
        if number < 0:
            log.add(BAD_CELL, place, f"金额不能是负数：{number:f}，没有导入", "核对这个数")
            return None
        if len(number.as_tuple().digits) > MAX_DIGITS:
            log.add(BAD_CELL, place, "位数太多，没有导入", "核对这个数")
            return None
        return number


def refuse_crowded(grids: Iterable[Grid]) -> None:
    """Raises InputError where a workbook says more than tables can be made of in good time."""
    left = limits.XLSX_FILLED.most
    for grid in grids:
        for row in range(grid.height):
            left -= len(grid.row_texts(row))
            if left < 0:
                hint = "删去与预算无关的工作表和行，或按单位分成几个工作簿导入"
                raise too_much(grid.place(row, 0), f"有内容的格超过 {limits.XLSX_FILLED.said}", hint)


def _parsed(text: str) -> tuple[Decimal | None, str]:
    """The number that a text is, None where it is none, and the unit behind it: 1,100.50 万元."""
    match = _IN_UNIT.fullmatch("".join(text.split()))
    try:
        return (parse_number(match[1]).value, match[2]) if match else (None, "")
    except PydanticCustomError:
        return None, ""
