"""Sections set in several processes: the same bytes, and a sentence when one of them is killed."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator.document import compose
from generator.errors import PressError
from generator.figures import disclose_folder
from generator.press import open_attachments, print_pdf
from generator.press.jobs import SectionJob, Style
from generator.press.kept.store import Store
from generator.press.pool.board import Board
from generator.press.steps import Piece, Steps, Wanted
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
    jobs = [SectionJob(Style(document.disclosure.profile.folder), section) for section in document.sections]
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
    style = Style(document.disclosure.profile.folder)
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
    """It takes longer than many a section: it travels with the jobs."""
    document = small()
    style = Style(document.disclosure.profile.folder)
    jobs = [SectionJob(style, one) for one in document.sections]
    assert len(Workshop(2, method="fork").made(jobs)) == len(jobs)
    assert "key" in vars(pickle.loads(pickle.dumps(style)))


def _failure(error: Exception) -> tuple[str, int]:
    return str(error), 0


def _counted(name: str) -> Steps[tuple[str, int]]:
    yield Wanted((), "")
    return name, os.getpid()


def _killed(name: str, mark: Path | None) -> Steps[tuple[str, int]]:
    """Its process is killed: always, or until there is a `mark`."""
    yield Wanted((), "")
    if not (mark and mark.exists()):
        if mark:
            mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return name, os.getpid()


def _pieces(*names: str) -> list[Piece[tuple[str, int]]]:
    return [Piece(partial(_counted, name), _failure) for name in names]


def test_many_pieces_are_each_done_in_one_process() -> None:
    """Not in this one but for the last, for which there are too few left to keep all processes busy."""
    found = dict(Workshop(2, method="fork").run_all(_pieces(*"甲乙丙丁")))
    assert [found[number][0] for number in range(4)] == list("甲乙丙丁")
    assert [found[number][1] == os.getpid() for number in range(4)] == [False, False, False, True]


def test_of_very_many_pieces_none_is_done_here() -> None:
    """To share out the last would save less than it takes to prepare one more process."""
    found = dict(Workshop(2, method="fork").run_all(_pieces(*map(str, range(24)))))
    assert sorted(found) == list(range(24))
    assert os.getpid() not in {process for _, process in found.values()}


def test_a_piece_that_outweighs_the_others_is_shared_out() -> None:
    """It would take longer than all the others together: its sections are set by all processes."""
    large = Piece(partial(_counted, "大"), _failure, weight=50)
    found = dict(Workshop(3, method="fork").run_all([*_pieces(*"甲乙丙丁"), large]))
    assert [found[number][1] == os.getpid() for number in (0, 4)] == [False, True]


def test_pieces_that_are_lost_with_a_process_are_done_again(tmp_path: Path) -> None:
    """Once is bad luck: nothing fails; it is told."""
    lost = Piece(partial(_killed, "戊", tmp_path / "mark"), _failure)
    told: list[str] = []
    found = dict(Workshop(2, method="fork").run_all([lost, *_pieces(*"甲乙丙丁")], say=told.append))
    assert sorted(name for name, _ in found.values()) == sorted("甲乙丙丁戊")
    assert told == ["排版的一个进程被系统中止了，多半是内存不够；换新的进程再排一次。"]


def test_only_the_piece_fails_whose_process_is_killed_each_time() -> None:
    """Whatever was in hand beside it is done."""
    lost = Piece(partial(_killed, "戊", None), _failure)
    found = dict(Workshop(2, method="fork").run_all([*_pieces(*"甲乙"), lost, *_pieces(*"丙丁己庚")]))
    names = [found[number][0] for number in range(7)]
    assert [name for name in names if len(name) == 1] == list("甲乙丙丁己庚")
    assert "多半是内存不够。请关闭别的程序再试一次" in names[2]


def test_it_is_seen_how_far_the_pieces_are() -> None:
    """Those that processes do by themselves."""
    board = Board(2)
    board.writer(1)(0, 3, 8, "表")
    assert [board.read(number) for number in (0, 1)] == [(0, 0), (3, 8)]
