"""Sheets (已排的节): the sections of a document in their places, as far as they have been set."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.document import Heading, Section
from generator.document.section import CONTENTS
from generator.press.fonts import font_files
from generator.press.jobs import SectionJob, Style
from generator.press.join.identity import Identity, identity_of
from generator.press.join.joining import Book, Placed, join
from generator.press.layout import NumberedSection, set_document, set_numbers
from generator.press.printer import with_foreign
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
    placed: Placed
    fonts: Mapping[str, Path] = field(repr=False)
    identity: Identity = field(repr=False)
    stale: bool = False

    @property
    def name(self) -> str:
        """What names its section."""
        return self.numbered.section.name

    def page_of(self, heading: Heading) -> int:
        """The page (from 0) of the section that a heading stands on."""
        return self.numbered.print.anchors.get(heading.anchor, (0, 0.0, 0.0))[0]

    def pdf(self) -> bytes:
        """Its pages as a file of their own. Raises PressError."""
        files = font_files(self.fonts)
        return join(Book([self.placed], 0, self.identity, {}, (), files, claim=False))


@dataclass(frozen=True, slots=True)
class Setting:
    """A manuscript on the bench."""

    manuscript: Manuscript
    style: Style
    bench: Bench

    def finished(self, progress: Progress) -> list[Sheet]:
        """All sheets, as they stand in the PDF. Raises PressError; what `progress` raises ends it early."""
        numbered = self.bench.run(set_document(self.manuscript.document, self.style), progress)
        return list(self._sheets(numbered))

    def as_far(self, before: Sequence[Sheet]) -> list[Sheet | Section]:
        """The sheets that are there so far; of other sections the one `before`, or the bare section."""
        old = {sheet.name: sheet for sheet in before}
        found: list[NumberedSection | Sheet | Section] = []
        next_page = 1
        for section in self.manuscript.document.on_pages:
            part = self._part(section, next_page, old)
            found.append(part)
            if section.counted:
                pages = 0 if isinstance(part, Section) else len(_numbered(part).pages)
                next_page += pages if pages and next_page else -next_page
        sheets = self._sheets([part for part in found if isinstance(part, NumberedSection)])
        return [next(sheets) if isinstance(part, NumberedSection) else part for part in found]

    def _part(
        self, section: Section, number: int, old: Mapping[str, Sheet]
    ) -> NumberedSection | Sheet | Section:
        """`number` is that of its first page, 0 when it is not known yet."""
        made = None if section.key == CONTENTS else self.bench.made_of(SectionJob(self.style, section))
        if made is not None:
            return NumberedSection(section, made, number if section.counted else 0)
        return replace(old[section.name], stale=True) if section.name in old else section

    def _sheets(self, parts: Sequence[NumberedSection]) -> Iterator[Sheet]:
        document = self.manuscript.document
        standing = [section.key for section in document.sections if section.classes == "bound"]
        of_key = dict(zip(standing, self.manuscript.bound, strict=False))
        bound = [of_key[part.section.key] for part in parts if part.section.key in of_key]
        placed = self.bench.run(set_numbers(document, parts, self.style))
        identity = identity_of(document, draft=False)
        for part, item in zip(parts, with_foreign(placed, parts, bound), strict=True):
            found = hashlib.sha256(SectionJob(self.style, part.section).key())
            found.update(b"%d" % part.first_page)
            if part.section.key in of_key:
                found.update(of_key[part.section.key].original)
            yield Sheet(found.hexdigest()[:24], part, item, self.manuscript.fonts, identity)


def setting_of(manuscript: Manuscript, bench: Bench) -> Setting:
    """`manuscript` in the style of its profile."""
    folder = manuscript.disclosure.profile.style_folder
    style = Style(folder, tuple(manuscript.fonts.items()))
    return Setting(manuscript, style, bench)


def _numbered(part: NumberedSection | Sheet) -> NumberedSection:
    return part.numbered if isinstance(part, Sheet) else part
