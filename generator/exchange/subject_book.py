"""A finance bureau's own table of 科目, as Excel or CSV has it, to codes and names.

Tables differ: codes whole or as 类 款 项 in columns of their own, names in one column or one for each
level, code and name in one cell. What a row says is found in the row itself: a code is digits, and its name
is the first text to the right of it. Rows that leave 类 or 款 blank take them from above.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from generator.classification.book import CSV, rows_of
from generator.classification.subjects import TABLES
from generator.errors import UsageError
from generator.exchange.importer.cells import cell_text
from generator.exchange.importer.log import Log
from generator.exchange.importer.opening import open_workbook
from generator.source.gate import content

LENGTHS = {"1": (3, 5, 7), "2": (3, 5, 7), "3": (3, 5), "5": (3, 5)}
"""How long the codes of a table are, by their first digit; longer ones of revenue are 目 below the 目."""
_LEVELS = {"类": 0, "款": 1, "项": 2, "目": 2}
_JOINT = re.compile(r"(\d{3}|\d{5}|\d{7})[\s、.．:：—-]*([^\d\s、.．:：—-]\S*)")
_PARTED = re.compile(r"(\d{3})[.．·-](\d{2})(?:[.．·-](\d{2}))?(?!\d)")
"""A code whose 类, 款 and 项 a mark parts, as 201.38.04."""
_SCIENTIFIC = re.compile(r"\d\.\d{1,8}[Ee]\+?0?\d")
_MARKS = (",", "\t", ";")
"""What parts the cells of a CSV file: Excel writes what the system has for lists."""
_CODE = re.compile(r"\d{3}|\d{5}|\d{7}|\d{9}")

Row = Sequence[str]


@dataclass
class SubjectBook:
    """What a table says: names by code, and the rows that say something else, as “sheet row: words”."""

    names: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    def put(self, code: str, name: str, where: str) -> None:
        """Enter a name. The first one counts; another for the same code is told."""
        if self.names.setdefault(code, name) != name:
            self.twice.append(f"{where}：{code} 已经叫“{self.names[code]}”，这里叫“{name}”")


def read_subject_book(path: Path) -> SubjectBook:
    """The codes and names in the workbook or CSV file at `path`.

    Raises UsageError when there is no file or no code in it, InputError when it is no workbook.
    """
    book = SubjectBook()
    for sheet, rows in _sheets(path):
        _Reader(book, sheet).read(rows)
    if not book.names:
        raise UsageError(f"“{path}”里没有找到科目：应有科目代码（3、5、7 位数字）和名称。")
    return book


def _sheets(path: Path) -> Iterator[tuple[str, list[Row]]]:
    if path.suffix.lower() != ".csv":
        for grid in open_workbook(path, Log()):
            yield grid.name, [[cell_text(value).strip() for value in row] for row in grid.rows]
        return
    text = _decoded(path)
    rows = rows_of(text, str(path), _mark_of(text))
    yield path.name, [[_unquoted(cell.strip()) for cell in row] for row in rows]


def _mark_of(text: str) -> str:
    """What parts cells in most of the lines that have digits."""
    lines = [line for line in text.splitlines() if any(map(str.isdigit, line))]
    return max(_MARKS, key=lambda mark: sum(mark in line for line in lines))


def _unquoted(cell: str) -> str:
    """A cell without what keeps Excel from taking it for a number, and a code that it took for one."""
    cell = cell.removeprefix("=").strip("\"'’")
    return f"{Decimal(cell):f}" if _SCIENTIFIC.fullmatch(cell) else cell


def _decoded(path: Path) -> str:
    """Its text: UTF-8, or what Excel writes on a Chinese PC."""
    data = content(path, CSV)
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"“{path}”的编码不认识。用 Excel 另存为“CSV UTF-8”再试。")


class _Reader:
    """One sheet. `levels` are the columns headed 类, 款, 项; `parts` what stood in them last."""

    def __init__(self, book: SubjectBook, sheet: str) -> None:
        self.book = book
        self.sheet = sheet
        self.levels: dict[int, int] = {}
        self.parts = ["", "", ""]

    def read(self, rows: Iterable[Row]) -> None:
        for number, row in enumerate(rows, 1):
            heads = {column: _LEVELS[cell] for column, cell in enumerate(row) if cell in _LEVELS}
            if len(set(heads.values())) > 1:
                self.levels = heads
                continue
            where = f"{self.sheet} 第 {number} 行"
            found = list(self._by_levels(row)) or list(self._whole(row))
            for code, name in found:
                self.book.put(code, name, where)
            if not found and any(re.search(r"\d{3}", cell) for cell in row):
                self.book.unread.append(f"{where}：{' '.join(filter(None, row))[:40]}")

    def _whole(self, row: Row) -> Iterator[tuple[str, str]]:
        first = next((column for column, cell in enumerate(row) if cell), 0)
        for column, cell in enumerate(row):
            if column == first:
                cell = _PARTED.sub(lambda found: "".join(filter(None, found.groups())), cell, count=1)
            if joint := _JOINT.fullmatch(cell):
                yield from _known(joint[1], joint[2])
            elif _CODE.fullmatch(cell):
                yield from _known(cell, _name_after(row, column))

    def _by_levels(self, row: Row) -> Iterator[tuple[str, str]]:
        for column, level in sorted(self.levels.items(), key=lambda item: item[1]):
            cell = row[column] if column < len(row) else ""
            if not cell.isdecimal():
                continue
            before = "".join(self.parts[:level])
            part = cell.removeprefix(before) if len(cell) > 2 and before else cell.zfill(2 if level else 3)
            self.parts[level:] = [part, *[""] * (2 - level)]
            yield from _known("".join(self.parts[: level + 1]), _name_after(row, column))


def _name_after(row: Row, column: int) -> str:
    """The first text to the right of a code, "" when another code comes before it."""
    for cell in row[column + 1 :]:
        if cell:
            return "" if cell.isdecimal() else cell
    return ""


def _known(code: str, name: str) -> Iterator[tuple[str, str]]:
    """The pair, when the code is one of a table and has a name."""
    if name and code[0] in TABLES and len(code) in (*LENGTHS[code[0]], *((9,) if code[0] == "1" else ())):
        yield code, "".join(name.split())
