"""The lines of a PDF's pages, and which of them are rows of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from generator.review.folding import folded
from generator.review.sheets import Sheets

_CHARACTERS = re.compile(r"(\S)(\s?)")
_NUMBER = re.compile(r"\s*(?:[—–\-·]\s*\d{1,4}\s*[—–\-·]|第\s*\d{1,4}\s*页(?:.{0,3}共\s*\d{1,4}\s*页)?)\s*")
_BARE_NUMBER = re.compile(r"\s*\d{1,4}(?:\s*/\s*\d{1,4})?\s*")
_EDGE = 60.0
"""Points from an edge of the paper within which a bare number is the page's."""
_AMOUNT = re.compile(r"[-+(]?\d[\d,]*(?:\.\d+)?[%)]?|[-—–]+")
_CODE = re.compile(r"\d{2,}")
_GOES_ON = re.compile(r"\(?续表?\)?\d*$|^续表?")


@dataclass(frozen=True)
class Line:
    """A line of text, a word for each character with the blank behind it.

    `start` and `end` are its characters on the page.
    """

    page: int
    words: tuple[str, ...]
    start: int
    end: int

    @cached_property
    def text(self) -> str:
        """What is compared."""
        return folded("".join(self.words))

    @cached_property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The words between blanks, each a cell of characters."""
        cells: list[list[str]] = [[]]
        for word in self.words:
            cells[-1].append(word)
            if word[-1].isspace():
                cells.append([])
        return tuple(tuple(cell) for cell in cells if cell)

    @cached_property
    def label(self) -> tuple[str, str]:
        """Code and name that the line begins with: its code cells, and what comes before its first amount."""
        texts = [folded("".join(cell)) for cell in self.cells]
        codes = 0
        while codes < len(texts) - 1 and _CODE.fullmatch(texts[codes]):
            codes += 1
        amount = next((i for i in range(codes, len(texts)) if _AMOUNT.fullmatch(texts[i])), len(texts))
        return "".join(texts[:codes]), "".join(texts[codes:amount])

    @cached_property
    def is_row(self) -> bool:
        """Whether it is a row of a table: it begins with a code, or ends with an amount after a name."""
        code, name = self.label
        ends = _AMOUNT.fullmatch(folded("".join(self.cells[-1])))
        return len(self.cells) > 1 and bool(name) and bool(code or ends)

    @cached_property
    def has_amounts(self) -> bool:
        """Whether some cell of it is an amount."""
        return any(_AMOUNT.fullmatch(folded("".join(cell))) for cell in self.cells)

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same line on the other side."""
        return ("行", *self.label) if self.is_row else ("文", self.text)


def lines_of(paper: Sheets) -> list[Line]:
    """The lines of all pages, without page numbers and heads that a page repeats from the one before."""
    pages = [_lines(paper, page) for page in range(len(paper.words))]
    kept = list(pages[0]) if pages else []
    for before, lines in pairwise(pages):
        kept += lines[_repeated(before, lines) :]
    return kept


def right_edge(paper: Sheets, page: int) -> float:
    """How far to the right the words of a page reach, in points from the left."""
    ends = (match.end() for match in re.finditer(r"[^\r\n]+", paper.words[page]) if match[0].strip())
    return max((paper.of_text(page, end - 1, end).right for end in ends), default=0.0)


def _lines(paper: Sheets, page: int) -> list[Line]:
    lines = []
    for match in re.finditer(r"[^\r\n]+", paper.words[page]):
        words = tuple(mark + (" " if blank else "") for mark, blank in _CHARACTERS.findall(match[0]))
        if words and not is_page_number(paper, page, match):
            lines.append(Line(page, words, *match.span()))
    return lines


def is_page_number(paper: Sheets, page: int, match: re.Match[str]) -> bool:
    """Whether a line is the number of its page and no amount: marked as one, or alone at the paper's edge."""
    if not _BARE_NUMBER.fullmatch(match[0]):
        return bool(_NUMBER.fullmatch(match[0]))
    box, (width, height) = paper.of_text(page, *match.span()), paper.sizes[page]
    return min(box.left, box.top, width - box.right, height - box.bottom) < _EDGE and not (
        _EDGE < box.top < height - _EDGE and width < height
    )


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
