"""绩效目标申报表 as departments fill it in: labels in cells, amounts beside them, indicators below."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.exchange.importer.workbook import Given, Imported, read_grids
from generator.exchange.importer.writing import files_of
from generator.exchange.tree import items, leaves
from generator.model.base import UNFILLED
from tests.exchange.sheets import Sheet, Value, grids, imported, plain, said


def form(unit: str = "万元") -> list[list[Value]]:
    """A form of one project."""
    return [
        ["项目支出绩效目标申报表", None, None, None, None],
        ["（2024年度）", None, None, None, f"单位：{unit}"],
        ["项目名称", "消防站建设项目", None, "实施单位", "某某局"],
        ["项目属性", "跨年度项目", None, "项目期", "2年"],
        ["项目资金", "实施期资金总额：", 3500, "年度资金总额：", 1500],
        [None, "其中：省级", 500, "其中：省级", None],
        [None, "市县", 3000, "市县", "1,500"],
        ["项目概况", "新建消防站1座。", None, None, None],
        ["总体目标", "实施期目标", None, "年度目标", None],
        [None, "建成消防站并投入使用。", None, "完成主体工程。", None],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        [None, "产出指标", "数量指标", "消防站数量", "＝1座"],
        [None, None, "质量指标", "验收合格率", "≥95%"],
        [None, "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"],
        ["负责人：", "张三", None, "联系电话：", "0350-1234567"],
    ]


MERGED = ["B3:C3", "B4:C4", "B8:E8", "B9:C9", "D9:E9", "B10:C10", "D10:E10", "B12:B13"]


@pytest.mark.parametrize(("unit", "factor"), [("万元", 10000), ("元", 1)])
def test_a_form_becomes_a_performance_table(tmp_path: Path, unit: str, factor: int) -> None:
    """Everything that has a label is found, money in 元 whatever the form's unit."""
    result = imported(tmp_path, Sheet("绩效目标申报表", form(unit), MERGED))
    (table,) = items(result.tree, "绩效目标")
    found = plain(table)
    assert found["项目"] == "消防站建设项目"
    assert (found["项目属性"], found["项目期"], found["实施单位"]) == ("跨年度项目", "2年", "某某局")
    assert found["实施期资金"] == {"省级": Decimal(500 * factor), "市县": Decimal(3000 * factor)}
    assert found["年度资金"] == {"市县": Decimal(1500 * factor)}
    assert found["项目概况"] == "新建消防站1座。"
    assert found["总体目标"] == {"实施期": "建成消防站并投入使用。", "年度": "完成主体工程。"}
    assert (found["负责人"], found["联系电话"]) == ("张三", "0350-1234567")
    assert said(result) == []


def test_the_indicators_of_a_form(tmp_path: Path) -> None:
    """The symbol is parted from the value, and merged 一级指标 hold for all their rows."""
    result = imported(tmp_path, Sheet("绩效目标申报表", form(), MERGED))
    (table,) = items(result.tree, "绩效目标")
    node = table["指标"]
    assert isinstance(node, dict)
    assert {first: list(groups) for first, groups in node.items() if isinstance(groups, dict)} == {
        "产出指标": ["数量指标", "质量指标"],
        "满意度指标": ["服务对象满意度指标"],
    }
    output = node["产出指标"]
    assert isinstance(output, dict)
    rates = output["质量指标"]
    assert isinstance(rates, list)
    assert plain(rates[0]) == {"名称": "验收合格率", "符号": "≥", "值": "95%"}


def test_a_form_without_a_project_is_reported(tmp_path: Path) -> None:
    """A blank form is no performance table."""
    rows = form()
    rows[2][1] = None
    result = imported(tmp_path, Sheet("绩效目标申报表", rows))
    assert items(result.tree, "绩效目标") == []
    assert any("没有填项目名称" in line for line in said(result))


def indicators(result: Imported) -> list[tuple[str, ...]]:
    """What the only form says of its indicators."""
    (table,) = items(result.tree, "绩效目标")
    node = table["指标"]
    assert isinstance(node, dict)
    return [(*map(str, path), str(leaf.value)) for path, leaf in leaves(node)]


@pytest.mark.parametrize("at", [12, 13])
@pytest.mark.parametrize("between", [[], [[]], [["负责人：", "张三"]]])
def test_a_form_goes_on_below_a_head_that_comes_again(
    tmp_path: Path, at: int, between: list[list[Value]]
) -> None:
    """A long table of indicators has its head on every page: no new form, and no indicator."""
    rows = form()
    expected = indicators(imported(tmp_path, Sheet("绩效目标申报表", rows)))
    result = imported(tmp_path, Sheet("绩效目标申报表", [*rows[:at], *between, rows[10], *rows[at:]]))
    assert (indicators(result), said(result)) == (expected, [])


OF_OURS: list[list[Value]] = [
    ["序号", "项目", "实施单位", "实施期资金", None, "年度资金", None, "总体目标", None],
    [None, None, None, "总额", "市县", "总额", "市县", "实施期", "年度"],
    [1, "水利工程建设", "某局", 80, 80, 80, 80, "建好", None],
]
MERGED_OF_OURS = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1", "H1:I1"]


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("备注", None, "备注"),
        ("总体目标", "中期", "总体目标/中期"),
        ("项目", "类别", "项目/类别"),
        ("指标", None, "指标"),
        ("指标", "产出", "指标/产出"),
        ("单位数", None, "单位数"),
    ],
)
def test_a_column_that_is_no_key_is_told_and_left_out(first: str, second: str | None, word: str) -> None:
    """Whatever somebody adds beside the columns of our own sheet, the rest is read as it was."""
    plain_sheet, wider = (
        Sheet("绩效项目", rows, MERGED_OF_OURS)
        for rows in (
            OF_OURS,
            [[*row, more] for row, more in zip(OF_OURS, (first, second, "看看"), strict=True)],
        )
    )
    found = []
    for sheet in (plain_sheet, wider):
        result = read_grids(grids(sheet), Path("表.xlsx"), given=Given(2024, "某局"))
        found.append(([plain(table) for table in items(result.tree, "绩效目标")], said(result)))
    (before, _), (after, messages) = found
    assert before[0]["项目"] == "水利工程建设"
    assert after == before
    assert [word in line for line in messages if line.startswith("E10")] == [True]


def test_what_a_form_leaves_blank_is_asked_for(tmp_path: Path) -> None:
    """Nothing is put in its place that could be printed: 待填 is no text."""
    rows = [
        row for row in form() if row[0] not in ("项目属性", "总体目标") and row[1] != "建成消防站并投入使用。"
    ]
    files, missing = files_of(imported(tmp_path, Sheet("绩效目标申报表", rows)), "表.xlsx")
    (text,) = (text for name, text in files.items() if name.startswith("绩效目标/"))
    assert text.count(UNFILLED) == 3
    assert [key for key in ("项目属性", "项目期") if not any(key in item for item in missing)] == []
