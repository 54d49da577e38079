"""Lines with money by source of funds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model import SOURCES, Source
from tests.written import SMALLEST, budget, refused_budget

ALL_SOURCES = "{单位资金: 5, 财政专户管理资金: 4, 国有资本经营预算: 3, 政府性基金: 2, 一般公共预算: 1}"


def test_amounts_come_in_the_order_of_the_tables() -> None:
    """However they are written, sources stand as the tables print them, each with its own amount."""
    amounts = list(budget(f"年终结转: {ALL_SOURCES}\n").year_end_balance.amounts())
    assert [source for source, _ in amounts] == list(SOURCES) == list(Source)
    assert [number.value for _, number in amounts] == [1, 2, 3, 4, 5]


def test_a_source_that_is_left_out_is_no_amount() -> None:
    """Nought that is written is an amount, what is not written is none."""
    amounts = list(budget("年终结转: {政府性基金: 0}\n").year_end_balance.amounts())
    assert [(source, number.value) for source, number in amounts] == [("政府性基金", Decimal(0))]


def test_a_project_has_this_years_money_and_what_is_carried_over() -> None:
    """The two do not mix, and a project may have only one of them."""
    (project,) = budget("项目: [{名称: 甲, 类别: 特定目标类, 上年结转: {政府性基金: 243.00}}]\n").projects
    assert not list(project.amounts())
    assert project.carry_over is not None
    assert [number.value for _, number in project.carry_over.amounts()] == [Decimal("243.00")]


@pytest.mark.parametrize(
    "line",
    [
        "项目: [{名称: 甲, 类别: 其他类}]\n",
        "更正: [{金额: 1, 调出: 基本, 调入: 项目支出, 说明: 甲}]\n",
        "单位: [{名称: 甲, 代码: 1, 性质: 企业}]\n",
    ],
)
def test_words_from_a_list_are_refused_when_they_are_others(line: str) -> None:
    """The hint lists what may be written, without quotes or English."""
    (finding,) = refused_budget(SMALLEST + line)
    assert finding.code == "S14"
    assert finding.hint.startswith("只能写：")
    assert not set(finding.hint) & set("'\"abcdefghijklmnopqrstuvwxyz")


def test_the_items_of_travel_and_cars_have_their_names() -> None:
    """Only the items that are written come, in the order of the table."""
    read = budget("三公经费: {公务接待费: {一般公共预算: 2}, 因公出国（境）费: {一般公共预算: 1}}\n").items
    assert [name for name, _ in read.items()] == ["因公出国（境）费", "公务接待费"]
    assert [next(amounts.amounts())[1].value for _, amounts in read.items()] == [1, 2]
