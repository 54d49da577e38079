"""The nine tables of the central 预算公开 form, as most departments publish them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.exchange.importer.writing import files_of
from tests.exchange.sheets import Sheet, imported, lines, plain, said

U = "单位：万元"
SHEETS = [
    Sheet(
        "收支总表",
        [
            ["2024年部门收支总表"],
            ["部门/单位：某某局", None, None, U],
            ["收入", None, "支出", None],
            ["项目", "预算数", "项目", "预算数"],
            ["一、一般公共预算拨款收入", 100.5, "一、一般公共服务支出", 118.5],
            ["二、政府性基金预算拨款收入", 20, "二、社会保障和就业支出", 10],
            ["三、国有资本经营预算拨款收入", None, "三、城乡社区支出", 22],
            ["四、财政专户管理资金收入", None, None, None],
            ["五、事业收入", 5, None, None],
            ["本年收入合计", 125.5, "本年支出合计", 150.5],
            ["上年结转结余", 25, "年终结转结余", None],
            ["收入总计", 150.5, "支出总计", 150.5],
        ],
        ["A3:B3", "C3:D3"],
    ),
    Sheet(
        "收入总表",
        [
            ["部门收入总表"],
            ["部门/单位：某某局", None, None, None, None, None, None, None, U],
            [
                "部门（单位）代码",
                "部门（单位）名称",
                "合计",
                "本年收入",
                None,
                None,
                None,
                "上年结转结余",
                None,
            ],
            [None, None, None, "小计", "一般公共预算", "政府性基金预算", "事业收入", "小计", "一般公共预算"],
            ["合计", None, 150.5, 125.5, 100.5, 20, 5, 25, 25],
            ["101", "某某局", 150.5, 125.5, 100.5, 20, 5, 25, 25],
        ],
        ["A3:A4", "B3:B4", "C3:C4", "D3:G3", "H3:I3"],
    ),
    Sheet(
        "支出总表",
        [
            ["部门支出总表"],
            ["部门/单位：某某局", None, None, None, None, None, None, U],
            [
                "科目编码",
                "科目名称",
                "合计",
                "基本支出",
                "项目支出",
                "上缴上级支出",
                "事业单位经营支出",
                "对附属单位补助支出",
            ],
            [201, "一般公共服务支出", 118.5, 90.5, 28],
            [" 20103", " 政府办公厅（室）及相关机构事务", 118.5, 90.5, 28],
            ["  2010350", "  事业运行", 90.5, 90.5, None],
            ["  2010399", "  其他支出", 28, None, 28],
            [208, "社会保障和就业支出", 10, 10, None],
            [20805, "行政事业单位养老支出", 10, 10, None],
            [2080505, "机关事业单位基本养老保险缴费支出", 10, 10, None],
            [212, "城乡社区支出", 22, None, 22],
            [21208, "国有土地使用权出让收入安排的支出", 22, None, 22],
            [2120801, "征地和拆迁补偿支出", 22, None, 22],
            ["合计", None, 150.5, 100.5, 50],
        ],
    ),
    Sheet(
        "财政拨款收支总表",
        [
            ["财政拨款收支总表"],
            ["部门/单位：某某局", None, None, None, None, None, U],
            ["收入", None, "支出", None, None, None],
            ["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算"],
            ["一、本年收入", 120.5, "一、本年支出", None, None, None],
            ["（一）一般公共预算拨款", 100.5, "（一）一般公共服务支出", 113.5, 113.5, None],
            ["（二）政府性基金预算拨款", 20, "（二）社会保障和就业支出", 10, 10, None],
            ["二、上年结转", 25, "（三）城乡社区支出", 22, 2, 20],
        ],
        ["A3:B3", "C3:F3"],
    ),
    Sheet(
        "一般公共预算支出表",
        [
            ["一般公共预算支出表"],
            [None, None, None, None, U],
            ["支出功能分类科目", None, "2023年执行数", "2024年预算数", None, None],
            ["科目编码", "科目名称", None, "小计", "基本支出", "项目支出"],
            ["201", "一般公共服务支出", 99, 90.5, 90.5, None],
            ["20103", "政府办公厅", 99, 90.5, 90.5, None],
            ["2010350", "事业运行", 99, 90.5, 90.5, None],
            ["208", "社保", 9, 10, 10, None],
            ["20805", "养老", 9, 10, 10, None],
            ["2080505", "机关事业单位基本养老保险缴费支出", 9, 10, 10, None],
            ["合计", None, 108, 100.5, 100.5, None],
        ],
        ["A3:B3", "C3:C4", "D3:F3"],
    ),
    Sheet(
        "基本支出表",
        [
            ["一般公共预算基本支出表"],
            [None, None, None, None, U],
            ["部门预算支出经济分类科目", None, "本年一般公共预算基本支出", None, None],
            ["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
            ["301", "工资福利支出", 90.5, 90.5, None],
            ["  30101", "  基本工资", 80.5, 80.5, None],
            ["  30108", "  机关事业单位基本养老保险缴费", 10, 10, None],
            ["302", "商品和服务支出", 10, None, 10],
            ["  30201", "  办公费", 10, None, 10],
            ["合计", None, 100.5, 90.5, 10],
        ],
        ["A3:B3", "C3:E3"],
    ),
    Sheet(
        "三公",
        [
            ["一般公共预算“三公”经费支出表"],
            [None, None, None, None, None, U],
            ["2023年预算数", None, None, None, None, None, "2024年预算数", None, None, None, None, None],
            [
                "合计",
                "因公出国（境）费",
                "公务用车购置及运行费",
                None,
                None,
                "公务接待费",
                "合计",
                "因公出国（境）费",
                "公务用车购置及运行费",
                None,
                None,
                "公务接待费",
            ],
            [
                None,
                None,
                "小计",
                "公务用车购置费",
                "公务用车运行费",
                None,
                None,
                None,
                "小计",
                "公务用车购置费",
                "公务用车运行费",
                None,
            ],
            [9, 1, 6, 0, 6, 2, 7, 1, 4, 0, 4, 2],
        ],
        ["A3:F3", "G3:L3", "C4:E4", "I4:K4", "A4:A5", "B4:B5", "F4:F5", "G4:G5", "H4:H5", "L4:L5"],
    ),
    Sheet(
        "基金支出表",
        [
            ["政府性基金预算支出表"],
            [None, None, None, None, U],
            ["科目编码", "科目名称", "本年政府性基金预算支出", None, None],
            [None, None, "合计", "基本支出", "项目支出"],
            ["212", "城乡社区支出", 20, None, 20],
            ["21208", "x", 20, None, 20],
            ["2120801", "征地和拆迁补偿支出", 20, None, 20],
            ["合计", None, 20, None, 20],
        ],
        ["A3:A4", "B3:B4", "C3:E3"],
    ),
    Sheet(
        "国资支出表",
        [
            ["国有资本经营预算支出表"],
            [None, None, None, None, U],
            ["科目编码", "科目名称", "本年国有资本经营预算支出", None, None],
            [None, None, "合计", "基本支出", "项目支出"],
            ["合计", None, None, None, None],
            ["注：本部门没有使用国有资本经营预算安排的支出。"],
        ],
        ["A3:A4", "B3:B4", "C3:E3"],
    ),
    Sheet(
        "项目支出表",
        [
            ["项目支出表"],
            [None, None, None, None, U],
            [
                "类型",
                "项目名称",
                "项目单位",
                "合计",
                "本年拨款",
                None,
                "财政拨款结转结余",
                None,
                "财政专户管理资金",
                "单位资金",
            ],
            [
                None,
                None,
                None,
                None,
                "一般公共预算",
                "政府性基金预算",
                "一般公共预算",
                "政府性基金预算",
                None,
                None,
            ],
            ["其他运转类", None, None, 28, None, None, 23, None, None, 5],
            [None, "食堂", "某某局", 28, None, None, 23, None, None, 5],
            ["特定目标类", None, None, 22, None, 20, 2, None, None, None],
            [None, "拆迁", "某某局", 22, None, 20, 2, None, None, None],
            ["合计", None, None, 50, None, 20, 25, None, None, 5],
        ],
        ["A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:H3", "I3:I4", "J3:J4"],
    ),
]


def test_nine_tables_make_a_budget(tmp_path: Path) -> None:
    """Sources, natures and periods of every 项 are found, and nothing is complained of."""
    result = imported(tmp_path, *SHEETS)
    assert plain(result.tree["收入"]) == {
        "一般公共预算": Decimal("100.5"),
        "政府性基金": Decimal(20),
        "单位资金": Decimal(5),
    }
    assert lines(result, "支出") == [
        {"科目": "2010350", "性质": "基本支出", "一般公共预算": Decimal("90.5")},
        {
            "科目": "2010399",
            "性质": "项目支出",
            "单位资金": Decimal(5),
            "上年结转": {"一般公共预算": Decimal(23)},
        },
        {"科目": "2080505", "性质": "基本支出", "一般公共预算": Decimal(10)},
        {
            "科目": "2120801",
            "性质": "项目支出",
            "政府性基金": Decimal(20),
            "上年结转": {"一般公共预算": Decimal(2)},
        },
    ]
    assert [line["经济科目"] for line in lines(result, "基本支出")] == ["30101", "30108", "30201"]
    assert [line["类别"] for line in lines(result, "项目")] == ["其他运转类", "特定目标类"]
    assert {line[:3] for line in said(result)} == {"E12"}
    assert result.log.unread == []


def test_the_year_beside_it_is_left_alone(tmp_path: Path) -> None:
    """2023年执行数 and the “三公”经费 of 2023 are not of this budget."""
    files, missing = files_of(imported(tmp_path, *SHEETS), "表.xlsx")
    assert "因公出国（境）费: {一般公共预算: 1.00}" in files["收支.yaml"]
    assert "99" not in files["收支.yaml"].replace("2010399", "")
    assert [item.partition("：")[0] for item in missing] == ["部门/代码", "部门/性质"]


def test_a_column_that_nobody_knows_is_reported(tmp_path: Path) -> None:
    """上缴上级支出 has no place in a budget here: its amounts are named, not lost."""
    rows = [list(row) for row in SHEETS[2].rows]
    rows[5] = [*rows[5], 3]
    sheets = [*SHEETS[:2], Sheet("支出总表", rows), *SHEETS[3:]]
    result = imported(tmp_path, *sheets)
    assert [(place.short, text) for place, text in result.log.unread] == [("支出总表!F3", "上缴上级支出")]


@pytest.mark.parametrize("number", range(len(SHEETS)))
def test_one_wrong_amount_is_one_message(tmp_path: Path, number: int) -> None:
    """Whatever cell of whatever table it is in: sums that it makes wrong are named in the message."""
    before = len(_errors(tmp_path, list(SHEETS)))
    rows = SHEETS[number].rows
    for row, column in ((r, c) for r in range(len(rows)) for c in range(len(rows[r]))):
        value = rows[row][column]
        if isinstance(value, int | float) and 3 < value < 200:  # others are codes
            changed = [list(values) for values in rows]
            changed[row][column] = value + 1.25
            sheet = Sheet(SHEETS[number].name, changed, SHEETS[number].merged)
            found = _errors(tmp_path, [*SHEETS[:number], sheet, *SHEETS[number + 1 :]])
            assert len(found) - before <= 1, (row, column, found)


def _errors(folder: Path, sheets: list[Sheet]) -> list[str]:
    return [line for line in said(imported(folder, *sheets)) if line[:3] in ("E06", "E07", "E08")]
