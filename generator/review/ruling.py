"""The ruled lines of a page, and the cell between them in which a character stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

from generator.review.spaces import turned

THIN = 3.0
"""Points up to which what is drawn is a line and no area."""
SLACK = 1.5
"""Points that two pieces of one line may stand apart."""
ENDS = 4.5
"""Points from the corners of a cell at which the lines above and below it may end."""
MOST_FORMS = 4
"""How deep drawings within drawings are looked into."""

Cell = tuple[int, int, int, int]
"""The lines around a character: left, top, right, bottom, in whole points of the page from below."""
_Line = tuple[float, float, float]
"""Where a line stands across its direction, and from where to where it goes."""


class Ruling:
    """The lines of a page of PDFium's, across and down where it is turned back so many `quarters`."""

    def __init__(self, page: Any, quarters: int = 0) -> None:
        across: list[_Line] = []
        down: list[_Line] = []
        for edges in _drawn(page):
            left, bottom, right, top = turned(edges, quarters)
            if top - bottom <= THIN < right - left:
                across.append(((top + bottom) / 2, left, right))
            elif right - left <= THIN < top - bottom:
                down.append(((left + right) / 2, bottom, top))
        self._across, self._down = _joined(across), _joined(down)

    def __bool__(self) -> bool:
        return bool(self._across and self._down)

    def cell(self, x: float, y: float) -> Cell | None:
        """The cell around a point; None where a line is missing on one of its sides."""
        left, right = _around(self._down, x, y, y)
        if left is None or right is None:
            return None
        reach = min(ENDS, (right - left) / 4)
        below, above = _around(self._across, y, left + reach, right - reach)
        if below is None or above is None:
            return None
        return round(left), round(above), round(right), round(below)

    def column(self, cell: Cell) -> tuple[int, int]:
        """Which column of its row a cell is, and how many the row has."""
        left, top, _, bottom = cell
        places = [line[0] for line in self._down if line[1] - SLACK <= (top + bottom) / 2 <= line[2] + SLACK]
        return bisect_left(places, left + SLACK), len(places)


def _drawn(page: Any) -> Iterator[tuple[float, float, float, float]]:
    """The edges of the lines that are drawn: of thin areas, and of stroked paths."""
    import pypdfium2.raw as pdfium

    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=MOST_FORMS):
        left, bottom, right, top = item.get_bounds()
        if right - left <= THIN or top - bottom <= THIN:
            yield _on_page(item, left, bottom, right, top)
        elif _is_stroked(item):
            for (x, y), (to_x, to_y) in _strokes(item):
                yield _on_page(item, min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def _on_page(item: Any, *edges: float) -> tuple[float, float, float, float]:
    """Edges of what is drawn within drawings, on the page."""
    while (item := item.container) is not None:
        edges = item.get_matrix().on_rect(*edges)
    left, bottom, right, top = edges
    return left, bottom, right, top


def _is_stroked(item: Any) -> bool:
    from ctypes import byref, c_int

    import pypdfium2.raw as pdfium

    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(item.raw, byref(fill), byref(stroke))
    return bool(stroke.value)


def _strokes(item: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a path."""
    from ctypes import byref, c_float

    import pypdfium2.raw as pdfium

    matrix = item.get_matrix()
    start = last = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(item.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, index)
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = matrix.on_point(x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        else:
            yield last, point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield point, start
        last = point


def _joined(lines: Iterable[_Line]) -> list[_Line]:
    """Pieces that go on from each other as one line, by where they stand: as near to the first as may be."""
    places: list[list[_Line]] = []
    for line in sorted(lines):
        if not places or line[0] - places[-1][0][0] > SLACK:
            places.append([])
        places[-1].append(line)
    return [line for pieces in places for line in _in_one(pieces)]


def _in_one(pieces: list[_Line]) -> Iterator[_Line]:
    place = pieces[0][0]
    start, end = min(piece[1] for piece in pieces), None
    for _, begins, ends in sorted(pieces, key=lambda piece: piece[1]):
        if end is not None and begins - end > SLACK:
            yield place, start, end
            start, end = begins, None
        end = ends if end is None else max(end, ends)
    if end is not None:
        yield place, start, end


def _around(lines: list[_Line], place: float, start: float, end: float) -> tuple[float | None, float | None]:
    """The nearest lines before and behind `place` that go from `start` to `end`: what is underlined is no
    cell of its own.
    """
    index = bisect_left(lines, (place,))
    before = (line[0] for line in reversed(lines[:index]) if _reaches(line, start, end))
    behind = (line[0] for line in lines[index:] if _reaches(line, start, end))
    return next(before, None), next(behind, None)


def _reaches(line: _Line, start: float, end: float) -> bool:
    return line[1] - SLACK <= start and end <= line[2] + SLACK
