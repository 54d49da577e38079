"""Sheets of a workbook: looks made once, texts that stay texts, amounts that stay exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import Any, TypeAlias
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format

from generator.errors import ProfileError, UsageError
from generator.exchange.tree import Path
from generator.figures import Figure
from generator.figures.rounding import CENT, rounded

FONT_SIZE = 10
TITLE_SIZES = (16, 14)
"""Points; the second is for titles that are too long for the first."""
FONT = {
    "font_name": "宋体",
    "font_size": FONT_SIZE,
    "font_family": 3,
    "font_charset": 134,
    "font_scheme": "none",
}
PORTRAIT, LANDSCAPE = 88.0, 132.0
"""Characters that fit between the margins of A4."""
PADDING = 1.0
"""Characters of a column that its text leaves free."""
MAX_DIGITS = 15
"""Digits that a binary double always gives back as they were."""
MAX_TEXT = 32767
"""Characters that a cell of Excel holds."""
MAX_HEIGHT = 409.0
"""Points that a row of Excel can be high."""
_A4 = 9

Source: TypeAlias = Figure | Path


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; `number` is its number format, `size` the points of its font."""

    align: str = "left"
    bold: bool = False
    size: int = FONT_SIZE
    indent: int = 0
    number: str = "General"
    border: bool = True
    head: bool = False
    wrap: bool = True
    link: bool = False

    def properties(self) -> dict[str, Any]:
        """The same in the words of XlsxWriter."""
        return {
            "align": self.align,
            "valign": "vcenter",
            "bold": self.bold,
            "font_size": self.size,
            "indent": self.indent,
            "num_format": self.number,
            "border": int(self.border),
            "text_wrap": self.wrap,
            **({"bg_color": "#F2F2F2"} if self.head else {}),
            **({"font_color": "#0563C1", "underline": 1} if self.link else {}),
        }


TITLE = Look("center", bold=True, border=False)
BESIDE = Look(border=False, wrap=False)
HEAD = Look("center", head=True)
TEXT = Look()
CODE = Look(number="@")
AMOUNT = Look("right", number="0.00", wrap=False)


class Sheet:
    """A worksheet of A4; rows and columns are counted from 0, widths in characters, heights in points."""

    def __init__(self, workbook: Workbook, looks: dict[Look, Format], name: str) -> None:
        self._workbook = workbook
        self._looks = looks
        self.name = name
        try:
            self.raw = workbook.add_worksheet(name)
        except XlsxWriterException:
            raise ProfileError(f"“{name}”不能用作 Excel 工作表的名称，或与另一张表同名。") from None
        self.raw.hide_gridlines(2)
        self.values: dict[tuple[int, int], str | Decimal] = {}
        """What every cell that is not blank says, for whoever reads the workbook back."""
        self.sources: dict[tuple[int, int], Source] = {}
        """What the cells show, blank ones too: a figure, or what stands at a path of the YAML."""
        self.numbers: dict[tuple[int, int], tuple[float, Look]] = {}
        """The amounts as they are stored, with their looks."""
        self.scales: dict[tuple[int, int], int] = {}
        """What an amount in 万元 was multiplied by."""
        self.formulas: set[tuple[int, int]] = set()
        self.totals: set[tuple[int, int]] = set()
        """The first cells of rows of totals."""
        self.height = self.width = 0
        """How many rows and columns have something in them, blank ones between them too."""

    def words(self, row: int) -> tuple[str, ...]:
        """What the cells of a row say that are no numbers."""
        cells = (self.values.get((row, column), "") for column in range(self.width))
        return tuple(" ".join(cell.split()) for cell in cells if isinstance(cell, str) and cell)

    def look(self, look: Look) -> Format:
        """The format that `look` describes."""
        if look not in self._looks:
            self._looks[look] = self._workbook.add_format(look.properties())
        return self._looks[look]

    def text(self, row: int, column: int, text: str, look: Look = TEXT, source: Source | None = None) -> None:
        """`text` as it is, never taken for a formula. Raises UsageError when no cell can hold it."""
        self._note(row, column, text, source)
        if len(text) > MAX_TEXT:
            raise UsageError(
                f"“{text[:20]}……”有 {len(text)} 个字，Excel 的一个格子最多放 {MAX_TEXT} 个字，请删减。"
            )
        if text:
            self.raw.write_string(row, column, text, self.look(look))
        else:
            self.raw.write_blank(row, column, None, self.look(look))

    def amount(
        self,
        row: int,
        column: int,
        value: Decimal,
        look: Look = AMOUNT,
        source: Source | None = None,
        step: Decimal = CENT,
    ) -> None:
        """`value` as a number; one that has too many digits for a number as it is printed, to a `step`."""
        number = as_number(value, step)
        if number is None:
            self.text(row, column, f"{rounded(value, step):f}", look, source)
        else:
            self._note(row, column, Decimal(repr(number)), source)
            self.numbers[row, column] = number, look
            self.raw.write_number(row, column, number, self.look(look))

    def formula(self, row: int, column: int, formula: str) -> None:
        """Let an amount that is there be the result of `formula`, which readers that do not calculate see."""
        number, look = self.numbers[row, column]
        self.formulas.add((row, column))
        self.raw.write_formula(row, column, formula, self.look(look), number)

    def day(self, row: int, column: int, day: datetime, look: Look, source: Source) -> None:
        """A day, as Excel counts them."""
        self._note(row, column, day.date().isoformat(), source)
        self.raw.write_datetime(row, column, day, self.look(look))

    def _note(self, row: int, column: int, value: str | Decimal, source: Source | None) -> None:
        if value != "":
            self.values[row, column] = value
        if source is not None:
            self.sources[row, column] = source
        if value != "" or source is not None:
            self.height, self.width = max(self.height, row + 1), max(self.width, column + 1)

    def merged(
        self,
        row: int,
        column: int,
        text: str,
        look: Look,
        *,
        rows: int = 1,
        columns: int = 1,
        source: Source | None = None,
    ) -> None:
        """`text` in a cell of several `rows` or `columns`."""
        if rows > 1 or columns > 1:
            self.raw.merge_range(row, column, row + rows - 1, column + columns - 1, "", self.look(look))
        self.text(row, column, text, look, source)

    def title(self, row: int, text: str, widths: Sequence[float]) -> None:
        """`text` centred over columns of these `widths`; smaller when it is long, then on more lines."""
        asked, room = units(text) / FONT_SIZE, sum(widths)
        size = next((size for size in TITLE_SIZES if asked * size <= room), TITLE_SIZES[-1])
        self.merged(row, 0, text, replace(TITLE, size=size), columns=len(widths))
        self.raw.set_row(row, 28.0 * ceil(asked * size / room))

    def widths(self, widths: Sequence[float]) -> None:
        """Set the width of every column."""
        for column, width in enumerate(widths):
            self.raw.set_column(column, column, width)

    def page(self, title: str, *, landscape: bool, head: tuple[int, int], frozen: int) -> None:
        """One page wide; the rows `head` (first and last) repeat, and stay in sight with `frozen` columns."""
        self.raw.set_paper(_A4)
        if landscape:
            self.raw.set_landscape()
        self.raw.set_margins(left=0.75, right=0.75, top=0.7, bottom=0.7)
        self.raw.center_horizontally()
        self.raw.fit_to_pages(1, 0)
        self.raw.repeat_rows(*head)
        self.raw.freeze_panes(head[1] + 1, frozen)
        font = '&"宋体,常规"&9 '
        footer = f"&L{font}{title[:100].replace('&', '&&')}&R{font}第 &P 页，共 &N 页"
        self.raw.set_footer(footer, {"scale_with_doc": False})


def as_number(value: Decimal, step: Decimal = CENT) -> float | None:
    """The binary number that stands for `value` in a workbook; `Decimal(repr(…))` gives it back unchanged.

    A value of more than 15 digits is stored as printed, to a `step`; None when that is too long as well.
    """
    for candidate in (value, rounded(value, step)):
        if len(candidate.normalize().as_tuple().digits) <= MAX_DIGITS:
            return float(candidate)
    return None


@lru_cache(maxsize=4096)
def units(text: str) -> int:
    """The width of `text` in characters of 宋体: 2 for a Chinese character, 1 for a Latin one."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def height(cells: Sequence[tuple[str, float]], least: float = 15.0) -> float:
    """Points for a row that holds these (text, width of its cell), its lines broken where they must be."""
    most = max((sum(_lines(line, width) for line in text.split("\n")) for text, width in cells), default=1)
    return min(max(least, 13.2 * most + 4), MAX_HEIGHT)


def _lines(text: str, width: float) -> int:
    """How many lines `text` takes; one that is broken may leave room for a Chinese character at its end."""
    return 1 if units(text) <= width else ceil(units(text) / max(width - 2, 2))
