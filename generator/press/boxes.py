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
