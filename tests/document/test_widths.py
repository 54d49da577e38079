"""Column widths: an amount never wraps, all columns fill the page; a table stands as its columns need."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.measures import measures
from generator.document.shapes import Shape, shape_of
from generator.document.widths import NameWidth, _fewest_lines, columns_of, ems
from generator.figures import Disclosure, Table, disclose_folder, load_profile
from tests.budgets import SHANGHAI, SMALLEST, disclosed, spoiled

MEASURES = measures(load_profile("shanxi-2024"))
NUMBERS = [table.number for table in load_profile("shanxi-2024").tables]
STANDARD = (10.5, 9.0, 7.5)
"""Points: 五号, 小五 and 六号."""


@pytest.fixture(scope="module", params=["100.00", "123456789.99"])
def disclosure(request: pytest.FixtureRequest) -> Disclosure:
    """Small amounts, and one that is as long as any."""
    text = spoiled("  一般公共预算: 100.00", f"  一般公共预算: {request.param}")
    return disclosed(spoiled("60.00", request.param, text))


def whole(shape: Shape) -> float:
    """The millimetres that its columns have."""
    return MEASURES.text_height if shape.landscape else MEASURES.text_width


def too_wide(table: Table, shape: Shape) -> list[str]:
    """The amounts and codes of `table` that stand out of their columns."""
    room = [width - 2 * MEASURES.cell_side for width in shape.columns.widths]
    fixed = [index for index, column in enumerate(table.columns) if column.numeric or column.code]
    return [
        row[index]
        for row in table.printed_rows()
        for index in fixed
        if ems(row[index]) * shape.density.em > room[index]
    ]


@pytest.mark.parametrize("number", NUMBERS)
def test_columns_fill_the_page(disclosure: Disclosure, number: str) -> None:
    """Together they are as wide as the text, none is nothing, and amounts and codes have room."""
    table = disclosure.tables[number]
    shape = shape_of(table, MEASURES)
    assert sum(shape.columns.widths) == pytest.approx(whole(shape))
    assert min(shape.columns.widths) > 5
    assert too_wide(table, shape) == []
    assert shape.density.size in STANDARD


def filled(table: Table, value: str) -> Table:
    """`table` with `value` in all its figures."""
    rows = [
        replace(
            row,
            cells=tuple(
                replace(cell, figure=replace(cell.figure, value=Decimal(value))) if cell.figure else cell
                for cell in row.cells
            ),
        )
        for row in table.rows
    ]
    return replace(table, rows=tuple(rows))


@pytest.mark.parametrize("folder", [SMALLEST, SHANGHAI], ids=["万元", "元"])
def test_amounts_of_twelve_digits_fit(folder: Path) -> None:
    """In every cell of every table at once, with two decimals; names keep room for some characters."""
    for table in disclose_folder(folder).tables.values():
        for value in ("9999999999.99", "-9999999999.99", "999999999999.99"):
            wide = filled(table, value)
            shape = shape_of(wide, MEASURES)
            assert shape.columns.fits, (table.number, value)
            assert too_wide(wide, shape) == []
            assert sum(shape.columns.widths) == pytest.approx(whole(shape))


def test_a_table_lies_on_its_side_where_its_columns_need_it() -> None:
    """A wide one stands upright while it is empty; one that is meant to stand lies when it is too wide."""
    tables = disclose_folder(SMALLEST).tables
    wide, upright = tables["表九"], tables["表一"]
    assert wide.landscape
    assert not upright.landscape
    empty = replace(wide, rows=wide.rows[:1])
    assert wide.empty
    assert not shape_of(empty, MEASURES).landscape
    assert shape_of(filled(empty, "999999999999.99"), MEASURES).landscape
    assert not shape_of(upright, MEASURES).landscape
    assert shape_of(filled(upright, "99999999999999.99"), MEASURES).landscape


def test_a_table_stands_upright_where_that_spares_a_page() -> None:
    """Income beside expenditure on one page, in smaller type if need be; not where that has no room."""
    table = disclose_folder(SMALLEST).tables["表四"]
    assert table.landscape
    for value, density in (("96.40", "dense"), ("1234.56", "dense"), ("123456.78", "small")):
        shape = shape_of(filled(table, value), MEASURES)
        assert (shape.landscape, shape.tail, shape.density.name) == (False, 0.0, density), value
        assert shape.height < MEASURES.text_height, value
    assert shape_of(filled(table, "-9999999999.99"), MEASURES).landscape
    many = replace(table, rows=table.rows * 2)
    assert shape_of(filled(many, "18300.70"), MEASURES).landscape


def test_two_columns_of_names_have_the_fewest_lines() -> None:
    """No other division of their room gives fewer."""
    table = filled(disclose_folder(SMALLEST).tables["表四"], "123456.70")
    em = STANDARD[1] * 25.4 / 72
    columns = columns_of(table, em, MEASURES.text_width, MEASURES)
    one, other = columns.names
    assert columns.wraps

    def lines(widths: tuple[float, ...]) -> int:
        tried = replace(columns, widths=widths)
        return sum(tried.lines(row) for row in range(len(table.rows)))

    for moved in range(-15, 16):
        widths = list(columns.widths)
        widths[one], widths[other] = widths[one] + moved, widths[other] - moved
        assert lines(tuple(widths)) >= lines(columns.widths), moved


def test_a_short_table_is_set_openly() -> None:
    """And densely when its rows are too many for a page, or its names too long for a line."""
    table = disclose_folder(SMALLEST).tables["表十"]
    assert shape_of(table, MEASURES).density.name == ""
    many = replace(table, rows=table.rows * 9)
    assert shape_of(many, MEASURES).density.name == "dense"
    cells = table.rows[0].cells
    long = replace(table.rows[0], cells=(replace(cells[0], text="费" * 60), *cells[1:]))
    assert shape_of(replace(table, rows=(long,)), MEASURES).density.name == "dense"


def test_a_chinese_character_is_as_wide_as_the_type() -> None:
    """Figures are about half as wide, points less."""
    assert len(NUMBERS) == 13
    assert ems("元") == 1.0 > ems("5") > ems(".") > 0
    assert ems("123.45") == pytest.approx(5 * ems("1") + ems("."))


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1, max_size=8),
    st.floats(70, 200),
    st.floats(0.05, 0.95),
)
def test_rows_that_always_fit_need_not_be_asked(
    lengths: list[tuple[int, int]], room: float, part: float
) -> None:
    """Of all widths that are tried none gives the rows fewer lines."""
    em, least = 3.0, 8 * 3.0
    names = {column: tuple(NameWidth(row[column] * em, 2.0, em) for row in lengths) for column in (0, 1)}
    now = {0: room * part, 1: room * (1 - part)}

    def lines(one: float, other: float) -> int:
        return sum(max(a.lines(one), b.lines(other)) for a, b in zip(names[0], names[1], strict=True))

    best = _fewest_lines(names, room, least, now)
    tried = [now[0], *(least + step for step in range(int(room - 2 * least) + 1))]
    assert lines(best[0], best[1]) == min(lines(one, room - one) for one in tried)
