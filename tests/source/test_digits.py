"""Numbers in digits: what is none, or beyond all use, is none, and no command ends in an error of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.source.digits import whole
from tests.budgets import copied_to
from tests.cli.conftest import Gongkai, gongkai

__all__ = ["gongkai"]

MANY = "9" * 5000
"""More digits than Python makes a number of."""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("007", 7),
        ("9" * 9, 10**9 - 1),
        *((t, None) for t in ("", "-1", "1.0", "²", "９", MANY)),
    ],
)
def test_digits_are_those_of_the_keyboard(text: str, number: int | None) -> None:
    """Python takes others for digits, and some of them for no number."""
    assert whole(text) == number


@pytest.mark.parametrize(
    "words",
    [
        ("codes", "diff", MANY, "2026"),
        ("codes", "import", "a.xlsx", "--year", MANY),
        ("codes", "show", MANY),
        ("explain", "{}", f"预算.yaml:{MANY}"),
        ("log", "{}", "-n", MANY),
        ("roll", "{}", "--to", MANY),
        ("new", "{}", "--year", MANY),
        ("verify", "."),
    ],
)
def test_no_command_takes_it_for_an_error_of_the_program(gongkai: Gongkai, words: tuple[str, ...]) -> None:
    """It is said what is wrong."""
    folder = copied_to(Path("2024/馆"))
    answer = gongkai(*(word.format(folder) for word in words))
    assert answer.code in (1, 2)
