"""On which pages the rows stand that may begin one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.press.boxes import descendants
from generator.press.hooks import boxes, page_box
from generator.press.section.cuts import goes_on, rows_of


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows there are, which stand on each page, and whether merged cells reach over some."""

    count: int
    by_page: tuple[tuple[int, ...], ...]
    merged: bool


def rows_on_pages(pages: Sequence[Any]) -> Rows:
    """The rows of a section on its WeasyPrint pages."""
    rows = rows_of(root_of(pages))
    numbers = {id(row): number for number, row in enumerate(rows)}
    by_page = []
    for page in pages:
        found = (numbers.get(id(row.element)) for row in descendants(page_box(page), boxes().TableRowBox))
        by_page.append(tuple(sorted(number for number in found if number is not None)))
    return Rows(len(rows), tuple(by_page), any(goes_on(row) for row in rows))


def root_of(pages: Sequence[Any]) -> Any:
    """The root of the HTML that was laid out."""
    found = descendants(page_box(pages[0]), boxes().BlockBox)
    return next(box.element for box in found if box.element_tag == "html")
