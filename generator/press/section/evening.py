"""Forms that go on: the last page has a third of its height at least, taken from the page before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from generator.press.boxes import descendants
from generator.press.hooks import boxes, page_box
from generator.press.section.cuts import rows_of
from generator.press.section.rows import root_of

LEAST = 0.36
"""Parts of a page that its rows take, with some room for what is cut."""
NEARLY_EMPTY = 0.25
"""Parts of a page: one whose lines end before is spared where that is possible."""
MOST_MOVED = 0.5
"""Parts of a page that are moved to the next at the most."""


def filled(page: Any) -> float:
    """Which part of a WeasyPrint page its rows reach down to; 1 where there are none."""
    block = page_box(page)
    ends = [row.position_y + row.height for row in descendants(block, boxes().TableRowBox)]
    return float((max(ends) - block.content_box_y()) / block.height) if ends else 1.0


def is_nearly_empty(page: Any) -> bool:
    """Whether the lines of a WeasyPrint page end near its top."""
    block = page_box(page)
    content = [child for child in block.children if not isinstance(child, boxes().MarginBox)]
    lines = (line for child in content for line in descendants(child, boxes().LineBox))
    end = max((line.position_y + line.height for line in lines), default=0.0)
    return float(end - block.content_box_y()) < NEARLY_EMPTY * float(block.height)


def evened(pages: Sequence[Any]) -> int | None:
    """The row that should begin the last of `pages`; None where it is full enough, or no row would do."""
    if len(pages) < 2 or filled(pages[-1]) >= LEAST:
        return None
    root = root_of(pages)
    rows = rows_of(root)
    numbers = {id(row): number for number, row in enumerate(rows)}
    bound = {id(each[0]) for table in root.iter("table") if (each := rows_of(table))}
    bound |= {id(row) for above, row in pairwise(rows) if "goal-heads" in above.get("class", "")}
    before, last = (_heights(page, numbers) for page in pages[-2:])
    if not last:
        return None
    wanted = (LEAST - filled(pages[-1])) * page_box(pages[-1]).height
    most = MOST_MOVED * page_box(pages[-2]).height
    moved = 0.0
    for number in sorted((number for number in before if number < min(last)), reverse=True):
        moved += before[number]
        if moved > most:
            return None
        if moved >= wanted and id(rows[number]) not in bound:
            return number
    return None


def _heights(page: Any, numbers: dict[int, int]) -> dict[int, float]:
    """The heights of the rows on a page by their numbers, in CSS pixels."""
    found: dict[int, float] = defaultdict(float)
    for row in descendants(page_box(page), boxes().TableRowBox):
        number = numbers.get(id(row.element))
        if number is not None:
            found[number] += row.height
    return found
