"""项目: 表十二 and 表十三, the platform's table with columns for units, and rows that only sum others."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.exchange.sheets import Sheet, Value, imported, lines, said

NOW = "2024年项目支出预算表（本年预算）"
CARRIED = "2024年项目支出预算表（上年结转）"
HEAD: list[Value] = ["项目名称", "合计", "一般公共预算", "政府性基金预算"]
PROJECTS = [
    {"名称": "甲项目", "一般公共预算": Decimal(60)},
    {"名称": "乙项目", "政府性基金": Decimal(40)},
]


def sheet(rows: list[list[Value]], title: str = NOW, name: str = "表十二") -> Sheet:
    """A table of projects under the name of a department."""
    return Sheet(name, [[title], ["部门名称：某某局", None, None, "单位：万元"], HEAD, *rows])


@pytest.mark.parametrize(
    "rows",
    [
        [["某某局", 100, 60, 40], ["甲项目", 60, 60, None], ["乙项目", 40, None, 40]],
        [
            ["某某局", 100, 60, 40],
            ["某某局", 100, 60, 40],
            ["甲项目", 60, 60, None],
            ["乙项目", 40, None, 40],
        ],
        [["合计", 100, 60, 40], ["甲项目", 60, 60, None], ["乙项目", 40, None, 40]],
        [["甲项目", 60, 60, None], ["乙项目", 40, None, 40], ["合计", 100, 60, 40]],
        [["甲项目", 60, 60, None], ["小计", 60, 60, None], ["乙项目", 40, None, 40], ["小计", 40, None, 40]],
        [
            ["某某局", 100, 60, 40],
            ["所属单位一", 100, 60, 40],
            ["甲项目", 60, 60, None],
            ["乙项目", 40, None, 40],
        ],
    ],
)
def test_rows_that_sum_others_are_no_projects(tmp_path: Path, rows: list[list[Value]]) -> None:
    """Department, unit, 合计 and 小计 are recognised above and below their projects, and checked."""
    result = imported(tmp_path, sheet(rows))
    assert lines(result, "项目") == PROJECTS
    assert said(result) == []


def test_a_wrong_sum_of_projects_is_found(tmp_path: Path) -> None:
    """The department's row that is not the sum of its projects is told."""
    rows: list[list[Value]] = [["某某局", 110, 70, 40], ["甲项目", 60, 60, None], ["乙项目", 40, None, 40]]
    result = imported(tmp_path, sheet(rows))
    assert lines(result, "项目") == PROJECTS
    [line] = said(result)
    assert line.startswith("E06 表.xlsx:表十二!B4 “某某局”是 110.00，各项相加是 100.00")
    assert line.endswith("同样相差的还有 表十二!C4")


def test_one_project_in_both_tables_is_one(tmp_path: Path) -> None:
    """What is carried over stands with this year's amount; two projects of one name in a table stay two."""
    now: list[list[Value]] = [["甲项目", 60, 60, None], ["甲项目", 5, 5, None]]
    carried: list[list[Value]] = [["甲项目", 7, None, 7], ["丙项目", 8, 8, None]]
    result = imported(tmp_path, sheet(now), sheet(carried, CARRIED, "表十三"))
    assert lines(result, "项目") == [
        {"名称": "甲项目", "一般公共预算": Decimal(60), "上年结转": {"政府性基金": Decimal(7)}},
        {"名称": "甲项目", "一般公共预算": Decimal(5)},
        {"名称": "丙项目", "上年结转": {"一般公共预算": Decimal(8)}},
    ]


def test_the_platform_has_units_categories_and_subjects_in_columns(tmp_path: Path) -> None:
    """Merged units and categories hold for all their rows; units become 单位 when there are several."""
    rows: list[list[Value]] = [
        ["2024年部门项目支出预算表", None, None, None, None, None, None, None, "单位：元"],
        [
            "单位编码",
            "单位名称",
            "项目类别",
            "项目名称",
            "科目编码",
            "合计",
            "本年拨款",
            None,
            "财政拨款结转结余",
        ],
        [None, None, None, None, None, None, "一般公共预算", "政府性基金预算", "一般公共预算"],
        ["合计", None, None, None, None, 1080000, 600000, 400000, 80000],
        ["101001", "某某局本级", "特定目标类", "甲项目", "2010399", 680000, 600000, None, 80000],
        [None, None, "其他运转类", "乙项目", "2120801", 300000, None, 300000, None],
        ["101002", "某某中心", "其他运转类", "丙项目", "2120801", 100000, None, 100000, None],
    ]
    result = imported(tmp_path, Sheet("项目支出", rows, ["G2:H2", "A5:A6", "B5:B6"]))
    assert lines(result, "单位") == [
        {"名称": "某某局本级", "代码": "101001"},
        {"名称": "某某中心", "代码": "101002"},
    ]
    found = lines(result, "项目")
    assert [project["名称"] for project in found] == ["甲项目", "乙项目", "丙项目"]
    assert [project["类别"] for project in found] == ["特定目标类", "其他运转类", "其他运转类"]
    assert [project["科目"] for project in found] == ["2010399", "2120801", "2120801"]
    assert [project["单位"] for project in found] == ["101001", "101001", "101002"]
    assert found[0]["一般公共预算"] == Decimal(60)
    assert found[0]["上年结转"] == {"一般公共预算": Decimal(8)}
    assert said(result) == []


def test_names_that_begin_with_digits_are_names(tmp_path: Path) -> None:
    """A project called 2024年… has no code."""
    rows: list[list[Value]] = [["2024年绿化养护费", 60, 60, None], ["20盏路灯电费", 40, None, 40]]
    names = [project["名称"] for project in lines(imported(tmp_path, sheet(rows)), "项目")]
    assert names == ["2024年绿化养护费", "20盏路灯电费"]


def test_a_sum_of_one_project_is_no_group(tmp_path: Path) -> None:
    """Two rows of the same amount are two projects: a sum without a name for it has two parts at least."""
    result = imported(tmp_path, sheet([["甲项目", 60, 60, None], ["乙项目", 60, 60, None]]))
    assert len(lines(result, "项目")) == 2


def test_the_name_of_a_subject_is_no_name_of_a_project(tmp_path: Path) -> None:
    """科目名称 beside 项目名称: projects are called by the latter, in whatever order they stand."""
    for left, right in (("科目名称", "项目名称"), ("项目名称", "科目名称")):
        names = {"项目名称": ("会议费", "信息化"), "科目名称": ("其他支出", "其他支出")}
        rows: list[list[Value]] = [
            ["2024年项目支出预算表"],
            ["单位：万元"],
            ["科目编码", left, right, "一般公共预算", "政府性基金"],
            ["2010399", names[left][0], names[right][0], 10, None],
            ["2010399", names[left][1], names[right][1], 20, None],
            ["合计", None, None, 30, None],
        ]
        result = imported(tmp_path, Sheet("项目支出", rows))
        assert [(p["名称"], p["一般公共预算"]) for p in lines(result, "项目")] == [
            ("会议费", Decimal(10)),
            ("信息化", Decimal(20)),
        ]
        assert result.log.unused == []
