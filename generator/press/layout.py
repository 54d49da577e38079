"""Sections → their prints in order, with the page numbers that they get."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.document import Document, Heading, Section
from generator.errors import PressError
from generator.press.engine import Engine
from generator.press.join.joining import Placed
from generator.press.section.folios import FolioSheet, sheet_of
from generator.press.section.setting import set_folios, set_section
from generator.press.section.values import PagePrint, SectionPrint

Progress = Callable[[int, int, str], None]
"""Called with (done, all, what) as sections are set."""

CONTENTS = "contents"
"""The key of the section that is the 目录."""


@dataclass(frozen=True, slots=True)
class NumberedSection:
    """A section with its print; `first_page` is the number of its first page, 0 when they are not counted."""

    section: Section
    print: SectionPrint
    first_page: int

    @property
    def pages(self) -> tuple[PagePrint, ...]:
        """Its pages."""
        return self.print.pages

    def page_of(self, heading: Heading) -> int:
        """The printed number of the page that `heading` stands on. Raises PressError when it is nowhere."""
        if heading.anchor not in self.print.anchors:
            raise PressError(f"标题“{heading.text}”没有印出来。")
        return self.first_page + self.print.anchors[heading.anchor][0]


def set_document(document: Document, engine: Engine, progress: Progress) -> list[NumberedSection]:
    """All sections in order. The 目录 is set last, when the pages of the headings are known."""
    total = len(document.sections)
    prints: dict[str, SectionPrint] = {}
    for done, section in enumerate(document.sections):
        progress(done, total, section.running or section.key)
        if section.key != CONTENTS:
            prints[section.key] = set_section(engine, section)
    body = list(_numbered(document.sections, prints))
    whole = [with_contents(document, section, body) for section in document.sections]
    for section in whole:
        if section.key == CONTENTS:
            prints[section.key] = set_section(engine, section)
    progress(total, total, "目录")
    return list(_numbered(whole, prints))


def with_contents(document: Document, section: Section, body: Iterable[NumberedSection]) -> Section:
    """`section`; the 目录 with its entries, whose pages are those of the `body`."""
    if section.key != CONTENTS:
        return section
    return replace(section, html=document.contents(list(entries(body))))


def _numbered(sections: Iterable[Section], prints: Mapping[str, SectionPrint]) -> Iterator[NumberedSection]:
    """The sections that have a print, numbered one after the other."""
    next_page = 1
    for section in sections:
        if section.key in prints:
            yield NumberedSection(section, prints[section.key], next_page if section.counted else 0)
            next_page += len(prints[section.key].pages) if section.counted else 0


def entries(sections: Iterable[NumberedSection]) -> Iterator[tuple[str, Heading, int]]:
    """The headings of the 目录, with the keys of their sections and their page numbers."""
    for part in sections:
        for heading in part.section.headings:
            if heading.in_contents:
                yield part.section.key, heading, part.page_of(heading)


def set_numbers(document: Document, sections: Sequence[NumberedSection], engine: Engine) -> list[Placed]:
    """The sections of `document` with the numbers of their pages drawn, and the names of their headings."""
    names = document.anchors()
    sheets: dict[tuple[str, int], FolioSheet] = {}
    placed = []
    for part in sections:
        folios: list[tuple[FolioSheet, int] | None] = []
        for number, page in enumerate(part.pages, part.first_page):
            sheet = page.kind, sheet_of(number)
            if part.first_page and sheet not in sheets:
                sheets[sheet] = set_folios(engine, *sheet)
            folios.append((sheets[sheet], number - sheet[1]) if part.first_page else None)
        key = part.section.key
        anchors = {heading.anchor: names[key, heading.anchor] for heading in part.section.headings}
        placed.append(Placed(part.print, anchors, tuple(folios)))
    return placed
