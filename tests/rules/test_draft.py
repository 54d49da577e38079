"""Drafts: sums that cannot agree are told while other things are 待填, and nothing that may yet agree."""

from __future__ import annotations

import pytest

from generator.rules.draft import sums_of_draft
from generator.workbench.reading import read
from tests.budgets import CONSISTENT
from tests.departments import in_folder

NAME = "预算.yaml"


def _codes(*changes: tuple[str, str]) -> list[str]:
    """What is found in the sums of the draft that the changes make."""
    text = CONSISTENT
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    with in_folder({NAME: text.split("\n")}) as folder:
        reading = read(folder)
    assert reading.draft is not None
    found = sums_of_draft(reading.draft)
    assert [one for one in reading.findings if one.code != "S16"] == found
    return [finding.code for finding in found]


GAP = ("名词解释: []", "名词解释: 待填")
WRONG = ("一般公共预算: 100.00", "一般公共预算: 101.00")


def test_what_is_given_must_agree_whatever_else_is_not() -> None:
    """收入 and 支出 are filled in: that a text is not keeps nothing from being told."""
    assert _codes(GAP) == []
    assert _codes(GAP, WRONG) == ["T01"]


@pytest.mark.parametrize(
    "gap",
    [
        ("性质: 基本支出, 一般公共预算: 10.00", "性质: 基本支出, 一般公共预算: 待填"),
        ("{科目: 2080505, 性质: 基本支出", "{科目: 待填, 性质: 基本支出"),
        ("政府性基金: 20.00", "政府性基金: 待填"),
    ],
)
def test_what_may_still_agree_is_not_told(gap: tuple[str, str]) -> None:
    """An amount, a line, a source that is to come may be what is lacking."""
    assert _codes(gap, WRONG) == []


def test_sums_of_other_kinds_are_told_all_the_same() -> None:
    """基本支出 by 经济科目 lacks an amount; 项目 and 支出 are whole."""
    gap = ("{经济科目: 30217, 金额: 3.00}", "{经济科目: 30217, 金额: 待填}")
    assert _codes(gap) == []
    found = _codes(
        gap,
        (
            "名称: 丙, 类别: 其他运转类, 国有资本经营预算: 5.00",
            "名称: 丙, 类别: 其他运转类, 国有资本经营预算: 6.00",
        ),
    )
    assert found == ["T02"]
