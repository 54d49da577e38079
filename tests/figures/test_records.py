"""Records: every amount of a budget once, with what rows and columns select by."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from generator.figures import Disclosure
from generator.figures.records import Record, select
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.source import Place
from tests.budgets import CONSISTENT, disclosed, spoiled

PROJECTS_WITH_SUBJECTS = """\
年度: 2024
部门: {名称: 某某局, 代码: "001", 性质: 事业}
收入: {一般公共预算: 30.00}
支出: []
项目:
  - {名称: 甲, 类别: 特定目标类, 科目: 2010399, 一般公共预算: 10.00, 上年结转: {一般公共预算: 1.00}}
  - {名称: 乙, 类别: 特定目标类, 科目: 2010399, 一般公共预算: 20.00}
"""


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return disclosed()


def _sum(records: list[Record]) -> Decimal:
    return sum((record.figure.value for record in records), Decimal(0))


def test_every_amount_is_one_record(disclosure: Disclosure) -> None:
    """No line is lost and none is counted twice."""
    assert Counter(record.kind for record in disclosure.records) == {
        "收入": 5,
        "支出": 9,
        "基本支出": 4,
        "政府性基金收入": 1,
        "国有资本经营收入": 1,
        "三公经费": 4,
        "项目": 7,
    }


def test_every_record_has_its_place(disclosure: Disclosure) -> None:
    """Every record is a leaf figure that was read from a line, and stands in the book."""
    for record in disclosure.records:
        assert isinstance(record.figure.origin, Place)
        assert disclosure.book[record.figure.id] is record.figure


@pytest.mark.parametrize(
    ("kind", "wanted", "total"),
    [
        ("支出", {}, "137"),
        ("支出", {"期": THIS_YEAR}, "130"),
        ("支出", {"期": CARRY_OVER}, "7"),
        ("支出", {"性质": "基本支出"}, "70"),
        ("支出", {"资金": "政府性基金", "期": THIS_YEAR}, "20"),
        ("支出", {"资金": ["一般公共预算", "政府性基金"], "期": CARRY_OVER}, "7"),
        ("支出", {"科目": "2010399"}, "38"),
        ("支出", {"资金": "没有的资金"}, "0"),
        ("支出", {"没有的属性": "甲"}, "0"),
        ("项目", {"项目": "丁"}, "5"),
        ("项目", {"类别": "其他运转类"}, "10"),
        ("基本支出", {"组别": "人员经费"}, "60"),
        ("基本支出", {"组别": "公用经费"}, "10"),
        ("三公经费", {"事项": "公务接待费"}, "3"),
        ("没有的记录", {}, "0"),
    ],
)
def test_records_are_selected_by_their_properties(
    disclosure: Disclosure, kind: str, wanted: dict[str, str | list[str]], total: str
) -> None:
    """A filter names properties and one or several values of each."""
    assert _sum(select(disclosure.records, kind, wanted)) == Decimal(total)


def test_amounts_in_yuan_become_wan_yuan() -> None:
    """With 金额单位 元 every amount is divided by 10000, exactly."""
    text = spoiled("年度: 2024", "年度: 2024\n金额单位: 元").replace("50.00", "500123")
    records = select(disclosed(text).records, "基本支出", {"科目": "30101"})
    assert [record.figure.value for record in records] == [Decimal("50.0123")]


def test_a_line_without_a_unit_is_that_of_the_first(disclosure: Disclosure) -> None:
    """单位 left out stands for the first of 单位, or for the department itself when there is none."""
    assert {record.properties["单位"] for record in disclosure.records} == {"001001"}
    alone = disclosed(spoiled('单位: [{名称: 某某局本级, 代码: "001001"}]\n', ""))
    assert {record.properties["单位"] for record in alone.records} == {"001"}


def test_expenditure_is_derived_from_projects_with_subjects() -> None:
    """If every project names its 科目, the 项目支出 lines need not be written."""
    records = select(disclosed(PROJECTS_WITH_SUBJECTS).records, "支出", {"性质": "项目支出"})
    assert [(record.properties["科目"], record.properties["期"]) for record in records] == [
        ("2010399", THIS_YEAR),
        ("2010399", CARRY_OVER),
        ("2010399", THIS_YEAR),
    ]
    assert _sum(records) == Decimal("31.00")


def test_lines_that_are_written_are_not_derived_again() -> None:
    """项目支出 lines that stand in the file are used as they are."""
    line = "支出: [{科目: 2010399, 性质: 项目支出, 一般公共预算: 30.00}]"
    records = select(disclosed(spoiled("支出: []", line, PROJECTS_WITH_SUBJECTS)).records, "支出", {})
    assert _sum(records) == Decimal("30.00")


def test_nothing_is_derived_when_a_project_has_no_subject() -> None:
    """Half the projects with 科目 would make half the expenditure; then none is derived."""
    text = spoiled(
        "{名称: 乙, 类别: 特定目标类, 科目: 2010399,", "{名称: 乙, 类别: 特定目标类,", PROJECTS_WITH_SUBJECTS
    )
    assert all(record.figure.unwritten for record in select(disclosed(text).records, "支出", {}))


def test_the_consistent_budget_is_disclosed_whole() -> None:
    """All thirteen tables come from these few records, totals included."""
    tables = disclosed(CONSISTENT).tables
    assert len(tables) == 13
    assert tables["表三"].printed_rows()[0] == ["合计", "", "137.00", "70.00", "67.00"]
    assert tables["表二"].printed_rows()[0] == [
        "合计",
        "",
        "130.00",
        *["100.00", "20.00", "5.00", "2.00", "3.00", "7.00"],
    ]
    assert tables["表十二"].printed_rows()[:3] == [
        ["某某局", "60.00", "30.00", "20.00", "5.00", "2.00", "3.00"],
        ["某某局本级", "60.00", "30.00", "20.00", "5.00", "2.00", "3.00"],
        ["甲", "30.00", "30.00", "", "", "", ""],
    ]
