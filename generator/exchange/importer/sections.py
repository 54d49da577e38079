"""Tables that stand below one another on a sheet (上下几张表): each is read as a sheet of its own.

What stands over a further head says whose or what it is: a title, 单位名称：…, or the name of a unit alone. A
head that is repeated with nothing over it, as on printed pages, goes on with the same table.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from generator.exchange.importer.blocks import SIGNED, TOTAL
from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.form import is_form
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import Heading, heading_of, is_head, is_head_word
from generator.exchange.importer.kinds import too_much
from generator.exchange.importer.performance_list import list_head
from generator.exchange.importer.whose import UNIT, Cell, departments_in, years_in
from generator.source import limits

_OVER = 5
"""Rows that may stand over a head and belong to it."""
_ORDINAL = re.compile(r"[(]?[一二三四五六七八九十百\d]{1,4}(?:[)]|[、.．])+")
_NOTE = re.compile(r"[*]?(备?注|说明)\d?[:：.、]|\d[.、]")
_TITLE = re.compile(r"[^:]{2,60}表(\([^()]{0,30}\))?")


def sections_of(grids: Sequence[Grid], year: int | None, whole: Container[Grid] = ()) -> list[Grid]:
    """The tables of all sheets, but those that are read `whole`. Raises InputError for too many."""
    found: list[Grid] = []
    for grid in grids:
        found += [grid] if grid in whole else _of_sheet(grid, year, limits.XLSX_TABLES.most - len(found))
    return found


def _of_sheet(grid: Grid, year: int | None, most: int) -> list[Grid]:
    heading = None if is_form(grid) or list_head(grid) is not None else heading_of(grid, year)
    if heading is None:
        return [grid]
    starts, repeated = _starts(grid, heading)
    if len(starts) >= most:
        hint = "删去与预算无关的表，或按单位分成几个工作簿导入"
        place = grid.place(starts[most - 1][1], 0)
        raise too_much(place, f"工作表和上下排列的表超过 {limits.XLSX_TABLES.said}", hint)
    if not starts and not repeated:
        return [grid]
    cuts = [0, *(start for start, _ in starts), grid.height]
    parts = [grid.section(a, b, repeated) for a, b in pairwise(cuts)]
    for row in repeated:
        for column in range(grid.width):
            parts[sum(start <= row for start, _ in starts)].named(row, column)
    if not starts:
        return parts
    over = _caption(grid, max(0, heading.first - _OVER), heading.first)
    captions = [over, *(_caption(grid, start, head) for start, head in starts)]
    above = _above(grid, heading, over)
    for part, caption, first in zip(parts, captions, cuts, strict=False):
        part.part = True
        if caption:
            text, (row, column) = caption
            part.caption = text, (row - first, column)
        if part.offset:
            part.borrowed = _borrowed(part, above)
    return parts


def _starts(grid: Grid, heading: Heading) -> tuple[list[tuple[int, int]], set[int]]:
    """Of every further head the first row of what stands over it, and its own; the rows of repeated ones."""
    first = [squeezed(text) for text in grid.row_texts(heading.first)]
    starts: list[tuple[int, int]] = []
    repeated: set[int] = set()
    row = heading.body
    while row < grid.height:
        texts = [squeezed(text) for text in grid.row_texts(row)]
        if len(texts) < 2 or not is_head(grid, row, texts):
            row += 1
            continue
        same = texts == first
        start = _start(grid, row, heading.body)
        if start < row and (_says_which(grid, start, row) or (same and _caption(grid, start, row))):
            starts.append((start, row))
        elif same:
            repeated.update(range(row, row + heading.last - heading.first))
        row += heading.last - heading.first if same else 1
    return starts, repeated


def _start(grid: Grid, head: int, least: int) -> int:
    """The first row of what stands over a head: few words, no numbers, no notes to what is above."""
    start = head
    for row in range(head - 1, max(least, head - 1 - _OVER) - 1, -1):
        texts = [squeezed(text) for text in grid.row_texts(row)]
        numbers = any(grid.is_number(row, column) for column in range(grid.width))
        ends = any(SIGNED.match(text) or _NOTE.match(text) or TOTAL.fullmatch(text) for text in texts)
        if len(texts) > 3 or numbers or ends or (not texts and start < head):
            break
        start = row if texts else start
    return start


def _says_which(grid: Grid, start: int, head: int) -> bool:
    """Whether a title, a year or 单位名称：… stands in the rows over a head."""
    texts = (squeezed(text) for row in range(start, head) for text in grid.row_texts(row))
    if any((_TITLE.fullmatch(text) and not is_head_word(text)) or years_in(text) for text in texts):
        return True
    return any(True for _ in departments_in(grid.section(start, head)))


def _caption(grid: Grid, start: int, head: int) -> tuple[str, Cell] | None:
    """The name of a unit that stands alone in a row over a head, without its ordinal."""
    for row in range(start, head):
        said = [(column, text) for column in range(grid.width) if (text := grid.text(row, column))]
        if len(said) == 1:
            column, text = said[0]
            plain = _ORDINAL.sub("", squeezed(text), count=1)
            if UNIT.fullmatch(plain) and not is_head_word(plain):
                return plain, (row, column)
    return None


def _above(grid: Grid, heading: Heading, caption: tuple[str, Cell] | None) -> tuple[str, ...]:
    """What stands over the first head and may be said of all tables: not whose the first one is."""
    whose = {cell for _, cell in departments_in(grid)} | ({caption[1]} if caption else set())
    return tuple(
        text
        for row in range(heading.first)
        for column in range(grid.width)
        if (text := grid.text(row, column)) and (row, column) not in whose
    )


def _borrowed(part: Grid, above: Sequence[str]) -> tuple[str, ...]:
    """What of that a table does not say itself: its title, and what its money is in."""
    head = heading_of(part)
    own = [squeezed(text) for row in range(head.first if head else 0) for text in part.row_texts(row)]
    if any(_TITLE.fullmatch(text) for text in own):
        return tuple(text for text in above if "元" in text)
    return tuple(above)
