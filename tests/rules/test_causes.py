"""One amount that is wrong is one finding, whichever sums it is part of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.figures import disclose_folder
from generator.findings import Finding
from generator.rules import apply_rules
from tests.budgets import CONSISTENT, spoiled
from tests.many_units import many_units
from tests.rules.test_ties_by_subject import BY_SUBJECT
from tests.tie_outs import ties

SOURCES = ("一般公共预算", "政府性基金", "国有资本经营预算", "财政专户管理资金", "单位资金")
AMOUNTS = [
    match
    for match in re.finditer(rf"(?:{'|'.join(SOURCES)}|金额): (\d+\.\d\d)", BY_SUBJECT)
    if not BY_SUBJECT[: match.start()].endswith("公务接待费: {")  # which may be more than it has to be
]
PAID = [
    match
    for match in re.finditer("|".join(SOURCES), BY_SUBJECT)
    if re.search(r"(?:性质|名称): [^\n]*$", BY_SUBJECT[: match.start()])
]
"""The source of every amount of a line of 支出 and of a project."""


@settings(max_examples=80, deadline=None)
@given(match=st.sampled_from(AMOUNTS), cents=st.integers(1, 900_000))
def test_a_wrong_amount_is_told_once(match: re.Match[str], cents: int) -> None:
    """Whatever the amount is and whatever stands there."""
    amount = f"{cents / 100:.2f}"
    assume(amount != match[1])
    found = ties(BY_SUBJECT[: match.start(1)] + amount + BY_SUBJECT[match.end(1) :])
    assert len(found) == 1, [(one.code, one.message) for one in found]


@settings(max_examples=80, deadline=None)
@given(match=st.sampled_from(PAID), source=st.sampled_from(SOURCES))
def test_an_amount_of_another_source_is_told_once(match: re.Match[str], source: str) -> None:
    """In 支出 or in a project, this year's or carried over."""
    text = BY_SUBJECT[: match.start()] + source + BY_SUBJECT[match.end() :]
    line = text.splitlines()[text.count("\n", 0, match.start())]
    assume(source != match[0] and line.partition("上年结转")[0].count(source) < 2)
    found = ties(text)
    assert len(found) == 1, [(one.code, one.message) for one in found]


NAMED = {
    "支出": ("性质: 基本支出, 一般公共预算: 60.00", "60.00", "61.50", "T01", "T03"),
    "项目支出": ("性质: 项目支出, 国有资本经营预算: 5.00", "5.00", "7.00", "T01", "T02、T08"),
    "项目": ("特定目标类, 政府性基金: 20.00", "20.00", "22.00", "T02", "T08"),
    "资金": ("其他运转类, 国有资本经营预算", "国有资本经营预算", "单位资金", "T02", "T08"),
    "性质": ("2010350, 性质: 基本支出, 一般", "基本支出", "项目支出", "T02", "T03"),
    "公用经费": ("30217, 金额: 3.00", "3.00", "13.00", "T03", "T06"),
}
"""Where it stands, what is right and what is wrong, the rule that tells it and those that see it, too."""


@pytest.mark.parametrize("case", NAMED)
def test_the_line_is_named(case: str) -> None:
    """It is shown where it is wrong, and what else differs for it is listed."""
    within, right, wrong, code, also = NAMED[case]
    [finding] = ties(spoiled(within, within.replace(right, wrong), BY_SUBJECT))
    assert finding.code == code
    assert finding.place is not None
    assert wrong in finding.place.excerpt()[0]
    assert f"（同一个原因，{also}" in finding.message


def test_two_lines_in_each_others_place_are_told_once() -> None:
    """T10: the amounts of two 科目."""
    text = spoiled("{经济科目: 30101, 金额: 50.00}", "{经济科目: 30113, 金额: 60.00}")
    text = text.replace("  - {经济科目: 30201, 金额: 7.00}\n  - {经济科目: 30217, 金额: 3.00}\n", "")
    text = spoiled("科目: 2010350, 性质: 基本支出", "科目: 2210201, 性质: 基本支出", text)
    assert ties(text) == []
    swapped = text.replace("一般公共预算: 60.00", "一般公共预算: 10.01")
    swapped = swapped.replace("一般公共预算: 10.00", "一般公共预算: 60.00").replace("10.01", "10.00")
    [finding] = ties(swapped)
    assert finding.code == "T10"
    assert "写颠倒了" in finding.hint


def test_two_faults_are_two_findings() -> None:
    """What no one line explains is told as it is."""
    text = spoiled("30101, 金额: 50.00", "30101, 金额: 51.00", BY_SUBJECT)
    text = spoiled("特定目标类, 政府性基金: 20.00", "特定目标类, 政府性基金: 26.00", text)
    assert sorted(one.code for one in ties(text)) == ["T02", "T03"]


INDEPENDENT: dict[str, tuple[tuple[tuple[str, str], ...], list[str]]] = {
    "what one project lacks, another lacks as well": (
        (
            (
                "财政专户管理资金: 2.00, 单位资金: 3.00}\n机关",
                "财政专户管理资金: 2.00, 政府性基金: 3.00}\n机关",
            ),
            ("类, 一般公共预算: 30.00, 上年结转: {一般公共预算: 3.00}", "类, 一般公共预算: 30.00"),
        ),
        ["T02", "T02"],
    ),
    "a line is missing, of another source": (
        (
            ("性质: 项目支出, 财政专户管理资金: 2.00, 单位", "性质: 基本支出, 财政专户管理资金: 2.00, 单位"),
            ("{经济科目: 30201, 金额: 7.00}", "{经济科目: 30201, 金额: 10.00}"),
        ),
        ["T02", "T02", "T03"],
    ),
    "a sum is too large by what a wrong line, which is not in it, carries over": (
        (
            (
                "项目支出, 一般公共预算: 30.00, 上年结转: {一般公共预算",
                "项目支出, 政府性基金: 30.00, 上年结转: {政府性基金",
            ),
            ("  - {经济科目: 30217, 金额: 3.00}\n", ""),
        ),
        ["T01", "T03"],
    ),
    "实施期资金 are too little for the project, too": (
        (("实施期资金: {市县: 400000}", "实施期资金: {市县: 0}"), ("省级: 100000", "省级: 0")),
        ["T07", "T15"],
    ),
}
"""Mistakes of equal amounts, and what is told of them."""


@pytest.mark.parametrize("case", INDEPENDENT)
def test_equal_amounts_are_not_one_fault(case: str) -> None:
    """An amount belongs in one place, and to one source; what is wrong besides is told."""
    edits, codes = INDEPENDENT[case]
    text = CONSISTENT
    for right, wrong in edits:
        text = spoiled(right, wrong, text)
    assert sorted(one.code for one in ties(text)) == codes


def _found(folder: Path) -> list[Finding]:
    return [one for one in apply_rules(disclose_folder(folder), folder) if one.code.startswith("T0")]


def test_of_many_units_the_unit_is_named(tmp_path: Path) -> None:
    """What is wrong in a unit's file is told once, of the unit."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "单位" / "1-中心.yaml"
    before = {one.message for one in _found(folder)}
    text = file.read_text("utf-8")
    line = next(line for line in text.splitlines() if "性质: 项目支出" in line)
    [amount] = re.findall(r"项目支出, 一般公共预算: (\d+\.?\d*)", line)
    file.write_text(text.replace(line, line.replace(amount, f"{float(amount) + 1.5:.2f}", 1)), "utf-8")
    [finding] = [one for one in _found(folder) if one.message not in before]
    assert finding.code == "T01"
    assert finding.message.startswith("“云岭县某中心”：")


def test_no_line_is_named_twice_in_a_hint(tmp_path: Path) -> None:
    """Lines of two units have one name: only those that err in the same direction are offered, each once."""
    folder = many_units(tmp_path / "2024" / "某局")
    for name, more in (("0-本级", -7), ("1-中心", 7)):
        file = folder / "单位" / f"{name}.yaml"
        text = file.read_text("utf-8")
        [amount] = re.findall(r"收入: \{一般公共预算: ([\d.]+)", text)
        file.write_text(text.replace(amount, f"{float(amount) + more:.2f}", 1), "utf-8")
    for finding in _found(folder):
        named = re.findall("“[^”]+/[^”]+”", finding.hint)
        assert len(named) == len(set(named)), finding.hint
