"""The words of a page as pieces: which stand in one line to the eye, and in which cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.proof.paper import Box
from generator.review.folding import folded
from generator.review.line import is_amount
from generator.review.reading import Word, read_lines
from generator.review.ruling import Cell
from generator.review.sheets import Sheets, around

EDGE = 60.0
"""Points from an edge of the paper within which a bare number is the page's, and what pages repeat a head."""
_NUMBER = re.compile(r"(?:[—–\-·]\s*\d{1,4}\s*[—–\-·]|第\s*\d{1,4}\s*页(?:.{0,3}共\s*\d{1,4}\s*页)?)")
_BARE_NUMBER = re.compile(r"\d{1,4}(?:\s*/\s*\d{1,4})?")


@dataclass(frozen=True)
class Piece:
    """Characters without a blank between them, in one line and one cell.

    `start` is how many stand before it, blanks too; `places` where they stand in the text of the page.
    """

    line: int
    cell: Cell | None
    start: int
    marks: str
    places: tuple[int, ...]
    box: Box

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.marks)

    @cached_property
    def is_amount(self) -> bool:
        """Whether it is an amount, or says that there is none."""
        return is_amount(folded(self.marks))


def pieces_of(paper: Sheets, page: int) -> Iterator[Piece]:
    """The pieces of a page in the order of its text, without its number."""
    start = 0
    for number, words in enumerate(read_lines(paper, page)):
        if _is_page_number(paper, page, words):
            continue
        for word in words:
            cells = paper.cell(word.first), paper.cell(word.last)
            if cells[0] == cells[1]:
                yield Piece(number, cells[0], start, word.marks, word.places, around(word.first, word.last))
            else:  # words of two cells that nearly touch
                for further, (place, mark) in enumerate(zip(word.places, word.marks, strict=True)):
                    box = paper.read(page, place)
                    yield Piece(number, paper.cell(box), start + further, mark, (place,), box)
            start += len(word.places) + 1


def _is_page_number(paper: Sheets, page: int, words: Sequence[Word]) -> bool:
    """Whether a line is the number of its page and no amount: marked as one, or alone at the paper's edge."""
    said = " ".join(word.marks for word in words)
    if not _BARE_NUMBER.fullmatch(said):
        return bool(_NUMBER.fullmatch(said))
    places = (place for word in words for place in word.places)
    box, (width, height) = around(*(paper.mark(page, place) for place in places)), paper.sizes[page]
    return (
        min(box.left, box.top, width - box.right, height - box.bottom) < EDGE
        and not (EDGE < box.top < height - EDGE and width < height)
        and paper.cell(words[0].first) is None
    )
