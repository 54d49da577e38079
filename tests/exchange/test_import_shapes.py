"""Shapes of tables that departments have: what a column is of, columns nobody knows, one possible source."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.exchange.importer.note import note_text
from generator.exchange.importer.workbook import Given, Imported, read_grids
from generator.exchange.tree import Leaf, items, mapping
from tests.exchange.sheets import Sheet, Value, grids, lines, plain, said
from tests.exchange.test_import_performance import form

Rows = list[list[Value]]
INCOME: Rows = [
    ["2024年部门收入预算总表"],
    ["单位：万元"],
    ["项目", "金额"],
    ["一般公共预算拨款收入", 180],
    ["合计", 180],
]
SPENT: Rows = [
    ["2024年部门支出预算总表"],
    ["单位：万元"],
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["2130301", "行政运行", 100, 100, None],
    ["2130305", "水利工程建设", 80, None, 80],
]
RIGHT = [
    {"科目": "2130301", "性质": "基本支出", "一般公共预算": Decimal(100)},
    {"科目": "2130305", "性质": "项目支出", "一般公共预算": Decimal(80)},
]


def read(*sheets: Sheet) -> Imported:
    """What an import reads from them."""
    return read_grids(grids(*sheets), Path("表.xlsx"), given=Given(2024, "某局"))


def told(result: Imported, *without: str) -> list[str]:
    """The findings, but assumptions."""
    return [line for line in said(result) if line[:3] not in ("E12", *without)]


def test_money_of_which_there_is_one_source_is_of_that() -> None:
    """A table without sources, beside the sum of all income: what has none is spent by nobody."""
    result = read(Sheet("收入", INCOME), Sheet("支出", SPENT))
    assert (lines(result, "支出"), told(result)) == (RIGHT, [])
    more = [*INCOME[:4], ["事业收入", 30], ["合计", 210]]
    result = read(Sheet("收入", more), Sheet("支出", SPENT))
    assert lines(result, "支出") == []
    (line,) = told(result)
    assert line.startswith("E08 表.xlsx:支出!D4 2130301 还有 100.00 万元分不清")
    assert "支出!E5 的 2130305 还有 80.00 万元" in line
    wrong = read(Sheet("收入", [*INCOME[:4], ["合计", 210]]), Sheet("支出", SPENT))
    assert lines(wrong, "支出") == []
    assert [line[:3] for line in told(wrong)] == ["E08", "E06"]


@pytest.mark.parametrize("head", ["收入", "收入项目", "项目"])
def test_the_first_column_of_income_by_any_name(head: str) -> None:
    """收入, 金额, 支出, 金额 is a head as good as any."""
    rows: Rows = [
        ["2024年收支预算总表"],
        ["单位：万元"],
        [head, "金额", "支出", "金额"],
        ["一般公共预算拨款收入", 180, "农林水支出", 180],
        ["收入总计", 180, "支出总计", 180],
    ]
    result = read(
        Sheet("收支", rows if head != "项目" else [row[:2] for row in [["2024年收入表"], *rows[1:]]])
    )
    assert plain(mapping(result.tree, "收入")) == {"一般公共预算": Decimal(180)}
    assert (told(result, "E08"), result.log.unused) == ([], [])


@pytest.mark.parametrize("numbers", [[1, 2, 3, 4], ["栏次", 1, "栏次", 2]])
def test_a_row_that_numbers_the_columns_says_nothing_of_them(numbers: list[Value]) -> None:
    """收入 and 支出 are of names or of amounts as the rows below the numbers show."""
    rows: Rows = [
        ["2024年收支预算总表"],
        ["单位：万元"],
        ["收入", "金额", "支出", "金额"],
        numbers,
        ["一般公共预算拨款收入", 180, "农林水支出", 180],
        ["收入总计", 180, "支出总计", 180],
    ]
    result = read(Sheet("收支", rows), Sheet("支出", SPENT))
    assert (lines(result, "支出"), told(result), result.log.unused) == (RIGHT, [], [])


@pytest.mark.parametrize("amount", [123456.789, -5, 0.123456789])
def test_of_a_column_that_nobody_knows_only_that_is_told(amount: float) -> None:
    """Its amounts are not read: nothing of how many decimals they have in what unit."""
    rows: Rows = [
        [SPENT[0][0]],
        ["单位：元"],
        *([*row, more] for row, more in zip(SPENT[2:], ("甲乙丙", amount, None), strict=True)),
    ]
    (line,) = told(read(Sheet("支出", rows)), "E08")
    assert line.startswith("E10 表.xlsx:支出!F3 没有看懂这一行：“甲乙丙”（这一列不知道是什么，有 1 个数）")


def test_appropriation_whose_source_no_row_says_is_told_once() -> None:
    """财政拨款收入 may be any of three; the total is right all the same."""
    rows: Rows = [*INCOME[:3], ["一、财政拨款收入", 100], ["二、事业收入", 20], ["合计", 120]]
    result = read(Sheet("收入", rows))
    assert plain(mapping(result.tree, "收入")) == {"单位资金": Decimal(20)}
    (line,) = told(result)
    assert line.startswith("E10 表.xlsx:收入!A4 没有看懂这一行：“一、财政拨款收入”")


def test_a_column_that_has_no_place_in_a_budget_is_told_once() -> None:
    """经营支出 is in the totals of its rows, and these are not wrong."""
    rows: Rows = [
        *SPENT[:2],
        [*SPENT[2], "事业单位经营支出"],
        *SPENT[3:],
        ["2130399", "其他水利支出", 50, None, None, 50],
        ["合计", None, 230, 100, 80, 50],
    ]
    balance: Rows = [
        *([["2024年收支总表"], ["单位：万元"]], ["收入项目", "金额", "支出项目", "金额"])[0],
        ["收入项目", "金额", "支出项目", "金额"],
        ["一般公共预算拨款", 180, "农林水支出", 230],
    ]
    general: Rows = [["2024年一般公共预算支出表"], *SPENT[1:]]
    result = read(Sheet("收支", balance), Sheet("支出", rows), Sheet("一般", general))
    assert lines(result, "支出") == RIGHT
    (line,) = told(result)
    assert line.startswith("E10 表.xlsx:支出!F3 没有看懂这一行：“事业单位经营支出”")


PROJECTS: dict[str, Rows] = {
    "总额": [["项目名称", "项目总额", "本年预算安排"], ["甲", 300, 80], ["乙", 50, 20]],
    "总金额": [["项目名称", "总金额", "本年安排金额"], ["甲", 300, 80], ["乙", 50, 20]],
    "总投资": [["项目名称", "项目总投资", "2024年预算数"], ["甲", 300, 80], ["乙", 50, 20]],
    "years": [
        ["项目名称", "合计", "以前年度", "2024年", "2025年"],
        ["甲", 300, 100, 80, 120],
        ["乙", 50, 0, 20, 30],
    ],
    "上年": [["项目名称", "上年预算数", "本年预算数", "增减"], ["甲", 70, 80, 10], ["乙", 50, 20, -30]],
    "sources": [
        ["项目名称", "合计", "以前年度已安排", "一般公共预算"],
        ["甲", 300, 220, 80],
        ["乙", 50, 30, 20],
    ],
}


@pytest.mark.parametrize("rows", PROJECTS.values(), ids=PROJECTS)
def test_what_a_project_has_this_year_is_its_amount(rows: Rows) -> None:
    """Not what it costs in all; that is told or left over, and no sum is called wrong."""
    result = read(Sheet("项目", [["2024年项目支出预算表"], ["单位：万元"], *rows]))
    assert [line["一般公共预算"] for line in lines(result, "项目")] == [80, 20]
    assert [line[:3] for line in told(result)] in ([], ["E10"])
    note = note_text("", result.log, [])
    assert all(str(cell) in note for row in rows[1:] for cell in row[1:] if cell not in (80, 20, 0))


TWICE: dict[str, Rows] = {
    "asked and given": [["申报数", None, "批复数", None], ["基本支出", "项目支出", "基本支出", "项目支出"]],
}


@pytest.mark.parametrize("heads", TWICE.values(), ids=TWICE)
def test_two_columns_of_the_same_are_no_fact(heads: Rows) -> None:
    """Which of them is meant nobody knows: neither is read, and one message says so."""
    rows: Rows = [["2024年一般公共预算支出表"], ["单位：万元"], ["科目编码", "科目名称", *heads[0]]]
    rows += [
        [None, None, *heads[1]],
        ["2130301", "行政运行", 100, 5, 90, 4],
        ["2130305", "工程", 7, 80, 6, 70],
    ]
    (sheet,) = grids(Sheet("支出", rows, ["A3:A4", "B3:B4", "C3:D3", "E3:F3"]))
    result = read_grids([sheet], Path("表.xlsx"), given=Given(2024, "某局"))
    assert lines(result, "支出") == []
    (line,) = told(result)
    assert line.startswith("E10 表.xlsx:支出!C4 没有看懂这一行：")
    note = note_text("", result.log, [])
    assert all(f"“{cell}”" in note for row in rows[4:] for cell in row[2:])


@pytest.mark.parametrize("heads", [("小计", "经费拨款", "非税收入安排"), ("合计", "拨款", "专项收入")])
@pytest.mark.parametrize("wrong", [False, True])
def test_parts_of_a_column_are_added_up(heads: tuple[str, ...], *, wrong: bool) -> None:
    """By whatever words a head splits 一般公共预算; a sum that is wrong is told, and nothing else."""
    rows: Rows = [
        ["2024年部门支出表"],
        ["单位：万元"],
        ["科目编码", "科目名称", "基本支出", "项目支出", "一般公共预算", None, None, "政府性基金"],
        [None, None, None, None, *heads, None],
        ["2130301", "行政运行", 100, None, 101 if wrong else 100, 90, 10, None],
        ["2130304", "水利管理", 5, None, 5, 2, 3, None],
        ["2130305", "水利工程建设", None, 110, 80, 80, None, 30],
    ]
    merged = ["A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:G3", "H3:H4"]
    result = read(Sheet("支出", rows, merged))
    line = {"科目": "2130305", "性质": "项目支出", "一般公共预算": Decimal(80), "政府性基金": Decimal(30)}
    assert lines(result, "支出")[2:] == [line]
    assert [line[:3] for line in told(result)] == (["E07"] if wrong else [])


def test_names_of_projects_are_no_names_of_subjects() -> None:
    """What looks like 基本支出, and is not said to be, is told; all else is a project."""
    rows: Rows = [
        [
            "单位编码",
            "单位名称",
            "项目名称",
            "支出功能分类编码",
            "支出功能分类名称",
            "部门经济分类编码",
            "金额",
        ],
        ["301001", "局机关", "在职人员工资", "2130301", "行政运行", "30101", 60],
        ["301001", "局机关", "渠道维修", "2130305", "水利工程建设", "31005", 50],
    ]
    result = read(Sheet("导出", rows))
    assert "科目名称" not in result.tree
    assert [line[:3] for line in told(result)] == ["E10"]
    assert "在职人员工资" in told(result)[0]
    assert "没有写是基本支出还是项目支出" in told(result)[0]
    [project] = lines(result, "项目")
    assert (project["名称"], project["科目"], project["一般公共预算"]) == ("渠道维修", "2130305", Decimal(50))


def test_forms_below_one_another_are_each_a_project() -> None:
    """Whether the title is repeated or not."""
    second = [["另一项目" if cell == "消防站建设项目" else cell for cell in row] for row in form()]
    for rows in ([*form(), *second], [*form(), [], *second], [*form(), *second[1:]]):
        result = read(Sheet("绩效目标申报表", rows))
        (one, other) = lines(result, "绩效目标")
        assert {**one, "项目": other["项目"]} == other
        assert one["项目"] != other["项目"]


def test_a_cell_that_is_no_amount_is_told_once() -> None:
    """Not as a sum that is wrong for it: what the others say is taken."""
    rows: Rows = [
        ["2024年一般公共预算支出表"],
        ["单位：万元"],
        *SPENT[2:4],
        ["2130305", "工程", 80, None, "八十"],
    ]
    rows += [["合计", None, 180, 100, 80]]
    result = read(Sheet("支出", rows))
    assert lines(result, "支出") == RIGHT
    assert told(result) == ["E05 表.xlsx:支出!E5 “八十”不是数，没有导入"]


ECONOMIC: Rows = [["301", "工资福利支出", 90, 80, 10], ["30101", "基本工资", 90, 80, 10]]


@pytest.mark.parametrize(
    ("title", "heads", "amount"),
    [
        ("2024年一般公共预算基本支出表", ["合计", "人员经费", "公用经费"], 90),
        ("2024年支出经济分类表", ["合计", "基本支出", "项目支出"], 80),
        ("2024年部门支出经济分类表", ["合计", "一般公共预算", "政府性基金"], None),
    ],
)
def test_spending_by_economic_classes_is_not_all_basic(
    title: str, heads: list[Value], amount: int | None
) -> None:
    """基本支出 is what a column or the title says is that; of another table nothing is taken for it."""
    rows: Rows = [[title], ["单位：万元"], ["经济科目编码", "经济科目名称", *heads], *ECONOMIC]
    result = read(Sheet("支出", rows))
    assert [line["金额"] for line in lines(result, "基本支出")] == ([amount] if amount else [])
    assert [line[:3] for line in told(result)] == ([] if amount else ["E10"])


def test_income_that_heads_split_is_added_up() -> None:
    """经费拨款 and 非税收入 below 一般公共预算 are that, each unit's."""
    rows: Rows = [
        ["2024年部门收入总表"],
        ["单位：万元"],
        ["单位编码", "单位名称", "合计", "一般公共预算", None, "政府性基金"],
        [None, None, None, "经费拨款", "非税收入", None],
        ["301001", "局机关", 130, 110, 20, None],
        ["301002", "中心", 70, 40, None, 30],
    ]
    result = read(Sheet("收入", rows, ["A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4"]))
    found = [mapping(part, "收入")["一般公共预算"] for part in items(result.tree, "分单位")]
    assert [leaf.number for leaf in found if isinstance(leaf, Leaf)] == [130, 40]
    assert told(result) == []


def test_rows_of_one_reason_are_counted() -> None:
    """Not told each, however many there are; the note has them all."""
    rows: Rows = [[None, f"某事{number}", number, number, None] for number in range(1, 41)]
    result = read(Sheet("支出", [*SPENT, *rows]))
    found = told(result, "E08")
    assert len(found) == 4
    assert found[-1] == "E10 表.xlsx:支出 还有 37 行没有看懂（没有科目编码），没有导入"
    assert "某事40 40 40" in note_text("", result.log, [])


def test_projects_whose_sources_and_units_stand_in_merged_rows() -> None:
    """其中：政府采购 is a head; a code before the name of a 科目 is the project's."""
    rows: Rows = [
        ["2024年项目支出明细表"],
        ["单位：万元"],
        ["单位", "项目名称", "功能科目", "资金来源", "本年预算", "其中：政府采购"],
        ["局机关", "渠道维修", "2130305 水利工程建设", "一般公共预算", 50, 30],
        [None, None, None, "政府性基金预算", 30, None],
        ["中心", "管护", "2130306", "一般公共预算", 8.5, None],
        ["合计", None, None, None, 88.5, 30],
    ]
    result = read(Sheet("项目", rows, ["A4:A5", "B4:B5", "C4:C5"]))
    first, second = lines(result, "项目")
    assert (first["一般公共预算"], first["政府性基金"], first["科目"]) == (50, 30, "2130305")
    assert (second["一般公共预算"], second["科目"]) == (Decimal("8.5"), "2130306")
    assert [line[:3] for line in told(result)] == ["E10"]


def test_spending_by_nature_beside_that_by_class_is_a_table_of_its_own() -> None:
    """项目（按支出性质） begins it: the income beside it is read."""
    rows: Rows = [
        ["2024年收支预算总表"],
        ["单位：万元"],
        ["收入", None, "支出", None, None, None],
        ["项目", "预算数", "项目（按支出性质）", "预算数", "项目（按功能分类）", "预算数"],
        ["一般公共预算拨款", 180, "一、基本支出", 100, "农林水支出", 180],
        [None, None, "二、项目支出", 80, None, None],
        ["收入合计", 180, "支出合计", 180, "支出合计", 180],
    ]
    result = read(Sheet("收支", rows, ["A3:B3", "C3:F3"]), Sheet("支出", SPENT))
    assert plain(mapping(result.tree, "收入")) == {"一般公共预算": Decimal(180)}
    assert (lines(result, "支出"), told(result)) == (RIGHT, [])
    note = note_text("", result.log, [])
    assert all(f"“{said_}”" in note for said_ in ("100", "80", "一、基本支出"))
