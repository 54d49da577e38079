"""One section set in type: HTML → pages → its print. Merged cells are cut where the pages break."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.document import Section
from generator.errors import PressError
from generator.press.engine import Engine
from generator.press.section.folios import FolioSheet, blank_pages, folios
from generator.press.section.printing import printed
from generator.press.section.values import SectionPrint

if TYPE_CHECKING:
    from weasyprint import Document as LaidOut

MAX_LAYOUTS = 8
FEW = 3
"""Rows: a last page with fewer looks forgotten."""


def set_section(engine: Engine, section: Section) -> SectionPrint:
    """The print of `section`."""
    before = len(engine.messages)
    pages = lay_out(engine, section).pages
    with engine.listening():
        made = printed(pages, engine.shelf)
    return replace(made, messages=(*engine.of_sheets, *engine.messages[before:]))


def set_folios(engine: Engine, kind: str, first: int) -> FolioSheet:
    """The sheet of page numbers that begins with `first`, for pages of this kind."""
    with engine.listening():
        return folios(engine.lay_out(blank_pages(kind), "", first).pages, engine.shelf, first)


def lay_out(engine: Engine, section: Section) -> LaidOut:
    """Lay out one section; no table ends with a page of one or two rows where that can be avoided."""
    layout = _stable(engine, section, section.classes, frozenset())
    if len(layout.pages) == 1 or len(section.row_ids) <= FEW or _rows_on_last_page(layout, section) >= FEW:
        return layout
    tight = _stable(engine, section, f"{section.classes} tight", frozenset())
    if len(tight.pages) < len(layout.pages):
        return tight
    return _stable(engine, section, section.classes, frozenset({section.row_ids[-FEW]}))


def _stable(engine: Engine, section: Section, classes: str, forced: frozenset[str]) -> LaidOut:
    """Lay out until the rows that begin pages are the rows at which merged cells were cut."""
    breaks = forced
    for _ in range(MAX_LAYOUTS):
        layout = engine.lay_out(section.html(breaks), classes)
        found = _rows_that_begin_pages(layout, section) | forced
        if found == breaks or not section.merged:
            return layout
        breaks = found
    raise PressError(f"“{section.key}”的表格分页不能稳定，请缩短其中过长的单元格。")


def _rows_that_begin_pages(layout: LaidOut, section: Section) -> frozenset[str]:
    """The first row of every page but the table's own first."""
    begins = set()
    for page in list(layout.pages)[1:]:
        on_page = [row for row in section.row_ids if row in page.anchors]
        if on_page and on_page[0] != section.row_ids[0]:
            begins.add(on_page[0])
    return frozenset(begins)


def _rows_on_last_page(layout: LaidOut, section: Section) -> int:
    return sum(row in layout.pages[-1].anchors for row in section.row_ids)
