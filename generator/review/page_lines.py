"""The lines of a page: text as it is written, and what stands in one row of a table as one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from generator.proof.paper import Box
from generator.review.columns import columns_of
from generator.review.counting import without_number
from generator.review.line import Line
from generator.review.pieces import Piece, pieces_of
from generator.review.sheets import Sheets, around
from generator.review.stacks import MOST_PIECES, column_of, stacked

MOST_LINES = 8
"""Lines of a row without ruled lines; more that stand beside each other are columns of text."""

MOST_MOVED = 2_000
"""Lines of a page that are put in order."""

_Key = tuple[int, ...]
_Row = tuple[_Key, list[Piece]]


def page_lines(paper: Sheets, page: int) -> list[Line]:
    """The lines of a page, without its number."""
    pieces = list(pieces_of(paper, page))
    bands = _bands(page, pieces)
    rows: dict[_Key, list[Piece]] = {}
    for piece in pieces:
        rows.setdefault(bands.get(piece.start, (piece.line,)), []).append(piece)
    read = _as_read(rows.items())
    lines = [_line(page, row, in_table=len(key) > 1) for key, row in read]
    columns = columns_of(
        [(line, _cells(_sorted(key, row))) for line, (key, row) in zip(lines, read, strict=True)], paper
    )
    return [replace(line, columns=found) for line, found in zip(lines, columns, strict=True)]


def _sorted(key: _Key, row: Sequence[Piece]) -> Sequence[Piece]:
    return _by_columns(row) if len(key) > 1 else row


def _as_read(rows: Iterable[_Row]) -> list[_Row]:
    """The rows as they were drawn, each before those that stand below it: headings and whole pages may be
    drawn last or backwards, while what stands beside one another has no other order.
    """
    drawn = [(row, around(*(piece.box for piece in row[1]))) for row in rows]
    upward = sum(then.bottom <= box.top for (_, box), (_, then) in pairwise(drawn))
    found: list[tuple[_Row, Box]] = []
    lowest = 0.0
    for row, box in drawn[::-1] if 2 * upward > len(drawn) else drawn:
        index = _place(box, found) if box.bottom <= lowest and len(found) <= MOST_MOVED else len(found)
        found.insert(index, (row, box))
        lowest = max(lowest, box.top)
    return [row for row, _ in found]


def _place(box: Box, found: Sequence[tuple[_Row, Box]]) -> int:
    """Where a row comes in before the first that stands right below it, and what stands below beside that."""
    for index, (_, other) in enumerate(found):
        if box.bottom <= other.top and box.left < other.right and other.left < box.right:
            while index and box.bottom <= found[index - 1][1].top:
                index -= 1
            return index
    return len(found)


def _bands(page: int, pieces: Sequence[Piece]) -> dict[int, _Key]:
    """The row in which each piece that starts at a place stands: of those in rows of tables."""
    ruled: dict[_Key, list[Piece]] = {}
    for piece in pieces:
        if piece.cell:
            ruled.setdefault((piece.cell[1], piece.cell[3]), []).append(piece)
    found: list[tuple[_Key, list[Piece]]] = []
    for key, row in ruled.items():
        if _holds_rows(row):
            found += [((*key, index), part) for index, part in enumerate(stacked(row))]
        elif len({piece.cell for piece in row}) > 1:
            found.append((key, row))
    return {piece.start: key for key, row in (*found, *_bare(page, pieces)) for piece in row}


def _holds_rows(band: Sequence[Piece]) -> bool:
    """Whether no line is ruled between the rows of a table: a cell holds amounts below each other."""
    lines = {(piece.cell, piece.line) for piece in band if piece.is_amount}
    return any(times > 1 for times in Counter(cell for cell, _ in lines).values())


def _bare(page: int, pieces: Sequence[Piece]) -> Iterator[tuple[_Key, list[Piece]]]:
    """Pieces outside of ruled tables that make up rows of several lines."""
    for row in stacked([piece for piece in pieces if piece.cell is None]):
        row.sort(key=lambda piece: piece.start)
        lines = sorted({piece.line for piece in row})
        if len(lines) > 1 and len(row) <= MOST_PIECES and _is_one_row(page, row):
            yield (lines[0], lines[-1]), row


def _is_one_row(page: int, row: Sequence[Piece]) -> bool:
    """Whether it is a row as a whole, and not several, nor columns of text."""
    lines = [list(pieces) for _, pieces in groupby(row, key=lambda piece: piece.line)]
    amounts = sum(all(piece.is_amount for piece in pieces) for pieces in lines)
    near = row[-1].line - row[0].line < MOST_LINES or amounts > 1  # a column may be written behind another
    ends = sum(_line(page, pieces).ends_in_amount for pieces in lines)
    whole = _line(page, row, in_table=True)
    return near and ends < 2 and (whole.is_row or without_number(whole) is not None)


def _line(page: int, pieces: Sequence[Piece], *, in_table: bool = False) -> Line:
    pieces = _by_columns(pieces) if in_table else pieces
    words: list[str] = []
    for cell in _cells(pieces):
        words += (mark for piece in cell for mark in piece.marks)
        words[-1] += " "
    words[-1] = words[-1].rstrip()
    places = ((page, place) for piece in pieces for place in piece.places)
    return Line(tuple(words), tuple(places), in_table, is_ruled=all(piece.cell for piece in pieces))


def _cells(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces between which no blank is."""
    cells: list[list[Piece]] = []
    for piece in pieces:
        if not cells or _stand_apart(cells[-1][-1], piece):
            cells.append([])
        cells[-1].append(piece)
    return cells


def _by_columns(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a row cell by cell: those without lines around them by what they stand below."""
    if any(piece.cell for piece in pieces):
        return sorted(pieces, key=lambda piece: piece.cell[0] if piece.cell else 0)
    lefts = {piece.start: column_of(piece, pieces) for piece in pieces}
    return sorted(pieces, key=lambda piece: min(piece.box.left, lefts[piece.start] or piece.box.left))


def _stand_apart(piece: Piece, then: Piece) -> bool:
    """Whether a blank is between them: a cell goes on in its next line without one."""
    if piece.cell != then.cell:
        return True
    if piece.line == then.line:
        return piece.end != then.start
    return piece.cell is None and then.box.left >= piece.box.right
