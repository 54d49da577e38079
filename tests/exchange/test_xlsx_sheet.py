"""Cells: exact numbers, texts that stay texts, rows that are high enough."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from generator.errors import UsageError
from generator.exchange.xlsx_sheet import MAX_HEIGHT, MAX_TEXT, Sheet, as_number, height, units
from generator.figures.rounding import AmountFormat
from tests.exchange.workbooks import Book, exact

AMOUNTS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**15 - 1), st.integers(0, 8)
)


def written(*values: Decimal | str) -> list[float | str]:
    """What a reader finds of `values` that were written one below the other."""
    data = BytesIO()
    workbook = Workbook(data, {"in_memory": True})
    sheet = Sheet(workbook, {}, "表")
    for row, value in enumerate(values):
        if isinstance(value, Decimal):
            sheet.amount(row, 0, value)
        else:
            sheet.text(row, 0, value)
    workbook.close()
    return [row[0] for row in Book(data.getvalue()).sheet("表").rows]


@given(st.lists(AMOUNTS, min_size=1, max_size=20))
def test_amounts_come_back_exactly(amounts: list[Decimal]) -> None:
    """An amount of at most 15 digits is read back from its cell as the same decimal."""
    found = written(*amounts)
    assert [exact(value) for value in found if isinstance(value, float)] == amounts


@given(AMOUNTS)
def test_the_number_says_the_amount(amount: Decimal) -> None:
    """The shortest writing of the binary number is the amount itself."""
    number = as_number(amount)
    assert number is not None
    assert Decimal(repr(number)) == amount


def test_more_digits_than_a_number_has() -> None:
    """Past 15 digits the cell holds what is printed: as a number if that is short enough, else as text."""
    assert written(Decimal("1234567890.1234565")) == [1234567890.12]
    assert written(Decimal("12345678901234567.895")) == ["12345678901234567.90"]


@given(st.decimals(0, 1000, places=20), st.integers(0, 4))
def test_a_part_of_a_hundred_is_the_printed_one(share: Decimal, decimals: int) -> None:
    """Rounded once, to its printed digits: one of two decimals would be rounded again when it is shown."""
    form = AmountFormat(decimals=decimals, nil="0.00")
    number = as_number(share, form.step)
    assert number is not None
    assert form.printed(Decimal(repr(number))) == form.printed(share)


@pytest.mark.parametrize(
    "text", ["=1+1", "{=1}", "0101", "1e5", "http://a.cn", "internal:表!A1", "，", "a\nb"]
)
def test_texts_stay_texts(text: str) -> None:
    """What looks like a formula, a number or a link is the text it is."""
    assert written(text) == [text]


def test_a_text_that_no_cell_can_hold() -> None:
    """A text past Excel's limit is refused with its beginning and its length; one at the limit is kept."""
    assert written("字" * MAX_TEXT) == ["字" * MAX_TEXT]
    with pytest.raises(UsageError, match="32768 个字"):
        written("字" * (MAX_TEXT + 1))


def test_chinese_characters_are_two_wide() -> None:
    """Widths are counted in Latin characters; Chinese characters and full-width signs take two."""
    assert units("合计 12.50（元）") == 4 + 1 + 5 + 6


def test_rows_grow_with_their_text() -> None:
    """A row has room for the longest of its cells, line breaks counted, up to what Excel allows."""
    one, two = height([("字" * 10, 20)]), height([("字" * 11, 20)])
    assert one < two == height([("字", 20), ("字\n字", 20)]) < height([("字" * 100, 20)])
    assert height([("字" * 3000, 40)]) == MAX_HEIGHT
