"""Lines: the same line of YAML is found again whatever stands before it, and whatever it is sorted by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.review.changes import as_json, as_text
from generator.review.comparison import What
from tests.budgets import CONSISTENT, spoiled
from tests.review.conftest import compared

TWO_UNITS = spoiled(
    '单位: [{名称: 某某局本级, 代码: "001001"}]',
    '单位: [{名称: 某某局本级, 代码: "001001"}, {名称: 某某站, 代码: "001002"}]',
)
FIRST = "  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 60.00}\n"
SECOND = FIRST.replace("60.00", '15.00, 单位: "001002"')
BOTH = spoiled(FIRST, FIRST.replace("60.00", "45.00") + SECOND, TWO_UNITS)


def test_lines_of_two_units_may_change_places(tmp_path: Path) -> None:
    """The number in their ids says only which comes first."""
    first = FIRST.replace("60.00", "45.00")
    comparison = compared(tmp_path, BOTH, spoiled(first + SECOND, SECOND + first, BOTH))
    assert comparison.empty, as_text(comparison)


def test_the_line_that_went_is_the_one_that_is_told(tmp_path: Path) -> None:
    """Another unit's line of the same 科目 is another line."""
    comparison = compared(tmp_path, BOTH, spoiled(FIRST.replace("60.00", "45.00"), "", BOTH))
    (cause,) = comparison.causes
    assert cause.change.new is None
    assert cause.change.old is not None
    assert (cause.change.old.value, cause.change.id) == (45, "支出/001001/2010350/基本支出/一般公共预算")
    assert cause.place is not None
    assert cause.place.line == 1 + BOTH[: BOTH.index("45.00")].count("\n")
    assert "表三/2010350/合计" in {effect.change.id for effect in cause.effects}
    assert comparison.joint == comparison.others == comparison.edits == ()


def test_another_line_of_one_subject_leaves_the_first_alone(tmp_path: Path) -> None:
    """What came is told, not that one amount became another."""
    comparison = compared(tmp_path, TWO_UNITS, spoiled(FIRST, SECOND + FIRST, TWO_UNITS))
    (cause,) = comparison.causes
    assert (cause.change.old, cause.change.new and cause.change.new.value) == (None, 15)


def test_a_line_that_is_sorted_otherwise_is_one_line(tmp_path: Path) -> None:
    """性质 or 科目 that was edited is the cause, not an amount that went and another that came."""
    for key, new in (("性质", "项目支出"), ("科目", "2010301")):
        old = {"性质": "基本支出", "科目": "2010350"}[key]
        edited = spoiled(FIRST, FIRST.replace(f"{key}: {old}", f"{key}: {new}"))
        (cause,) = compared(tmp_path / key, CONSISTENT, edited).causes
        assert cause.change.is_regrouped
        assert cause.sorting is not None
        assert (cause.sorting.key, cause.sorting.old, cause.sorting.new) == (key, old, new)
        assert cause.place is not None
        assert edited.splitlines()[cause.place.line - 1][cause.place.column - 1 :].startswith(new)


def test_kind_and_amount_of_one_line_are_both_told(tmp_path: Path) -> None:
    """The amount does not hide the 类别 that was edited with it."""
    edited = spoiled(
        "{名称: 甲, 类别: 特定目标类, 一般公共预算: 30", "{名称: 甲, 类别: 其他运转类, 一般公共预算: 31"
    )
    comparison = compared(tmp_path, CONSISTENT, edited)
    (cause,) = (cause for cause in comparison.causes if cause.change.id == "项目/甲/一般公共预算")
    assert cause.sorting is not None
    assert "30.00 → 31.00（+1.00，+3.33%）；类别 特定目标类 → 类别 其他运转类" in as_text(comparison)


def test_a_correction_before_another_leaves_it_alone(tmp_path: Path) -> None:
    """更正 are called by their number, and are the same when they say the same."""
    one, other = (
        f"{{金额: {amount}, 调出: 基本支出, 调入: 项目支出, 说明: '{words}调整{{{{ 更正.%d.金额 }}}}。'}}"
        for amount, words in (("2.00", "先"), ("10.00", "再"))
    )
    comparison = compared(
        tmp_path, f"{CONSISTENT}更正: [{other % 1}]\n", f"{CONSISTENT}更正: [{one % 1}, {other % 2}]\n"
    )
    assert [(cause.change.id, cause.change.old) for cause in comparison.causes] == [("更正/1/金额", None)]
    assert [text.what for text in comparison.texts] == [What.ADDED]


def test_edits_that_nothing_else_tells_are_listed(tmp_path: Path) -> None:
    """A value without a number or words of its own: old, new and its line; an item that came as one."""
    edited = spoiled("性质: 事业}", "性质: 行政}")
    comparison = compared(tmp_path / "一", CONSISTENT, edited)
    (edit,) = comparison.edits
    assert (edit.path, edit.old, edit.new, edit.place.line) == ("部门/性质", "事业", "行政", 2)
    assert "其他改动的写法：\n  部门/性质：事业 → 行政  " in as_text(comparison)
    assert '"path": "部门/性质"' in as_json(comparison)
    accepted = CONSISTENT + "接受: [{代码: T10, 事项: 离退休费, 理由: 已经核对。}]\n"
    (item,) = compared(tmp_path / "二", CONSISTENT, accepted).edits
    assert (item.old, item.new) == ("", "T10，离退休费，已经核对。")


def test_what_words_and_causes_tell_is_not_told_twice(tmp_path: Path) -> None:
    """Amounts, sentences and names have their own places in the report."""
    text = spoiled("完成项目。", "完成全部项目。", spoiled("金额: 7.00", "金额: 7.01"))
    renamed = spoiled("{名称: 乙,", "{名称: 乙的项目补助,", text)
    assert compared(tmp_path, spoiled("{名称: 乙,", "{名称: 乙的项目补助费,"), renamed).edits == ()


def test_the_name_of_a_unit_is_no_number(tmp_path: Path) -> None:
    """Units are counted; that one is called otherwise changes no count, and the list of them tells it."""
    comparison = compared(tmp_path, TWO_UNITS, spoiled("名称: 某某站", "名称: 某某中心", TWO_UNITS))
    assert comparison.causes == comparison.joint == ()
    assert comparison.edits == ()
    [change] = comparison.texts
    assert change.new is not None
    assert "某某中心" in change.new.text


def test_a_term_that_is_called_otherwise_keeps_its_words(tmp_path: Path) -> None:
    """Its name is told among the texts, and its explanation neither went nor came."""
    term = "名词解释: [{名称: 上年结转, 解释: 以前年度没有用完的资金。}]\n"
    comparison = compared(tmp_path, CONSISTENT + term, CONSISTENT + term.replace("上年结转", "结转资金"))
    assert len(comparison.texts) == 1
    assert comparison.edits == ()


def test_another_project_of_the_same_amount_is_another_project(tmp_path: Path) -> None:
    """One went and one came: no line that was sorted otherwise."""
    replaced = spoiled("{名称: 乙,", "{名称: 完全不同的事,")
    causes = {cause.change.id: cause for cause in compared(tmp_path, CONSISTENT, replaced).causes}
    assert {"项目/乙/政府性基金", "项目/完全不同的事/政府性基金"} <= set(causes)
    assert not any(cause.change.is_regrouped for cause in causes.values())


def test_a_number_that_was_left_out_before_is_told(tmp_path: Path) -> None:
    """编制人数 counts people, but is a number that somebody writes, unlike the members of a list."""
    staffed = spoiled("内设机构: 无", "内设机构: 无, 编制人数: 8, 在职人数: 7")
    causes = compared(tmp_path, CONSISTENT, staffed).causes
    assert {cause.change.id for cause in causes} == {"机构/编制人数", "机构/在职人数"}


LISTS = {
    "更正": "{{金额: 1, 调出: {0}支出, 调入: {1}支出, 说明: '{0}说明。'}}",
    "附件": "{{标题: {0}附件, 文件: {0}.pdf}}",
    "名词解释": "{{名称: {0}名词, 解释: {0}解释。}}",
    "接受": "{{代码: T10, 事项: {0}事项, 理由: {0}理由}}",
    "购买服务目录": "{{部门: {0}部门, 条目: {{A: {0}服务}}}}",
}
"""An item of each list of mappings that are no lines of money."""


@pytest.mark.parametrize("key", LISTS)
def test_what_goes_before_an_item_leaves_it_alone(tmp_path: Path, key: str) -> None:
    """Only the item that went is told: the others are not called by their numbers."""
    around = "{{名称: 目录, 说明: 甲。, 目录: [{0}]}}" if key == "购买服务目录" else "[{0}]"
    text = re.sub(rf"(?m)^{key}:.*\n", "", CONSISTENT)
    gone, left = LISTS[key].format("基本", "项目"), LISTS[key].format("项目", "基本")
    old, new = (f"{text}{key}: {around.format(items)}\n" for items in (f"{gone}, {left}", left))
    comparison = compared(tmp_path, old, new)
    told = [f"{edit.path} {edit.old} {edit.new}" for edit in comparison.edits]
    assert [words for words in told if not words.split("/")[1].startswith(("基本", "目录/基本"))] == []
