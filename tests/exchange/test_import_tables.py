"""Tables as the platform and offices write them: found by their words, read exactly, totals checked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.exchange.sheets import (
    BODY,
    EXPECTED,
    GENERAL,
    HEAD,
    TITLE,
    Sheet,
    Value,
    imported,
    lines,
    plain,
    said,
    sheet,
)


def test_subjects_are_imported_and_totals_are_not(tmp_path: Path) -> None:
    """Only the 项 are lines of 支出; 类, 款 and 合计 are checked and say nothing when they are right."""
    result = imported(tmp_path, sheet(BODY))
    assert lines(result, "支出") == EXPECTED
    assert said(result) == []


@pytest.mark.parametrize("factor", [1, 10000])
def test_amounts_follow_the_unit_that_the_sheet_names(tmp_path: Path, factor: int) -> None:
    """元 and 万元 are told apart by the sheet's own words."""
    rows = [[v * factor if isinstance(v, int | float) else v for v in row] for row in BODY]
    unit = "单位：元" if factor > 1 else "金额单位:万元"
    assert lines(imported(tmp_path, sheet(rows, unit)), "支出") == EXPECTED


def test_cents_of_yuan_are_kept(tmp_path: Path) -> None:
    """1234567.89 元 is 123.456789 万元, with every digit."""
    rows: list[list[Value]] = [["2010350", "事业运行", 1234567.89, 1234567.89, None]]
    result = imported(tmp_path, sheet(rows, "单位：元"))
    assert lines(result, "支出")[0]["一般公共预算"] == Decimal("123.456789")


def test_a_sheet_without_a_unit_is_read_as_wan_yuan_and_that_is_said(tmp_path: Path) -> None:
    """What is assumed is said with the sheet."""
    result = imported(tmp_path, sheet(BODY, ""))
    assert lines(result, "支出") == EXPECTED
    assert said(result) == ["E12 表.xlsx:支出 表里没有写金额单位，按万元读"]


@pytest.mark.parametrize(
    "text", ["2010350 事业运行", "[2010350]事业运行", "2010350-事业运行", "【2010350】 事业运行"]
)
def test_code_and_name_in_one_column(tmp_path: Path, text: str) -> None:
    """A column that holds both is parted."""
    rows: list[list[Value]] = [
        [GENERAL],
        ["单位：万元"],
        ["功能分类科目", "合计", "基本支出", "项目支出"],
        ["合计", 70, 70, None],
        [text, 70, 70, None],
    ]
    assert lines(imported(tmp_path, Sheet("支出", rows)), "支出") == EXPECTED[:1]


@pytest.mark.parametrize("blank", [True, False])
def test_code_in_three_columns(tmp_path: Path, blank: bool) -> None:
    """类, 款, 项 make one code, whether each row repeats them or leaves out what stands above."""
    rows: list[list[Value]] = [
        [GENERAL, None, None, None, None, None, "单位：万元"],
        ["科目编码", None, None, "科目名称", "合计", "基本支出", "项目支出"],
        ["类", "款", "项", None, None, None, None],
        ["合计", None, None, None, 100, 70, 30],
        [201, None, None, "一般公共服务支出", 100, 70, 30],
        [None if blank else 201, 3, None, "政府办公厅", 100, 70, 30],
        [None if blank else 201, None if blank else "03", 50, "事业运行", 70, 70, None],
        [None if blank else 201, None if blank else "03", 99, "其他", 30, None, 30],
    ]
    merged = ["A2:C2", "D2:D3", "E2:E3", "F2:F3", "G2:G3"]
    result = imported(tmp_path, Sheet("支出", rows, merged))
    assert lines(result, "支出") == EXPECTED
    assert not [text for text in said(result) if text.startswith(("E06", "E10"))]


def test_merged_codes_hold_for_all_their_rows(tmp_path: Path) -> None:
    """A 类 merged over several rows stands in each of them."""
    rows: list[list[Value]] = [
        [GENERAL, None, None, None, None, None, "单位：万元"],
        ["类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"],
        ["201", "03", "50", "事业运行", 70, 70, None],
        [None, None, "99", "其他", 30, None, 30],
    ]
    result = imported(tmp_path, Sheet("支出", rows, ["A3:A4", "B3:B4"]))
    assert lines(result, "支出") == EXPECTED


def test_a_head_in_row_eight_is_found(tmp_path: Path) -> None:
    """Whatever stands above, the head is found by its words."""
    above: list[list[Value]] = [
        ["附件2"],
        [None],
        ["某某局"],
        [GENERAL],
        ["填报日期：2024-01-20"],
        [None],
        ["单位：万元"],
    ]
    result = imported(tmp_path, Sheet("Sheet1", [*above, list(HEAD), *BODY]))
    assert lines(result, "支出") == EXPECTED


def test_a_head_of_three_merged_rows_and_a_row_of_numbers(tmp_path: Path) -> None:
    """Merged heads are spread over their columns, and the row that numbers these is no data."""
    rows: list[list[Value]] = [
        [GENERAL],
        ["单位：万元"],
        ["项目", None, "2024年预算数", None, None],
        ["科目编码", "科目名称", "合计", "其中", None],
        [None, None, None, "基本支出", "项目支出"],
        ["栏次", None, 1, 2, 3],
        *BODY,
    ]
    merged = ["A3:B3", "C3:E3", "A4:A5", "B4:B5", "C4:C5", "D4:E4"]
    assert lines(imported(tmp_path, Sheet("支出", rows, merged)), "支出") == EXPECTED


def test_a_column_of_last_year_is_left_alone(tmp_path: Path) -> None:
    """A table that compares two years is read for its own."""
    rows: list[list[Value]] = [
        ["2024年一般公共预算支出表", None, None, None, "单位：万元"],
        ["科目编码", "科目名称", "2023年预算数", "2024年预算数", None],
        [None, None, "合计", "基本支出", "项目支出"],
        ["2010350", "事业运行", 66, 70, None],
    ]
    assert lines(imported(tmp_path, Sheet("支出", rows, ["D2:E2"])), "支出") == EXPECTED[:1]


def test_a_wrong_total_is_found(tmp_path: Path) -> None:
    """合计 and 款 that are not the sum of their 项 are told with both amounts."""
    rows = [list(row) for row in BODY]
    rows[0][2], rows[2][4] = 101, 31
    result = imported(tmp_path, sheet(rows))
    assert lines(result, "支出") == EXPECTED
    assert said(result) == [
        "E06 表.xlsx:支出!C4 “合计”是 101.00，各项相加是 100.00，相差 1.00 万元",
        "E06 表.xlsx:支出!E6 “政府办公厅（室）及相关机构事务”是 31.00，各项相加是 30.00，相差 1.00 万元",
    ]


def test_a_difference_of_rounding_is_only_noted(tmp_path: Path) -> None:
    """Rounded parts need not add up to the rounded total."""
    rows: list[list[Value]] = [
        ["合计", None, 0.31, 0.31, None],
        ["2010350", "事业运行", 0.15, 0.15, None],
        ["2010301", "行政运行", 0.15, 0.15, None],
    ]
    assert [line[:3] for line in said(imported(tmp_path, sheet(rows)))] == ["E11", "E11"]


def test_tables_that_contradict_each_other_are_found(tmp_path: Path) -> None:
    """The row's own 合计, and another table's cell, must fit."""
    other = Sheet("总表", [[TITLE], ["单位：万元"], list(HEAD), ["2010350", "事业运行", 60, 60, None]])
    result = imported(tmp_path, sheet(BODY[3:4]), other)
    assert [line for line in said(result) if line.startswith("E07")]


def test_several_tables_together_tell_source_nature_and_period(tmp_path: Path) -> None:
    """No table shows all; 收入总表, 支出总表 and 基金支出表 together do."""
    income: list[list[Value]] = [
        ["2024年预算收入总表"],
        ["单位：万元"],
        ["科目编码", "科目名称", "本年收入", None, None, "上年结转"],
        [None, None, "合计", "一般公共预算", "政府性基金", None],
        ["合计", None, 150, 100, 50, 8],
        ["2010350", "事业运行", 100, 100, None, None],
        ["2120801", "征地和拆迁补偿支出", 50, None, 50, 8],
    ]
    total: list[list[Value]] = [
        [TITLE],
        ["单位：万元"],
        list(HEAD),
        ["2010350", "事业运行", 100, 70, 30],
        ["2120801", "征地和拆迁补偿支出", 58, None, 58],
    ]
    fund: list[list[Value]] = [
        ["2024年政府性基金预算支出表"],
        ["单位：万元"],
        list(HEAD),
        ["2120801", "征地和拆迁补偿支出", 50, None, 50],
    ]
    result = imported(
        tmp_path, Sheet("收入", income, ["C3:E3", "F3:F4"]), Sheet("支出", total), Sheet("基金", fund)
    )
    assert lines(result, "支出") == [
        {"科目": "2010350", "性质": "基本支出", "一般公共预算": Decimal(70)},
        {"科目": "2010350", "性质": "项目支出", "一般公共预算": Decimal(30)},
        {
            "科目": "2120801",
            "性质": "项目支出",
            "政府性基金": Decimal(50),
            "上年结转": {"政府性基金": Decimal(8)},
        },
    ]
    assert [line[:3] for line in said(result)] == ["E12"]


def test_what_cannot_be_told_apart_is_not_guessed(tmp_path: Path) -> None:
    """An amount of unknown source is left out and said."""
    result = imported(tmp_path, Sheet("支出", [[TITLE], ["单位：万元"], list(HEAD), BODY[3]]))
    assert lines(result, "支出") == []
    assert any(line.startswith("E08") and "2010350 还有 70.00 万元" in line for line in said(result))


def test_basic_expenditure_by_code_and_by_name(tmp_path: Path) -> None:
    """经济科目 have codes in the platform's tables, and in ours only names below their 类."""
    title = "2024年一般公共预算基本支出表"
    coded: list[list[Value]] = [
        [title],
        ["单位：元"],
        ["部门预算支出经济分类科目", None, "本年一般公共预算基本支出", None, None],
        ["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
        [None, "合计", 100000, 80000, 20000],
        [301, "工资福利支出", 80000, 80000, None],
        [30101, "基本工资", 80000, 80000, None],
        [302, "商品和服务支出", 20000, None, 20000],
        [30201, "办公费", 20000, None, 20000],
    ]
    named: list[list[Value]] = [
        [title],
        ["单位：万元"],
        ["部门预算支出经济科目名称", "政府预算支出经济科目名称", "合计", "人员经费", "公用经费"],
        ["合计", None, 10, 8, 2],
        ["工资福利支出", None, 8, 8, None],
        ["基本工资", "工资福利支出", 8, 8, None],
        ["商品和服务支出", None, 2, None, 2],
        ["办公费", "商品和服务支出", 2, None, 2],
    ]
    expected = [{"经济科目": "30101", "金额": Decimal(8)}, {"经济科目": "30201", "金额": Decimal(2)}]
    first = imported(tmp_path, Sheet("基本支出", coded, ["A3:B3", "C3:E3"]))
    assert lines(first, "基本支出") == expected
    second = imported(tmp_path, Sheet("表六", named))
    assert lines(second, "基本支出") == expected
    assert said(first) == said(second) == []


def test_a_name_that_no_subject_has_is_reported(tmp_path: Path) -> None:
    """A 款 that is not known by this name below its 类 is a row that was not understood."""
    rows: list[list[Value]] = [
        ["2024年基本支出分经济科目表"],
        ["单位：万元"],
        ["部门预算支出经济科目名称", "合计", "人员经费", "公用经费"],
        ["工资福利支出", 8, 8, None],
        ["基本工资", 8, 8, None],
        ["没有的款", 1, 1, None],
    ]
    result = imported(tmp_path, Sheet("表六", rows))
    assert lines(result, "基本支出") == [{"经济科目": "30101", "金额": Decimal(8)}]
    assert [place.short for place, _ in result.log.unread] == ["表六!A6"]


def test_fund_revenue(tmp_path: Path) -> None:
    """政府性基金收入 by 目, its totals checked."""
    rows: list[list[Value]] = [
        ["2024年政府性基金预算收入表"],
        ["单位：万元"],
        ["收入科目编码", "科目名称", "政府性基金收入预算"],
        ["合计", None, 21],
        ["103", "非税收入", 20],
        ["1030148", "国有土地使用权出让收入", 20],
    ]
    result = imported(tmp_path, Sheet("表七", rows))
    assert lines(result, "政府性基金收入") == [{"科目": "1030148", "金额": Decimal(20)}]
    assert [line[:21] for line in said(result)] == ["E06 表.xlsx:表七!C4 “合计”"]


@pytest.mark.parametrize("across", [True, False])
def test_official_reception_travel_and_cars(tmp_path: Path, across: bool) -> None:
    """“三公”经费 with a row for every item, or a column."""
    down: list[list[Value]] = [
        ["2024年“三公”经费预算表"],
        ["单位：万元"],
        ["项目", "合计", "一般公共预算", "政府性基金预算"],
        ["1.因公出国（境）费用", 1, 1, None],
        ["2.公务接待费", 2, 2, None],
        ["3.公务用车购置及运行费", 4, 4, None],
        ["其中：公务用车购置费", None, None, None],
        ["公务用车运行维护费", 4, 4, None],
        ["合计", 7, 7, None],
    ]
    side: list[list[Value]] = [
        ["2024年一般公共预算“三公”经费支出表"],
        ["单位：万元"],
        ["合计", "因公出国（境）费", "公务用车购置及运行费", None, None, "公务接待费"],
        [None, None, "小计", "公务用车购置费", "公务用车运行费", None],
        [7, 1, 4, None, 4, 2],
    ]
    result = imported(tmp_path, Sheet("三公", side, ["C3:E3"]) if across else Sheet("三公", down))
    assert plain(result.tree["三公经费"]) == {
        "因公出国（境）费": {"一般公共预算": Decimal(1)},
        "公务接待费": {"一般公共预算": Decimal(2)},
        "公务用车运行维护费": {"一般公共预算": Decimal(4)},
    }
    assert not [line for line in said(result) if not line.startswith("E12")]


def test_income_by_source(tmp_path: Path) -> None:
    """表一 gives the income that was approved."""
    rows: list[list[Value]] = [
        ["2024年预算收支总表"],
        ["部门名称：某某局", None, None, "单位：万元"],
        ["收入", None, "支出", None],
        ["项目", "2024年", "项目", "合计"],
        ["一、一般公共预算", 100, "一、一般公共服务支出", 100],
        ["二、政府性基金预算", 20, "二、外交支出", None],
        ["本年收入合计", 121, "本年支出合计", 100],
        ["上年结转", None, "年终结转", None],
    ]
    result = imported(tmp_path, Sheet("表一", rows, ["A3:B3", "C3:D3"]))
    assert plain(result.tree["收入"]) == {"一般公共预算": Decimal(100), "政府性基金": Decimal(20)}
    assert plain(result.tree["部门"]) == {"名称": "某某局"}
    assert said(result) == [
        "E08 表.xlsx:表一!D5 201 类的支出只有合计，没有一张表有它们的科目，没有导入",
        "E06 表.xlsx:表一!B7 “本年收入合计”是 121.00，各项相加是 120.00，相差 1.00 万元",
    ]


def test_running_costs_by_unit(tmp_path: Path) -> None:
    """机关运行经费 of the only unit needs no code."""
    rows: list[list[Value]] = [
        ["2024年机关运行经费预算表"],
        ["单位：万元"],
        ["单位名称", "合计", "一般公共预算", "政府性基金预算"],
        ["部门合计", 5, 5, None],
        ["某某局本级", 5, 5, None],
    ]
    assert lines(imported(tmp_path, Sheet("表十一", rows)), "机关运行经费") == [{"一般公共预算": Decimal(5)}]


def test_a_hidden_sheet_is_read_and_that_is_said(tmp_path: Path) -> None:
    """Hidden sheets hold figures as well; nobody should be surprised by them."""
    visible = Sheet("说明", [["填表说明"]])
    hidden = sheet(BODY)
    hidden.hidden = True
    result = imported(tmp_path, visible, hidden)
    assert lines(result, "支出") == EXPECTED
    assert "E12 表.xlsx:支出 这张工作表是隐藏的，也读了" in said(result)


def test_rows_and_sheets_that_are_not_understood_are_listed(tmp_path: Path) -> None:
    """Nothing is passed over in silence."""
    rows: list[list[Value]] = [*BODY, ["ABC", "不认识的行", 5, 5, None]]
    result = imported(tmp_path, sheet(rows), Sheet("别的", [["随便写的"], ["第二行", "内容"]]))
    assert [(place.short, text) for place, text in result.log.unread] == [
        ("支出!A9", "ABC 不认识的行 5 5"),
        ("别的!A1", "随便写的"),
        ("别的!A2", "第二行 内容"),
    ]


def test_a_total_is_one_in_any_column_of_labels(tmp_path: Path) -> None:
    """合计 under the names of units; these have no codes in the table, which is said."""
    rows: list[list[Value]] = [
        ["2024年一般公共预算支出表", None, None, None, "单位：万元"],
        ["单位名称", "科目编码", "科目名称", "基本支出", "项目支出"],
        ["局本级", "2010350", "事业运行", 70, None],
        ["中心", "2010399", "其他支出", None, 30],
        ["合计", None, None, 71, 30],
    ]
    result = imported(tmp_path, Sheet("支出", rows))
    assert [line["科目"] for line in lines(result, "支出")] == ["2010350", "2010399"]
    codes, line = said(result)
    assert codes == "E12 表.xlsx 表里没有代码的单位，暂编为 001（局本级）、002（中心）"
    assert line.startswith("E06 表.xlsx:支出!D5 “合计”是 71.00")
    assert [line["单位"] for line in lines(result, "支出")] == ["001", "002"]
    assert result.log.unused == []
