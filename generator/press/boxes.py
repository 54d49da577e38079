"""Walking WeasyPrint's boxes: the only place, with justify.py and structure.py, that knows their shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def descendants(box: Any, kind: type) -> Iterator[Any]:
    """Every box of `kind` at or below `box`, in document order."""
    stack = [box]
    while stack:
        current = stack.pop()
        if isinstance(current, kind):
            yield current
        stack.extend(reversed(getattr(current, "children", ())))


ASCENT, DESCENT = 0.88, 0.14
"""Em that characters reach above and below their base line."""


def ink(text: Any) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the characters of a text box, in CSS px; the box is as high as its line."""
    base, size = text.position_y + text.baseline, text.style["font_size"]
    return (
        text.position_x,
        base - ASCENT * size,
        text.position_x + text.width,
        base + DESCENT * size,
    )
