"""What somebody may have meant to write."""

from __future__ import annotations

from difflib import get_close_matches

import pytest

from generator.source.nearest import MOST_CHARACTERS, close_matches


@pytest.mark.parametrize("cutoff", [0.3, 0.5, 0.6])
def test_nothing_that_difflib_finds_is_left_out(cutoff: float) -> None:
    """Though words of other lengths are not compared; not even where a word is just as like as it must be."""
    known = ["支出", "支", "支出支出支出", "出出", "支出合计", "甲乙丙丁戊己庚", "支出甲乙丙丁"]
    for word in ("支出", "支", "支出合"):
        assert close_matches(word, known, n=9, cutoff=cutoff) == get_close_matches(
            word, known, n=9, cutoff=cutoff
        )
    assert "支出支出支出" in close_matches("支出", known, n=9, cutoff=0.5)
    assert close_matches("支" * (MOST_CHARACTERS + 1), ["支" * MOST_CHARACTERS], n=1, cutoff=0.5) == []
