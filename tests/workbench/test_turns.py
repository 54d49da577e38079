"""Nobody waits for all that another has: work of several people is done in turns."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.workbench.desk import Desk
from generator.workbench.office import Office
from generator.workbench.shelf import Shelf
from generator.workbench.turns import Turns
from tests.budgets import copied_to

PATIENCE = 60


def _done(turns: Turns, number: int, threads: int) -> None:
    """`number` pieces of work, by so many threads."""
    left = threading.Semaphore(number)

    def work() -> None:
        while left.acquire(blocking=False):
            with turns.next(PATIENCE) as one:
                assert one is not None
                one()

    all_ = [threading.Thread(target=work) for _ in range(threads)]
    for one in all_:
        one.start()
    for one in all_:
        one.join()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("甲乙丙"), max_size=30), st.integers(1, 4))
def test_the_work_of_each_is_done_in_its_order(whose: list[str], threads: int) -> None:
    """By any number of threads, and never two pieces of it at once."""
    turns, done, at = Turns(), defaultdict[str, list[int]](list), defaultdict[str, int](int)

    def work(who: str, number: int) -> None:
        at[who] += 1
        assert at[who] == 1
        done[who].append(number)
        at[who] -= 1

    for number, who in enumerate(whose):
        turns.put(who, partial(work, who, number))
    _done(turns, len(whose), threads)
    assert turns.idle
    assert done == {who: [at for at, one in enumerate(whose) if one == who] for who in set(whose)}


def test_what_is_waited_for_comes_first() -> None:
    """Whenever it was asked for; who is busy is passed over."""
    turns, done = Turns(), list[str]()
    for who, when in (("甲", 1), ("乙", 0), ("丙", 0)):
        turns.put(who, partial(done.append, who), when)
    with turns.next() as one:
        assert one is not None
        turns.put("乙", partial(done.append, "乙又"))
        _done(turns, 2, 1)
        one()
    assert done == ["丙", "甲", "乙"]
    with turns.next(0) as last:
        assert last is not None
    with turns.next(0) as nothing:
        assert nothing is None


@pytest.mark.parametrize("slow", ["set", "read"])
def test_a_budget_that_takes_long_keeps_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    """While one is being read, or set, another is read and set."""
    for name in ("大", "小"):
        copied_to(tmp_path / "2024" / name)
    begun, go_on, seen = threading.Event(), threading.Event(), threading.Event()

    def step(name: str, result: bool) -> Callable[[Desk], bool]:
        def work(desk: Desk) -> bool:
            if desk.key.endswith("大") and name == slow:
                begun.set()
                go_on.wait(PATIENCE)
            elif desk.key.endswith("小") and name == "set":
                seen.set()
            return result

        return work

    monkeypatch.setattr(Desk, "read", step("read", True))
    monkeypatch.setattr(Desk, "set", step("set", True))
    office = Office(Shelf([tmp_path]), tmp_path / "out", None)
    office.start()
    try:
        office.open("2024/大")
        assert begun.wait(PATIENCE)
        office.open("2024/小")
        assert seen.wait(PATIENCE)
        assert not go_on.is_set()
    finally:
        go_on.set()
        office.close()
