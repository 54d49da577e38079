"""The lines of a PDF's pages, one after the other, as they are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.review.folding import folded
from generator.review.line import Line
from generator.review.page_lines import EDGE, page_lines
from generator.review.sheets import Sheets

_GOES_ON = re.compile(r"\(?续表?\)?\d*$|^续表?")
_COUNT = re.compile(r"\d{1,4}")
FACING = 2
"""Pages that may have heads of their own: left and right ones."""

_Margin = tuple[str, int, int]


def lines_of(paper: Sheets) -> list[Line]:
    """The lines of all pages, without page numbers, running heads, heads that a page repeats from the one
    before, and the numbers in which rows are counted.
    """
    kept: list[Line] = []
    before: list[Line] = []
    running: list[set[_Margin]] = []
    for page in range(len(paper.sizes)):
        lines = page_lines(paper, page)
        margins = {index: _margin(paper, line) for index, line in enumerate(lines) if not line.in_table}
        said = set().union(*running[-FACING:])
        own = [line for index, line in enumerate(lines) if margins.get(index) not in said]
        kept += own[_repeated(before, own) :]
        running.append({margin for margin in margins.values() if margin})
        before = lines
    return list(_told_apart(_uncounted(kept)))


def _margin(paper: Sheets, line: Line) -> _Margin | None:
    """What a line says and where, if it stands at the edge above or below."""
    box = paper.of_text(line.page, line.places[0], line.places[0] + 1)
    if EDGE < (box.top + box.bottom) / 2 < paper.sizes[line.page][1] - EDGE:
        return None
    return line.text, round(box.left), round(box.top)


def _uncounted(lines: Sequence[Line]) -> list[Line]:
    """The rows without the numbers that count them (1, 2, 3 …): a row that comes shifts all that follow."""
    bare = [_without_number(line) for line in lines]
    counted: set[int] = set()
    last, number = 0, 0
    for index, (line, row) in enumerate(zip(lines, bare, strict=True)):
        if row is None:
            continue
        value = int(folded("".join(line.cells[0])))
        if value == number + 1 and number:
            counted |= {last, index}
        elif value != 1:
            continue
        last, number = index, value
    return [bare[index] or line if index in counted else line for index, line in enumerate(lines)]


def _without_number(line: Line) -> Line | None:
    """A row without the short number that it begins with; None where it begins otherwise."""
    cells = line.cells
    if not cells or not _COUNT.fullmatch(folded("".join(cells[0]))):
        return None
    count = len(cells[0])
    bare = replace(line, words=line.words[count:], places=line.places[count:])
    return bare if bare.words and bare.is_row else None


def _told_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Rows of one table that have the same label, with the row that they stand under: the last of a label of
    its own.
    """
    for is_row, table in groupby(lines, key=lambda line: line.is_row):
        rows = list(table)
        often = Counter(line.label for line in rows)
        under = ("", "")
        for line in rows:
            if is_row and often[line.label] > 1:
                yield replace(line, under=under)
            else:
                under = line.label
                yield line


def _repeated(before: Sequence[Line], lines: Sequence[Line]) -> int:
    """How many of the first lines of a page say again what stands over the amounts of the page before."""
    heads: set[str] = set()
    above: list[str] = []
    for line in before:
        if line.has_amounts and above:
            heads.update(above)
            above = []
        elif not line.has_amounts:
            above.append(_plain(line))
    count = 0
    while count < len(lines) and not lines[count].has_amounts and _plain(lines[count]) in heads:
        count += 1
    return count


def _plain(line: Line) -> str:
    """A line without the words that it goes on."""
    return _GOES_ON.sub("", line.text)
