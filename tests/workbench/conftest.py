"""A workbench with copies of the smallest budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.workbench.app import make_app
from generator.workbench.desk import Desk
from generator.workbench.guard import Gate
from generator.workbench.office import Office
from generator.workbench.shelf import Shelf
from tests.budgets import copied_to
from tests.workbench.asked import HOST, TOKEN
from tests.workbench.window import Windows

KEY = "2024/档案馆"


@dataclass
class Bench:
    """The application, its office, and the one budget in it."""

    app: Any
    office: Office
    folder: Path

    @property
    def desk(self) -> Desk:
        """The budget, opened; nothing is read of itself here."""
        desk = self.office.open(KEY)
        assert desk is not None
        return desk


def bench_in(top: Path, *, read_only: bool = False) -> Bench:
    """A workbench of one budget, without its threads."""
    folder = copied_to(top / KEY)
    office = Office(Shelf([top]), top.parent / "out", None)
    return Bench(make_app(office, Gate(frozenset({HOST}), TOKEN, read_only)), office, folder)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A new one."""
    made = bench_in(tmp_path / "budgets")
    yield made
    made.office.close()


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test at a window ends with an error in a console, or with a request that left the machine.

    But for what its module has as EXPECTED.
    """
    bench = request.getfixturevalue("bench") if "bench" in request.fixturenames else None
    yield
    if isinstance(bench, Windows):
        expected = getattr(request.module, "EXPECTED", "(?!)")
        problems = [one for one in bench.problems if not re.search(expected, one)]
        bench.problems.clear()
        assert problems == []
