"""Sections set in several processes: the same bytes, and a sentence when one of them is killed."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.errors import PressError
from generator.press import print_pdf
from generator.press.jobs import SectionJob, Style
from generator.press.kept.store import Store
from generator.press.workshop import Workshop
from tests.press.small import small


@pytest.mark.parametrize("workshop", [Workshop(2, method="fork"), Workshop(2, method="spawn"), Workshop(5)])
def test_any_number_of_processes_gives_the_same_bytes(workshop: Workshop, tmp_path: Path) -> None:
    """Serial, forked, spawned; cold and kept; a draft, too."""
    document = small()
    plain, draft = print_pdf(document).data, print_pdf(document, draft=True).data
    assert print_pdf(document, workshop=workshop).data == plain
    kept = Workshop(workshop.processes, Store(tmp_path), workshop.method)
    assert print_pdf(document, workshop=kept).data == plain
    assert print_pdf(document, workshop=kept).data == plain
    assert print_pdf(document, workshop=kept, draft=True).data == draft


def test_prints_come_in_the_order_of_their_jobs() -> None:
    """Though the longest are begun first."""
    document = small()
    jobs = [
        SectionJob(Style(document.disclosure.profile.style_folder), section) for section in document.sections
    ]
    done: list[str] = []
    alone = Workshop().made(jobs)
    together = Workshop(2, method="fork").made(jobs, lambda job: done.append(job.name))
    assert together == alone
    assert sorted(done) == sorted(job.name for job in jobs)


@dataclass(frozen=True)
class Killed(SectionJob):
    """A job whose process is killed, as the system does when memory runs out."""

    def made(self) -> None:  # type: ignore[override]
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_process_is_told() -> None:
    """In a sentence, with what to do; nothing waits for ever."""
    document = small()
    style = Style(document.disclosure.profile.style_folder)
    jobs = [Killed(style, section) for section in document.sections]
    with pytest.raises(PressError, match="多半是内存不够"):
        Workshop(2, method="fork").made(jobs)
