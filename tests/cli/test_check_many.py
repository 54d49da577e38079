"""gongkai check of many budgets: the same answer from any number of processes, one failure stops none."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest

from generator.cli.checking import MANY
from tests.budgets import CONSISTENT, spoiled, written_to
from tests.cli.conftest import Gongkai

WRONG = spoiled("30101, 金额: 50.00", "30101, 金额: 51.00")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More budgets than one process takes; one with a wrong sum, one that is no budget."""
    for number in range(MANY + 1):
        text = {3: WRONG, 5: "年度: ["}.get(number, CONSISTENT)
        written_to(tmp_path / "budgets" / "2024" / f"{number}局", text)
    return tmp_path


@pytest.mark.parametrize("form", ["text", "json"])
def test_any_number_of_processes_gives_the_same_answer(gongkai: Gongkai, many: Path, form: str) -> None:
    """Words, order and exit code; no process is left."""
    alone = gongkai("check", "--jobs", "1", "--format", form)
    together = gongkai("check", "--jobs", "2", "--format", form)
    assert (together.code, together.out, together.err) == (alone.code, alone.out, alone.err)
    assert together.code == 2
    assert not multiprocessing.active_children()
    if form == "text":
        assert together.out.endswith("9 份预算，有错误的 2 份：\n  budgets/2024/3局\n  budgets/2024/5局\n")
    else:
        assert {finding["budget"] for finding in json.loads(together.out)["findings"]} >= {"budgets/2024/3局"}


def test_one_that_cannot_be_checked_stops_none(
    gongkai: Gongkai, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong is told with its folder; the others are checked."""

    def broken(folder: Path, unit: str) -> object:
        if folder.name == "1局":
            raise RuntimeError("nobody foresaw this")
        return checked(folder, unit)

    from generator.cli import checking

    checked = checking.checked
    monkeypatch.setattr(checking, "checked", broken)
    for jobs in ("1", "2"):
        said = gongkai("check", "--jobs", jobs)
        assert said.code == 70
        assert "budgets/2024/1局：程序内部出错（RuntimeError）" in said.err
        assert "budgets/2024/3局/预算.yaml" in said.out
        assert "9 份预算，有错误的 3 份：" in said.out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes that begin as copies of this one")
@pytest.mark.parametrize("each_time", [True, False])
def test_whose_process_is_killed_stops_none(
    gongkai: Gongkai, many: Path, monkeypatch: pytest.MonkeyPatch, each_time: bool
) -> None:
    """As the system does when memory runs out: only one that kills it each time is not checked."""

    def killed(folder: Path, unit: str) -> object:
        if folder.name == "1局" and (each_time or not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return checked(folder, unit)

    from generator.cli import checking

    mark, checked = many / "mark", checking.checked
    monkeypatch.setattr(checking, "checked", killed)
    said = gongkai("check", "--jobs", "2")
    assert said.code == 2
    assert ("budgets/2024/1局：检查它的进程被系统中止了" in said.err) == each_time
    assert "budgets/2024/3局/预算.yaml" in said.out
    assert f"9 份预算，有错误的 {2 + each_time} 份：" in said.out
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("count", ["0", "-3"])
def test_a_number_of_processes_that_is_none_is_told(gongkai: Gongkai, many: Path, count: str) -> None:
    """As wrong usage."""
    said = gongkai("check", "--jobs", count)
    assert (said.code, "--jobs 要写 1 以上的整数" in said.err) == (2, True)


def test_what_stands_in_no_file_names_its_budget(gongkai: Gongkai, tmp_path: Path) -> None:
    """What was not checked is told of each budget, or how many there are; of one alone its name is known."""
    for name in ("甲局", "乙局"):
        written_to(tmp_path / "budgets" / "2024" / name, CONSISTENT)
    alone, listed = (
        [line for line in gongkai(*words).out.splitlines() if line.startswith("未检查 T22")]
        for words in (("check", "budgets/2024/甲局"), ("check", "--all"))
    )
    assert [line.count("budgets/2024") for line in (*alone, *listed)] == [0, 1, 1]
    (short,) = (line for line in gongkai("check").out.splitlines() if line.startswith("未检查 T22"))
    assert short == f"{alone[0]}（2 处）"


def test_of_two_it_is_said_which_is_wrong(gongkai: Gongkai, tmp_path: Path) -> None:
    """As of many; of one alone it is known."""
    for name, text in (("甲局", CONSISTENT), ("乙局", WRONG)):
        written_to(tmp_path / "budgets" / "2024" / name, text)
    assert gongkai("check").out.endswith("2 份预算，有错误的 1 份：\n  budgets/2024/乙局\n")
    assert "份预算" not in gongkai("check", "budgets/2024/乙局").out
