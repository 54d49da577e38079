"""A desk: a budget that somebody looks at, as its files say now and as it was last printable (打开的预算)."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from generator.document import Section
from generator.document.passages import Passage, passages_of
from generator.errors import FindingsError, GongkaiError, PressError
from generator.figures.dependents import Dependents
from generator.press.jobs import FolioJob, Job, SectionJob
from generator.press.kept.store import Store
from generator.press.positions import positions
from generator.proof.paper import Paper
from generator.source import Mapping
from generator.source.failures import sentence
from generator.workbench import telling
from generator.workbench.bench import Bench, Worker
from generator.workbench.comparing import Compared, compared
from generator.workbench.edits import written_in
from generator.workbench.fields import Fields, fields_in
from generator.workbench.forms import units_of
from generator.workbench.glance import Glance
from generator.workbench.listening import Listener, in_json
from generator.workbench.making import Made, make_all
from generator.workbench.reading import Manuscript, Reading, Stamp, compose, read, stamp_of
from generator.workbench.sheets import Setting, Sheet, setting_of
from generator.workbench.writing import files_of

MOST_LOOKED_AT = 4
MOST_PAST = 4
"""States of the pages that pictures are still made of, the present one not counted."""
SHOWING = 4
"""How many times as long as it takes to show what there is one goes on with the rest."""
OF_UNIT = "@"
"""In the key of a desk, between the budget and the unit."""

Units = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Workplace:
    """What desks share: the process that sets pages, the prints on disk, and who may write in the folder."""

    worker: Worker
    store: Store | None
    writing: threading.Lock


class SupersededError(Exception):
    """The files were changed while their pages were being set."""


Words = dict[str, tuple[str, list[Passage]]]
"""Sections by name: their HTML, and the passages that were read from it."""


class Shown:
    """A manuscript that is shown, with what questions about it need, each made when it is first asked.

    `words` are those of what was shown before: a section that says what it said is not read again.
    """

    def __init__(self, manuscript: Manuscript, words: Words) -> None:
        self.manuscript = manuscript
        self.disclosure = manuscript.disclosure
        self._words = words

    @cached_property
    def passages(self) -> list[Passage]:
        """The words of the document."""
        return list(self.each_passage())

    def each_passage(self) -> Iterator[Passage]:
        """The same one after another: of hundreds of pages only those are read that one gets to."""
        for section in self.manuscript.document.sections:
            html, found = self._words.get(section.name, ("", []))
            if html != section.html:
                found = passages_of(section.html, section.name)
                self._words[section.name] = section.html, found
            yield from found

    @cached_property
    def dependents(self) -> Dependents:
        """What follows from every figure."""
        return Dependents(self.disclosure.book)


class Desk:
    """`reading` is what the files say, `shown` the last that could be printed, `parts` its pages so far.

    With the code of a `unit`, of what that unit discloses for itself; `whole` is the key of the department's.
    """

    def __init__(self, key: str, folder: Path, unit: str, bench: Workplace) -> None:
        self.key, self.folder, self.unit = key, folder, unit
        self.whole = key.removesuffix(f"{OF_UNIT}{unit}") if unit else key
        self.reading: Reading | None = None
        self.asked: Stamp | None = None
        self.shown: Shown | None = None
        self.parts: Sequence[Sheet | Section] = ()
        self.trouble = ""
        self.done = False
        self.listeners: set[Listener] = set()
        self.writing = bench.writing
        self.making = False
        self.made: Made | None = None
        self._made_of: Stamp = ()
        self.compared: Compared | None = None
        self._looked_at: list[str] = []
        self._past: deque[Sequence[Sheet | Section]] = deque(maxlen=MOST_PAST)
        self.bench = Bench(store=bench.store, worker=bench.worker, urgent=self._is_urgent)
        self._paper: tuple[Sequence[Sheet | Section], Paper] | None = None
        self._in_use: list[Job] = []
        self._fields: tuple[Reading | None, Fields] = (None, {})
        self._units: tuple[Reading | None, Units] = (None, [])
        self._words: Words = {}
        self._progressed: dict[str, Any] = {"done": 1, "all": 1, "what": ""}

    @property
    def fields(self) -> Fields:
        """Which lines of the files belong to which form."""
        if self._fields[0] is not self.reading:
            mapping = self._whole_mapping()
            self._fields = self.reading, fields_in(mapping) if mapping is not None else {}
        return self._fields[1]

    @property
    def units(self) -> Units:
        """Code and name of the units that disclose for themselves; none where there is only one."""
        if self._units[0] is not self.reading:
            mapping = self._whole_mapping()
            units = units_of(mapping) if mapping is not None else []
            self._units = self.reading, units if len(units) > 1 else []
        return self._units[1]

    def _whole_mapping(self) -> Mapping | None:
        """What the files say, of all units."""
        disclosure = self.reading.disclosure if self.reading else None
        if disclosure and not self.unit:
            return disclosure.budget.written
        try:
            return written_in(self.folder).mapping
        except FindingsError:
            return None

    @property
    def sheets(self) -> list[Sheet]:
        """The sections that have pages."""
        return [part for part in self.parts if isinstance(part, Sheet)]

    def sheet(self, key: str, *, looked_at: bool = True) -> Sheet | None:
        """The sheet with this key, if it is shown, or was until now: a window may not have heard yet.

        Those that were `looked_at` last are set first.
        """
        every = (part for parts in (self.parts, *self._past) for part in parts)
        found = next((part for part in every if isinstance(part, Sheet) and part.key == key), None)
        if found is not None and looked_at:
            self._looked_at = [found.name, *(n for n in self._looked_at if n != found.name)][:MOST_LOOKED_AT]
        return found

    @property
    def paper(self) -> Paper:
        """Where everything stands on the pages that are shown; pages are counted through all sheets."""
        parts = self.parts
        if self._paper is None or self._paper[0] is not parts:
            sheets = [part.numbered for part in parts if isinstance(part, Sheet)]
            self._paper = parts, Paper(b"", positions(sheets))
        return self._paper[1]

    def read(self) -> bool:
        """Read the files; whether there are pages to be set."""
        shown, parts, glance = self.shown, self.parts, self._glance()
        self.tell("reading", {})  # until there are findings
        first = read(self.folder, self.unit, glance.begin) if glance else read(self.folder, self.unit)
        if first.stamp != self._made_of:  # what was made was made of what is no longer there
            self.made = None
        self._has(first)
        if glance:
            glance.end()
        whole, manuscript = compose(first, self.folder, self.unit)
        if whole != first:
            self._has(whole)
        if manuscript is not None:
            self.shown = Shown(manuscript, self._words)
            self.done = False
        elif glance and glance.told:  # there is more to it that cannot be printed
            self.tell("ahead", {})
            if self.shown is not shown:
                self.shown = shown
                self._show(parts)
        return manuscript is not None

    def _has(self, reading: Reading) -> None:
        self.reading = reading
        self.tell("findings", self.findings())

    def set(self) -> None:
        """Set the pages of what is shown, and tell of each; what is superseded is left undone."""
        shown = self.shown
        if shown is None or self.done:
            return
        setting, before = setting_of(shown.manuscript, self.bench), self.sheets
        try:
            self._show(setting.as_far(before))
            parts = setting.finished(self._progress(shown, setting, before))
            self._in_use = _jobs(setting, parts)
            self.bench.forget(self._in_use)
            self.trouble, self.done = "", True
            self._show(parts)
            self.bench.worker.warm(setting.style)
        except SupersededError:
            return
        except PressError as error:
            self._stopped(str(error))
        except Exception as error:
            self._stopped(sentence(error)[0])
            raise
        self.tell("ahead", {})
        self.tell("progress", {"done": 1, "all": 1, "what": ""})

    def _stopped(self, why: str) -> None:
        self.trouble, self.done = why, True
        self._show(self.parts)
        self.tell("findings", self.findings())

    def break_off(self, error: Exception) -> None:
        """Tell that reading it ended in an `error` of ours, so that nobody waits for what will not come."""
        self._has(Reading(stamp_of(self.folder), trouble=sentence(error)[0], broken=True))

    def begin_making(self) -> bool:
        """Whether its files are not being made already."""
        with self.writing:
            begun, self.making = not self.making, True
        return begun

    def make(self, output: Path, *, units: bool = False) -> None:
        """Make the files, with `units` those of every unit too, and tell how it goes."""
        wanted = {"": "部门", **dict(self.units)} if units else {self.unit: ""}
        self.made, self._made_of = None, stamp_of(self.folder)
        try:
            self.made = make_all(self.folder, wanted, output, self.bench, self._telling("生成"))
        finally:
            self.bench.forget(self._in_use)
            self.making = False
            self.tell("progress", {"done": 1, "all": 1, "what": ""})
            self.tell("made", {"said": self.made.said if self.made else ""})

    def compare(self, key: str, pdf: Path | bytes) -> None:
        """Compare with what `key` names, and tell when it is done."""
        self.compared = None
        try:
            self.compared = compared(self.folder, self.unit, key, pdf, self.bench, self._telling("比较"))
        finally:
            self.bench.forget(self._in_use)
            self.making = False
            self.tell("progress", {"done": 1, "all": 1, "what": ""})
            self.tell("compared", {"said": self.compared.said if self.compared else ""})

    def _telling(self, what: str) -> Callable[[int, int, str], None]:
        def progress(done: int, total: int, name: str) -> None:
            self.tell("progress", {"done": min(done, total - 1), "all": total, "what": what})

        return progress

    def _progress(
        self, shown: Shown, setting: Setting, before: Sequence[Sheet]
    ) -> Callable[[int, int, str], None]:
        """What is looked at is set first and shown at once; of hundreds of sections not each is."""
        next_time = 0.0

        def progress(done: int, total: int, what: str) -> None:
            nonlocal next_time
            if self.shown is not shown:
                raise SupersededError
            self.tell("progress", {"done": done, "all": total, "what": what})
            begun = time.monotonic()
            if 0 < done < total and (done <= MOST_LOOKED_AT or begun >= next_time):
                self._show(setting.as_far(before))
                now = time.monotonic()
                next_time = now + SHOWING * (now - begun)

        return progress

    def findings(self) -> dict[str, Any]:
        """What windows are told of the findings."""
        return telling.findings(self.reading, self.sheets, self.units) | {"files": self._files()}

    def _files(self) -> list[str]:
        try:
            return files_of(self.folder)
        except GongkaiError:
            return []

    def layout(self) -> dict[str, Any]:
        """What windows are told of the pages."""
        budget = self.shown.disclosure.budget if self.shown else None
        return telling.layout(budget, self.parts, done=self.done, trouble=self.trouble)

    def _glance(self) -> Glance | None:
        """What may be told at once, as somebody looks at it; and set, when all pages are."""
        shown, names = self.shown, tuple(self._looked_at)
        if shown is None or shown.manuscript.draft or not self.listeners:
            return None
        tell, show = partial(self.tell, "ahead"), self._show_at_once
        show_now = show if self.done and not self.making else None
        return Glance(shown.manuscript, self.parts, names, self.bench, tell, show_now)

    def _show_at_once(self, manuscript: Manuscript, parts: Sequence[Sheet | Section]) -> None:
        self.shown = Shown(manuscript, self._words)
        self._show(parts)

    def _show(self, parts: Sequence[Sheet | Section]) -> None:
        self._past.appendleft(self.parts)
        self.parts = parts
        self.tell("layout", self.layout())

    def _is_urgent(self, job: Job) -> bool:
        return isinstance(job, SectionJob) and job.section.name in self._looked_at

    def listen(self, listener: Listener) -> None:
        """Tell `listener` what there is, and what comes."""
        self.listeners.add(listener)
        if self.reading is not None:
            listener.tell("findings", in_json(self.findings()))
        listener.tell("layout", in_json(self.layout()))
        listener.tell("progress", in_json(self._progressed))

    def tell(self, event: str, data: Any) -> None:
        """Tell all windows; those that come while something is being done are told how far it is."""
        if event == "progress":
            self._progressed = data
        listening = tuple(self.listeners)
        text = in_json(data) if listening else ""
        for listener in listening:
            listener.tell(event, text)


def _jobs(setting: Setting, parts: Sequence[Sheet]) -> list[Job]:
    """What the prints that are shown were made for; lists of pages are set without the pages first."""
    document = setting.manuscript.document
    first = [
        *document.on_pages,
        *document.sections,
    ]  # together, and each apart where they did not go together
    sections = [*first, *(part.numbered.section for part in parts)]
    sheets = {folio[0].first for part in parts for folio in part.foliated.folios if folio}
    kinds = {page.kind for part in parts for page in part.numbered.pages}
    numbers = [FolioJob(setting.style, kind, first) for kind in kinds for first in sheets]
    return [*(SectionJob(setting.style, section) for section in sections), *numbers]
