"""Spots: where the layout has put every figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.document.widths import EM, text_width
from generator.press.boxes import ASCENT, DESCENT, descendants, ink

POINT = 0.75
"""Points in a CSS pixel."""

_MILLIMETRE = 96 / 25.4
Box = tuple[float, float, float, float]
"""CSS pixels from the page's upper left corner: left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure on paper: which, on which page (from 0), in which box; `cell`: it has a cell to itself."""

    figure: str
    page: int
    box: Box
    cell: bool


def spots(pages: Sequence[Any]) -> Iterator[Spot]:
    """Every figure that the layout has put into cells and sentences."""
    from weasyprint.formatting_structure import boxes

    for number, page in enumerate(pages):
        for kind in (boxes.TableCellBox, boxes.InlineBox):
            for box in descendants(page._page_box, kind):
                name = box.element.attrib.get("data-figure") if box.element is not None else None
                if name:
                    cell = kind is boxes.TableCellBox
                    yield Spot(name, number, _cell(box) if cell else _ink(box, boxes), cell)


def chart_spots(pages: Sequence[Any]) -> Iterator[Spot]:
    """Every figure in a chart. A chart is drawn in millimetres, its figures end at their x."""
    from weasyprint.formatting_structure import boxes

    for number, page in enumerate(pages):
        for box in descendants(page._page_box, boxes.ReplacedBox):
            left, top = box.content_box_x(), box.content_box_y()
            for text in box.element.iter() if box.element is not None else ():
                if "data-figure" in text.attrib:
                    x, y, size = (float(text.attrib[name]) for name in ("x", "y", "font-size"))
                    ends = (x - text_width(text.text) * size / EM, y - ASCENT * size, x, y + DESCENT * size)
                    at = [ends[i] * _MILLIMETRE + (top if i % 2 else left) for i in range(4)]
                    yield Spot(text.attrib["data-figure"], number, (at[0], at[1], at[2], at[3]), False)


def _cell(box: Any) -> Box:
    left, top = box.position_x, box.position_y
    return left, top, left + box.margin_width(), top + box.margin_height()


def _ink(box: Any, boxes: Any) -> Box:
    """The characters of a figure in a sentence, which stand on one line."""
    inks = [ink(text) for text in descendants(box, boxes.TextBox)]
    left, top, _, bottom = inks[0]
    return left, top, inks[-1][2], bottom
