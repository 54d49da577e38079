"""T67: which of the three budgets pays for a 科目."""

from __future__ import annotations

import pytest

from tests.budgets import spoiled
from tests.tie_outs import of_code


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("科目: 2120801", "科目: 2120899", []),
        ("科目: 2120801", "科目: 2296002", []),
        ("科目: 2120801", "科目: 2010399", ["2010399/政府性基金"]),
        ("科目: 2120801", "科目: 2230105", ["2230105/政府性基金"]),
        ("科目: 2230105", "科目: 2080451", []),
        ("科目: 2230105", "科目: 2010399", ["2010399/国有资本经营预算"]),
        ("2010350, 性质", "2120801, 性质", ["2120801/一般公共预算"]),
        ("2010399, 性质: 项目支出, 财政", "2120801, 性质: 项目支出, 财政", []),  # of which 财政 says nothing
    ],
)
def test_a_subject_is_paid_for_by_its_own_budget(old: str, new: str, told: list[str]) -> None:
    """T67: 212 08 and 229 60 by 政府性基金, 223 and 208 04 51 by 国有资本, all others by 一般公共预算."""
    found = of_code("T67", spoiled(old, new))
    assert [finding.about for finding in found] == told
    assert all(f.place is not None and new[:7] in f.place.excerpt()[0] for f in found)
