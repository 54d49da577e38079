"""T08, T26: the projects and the lines of 支出 agree 科目 by 科目; what they carry over has a column."""

from __future__ import annotations

from generator.findings import Level
from tests.budgets import CONSISTENT, spoiled
from tests.tie_outs import of_code, ties, unchecked

BY_SUBJECT = CONSISTENT
for _name, _code in (("甲", "2010399"), ("乙", "2120801"), ("丙", "2230105"), ("丁", "2010399")):
    BY_SUBJECT = spoiled(f"名称: {_name}, 类别", f"名称: {_name}, 科目: {_code}, 类别", BY_SUBJECT)


def test_projects_agree_by_subject() -> None:
    """T08: what the projects of a 科目 need is what 支出 has for it, by source and period."""
    assert ties(BY_SUBJECT) == []
    [finding] = of_code("T08", spoiled("甲, 科目: 2010399", "甲, 科目: 2010499", BY_SUBJECT))
    assert finding.about.startswith("2010399/一般公共预算/")
    assert "2010499" in finding.hint


def test_projects_with_a_subject_are_part_of_the_line() -> None:
    """T08: where only some projects carry a 科目, they are at most what the line says."""
    one = spoiled("名称: 甲, 类别", "名称: 甲, 科目: 2010399, 类别")
    assert of_code("T08", one) == []
    [now, carried] = of_code("T08", spoiled("科目: 2010399, 类别", "科目: 2010499, 类别", one))
    assert (now.about, carried.about) == ("2010499/一般公共预算/本年", "2010499/一般公共预算/上年结转")


def test_lines_made_from_the_projects_are_not_compared() -> None:
    """T08: without 项目支出 in 支出 there is one view only, and nothing to say."""
    lines = [line for line in BY_SUBJECT.splitlines() if "性质: 项目支出" not in line]
    text = "\n".join(lines) + "\n"
    assert ties(text) == []
    assert unchecked("T08", text) == []
    some = text.replace("名称: 乙, 科目: 2120801", "名称: 乙")
    assert of_code("T08", some) == []
    assert of_code("T02", some)


def test_what_is_carried_over_needs_a_column() -> None:
    """T26: 表十三 has columns for 财政拨款 only; other money is printed in its total and nowhere else."""
    assert of_code("T26", CONSISTENT) == []
    text = spoiled(
        "上年结转: {一般公共预算: 3.00}}\n  - {名称: 乙", "上年结转: {单位资金: 3.00}}\n  - {名称: 乙"
    )
    text = spoiled(
        "上年结转: {一般公共预算: 3.00}}\n  - {科目", "上年结转: {单位资金: 3.00}}\n  - {科目", text
    )
    (finding,) = of_code("T26", text)
    assert (finding.level, finding.about) == (Level.WARNING, "甲/单位资金")
    assert finding.message == "“甲”有单位资金的上年结转 3.00 万元，表十三没有这一栏，只印在合计里"
    assert finding.place is not None
    assert finding.place.excerpt()[0].count("单位资金: 3.00") == 1
