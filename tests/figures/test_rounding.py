"""Rounding (四舍五入), and the two ways a number is written."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures.rounding import CELL, CENT, in_sentence, plain, rounded

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=6)
HALVES = st.integers(min_value=0, max_value=10**14)


@given(AMOUNTS)
def test_rounding_is_to_the_nearest_cent(value: Decimal) -> None:
    """What is printed is a whole number of cents, at most half a cent away."""
    assert rounded(value) % CENT == 0
    assert abs(rounded(value) - value) <= CENT / 2


@given(HALVES)
def test_a_half_goes_up(cents: int) -> None:
    """Exactly half a cent is rounded away from zero, for even and odd cents alike."""
    half = cents * CENT + CENT / 2
    assert rounded(half) == (cents + 1) * CENT
    assert rounded(-half) == -(cents + 1) * CENT


@given(AMOUNTS)
def test_rounding_twice_changes_nothing(value: Decimal) -> None:
    """A rounded value is its own rounding."""
    assert rounded(rounded(value)) == rounded(value)


@given(AMOUNTS, AMOUNTS)
def test_rounding_keeps_the_order(one: Decimal, other: Decimal) -> None:
    """A larger amount is never printed as a smaller one."""
    assert (one <= other) <= (rounded(one) <= rounded(other))


@given(AMOUNTS)
def test_a_cell_and_a_sentence_say_the_same(value: Decimal) -> None:
    """Both print the rounded value; only the sentence has thousands separators, and says 0 for nil."""
    cell, sentence = CELL.printed(value), in_sentence(value)
    assert sentence.replace(",", "") == (cell or "0")
    if value:
        assert Decimal(cell) == value.quantize(CENT, rounding=ROUND_HALF_UP)
        assert cell[-3] == "."


@pytest.mark.parametrize(
    ("written", "cell", "sentence"),
    [
        ("0", "", "0"),
        ("0.00", "", "0"),
        ("0.005", "0.01", "0.01"),
        ("0.0049", "0.00", "0.00"),
        ("240.3430", "240.34", "240.34"),
        ("273.4251", "273.43", "273.43"),
        ("1.115", "1.12", "1.12"),
        ("46785.1", "46785.10", "46,785.10"),
        ("-94171.25", "-94171.25", "-94,171.25"),
        ("1E+3", "1000.00", "1,000.00"),
        ("0.000001", "0.00", "0.00"),
        ("999999999.995", "1000000000.00", "1,000,000,000.00"),
    ],
)
def test_known_numbers(written: str, cell: str, sentence: str) -> None:
    """Nil is blank in a table and 0 in a sentence; what is not nil never vanishes."""
    assert (CELL.printed(Decimal(written)), in_sentence(Decimal(written))) == (cell, sentence)


@pytest.mark.parametrize(
    ("written", "shown"), [("5000", "5000"), ("5E+3", "5000"), ("1.50", "1.5"), ("3.00", "3"), ("0", "0")]
)
def test_counts_are_written_plainly(written: str, shown: str) -> None:
    """No exponent and no superfluous zeros."""
    assert plain(Decimal(written)) == shown
