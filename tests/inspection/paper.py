"""WeasyPrint's boxes as a reader sees them: lines, tables and cells, in points from the page's corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from weasyprint.formatting_structure import boxes

from generator.press.boxes import descendants
from generator.press.justify import goes_on
from tests.inspection.letters import Box, Painted

POINT = 0.75
"""Points in a CSS pixel."""


@dataclass(frozen=True)
class Line:
    """A line of text: `left` and `right` are its ink's, `room` where its block ends.

    `stretched`: it is justified and goes on in the next line. `shared`: another line stands beside it.
    """

    text: str
    tag: str
    top: float
    bases: tuple[float, ...]
    size: float
    right: float
    room: float
    stretched: bool
    box: Any


@dataclass(frozen=True)
class Cell:
    """A cell's fragment on one page; `column` and `columns` are its place in the table."""

    text: str
    tag: str
    classes: str
    scope: str
    column: int
    columns: int
    rows: int
    box: Box
    lines: int


@dataclass(frozen=True)
class Row:
    """A row's fragment on one page. `key` is the same for all fragments of a row."""

    key: int
    top: float
    bottom: float
    cells: tuple[Cell, ...]
    classes: str = ""


@dataclass(frozen=True)
class Part:
    """What stands of a table on one page: its repeated head, and the rows of its body."""

    page: int
    classes: str
    left: float
    right: float
    head: tuple[Row, ...]
    body: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Head and body."""
        return (*self.head, *self.body)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((cell.column + cell.columns for row in self.rows for cell in row.cells), default=0)


class Paper:
    """A section on its pages: WeasyPrint's `laid_out` pages, and what was `painted` from them."""

    def __init__(self, key: str, classes: str, laid_out: Sequence[Any], painted: Sequence[Painted]) -> None:
        assert len(laid_out) == len(painted), f"{key}: pages were lost"
        self.key, self.classes = key, classes
        self.laid_out, self.painted = list(laid_out), list(painted)

    def at(self, page: int) -> str:
        """How a fault names a page (counted from 0)."""
        return f"{self.key}, page {page + 1} of {len(self.painted)}"

    def block(self, page: int) -> Box:
        """The text block of a page."""
        box = self.laid_out[page]._page_box
        left, top = box.content_box_x() * POINT, box.content_box_y() * POINT
        return left, top, left + box.width * POINT, top + box.height * POINT

    def elements(self, page: int, kind: type) -> Iterator[Any]:
        """The boxes of `kind` in the text block: without the page number and the running head."""
        for child in self.laid_out[page]._page_box.children:
            if not isinstance(child, boxes.MarginBox):
                yield from descendants(child, kind)

    @cached_property
    def lines(self) -> list[list[Line]]:
        """The lines of every page, in document order."""
        return [list(self._lines(page)) for page in range(len(self.laid_out))]

    def _lines(self, page: int) -> Iterator[Line]:
        for block in self.elements(page, boxes.BlockContainerBox):
            for box in block.children:
                if isinstance(box, boxes.LineBox):
                    texts = sorted(descendants(box, boxes.TextBox), key=lambda text: text.position_x)
                    if any(text.text.strip() for text in texts):
                        yield _line(block, box, texts)

    @cached_property
    def tables(self) -> list[list[Part]]:
        """Every table as its parts, one a page."""
        found: dict[int, list[Part]] = {}
        for page in range(len(self.laid_out)):
            for table in self.elements(page, boxes.TableBox):
                found.setdefault(id(table.element), []).append(_part(page, table))
        return list(found.values())


def _line(block: Any, box: Any, texts: Sequence[Any]) -> Line:
    last = texts[-1]
    spacing = last.style["letter_spacing"]
    trailing = 0.0 if spacing == "normal" else spacing
    justified = box.style["text_align_all"] == "justify"
    return Line(
        text="".join(text.text for text in texts),
        tag=block.element_tag or "",
        top=box.position_y * POINT,
        bases=tuple((text.position_y + text.baseline) * POINT for text in texts),
        size=max(text.style["font_size"] for text in texts) * POINT,
        right=(last.position_x + last.width - trailing) * POINT,
        room=(block.content_box_x() + block.width) * POINT,
        stretched=justified
        and (getattr(box, "resume_at", None) is not None or (box is block.children[-1] and goes_on(block))),
        box=box,
    )


def _part(page: int, table: Any) -> Part:
    head: list[Row] = []
    body: list[Row] = []
    for group in table.children:
        (head if group.is_header else body).extend(_row(row) for row in group.children)
    left = table.position_x * POINT
    return Part(
        page,
        table.element.attrib.get("class", ""),
        left,
        left + table.border_width() * POINT,
        tuple(head),
        tuple(body),
    )


def _row(row: Any) -> Row:
    return Row(
        id(row.element),
        row.position_y * POINT,
        (row.position_y + row.height) * POINT,
        tuple(_cell(cell) for cell in row.children),
        row.element.attrib.get("class", ""),
    )


def _cell(cell: Any) -> Cell:
    attributes = cell.element.attrib
    left, top = cell.position_x * POINT, cell.position_y * POINT
    lines = [
        line
        for line in descendants(cell, boxes.LineBox)
        if any(text.text.strip() for text in descendants(line, boxes.TextBox))
    ]
    return Cell(
        text="".join("".join(text.text for text in descendants(line, boxes.TextBox)) for line in lines),
        tag=cell.element_tag,
        classes=attributes.get("class", ""),
        scope=attributes.get("scope", ""),
        column=cell.grid_x,
        columns=cell.colspan,
        rows=cell.rowspan,
        box=(left, top, left + cell.border_width() * POINT, top + cell.border_height() * POINT),
        lines=len(lines),
    )
