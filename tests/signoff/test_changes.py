"""What has changed since: noticed exactly when something prints otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.signoff.changes import changes
from generator.signoff.printed import print_of
from generator.signoff.writing import put
from tests.budgets import CONSISTENT, disclosed, spoiled
from tests.signoff.signing import read_back, signature


def _changes(about: str, text: str, before: str = CONSISTENT) -> list[str]:
    now = print_of(disclosed(text), about)
    assert now is not None
    return [str(change) for change in changes(signature(disclosed(before), about), now)]


@pytest.mark.parametrize(
    "about", ["表一", "表三", "表六", "表九", "表十二", "绩效目标/甲", "政府采购", "收入"]
)
def test_what_is_the_same_has_not_changed(about: str, tmp_path: Path) -> None:
    """Signed, written, read back and compared with the same budget."""
    disclosure = disclosed()
    now = print_of(disclosure, about)
    assert now is not None
    (signed,) = read_back(tmp_path, put("", [signature(disclosure, about)]))
    assert changes(signed, now) == []


def test_an_amount_is_noticed_where_it_is_printed() -> None:
    """The row and every total above it, with both values; other tables do not change."""
    text = spoiled("30101, 金额: 50.00", "30101, 金额: 50.01")
    assert _changes("表六", text)[0] == "表六/合计/合计 70.00 → 70.01"
    assert len(_changes("表六", text)) == 6
    assert _changes("表三", text) == []


def test_digits_that_are_not_printed_are_not_noticed() -> None:
    """50.001 prints as 50.00 does; 50.005 does not."""
    assert _changes("表六", spoiled("30101, 金额: 50.00", "30101, 金额: 50.001")) == []
    assert _changes("表六", spoiled("30101, 金额: 50.00", "30101, 金额: 50.005")) != []


def test_a_blank_cell_that_is_filled_is_noticed() -> None:
    """From blank to a number, and back."""
    filled = spoiled("性质: 基本支出, 一般公共预算: 10.00", "性质: 项目支出, 一般公共预算: 10.00")
    assert "表三/2080505/项目支出 空白 → 10.00" in _changes("表三", filled)
    assert "表三/2080505/项目支出 10.00 → 空白" in _changes("表三", CONSISTENT, filled)


def test_rows_that_come_and_go_are_noticed() -> None:
    """A renamed project is a row that is gone and one that is new, each told once."""
    renamed = CONSISTENT.replace("名称: 丙", "名称: 戊")
    assert _changes("表十二", renamed) == [
        "表十二/戊 没有这一行 → 合计 5.00，国有资本经营预算 5.00",
        "表十二/丙 合计 5.00，国有资本经营预算 5.00 → 没有这一行",
    ]


def test_a_subject_by_another_name_is_noticed() -> None:
    """The id stays, the printed words do not."""
    text = CONSISTENT + '科目名称: {"2010350": 别的运行}\n'
    assert _changes("表三", text) == ["表三/2010350/名称 事业运行 → 别的运行"]


def test_the_order_of_rows_is_no_change() -> None:
    """Nothing is kept by its place."""
    lines = CONSISTENT.splitlines(keepends=True)
    index = next(i for i, line in enumerate(lines) if "名称: 丙" in line)
    lines[index], lines[index + 1] = lines[index + 1], lines[index]
    assert _changes("表十二", "".join(lines)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("值: 1, 单位: 项", "值: 2, 单位: 项", "绩效目标/甲/产出指标/数量指标/数量 1项 → 2项"),
        ("项目期: 2年", "项目期: 3年", "绩效目标/甲/项目期 2年 → 3年"),
        ("项目期: 2年", "项目期: 2年\n    立项依据: 纪要", "绩效目标/甲/立项依据 空白 → 纪要"),
        ("省级: 100000", "省级: 100001", "绩效目标/甲/年度资金/总额 300000 → 300001"),
    ],
)
def test_a_performance_table_is_its_words_too(old: str, new: str, said: str) -> None:
    """Indicators, texts and money."""
    assert said in _changes("绩效目标/甲", spoiled(old, new))


@pytest.mark.parametrize(("written", "same"), [('"1,137.0"', False), ("137.000", True), ('"１37.00"', True)])
def test_a_number_written_by_hand_in_another_way_is_the_same(
    written: str, same: bool, tmp_path: Path
) -> None:
    """Separators, zeros and full-width digits make no other number."""
    head = "审核:\n  - {内容: 表三/合计/合计, 审核人: 张三, 日期: 2024-03-01, 数: "
    (signed,) = read_back(tmp_path, f"{head}{written}}}\n")
    now = print_of(disclosed(), "表三/合计/合计")
    assert now is not None
    assert (changes(signed, now) == []) is same
