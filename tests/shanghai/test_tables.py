"""The second profile: every printed cell of a real disclosure of Shanghai, character for character."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from generator.document.tables import head_of
from generator.figures import Disclosure, Table, disclose_folder

BUDGET = Path(__file__).parents[2] / "budgets" / "2025" / "putuo-czj"
TABLES = Path(__file__).parent / "tables"
META: list[dict[str, Any]] = json.loads((TABLES / "meta.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return disclose_folder(BUDGET)


def _published(number: int) -> list[list[str]]:
    with (TABLES / f"{number:02}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _head(table: Table) -> list[list[str]]:
    """The head rows; merged cells are empty after their first."""
    rows = head_of(table)
    grid = [[""] * len(table.columns) for _ in rows]
    taken: set[tuple[int, int]] = set()
    for top, row in enumerate(rows):
        left = 0
        for cell in row:
            while (top, left) in taken:
                left += 1
            grid[top][left] = "".join(cell.parts)
            taken |= {
                (top + down, left + right) for down in range(cell.rowspan) for right in range(cell.colspan)
            }
    return grid


def test_there_are_as_many_tables_as_published(disclosure: Disclosure) -> None:
    """Nine, with their titles and units."""
    told = [(table.title, table.unit) for table in disclosure.tables.values()]
    assert told == [(one["标题"], one["单位"]) for one in META]


@pytest.mark.parametrize("number", range(1, 10))
def test_every_cell_is_as_published(disclosure: Disclosure, number: int) -> None:
    """Heads and rows, in their order."""
    table = list(disclosure.tables.values())[number - 1]
    assert [*_head(table), *table.printed_rows()] == _published(number)


def test_the_cells_are_all_there_are() -> None:
    """What is compared is what was counted in the published file, not an empty folder."""
    cells = [cell for number in range(1, 10) for row in _published(number) for cell in row]
    assert (len(cells), sum(map(bool, cells))) == (900, 629)
