"""An entry of a report: a change with its words and its places on the pages of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.press.binding import fitted
from generator.proof.paper import Box

Runs = tuple[tuple[str, str], ...]
"""Words on both sides, piece by piece: (同 | 删 | 增, characters)."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Where an entry stands on one paper; `page` is the one to look at, None where there is none."""

    boxes: tuple[Box, ...] = ()
    page: int | None = None

    def bound_in(self, sizes: Sequence[tuple[float, float]]) -> Marks:
        """The same where pages of `sizes` are bound in: smaller, on pages of ours."""
        return replace(self, boxes=tuple(_bound_in(box, *sizes[box.page]) for box in self.boxes))

    def further(self, pages: int) -> Marks:
        """The same so many pages further on."""
        boxes = tuple(replace(box, page=box.page + pages) for box in self.boxes)
        return Marks(boxes, None if self.page is None else self.page + pages)


def _bound_in(box: Box, width: float, height: float) -> Box:
    scale, left, top = fitted(width, height)
    edges = (
        left + box.left * scale,
        top + box.top * scale,
        left + box.right * scale,
        top + box.bottom * scale,
    )
    return Box(box.page, *edges)


def marks_at(boxes: Sequence[Box]) -> Marks:
    """The marks of `boxes`, to be looked at where the first of them is."""
    return Marks(tuple(boxes), boxes[0].page if boxes else None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the report.

    `group` is what kind of change it is, `where` the table or section to filter by, `depth` 1 what follows
    from the entry above. Figures have `old`, `new` and `change`, words have `runs`.
    """

    group: str
    where: str
    title: str
    old: str = ""
    new: str = ""
    change: str = ""
    note: str = ""
    place: str = ""
    runs: Runs = ()
    depth: int = 0
    marks: tuple[Marks, Marks] = (Marks(), Marks())
