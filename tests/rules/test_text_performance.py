"""Performance tables (X14–X23): indicators, prose of other projects, signatures; and the glossary (X24)."""

from __future__ import annotations

import pytest

from tests.rules.texts import codes_in, found_in, indicators, marked


@pytest.mark.parametrize(
    "row",
    [
        "名称: 质量, 值: 合格, 单位: 合格",
        "名称: 质量, 值: 合格合格",
        "名称: 比率, 值: 100%, 单位: '%'",
        "名称: 比率, 值: 95%%",
        "名称: 比率, 符号: ≥, 值: ≥95",
        "名称: 质量, 值: 优良, 年度: 合格合格",
        "名称: 公众满意度满意度, 值: 优良",
    ],
)
def test_what_is_said_twice_is_found(row: str) -> None:
    """A value, unit, symbol or word of a name that stands twice is found."""
    assert codes_in(indicators(row)) == {"X14"}


@pytest.mark.parametrize(
    "row",
    [
        "名称: 质量, 值: 合格, 单位: 项",
        "名称: 比率, 符号: ≥, 值: 95, 单位: '%'",
        "名称: 数, 值: 22",
        "名称: 试点点位, 值: 可持续",
    ],
)
def test_what_is_said_once_is_not_found(row: str) -> None:
    """Values and units of their own, and digits that repeat, are right."""
    assert codes_in(indicators(row)) == set()


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("名称: 节约率, 符号: ≥, 值: 0, 单位: '%'", {"X16"}),
        ("名称: 节约率, 值: ≥0%", {"X16"}),
        ("名称: 节约率, 符号: ≥, 值: 5, 单位: '%'", set()),
        ("名称: 节约率, 符号: ≤, 值: 0, 单位: '%'", set()),
        ("名称: 培训期数, 值: 0, 单位: 期", {"X17"}),
        ("名称: 培训期数, 值: 0期", {"X17"}),
        ("名称: 安全事故发生数, 值: 0, 单位: 起", set()),
        ("名称: 培训期数, 值: 10, 单位: 期", set()),
        ("名称: 设备数, 符号: <, 值: 4, 单位: 套", {"X18"}),
        ("名称: 设备数, 值: <4套", {"X18"}),
        ("名称: 设备数, 符号: ≤, 值: 4, 单位: 套", set()),
        ("名称: 投诉件数, 符号: <, 值: 4, 单位: 件", set()),
    ],
)
def test_an_indicator_can_fail(row: str, codes: set[str]) -> None:
    """At least 0, exactly 0 and less than some are no targets, unless none is what is wanted."""
    assert codes_in(indicators(row)) == codes


def test_less_than_is_found_in_quantities_only() -> None:
    """A cost may be less than an amount."""
    assert codes_in(indicators("名称: 单位成本, 符号: <, 值: 4, 单位: 元", group="成本指标")) == set()


def test_a_stray_digit_is_found() -> None:
    """1指示牌 beside 指示牌, and three names that all begin with 1, are found; 2家企业 is not."""
    assert marked(indicators("名称: 指示牌, 值: 8", "名称: 1指示牌, 值: 8"), "X19") == ["1指示牌\n"]
    three = indicators(*(f"名称: 1{name}, 值: 8" for name in ("护栏", "道闸", "雷达")))
    assert len(marked(three, "X19")) == 3
    assert codes_in(indicators("名称: 2家企业数, 值: 2", "名称: 5G基站, 值: 8")) == set()


def test_quantities_and_qualities_are_paired() -> None:
    """Where qualities are named after quantities, the ones that are left out or misspelt are listed."""
    words = """\
绩效目标:
  - 指标:
      产出指标:
        数量指标: [{名称: 甲, 值: 1}, {名称: 乙, 值: 1}, {名称: 丙, 值: 1}, {名称: 道匣, 值: 1}]
        质量指标: [{名称: 甲, 值: 好}, {名称: 乙, 值: 好}, {名称: 丙, 值: 好}, {名称: 道匝, 值: 好}]
"""
    [finding] = found_in(words)
    assert finding.code == "X20"
    assert "只在数量里：道匣；只在质量里：道匝" in finding.message
    assert codes_in(words.replace("道匝", "道匣")) == set()


GOAL = "年底前完成全部设备的购置和安装，验收合格。"


def test_the_goal_of_another_project_is_found() -> None:
    """The same 总体目标 under two projects is found at the second, with the first's place."""
    words = f"绩效目标: [{{总体目标: {{实施期: {GOAL}}}}}, {{总体目标: {{实施期: 完成乙。, 年度: {GOAL}}}}}]"
    [finding] = found_in(words)
    assert finding.code == "X15"
    assert "“甲”" in finding.message
    assert "行" in finding.message


def test_the_same_goal_for_both_periods_is_not_found() -> None:
    """One project may have one goal for 实施期 and 年度, and short phrases may be alike."""
    assert codes_in(f"绩效目标: [{{总体目标: {{实施期: {GOAL}, 年度: {GOAL}}}}}]") == set()
    assert codes_in("绩效目标: [{制度措施: 专款专用}, {制度措施: 专款专用}]") == set()


PLANS = """\
绩效目标:
  - {{项目概况: 改造数字化城管信息系统和数据库。, 实施计划: "{0}"}}
  - {{项目概况: 绿地养护包括返青浇水、修剪苗木、补栽树木。}}
"""


@pytest.mark.parametrize(
    ("plan", "codes"),
    [
        ("春季返青浇水，夏季修剪苗木，秋季补栽树木。", {"X21"}),
        ("春季完成信息系统，同时返青浇水、修剪苗木、补栽树木。", set()),
        ("年底前全部完成，及时支付费用。", set()),
    ],
)
def test_the_plan_of_another_project_is_found(plan: str, codes: set[str]) -> None:
    """A plan that speaks of another project alone is found; one that says little is not."""
    assert codes_in(PLANS.format(plan)) == codes


def test_a_repayment_is_measured_by_itself() -> None:
    """A project that repays a loan needs an indicator of repayment."""
    words = indicators("名称: 新建道路长度, 值: 1").replace("{指标", "{项目: 道路贷款2024年本金及利息, 指标")
    assert codes_in(words) == {"X22"}
    assert codes_in(words.replace("新建道路长度", "偿还贷款笔数")) == set()


def test_unsigned_tables_are_told_once() -> None:
    """However many tables lack a signature there is one 提示, with the numbers of tables."""
    words = "绩效目标: [{负责人: '', 经办人: ''}, {负责人: ''}]"
    [finding] = found_in(words)
    assert (finding.code, str(finding.level)) == ("X23", "提示")
    assert "负责人 2 张，经办人 1 张（“甲”）" in finding.message


@pytest.mark.parametrize(
    ("department", "words", "codes"),
    [
        ("云岭县林业局", "省直部门的公用经费", {"X24"}),
        ("云岭县林业局", "市直单位的公用经费", {"X24"}),
        ("云岭县林业局", "县直部门的公用经费", set()),
        ("山西忻州经济开发区管理委员会", "省级部门的公用经费", {"X24"}),
        ("山西忻州经济开发区管理委员会", "市级部门的公用经费", set()),
        ("忻州市财政局", "中央部门的公用经费", {"X24"}),
        ("山西省财政厅", "省直部门的公用经费", set()),
        ("广西壮族自治区财政厅", "自治区直属单位的公用经费", set()),
        ("云岭县林业局", "各级国家机关的公用经费", set()),
    ],
)
def test_the_glossary_speaks_of_its_own_level(department: str, words: str, codes: set[str]) -> None:
    """省直部门 in a county's glossary is found, in a province's it is right."""
    text = f"部门: {{名称: {department}}}\n名词解释: [{{名称: 机关运行经费, 解释: 指{words}。}}]"
    assert codes_in(text) == codes


def test_an_unknown_level_is_not_passed() -> None:
    """Where the name does not tell the level of government, that is said."""
    text = "部门: {名称: 林业局}\n名词解释: [{名称: 经费, 解释: 指省直部门的公用经费。}]"
    assert [(f.code, str(f.level)) for f in found_in(text)] == [("X24", "未检查")]
