"""Sections set in several processes: the same bytes, and a sentence when one of them is killed."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.document import compose
from generator.errors import PressError
from generator.figures import disclose_folder
from generator.press import open_attachments, print_pdf
from generator.press.jobs import SectionJob, Style
from generator.press.kept.store import Store
from generator.press.steps import Steps, Wanted
from generator.press.workshop import Workshop
from tests.budgets import CONSISTENT, SMALLEST
from tests.many_units import many_units
from tests.press.foreign import foreign_pdf
from tests.press.small import KEYS, small
from tests.tiny_fonts import tiny_font


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
    together = Workshop(2, method="fork").made(jobs, lambda number, total, what: done.append(what))
    assert together == alone
    assert sorted(done[1:]) == sorted(job.name for job in jobs)


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


def own_fonts(folder: Path) -> dict[str, Path]:
    """A font of an office's own for titles."""
    return {"标题": tiny_font(folder / "own.ttf", text=" 云岭县", em=1000)}


def _with_own_fonts(folder: Path) -> dict[str, Any]:
    return {"document": compose(disclose_folder(SMALLEST)), "fonts": own_fonts(folder)}


def with_attachments(folder: Path) -> dict[str, Any]:
    """What a small document with an attachment of two pages is printed with."""
    foreign_pdf(folder / "规划.pdf", pages=2, size=(1191, 842))
    text = CONSISTENT + "附件: [{标题: 某某规划, 文件: 规划.pdf}]\n"
    bound, _ = open_attachments(small(text, ()).disclosure.budget.attachments, folder)
    attached = {item.attachment.file: item.wide for item in bound}
    return {"document": small(text, (*KEYS[:2], "附件1", "glossary"), attached), "bound": bound}


def _of_units(folder: Path) -> dict[str, Any]:
    return {"document": compose(disclose_folder(many_units(folder / "某局")))}


@pytest.mark.parametrize("made", [_with_own_fonts, with_attachments, _of_units])
def test_any_document_has_the_same_bytes(made: Callable[[Path], dict[str, Any]], tmp_path: Path) -> None:
    """Own fonts, attachments and units: cold, kept and in two processes."""
    options = made(tmp_path)
    plain = print_pdf(**options).data
    kept = Workshop(2, Store(tmp_path / "kept"))
    assert print_pdf(**options, workshop=kept).data == plain
    assert print_pdf(**options, workshop=kept).data == plain


def test_what_a_style_depends_on_is_not_looked_for_in_the_processes() -> None:
    """It takes longer than many a section: it travels with the jobs, also with those of a second document."""
    document = small()
    folder = document.disclosure.profile.style_folder
    styles = [Style(folder), Style(folder)]
    pieces = (_wanting([SectionJob(style, one) for one in document.sections]) for style in styles)
    assert len(list(Workshop(2, method="fork").run_all(pieces))) == 2
    assert all("key" in vars(pickle.loads(pickle.dumps(style))) for style in styles)


def _wanting(jobs: Sequence[SectionJob]) -> Steps[list[Any]]:
    return (yield Wanted(jobs, ""))
