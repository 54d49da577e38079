"""Sheets (已排的节): the sections of a document in their places, as far as they have been set."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.document import Heading, Section
from generator.press.binding import Bound
from generator.press.fonts import font_files
from generator.press.jobs import SectionJob, Style
from generator.press.join.identity import Identity, identity_of
from generator.press.join.joining import Book, FoliatedSection, join
from generator.press.layout import NumberedSection, on_their_sides, set_document, set_numbers
from generator.press.printer import with_foreign
from generator.press.section.on_paper import PrintedFigure
from generator.press.section.values import SectionPrint
from generator.press.steps import Steps, Wanted
from generator.press.workshop import Progress
from generator.workbench.bench import Bench
from generator.workbench.reading import Manuscript


@dataclass(frozen=True, slots=True)
class Sheet:
    """A section that was set; its `key` is another whenever one of its pages looks different.

    `stale`: what the files say now has not been set yet, and this is what they said before.
    """

    key: str
    numbered: NumberedSection
    foliated: FoliatedSection
    fonts: Mapping[str, Path] = field(repr=False)
    identity: Identity = field(repr=False)
    stale: bool = False

    @property
    def name(self) -> str:
        """What names its section."""
        return self.numbered.section.name

    @property
    def figures(self) -> tuple[PrintedFigure, ...]:
        """Where its figures stand, in cells, sentences and charts."""
        return self.numbered.print.figures + self.numbered.print.chart_figures

    def page_of(self, heading: Heading) -> int:
        """The page (from 0) of the section that a heading stands on."""
        return self.numbered.print.anchors.get(heading.anchor, (0, 0.0, 0.0))[0]

    def pdf(self) -> bytes:
        """Its pages as a file of their own. Raises PressError."""
        files = font_files(self.fonts)
        return join(Book([self.foliated], 0, self.identity, {}, (), files, claim=False))


Parts = Sequence[Sheet | Section]
"""Sheets, and sections that have never been set."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A manuscript on the bench."""

    manuscript: Manuscript
    style: Style
    bench: Bench

    def finished(self, progress: Progress) -> list[Sheet]:
        """All sheets, as they stand in the PDF. Raises PressError; what `progress` raises ends it early."""
        numbered = self.bench.run(set_document(self.manuscript.document, self.style), progress)
        return list(self._sheets(numbered, _firsts(numbered)))

    def at_once(self, before: Parts, sections: Sequence[Section]) -> Iterator[Parts]:
        """`before` with these `sections` in the places of those of their names, one more each time.

        Only those that look different are set. Raises PressError.
        """
        parts = list(before)
        places = {part.name: at for at, part in enumerate(parts) if isinstance(part, Sheet)}
        for section in (one for one in sections if one.html and one.name in places):
            at = places[section.name]
            old = parts[at]
            assert isinstance(old, Sheet)
            same = section.html == old.numbered.section.html
            if same or old.numbered.pages[-1].blank or not _alike(section, old.numbered.section):
                continue
            [made] = self.bench.run(_of_one(SectionJob(self.style, section)))
            new = NumberedSection(section, made, old.numbered.first_page)
            parts = self._made([*parts[:at], new, *parts[at + 1 :]], {})
            yield parts

    def as_far(self, before: Sequence[Sheet]) -> list[Sheet | Section]:
        """The sheets that are there so far; of other sections the one `before`, or the bare section."""
        old = {sheet.name: sheet for sheet in before}
        found: list[NumberedSection | Sheet | Section] = []
        next_page = 1
        for section in self.manuscript.document.on_pages:
            part = self._part(section, next_page, old)
            found.append(part)
            if section.counted:
                pages = _count(_numbered(part))
                next_page += pages if pages and next_page else -next_page
        return self._made(found, old)

    def _made(
        self, parts: Sequence[NumberedSection | Sheet | Section], old: Mapping[str, Sheet]
    ) -> list[Sheet | Section]:
        """Sheets of what is bare yet; an `old` one that looks the same is taken as it is."""
        found, firsts = list(parts), _firsts([_numbered(part) for part in parts])
        bare: list[tuple[int, NumberedSection]] = []
        for at, part in enumerate(found):
            if isinstance(part, NumberedSection):
                known = old.get(part.section.name)
                if known is not None and known.key == self._key(part, firsts[at]):
                    found[at] = replace(known, stale=False)
                else:
                    bare.append((at, part))
        own = [firsts[at] for at, _ in bare]
        moved = self.bench.run(on_their_sides([part for _, part in bare], own, self.style))
        for (at, _), sheet in zip(bare, self._sheets(moved, own), strict=True):
            found[at] = sheet
        return [part for part in found if not isinstance(part, NumberedSection)]

    def _part(
        self, section: Section, number: int, old: Mapping[str, Sheet]
    ) -> NumberedSection | Sheet | Section:
        """`number` is that of its first page, 0 when it is not known yet."""
        made = None if section.listing else self.bench.made_of(SectionJob(self.style, section))
        if made is not None:
            return NumberedSection(section, made, number if section.counted else 0)
        return replace(old[section.name], stale=True) if section.name in old else section

    def _sheets(self, parts: Sequence[NumberedSection], firsts: Sequence[int]) -> Iterator[Sheet]:
        document, of_key = self.manuscript.document, self._bound
        bound = [of_key[part.section.key] for part in parts if part.section.key in of_key]
        foliated = self.bench.run(set_numbers(document, parts, self.style))
        identity = identity_of(document, draft=False)
        for part, item, first in zip(parts, with_foreign(foliated, parts, bound), firsts, strict=True):
            yield Sheet(self._key(part, first), part, item, self.manuscript.fonts, identity)

    def _key(self, part: NumberedSection, first: int) -> str:
        """`first` is the page of the whole that it begins on: a left one looks different from a right one."""
        found = hashlib.sha256(SectionJob(self.style, part.section).key())
        found.update(b"%d %d" % (part.first_page, first % 2))
        bound = self._bound.get(part.section.key)
        if bound is not None:
            found.update(bound.original)
        return found.hexdigest()[:24]

    @property
    def _bound(self) -> dict[str, Bound]:
        """The attachments by the keys of their sections."""
        sections = self.manuscript.document.sections
        standing = [section.key for section in sections if section.classes == "bound"]
        return dict(zip(standing, self.manuscript.bound, strict=False))


def setting_of(manuscript: Manuscript, bench: Bench) -> Setting:
    """`manuscript` in the style of its profile."""
    profile = manuscript.disclosure.profile
    first, *beneath = profile.paths
    fonts = tuple(manuscript.fonts.items())
    style = Style(first, fonts, own=profile.own, beneath=tuple(beneath))
    return Setting(manuscript, style, bench)


def _numbered(part: NumberedSection | Sheet | Section) -> NumberedSection | Section:
    return part.numbered if isinstance(part, Sheet) else part


def _firsts(parts: Sequence[NumberedSection | Section]) -> list[int]:
    """The page of the whole that each part begins on, as far as there are pages."""
    return list(itertools.accumulate(map(_count, parts), initial=1))[:-1]


def _count(part: NumberedSection | Section) -> int:
    return 0 if isinstance(part, Section) else len(part.pages)


def _alike(one: Section, other: Section) -> bool:
    """Whether the same sections share their pages."""
    return [part.key for part in one.parts] == [part.key for part in other.parts]


def _of_one(job: SectionJob) -> Steps[list[SectionPrint]]:
    return (yield Wanted([job], "排版"))
