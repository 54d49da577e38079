"""The pages of the text rules: every example fires its rule, and the clean budget fires none."""

from __future__ import annotations

import pytest

from generator.rules.pages import kinds, page_text
from tests.rules.texts import found_in

CODES = [code for code in kinds() if code.startswith("X")]


def test_there_are_text_rules() -> None:
    """None of the codes was taken away."""
    first = [f"X{number:02}" for number in range(1, 25)]
    assert [*first, *(f"X{number:02}" for number in range(30, 48))] == CODES


def test_the_clean_budget_passes() -> None:
    """Where the words are in order nothing is found."""
    assert found_in("") == []


@pytest.mark.parametrize("code", CODES)
def test_the_example_fires(code: str) -> None:
    """The example on a rule's page is found by that rule, with a place, a hint and words to accept it by."""
    found = [finding for finding in found_in(page_text(code).example) if finding.code == code]
    assert found
    for finding in found:
        assert finding.place is not None
        assert finding.hint
        assert finding.about
        assert finding.level is kinds()[code].level
