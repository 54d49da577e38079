"""Rows that the end of a page cuts in two: the words of one cell go on at the head of the next page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.proof.paper import Box
from generator.review.line import Line, is_amount
from generator.review.sheets import Place, Sheets, around
from generator.review.stacks import NEAR

MUCH = 3
"""Characters by which names must differ in length, to know where their column ends."""


@dataclass(frozen=True)
class _Cell:
    words: tuple[str, ...]
    places: tuple[Place, ...]
    text: str
    box: Box
    last: Box
    """Its last character."""


def joined(above: Sequence[Line], below: Line, paper: Sheets) -> Line | None:
    """The last line `above` the end of a page with the first line `below` it, if they are one row.

    One of them has the amounts, the other no code that makes it a row of its own, and what goes on below
    reaches above as far as anything in its column: there was no room for the next word.
    """
    upper = above[-1]
    if upper.has_amounts is below.has_amounts or (below.label[0] and (upper.has_amounts or upper.label[0])):
        return None
    one, other = (list(_cells(line, paper)) for line in (upper, below))
    columns = _columns(one, other)
    cut = [halves[0] for halves in columns if len(halves) > 1]
    if not cut or not all(_is_full(cell, above, paper) for cell in cut):
        return None
    words: list[str] = []
    for halves in columns:
        words += [word.rstrip() for half in halves for word in half.words]
        words[-1] += " "
    words[-1] = words[-1].rstrip()
    places = (place for halves in columns for half in halves for place in half.places)
    return Line(tuple(words), tuple(places), in_table=True)


def _cells(line: Line, paper: Sheets) -> Iterator[_Cell]:
    start = 0
    for words, text in zip(line.cells, line.texts, strict=True):
        places = line.places[start : start + len(words)]
        start += len(words)
        yield _Cell(
            words, places, text, around(*(paper.read(*place) for place in places)), paper.read(*places[-1])
        )


def _columns(upper: Sequence[_Cell], lower: Sequence[_Cell]) -> list[list[_Cell]]:
    """The cells of two halves from the left, those of one column together; none where that is not clear."""
    columns = [[cell] for cell in upper]
    for cell in lower:
        met = [column for column in columns if _stand_below(column[0], cell)]
        if len(met) > 1 or any(is_amount(one.text) for column in met for one in (column[0], cell)):
            return []
        if met and abs(met[0][0].box.left - cell.box.left) > NEAR:
            return []
        if met:
            met[0].append(cell)
        else:
            columns.append([cell])
    return sorted(columns, key=lambda column: min(cell.box.left for cell in column))


def _stand_below(one: _Cell, other: _Cell) -> bool:
    return one.box.left < other.box.right and other.box.left < one.box.right


def _is_full(cell: _Cell, above: Sequence[Line], paper: Sheets) -> bool:
    """Whether one character more would reach further than all else that begins in its column on its page, of
    which some is much shorter.
    """
    page = cell.places[0][0]
    width = cell.last.right - cell.last.left
    rights = [cell.last.right]
    for line in reversed(above):
        if line.page != page:
            break
        cells = _cells(line, paper) if line.is_row else ()
        rights += [one.box.right for one in cells if abs(one.box.left - cell.box.left) < NEAR]
    return cell.last.right + width > max(rights) and min(rights) < cell.last.right - MUCH * width
