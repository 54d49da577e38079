"""Rows among projects that are none, and what a list says of one in the same cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.exchange.sheets import Sheet, Value, lines, said
from tests.exchange.test_import_layouts import unused
from tests.exchange.test_import_shapes import read

Rows = list[list[Value]]


def test_units_among_projects_are_no_projects() -> None:
    """Rows that are called as units are and sum those below, be it one alone."""
    rows: Rows = [
        ["2024年部门项目支出预算表"],
        ["单位：万元"],
        ["单位/项目名称", "合计", "财政拨款", None, None, "单位资金"],
        [None, None, "小计", "一般公共预算", "政府性基金", None],
        ["某局", 180, 150, 130, 20, 30],
        ["某局本级", 150, 150, 130, 20, None],
        ["消防站建设", 120, 120, 100, 20, None],
        ["办公楼维修", 30, 30, 30, None, None],
        ["某中心", 30, None, None, None, 30],
        ["信息化运维", 30, None, None, None, 30],
    ]
    result = read(Sheet("项目", rows, merged=("C3:E3",)))
    assert [(line["名称"], line["单位"]) for line in lines(result, "项目")] == [
        ("消防站建设", "001"),
        ("办公楼维修", "001"),
        ("信息化运维", "002"),
    ]
    assert said(result) == ["E12 表.xlsx 表里没有代码的单位，暂编为 001（某局本级）、002（某中心）"]
    assert unused(result) == []
    wrong = read(
        Sheet("项目", [*rows[:6], ["消防站建设", 120, 121, 100, 20, None], *rows[7:]], merged=("C3:E3",))
    )
    assert any("消防站建设" in line and "121" in line for line in said(wrong))


def test_the_subject_of_a_project_in_one_cell_with_its_name() -> None:
    """Code and name beside the name of the project."""
    rows: Rows = [
        ["2024年项目支出表"],
        ["单位：万元"],
        ["项目名称", "功能科目", "一般公共预算"],
        ["消防站建设", "2010399-其他政府办公厅（室）及相关机构事务支出", 50],
    ]
    result = read(Sheet("项目", rows))
    assert lines(result, "项目") == [{"名称": "消防站建设", "科目": "2010399", "一般公共预算": Decimal(50)}]
    assert unused(result) == []


@pytest.mark.parametrize(("parts", "extra"), [((40, 80), 0), ((40, 70), 1)])
def test_categories_and_parts_among_projects_are_no_projects(parts: tuple[int, int], extra: int) -> None:
    """类别 in rows of their own are what the rows below them are; 其中：… splits the project above it."""
    rows: Rows = [
        ["2024年项目支出预算表"],
        ["单位：万元"],
        ["序号", "项目名称", "一般公共预算"],
        ["一", "特定目标类", 150],
        [1, "消防站建设", 120],
        [None, "其中：设备购置", parts[0]],
        [None, "土建工程", parts[1]],
        [2, "信息化运维", 30],
        ["二", "其他运转类项目", 20],
        [1, "办公楼维修", 20],
        [None, "共计", 170],
    ]
    result = read(Sheet("项目", rows))
    names = {line["名称"]: line.get("类别") for line in lines(result, "项目")}
    if extra:
        assert any(line.startswith("E06") for line in said(result))
        return
    kinds = {"消防站建设": "特定目标类", "信息化运维": "特定目标类", "办公楼维修": "其他运转类"}
    assert names == kinds
    assert [line.partition("（")[2] for line in said(result)] == ["是上面那个项目的一部分），没有导入"] * 2


def test_the_year_beside_what_is_carried_over_in_a_list() -> None:
    """其中：本年 and 其中：上年结转 of a whole amount are read, not that for the year."""
    rows: Rows = [
        ["2024年部门预算明细表"],
        ["单位：万元"],
        [
            "支出类型",
            "项目名称",
            "功能科目",
            "部门经济科目",
            "资金来源",
            "总额",
            "其中：本年预算",
            "其中：上年结转",
        ],
        ["特定目标类", "消防站建设", "2010302", "31001", "一般公共预算", 120, 100, 20],
    ]
    (project,) = lines(read(Sheet("明细", rows)), "项目")
    assert (project["一般公共预算"], project["上年结转"]) == (100, {"一般公共预算": 20})


def test_projects_below_their_unit_beside_its_subtotal() -> None:
    """A row that names no unit is of the one named above it."""
    rows: Rows = [
        ["2024年项目支出表"],
        ["单位：万元"],
        ["单位名称", "项目类别", "项目名称", "合计", "一般公共预算", "单位资金"],
        ["合计", None, None, 150, 120, 30],
        ["某局本级", None, "小计", 120, 120, None],
        [None, "特定目标类", "小计", 120, 120, None],
        [None, None, "消防站建设", 120, 120, None],
        ["某中心", None, "小计", 30, None, 30],
        [None, "其他运转类", "信息化运维", 30, None, 30],
    ]
    result = read(Sheet("项目", rows))
    assert [(line["名称"], line["单位"], line["类别"]) for line in lines(result, "项目")] == [
        ("消防站建设", "001", "特定目标类"),
        ("信息化运维", "002", "其他运转类"),
    ]
    assert [line[:3] for line in said(result)] == ["E12"]
