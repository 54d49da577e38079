"""A difference is shown at the one line that explains it; where several might, none is accused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.figures import Figure, Unit
from generator.rules.ties.slips import slip_above, slip_between
from tests.budgets import CONSISTENT, spoiled
from tests.tie_outs import of_code, ties
from tests.written import at

ROWS = ("1234.56", "87.31", "489.17", "2510.68", "15.92", "673.40")
MISTYPED: dict[str, tuple[str, Callable[[str], str]]] = {
    "元": ("元和万元", lambda text: f"{Decimal(text) * 10000:f}"),
    "万元的万元": ("元和万元", lambda text: f"{Decimal(text) / 10000:f}"),
    "十倍": ("小数点", lambda text: f"{Decimal(text) * 10:f}"),
    "百分之一": ("小数点", lambda text: f"{Decimal(text) / 100:f}"),
    "颠倒": ("颠倒", lambda text: text[1] + text[0] + text[2:]),
    "少一位": ("一位数字", lambda text: text[1:]),
    "多一位": ("一位数字", lambda text: f"{text[0]}7{text[1:]}"),
}


def _budget(rows: list[str], right: list[str], precision: str = "") -> str:
    codes = ("30101", "30102", "30103", "30107", "30199", "30201")
    lines = ["年度: 2024", *([f"金额精度: {precision}"] if precision else [])]
    lines += ['部门: {名称: 某某局, 代码: "001", 性质: 事业}']
    lines += [f"收入: {{一般公共预算: {sum(map(Decimal, right))}}}"]
    lines += [f"支出: [{{科目: 2010350, 性质: 基本支出, 一般公共预算: {sum(map(Decimal, right))}}}]"]
    lines += ["基本支出:"]
    lines += [f"  - {{经济科目: {codes[i % len(codes)]}, 金额: {row}}}" for i, row in enumerate(rows)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("precision", ["", "0.01万元"])
@pytest.mark.parametrize("slip", MISTYPED)
@pytest.mark.parametrize("index", range(len(ROWS)))
def test_the_mistyped_line_is_shown(index: int, slip: str, precision: str) -> None:
    """Whatever the line and the slip: the hint names both, the place is that line or one of a few."""
    said, mistype = MISTYPED[slip]
    rows = list(ROWS)
    rows[index] = mistype(rows[index])
    if precision and Decimal(rows[index]) < 1:
        return
    text = _budget(rows, list(ROWS), precision)
    [finding] = of_code("T03", text)
    assert said in finding.hint
    assert f"{Decimal(rows[index]):,f} 万元" in finding.hint
    line, _ = at(finding.place)
    shown = text.splitlines()[line - 1].endswith(f"金额: {rows[index]}}}")
    assert shown or "万元或“" in finding.hint or "；或者“" in finding.hint


def test_two_slips_that_explain_as_much_are_both_told() -> None:
    """2.70 too little is 3.00 written as 0.30, or 8.50 as 5.80: neither is accused alone."""
    [finding] = of_code("T03", _budget(["92.40", "0.30", "5.80"], ["92.40", "0.30", "8.50"]))
    assert "0.30 万元像是小数点点错了" in finding.hint
    assert "；或者“基本支出/30103”5.80 万元像是有两位数字写颠倒了；" in finding.hint


@pytest.mark.parametrize("index", range(len(ROWS)))
@pytest.mark.parametrize("precision", ["", "0.01万元"])
def test_a_row_twice_is_no_talk_of_units(index: int, precision: str) -> None:
    """A line that was copied: the second is shown, and 元 and 万元 are not spoken of, whatever the slack."""
    codes = "经济科目: 3010"
    text = _budget(list(ROWS), list(ROWS), precision)
    row = text.splitlines()[text.splitlines().index("基本支出:") + 1 + index]
    [finding] = of_code("T03", text + row + "\n")
    assert at(finding.place)[0] == text.count("\n") + 1
    assert "写了两遍" in finding.hint
    assert "弄混" not in finding.hint
    assert codes[:4] in row


def test_a_missing_row_is_said() -> None:
    """What one side has and the other has not."""
    found = ties(spoiled("  - {名称: 丙, 类别: 其他运转类, 国有资本经营预算: 5.00}\n", "", CONSISTENT))
    assert [f.code for f in found] == ["T02"]
    short = spoiled("{科目: 2080505, 性质: 基本支出, 一般公共预算: 10.00}", "{科目: 2080505, 性质: 基本支出}")
    [finding] = ties(short)
    assert (finding.code, "T03、T10" in finding.message) == ("T01", True)
    assert "“支出”里像是漏了一行" in finding.hint
    assert "30108" in finding.hint


def test_a_part_that_is_larger_than_its_whole_is_shown() -> None:
    """T12: of the 三公 items that one which alone exceeds the appropriation."""
    text = spoiled(
        "  公务接待费: {一般公共预算: 3.00}",
        "  公务接待费: {一般公共预算: 30000}",
    )
    [finding] = of_code("T12", text)
    assert at(finding.place)[0] == text[: text.index("30000")].count("\n") + 1
    assert "元和万元" in finding.hint


@settings(max_examples=200, deadline=None)
@given(
    left=st.lists(st.integers(1, 10**7), min_size=1, max_size=8),
    right=st.lists(st.integers(1, 10**7), min_size=1, max_size=8),
    slack=st.integers(0, 5),
)
def test_any_two_sums_are_compared(left: list[int], right: list[int], slack: int) -> None:
    """Sums of anything: something whole is said, or nothing."""
    sides = [[Figure(f"{n}", Decimal(n) / 100, Unit.MONEY) for n in side] for side in (left, right)]
    tolerance = Decimal(slack) / 1000
    for said in (slip_between(*sides, tolerance), slip_above(*sides, tolerance)):
        assert said is None or said.said("元") == "" or said.said("元").endswith("；")
