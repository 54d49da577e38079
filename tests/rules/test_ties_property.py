"""Tie-outs over budgets made at random: what is built to agree passes, what is moved is noticed."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import SOURCES
from tests.budgets import errors_of

CENTS = st.integers(min_value=1, max_value=10**10)
FEN = Decimal("0.000001")
ECONOMIC = ("30101", "30102", "30107", "30201", "30299")


@st.composite
def parts_of(draw: st.DrawFn, total: int) -> list[int]:
    """`total` in one to four parts, none negative."""
    cuts = sorted(draw(st.lists(st.integers(min_value=0, max_value=total), max_size=3)))
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]


def _amount(fen: int) -> str:
    return f"{fen * FEN:f}"


@st.composite
def budgets(draw: st.DrawFn) -> list[str]:
    """The lines of a budget in which every amount, down to the 分, is given twice and agrees."""
    basic = draw(CENTS)
    now = {source: draw(CENTS) for source in SOURCES}
    carried = {source: draw(CENTS) for source in SOURCES}
    income = {source: now[source] + (basic if source == SOURCES[0] else 0) for source in SOURCES}
    lines = ["年度: 2024", '部门: {名称: 某某局, 代码: "001", 性质: 事业}', "收入:"]
    lines += [f"  {source}: {_amount(fen)}" for source, fen in income.items()]
    lines += ["支出:"]
    for part in draw(parts_of(basic)):
        lines.append(f"  - {{科目: 2010350, 性质: 基本支出, 一般公共预算: {_amount(part)}}}")
    for source in SOURCES:
        for part in draw(parts_of(now[source])):
            lines.append(f"  - {{科目: 2010399, 性质: 项目支出, {source}: {_amount(part)}}}")
        for part in draw(parts_of(carried[source])):
            lines.append(f"  - {{科目: 2120801, 性质: 项目支出, 上年结转: {{{source}: {_amount(part)}}}}}")
    lines += ["基本支出:"]
    for code, part in zip(ECONOMIC, draw(parts_of(basic)), strict=False):
        lines.append(f"  - {{经济科目: {code}, 金额: {_amount(part)}}}")
    lines += [
        f"政府性基金收入: [{{科目: 1030148, 金额: {_amount(now[SOURCES[1]])}}}]",
        f"国有资本经营收入: [{{科目: 1030601, 金额: {_amount(now[SOURCES[2]])}}}]",
        "项目:",
    ]
    count = 0
    for amounts, form in ((now, "{source}: {amount}"), (carried, "上年结转: {{{source}: {amount}}}")):
        for source in SOURCES:
            for part in draw(parts_of(amounts[source])):
                count += 1
                money = form.format(source=source, amount=_amount(part))
                lines.append(f"  - {{名称: 项目{count}, 类别: 特定目标类, {money}}}")
    return lines


@settings(max_examples=25, deadline=None)
@given(budgets())
def test_what_agrees_passes(lines: list[str]) -> None:
    """However the totals are divided on each side, sums that agree are not found fault with."""
    assert errors_of("\n".join(lines) + "\n") == []


@settings(max_examples=25, deadline=None)
@given(budgets(), st.data())
def test_what_is_moved_is_noticed(lines: list[str], data: st.DataObject) -> None:
    """Any single amount that is 0.01 万元 more than it should be is an error at some rule."""
    with_money = [index for index, line in enumerate(lines) if "." in line]
    index = data.draw(st.sampled_from(with_money))
    before, _, after = lines[index].rpartition(": ")
    number = after.rstrip("}]")
    moved = f"{before}: {Decimal(number) + Decimal('0.01'):f}{after[len(number) :]}"
    found = errors_of("\n".join([*lines[:index], moved, *lines[index + 1 :]]) + "\n")
    assert found
    assert {finding.code[0] for finding in found} == {"T"}
    assert all("相差 0.01" in finding.message for finding in found)
