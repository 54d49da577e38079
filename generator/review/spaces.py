"""Where things stand on a page: as it is shown, and as its words are read, which may be written sideways."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import pi
from typing import Any

from generator.proof.paper import Box

Edges = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from below."""
_LOOKED_AT = 300
"""Characters of a page by which it is known which way it is written."""


def turned(edges: Edges, quarters: int) -> Edges:
    """Edges on paper that is turned back so many quarters of a circle."""
    left, bottom, right, top = edges
    ways = (
        (left, bottom, right, top),
        (-top, left, -bottom, right),
        (-right, -top, -left, -bottom),
        (bottom, -right, top, -left),
    )
    return ways[quarters % 4]


@dataclass(frozen=True)
class Space:
    """A page that is turned back so many `quarters`, with its edges then."""

    page: int
    quarters: int
    edges: Edges

    def box(self, edges: Edges) -> Box:
        """What has these edges in the file."""
        left, bottom, right, top = turned(edges, self.quarters)
        least, _, _, most = self.edges
        return Box(self.page, left - least, most - top, right - least, most - bottom)

    def middle(self, box: Box) -> tuple[float, float]:
        """The middle of a box, in points from below on the turned paper."""
        least, _, _, most = self.edges
        return least + (box.left + box.right) / 2, most - (box.top + box.bottom) / 2


def shown(number: int, page: Any) -> Space:
    """A page of PDFium's as it is shown."""
    return _space(number, page, -page.get_rotation() // 90)


def read(number: int, page: Any, text: Any) -> Space:
    """A page of PDFium's as most of its text is written."""
    import pypdfium2.raw as pdfium

    step = max(1, text.count_chars() // _LOOKED_AT)
    ways = Counter(
        round(pdfium.FPDFText_GetCharAngle(text.raw, index) / (pi / 2)) % 4
        for index in range(0, text.count_chars(), step)
    )
    return _space(number, page, max(ways, key=lambda way: (ways[way], -way), default=0))


def _space(number: int, page: Any, quarters: int) -> Space:
    return Space(number, quarters, turned(page.get_bbox(), quarters))
