"""科目 of other years: told with their years and with what takes their place, and nothing is invented."""

from __future__ import annotations

import pytest

from generator.classification import classification_of, of_other_years, subjects_by_code, what_became_of
from generator.classification.moves import instead_of
from generator.classification.subjects import FIRST_YEAR, LAST_YEAR
from generator.rules.structure import unknown_subjects
from tests.budgets import CONSISTENT, disclosed

MOVED = [
    ("2082202", 2025, "2137202"),
    ("2137202", 2023, "2082202"),
    ("2100601", 2025, "2101704"),
    ("20823", 2026, "21373"),
    ("2101701", 2023, ""),
    ("2140401", 2024, ""),
]


@pytest.mark.parametrize(("code", "year", "instead"), MOVED)
def test_what_takes_the_place_of_a_code(code: str, year: int, instead: str) -> None:
    """By its name and that of its 款; 行政运行, which every 款 has, came from nowhere."""
    other = of_other_years(code, year)
    assert other is not None
    found = instead_of(other, year)
    assert (found.code if found else "") == instead


def test_what_is_named_is_in_force() -> None:
    """In every year: what is in force is of no other year, what takes a place is in force."""
    count = 0
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        names = classification_of(year).functional
        for code in subjects_by_code():
            other = of_other_years(code, year)
            assert other is None or code not in names
            instead = instead_of(other, year) if other else None
            if other and instead:
                count += 1
                assert names[instead.code] == other.name
    assert count > 20


def test_the_message_tells_the_years_and_what_is_proven() -> None:
    """S20 of a 科目 that ended names it, its last year, its successor, and that no document proves it."""
    text = CONSISTENT.replace("年度: 2024", "年度: 2026").replace("{科目: 2120801,", "{科目: 2082202,")
    [finding] = [f for f in unknown_subjects(disclosed(text)) if "2082202" in f.message]
    assert "2082202”（基础设施建设和经济发展）到 2024 年为止，2026 年用 2137202" in finding.hint
    assert "没有文件证明" in finding.hint
    other = of_other_years("2140401", 2024)
    assert other is not None
    assert what_became_of(other, 2024).startswith("“2140401”（对城市公交的补贴）到 2021 年为止；")
