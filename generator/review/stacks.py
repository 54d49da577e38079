"""Pieces that make up rows by where they stand, where no lines are ruled between the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.review.pieces import Piece

CLOSE = 0.15
"""How far below what stands beside it, in heights of characters, a line of the same row may begin."""
NEAR = 2.0
"""Points that lines of one cell may begin apart."""
MOST_PIECES = 500
"""Pieces of a row: what has more is none."""
TIGHT = 1.5
"""Points that lines of one row stand nearer to each other, at least, than rows do."""

Strip = list[Piece]
"""Pieces at one height."""


def stacked(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """What may be a row each, from above: pieces at one height, and lines of text that belong to the amounts
    above or below them because they stand nearer to them than rows to each other.
    """
    strips = _strips(pieces)
    most = _least_between_rows(strips) - TIGHT
    row: list[Piece] = []
    for strip in strips:
        if row and _gap(row, strip) < most and _is_of(strip, row):
            row += strip
        else:
            if row:
                yield row
            row = strip
    if row:
        yield row


def _strips(pieces: Sequence[Piece]) -> list[Strip]:
    strips: list[Strip] = []
    bottom = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.box.top):
        if not strips or piece.box.top >= bottom + CLOSE * (piece.box.bottom - piece.box.top):
            strips.append([])
            bottom = piece.box.bottom
        strips[-1].append(piece)
        bottom = max(bottom, piece.box.bottom)
    return strips


def _least_between_rows(strips: Sequence[Strip]) -> float:
    """The least distance between two rows: of two with amounts, else of what is further apart than lines."""
    pairs = list(pairwise(strips))
    between = [_gap(one, other) for one, other in pairs if _has_amount(one) and _has_amount(other)]
    near = [_gap(one, other) for one, other in pairs if _has_amount(one) or _has_amount(other)]
    gaps = (_gap(one, other) for one, other in pairs)
    further = [gap for gap in gaps if near and gap > max(min(near), 0.0) + TIGHT]
    return min(between or further, default=0.0)


def _gap(above: Sequence[Piece], below: Sequence[Piece]) -> float:
    return min(piece.box.top for piece in below) - max(piece.box.bottom for piece in above)


def _has_amount(pieces: Sequence[Piece]) -> bool:
    return any(piece.is_amount for piece in pieces)


def _is_of(strip: Strip, row: Sequence[Piece]) -> bool:
    """Whether the one has amounts, and each piece of the other begins where words in a column of it do."""
    if len(strip) + len(row) > MOST_PIECES or _has_amount(strip) is _has_amount(row):
        return False
    text, whole = (strip, row) if _has_amount(row) else (row, strip)
    lefts = [(piece.box.left, column_of(piece, whole)) for piece in text]
    return all(column is not None and abs(left - column) < NEAR for left, column in lefts)


def column_of(piece: Piece, row: Sequence[Piece]) -> float | None:
    """The left edge of the words of `row` above or below which `piece` stands; None where it is an amount, or
    stands below several cells.
    """
    met = [
        other
        for other in row
        if other is not piece and other.box.left < piece.box.right and piece.box.left < other.box.right
    ]
    apart = any(then.box.left - one.box.right > one.box.bottom - one.box.top for one, then in pairwise(met))
    if not met or apart or any(other.is_amount for other in met):
        return None
    return min(other.box.left for other in met)
