"""What nobody used: cells that say something, were not read for the result and named in no message."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace

from generator.exchange.importer.blocks import TOTAL
from generator.exchange.importer.cells import CellPlace, is_nil, squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import Heading, is_head_word
from generator.exchange.importer.kinds import ASSUMED
from generator.exchange.importer.log import Leftover, Log
from generator.source.hidden import HIDDEN
from generator.source.slips import without_invisible

_TITLE = re.compile(
    r".*(表|预算|公开|附件\d*)(\([^()]*\)|\d[\d-]{0,6})?|.*单位:.*|.*元[)]?|[(]?20\d\d年.{0,6}|.*部门.{0,6}:.*|填报日期.*"
)
_FUNDS = re.compile(r".{0,12}(支出|收入|补助|资金)")
LONGEST_TITLE = 60


def leftovers(
    grid: Grid, heading: Heading | None, named: Container[CellPlace], unread: Container[tuple[str, int]]
) -> Iterator[Leftover]:
    """The cells of `grid` that are left over, by column: neither `named` nor in a row that is `unread`."""
    heads = {column.index: column.words for column in heading.columns} if heading else {}
    body = heading.body if heading else 0
    places = [grid.place(row, 0) for row in range(grid.height)]
    told = {row for row, place in enumerate(places) if row >= body and (place.sheet, place.row) in unread}
    used = (grid.used | grid.dismissed) - grid.contrary
    for column in range(grid.width):
        found = [
            (row, replace(places[row], column=column), _said(grid, row, column))
            for row in range(grid.height)
            if row not in told
            and (row, column) not in used
            and replace(places[row], column=column) not in named
            and (
                (row, column) in grid.broken
                or not _says_nothing(grid, row, column, heading, heads.get(column, ""))
            )
        ]
        for _, place, text in (one for one in found if one[0] < body):
            yield Leftover((place,), (text,))
        below = [one for one in found if one[0] >= body]
        if below:
            _, where, texts = zip(*below, strict=True)
            yield Leftover(where, texts, heads.get(column, ""))


def _said(grid: Grid, row: int, column: int) -> str:
    if (row, column) in grid.broken:
        return "公式没有结果"
    return grid.text(row, column).replace("\n", " ")


def _says_nothing(grid: Grid, row: int, column: int, heading: Heading | None, head: str) -> bool:
    """Whether a cell is blank, nil, a title, a word of the head, or only counts."""
    text = squeezed(grid.text(row, column))
    if is_nil(text) or re.fullmatch(r"0(\.0*)?", text):
        return True
    if heading is None:
        return row < 4 and bool(_TITLE.fullmatch(text)) and len(text) <= LONGEST_TITLE
    if row < heading.first:
        return is_head_word(text) or (bool(_TITLE.fullmatch(text)) and len(text) <= LONGEST_TITLE)
    if row < heading.body:
        # A column without amounts may be called as it likes.
        blank = not any(grid.text(below, column) for below in range(heading.body, grid.height))
        if blank and _FUNDS.fullmatch(text):
            return True
        return is_head_word(text) or bool(re.fullmatch(r"\*+|\d{1,2}|[甲乙丙丁A-Z]|\d+=[\d+]+", text))
    if TOTAL.fullmatch(text):
        return True
    counts = "序号" in head and text.isdigit()
    return counts or bool(re.fullmatch(r"[注备说][:：注明][:：]?.*(无数据|空表|没有).*", text))


_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")


def without_unseen(grid: Grid, log: Log) -> Grid:
    """A sheet without the characters in its cells that nobody sees, which is told; no file may have them."""
    rows, cells = [], list[tuple[int, int]]()
    for number, row in enumerate(grid.rows):
        plain = [_seen(cell) if isinstance(cell, str) else cell for cell in row]
        cells += [(number, column) for column, cell in enumerate(row) if cell != plain[column]]
        rows.append(plain)
    if cells:
        message = f"{len(cells)} 格里有看不见的字符，去掉了"
        log.add(ASSUMED, grid.place(*cells[0]), message, "多半是从网页或 Word 里带来的")
        log.in_full.append((f"{grid.name} 里有看不见的字符的", [grid.place(*cell).short for cell in cells]))
        grid.say(rows)
    return grid


def _seen(text: str) -> str:
    return HIDDEN.sub("", without_invisible(_BREAKS.sub("\n", text)))
