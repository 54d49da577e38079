"""The office (工作间): all open budgets, and the threads that read, set and watch them."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path

from generator.errors import UsageError
from generator.press.kept.store import Store
from generator.source.failures import sentence
from generator.source.processes import given_back
from generator.workbench.bench import Worker
from generator.workbench.desk import OF_UNIT, Desk, Workplace
from generator.workbench.pictures import Pictures
from generator.workbench.reading import Stamp, stamp_of
from generator.workbench.shelf import Shelf
from generator.workbench.summary import Summary, summary_of, unknown
from generator.workbench.turns import Turns

LEAVING = 2.0
"""Seconds that the threads that set pages have to end."""
PAUSE = 0.12
"""Seconds between two looks at the files."""
REST = 0.5
"""Seconds without anything to be set, after which one may tidy up."""
RESTLESS = 3.0
"""Seconds after which files that change again and again are read as they are."""
MOST_OPEN = 6
"""Budgets that are kept open when nobody looks at them any more."""
SOON, LATER = 0, 1
"""What somebody waits for comes before the states of the home page."""
READING, SETTING = 2, 3
"""Threads: a budget of hundreds of projects takes its time, and others do not wait for all of it."""
_SUMMARIES: Hashable = object()
"""Whose the states of the home page are: one of them at a time."""


class Office:
    """Opens budgets of the `shelf`; PDFs are looked for below `output`."""

    def __init__(self, shelf: Shelf, output: Path, store: Store | None) -> None:
        self.shelf, self.output = shelf, output
        self.pictures = Pictures()
        self._store = store
        self._worker = Worker()
        self._desks: dict[str, Desk] = {}
        self._summaries: dict[str, Summary] = {}
        self._asked: set[str] = set()
        self._writing: dict[Path, threading.Lock] = {}
        self._to_read, self._to_set = Turns(), Turns()
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._setters = [threading.Thread(target=self._setting, daemon=True) for _ in range(SETTING)]

    def start(self) -> None:
        """Begin to work."""
        for thread in self._setters:
            thread.start()
        for work in (*[self._reading] * READING, self._watching):
            threading.Thread(target=work, daemon=True).start()

    def close(self) -> None:
        """End, with the process that sets pages.

        Why the threads are waited for: one that lets go of that process while Python ends leaves half of it.
        """
        self._closed.set()
        self._worker.close()
        for thread in self._setters:
            self._to_set.put(thread, lambda: None)
        for thread in filter(threading.Thread.is_alive, self._setters):
            thread.join(LEAVING)

    def open(self, key: str) -> Desk | None:
        """The budget `key`, or its unit (`key@code`), being read if it is new; None when there is none."""
        with self._lock:
            desk = self._desks.get(key)
            if desk is None or not _is_there(desk.folder):
                found = self._found(key)
                if found is None:
                    return None
                desk = desk or self._begun(key, *found)
            self._desks[key] = self._desks.pop(key, desk)
            idle = [name for name, one in self._desks.items() if not one.listeners and one is not desk]
            for name in idle[: max(0, len(self._desks) - MOST_OPEN)]:
                del self._desks[name]
            return desk

    def _begun(self, key: str, folder: Path, unit: str) -> Desk:
        writing = self._writing.setdefault(folder, threading.Lock())
        desk = Desk(key, folder, unit, Workplace(self._worker, self._store, writing))
        self._ask(desk)
        return desk

    def _found(self, key: str) -> tuple[Path, str] | None:
        """The folder of the budget, and the unit."""
        known = self.shelf.budgets()
        whole, at, unit = (key, "", "") if key in known else key.rpartition(OF_UNIT)
        named = bool(unit) == bool(at) and "/" not in unit
        return (known[whole], unit) if whole in known and named else None

    def put_aside(self, key: str) -> Path:
        """Have the budget `key` out of the way, whole: where it lies now.

        Raises UsageError, also while a window in sight shows it, or files of it are being made.
        """
        folder = self.shelf.budgets().get(key)
        if folder is None:
            raise UsageError("没有这份预算，或已经移走。")
        with self._lock, self._writing.setdefault(folder, threading.Lock()):
            desks = [desk for desk in self._desks.values() if desk.folder == folder]
            if any(desk.listeners for desk in desks):
                raise UsageError("这份预算正在别的窗口里打开着，没有移开。关上那个窗口，过几秒再移。")
            if any(desk.making for desk in desks):
                raise UsageError("这份预算正在生成或比较，没有移开。做完以后再移。")
            aside = self.shelf.put_aside(folder)
            for desk in desks:
                del self._desks[desk.key]
        return aside

    def changed(self, desk: Desk) -> None:
        """Its files were written just now."""
        self._ask(desk)

    def make(self, desk: Desk, *, units: bool) -> None:
        """Have its files made, with those of its `units` if wanted, unless that is being done."""
        if desk.begin_making():
            self._to_set.put(desk, partial(desk.make, self.output, units=units))

    def compare(self, desk: Desk, key: str, pdf: Path | bytes) -> bool:
        """Have it compared; whether nothing else is being made of it."""
        begun = desk.begin_making()
        if begun:
            self._to_set.put(desk, partial(desk.compare, key, pdf))
        return begun

    def summaries(self) -> dict[str, Summary | None]:
        """The state of every budget; None while it is being found out."""
        found: dict[str, Summary | None] = {}
        for key, folder in self.shelf.budgets().items():
            known = self._summaries.get(key)
            fresh = known is not None and known.stamp == stamp_of(folder) and known.is_of(self.output)
            found[key] = known if fresh else None
            if not fresh and key not in self._asked:
                self._asked.add(key)
                self._to_read.put(_SUMMARIES, partial(self._sum_up, key, folder), LATER)
        return found

    def _sum_up(self, key: str, folder: Path) -> None:
        try:
            self._summaries[key] = summary_of(folder, self.output)
        except Exception:
            self._summaries[key] = unknown(folder, self.output)
            raise
        finally:
            self._asked.discard(key)

    def _ask(self, desk: Desk) -> None:
        self._to_read.put(desk, partial(self._read, desk), SOON)

    def _read(self, desk: Desk) -> None:
        if self._desks.get(desk.key) is not desk:  # nobody can see it any more
            return
        try:
            pages = desk.read()
        except Exception as error:
            desk.break_off(error)
            raise
        if pages:
            self._to_set.put(desk, desk.set)

    def _reading(self) -> None:
        while not self._closed.is_set():
            with self._to_read.next() as work:
                if work is not None:
                    self._safely(work)

    def _setting(self) -> None:
        """Why the collector: what was read before goes when nobody waits for anything."""
        rested = True
        while not self._closed.is_set():
            with self._to_set.next(None if rested else REST) as work:
                if work is not None:
                    self._safely(work)
            if work is None and self._to_set.idle and self._to_read.idle:
                given_back()
            rested = work is None and self._to_set.idle

    def _watching(self) -> None:
        seen: dict[str, tuple[Stamp, float]] = {}
        while not self._closed.wait(PAUSE):
            for desk in tuple(self._desks.values()):
                if desk.listeners and desk.reading is not None:
                    self._safely(partial(self._look, desk, seen))

    def _look(self, desk: Desk, seen: dict[str, tuple[Stamp, float]]) -> None:
        """Have it read when its files differ from what was read and have come to rest, or never do."""
        stamp, now = stamp_of(desk.folder), time.monotonic()
        before, since = seen.get(desk.key, ((), now))
        rested = before == stamp
        read = desk.reading is None or stamp in (desk.reading.stamp, desk.asked)
        seen[desk.key] = stamp, now if read else since
        if not read and (rested or now - since > RESTLESS):
            seen[desk.key] = stamp, now
            desk.asked = stamp
            self._ask(desk)

    def _safely(self, work: Callable[[], None]) -> None:
        """Why: a thread that ends in an error of ours would leave all windows waiting."""
        try:
            work()
        except Exception as error:
            if not self._closed.is_set():  # at the end the process that sets pages is gone first
                print(f"错误：{sentence(error)[0]}", file=sys.stderr)


def _is_there(folder: Path) -> bool:
    """Why not the shelf: it looks through all folders, and every picture of a page asks for its desk."""
    return folder.is_dir() and folder.resolve() == folder
