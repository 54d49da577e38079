"""Sections → their prints in order, with the page numbers that they get."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.document import Document, Heading, Section
from generator.document.section import CONTENTS
from generator.errors import PressError
from generator.press.jobs import FolioJob, SectionJob, Style
from generator.press.join.joining import FoliatedSection
from generator.press.section.folios import FolioSheet, sheet_of
from generator.press.section.moving import on_its_side
from generator.press.section.printing import EMPTY
from generator.press.section.values import PagePrint, SectionPrint
from generator.press.steps import Steps, Wanted


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


def set_document(document: Document, style: Style) -> Steps[list[NumberedSection]]:
    """All sections in order. What lists pages is set last, when those of all headings are known."""
    body = [section for section in document.on_pages if section.key != CONTENTS]
    made = yield Wanted([SectionJob(style, section) for section in body], "排版")
    prints = {section.key: print_ for section, print_ in zip(body, made, strict=True)}
    shared = [section for section in body if section.parts and not section.parts[1].runs_on]
    over = [section for section in shared if not _on_one_page(section, prints[section.key])]
    if over:
        return (yield from set_document(document.apart({p.key for s in over for p in s.parts}), style))
    numbered = list(_numbered(body, prints))
    pages = list(entries(numbered))
    whole = [document.with_pages(section, pages) for section in document.on_pages]
    lists = [section for section in whole if section.listing]
    made = yield Wanted([SectionJob(style, section) for section in lists], "目录")
    for section, print_ in zip(lists, made, strict=True):
        if section.counted and len(print_.pages) != len(prints[section.key].pages):
            raise PressError(f"“{section.running}”的页数不能稳定，请缩短其中过长的名称。")
        prints[section.key] = print_
    found = _with_right_page(list(_numbered(whole, prints)))
    firsts = itertools.accumulate((len(part.pages) for part in found), initial=1)
    return (yield from on_their_sides(found, list(firsts)[:-1], style))


def _on_one_page(section: Section, made: SectionPrint) -> bool:
    """Whether the parts of `section` share a page, as they should: the last of the first, if that is long."""
    first, *others = section.parts
    last = len(made.pages) - 1
    if not first.tail:
        return last == 0
    own = {printed.page for printed in made.figures if printed.figure.startswith(f"{first.key}/")}
    return {begin_of(one, made) for one in others} == {last} and last in own


def begin_of(table: Section, made: SectionPrint) -> int:
    """The page, from 0, of a table in the print of its section: its first cell's, else its heading's.

    A template may print no heading, or others beside the table.
    """
    cells = (
        printed.page
        for printed in made.figures
        if printed.cell and printed.figure.startswith(f"{table.key}/")
    )
    heads = (made.anchors[one.anchor][0] for one in reversed(table.headings) if one.anchor in made.anchors)
    return next(cells, next(heads, 0))


def _with_right_page(sections: list[NumberedSection]) -> list[NumberedSection]:
    """The sections with a blank page before the body where it would begin on a left one."""
    front = list(itertools.takewhile(lambda part: not part.first_page, sections))
    if not front or len(front) == len(sections) or sum(len(part.pages) for part in front) % 2 == 0:
        return sections
    last = front[-1]
    blank = replace(last.pages[-1], content=EMPTY, owners=(), bookmarks=(), blank=True)
    whole = replace(last, print=replace(last.print, pages=(*last.pages, blank)))
    return [whole if part is last else part for part in sections]


def on_their_sides(
    sections: Sequence[NumberedSection], firsts: Sequence[int], style: Style
) -> Steps[list[NumberedSection]]:
    """The sections with their left pages where left pages stand; `firsts`: the page that each begins on."""
    kinds = list(dict.fromkeys(page.kind for part in sections for page in part.pages))
    made = yield Wanted([FolioJob(style, kind, 1) for kind in kinds], "页边")
    sheets: list[FolioSheet] = list(made)
    asides = {kind: sheet.aside for kind, sheet in zip(kinds, sheets, strict=True)}
    return [
        replace(part, print=on_its_side(part.print, first, asides))
        for part, first in zip(sections, firsts, strict=True)
    ]


def _numbered(sections: Iterable[Section], prints: Mapping[str, SectionPrint]) -> Iterator[NumberedSection]:
    """The sections that have a print, numbered one after the other."""
    next_page = 1
    for section in sections:
        if section.key in prints:
            yield NumberedSection(section, prints[section.key], next_page if section.counted else 0)
            next_page += len(prints[section.key].pages) if section.counted else 0


def entries(sections: Iterable[NumberedSection]) -> Iterator[tuple[str, Heading, int]]:
    """All headings, with the keys of their sections and their page numbers."""
    for part in sections:
        for heading in part.section.headings:
            yield part.section.key, heading, part.page_of(heading)


def set_numbers(
    document: Document, sections: Sequence[NumberedSection], style: Style
) -> Steps[list[FoliatedSection]]:
    """The sections of `document` with the numbers of their pages drawn, and the names of their headings."""
    names = document.anchors()
    needed = dict.fromkeys(sheet for part in sections for sheet in _sheets(part) if sheet)
    made = yield Wanted([FolioJob(style, *sheet) for sheet in needed], "页码")
    sheets: dict[tuple[str, int], FolioSheet] = dict(zip(needed, made, strict=True))
    foliated = []
    for part in sections:
        key = part.section.key
        anchors = {heading.anchor: names[key, heading.anchor] for heading in part.section.headings}
        numbers = range(part.first_page, part.first_page + len(part.pages))
        folios = tuple(
            (sheets[sheet], number - sheet[1]) if sheet else None
            for number, sheet in zip(numbers, _sheets(part), strict=True)
        )
        foliated.append(FoliatedSection(part.print, anchors, folios))
    return foliated


def _sheets(part: NumberedSection) -> list[tuple[str, int] | None]:
    """Kind and first number of the sheet that has the number of each page; None where pages have none."""
    numbers = enumerate(part.pages, part.first_page)
    return [(page.kind, sheet_of(number)) if part.first_page else None for number, page in numbers]
