"""Importing takes time in proportion to the cells of a workbook, and ends where there are too many."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest

from generator.errors import InputError
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.workbook import Given, read_grids
from generator.exchange.importer.writing import files_of
from generator.source import limits
from tests.hostile.crowded_books import BOOKS, HEAD, grids

CELLS, TIMES = 1_000, 8
"""A workbook of that size is compared with one that is so many times larger."""
MOST = 5 * TIMES
"""How many times as long the larger one may take."""
GIVEN = Given(2024, "某局")
BOOK = Path("表.xlsx")


def seconds(sheets: list[Grid]) -> float:
    """Of the processor, until the YAML is there or it is said why there is none.

    Without the collector, which walks all that other tests have left.
    """
    gc.disable()
    begun = process_time()
    try:
        with suppress(InputError):
            files_of(read_grids(sheets, BOOK, given=GIVEN), BOOK.name)
        return process_time() - begun
    finally:
        gc.enable()


@pytest.fixture(scope="module")
def plain() -> float:
    """What a book without any trick takes: others that are refused at once are not compared with less."""
    return min(seconds(BOOKS["lines of one unit"](CELLS)) for _ in range(2))


@pytest.mark.parametrize("make", BOOKS.values(), ids=BOOKS)
def test_time_grows_with_the_cells(make: Callable[[int], list[Grid]], plain: float) -> None:
    """Eight times the cells take about eight times as long."""
    short = seconds(make(CELLS))
    assert seconds(make(CELLS * TIMES)) < MOST * max(plain, short)


def test_what_is_too_much_is_told_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which cell it is, and what to do: here the row of the third of two units."""
    monkeypatch.setattr(limits, "UNITS", limits.UNITS._replace(most=2))
    rows = [(f"局{number}", "2010301", "某", 3, 2, 1) for number in range(3)]
    with pytest.raises(InputError) as caught:
        read_grids(grids([["2024年支出表"], ("单位名称", *HEAD), *rows]), BOOK, given=GIVEN)
    (finding,) = caught.value.findings
    told = "表.xlsx:表0!A5 到这里，预算单位超过 2 个，没有导入"
    assert (finding.code, finding.message, bool(finding.hint)) == ("E20", told, True)
