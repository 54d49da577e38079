"""T50: dates that cannot be those of this budget."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.rules import apply_rules
from tests.budgets import CONSISTENT, disclosed, spoiled


def _odd(text: str) -> list[str]:
    return [f.message for f in apply_rules(disclosed(text), Path()) if f.code == "T50"]


@pytest.mark.parametrize(("day", "said"), [("2034-01-01", "晚"), ("2014-01-01", "早"), ("2025-01-01", "晚")])
def test_a_day_of_another_time_is_said(day: str, said: str) -> None:
    """A decade that slipped, or last time's date that was left; of assets and of performance tables."""
    [message] = _odd(CONSISTENT + f"国有资产: {{截至日期: {day}, 办公用房面积: 5}}\n")
    assert message == f"国有资产的截至日期是 {day}，比 2024 年度预算的时间{said}"
    filed = spoiled("    项目期: 2年\n", f"    项目期: 2年\n    填报日期: {day}\n")
    assert any("填报日期" in message for message in _odd(filed))


@pytest.mark.parametrize("day", ["2024-12-31", "2024-01-01", "2023-10-15", "2022-12-31"])
def test_days_of_the_budgets_time_are_none(day: str) -> None:
    """This year's and those of the two years before."""
    assert _odd(CONSISTENT + f"国有资产: {{截至日期: {day}, 办公用房面积: 5}}\n") == []
