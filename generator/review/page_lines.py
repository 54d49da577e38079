"""The lines of a page: text as it is written, and what stands in one row of a table as one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from generator.proof.paper import Box
from generator.review.line import Line
from generator.review.ruling import Cell
from generator.review.sheets import Sheets, around

EDGE = 60.0
"""Points from an edge of the paper within which a bare number is the page's, and what pages repeat a head."""
MOST_LINES = 4
"""Lines of a row without ruled lines; more that stand beside each other are columns of text."""
_NUMBER = re.compile(r"\s*(?:[—–\-·]\s*\d{1,4}\s*[—–\-·]|第\s*\d{1,4}\s*页(?:.{0,3}共\s*\d{1,4}\s*页)?)\s*")
_BARE_NUMBER = re.compile(r"\s*\d{1,4}(?:\s*/\s*\d{1,4})?\s*")

CLOSE = 0.15
"""How far below what stands beside it, in heights of characters, a line of the same row may begin."""
NOWHERE = Box(0, 0.0, 0.0, 0.0, 0.0)
"""In a cell it is not asked where a piece stands."""

_Key = tuple[int, ...]


@dataclass(frozen=True)
class _Piece:
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


def page_lines(paper: Sheets, page: int) -> list[Line]:
    """The lines of a page, without its number."""
    pieces = list(_pieces(paper, page))
    bands = _bands(page, pieces)
    rows: dict[_Key, list[_Piece]] = {}
    for piece in pieces:
        rows.setdefault(bands.get(piece.start, (piece.line,)), []).append(piece)
    return [_line(page, row, in_table=len(key) > 1) for key, row in rows.items()]


def _bands(page: int, pieces: Sequence[_Piece]) -> dict[int, _Key]:
    """The row in which each piece that starts at a place stands: of those in rows of tables."""
    ruled: dict[_Key, list[_Piece]] = {}
    for piece in pieces:
        if piece.cell:
            ruled.setdefault((piece.cell[1], piece.cell[3]), []).append(piece)
    found = {key: row for key, row in ruled.items() if len({piece.cell for piece in row}) > 1}
    return {piece.start: key for key, row in (*found.items(), *_bare(page, pieces)) for piece in row}


def _bare(page: int, pieces: Sequence[_Piece]) -> Iterator[tuple[_Key, list[_Piece]]]:
    """Pieces outside of ruled tables that stand beside each other, in few lines."""
    rows: list[list[_Piece]] = []
    bottom = 0.0
    for piece in sorted((piece for piece in pieces if piece.cell is None), key=lambda piece: piece.box.top):
        if not rows or piece.box.top >= bottom + CLOSE * (piece.box.bottom - piece.box.top):
            rows.append([])
            bottom = piece.box.bottom
        rows[-1].append(piece)
        bottom = max(bottom, piece.box.bottom)
    for row in rows:
        row.sort(key=lambda piece: piece.start)
        first, last = row[0].line, row[-1].line
        if first < last < first + MOST_LINES and _is_one_row(page, row):
            yield (first, last), row


def _is_one_row(page: int, row: Sequence[_Piece]) -> bool:
    """Whether it is a row as a whole, and not several."""
    lines = (_line(page, list(pieces)) for _, pieces in groupby(row, key=lambda piece: piece.line))
    return _line(page, row, in_table=True).is_row and sum(line.ends_in_amount for line in lines) < 2


def _pieces(paper: Sheets, page: int) -> Iterator[_Piece]:
    for number, match in enumerate(re.finditer(r"[^\r\n]+", paper.words(page))):
        if _is_page_number(paper, page, match):
            continue
        for word in re.finditer(r"\S+", match[0]):
            start, end = match.start() + word.start(), match.start() + word.end()
            cells = paper.cell(page, start), paper.cell(page, end - 1)
            if cells[0] == cells[1]:
                yield _piece(paper, page, number, cells[0], start, word[0])
            else:  # words of two cells that nearly touch
                for place, mark in enumerate(word[0], start):
                    yield _piece(paper, page, number, paper.cell(page, place), place, mark)


def _piece(paper: Sheets, page: int, line: int, cell: Cell | None, start: int, marks: str) -> _Piece:
    if cell:
        return _Piece(line, cell, start, marks, NOWHERE)
    ends = [paper.of_text(page, place, place + 1) for place in {start, start + len(marks) - 1}]
    return _Piece(line, cell, start, marks, around(*ends))


def _line(page: int, pieces: Sequence[_Piece], *, in_table: bool = False) -> Line:
    if in_table:
        pieces = sorted(pieces, key=lambda piece: piece.cell[0] if piece.cell else 0)
    words: list[str] = []
    for piece, then in zip(pieces, [*pieces[1:], None], strict=True):
        words += piece.marks
        if then and _stand_apart(piece, then):
            words[-1] += " "
    places = (range(piece.start, piece.end) for piece in pieces)
    return Line(page, tuple(words), tuple(chain.from_iterable(places)), in_table)


def _stand_apart(piece: _Piece, then: _Piece) -> bool:
    """Whether a blank is between them: a cell goes on in its next line without one."""
    if piece.cell != then.cell:
        return True
    if piece.line == then.line:
        return piece.end < then.start
    return piece.cell is None and then.box.left >= piece.box.right


def right_edge(paper: Sheets, page: int) -> float:
    """How far to the right the words of a page reach, in points from the left."""
    ends = (match.end() for match in re.finditer(r"[^\r\n]+", paper.words(page)) if match[0].strip())
    return max((paper.of_text(page, end - 1, end).right for end in ends), default=0.0)


def _is_page_number(paper: Sheets, page: int, match: re.Match[str]) -> bool:
    """Whether a line is the number of its page and no amount: marked as one, or alone at the paper's edge."""
    if not _BARE_NUMBER.fullmatch(match[0]):
        return bool(_NUMBER.fullmatch(match[0]))
    box, (width, height) = paper.of_text(page, *match.span()), paper.sizes[page]
    return min(box.left, box.top, width - box.right, height - box.bottom) < EDGE and not (
        EDGE < box.top < height - EDGE and width < height
    )
