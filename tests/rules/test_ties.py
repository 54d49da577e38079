"""Tie-outs (T): what is given twice must agree, to the last 分, and nothing else is found."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.kinds import LEFT_OVER
from generator.rules import apply_rules
from tests.budgets import CONSISTENT, disclosed, errors_of, spoiled
from tests.tie_outs import NOWHERE
from tests.written import text_from

ONE_CENT_OFF = [
    pytest.param(
        "  一般公共预算: 100.00", "  一般公共预算: 100.01", ["T01"], "100.01", id="收入-一般公共预算"
    ),
    pytest.param("  政府性基金: 20.00", "  政府性基金: 20.01", ["T01"], "20.01", id="收入-政府性基金"),
    pytest.param("  国有资本经营预算: 5.00", "  国有资本经营预算: 4.99", ["T01"], "4.99", id="收入-国有资本"),
    pytest.param("  财政专户管理资金: 2.00", "  财政专户管理资金: 2.01", ["T01"], "2.01", id="收入-财政专户"),
    pytest.param("  单位资金: 3.00\n支出", "  单位资金: 2.99\n支出", ["T01"], "2.99", id="收入-单位资金"),
    pytest.param(
        "政府性基金: 20.00, 上年结转: {政府性基金: 4.00}}\n  - {名称: 丙", None, ["T02"], "20.01", id="项目"
    ),
    pytest.param(
        "{政府性基金: 4.00}}\n  - {名称: 丙",
        "{政府性基金: 4.01}}\n  - {名称: 丙",
        ["T02"],
        "4.01",
        id="项目-结转",
    ),
    pytest.param("30101, 金额: 50.00", "30101, 金额: 50.01", ["T03"], "50.01", id="基本支出"),
    pytest.param("1030148, 金额: 20.00", "1030148, 金额: 19.99", ["T04"], "19.99", id="基金收入"),
    pytest.param("1030601, 金额: 5.00", "1030601, 金额: 5.01", ["T05"], "5.01", id="国资收入"),
    pytest.param(
        "公务接待费: {一般公共预算: 3.00}", "公务接待费: {一般公共预算: 2.99}", ["T06"], "3.00", id="三公"
    ),
    pytest.param("市县: 200000,", "市县: 200100,", ["T07"], "年度资金: {市县: 200100", id="绩效"),
    pytest.param("一般公共预算: 60.00", "一般公共预算: 60.01", ["T01"], "60.01", id="支出-基本"),
    pytest.param("2230105, 性质: 项目支出, 国有资本经营预算: 5.00", None, ["T01"], "5.01", id="支出-项目"),
]


def test_the_consistent_budget_passes() -> None:
    """Where everything agrees no rule finds anything."""
    assert errors_of(CONSISTENT) == []


@pytest.mark.parametrize(("old", "new", "codes", "there"), ONE_CENT_OFF)
def test_one_cent_is_noticed(old: str, new: str | None, codes: list[str], there: str) -> None:
    """An amount that is 0.01 万元 off is found at its line, by the first rule that sees it; by no other."""
    changed = new or old.replace("20.00", "20.01").replace("5.00", "5.01")
    found = errors_of(spoiled(old, changed))
    assert sorted(finding.code for finding in found) == codes
    for finding in found:
        assert "相差 0.01" in finding.message
        assert finding.hint
        assert finding.figures
    if there:
        assert found[0].place is not None
        assert text_from(found[0].place).startswith(there)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "  政府性基金: 20.00",
            "  政府性基金: 1,234.50",
            "政府性基金收入 1,234.50 万元，政府性基金支出（本年） 20.00 万元，相差 1,214.50 万元",
        ),
        (
            "30101, 金额: 50.00",
            "30101, 金额: 49.99",
            "按经济科目的基本支出合计 69.99 万元，"
            "按功能科目的一般公共预算基本支出合计 70.00 万元，相差 0.01 万元",
        ),
        (
            "公务接待费: {一般公共预算: 3.00}",
            "公务接待费: {一般公共预算: 1.5}",
            "经济科目 30217 的基本支出 3.00 万元，“三公”经费里的公务接待费 1.5 万元，相差 1.50 万元",
        ),
        (
            "市县: 200000,",
            "市县: 200001,",
            "“甲”：绩效目标的年度资金 30.0001 万元，项目本年金额 30.00 万元，相差 0.0001 万元",
        ),
    ],
)
def test_the_message_has_both_numbers(old: str, new: str, message: str) -> None:
    """Both sides are named with their exact values, and the difference."""
    assert [finding.message for finding in errors_of(spoiled(old, new))] == [message]


def test_an_item_may_be_more_than_its_basic_part() -> None:
    """三公: what 基本支出 has for an item is part of it; the rest may be in projects."""
    assert errors_of(spoiled("公务接待费: {一般公共预算: 3.00}", "公务接待费: {一般公共预算: 9.00}")) == []


@pytest.mark.parametrize(
    ("code", "name"),
    [("30212", "因公出国（境）费"), ("30231", "公务用车运行维护费"), ("31013", "公务用车购置费")],
)
def test_every_item_is_compared(code: str, name: str) -> None:
    """Each of the four items has its 款: an item that is left out is less than any of it."""
    found = errors_of(spoiled("30201", code))
    assert [finding.code for finding in found] == ["T06"]
    assert f"经济科目 {code}" in found[0].message
    assert f"“三公”经费里的{name} 0 万元" in found[0].message
    allowed = spoiled(f"{name}: 0", f"{name}: {{一般公共预算: 7.00}}", spoiled("30201", code))
    assert errors_of(allowed) == []


def test_year_end_balance_is_part_of_spending() -> None:
    """收入 = 支出 + 年终结转, per source."""
    with_balance = (
        spoiled("  一般公共预算: 100.00", "  一般公共预算: 101.50") + "年终结转: {一般公共预算: 1.50}\n"
    )
    assert errors_of(with_balance) == []
    assert [f.code for f in errors_of(CONSISTENT + "年终结转: {单位资金: 0.01}\n")] == ["T01"]


@pytest.mark.parametrize("kind", LEFT_OVER)
def test_what_is_left_is_named_and_printed(kind: str) -> None:
    """Without income T01 calls it by its name; with income both totals are printed alike, or T64 says."""
    [found] = errors_of(f"{CONSISTENT}{kind}: {{单位资金: 5.00}}\n")
    assert found.code == "T01"
    assert f"单位资金支出（本年）、{kind}合计 8.00 万元" in found.message
    text = spoiled("  单位资金: 3.00", "  单位资金: 8.00") + f"{kind}: {{单位资金: 5.00}}\n"
    printed = disclosed(text).profile.prints(kind)
    assert [f.code for f in apply_rules(disclosed(text), NOWHERE) if f.code in ("T01", "T51", "T64")] == (
        [] if printed else ["T64"]
    )


def test_a_control_total_is_compared_at_its_decimals() -> None:
    """A control total given in whole 万元 stands for what rounds to it; one with four decimals does not."""
    basic = spoiled("一般公共预算: 60.00", "一般公共预算: 60.0049", spoiled("金额: 50.00", "金额: 50.0049"))
    assert errors_of(basic) == []
    exact = spoiled("  一般公共预算: 100.00", "  一般公共预算: 100.0000", basic)
    assert [finding.code for finding in errors_of(exact)] == ["T01"]
    whole = spoiled(
        "  一般公共预算: 100.00", "  一般公共预算: 100", spoiled("60.00", "60.40", spoiled("50.00", "50.40"))
    )
    assert errors_of(whole) == []


def _fund_budget(parts: list[str], income: str, precision: str) -> str:
    """A budget of funds alone: `parts` are the expenditure, `income` is what 政府性基金收入 says."""
    total = sum(map(Decimal, parts))
    lines = "".join(f"  - {{科目: 2120801, 性质: 项目支出, 政府性基金: {part}}}\n" for part in parts)
    projects = "".join(
        f"  - {{名称: 项目{index}, 类别: 特定目标类, 政府性基金: {part}}}\n"
        for index, part in enumerate(parts)
    )
    return (
        f'年度: 2024\n金额精度: {precision}\n部门: {{名称: 某某局, 代码: "001", 性质: 事业}}\n'
        f"收入: {{政府性基金: {total}}}\n支出:\n{lines}"
        f"政府性基金收入: [{{科目: 1030148, 金额: {income}}}]\n项目:\n{projects}"
    )


@pytest.mark.parametrize(
    ("addends", "income", "noticed"),
    [
        (2, "20.015", False),
        (2, "20.016", True),
        (2, "19.985", False),
        (2, "19.984", True),
        (40, "400.205", False),
        (40, "400.206", True),
    ],
)
def test_typed_amounts_stand_for_intervals(addends: int, income: str, noticed: bool) -> None:
    """With 金额精度 0.01万元 the slack is 0.005 for each amount: 0.015 against two, 0.205 against forty."""
    found = errors_of(_fund_budget(["10.00"] * addends, income, "0.01万元"))
    assert [finding.code for finding in found] == ["T04"] * noticed


def test_exact_amounts_have_no_slack() -> None:
    """With 金额精度 分, the default, the same difference is an error."""
    assert [f.code for f in errors_of(_fund_budget(["10.00"] * 2, "20.015", "分"))] == ["T04"]


@pytest.mark.parametrize(
    ("yuan", "codes"), [("300000", []), ("300050", []), ("300051", ["T07"]), ("299949", ["T07"])]
)
def test_performance_funds_are_within_the_interval(yuan: str, codes: list[str]) -> None:
    """年度资金 in 元 is exact; a project's amount typed from print stands for ±50 元."""
    text = spoiled("年度: 2024", "年度: 2024\n金额精度: 0.01万元")
    text = spoiled("年度资金: {市县: 200000, 省级: 100000}", f"年度资金: {{市县: {yuan}}}", text)
    assert [finding.code for finding in errors_of(text)] == codes


def test_amounts_in_yuan_are_compared_in_wan_yuan() -> None:
    """With 金额单位 元 one 元 too much is noticed, and told in 万元."""
    text = (
        '年度: 2024\n金额单位: 元\n部门: {名称: 某某局, 代码: "001", 性质: 事业}\n'
        "收入: {一般公共预算: 1000000}\n"
        "支出: [{科目: 2010350, 性质: 基本支出, 一般公共预算: 1000000}]\n"
        "基本支出: [{经济科目: 30101, 金额: 1000000}]\n"
    )
    assert errors_of(text) == []
    [finding] = errors_of(spoiled("金额: 1000000", "金额: 1000001", text))
    assert (finding.code, "相差 1 元" in finding.message) == ("T03", True)
