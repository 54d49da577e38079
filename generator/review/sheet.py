"""The lines of a PDF's pages, one after the other, as they are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.review.counting import uncounted
from generator.review.halves import joined
from generator.review.line import Line, is_amount
from generator.review.page_lines import page_lines
from generator.review.pieces import EDGE
from generator.review.sheets import Sheets

_GOES_ON = re.compile(r"\(?续表?\)?\d*$|^续表?")
_PAGE = re.compile(r"(?:第|-)?([0-9]{1,4})(?:页|-)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
FACING = 2
"""Pages that may have heads of their own: left and right ones."""

LEAST_HEAD = 6
"""Characters of a running head beside the number of its page."""

_Margin = tuple[str, int]
_Page = tuple[list[Line], list[set[_Margin]]]


def lines_of(paper: Sheets) -> list[Line]:
    """The lines of all pages, without page numbers, heads that a page repeats from the one before, and the
    numbers in which rows are counted; running heads stand once, before all others.
    """
    pages = [_page(paper, page) for page in range(len(paper.sizes))]
    heads: list[Line] = []
    kept: list[Line] = []
    before: list[Line] = []
    for page, (lines, margins) in enumerate(pages):
        said = _said(pages[max(page - FACING, 0) : page])
        coming = _said(pages[page + 1 : page + 1 + FACING])
        own = []
        for line, margin in zip(lines, margins, strict=True):
            if margin.isdisjoint(said | coming):
                own.append(line)
            elif margin.isdisjoint(said):
                heads.append(line)
        rest = own[_repeated(before, own) :]
        while kept and rest and (whole := joined(kept, rest[0], paper)):
            kept[-1] = whole
            rest = rest[1:]
        kept += rest
        before = lines
    return list(_told_apart(uncounted([*heads, *kept])))


def _page(paper: Sheets, page: int) -> _Page:
    """The lines of a page with their margins; a line that is all of its page is no head."""
    lines = page_lines(paper, page)
    alone = len(lines) == 1
    return lines, [set() if line.in_table or alone else _margins(paper, line) for line in lines]


def _said(pages: Sequence[_Page]) -> set[_Margin]:
    return set().union(*(margin for _, margins in pages for margin in margins))


def _margins(paper: Sheets, line: Line) -> set[_Margin]:
    """What a line says and where, if it stands at the edge above or below and may be a running head: as it
    is, and whatever its page. A line with amounts is none.
    """
    box = paper.mark(*line.places[0])
    if EDGE < (box.top + box.bottom) / 2 < paper.sizes[line.page][1] - EDGE:
        return set()
    ways = (way for way in (line.texts, _without_page(line)) if not any(map(_is_sum, way)))
    return {("".join(way), round(box.top)) for way in ways}


def _is_sum(text: str) -> bool:
    return is_amount(text) and not _YEAR.fullmatch(text)


def _without_page(line: Line) -> tuple[str, ...]:
    """The words of a head with a number of its own at its end, which may be the page's, as how far it is from
    the page; no short ones: 附表 1 and 附表 2 are two.
    """
    *head, last = line.texts
    number = _PAGE.fullmatch(last)
    if not number or len("".join(head)) < LEAST_HEAD:
        return line.texts
    return (*head, f"#{int(number[1]) - line.page}")


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
