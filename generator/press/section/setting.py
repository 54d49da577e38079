"""One section set in type: HTML → pages → its print. Merged cells are cut where the pages break."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from generator.document import Section
from generator.document.section import CONTENTS, TEXT
from generator.errors import PressError
from generator.press.engine import Engine
from generator.press.hooks.merged import UnfitError
from generator.press.section.evening import evened, filled, is_nearly_empty
from generator.press.section.folios import FolioSheet, blank_pages, folios
from generator.press.section.long_texts import in_pieces
from generator.press.section.printing import printed
from generator.press.section.rows import rows_on_pages
from generator.press.section.values import SectionPrint

if TYPE_CHECKING:
    from weasyprint import Document as LaidOut

MAX_TRIES = 8
"""How often cells are cut without another page that is settled."""
FEW = 3
"""Rows: a last page with fewer looks forgotten."""

SHORT = 0.4
"""A last page that is filled less than this is spared by a tighter setting where that is possible."""

FULL = 0.82
"""A page that the rows of a tighter setting fill so far has no room for those of the plain one."""

OVER_A_PAGE = (0.99, 1.25)
"""So many pages, estimated, are tried in the tighter setting first."""


def pages_of_a_form(section: Section) -> float:
    """About how many pages a performance table needs (绩效目标表), from its rows and characters; 0 of others.

    Fitted to the tables of the sample, to a twentieth of a page: it decides what is tried first, and what is
    set where both settings would do.
    """
    if section.classes != "performance":
        return 0.0
    characters = len(re.sub(r"<[^<>]*+>|\s", "", section.html))
    return 0.019 * section.html.count("<tr") + 0.0007 * characters - 0.11


def is_short(page: Any) -> bool:
    """Whether the rows of a WeasyPrint page end in its upper part."""
    return filled(page) < SHORT


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
    """Lay out one section; no table ends with a page of one or two rows where that can be avoided.

    What seems to be spared a page by the tighter setting is tried in that first.
    """
    section = in_pieces(engine, section)
    tight = None
    if OVER_A_PAGE[0] <= pages_of_a_form(section) <= OVER_A_PAGE[1]:
        tight = _stable(engine, section, f"{section.classes} tight", frozenset())
        if len(tight.pages) == 1 and filled(tight.pages[0]) > FULL:
            return tight
    layout = _stable(engine, section, section.classes, frozenset())
    if section.classes in (TEXT, CONTENTS):
        return spared(layout, section, lambda classes: _stable(engine, section, classes, frozenset()))
    rows = rows_on_pages(layout.pages)
    count = rows_of_its_own(section) or rows.count
    own = sum(number < count for number in rows.by_page[-1])
    few = own < FEW
    if len(layout.pages) == 1 or count <= FEW or not (few or is_short(layout.pages[-1])):
        return layout
    if not own and count < rows.count:  # what should share its last page has one of its own
        return layout
    classes = section.classes
    tables_of_figures = "table" in classes.split()  # they have their density
    if tight is None:
        tight = layout if tables_of_figures else _stable(engine, section, f"{classes} tight", frozenset())
    if len(tight.pages) < len(layout.pages):
        classes, layout = f"{classes} tight", tight
        few = len(tight.pages) > 1 and len(rows_on_pages(tight.pages).by_page[-1]) < FEW
    if few:
        return _stable(engine, section, classes, frozenset({count - FEW}))
    begin = None if tables_of_figures else evened(layout.pages)
    return layout if begin is None else _stable(engine, section, classes, frozenset({begin}))


def rows_of_its_own(section: Section) -> int:
    """The rows of a long table whose last page short ones share; 0 of other sections."""
    long = section.parts and section.parts[0].tail
    return section.parts[0].html.count("<tr data-row") if long else 0


def spared(layout: LaidOut, section: Section, again: Callable[[str], LaidOut]) -> LaidOut:
    """The section set closer (`again`), where that spares a last page of a few lines; else `layout`.

    Paragraphs of text may leave one line on a page then. The 目录 has its entries a little closer, or, where
    two pages become one, in smaller type: its second page has a blank one behind it.
    """
    if len(layout.pages) == 1:
        return layout
    ways = ["tight"] if is_nearly_empty(layout.pages[-1]) else []
    ways += ["close"] if section.classes == CONTENTS and len(layout.pages) == 2 else []
    for how in ways:
        closer = again(f"{section.classes} {how}")
        if len(closer.pages) < len(layout.pages):
            return closer
    return layout


def _stable(engine: Engine, section: Section, classes: str, forced: frozenset[int]) -> LaidOut:
    """Lay out with merged cells cut where pages break: on the way, or else step by step."""
    if engine.known:
        with suppress(UnfitError):
            return engine.lay_out(section.html, classes, breaks=forced, one_pass=True)
    return step_by_step(engine, section, classes, forced)


def step_by_step(
    engine: Engine, section: Section, classes: str, forced: frozenset[int], first_page: int = 1
) -> LaidOut:
    """Lay out again and again, each time with the cells cut at one more break, from the first on.

    Why not at all breaks that were found: a cut moves those that come after it.
    """
    breaks: list[int] = []
    furthest = tries = 0
    while tries < MAX_TRIES:
        layout = engine.lay_out(section.html, classes, first_page, {*breaks, *forced})
        rows = rows_on_pages(layout.pages)
        found = [on_page[0] for on_page in rows.by_page[1:] if on_page and on_page[0]]
        settled = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(found, breaks, strict=False))))
        if settled == len(found) or not rows.merged:
            return layout
        breaks = found[: settled + 1]
        tries = 0 if settled > furthest else tries + 1
        furthest = max(furthest, settled)
    raise PressError(f"“{section.key}”的表格分页不能稳定，请缩短其中过长的单元格。")
