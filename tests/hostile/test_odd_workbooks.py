"""Workbooks that no honest program writes: a sentence for each, in time and in little memory."""

from __future__ import annotations

import json
import re

import pytest

from generator.foreign.workbooks import reading
from generator.source import limits
from generator.source.confined import BrokenOffError, confined, confined_each
from tests.hostile import greedy
from tests.hostile.odd_workbooks import BOOKS, LARGE

FIT = {"plain", "names in quotes", "nested a little"}


def test_every_kind_has_an_answer() -> None:
    """What cannot be read is said in Chinese; two parts of one name are never a matter of taste."""
    given = [make() for make in BOOKS.values()]
    answers = confined_each(f"{reading.__name__}:answer", given)
    said = {name: json.loads(answer) for name, answer in zip(BOOKS, answers, strict=True)}
    assert {name for name, one in said.items() if "sheets" in one} == FIT
    assert said["plain"]["sheets"][0]["rows"] == [["words"]]
    for name in BOOKS.keys() - FIT:
        words, hint = said[name]["unfit"]
        assert re.search("[\u4e00-\u9fff]", words + hint), name
    assert "里有同名的部分，文件损坏" in said["a sheet twice"]["unfit"][0]
    assert "root:" not in json.dumps(said)


def test_depths_without_end_are_broken_off() -> None:
    """Elements within elements by the million, in a few kilobytes."""
    soon = limits.READER_SECONDS._replace(most=1)
    with pytest.raises(BrokenOffError, match=r"太费|读到一半出错"):
        confined(f"{reading.__name__}:answer", LARGE["nested deeply"](), soon)


def test_who_has_no_memory_is_not_asked_for_a_list_of_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would wait for ever for it: one long string took a minute of the clock."""
    monkeypatch.setenv("RUST_BACKTRACE", "1")
    assert confined(f"{greedy.__name__}:told_to_trace", b"") == b"0"


def test_a_text_in_very_many_cells_is_too_much() -> None:
    """A few kilobytes that would be gigabytes once every cell has its own."""
    answer = json.loads(reading.answer(LARGE["a long string many times"]()))
    assert f"文字一共超过 {limits.XLSX_TEXT.said}" in answer["unfit"][0]
