"""The facts of YAML: key paths that survive reordering, amounts that are written in one way."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.history.facts import FactChange, changes, facts_of
from generator.source import read_folder
from tests.budgets import CONSISTENT, SMALLEST, spoiled
from tests.built_sample import BUDGET
from tests.written import mapping, read


def _lines(text: str) -> list[str]:
    value, _ = read(text)
    return [f"{'/'.join(path)}: {said}" for path, said in facts_of(value).items()]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("项目: [{名称: 甲, 一般公共预算: 30.00}]", "项目/甲/一般公共预算: 30"),
        ("绩效目标: [{项目: 甲, 项目期: 2年}]", "绩效目标/甲/项目期: 2年"),
        ("支出: [{科目: 2010350, 性质: 基本支出, 单位资金: 1}]", "支出/2010350·基本支出/单位资金: 1"),
        ("基本支出: [{经济科目: 30101, 金额: 5}]", "基本支出/30101/金额: 5"),
        ('基本支出: [{单位: "01", 经济科目: 30101, 金额: 5}]', "基本支出/01·30101/金额: 5"),
        (
            '采购: [{品目: 图书, 类别: 货物, 项目: 甲, 单位: "02", 单位资金: 1}]',
            "采购/02·图书·甲/类别: 货物\n采购/02·图书·甲/单位资金: 1",
        ),
        (
            "支出: [{科目: 1, 性质: 基本支出, 组别: 公用经费, 单位资金: 1}]",
            "支出/1·基本支出·公用经费/单位资金: 1",
        ),
        ("接受: [{代码: T17, 事项: 甲, 理由: 好}]", "接受/T17·甲/理由: 好"),
        ("更正: [{金额: 5.10}]", "更正/#1/金额: 5.1"),
        ('更正: [{金额: 5, 单位: "02", 调出: 甲, 调入: 乙}]', "更正/甲·乙/金额: 5\n更正/甲·乙/单位: 02"),
        ("机构: {内设机构: [办公室]}", "机构/内设机构/办公室: "),
        ("政府性基金收入: []", "政府性基金收入: []"),
        ("三公经费: {}", "三公经费: {}"),
        ("空着:", "空着: "),
        ("概述: |\n  一。\n  二。", "概述: 一。⏎二。"),
    ],
)
def test_an_item_has_a_name_and_no_number(text: str, line: str) -> None:
    """An entry of a list is known by what it is about; where nothing names it, by its place."""
    assert _lines(text) == line.split("\n")


@pytest.mark.parametrize("written", ["1234.5", "1,234.50", '"１，２３４．５０"', "1234.5000"])
def test_an_amount_is_the_same_however_it_is_written(written: str) -> None:
    """Zeros at the end, separators and full-width digits are no change."""
    assert _lines(f"基本支出:\n  - 经济科目: 30101\n    金额: {written}") == ["基本支出/30101/金额: 1234.5"]


def test_what_is_no_number_stays_as_written() -> None:
    """Codes keep their zeros, an indicator's value its own, and an amount with a slip in it the slip."""
    text = '代码: "007"\n值: 1.10\n金额: 1.10万元\n单位: "010"'
    assert _lines(text) == ["代码: 007", "值: 1.10", "金额: 1.10万元", "单位: 010"]


def test_two_of_one_name_are_two() -> None:
    """Nothing is lost when a name stands twice."""
    assert _lines("项目: [{名称: 甲, 类别: 一}, {名称: 甲, 类别: 二}]") == [
        "项目/甲/类别: 一",
        "项目/甲#2/类别: 二",
    ]


@pytest.mark.parametrize("budget", [SMALLEST, BUDGET])
def test_items_of_real_budgets_have_names(budget: Path) -> None:
    """All have a name of their own, and only corrections are known by their place."""
    value, _ = read_folder(budget)
    found = facts_of(value)
    assert len(found) > 30
    assert {path[0] for path in found if any("#" in step for step in path)} <= {"更正"}


def test_reordering_changes_nothing() -> None:
    """Lines that only moved are no change."""
    lines = CONSISTENT.splitlines()
    index = next(i for i, line in enumerate(lines) if "名称: 甲" in line)
    lines[index], lines[index + 1] = lines[index + 1], lines[index]
    assert changes(facts_of(mapping(CONSISTENT)), facts_of(mapping("\n".join(lines)))) == []


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("金额: 7.00", "金额: 7.01", FactChange(("基本支出", "30201", "金额"), "7", "7.01")),
        (
            "  - {名称: 丙, 类别: 其他运转类, 国有资本经营预算: 5.00}\n",
            "",
            FactChange(("项目", "丙"), "", None),
        ),
        ("三公经费:", "附件: []\n三公经费:", FactChange(("附件",), None, "[]")),
    ],
)
def test_a_change_is_told_once(old: str, new: str, change: FactChange) -> None:
    """One amount is one change, and so is an item with all that stands in it."""
    assert changes(facts_of(mapping(CONSISTENT)), facts_of(mapping(spoiled(old, new)))) == [change]


def test_a_group_in_the_place_of_nothing_is_told() -> None:
    """[] that was filled: the item is new, and [] is gone."""
    found = changes(facts_of(mapping("更正: []")), facts_of(mapping("更正: [{金额: 1}]")))
    assert [(change.kind, change.path) for change in found] == [("增", ("更正", "#1")), ("删", ("更正",))]
