"""How a table is set (版式): upright or on its side, openly or densely, and how much of a page it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.document.measures import MILLIMETRES_IN_A_POINT, Measures
from generator.document.tables import head_of
from generator.document.widths import Columns, columns_of, ems
from generator.figures import Table
from generator.model import Performance

LEADING = 1.25
"""The height of a line of a cell, in parts of its type."""
HEAD_PADDING = 2.4
"""Millimetres above and below the words of a head, with a rule."""
TITLE, TITLE_LINE = 5.3, 7.5
"""Millimetres: a character of a table's title, and a line of it."""
ABOVE, NOTE, RUNNING_HEAD = 14.0, 7.0, 10.0
"""Millimetres that the label and the unit of a table take, a note below it, and the head of a page where it
goes on."""


SHORT_TEXT = 11
"""Lines, half a page: a part of the text that has no more needs no page of its own."""
ROOM_IN_LIST = 50.0
"""Millimetres of a project's name at least, in the list of 绩效目标表."""
_TAG = re.compile(r"<[^<>]*+>|\s+")


@dataclass(frozen=True, slots=True)
class Density:
    """One of the two densities, or the small type of what is too wide for both: type in points, row in mm."""

    name: str
    size: float
    row: float

    @property
    def em(self) -> float:
        """Millimetres."""
        return self.size * MILLIMETRES_IN_A_POINT

    def lines(self, count: int) -> float:
        """Millimetres that a row of as many lines is high."""
        return self.row + (count - 1) * self.em * LEADING


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is set; `height` is what it takes with its title, in mm, if anything a little more.

    `tail`: what it takes about of its last page, where it needs several.
    """

    landscape: bool
    density: Density
    columns: Columns
    height: float
    tail: float = 0.0

    @property
    def classes(self) -> str:
        """The CSS classes of the table."""
        return f"amounts {self.density.name}".rstrip()


def densities(measures: Measures) -> tuple[Density, Density, Density]:
    """From the open one to the small type."""
    return (
        Density("", measures.table_type, measures.table_row),
        Density("dense", measures.dense_type, measures.dense_row),
        Density("small", measures.small_type, measures.small_row),
    )


def shape_of(table: Table, measures: Measures, above: float = 0.0, *, aside: bool = False) -> Shape:
    """How `table` is set; `above` are the millimetres of what stands above its title.

    Openly where it has room on a page and no name wraps; else densely. Upright where it may stand so without
    wrapping, or is meant to; on its side where its columns need it, or with `aside`; in small type when all
    else fails. Upright, too, where that spares a second page.
    """
    opened, dense, small = densities(measures)
    for landscape in (True,) if aside else (False, True):
        meant = landscape or not table.landscape
        shape = _shape(table, measures, opened, above, landscape=landscape, one_line=True)
        if shape.columns.fits and not shape.tail and not shape.columns.wraps and landscape <= table.landscape:
            return shape
        shape = _shape(table, measures, dense, above, landscape=landscape, one_line=not meant)
        if shape.columns.fits and (meant or not shape.columns.wraps):
            upright = _on_one_page(table, measures, above) if landscape and shape.tail else None
            return upright or shape
    return _shape(table, measures, small, above, landscape=True)


def _on_one_page(table: Table, measures: Measures, above: float) -> Shape | None:
    """`table` upright on one page, in small type only where no name wraps; None where it does not fit."""
    _, dense, small = densities(measures)
    for density in (dense, small):
        shape = _shape(table, measures, density, above, landscape=False, one_line=density is small)
        if shape.columns.fits and not shape.tail and not (density is small and shape.columns.wraps):
            return shape
    return None


def _shape(
    table: Table,
    measures: Measures,
    density: Density,
    above: float,
    *,
    landscape: bool,
    one_line: bool = False,
) -> Shape:
    """How it is set so; with `one_line` not worked out where a name wraps."""
    whole = measures.text_height if landscape else measures.text_width
    high = measures.text_width if landscape else measures.text_height
    columns = columns_of(table, density.em, whole, measures, one_line=one_line)
    rows = [density.lines(columns.lines(number)) for number in range(len(table.rows))]
    heads = _heads(table, density.em, columns.widths, measures)
    title = -int(-(ems(table.number + table.title) + 1) * TITLE // whole) * TITLE_LINE
    notes = NOTE * (table.empty + bool(table.remark))
    height = above + ABOVE + title + heads + sum(rows) + notes
    tail = 0.0 if height < high else _tail(rows, above + ABOVE + title, heads, high) + notes
    return Shape(landscape, density, columns, height, tail)


def _tail(rows: Sequence[float], above: float, heads: float, high: float) -> float:
    """About the millimetres that a table of these `rows` takes of its last page."""
    taken = above + heads
    for row in rows:
        if taken + row > high:
            taken = RUNNING_HEAD + heads
        taken += row
    return taken


def _heads(table: Table, em: float, widths: tuple[float, ...], measures: Measures) -> float:
    """Millimetres that the heads take, if anything a little more: words that reach down add to every row."""
    height = 0.0
    for row in head_of(table):
        lines = 1
        for cell in row:
            if cell.column:
                lines = max(lines, -(-len(cell.parts) // cell.rowspan))
            else:
                room = min(widths) * cell.colspan - 2 * measures.cell_side
                lines = max(lines, -int(-ems(cell.text) * em // room))
        height += lines * em * LEADING + HEAD_PADDING
    return height + (em * LEADING + HEAD_PADDING if table.numbered else 0.0)


def height_of_text(html: str, measures: Measures) -> float:
    """About the millimetres of a few lines of text; 0 where it is long, or has more than text."""
    if "<table" in html or "<svg" in html:
        return 0.0
    on_a_line = measures.text_width / (measures.type_size * MILLIMETRES_IN_A_POINT)
    lines = html.count("</p>") + 2 * html.count("</h1>") + html.count("</h2>") + html.count("</h3>")
    lines += int(ems(_TAG.sub("", html)) / on_a_line)
    return lines * measures.pitch if lines <= SHORT_TEXT else 0.0


def height_of_list(tables: Sequence[Performance], measures: Measures) -> float:
    """About the millimetres of the list of performance tables; 0 where it is too long to run on."""
    opened = densities(measures)[0]
    lines = [-int(-ems(table.project) * opened.em // ROOM_IN_LIST) for table in tables]
    rows = opened.row + sum(opened.lines(max(1, count)) for count in lines)
    height = ABOVE + TITLE_LINE + opened.em * LEADING + HEAD_PADDING + rows
    return height if height <= SHORT_TEXT * measures.pitch else 0.0
