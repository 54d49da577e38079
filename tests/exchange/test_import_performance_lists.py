"""Performance tables of many projects: lists under two rows of heads, levels that pay, weights."""

from __future__ import annotations

from generator.exchange.importer.workbook import Imported
from generator.exchange.tree import items, mapping
from tests.exchange.sheets import Sheet, Value, lines, plain, said
from tests.exchange.test_import_layouts import unused
from tests.exchange.test_import_shapes import read

Rows = list[list[Value]]


INDICATORS: Rows = [
    ["一级指标", "二级指标", "三级指标", "指标值类型", "指标值", "计量单位", "分值权重"],
    ["产出指标", "数量指标", "消防站", "≥", 2, "座", 30],
    [None, "质量指标", "合格率", None, "100%", None, 20],
]


def funds(*labels: tuple[str, float]) -> dict[str, object]:
    """年度资金 of a form with these labels below one another, in 万元."""
    head: Rows = [
        ["项目支出绩效目标表（2024年度）"],
        ["项目名称：消防站建设"],
        ["项目资金（万元）", "年度资金总额："],
    ]
    rows: Rows = [[None, label, amount] for label, amount in labels]
    (table,) = lines(read(Sheet("绩效", [*head, *rows, *INDICATORS])), "绩效目标")
    return table["年度资金"]  # type: ignore[return-value]


def test_amounts_of_one_level_are_added_up() -> None:
    """Under whatever labels; 财政拨款 is the sum of levels where these are written, too."""
    assert funds(("其中：财政拨款", 100), ("上年结转", 20), ("其他资金", 5)) == {
        "市县": 1000000,
        "其他": 250000,
    }
    parts = (("其中：财政拨款", 60), ("省级", 10), ("市级", 30), ("县级", 20))
    assert funds(*parts) == {"省级": 100000, "市县": 500000}


def test_a_list_of_performance_tables_under_two_rows_of_heads() -> None:
    """项目名称 above 一级指标; amounts by period and level, a whole one checked; other years left over."""
    rows: Rows = [
        ["2024年项目支出绩效目标表"],
        ["单位：万元"],
        ["项目名称", "实施期资金", "年度资金", None, None, "2025年预算", "绩效指标", *[None] * 6],
        [None, None, "合计", "财政拨款", "其他资金", None, *INDICATORS[0]],
        ["消防站建设", 300, 120, 100, 20, 180, *INDICATORS[1]],
        [*[None] * 6, *INDICATORS[2]],
    ]
    merged = ("A3:A4", "B3:B4", "C3:E3", "F3:F4", "G3:M3", "A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:E6")
    result = read(Sheet("绩效", rows, merged))
    (table,) = lines(result, "绩效目标")
    assert table["实施期资金"] == {"市县": 3000000}
    assert table["年度资金"] == {"市县": 1000000, "其他": 200000}
    ((number,), (rate,)) = items_of(result)
    assert number == {"名称": "消防站", "符号": "≥", "值": "2", "单位": "座", "权重": "30"}
    assert rate == {"名称": "合格率", "值": "100%", "权重": "20"}
    assert unused(result) == ["F5"]
    rows[4][2] = 121
    assert any("合计不是各级资金之和" in line for line in said(read(Sheet("绩效", rows, merged))))


def items_of(result: Imported) -> list[list[dict[str, object]]]:
    """The indicators of the only table, by 二级指标."""
    (table,) = items(result.tree, "绩效目标")
    groups = mapping(table, "指标", "产出指标")
    return [[plain(one) for one in group] for group in groups.values() if isinstance(group, list)]


def test_indicators_that_have_no_second_level_are_told() -> None:
    """They have no place in a budget."""
    rows: Rows = [
        ["2024年项目支出绩效目标表"],
        ["项目名称", "一级指标", "三级指标", "指标值"],
        ["消防站建设", "产出指标", "建成消防站", "≥2座"],
    ]
    assert any("没有二级指标" in line for line in said(read(Sheet("绩效", rows))))


def test_two_lines_in_a_cell_are_one_indicator() -> None:
    """That may be two, and is told."""
    rows = [[*INDICATORS[0]], ["产出指标", "数量指标", "消防站\n水源", "≥", "2\n3", "座", 30]]
    named: Rows = [["项目名称", *rows[0]], ["消防站建设", *rows[1]]]
    result = read(Sheet("绩效", [["2024年绩效目标表"], *named]))
    assert any("“消防站水源”和它的值都有几行" in line for line in said(result))
