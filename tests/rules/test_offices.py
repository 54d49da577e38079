"""T61: an 办公用房面积 that nobody can believe."""

from __future__ import annotations

import pytest

from generator.rules.ties import RULES
from tests.budgets import CONSISTENT, disclosed

STAFF = "内设机构: 无"


@pytest.mark.parametrize(
    ("people", "area", "said"),
    [
        ("编制人数: 10, 在职人数: 9", "500", ""),
        ("编制人数: 17", "2650.5", ""),
        ("编制人数: 10, 在职人数: 9", "0", ""),
        ("编制人数: 10, 在职人数: 9", "50000", "50,000 平方米，在职人数 9 人，大得不像"),
        ("编制人数: 160", "50", "50 平方米，编制人数 160 人，小得不像"),
        ("", "50000", ""),
        ("", "5000000", "5,000,000 平方米，大得不像"),
    ],
)
def test_offices_and_staff(people: str, area: str, said: str) -> None:
    """By the staff, where they are told; by themselves else."""
    text = CONSISTENT.replace(STAFF, f"{STAFF}, {people}" if people else STAFF)
    assets = f"国有资产: {{截至日期: 2024-01-01, 车辆: 无, 办公用房面积: {area}}}"
    disclosure = disclosed(text.replace("国有资产: 无", assets))
    found = [finding for rule in RULES for finding in rule(disclosure) if finding.code == "T61"]
    assert [f.message for f in found] == ([f"办公用房面积 {said}"] if said else [])
