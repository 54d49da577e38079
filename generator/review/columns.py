"""The columns in which the cells of rows stand: an amount that moved to another one says something else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby

from generator.proof.paper import Box
from generator.review.line import Line
from generator.review.pieces import Piece
from generator.review.sheets import Sheets, around

_Row = tuple[Line, list[list[Piece]]]


def columns_of(rows: Sequence[_Row], paper: Sheets) -> list[tuple[int, ...]]:
    """For each line the columns of its cells and how many there are; nothing where that is not known."""
    found: list[tuple[int, ...]] = []
    for is_bare, group in groupby(rows, key=lambda row: row[0].is_row and not row[0].is_ruled):
        lines = list(group)
        found += _bare(lines) if is_bare else [_ruled(line, cells, paper) for line, cells in lines]
    return found


def _ruled(line: Line, cells: Sequence[Sequence[Piece]], paper: Sheets) -> tuple[int, ...]:
    """By the lines that are ruled down through the row: also those of empty cells."""
    ruled = [paper.column(line.page, cell[0].cell) for cell in cells if cell[0].cell]
    counts = {count for _, count in ruled}
    if not line.is_row or len(counts) != 1 or len(ruled) < len(cells):
        return ()
    return (*(column for column, _ in ruled), *counts)


def _bare(rows: Sequence[_Row]) -> list[tuple[int, ...]]:
    """By the amounts that stand below each other."""
    spans = [
        [(box.left, box.right) if cell[0].is_amount else None for cell in cells for box in (_box(cell),)]
        for _, cells in rows
    ]
    ends: list[float] = []
    for left, right in sorted(span for row in spans for span in row if span):
        if not ends or left > ends[-1]:
            ends.append(right)
        ends[-1] = max(ends[-1], right)
    return [(*(bisect_left(ends, span[0]) if span else -1 for span in row), len(ends)) for row in spans]


def _box(cell: Sequence[Piece]) -> Box:
    return around(*(piece.box for piece in cell))
