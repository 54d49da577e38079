"""Places on paper (版面): where every figure and every passage of a document stands on its finished pages.

It is enclosed in the PDF, so that published files can be compared page by page without setting them again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from generator.document.passages import TAGS
from generator.press.boxes import descendants, ink
from generator.press.layout import LaidOutSection
from generator.press.spots import POINT, chart_spots, spots

NAME = "版面.json"
"""What the file is called inside the PDF."""


def places(sections: Sequence[LaidOutSection]) -> bytes:
    """UTF-8 JSON: 纸 (width, height of every page), 数 (figure id → boxes), 文 (section → its passages).

    A box is [page from 0, left, top, right, bottom], in points from the upper left corner. A passage is its
    boxes (rows and charts only; one a page), then its lines, each a box and how many characters it has,
    blanks not counted.
    """
    pages = [page for section in sections for page in section.pages]
    figures: dict[str, list[list[float]]] = {}
    for spot in (*spots(pages), *chart_spots(pages)):
        figures.setdefault(spot.figure, []).append(_box(spot.page, *spot.box))
    words = {}
    first = 0
    for section in sections:
        words[section.section.name] = _passages(section.pages, first)
        first += len(section.pages)
    data = {
        "纸": [[_points(page.width), _points(page.height)] for page in pages],
        "数": figures,
        "文": words,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _passages(pages: Sequence[Any], first: int) -> list[list[list[list[Any]]]]:
    """Boxes and lines of every passage of a section whose pages begin at page `first`."""
    from weasyprint.formatting_structure import boxes

    root = next(
        box.element for box in descendants(pages[0]._page_box, boxes.BlockBox) if box.element_tag == "html"
    )
    numbers = {id(element): number for number, element in enumerate(_elements(root))}
    found: list[list[list[list[Any]]]] = [[[], []] for _ in numbers]
    for page, laid_out in enumerate(pages, first):
        for box in _outermost(laid_out._page_box, numbers):
            frames, lines = found[numbers[id(box.element)]]
            if lines and _is_head(box):
                continue
            if box.element_tag in ("tr", "figure"):
                frames.append(_frame(page, box))
            lines += _lines(page, box, boxes)
    return found


def _elements(element: Any) -> Iterator[Any]:
    """The elements that are passages, in document order."""
    if element.tag in TAGS:
        yield element
        return
    for child in element:
        yield from _elements(child)


def _outermost(box: Any, numbers: dict[int, int]) -> Iterator[Any]:
    if box.element is not None and id(box.element) in numbers:
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _outermost(child, numbers)


def _is_head(row: Any) -> bool:
    """Whether `row` is one of those that are repeated at the head of every page."""
    return bool(row.element_tag == "tr") and all(cell.element_tag == "th" for cell in row.children)


def _lines(page: int, box: Any, boxes: Any) -> Iterator[list[Any]]:
    for part in _parts(box):
        for line in descendants(part, boxes.LineBox):
            texts = [text for text in descendants(line, boxes.TextBox) if text.text.strip()]
            if texts:
                inks = [ink(text) for text in texts]
                left, right = min(box[0] for box in inks), max(box[2] for box in inks)
                top, bottom = min(box[1] for box in inks), max(box[3] for box in inks)
                characters = sum(len(re.sub(r"\s", "", text.text)) for text in texts)
                yield [*_box(page, left, top, right, bottom), characters]


def _parts(box: Any) -> list[Any]:
    """The cells of a row without the labels of merged cells, which belong to many rows; else the box."""
    if box.element_tag != "tr":
        return [box]
    return [cell for cell in box.children if cell.element.attrib.get("scope") != "rowgroup"]


def _frame(page: int, box: Any) -> list[float]:
    left, top = box.position_x, box.position_y
    return _box(page, left, top, left + box.border_width(), top + box.border_height())


def _box(page: int, *edges: float) -> list[float]:
    return [page, *(_points(edge) for edge in edges)]


def _points(pixels: float) -> float:
    return round(pixels * POINT, 1)
