"""Tie-outs (T): every rule fires on its defect, with the numbers, and on nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from generator.findings import Level
from tests.budgets import CONSISTENT, spoiled
from tests.tie_outs import of_code, ties, unchecked
from tests.written import text_from

ASSETS = (
    "国有资产:\n  截至日期: 2024-01-01\n  车辆: {编制: 3, 领导用车: 1, 应急保障用车: 2"
    ", 机要通信用车: 0, 执法执勤用车: 0, 特种专业技术用车: 0, 事业单位业务用车: 0, 其他公务用车: 0}\n"
    "  办公用房面积: 0\n  五十万元以上通用设备: 0\n  一百万元以上专用设备: 0\n"
)
STAFFED = spoiled("机构: {内设机构: 无}", "机构: {内设机构: 无, 编制人数: 8, 在职人数: 8}")
OFFICE = spoiled("性质: 事业}\n", '性质: 行政}\n机关运行经费: [{单位: "001001", 一般公共预算: 10.00}]\n')
WITH_CARS = spoiled("  公务用车运行维护费: 0", "  公务用车运行维护费: {一般公共预算: 1.00}")
LAST_YEAR = (
    "上年:\n  收入总计: 95.10\n  支出总计: 95.10\n  一般公共预算支出: 80.00\n  机关运行经费: 9.00\n"
    "  三公经费: {公务接待费: 3.00, 因公出国（境）费: 0, 公务用车购置费: 0, 公务用车运行维护费: 0}\n"
)
CORRECTION = "更正: [{金额: 10.00, 调出: 基本支出, 调入: 项目支出, 说明: 调整。}]\n"
ONE_YEAR = spoiled(
    "项目属性: 跨年度项目\n    项目期: 2年\n    实施期资金: {市县: 400000}",
    "项目属性: 一次性项目（1年结束）\n    项目期: 1年\n    实施期资金: {市县: 300000}",
)
TWO_LISTS = spoiled(
    "数量指标: [{名称: 数量, 值: 1, 单位: 项}]",
    "数量指标:\n          实施期: [{名称: 数量, 值: 1}, {名称: 面积, 值: 2}]\n"
    "          年度: [{名称: 面积, 值: 2}, {名称: 数量, 值: 1}]",
)


@dataclass(frozen=True)
class Case:
    """A text in which the rule `code` is content, and one change to it that it must notice."""

    code: str
    text: str
    old: str
    new: str
    level: Level
    about: str
    message: str
    there: str


CASES = (
    Case(
        "T09",
        CONSISTENT,
        "30101, 金额: 50.00",
        "39999, 金额: 50.00",
        Level.WARNING,
        "39999",
        "经济科目 39999（其他支出）50.00 万元，既不是人员经费也不是公用经费，表六只印在合计里",
        "39999",
    ),
    Case(
        "T10",
        CONSISTENT,
        "50.00}\n  - {经济科目: 30108, 金额: 10.00",
        "50.01}\n  - {经济科目: 30108, 金额: 9.99",
        Level.WARNING,
        "基本养老保险缴费",
        "基本养老保险缴费：经济科目 30108 9.99 万元，功能科目 2080505 的基本支出 10.00 万元，相差 0.01 万元",
        "9.99",
    ),
    Case(
        "T10",
        CONSISTENT,
        "经济科目: 30101",
        "经济科目: 30113",
        Level.WARNING,
        "住房公积金",
        "住房公积金：经济科目 30113 50.00 万元，功能科目 2210201 的基本支出 0 万元，相差 50.00 万元",
        "50.00",
    ),
    Case(
        "T11",
        CONSISTENT,
        "1030148, 金额: 20.00}",
        "1030148, 金额: 19.99}, {科目: 1030199, 金额: 0.01}",
        Level.WARNING,
        "21208",
        "收入科目 1030148 19.99 万元，"
        "功能科目 21208（国有土地使用权出让收入安排的支出）的本年支出 20.00 万元，相差 0.01 万元",
        "19.99",
    ),
    Case(
        "T12",
        CONSISTENT,
        "公务接待费: {一般公共预算: 3.00}",
        "公务接待费: {一般公共预算: 103.01}",
        Level.ERROR,
        "一般公共预算",
        "“三公”经费里的一般公共预算 103.01 万元，一般公共预算支出合计 103.00 万元，相差 0.01 万元",
        "103.01",
    ),
    Case(
        "T12",
        CONSISTENT,
        "公务接待费: {一般公共预算: 3.00}",
        "公务接待费: {一般公共预算: 3.00, 单位资金: 0.5}",
        Level.ERROR,
        "单位资金",
        "“三公”经费里的单位资金 0.5 万元，财政拨款里的这种资金 0 万元，相差 0.5 万元",
        "0.5",
    ),
    Case(
        "T13",
        OFFICE,
        "一般公共预算: 10.00}]\n单位",
        "一般公共预算: 10.01}]\n单位",
        Level.WARNING,
        "001001",
        "“某某局本级”的机关运行经费 10.01 万元，它的公用经费 10.00 万元，相差 0.01 万元",
        "10.01",
    ),
    Case(
        "T14",
        CONSISTENT,
        "三公经费:\n",
        '机关运行经费: [{单位: "001001", 一般公共预算: 9}]\n三公经费:\n',
        Level.WARNING,
        "001001",
        "“某某局本级”是事业单位，却填了机关运行经费 9 万元",
        "9}",
    ),
    Case(
        "T15",
        CONSISTENT,
        "{市县: 400000}",
        "{市县: 299999}",
        Level.ERROR,
        "甲",
        "“甲”：实施期资金 299,999 元，年度资金 300,000 元，相差 1 元",
        "实施期资金",
    ),
    Case(
        "T16",
        ONE_YEAR,
        "{市县: 300000}",
        "{市县: 300001}",
        Level.WARNING,
        "甲",
        "“甲”：实施期资金 300,001 元，年度资金 300,000 元，相差 1 元",
        "实施期资金",
    ),
    Case(
        "T17",
        TWO_LISTS,
        "年度: [{名称: 面积",
        "年度: [{名称: 周长",
        Level.WARNING,
        "甲",
        "“甲”：数量指标只在实施期一侧有“面积”，只在年度一侧有“周长”",
        "数量指标",
    ),
    Case(
        "T18",
        CONSISTENT + "政府采购: {货物: 16.32, 工程: 0, 服务: 120.67}\n",
        "16.32",
        "16.34",
        Level.WARNING,
        "政府采购/合计",
        "政府采购合计 137.01 万元，支出总计 137.00 万元，相差 0.01 万元",
        "16.34",
    ),
    Case(
        "T19",
        CONSISTENT + ASSETS,
        "应急保障用车: 2",
        "应急保障用车: 3",
        Level.WARNING,
        "国有资产/车辆/实有",
        "各类车辆合计 4 辆，编制 3 辆，超编 1 辆",
        "车辆",
    ),
    Case(
        "T20",
        STAFFED,
        "在职人数: 8",
        "在职人数: 10",
        Level.WARNING,
        "机构/在职人数",
        "在职 10 人，编制 8 人，超编 2 人",
        "10",
    ),
    Case(
        "T21",
        CONSISTENT + "整体绩效: {单位数: 1, 金额: 100.00}\n",
        "金额: 100.00}",
        "金额: 0}",
        Level.WARNING,
        "整体绩效/单位数",
        "整体绩效 1 个单位、0 万元，一个是 0 另一个不是",
        "整体绩效",
    ),
    Case(
        "T21",
        CONSISTENT + "整体绩效: {单位数: 1, 金额: 100.00}\n",
        "单位数: 1",
        "单位数: 2",
        Level.WARNING,
        "整体绩效/单位数",
        "整体绩效 2 个单位、100.00 万元，预算单位只有 1 个",
        "整体绩效",
    ),
    Case(
        "T21",
        CONSISTENT + "整体绩效: {单位数: 1, 金额: 100.00}\n",
        "100.00}\n",
        "137.01}\n",
        Level.WARNING,
        "整体绩效/金额",
        "整体绩效的金额 137.01 万元，支出总计 137.00 万元，相差 0.01 万元",
        "137.01",
    ),
    Case(
        "T23",
        CONSISTENT + LAST_YEAR,
        "收入总计: 95.10",
        "收入总计: 95.11",
        Level.WARNING,
        "收入总计",
        "上年收入总计 95.11 万元，上年支出总计 95.10 万元，相差 0.01 万元",
        "95.11",
    ),
    Case(
        "T23",
        CONSISTENT + LAST_YEAR,
        "一般公共预算支出: 80.00",
        "一般公共预算支出: 800.00",
        Level.WARNING,
        "一般公共预算支出",
        "上年一般公共预算支出 800.00 万元，上年支出总计 95.10 万元，相差 704.90 万元",
        "800.00",
    ),
    Case(
        "T23",
        CONSISTENT + LAST_YEAR,
        "机关运行经费: 9.00",
        "机关运行经费: 90.00",
        Level.WARNING,
        "机关运行经费",
        "上年机关运行经费 90.00 万元，上年一般公共预算支出 80.00 万元，相差 10.00 万元",
        "90.00",
    ),
    Case(
        "T23",
        CONSISTENT + LAST_YEAR,
        "{公务接待费: 3.00,",
        "{公务接待费: 300.00,",
        Level.WARNING,
        "三公经费/合计",
        "上年三公经费/合计 300.00 万元，上年支出总计 95.10 万元，相差 204.90 万元",
        "",
    ),
    Case(
        "T25",
        CONSISTENT + CORRECTION,
        "调入: 项目支出",
        "调入: 基本支出",
        Level.ERROR,
        "更正/1",
        "更正从基本支出调到基本支出，等于没有更正",
        "基本支出, 说明",
    ),
    Case(
        "T25",
        CONSISTENT + CORRECTION,
        "金额: 10.00, 调出",
        "金额: 70.01, 调出",
        Level.ERROR,
        "更正/1",
        "更正的金额 70.01 万元，大于各表的基本支出 70.00 万元",
        "70.01",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.about}-{case.new[:12]}")
def test_each_rule_notices_its_defect(case: Case) -> None:
    """One finding, with both numbers, where the author can mend it; none before the change."""
    assert of_code(case.code, case.text) == []
    [finding] = of_code(case.code, spoiled(case.old, case.new, case.text))
    assert (finding.level, finding.message, finding.about) == (case.level, case.message, case.about)
    assert finding.hint
    assert finding.figures or case.code == "T17"
    assert finding.place is not None
    assert text_from(finding.place).startswith(case.there)


def test_a_correction_that_the_tables_do_not_follow() -> None:
    """T24: the amount, and for both natures what would be and what is printed."""
    [finding] = of_code("T24", CONSISTENT + CORRECTION)
    assert finding.level is Level.WARNING
    assert finding.message == (
        "更正的金额 10.00 万元还没有进入报表：基本支出更正后 60.00 万元，各表印 70.00 万元，"
        "项目支出更正后 77.00 万元，各表印 67.00 万元"
    )
    assert finding.about == "更正/1"
    assert finding.figures[0] == "更正/1/金额"
    assert of_code("T24", CONSISTENT) == []


@pytest.mark.parametrize(
    "text",
    [CONSISTENT, STAFFED, OFFICE, ONE_YEAR, TWO_LISTS, WITH_CARS + ASSETS + LAST_YEAR],
)
def test_what_agrees_is_left_alone(text: str) -> None:
    """No false alarms: order and unequal values of indicators, parts below their wholes, equal pairs."""
    assert ties(text) == []


def test_retirement_is_one_of_three_subjects() -> None:
    """T10: 30301 and 30302 together are what 2080501, 2080502 and 2080504 have."""
    text = spoiled(
        "科目: 2010350, 性质: 基本支出, 一般公共预算: 60.00",
        "科目: 2080502, 性质: 基本支出, 一般公共预算: 60.00",
    )
    text = spoiled(
        "{经济科目: 30101, 金额: 50.00}", "{经济科目: 30302, 金额: 40}\n  - {经济科目: 30301, 金额: 20}", text
    )
    assert of_code("T10", text) == []
    assert [f.about for f in of_code("T10", text.replace("30301", "30303"))] == ["离退休费"]


@pytest.mark.parametrize(
    ("code", "text", "why"),
    [
        ("T08", CONSISTENT, "项目没有写“科目”"),
        (
            "T13",
            spoiled("性质: 事业", "性质: 行政").partition("基本支出:\n")[0],
            "没有按经济科目填的基本支出",
        ),
        ("T18", CONSISTENT + "政府采购: {货物: 1}\n", "没有填“政府采购”"),
        ("T19", CONSISTENT + "国有资产: {截至日期: 2024-01-01}\n", "没有填全“国有资产”里的车辆编制"),
        ("T20", CONSISTENT, "没有同时填编制人数和在职人数"),
        ("T22", CONSISTENT, "没有上年的预算文件夹，也没有写“上年”"),
        ("T22", CONSISTENT + LAST_YEAR, "没有上年的预算文件夹，“上年”所写的数无从核对"),
    ],
)
def test_what_lacks_its_data_is_said(code: str, text: str, why: str) -> None:
    """未检查, one line per rule, never silence."""
    [message] = unchecked(code, text)
    assert why in message


@pytest.mark.parametrize("code", ["T07", "T15", "T16", "T17"])
def test_where_an_author_says_that_there_are_no_performance_tables_nothing_is_unchecked(code: str) -> None:
    """绩效目标: [] is an answer; where nothing is written, that is an error of its own (T42)."""
    assert unchecked(code, CONSISTENT.partition("绩效目标:")[0]) == []


@pytest.mark.parametrize(
    ("yuan", "wrong"), [("30000", False), ("0", False), ("3", True), ("300000", True), ("20000", True)]
)
def test_a_project_that_is_only_carried_over_is_compared_with_that(yuan: str, wrong: bool) -> None:
    """T07: 年度资金 of what has only 上年结转 is that, or nil."""
    text = spoiled("- {名称: 甲, 类别: 特定目标类, 一般公共预算: 30.00, ", "- {名称: 甲, 类别: 特定目标类, ")
    found = of_code("T07", spoiled("{市县: 200000, 省级: 100000}", f"{{市县: {yuan}}}", text))
    assert [finding.message.count("项目的上年结转 3") for finding in found] == ([1] if wrong else [])


def test_a_project_without_money_is_said() -> None:
    """T07: the projects that have nothing to compare are named, in one line."""
    old = "- {名称: 甲, 类别: 特定目标类, 一般公共预算: 30.00, 上年结转: {一般公共预算: 3.00}}"
    [message] = unchecked("T07", spoiled(old, "- {名称: 甲, 类别: 特定目标类}"))
    assert "1 个项目没有金额（“甲”）" in message


@pytest.mark.parametrize(
    ("old", "new", "code", "name"),
    [
        ("30201, 金额: 7.00}", "30201, 金额: 70000}", "T03", "“基本支出/30201”70,000 万元"),
        ("  单位资金: 3.00\n", "  单位资金: 30000\n", "T01", "两个数正好差 10000 倍"),
        ("{市县: 200000, 省级: 100000}", "{市县: 30}", "T07", "两个数正好差 10000 倍"),
    ],
)
def test_yuan_taken_for_wan_yuan_is_named(old: str, new: str, code: str, name: str) -> None:
    """When one amount 10000 times off explains the whole difference, the hint names it."""
    [finding] = of_code(code, spoiled(old, new))
    assert finding.hint.startswith(f"{name}，像是元和万元弄混了；".replace("万元，像", "万元像"))


def test_another_difference_is_not_taken_for_a_slip() -> None:
    """The hint names an amount only where it explains the difference to the 分."""
    [finding] = of_code("T03", spoiled("{经济科目: 30201, 金额: 7.00}", "{经济科目: 30201, 金额: 70001}"))
    assert "弄混" not in finding.hint
