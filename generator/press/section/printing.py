"""A section's laid-out pages → its print."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from generator.press.hooks import SCALE, Canvas, Shelf, counts_pages, page_box, page_kind, to_bytes
from generator.press.section.facts import chart_figures, faults, figures, passages
from generator.press.section.freezing import LEVEL, Freezer
from generator.press.section.nodes import Numbered, numbered
from generator.press.section.on_paper import Box
from generator.press.section.tags import Marks, tag_tree
from generator.press.section.values import (
    Bookmark,
    Face,
    Glyphs,
    Link,
    PagePrint,
    SectionPrint,
    Shared,
)

_FURNITURE = ("/Artifact", "<</Type /Pagination>>")

EMPTY = zlib.compress(b"", LEVEL)
"""The content of a page with nothing on it."""


def printed(pages: Sequence[Any], shelf: Shelf) -> SectionPrint:
    """The print of a section that was laid out on WeasyPrint's `pages`; page numbers are left out of it."""
    canvas = Canvas.blank(shelf, Shared.COLOURS, Shared.PROFILE)
    places, links = _links(pages)
    drawn: list[list[Any]] = []
    marks: list[Marks] = []
    for page in pages:
        without_number(page)
        operators, marked = canvas.paint(page)
        drawn.append(operators)
        marks.append(marked)
    tree = numbered(tag_tree(pages, marks, links))
    freezer = Freezer(canvas)
    return SectionPrint(
        pages=tuple(_page(*each, tree) for each in zip(range(len(pages)), pages, drawn, marks, strict=True)),
        resources=freezer.resources(),
        objects=tuple(item for item in freezer.objects if item is not None),
        elements=tree.elements,
        links=tuple(Link(*places[number], owner) for number, owner in tree.linked),
        glyphs=glyphs(shelf),
        anchors=_anchors(pages),
        figures=tuple(figures(pages)),
        chart_figures=tuple(chart_figures(pages)),
        passages=tuple(passages(pages)),
        faults=tuple(faults(pages)),
    )


def without_number(page: Any) -> None:
    """Take the page number off a WeasyPrint page: a section does not know it."""
    for box in page_box(page).children:
        if counts_pages(box):
            box.children = []


def _links(pages: Sequence[Any]) -> tuple[list[tuple[int, Box, str]], dict[int, int]]:
    """(page, place, target) of every link within the document, and their indexes by the id of their box."""
    places: list[tuple[int, Box, str]] = []
    numbers: dict[int, int] = {}
    for number, page in enumerate(pages):
        for kind, target, (x1, y1, x2, y2), box in page.links:
            if kind == "internal":
                numbers[id(box)] = len(places)
                upper, lower = page.height - y1, page.height - y2
                place = (x1 * SCALE, upper * SCALE, x2 * SCALE, lower * SCALE)
                places.append((number, place, target))
    return places, numbers


def _page(number: int, page: Any, operators: list[Any], marks: Marks, tree: Numbered) -> PagePrint:
    owners = [tree.owners.get((number, mark)) for mark in range(len(marks))]
    release(operators, {mark for mark, owner in enumerate(owners) if owner is None})
    height = page.height
    bleed = {side: width * SCALE for side, width in page.bleed.items()}
    trim = (0.0, 0.0, page.width * SCALE, height * SCALE)
    return PagePrint(
        kind=page_kind(page),
        media=_widened(trim, bleed),
        trim=trim,
        bleed=_widened(trim, {side: min(10.0, width) for side, width in bleed.items()}),
        content=compressed(operators),
        owners=tuple(owners),
        bookmarks=tuple(
            Bookmark(level, text, x * SCALE, (height - y) * SCALE, state == "closed")
            for level, text, (x, y), state in page.bookmarks
        ),
    )


def _widened(box: Box, by: Mapping[str, float]) -> Box:
    left, bottom, right, top = box
    return left - by["left"], bottom - by["bottom"], right + by["right"], top + by["top"]


def compressed(operators: Sequence[Any]) -> bytes:
    """The content of a page."""
    return zlib.compress(b"\n".join(map(to_bytes, operators)), LEVEL)


def release(operators: list[Any], furniture: set[int]) -> None:
    """Turn the marks with these numbers into artifacts, in place."""
    for index, operator in enumerate(operators):
        if isinstance(operator, dict) and operator.get("MCID") in furniture:
            operators[index - 1 : index + 1] = _FURNITURE


def glyphs(shelf: Shelf) -> tuple[Glyphs, ...]:
    """What was shown of the fonts; those that are one face for a file are joined."""
    used: dict[Face, dict[int, tuple[int, str]]] = {}
    for font, digest in shelf.shown():
        mine = used.setdefault(Face(font.hash, font.name.decode(), font.family, digest, font.flags), {})
        for glyph, width in sorted(font.widths.items()):
            mine.setdefault(glyph, (width, font.to_unicode.get(glyph, "")))
    return tuple(Glyphs(face, glyphs) for face, glyphs in used.items())


def _anchors(pages: Sequence[Any]) -> dict[str, tuple[int, float, float]]:
    """Page and upper left corner (from below) of everything that has an id; the first of each."""
    found: dict[str, tuple[int, float, float]] = {}
    for number, page in enumerate(pages):
        for name, (x, y, *_) in page.anchors.items():
            found.setdefault(name, (number, x * SCALE, (page.height - y) * SCALE))
    return found
