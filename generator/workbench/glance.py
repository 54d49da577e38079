"""A glance (先看): what is in sight is set at once, while the rest is still being checked and written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from generator.document import compose
from generator.errors import GongkaiError
from generator.figures import Disclosure
from generator.workbench.bench import Bench
from generator.workbench.reading import Manuscript
from generator.workbench.sheets import Parts, Sheet, setting_of


@dataclass(slots=True)
class Glance:
    """What is shown, the sections of it that somebody looks at, and how others in their place are shown."""

    manuscript: Manuscript
    parts: Parts
    names: Sequence[str]
    bench: Bench
    show: Callable[[Manuscript, Parts], None]
    _thread: threading.Thread | None = field(default=None, init=False)

    def begin(self, disclosure: Disclosure) -> None:
        """Set the sections as `disclosure` has them, beside what else is done."""
        self._thread = threading.Thread(target=self._work, args=(disclosure,), name="glance", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Wait until it is done."""
        if self._thread is not None:
            self._thread.join()

    def _work(self, disclosure: Disclosure) -> None:
        sheets = [part for part in self.parts if isinstance(part, Sheet) and part.name in self.names]
        sections = [sheet.numbered.section for sheet in sheets]
        keys = {part.key for section in sections for part in section.parts or (section,)}
        own = replace(disclosure, book=disclosure.book.copy())  # rules read it while templates add to it
        try:
            manuscript = replace(self.manuscript, document=compose(own, data_inside=True, only=keys))
            for parts in setting_of(manuscript, self.bench).at_once(self.parts, self.names):
                self.show(manuscript, parts)
        except GongkaiError:
            return  # it is found again, and told, when all is written
