"""Tie-outs find nothing where nothing is wrong: the budgets of the repository, and budgets made to agree."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.figures import disclose_folder
from generator.findings import Finding, Level
from generator.rules import apply_rules
from tests.tie_outs import ties

BUDGETS = Path(__file__).parents[2] / "budgets" / "2024"
FEN = Decimal("0.000001")
FEN_AMOUNTS = st.integers(min_value=1, max_value=10**9)
PAIRED = (("2080505", "30108"), ("2080506", "30109"), ("2210201", "30113"), ("2080502", "30302"))
PAID_BY = (("1030148", "2120801"), ("1030146", "2121001"), ("1030156", "2121399"))


def _folder_findings(name: str) -> list[Finding]:
    folder = BUDGETS / name
    return apply_rules(disclose_folder(folder), folder)


@pytest.mark.parametrize("name", sorted(path.name for path in BUDGETS.iterdir()))
def test_the_budgets_of_the_repository_have_no_open_findings(name: str) -> None:
    """No 错误; every 警告 is accepted with a reason; the rest are 提示 and 未检查."""
    found = _folder_findings(name)
    assert [f for f in found if f.level in (Level.ERROR, Level.WARNING) and not f.accepted] == []


def test_the_sample_accepts_what_it_was_published_with() -> None:
    """The correction of 110.11 and the tables whose two sides differ, each with a reason."""
    accepted = [finding for finding in _folder_findings("xinzhou-etdz") if finding.accepted]
    assert [f.code for f in accepted].count("T17") == 8
    [correction] = [finding for finding in accepted if finding.code == "T24"]
    assert "110.11" in correction.message
    assert all(len(finding.accepted) > 10 for finding in accepted)


def _text(fen: int) -> str:
    return f"{fen * FEN:f}"


@st.composite
def agreeing_budgets(draw: st.DrawFn) -> str:
    """An 行政 budget in which everything that must agree does, down to the 分."""
    wages, public = draw(FEN_AMOUNTS), draw(FEN_AMOUNTS)
    pairs = [(*codes, draw(FEN_AMOUNTS)) for codes in PAIRED if draw(st.booleans())]
    funds = [(*codes, draw(FEN_AMOUNTS)) for codes in PAID_BY if draw(st.booleans())]
    projects = draw(st.lists(FEN_AMOUNTS, min_size=1, max_size=4))
    general = wages + public + sum(fen for *_, fen in pairs) + sum(projects)
    lines = ["年度: 2024", '部门: {名称: 某某局, 代码: "001", 性质: 行政}']
    fund_total = sum(fen for *_, fen in funds)
    lines.append(f"收入: {{一般公共预算: {_text(general)}, 政府性基金: {_text(fund_total)}}}")
    lines += ["支出:", f"  - {{科目: 2010301, 性质: 基本支出, 一般公共预算: {_text(wages + public)}}}"]
    lines += [f"  - {{科目: {code}, 性质: 基本支出, 一般公共预算: {_text(fen)}}}" for code, _, fen in pairs]
    subject = ""
    if draw(st.booleans()):
        lines.append(f"  - {{科目: 2010399, 性质: 项目支出, 一般公共预算: {_text(sum(projects))}}}")
        lines += [f"  - {{科目: {code}, 性质: 项目支出, 政府性基金: {_text(fen)}}}" for _, code, fen in funds]
    else:
        subject = "科目: 2010399, "
    lines += ["基本支出:", f"  - {{经济科目: 30101, 金额: {_text(wages)}}}"]
    lines += [f"  - {{经济科目: 30201, 金额: {_text(public)}}}"]
    lines += [f"  - {{经济科目: {code}, 金额: {_text(fen)}}}" for _, code, fen in pairs]
    lines.append(f"机关运行经费: [{{一般公共预算: {_text(public)}}}]")
    lines.append("政府性基金收入:" if funds else "政府性基金收入: []")
    lines += [f"  - {{科目: {code}, 金额: {_text(fen)}}}" for code, _, fen in funds]
    lines += ["项目:"]
    for number, fen in enumerate(projects):
        lines.append(f"  - {{名称: 项目{number}, 类别: 特定目标类, {subject}一般公共预算: {_text(fen)}}}")
    for _, code, fen in funds:
        own = f"科目: {code}, " if subject else ""
        lines.append(f"  - {{名称: 基金{code}, 类别: 特定目标类, {own}政府性基金: {_text(fen)}}}")
    lines += ["绩效目标:"]
    for number, fen in enumerate(projects):
        lines += _performance(f"项目{number}", fen, draw(st.integers(min_value=0, max_value=10**9)))
    return "\n".join(lines) + "\n"


def _performance(name: str, fen: int, later: int) -> list[str]:
    duration = ("跨年度项目", "2年") if later else ("一次性项目（1年结束）", "1年")
    yuan = Decimal(fen) / 100
    return [
        f"  - 项目: {name}",
        f"    项目属性: {duration[0]}",
        f"    项目期: {duration[1]}",
        f"    实施期资金: {{市县: {yuan + later:f}}}",
        f"    年度资金: {{市县: {yuan:f}}}",
        "    总体目标: {实施期: 完成项目。}",
        "    指标: {产出指标: {数量指标: [{名称: 数量, 值: 1, 单位: 项}]}}",
    ]


@settings(max_examples=30, deadline=None)
@given(agreeing_budgets())
def test_what_agrees_is_left_alone(text: str) -> None:
    """Whatever the amounts: pairs, funds, units, projects by 科目 and 绩效 that agree raise no alarm."""
    assert ties(text) == []
