"""Budgets with thousands of changed entries: compared in time that grows with them, and told in full."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import process_time

import pytest

from generator.review.compare import compare
from generator.review.comparison import Comparison
from generator.review.line import Line
from generator.review.rows import paired
from generator.review.side import side_in
from generator.source import stretches
from tests.budgets import CONSISTENT, spoiled, written_to

Texts = Callable[[list[str]], str]
FEW, TIMES = 400, 8
"""A crowd of that size is compared with one that is so many times larger."""
MOST = 3 * TIMES
"""How many times as long the larger one may take; what grows with the square takes 64 times as long."""
SAME = ["甲乙丙丁戊己庚"]


def _prose(names: list[str]) -> str:
    return f"{CONSISTENT}其他说明: [{', '.join(f'本年{name}的情况如下。' for name in names)}]\n"


def _projects(names: list[str]) -> str:
    lines = (f"  - {{名称: {name}, 类别: 特定目标类, 一般公共预算: 1}}\n" for name in names)
    return spoiled("  - {名称: 丁,", f"{''.join(lines)}  - {{名称: 丁,")


def _spending(names: list[str]) -> str:
    lines = (
        f"  - {{科目: 2010399, 性质: 项目支出, 一般公共预算: {sum(map(ord, name)) % 9_973}}}\n"
        for name in names
    )
    return spoiled("  - {科目: 2230105,", f"{''.join(lines)}  - {{科目: 2230105,")


def _corrections(names: list[str]) -> str:
    lines = (f"  - {{金额: 1, 调出: 基本支出, 调入: 项目支出, 说明: 调{name}。}}\n" for name in names)
    return f"{CONSISTENT}更正:\n{''.join(lines)}"


def _glossary(names: list[str]) -> str:
    items = ", ".join(f"{{名称: {name}, 解释: 这是{name}。}}" for name in names)
    return spoiled("名词解释: []", f"名词解释: [{items}]")


def _names(count: int, mark: str) -> list[str]:
    random = Random(1)
    return ["".join(random.choices("水利教育道路桥梁卫生文化体育", k=8)) + f"{mark}{n}" for n in range(count)]


CROWDS: dict[str, tuple[Texts, Callable[[int], tuple[list[str], list[str]]]]] = {
    "sentences": (_prose, lambda count: (_names(count, "甲"), _names(count, "乙"))),
    "one sentence": (_prose, lambda count: (SAME * count, [f"{SAME[0]}辛"] * count)),
    "projects": (_projects, lambda count: (_names(count, "甲"), _names(count, "乙"))),
    "lines": (_spending, lambda count: (_names(count, "甲"), _names(count, "乙")[::-1])),
    "corrections": (_corrections, lambda count: (SAME * count, [f"{SAME[0]}辛"] * count)),
    "words": (_glossary, lambda count: (_names(count, "甲"), [])),
}


@contextmanager
def _compared(top: Path, old: str, new: str) -> Iterator[Callable[[], Comparison]]:
    sides = [
        side_in(written_to(top / str(number) / "2024" / "某局", text), str(number))
        for number, text in enumerate((old, new))
    ]
    for side in sides:
        assert side.passages
    yield lambda: compare(*sides)


@pytest.mark.parametrize("kind", CROWDS)
def test_a_comparison_takes_as_long_as_there_is_to_compare(tmp_path: Path, kind: str) -> None:
    """Eight times the entries take about eight times as long."""
    write, names = CROWDS[kind]
    taken = []
    for count in (FEW, FEW * TIMES):
        old, new = (write(side) for side in names(count))
        with _compared(tmp_path / str(count), old, new) as act:
            taken.append(min(_seconds(act) for _ in range(2)))
    assert taken[1] < MOST * taken[0], taken


def _seconds(act: Callable[[], Comparison]) -> float:
    """Of the processor, without the collector, which walks all that other tests have left."""
    gc.disable()
    begun = process_time()
    try:
        act()
        return process_time() - begun
    finally:
        gc.enable()


def test_that_not_all_was_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change is there, as what went and what came."""
    monkeypatch.setattr(stretches.Effort.__init__, "__defaults__", (10,))
    with _compared(tmp_path, _prose(["甲" * 30]), _prose(["甲" * 29 + "乙"])) as act:
        found = act()
    assert any("没有全部逐字比较" in note for note in found.notes)
    told = "".join(run for text in found.texts for _, run in text.runs)
    assert "甲" * 29 + "乙" in told
    assert "甲" * 30 in told


def _lines(names: list[str]) -> list[Line]:
    return [
        Line((*name, " ", *"12.00"), tuple((0, index) for index in range(len(name) + 6))) for name in names
    ]


@pytest.mark.parametrize("kind", ["renamed", "other", "one name", "the other way round"])
def test_rows_of_two_pdfs_take_as_long_as_there_are_rows(kind: str) -> None:
    """Every row is told, once."""
    taken = []
    for count in (FEW, FEW * TIMES):
        old = SAME * count if kind == "one name" else _names(count, "甲")
        new = {
            "renamed": [name.replace("甲", "局甲") for name in old],
            "other": _names(count, "乙"),
            "one name": ["乙丙"] * count,
            "the other way round": old[::-1],
        }[kind]
        ones, others = _lines(old), _lines(new)
        begun = process_time()
        found = paired(ones, others)
        taken.append(process_time() - begun)
        assert len({id(one) for one, _ in found if one}) == sum(one is not None for one, _ in found)
        assert kind == "the other way round" or {id(one) for one, _ in found if one} == set(map(id, ones))
    assert taken[1] < MOST * max(taken[0], 0.01), taken
