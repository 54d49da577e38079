"""The workbench ends: nothing that it began goes on, and nothing is begun any more."""

from __future__ import annotations

import multiprocessing
import threading
import time
from pathlib import Path

from generator.press.kept.store import Store
from generator.workbench.office import Office
from generator.workbench.shelf import Shelf
from tests.budgets import copied_to

KEY = "2024/档案馆"
SOON = 60
"""Seconds within which a process has begun, on any machine."""


def test_the_process_that_sets_pages_and_the_threads_that_use_it_end(tmp_path: Path) -> None:
    """In the midst of their work, too: what lets go of it while Python ends would leave half of it."""
    before = set(threading.enumerate()), set(multiprocessing.active_children())
    copied_to(tmp_path / "budgets" / KEY)
    office = Office(Shelf([tmp_path / "budgets"]), tmp_path / "out", Store(tmp_path / "kept"))
    office.start()
    setters = set(office._setters)
    assert office.open(KEY) is not None
    until = time.monotonic() + SOON
    while not set(multiprocessing.active_children()) - before[1] and time.monotonic() < until:
        time.sleep(0.01)
    assert set(multiprocessing.active_children()) - before[1]
    office.close()
    assert set(multiprocessing.active_children()) <= before[1]
    assert not setters & set(threading.enumerate())


def test_one_that_did_nothing_ends(tmp_path: Path) -> None:
    """Its threads wait for work, which never comes; one that was not begun ends as well."""
    office = Office(Shelf([tmp_path]), tmp_path / "out", None)
    office.close()
    office = Office(Shelf([tmp_path]), tmp_path / "out", None)
    office.start()
    office.close()
    assert not any(thread.is_alive() for thread in office._setters)
