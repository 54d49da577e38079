"""Page numbers (页码), drawn by the style sheet on pages that have nothing else.

A section does not know its first page. Its pages get their numbers when the file is made, from sheets of
numbers for its kind of page, which every document of the profile shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.errors import ProfileError
from generator.press.hooks import SCALE, Canvas, Shelf, bare, counts_pages, margin_boxes, page_box
from generator.press.section.freezing import Freezer
from generator.press.section.printing import compressed, glyphs, release
from generator.press.section.values import Glyphs, Resources, Shared

SHEET = 8
"""Numbers of a sheet. Even, so that every sheet begins on a right page."""


@dataclass(frozen=True, slots=True)
class FolioSheet:
    """The contents (compressed) that print the page numbers from `first` on one kind of page.

    `aside`: how far the content of a left page stands right of and above that of a right one, in points.
    """

    first: int
    aside: tuple[float, float]
    contents: tuple[bytes, ...]
    resources: Resources
    glyphs: tuple[Glyphs, ...]


def sheet_of(page: int) -> int:
    """The first number of the sheet that has the number `page`."""
    return (page - 1) // SHEET * SHEET + 1


def blank_pages(kind: str) -> str:
    """The body of a sheet's pages, which are of the `kind` that the style sheet names so."""
    page = f'<div style="page: {kind or "auto"}; break-after: page"></div>'
    return page * (SHEET - 1) + page.replace("break-after: page", "break-after: auto")


def folios(pages: Sequence[Any], shelf: Shelf, first: int) -> FolioSheet:
    """The numbers on WeasyPrint's blank `pages`, the first of which has the number `first`."""
    aside = _aside(pages)
    canvas = Canvas.blank(shelf, Shared.COLOURS, Shared.PROFILE)
    contents = []
    for page in pages:
        bare(page)
        operators, marks = canvas.paint(page)
        release(operators, set(range(len(marks))))
        contents.append(compressed(operators) if marks else b"")
    freezer = Freezer(canvas)
    resources = freezer.resources()
    if freezer.objects or resources.keys() - {"ExtGState"}:
        raise ProfileError("样式的页码里只能有文字。")
    return FolioSheet(first, aside, tuple(contents), resources, glyphs(shelf))


def _aside(pages: Sequence[Any]) -> tuple[float, float]:
    """How far left pages stand from where right ones do.

    A section is laid out before its pages are left or right ones: only places may differ, or a ProfileError
    is raised.
    """
    right, left = (page_box(pages[index]) for index in (2, 1))
    if _shape(pages[2]) != _shape(pages[1]):
        raise ProfileError("样式的左页和右页只能位置不同，版心的大小和页边的内容要一样。")
    if _numbers(pages[0]) != _numbers(pages[2]):
        raise ProfileError("样式的各节第一页（@page :first）的页码要和其他页的一样。")
    across = left.content_box_x() - right.content_box_x()
    down = left.content_box_y() - right.content_box_y()
    return across * SCALE, -down * SCALE


def _shape(page: Any) -> tuple[Any, ...]:
    box = page_box(page)
    others = tuple(child.at_keyword for child in margin_boxes(page) if not counts_pages(child))
    sizes = (page.width, page.height, box.width, box.height)
    return *(round(size, 3) for size in sizes), others


def _numbers(page: Any) -> list[str]:
    return [child.at_keyword for child in margin_boxes(page) if counts_pages(child)]
