"""Sections → the engine's pages: numbered one after the other, merged cells cut where the pages break."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.document import Document, Heading, Section
from generator.errors import PressError
from generator.press.engine import Engine
from generator.press.section.evening import evened
from generator.press.section.long_texts import in_pieces
from generator.press.section.rows import rows_on_pages
from generator.press.section.setting import is_short, rows_of_its_own, spared, step_by_step

if TYPE_CHECKING:
    from weasyprint import Document as LaidOut

Progress = Callable[[int, int, str], None]
"""Called with (done, all, what) as sections are laid out."""

FEW = 3
"""Rows: a last page with fewer looks forgotten."""


@dataclass(frozen=True, slots=True)
class LaidOutSection:
    """A section with its pages; `first_page` is the number of the first, 0 when they are not counted."""

    section: Section
    rendered: LaidOut
    first_page: int

    @property
    def pages(self) -> list[Any]:
        """WeasyPrint's pages."""
        return list(self.rendered.pages)

    def page_of(self, heading: Heading) -> int:
        """The printed number of the page that `heading` stands on. Raises PressError when it is nowhere."""
        for index, page in enumerate(self.pages):
            if heading.anchor in page.anchors:
                return self.first_page + index
        raise PressError(f"标题“{heading.text}”没有印出来。")


def lay_out(document: Document, engine: Engine, progress: Progress) -> list[LaidOutSection]:
    """All sections in order. The 目录 is laid out last, when the pages of the headings are known."""
    plain, document = document, _named(document)
    whole = document.on_pages
    laid_out: dict[str, LaidOutSection] = {}
    next_page = 1
    total = len(whole)
    for done, section in enumerate(whole):
        progress(done, total, section.running or section.key)
        if section.key == "contents":
            continue
        first_page = next_page if section.counted else 0
        rendered = lay_out_section(engine, section, max(first_page, 1))
        laid_out[section.key] = LaidOutSection(section, rendered, first_page)
        next_page += len(rendered.pages) if section.counted else 0
    pages = [
        (part.section.key, heading, part.page_of(heading))
        for part in laid_out.values()
        for heading in part.section.headings
    ]
    for section, unnamed in zip(whole, plain.on_pages, strict=True):
        if section.counted and section.listing:
            first = laid_out[section.key].first_page
            listed = _renamed(plain.with_pages(unnamed, pages), plain.anchors())
            laid_out[section.key] = LaidOutSection(section, lay_out_section(engine, listed, first), first)
        elif section.listing:
            before = sum(len(p.pages) for p in laid_out.values() if not p.first_page)
            html = document.with_pages(section, pages).html
            rendered = lay_out_section(engine, replace(section, html=html), before + 1)
            laid_out[section.key] = LaidOutSection(section, rendered, 0)
    progress(total, total, "目录")
    sections = [laid_out[section.key] for section in whole]
    return _with_right_page(engine, sections)


def _with_right_page(engine: Engine, sections: list[LaidOutSection]) -> list[LaidOutSection]:
    """A blank page before a body that would begin on a left one."""
    front = [part for part in sections if not part.first_page]
    if not front or len(front) == len(sections) or sum(len(part.pages) for part in front) % 2 == 0:
        return sections
    last = front[-1]
    blank = engine.lay_out("", last.section.classes, 2).pages
    whole = replace(last, rendered=last.rendered.copy([*last.pages, *blank]))
    return [whole if part is last else part for part in sections]


def _named(document: Document) -> Document:
    """`document` with anchors that no two sections share."""
    names = document.anchors()
    return replace(document, sections=tuple(_renamed(section, names) for section in document.sections))


def _renamed(section: Section, names: Mapping[tuple[str, str], str]) -> Section:
    html, headings = section.html, []
    for heading in section.headings:
        name = names[section.key, heading.anchor]
        html = html.replace(f'id="{heading.anchor}"', f'id="{name}"')
        headings.append(replace(heading, anchor=name))
    return replace(section, html=html, headings=tuple(headings))


def lay_out_section(engine: Engine, section: Section, first_page: int) -> LaidOut:
    """Lay out one section; no table ends with a page of one or two rows where that can be avoided."""
    section = in_pieces(engine, section)
    layout = step_by_step(engine, section, section.classes, frozenset(), first_page)
    if section.classes in ("text", "contents"):
        return spared(
            layout, section, lambda classes: step_by_step(engine, section, classes, frozenset(), first_page)
        )
    rows = rows_on_pages(layout.pages)
    count = rows_of_its_own(section) or rows.count
    own = sum(number < count for number in rows.by_page[-1])
    few = own < FEW
    if len(layout.pages) == 1 or count <= FEW or not (few or is_short(layout.pages[-1])):
        return layout
    if not own and count < rows.count:
        return layout
    classes = section.classes
    if "table" in classes.split():
        return step_by_step(engine, section, classes, frozenset({count - FEW}), first_page) if few else layout
    tight = step_by_step(engine, section, f"{classes} tight", frozenset(), first_page)
    if len(tight.pages) < len(layout.pages):
        classes, layout = f"{classes} tight", tight
        few = len(tight.pages) > 1 and len(rows_on_pages(tight.pages).by_page[-1]) < FEW
    if few:
        return step_by_step(engine, section, classes, frozenset({count - FEW}), first_page)
    begin = evened(layout.pages)
    return layout if begin is None else step_by_step(engine, section, classes, frozenset({begin}), first_page)
