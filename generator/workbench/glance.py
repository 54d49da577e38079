"""A glance (先看): what is in sight is told and set at once, while the rest is being checked and written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from generator.document import Document, Section, compose
from generator.errors import GongkaiError
from generator.figures import Disclosure
from generator.press.layout import entries
from generator.workbench.ahead import ahead
from generator.workbench.bench import Bench
from generator.workbench.reading import Manuscript
from generator.workbench.sheets import Parts, Sheet, setting_of


@dataclass(slots=True)
class Glance:
    """What is shown, and the sections of it that somebody looks at.

    `tell` takes what pages will say, by the keys of their sheets; `show` how others in their place are shown,
    if the bench is free to set them.
    """

    manuscript: Manuscript
    parts: Parts
    names: Sequence[str]
    bench: Bench
    tell: Callable[[dict[str, list[list[Any]]]], None]
    show: Callable[[Manuscript, Parts], None] | None
    told: bool = field(default=False, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    def begin(self, disclosure: Disclosure) -> None:
        """Tell what the sections will say as `disclosure` has them, and set them beside what else is done.

        Why not all of it beside: writing a few sections takes less than waiting for one's turn.
        """
        sheets = [part for part in self.parts if isinstance(part, Sheet) and part.name in self.names]
        sections = [sheet.numbered.section for sheet in sheets]
        keys = {part.key for section in sections for part in section.parts or (section,)}
        try:
            document = self._rewritten(disclosure, keys)
            pages = list(entries(part.numbered for part in self.parts if isinstance(part, Sheet)))
        except GongkaiError:
            return  # it is found again, and told, when all is written
        known = document.anchors()
        is_known = all((key, one.anchor) in known for key, one, _ in pages)
        if not is_known or _shared(document) != _shared(self.manuscript.document):
            return  # tables share other pages now, or did on what is shown: nothing stands where it stood
        here = (section for section in document.on_pages if section.name in self.names)
        written = {section.name: document.with_pages(section, pages) for section in here}
        said = {sheet.key: ahead(sheet, written[sheet.name]) for sheet in sheets if sheet.name in written}
        self.told = True
        self.tell({key: pieces for key, pieces in said.items() if pieces})
        if self.show:
            manuscript = replace(self.manuscript, document=document)
            sections = [written[name] for name in self.names if name in written]
            given = manuscript, sections, self.show
            self._thread = threading.Thread(target=self._set, args=given, name="glance", daemon=True)
            self._thread.start()

    def _rewritten(self, disclosure: Disclosure, keys: Collection[str]) -> Document:
        """What is shown, with the sections `keys` as `disclosure` has them."""
        own = replace(disclosure, book=disclosure.book.copy())  # rules read it while templates add to it
        fresh = compose(own, data_inside=True, only=keys)
        found = {section.key: section for section in fresh.sections if section.key in keys}
        before = self.manuscript.document.sections
        return replace(fresh, sections=tuple(found.get(section.key, section) for section in before))

    def end(self) -> None:
        """Wait until it is done."""
        if self._thread is not None:
            self._thread.join()

    def _set(
        self, manuscript: Manuscript, sections: Sequence[Section], show: Callable[[Manuscript, Parts], None]
    ) -> None:
        with suppress(GongkaiError):
            for parts in setting_of(manuscript, self.bench).at_once(self.parts, sections):
                show(manuscript, parts)


def _shared(document: Document) -> list[tuple[str, ...]]:
    """What stands on pages together."""
    return [tuple(part.key for part in section.parts or (section,)) for section in document.on_pages]
