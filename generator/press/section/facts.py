"""What the boxes of a section tell besides its picture: places of figures and passages, text out of place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from generator.document.passages import TAGS
from generator.document.widths import ems
from generator.press.boxes import ASCENT, DESCENT, descendants, ink
from generator.press.hooks import boxes, page_box
from generator.press.section.on_paper import POINT, Box, Frame, PrintedFigure, PrintedPassage, Stretch
from generator.press.section.rows import root_of

SLACK = 1.0
"""CSS pixels by which text may reach over its box: rounding of glyph positions, and italic overhang."""
_MILLIMETRE = 96 / 25.4


def figures(pages: Sequence[Any]) -> Iterator[PrintedFigure]:
    """Every figure that the layout has put into cells and sentences."""
    for number, page in enumerate(pages):
        for kind in (boxes().TableCellBox, boxes().InlineBox):
            for box in descendants(page_box(page), kind):
                name = box.element.attrib.get("data-figure") if box.element is not None else None
                if name:
                    cell = kind is boxes().TableCellBox
                    yield PrintedFigure(name, number, _points(_cell(box) if cell else _ink(box)), cell)


def chart_figures(pages: Sequence[Any]) -> Iterator[PrintedFigure]:
    """Every figure in a chart. A chart is drawn in millimetres, its figures begin at their x."""
    for number, page in enumerate(pages):
        for box in descendants(page_box(page), boxes().ReplacedBox):
            left, top = box.content_box_x(), box.content_box_y()
            for text in box.element.iter() if box.element is not None else ():
                if "data-figure" in text.attrib:
                    x, y, size = (float(text.attrib[name]) for name in ("x", "y", "font-size"))
                    ends = (x, y - ASCENT * size, x + ems(text.text) * size, y + DESCENT * size)
                    at = [ends[i] * _MILLIMETRE + (top if i % 2 else left) for i in range(4)]
                    place = _points((at[0], at[1], at[2], at[3]))
                    yield PrintedFigure(text.attrib["data-figure"], number, place, False)


def passages(pages: Sequence[Any]) -> Iterator[PrintedPassage]:
    """Every passage in the order of the HTML."""
    numbers: dict[int, int] = {}
    count = 0
    for element in _elements(root_of(pages)):
        count += "data-piece" not in element.attrib
        numbers[id(element)] = count - 1
    frames: list[list[Frame]] = [[] for _ in range(count)]
    stretches: list[list[Stretch]] = [[] for _ in range(count)]
    for page, laid_out in enumerate(pages):
        for box in _outermost(page_box(laid_out), numbers):
            number = numbers[id(box.element)]
            if stretches[number] and _is_head(box):
                continue
            if box.element_tag in ("tr", "figure"):
                frames[number].append(Frame(page, _frame(box)))
            if box.element_tag != "figure":
                stretches[number] += _lines(page, box)
    return (PrintedPassage(tuple(a), tuple(b)) for a, b in zip(frames, stretches, strict=True))


def faults(pages: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(page, what is wrong): no text outside the page or outside its cell."""
    for number, page in enumerate(pages):
        for text in descendants(page_box(page), boxes().TextBox):
            right, bottom = text.position_x + text.width, text.position_y + text.height
            if text.position_x < 0 or text.position_y < 0 or right > page.width or bottom > page.height:
                yield number, f"“{text.text[:20]}”超出了纸张"
        for cell in descendants(page_box(page), boxes().TableCellBox):
            for text in descendants(cell, boxes().TextBox):
                if not _within(text, cell):
                    yield number, f"“{text.text[:20]}”超出了单元格，请缩短内容或改用较宽的版式"


def _within(text: Any, cell: Any) -> bool:
    left, top = cell.position_x - SLACK, cell.position_y - SLACK
    return bool(
        text.position_x >= left
        and text.position_y >= top
        and text.position_x + text.width <= cell.position_x + cell.border_width() + SLACK
        and text.position_y + text.height <= cell.position_y + cell.border_height() + SLACK
    )


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


def _lines(page: int, box: Any) -> Iterator[Stretch]:
    """The stretches of text of one look, line by line: a figure in a sentence is a stretch of its own.

    The 号 of a table before its title is no part of the passage.
    """
    for part in _parts(box):
        for text in descendants(part, boxes().TextBox):
            if text.element is not None and text.element.attrib.get("class") == "label":
                continue
            if characters := len(re.sub(r"\s", "", text.text)):
                yield Stretch(page, _points(ink(text)), characters)


def _parts(box: Any) -> list[Any]:
    """The cells of a row without the labels of merged cells, which belong to many rows; else the box."""
    if box.element_tag != "tr":
        return [box]
    return [cell for cell in box.children if cell.element.attrib.get("scope") != "rowgroup"]


def _frame(box: Any) -> Box:
    left, top = box.position_x, box.position_y
    return _points((left, top, left + box.border_width(), top + box.border_height()))


def _cell(box: Any) -> Box:
    left, top = box.position_x, box.position_y
    return left, top, left + box.margin_width(), top + box.margin_height()


def _ink(box: Any) -> Box:
    """The characters of a figure in a sentence, which stand on one line."""
    inks = [ink(text) for text in descendants(box, boxes().TextBox)]
    left, top, _, bottom = inks[0]
    return left, top, inks[-1][2], bottom


def _points(box: Box) -> Box:
    left, top, right, bottom = box
    return left * POINT, top * POINT, right * POINT, bottom * POINT
