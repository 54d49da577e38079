"""How far the text of a page reaches to the left and to the right: of each of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.proof.paper import Box
from generator.review.line import Line
from generator.review.reading import BESIDE, beside
from generator.review.sheets import Sheets, around

COLUMNS = 3
"""Lines of text beside others, from which on a page has columns of text."""
UNEVEN = 0.15
"""Of the width of the paper, how much wider its right margin is than its left one, at most: where all lines
end before that, they are short.
"""
STEP = 40.0
"""Points that lines of one column begin apart, at most."""

Edges = tuple[float, float]


class TextMargins:
    """The edges between which `lines` of text stand, in points from the left."""

    def __init__(self, lines: Sequence[Line], paper: Sheets) -> None:
        self.paper = paper
        self._pages: dict[int, Edges] = {}
        self._columns: dict[tuple[int, int], Edges] = {}
        texts: dict[int, list[Box]] = {}
        for line in lines:
            if not line.is_row and not line.in_table:
                box = around(*(paper.read(*place) for place in (line.places[0], line.places[-1])))
                texts.setdefault(line.page, []).append(box)
        for page, boxes in texts.items():
            if _side_by_side(boxes):
                self._note(page, boxes)

    def _note(self, page: int, boxes: Sequence[Box]) -> None:
        for box in boxes:
            key = page, int(box.left // STEP)
            left, right = self._columns.get(key, (box.left, box.right))
            self._columns[key] = min(left, box.left), max(right, box.right)

    def of(self, line: Line) -> Edges:
        """Those of the page of a line, or of its column."""
        place = int(self.paper.read(*line.places[0]).left // STEP)
        keys = ((line.page, key) for key in (place - 1, place, place + 1))
        near = [self._columns[key] for key in keys if key in self._columns]
        if near:
            return min(left for left, _ in near), max(right for _, right in near)
        if line.page not in self._pages:
            words = (match.span() for match in re.finditer(r"\S+", self.paper.words(line.page)))
            ends = [self.paper.read(line.page, place) for start, end in words for place in (start, end - 1)]
            width, _ = self.paper.measures(line.page)
            left = min(box.left for box in ends)
            least = width - left - UNEVEN * width
            self._pages[line.page] = left, max(least, *(box.right for box in ends))
        return self._pages[line.page]


def _side_by_side(boxes: Sequence[Box]) -> bool:
    pairs = pairwise(sorted(boxes, key=lambda box: box.top))
    return sum(beside(one, other, BESIDE) for one, other in pairs) >= COLUMNS
