"""The words of a page as pieces: which stand in one line to the eye, and in which cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.proof.paper import Box
from generator.review.folding import folded
from generator.review.line import is_amount
from generator.review.ruling import Cell
from generator.review.sheets import Sheets, around

EDGE = 60.0
"""Points from an edge of the paper within which a bare number is the page's, and what pages repeat a head."""
BESIDE = 0.3
"""How much of the height of the smaller of two words of one line is at the height of the other."""
_NUMBER = re.compile(r"(?:[—–\-·]\s*\d{1,4}\s*[—–\-·]|第\s*\d{1,4}\s*页(?:.{0,3}共\s*\d{1,4}\s*页)?)")
_BARE_NUMBER = re.compile(r"\d{1,4}(?:\s*/\s*\d{1,4})?")


@dataclass(frozen=True)
class Piece:
    """Characters without a blank between them, in one line and one cell."""

    line: int
    cell: Cell | None
    start: int
    marks: str
    box: Box

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.marks)

    @cached_property
    def is_amount(self) -> bool:
        """Whether it is an amount, or says that there is none."""
        return is_amount(folded(self.marks))


_Word = tuple[int, str, Box, Box]
"""Where it starts, its characters, and where the first and the last of them stand."""


def pieces_of(paper: Sheets, page: int) -> Iterator[Piece]:
    """The pieces of a page in the order of its text, without its number."""
    for number, line in enumerate(_lines(paper, page)):
        words = sorted(line, key=lambda word: word[2].left)  # PDFium lists them as they are shown
        if _is_page_number(paper, page, words):
            continue
        for start, marks, first, last in words:
            cells = paper.cell(first), paper.cell(last)
            if cells[0] == cells[1]:
                yield Piece(number, cells[0], start, marks, around(first, last))
            else:  # words of two cells that nearly touch
                for place, mark in enumerate(marks, start):
                    box = paper.read(page, place)
                    yield Piece(number, paper.cell(box), place, mark, box)


def _lines(paper: Sheets, page: int) -> Iterator[list[_Word]]:
    """The words that stand in one line; what PDFium takes for a line may be several."""
    for match in re.finditer(r"[^\r\n]+", paper.words(page)):
        line: list[_Word] = []
        for word in re.finditer(r"\S+", match[0]):
            start, end = match.start() + word.start(), match.start() + word.end()
            found = (start, word[0], paper.read(page, start), paper.read(page, end - 1))
            if line and not _beside(line[-1][3], found[2]):
                yield line
                line = []
            line.append(found)
        if line:
            yield line


def _beside(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > BESIDE * min(one.bottom - one.top, other.bottom - other.top)


def _is_page_number(paper: Sheets, page: int, words: Sequence[_Word]) -> bool:
    """Whether a line is the number of its page and no amount: marked as one, or alone at the paper's edge."""
    said = " ".join(marks for _, marks, _, _ in words)
    if not _BARE_NUMBER.fullmatch(said):
        return bool(_NUMBER.fullmatch(said))
    box, (width, height) = (
        paper.of_text(page, words[0][0], words[-1][0] + len(words[-1][1])),
        paper.sizes[page],
    )
    return (
        min(box.left, box.top, width - box.right, height - box.bottom) < EDGE
        and not (EDGE < box.top < height - EDGE and width < height)
        and paper.cell(words[0][2]) is None
    )
