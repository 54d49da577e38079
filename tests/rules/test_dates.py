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


def test_a_table_is_filed_in_the_budgets_year_or_the_one_before() -> None:
    """填报日期 of two years before was left from another time; 截至日期 may be so old."""
    filed = spoiled("    项目期: 2年\n", "    项目期: 2年\n    填报日期: 2022-12-31\n")
    assert any("填报日期" in message and "早" in message for message in _odd(filed))
    assert not _odd(filed.replace("2022-12-31", "2023-03-01"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("按照2024年2月30日的会议纪要执行。", "2024年2月30日"),
        ("在2023年2月29日前完成。", "2023年2月29日"),
        ("计划4月31日完工。", "4月31日"),
        ("2024年13月底前完成验收。", "13月"),
        ("2024年0月开工。", "0月"),
        ("2024-06-31前完成。", "2024-06-31"),
        ("第五季度完成支付。", "第五季度"),
        ("6季度完成。", "6季度"),
        ("2024年2月29日完成，12月31日前支付。", ""),
        ("建设期24个月，7-12月份施工，2月29日检查。", ""),
        ("第四季度完成，2024.1.31前报送，比例为1.13。", ""),
        ("全年分4个季度拨付，13月龄儿童免疫。", ""),
    ],
)
def test_a_day_that_no_calendar_has(text: str, shown: str) -> None:
    """X40, at the characters; of a narrative as of an indicator's value."""
    found = [
        f for f in apply_rules(disclosed(f"{CONSISTENT}其他说明: [{text}]\n"), Path()) if f.code == "X40"
    ]
    assert [f.message for f in found] == ([f"没有“{shown}”这个时间"] if shown else [])
    value = CONSISTENT.replace("值: 1,", f"值: {text.rstrip('。')},", 1)
    assert value != CONSISTENT
    assert ("X40" in {f.code for f in apply_rules(disclosed(value), Path())}) == bool(shown)
