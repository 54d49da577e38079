"""The head of a table, made from the header paths of its columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.tables import HeaderCell, header_rows
from generator.figures import load_profile

PATHS = st.lists(
    st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=3).map(tuple), min_size=1, max_size=8
)


def _covered(rows: list[list[HeaderCell]], columns: int) -> list[list[int]]:
    """How often each place of the head is covered when a browser sets `rows`."""
    grid = [[0] * columns for _ in rows]
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while column < columns and grid[index][column]:
                column += 1
            for down in range(cell.rowspan):
                for across in range(cell.colspan):
                    grid[index + down][column + across] += 1
            column += cell.colspan
    return grid


@given(PATHS)
def test_every_place_is_covered_once(paths: list[tuple[str, ...]]) -> None:
    """Merged cells leave no gap and never overlap, whatever the paths."""
    rows = header_rows(paths)
    assert _covered(rows, len(paths)) == [[1] * len(paths)] * max(map(len, paths))


@given(PATHS)
def test_every_column_has_its_own_cell(paths: list[tuple[str, ...]]) -> None:
    """The last part of a path is a cell over one column that reaches down to the last row."""
    rows = header_rows(paths)
    own = [(index, cell) for index, row in enumerate(rows) for cell in row if cell.column]
    assert sorted(cell.text for _, cell in own) == sorted(path[-1] for path in paths)
    assert all((cell.colspan, index + cell.rowspan) == (1, len(rows)) for index, cell in own)


def test_a_column_may_have_the_name_of_the_group_beside_it() -> None:
    """合计 over two columns, and beside it a column that is called 合计 itself, are two cells."""
    rows = header_rows([("合计", "本年"), ("合计", "结转"), ("合计",)])
    assert [[(cell.text, cell.colspan, cell.rowspan) for cell in row] for row in rows] == [
        [("合计", 2, 1), ("合计", 1, 2)],
        [("本年", 1, 1), ("结转", 1, 1)],
    ]


def test_equal_neighbours_are_one_cell() -> None:
    """Only neighbours below the same parent are merged; a short path reaches down."""
    rows = header_rows([("项目",), ("预算数", "合计"), ("预算数", "基本"), ("结转",), ("预算数", "项目")])
    assert [[(cell.text, cell.colspan, cell.rowspan) for cell in row] for row in rows] == [
        [("项目", 1, 2), ("预算数", 2, 1), ("结转", 1, 2), ("预算数", 1, 1)],
        [("合计", 1, 1), ("基本", 1, 1), ("项目", 1, 1)],
    ]


def test_a_slash_is_where_a_head_may_break() -> None:
    """Over one column the head is set in lines, over several in one."""
    [[over], [first, _]] = header_rows([("年/度", "一般公共/预算"), ("年/度", "合计")])
    assert (over.parts, first.parts) == (["年度"], ["一般公共", "预算"])


@pytest.mark.parametrize("table", load_profile("shanxi-2024").tables, ids=lambda table: table.number)
def test_the_declared_heads_are_sound(table: object) -> None:
    """The heads of the profile's own tables have no gap either."""
    paths = [tuple(column.header) for block in table.blocks for column in block.columns]  # type: ignore[attr-defined]
    rows = header_rows(paths)
    assert _covered(rows, len(paths)) == [[1] * len(paths)] * len(rows)
