"""The lines of a PDF's pages, one after the other, as they are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.review.counting import uncounted
from generator.review.halves import joined
from generator.review.joining import paragraphs
from generator.review.line import Line, is_amount
from generator.review.margins import Margin, margins_of
from generator.review.page_lines import page_lines
from generator.review.sheets import Sheets
from generator.review.stacks import NEAR

_GOES_ON = re.compile(r"\(?续表?\)?\d*$|^续表?")
_UNIT = re.compile(r"单位:?人?民?币?(元|千元|万元|百万元|亿元)")
_SCALES = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}
FACING = 2
"""Pages that may have heads of their own: left and right ones."""

MOST_TITLES = 3
"""Lines above a table that are repeated with its head."""

MOST_HEAD = 20
"""Lines that are repeated above the rows of a table."""
COLUMNS = 3
"""Cells of a line from which on it is one of a table, though nothing is ruled."""

_Page = tuple[list[Line], list[set[Margin]]]


def lines_of(paper: Sheets) -> list[Line]:
    """The lines of all pages, without page numbers, heads that a page repeats from the one before, and the
    numbers in which rows are counted; running heads and watermarks stand once, before all others.
    """
    pages = [_page(paper, page) for page in range(len(paper.sizes))]
    heads = list(_watermarks(paper))
    kept: list[Line] = []
    before: list[Line] = []
    known: set[Margin] = set()
    for page, (lines, margins) in enumerate(pages):
        said = _said(pages[max(page - FACING, 0) : page]) | known
        coming = _said(pages[page + 1 : page + 1 + FACING])
        own = []
        for line, margin in zip(lines, margins, strict=True):
            if margin.isdisjoint(said | coming):
                own.append(line)
                continue
            if margin.isdisjoint(said):
                heads.append(line)
            known |= margin
        rest = own[_repeated(before, own) if _goes_on(kept, own, paper) else 0 :]
        while kept and rest and (whole := joined(kept, rest[0], paper)):
            kept[-1] = whole
            rest = rest[1:]
        kept += rest
        before = lines
    return list(_scaled(_told_apart([*heads, *paragraphs(uncounted(kept), paper)])))


def _watermarks(paper: Sheets) -> Iterator[Line]:
    """What is written across pages, each text once."""
    told: set[str] = set()
    for page in range(len(paper.sizes)):
        places = paper.across(page)
        words = tuple(paper.character(page, place) for place in places)
        if places and (text := "".join(words)) not in told:
            told.add(text)
            yield Line(words, tuple((page, place) for place in places))


def _page(paper: Sheets, page: int) -> _Page:
    """The lines of a page with their margins; a line that is all of its page is no head."""
    lines = page_lines(paper, page)
    alone = len(lines) == 1
    return lines, [set() if line.in_table or alone else margins_of(paper, line) for line in lines]


def _said(pages: Sequence[_Page]) -> set[Margin]:
    return set().union(*(margin for _, margins in pages for margin in margins))


def _scaled(lines: Iterable[Line]) -> Iterator[Line]:
    """The rows with the unit of their amounts, where one was said above them."""
    scale = None
    for line in lines:
        if not line.is_row and (match := _UNIT.search(line.text)):
            scale = _SCALES[match[1]]
        yield replace(line, scale=scale) if line.is_row else line


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


def _goes_on(above: Sequence[Line], lines: Sequence[Line], paper: Sheets) -> bool:
    """Whether a table may go on from the page before: none does behind a title or another text, but behind a
    name that stands where names of its rows do.
    """
    if not above or not lines or _is_tabular(above[-1]):
        return bool(above and lines)
    row = next((line for line in above[: -MOST_TITLES - 2 : -1] if _is_tabular(line)), None)
    if row is None or lines[0].is_ruled:
        return False
    left = paper.read(*above[-1].places[0]).left
    return any(abs(paper.read(*place).left - left) < NEAR for place in row.cell_places[:2])


def _is_tabular(line: Line) -> bool:
    """Whether it stands in a table, ruled or not: one number may be that of a title."""
    return line.is_ruled or len(line.cells) >= COLUMNS or any(map(_is_sum, line.texts))


def _is_sum(text: str) -> bool:
    return is_amount(text) and not text.isdecimal()


def _repeated(before: Sequence[Line], lines: Sequence[Line]) -> int:
    """How many of the first lines of a page say again what stands over the amounts of the page before, or
    what a table of it begins with.
    """
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
    return max([count, *_begun_again(before, lines)])


def _begun_again(before: Sequence[Line], lines: Sequence[Line]) -> Iterator[int]:
    """With how many equal lines a table of the page before and this page begin, titles included."""
    for index, line in enumerate(before):
        if _is_tabular(line) and not (index and _is_tabular(before[index - 1])):
            for start in range(max(index - MOST_TITLES, 0), index + 1):
                pairs = enumerate(zip(before[start : start + MOST_HEAD], lines, strict=False))
                same = next((i for i, pair in pairs if not _is_head_again(*pair)), min(len(lines), MOST_HEAD))
                if same > index - start:
                    yield same


def _is_head_again(line: Line, again: Line) -> bool:
    """Whether they say the same, and are no rows of the same amounts."""
    return _plain(line) == _plain(again) and (line.is_ruled or not line.has_amounts)


def _plain(line: Line) -> str:
    """A line without the words that it goes on."""
    return _GOES_ON.sub("", line.text)
