"""Column widths: an amount never wraps, and all columns fill the page."""

from __future__ import annotations

import pytest

from generator.document.widths import LANDSCAPE, PORTRAIT, column_widths, text_width
from generator.figures import Disclosure, load_profile
from tests.budgets import disclosed, spoiled

NUMBERS = [table.number for table in load_profile("shanxi-2024").tables]


@pytest.fixture(scope="module", params=["100.00", "123456789.99"])
def disclosure(request: pytest.FixtureRequest) -> Disclosure:
    """Small amounts, and one that is as long as any."""
    text = spoiled("  一般公共预算: 100.00", f"  一般公共预算: {request.param}")
    return disclosed(spoiled("60.00", request.param, text))


@pytest.mark.parametrize("number", NUMBERS)
def test_columns_fill_the_page(disclosure: Disclosure, number: str) -> None:
    """Together they are as wide as the text, none is nothing."""
    table = disclosure.tables[number]
    widths = column_widths(table)
    assert sum(widths) == pytest.approx(LANDSCAPE if table.landscape else PORTRAIT)
    assert min(widths) > 5


@pytest.mark.parametrize("number", NUMBERS)
def test_amounts_and_codes_fit(disclosure: Disclosure, number: str) -> None:
    """The widest amount and the longest code of a column have room."""
    table = disclosure.tables[number]
    rows = table.printed_rows()
    for index, (column, width) in enumerate(zip(table.columns, column_widths(table), strict=True)):
        if column.numeric or column.code:
            assert max(text_width(row[index]) for row in rows) < width


def test_a_chinese_character_is_as_wide_as_the_type() -> None:
    """Figures are about half as wide, points less."""
    assert len(NUMBERS) == 13
    assert text_width("元") > text_width("5") > text_width(".") > 0
    assert text_width("123.45") == pytest.approx(5 * text_width("1") + text_width("."))
