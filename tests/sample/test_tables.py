"""The thirteen tables of the sample: every published cell, in the JSON and on the pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.document import compose
from generator.exchange import to_json
from tests.built_sample import Sample
from tests.facts import PRINTED_HEADS, RENAMED, TABLES, published_rows
from tests.printed_pages import GridCell, squeezed

ALL_TABLES = pytest.mark.parametrize("number", TABLES)


@pytest.fixture(scope="module")
def exported(sample: Sample) -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(to_json(compose(sample.disclosure)))["tables"]
    return tables


def test_the_facts_are_whole() -> None:
    """The facts hold thirteen tables with 418 data rows, and the one name that E09 corrects."""
    assert len(TABLES) == len(PRINTED_HEADS) == 13
    assert sum(len(published_rows(number)) for number in TABLES) == 418
    names = [row[0] for row in TABLES["表十二"]]
    assert [name for name in names if name in RENAMED] == list(RENAMED)


def test_the_tables_stand_in_the_published_order(exported: dict[str, Any]) -> None:
    """表一 to 表十三, in that order and no other."""
    assert list(exported) == list(TABLES)


@ALL_TABLES
def test_every_cell_is_in_the_json(exported: dict[str, Any], number: str) -> None:
    """The JSON has the published header and the published rows, cell by cell."""
    assert exported[number]["header"] == TABLES[number][0]
    assert exported[number]["rows"] == published_rows(number)


@ALL_TABLES
def test_every_cell_is_printed(sample: Sample, number: str) -> None:
    """On the pages of a table every published cell stands in its row and in its column; nothing else does."""
    head = len(PRINTED_HEADS[number])
    printed = [[cell.text for cell in row] for rows in sample.rows_of(number) for row in rows[head:]]
    assert printed == [[squeezed(cell) for cell in row] for row in published_rows(number)]


@ALL_TABLES
def test_header_rows_stand_on_every_page(sample: Sample, number: str) -> None:
    """The header rows are those published, merged cells included, and each page begins with them."""
    published = [[cell for cell in row if cell] for row in PRINTED_HEADS[number]]
    pages = sample.rows_of(number)
    assert [_opened(rows, len(published)) for rows in pages] == [published] * len(pages)


def _opened(rows: list[list[GridCell]], count: int) -> list[list[str]]:
    """The cells that begin in each of the first `count` rows."""
    above: list[GridCell] = []
    opened = []
    for row in rows[:count]:
        opened.append([cell.text for cell in row if cell not in above])
        above = row
    return opened


@ALL_TABLES
def test_the_title_stands_above_and_is_continued(sample: Sample, number: str) -> None:
    """Label, number, title, department and unit stand above a table; later pages say （续）."""
    table = sample.disclosure.tables[number]
    first, *others = [page.text for page in sample.pages_of(number)]
    above = f"{table.label}{number}{table.title}部门名称：山西忻州经济开发区管理委员会单位：万元"
    assert above in first
    assert "（续）" not in first
    assert [f"{number}{table.title}（续）" in page for page in others] == [True] * len(others)


def test_some_tables_run_over_pages(sample: Sample) -> None:
    """What is said of continuation pages is said of at least four tables."""
    assert sum(len(sample.pages_of(number)) > 1 for number in TABLES) >= 4


@ALL_TABLES
def test_amounts_align(sample: Sample, number: str) -> None:
    """Within a column of a page all amounts end at the same place, so that their points stand in a line."""
    numeric = [
        index for index, column in enumerate(sample.disclosure.tables[number].columns) if column.numeric
    ]
    for rows in sample.rows_of(number):
        for index in numeric:
            cells = [row[index] for row in rows[len(PRINTED_HEADS[number]) :]]
            ends = [cell.letters[-1].right for cell in cells if cell.letters]
            points = [letter.left for cell in cells for letter in cell.letters if letter.char == "."]
            assert not ends or max(ends) - min(ends) < 1, f"column {index + 1}"
            assert not points or max(points) - min(points) < 0.15, f"column {index + 1}"


def test_an_empty_table_says_so(sample: Sample) -> None:
    """表九 and 表十一 hold no amount; they are printed all the same, with a note below."""
    noted = [number for number in TABLES if "注：本表无数据。" in _own_text(sample, number)]
    assert noted == ["表九", "表十一"]


def _own_text(sample: Sample, number: str) -> str:
    """What stands on the last page of a table from its title on, up to the label of the next."""
    _, _, text = sample.pages_of(number)[-1].text.rpartition(sample.disclosure.tables[number].title)
    return text.partition("预算公开表")[0]
