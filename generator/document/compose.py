"""The document: the sections that the profile declares, in order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from generator.document.measures import Measures
from generator.document.section import CONTENTS, TEXT, Heading, Section
from generator.document.shapes import height_of_text
from generator.document.sharing import on_pages, together
from generator.document.writer import LIST_OF_PROJECTS, LISTED, UNIT_PERFORMANCE, Writer
from generator.figures import Disclosure
from generator.figures.profile import SectionSpec


@dataclass(frozen=True, slots=True)
class Document:
    """A disclosure in sections. The 目录 is an empty one: its pages are known last (`with_pages`)."""

    disclosure: Disclosure
    writer: Writer
    sections: tuple[Section, ...]
    title: str
    data_inside: bool = False

    @property
    def on_pages(self) -> tuple[Section, ...]:
        """The sections as they are set: short tables share a page."""
        return on_pages(self.sections, self.writer.measures)

    def apart(self, keys: Collection[str]) -> Document:
        """The document with the sections `keys` on pages of their own."""
        alone = (replace(one, height=0.0) if one.key in keys else one for one in self.sections)
        return replace(self, sections=tuple(alone))

    def anchors(self) -> dict[tuple[str, str], str]:
        """The names that headings have in the whole document, by (key of the section, anchor)."""
        found = [(section, heading) for section in self.sections for heading in section.headings]
        names = {
            (section.key, heading.anchor): heading.name or f"h{number}"
            for number, (section, heading) in enumerate(found)
        }
        for page in self.on_pages:
            for part in page.parts:
                own = [heading.anchor for heading in part.headings]
                names |= {(page.key, anchor): names[part.key, anchor] for anchor in own}
        return names

    def with_pages(self, section: Section, pages: Sequence[tuple[str, Heading, int]]) -> Section:
        """A listing `section` with its page numbers. `pages`: (key of section, heading, page) of all."""
        if not section.listing:
            return section
        if section.parts:
            return together([self.with_pages(part, pages) for part in section.parts])
        if section.counted:
            html, _ = self.writer.projects({heading.name: page for _, heading, page in pages})
            return replace(section, html=html)
        names = self.anchors()
        entries = [
            (replace(heading, anchor=names[key, heading.anchor]), page)
            for key, heading, page in pages
            if heading.in_contents
        ]
        return replace(section, html=self.writer.contents(entries, data_inside=self.data_inside))


def compose(
    disclosure: Disclosure,
    attached: Mapping[str, Sequence[bool]] | None = None,
    *,
    data_inside: bool = False,
    only: Collection[str] | None = None,
) -> Document:
    """All sections of `disclosure`; `attached` says of each page of a file whether it lies on its side.

    With `data_inside` readers are told that the PDF encloses sources and data. Of all but text `only` what
    has these keys is written, if any are named; in the place of the rest stand sections with nothing in them.
    """
    writer = Writer(disclosure)
    pages = attached or {}
    sections: list[Section] = []
    for spec in disclosure.profile.sections:
        for section in _sections(writer, spec, pages, only):
            if sections and _goes_on(sections[-1], section):
                section = _joined(sections.pop(), section, writer.measures)
            sections.append(section)
    return Document(disclosure, writer, tuple(sections), writer.fill(disclosure.profile.title), data_inside)


_CLASSES = {"封面": "cover", "图解": "summary", "表": "table"}
"""CSS classes of sections by their 版式; others are text."""


def _goes_on(before: Section, section: Section) -> bool:
    """Whether a section of text follows one directly, in the same part: there is no page to turn."""
    both = before.classes == section.classes == TEXT
    return both and bool(section.headings) and section.headings[0].level > 1


def _joined(before: Section, section: Section, measures: Measures) -> Section:
    html, headings = before.html + section.html, (*before.headings, *section.headings)
    height = height_of_text(html, measures)
    runs_on = height > 0 or (before.runs_on and not before.height)
    return replace(before, html=html, headings=headings, height=height, runs_on=runs_on)


def _sections(
    writer: Writer,
    spec: SectionSpec,
    attached: Mapping[str, Sequence[bool]],
    only: Collection[str] | None,
) -> Iterator[Section]:
    budget = writer.disclosure.budget

    def made(key: str, write: Callable[[], Section]) -> Section:
        return write() if only is None or key in only else Section(key, "left-out", "", ())

    if spec.content == "报表":
        before: Section | None = None
        for index, table in enumerate(writer.disclosure.tables.values()):
            part = writer.fill(spec.part) if index == 0 else ""
            before = made(table.number, partial(writer.table, table, part, before))
            yield before
    elif spec.content == "绩效目标表":
        for number, performance in enumerate(budget.performance, 1):
            form = partial(writer.performance, performance, number, runs_on=spec.runs_on)
            yield made(f"绩效{number}", form)
    elif spec.content == LIST_OF_PROJECTS:
        if writer.has_section(spec.content):
            yield made(LISTED, writer.list_of_projects)
    elif spec.content == UNIT_PERFORMANCE:
        if budget.unit_performance.has_table:
            yield made(UNIT_PERFORMANCE, partial(writer.unit_performance, spec))
    elif spec.content == "购买服务目录":
        if budget.catalogue and budget.catalogue.departments:
            yield made("catalogue", partial(writer.page, spec, "catalogue.html.j2", "catalogue", "catalogue"))
    elif spec.content == "附件":
        for number, attachment in enumerate(budget.attachments, 1):
            wide = attached.get(attachment.file, (False,))
            yield made(f"附件{number}", partial(writer.attachment, attachment, number, wide))
    elif spec.style == "目录":
        yield Section(CONTENTS, CONTENTS, "", (), counted=False, listing=True)
    else:
        section = writer.page(spec, spec.template, _CLASSES.get(spec.style, TEXT))
        if section.html.strip():  # a template that has nothing to say makes no page
            yield section
