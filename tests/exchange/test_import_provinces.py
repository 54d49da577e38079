"""Tables as other provinces prescribe them: what each says is read once, of whom it is, or told once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.exchange.importer.workbook import Given, Imported, read_grids
from generator.exchange.tree import items, mapping, text_at
from tests.exchange.sheets import Sheet, Value, grids, lines, plain, said

G, F, OWN = "一般公共预算", "政府性基金", "单位资金"
ABOVE: list[list[Value]] = [["部门：某某局", None, None, "单位：万元"]]


def read(*sheets: Sheet, name: str = "某某局") -> Imported:
    return read_grids(grids(*sheets), Path("表.xlsx"), given=Given(2024, name))


def spent(result: Imported) -> dict[tuple[str, ...], Decimal]:
    """支出 by unit, 科目, 性质, source and period."""
    found: dict[tuple[str, ...], Decimal] = {}
    for line in lines(result, "支出"):
        said = tuple(str(line.get(key, "")) for key in ("单位", "科目", "性质"))
        for source, amount in line.items():
            below = amount.items() if isinstance(amount, dict) else [(source, amount)]
            for key, number in below:
                if isinstance(number, Decimal):
                    found[(*said, key, source if isinstance(amount, dict) else "本年")] = number
    return found


def test_income_by_functional_code_is_no_revenue_of_funds() -> None:
    """部门收入总体情况表 by 功能科目 says the sources of what is spent, whatever funds have columns."""
    income = Sheet(
        "公开02表",
        [
            ["部门收入总体情况表"],
            *ABOVE,
            ["科目编码", "科目名称", "合计", "财政拨款收入", None, None, "事业收入"],
            [None, None, None, "小计", G, F, None],
            ["2010350", "事业运行", 70, 70, 70, None, None],
            ["2120801", "征地和拆迁补偿支出", 50, 45, None, 45, 5],
        ],
        ["D3:F3"],
    )
    spending = Sheet(
        "公开03表",
        [
            ["部门支出总体情况表"],
            *ABOVE,
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            ["2010350", "事业运行", 70, 70, None],
            ["2120801", "征地和拆迁补偿支出", 50, None, 50],
        ],
    )
    result = read(income, spending)
    assert spent(result) == {
        ("", "2010350", "基本支出", G, "本年"): 70,
        ("", "2120801", "项目支出", F, "本年"): 45,
        ("", "2120801", "项目支出", OWN, "本年"): 5,
    }
    assert "政府性基金收入" not in result.tree


def test_a_source_beside_its_parts_counts_once() -> None:
    """单位资金 with 小计 and 事业收入 below it in columns; 五、单位资金 and 1.事业收入 in rows."""
    by_unit = Sheet(
        "01-2",
        [
            ["2024年部门收入预算表"],
            *ABOVE,
            ["单位代码", "单位名称", "合计", G, "单位资金", None, None],
            [None, None, None, None, "小计", "事业收入", "其他收入"],
            ["101001", "局本级", 70, 60, 10, 7, 3],
            ["101002", "中心", 35, 30, 5, None, 5],
            ["合计", None, 105, 90, 15, 7, 8],
        ],
        ["E3:G3"],
    )
    whole = Sheet(
        "01-1",
        [
            ["2024年部门收支总表"],
            *ABOVE,
            ["收入项目", "预算数", "支出项目", "预算数"],
            ["一、一般公共预算拨款收入", 90],
            ["五、单位资金", 15],
            ["1.事业收入", 7],
            ["2.其他收入", 8],
            ["本年收入合计", 105],
        ],
    )
    result = read(whole, by_unit)
    parts = {text_at(part, "单位"): plain(mapping(part, "收入")) for part in items(result.tree, "分单位")}
    assert parts == {"101001": {G: 60, OWN: 10}, "101002": {G: 30, OWN: 5}}
    assert plain(mapping(read(whole).tree, "收入")) == {G: 90, OWN: 15}
    assert said(result) == []


def test_a_part_of_income_that_is_wrong_is_one_message() -> None:
    """小计 of a source is taken, its parts are compared with it."""
    rows: list[list[Value]] = [
        ["2024年部门收入预算表"],
        *ABOVE,
        ["单位代码", "单位名称", "合计", G, "单位资金", None, None],
        [None, None, None, None, "小计", "事业收入", "其他收入"],
        ["101001", "局本级", 70, 60, 10, 7, 3],
        ["101002", "中心", 35, 30, 5, None, 6],
    ]
    (message,) = said(read(Sheet("01-2", rows, ["E3:G3"])))
    assert message == "E06 表.xlsx:01-2!E6 “中心”是 5.00，各项相加是 6.00，相差 -1.00 万元"


@pytest.mark.parametrize("given", [None, 4])
def test_what_was_given_in_advance_is_part_of_the_year(given: Value) -> None:
    """全年数 beside 已提前安排: the whole is read, the part is left over where it says something."""
    rows: list[list[Value]] = [
        ["2024年部门基本支出预算表"],
        *ABOVE,
        [*("项目类别", "功能科目编码", "部门经济科目编码", "部门经济科目名称"), "总计", G, None],
        [None, None, None, None, None, "全年数", "已提前安排"],
        ["人员类", "2010350", "30101", "基本工资", 10, 10, given],
        ["公用经费", "2010350", "30201", "办公费", 6, 6, None],
        ["合计", None, None, None, 16, 16, given],
    ]
    result = read(Sheet("04", rows, ["F3:G3"]))
    assert lines(result, "基本支出") == [
        {"经济科目": "30101", "金额": 10},
        {"经济科目": "30201", "金额": 6},
    ]
    assert said(result) == []
    left = [place.short for one in result.log.unused for place in one.places]
    assert ("04!G5" in left) == (given is not None)


PROJECTS: list[list[Value]] = [
    ["项目分类", "项目名称", "功能科目编码", "合计", G, F, "上年结转"],
    ["特定目标类", "甲项目", "2010399", 30, 30, None, None],
    ["特定目标类", "乙项目", "2120801", 50, None, 45, 5],
    ["其他运转类", "丙项目", "2010350", 8, None, None, 8],
    ["合计", None, None, 88, 30, 45, 13],
]


def test_what_is_carried_over_without_a_source_is_of_that_of_the_project() -> None:
    """上年结转 in one column: of the project's source this year, else 一般公共预算; that is told."""
    result = read(Sheet("05", [["2024年项目支出预算表"], *ABOVE, *PROJECTS]))
    assert [
        (line["类别"], line["名称"], {**line}.get(F), line.get("上年结转")) for line in lines(result, "项目")
    ] == [
        ("特定目标类", "甲项目", None, None),
        ("特定目标类", "乙项目", 45, {F: 5}),
        ("其他运转类", "丙项目", None, {G: 8}),
    ]
    assert [line[:3] for line in said(result)] == ["E12", "E12"]


@pytest.mark.parametrize("total", [None, 108, 109])
def test_what_is_carried_over_stands_beside_what_is_spent_this_year(total: int | None) -> None:
    """合计 = 基本支出 + 项目支出 + 上年结转支出: 项目支出 is this year's alone, whatever the total says."""
    spending = Sheet(
        "03",
        [
            ["部门支出总体情况表"],
            *ABOVE,
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "上年结转支出"],
            ["2010350", "事业运行", 70, 70, None, None],
            ["2010399", "其他支出", 38, None, 30, 8],
            *([["合计", None, total, 70, 30, 8]] if total else []),
        ],
    )
    general = Sheet(
        "05",
        [
            ["一般公共预算支出表（不含上年结转）"],
            *ABOVE,
            [
                "科目编码",
                "科目名称",
                "2023年执行数",
                "2024年预算数",
                None,
                None,
                "2024年预算数比2023年执行数（%）",
            ],
            [None, None, None, "小计", "基本支出", "项目支出", None],
            ["2010350", "事业运行", 66, 70, 70, None, 106],
            ["2010399", "其他支出", 40, 30, None, 30, 75],
        ],
        ["D3:F3"],
    )
    result = read(spending, general)
    assert spent(result) == {
        ("", "2010350", "基本支出", G, "本年"): 70,
        ("", "2010399", "项目支出", G, "本年"): 30,
        ("", "2010399", "项目支出", G, "上年结转"): 8,
    }
    assert [line[:3] for line in said(result)] == (["E12", "E06"] if total == 109 else ["E12"])


OF_UNITS = ["101001", "101002"]


def of_codes(title: str, last: str, *rows: list[Value]) -> Sheet:
    """A table with 类, 款, 项 and units as codes, whose names stand among those of 科目."""
    head: list[list[Value]] = [
        ["科目编码", None, None, "单位代码", last, "合计"],
        ["类", "款", "项", None, None, None],
    ]
    return Sheet(title[:6], [[title], *ABOVE, *head, *rows], ["A3:C3", "D3:D4", "E3:E4", "F3:F4"])


def test_names_of_units_among_those_of_subjects() -> None:
    """单位名称（科目） beside 单位代码: a name without 科目 is that of the unit of the rows below it."""
    rows: list[list[Value]] = [
        [None, None, None, None, "合    计", 100],
        [None, None, None, None, "某某局", 70],
        ["201", "03", "50", "101001", "  事业运行", 70],
        [None, None, None, None, "水利站", 30],
        ["201", "03", "50", "101002", "  事业运行", 30],
    ]
    result = read(of_codes("一般公共预算基本支出预算表", "单位名称（科目）", *rows))
    assert spent(result) == {
        ("101001", "2010350", "基本支出", G, "本年"): 70,
        ("101002", "2010350", "基本支出", G, "本年"): 30,
    }
    assert lines(result, "单位") == [
        {"名称": "某某局", "代码": "101001"},
        {"名称": "水利站", "代码": "101002"},
    ]
    assert (said(result), result.log.unused) == ([], [])


def test_units_without_names_stay_units() -> None:
    """Codes alone tell units apart; their names are to be filled in."""
    rows: list[list[Value]] = [
        ["201", "03", "50", "101001", "事业运行", 70],
        ["201", "03", "50", "101002", "事业运行", 30],
    ]
    result = read(of_codes("一般公共预算基本支出预算表", "科目名称", *rows))
    assert lines(result, "单位") == [{"名称": "待填", "代码": code} for code in OF_UNITS]
    assert [key[0] for key in spent(result)] == OF_UNITS


def test_names_of_projects_among_those_of_units() -> None:
    """单位名称（科目/项目）: rows with a code are projects; names of units and 科目 above them sum these."""
    rows: list[list[Value]] = [
        [None, None, None, None, "合计", 80],
        [None, None, None, None, "某某局", 50],
        [None, None, None, None, "  事业运行", 50],
        ["201", "03", "50", "101001", "    甲项目", 20],
        ["201", "03", "50", "101001", "    乙项目", 30],
        [None, None, None, None, "水利站", 30],
        [None, None, None, None, "  事业运行", 30],
        ["201", "03", "50", "101002", "    甲项目", 30],
    ]
    result = read(of_codes("一般公共预算项目支出预算表", "单位名称（科目/项目）", *rows))
    assert [(line["单位"], line["名称"], line["科目"], line[G]) for line in lines(result, "项目")] == [
        ("101001", "甲项目", "2010350", 20),
        ("101001", "乙项目", "2010350", 30),
        ("101002", "甲项目", "2010350", 30),
    ]
    assert said(result) == []
    rows[2][5] = 51
    wrong = of_codes("一般公共预算项目支出预算表", "单位名称（科目/项目）", *rows)
    assert [line[:20] for line in said(read(wrong))] == ["E06 表.xlsx:一般公共预算!F7"]


def test_the_title_says_that_all_is_for_projects() -> None:
    """一般公共预算项目支出表 by 功能科目 says nothing of 基本支出."""
    general: list[list[Value]] = [["2010350", "事业运行", 70], ["2010399", "其他支出", 30]]
    head: list[Value] = ["科目编码", "科目名称", "金额"]
    result = read(
        Sheet("项目", [["一般公共预算项目支出表"], *ABOVE, head, general[1]]),
        Sheet("全部", [["一般公共预算支出表"], *ABOVE, head, *general]),
    )
    assert spent(result) == {
        ("", "2010350", "基本支出", G, "本年"): 70,
        ("", "2010399", "项目支出", G, "本年"): 30,
    }


def test_units_beside_one_another() -> None:
    """Every unit heads its own columns; 合计 of all is compared with their sum."""
    rows: list[list[Value]] = [
        ["一般公共预算支出分单位表（不含上年结转）"],
        *ABOVE,
        ["科目编码", "科目名称", "合计", "某局本级", None, "某中心", None],
        [None, None, None, "基本支出", "项目支出", "基本支出", "项目支出"],
        ["2010350", "事业运行", 100, 70, None, 30, None],
        ["2010399", "其他支出", 13, None, 8, None, 5],
        ["合计", None, 113, 70, 8, 30, 5],
    ]
    items_of: list[list[Value]] = [
        ["“三公”经费预算表"],
        *ABOVE,
        ["项目", "合计", "某局本级", "某中心"],
        ["合计", 5, 3, 2],
        ["公务接待费", 5, 3, 2],
    ]
    sheets = [Sheet("支出", rows, ["D3:E3", "F3:G3"]), Sheet("三公", items_of)]
    result = read(*sheets)
    assert spent(result) == {
        ("001", "2010350", "基本支出", G, "本年"): 70,
        ("001", "2010399", "项目支出", G, "本年"): 8,
        ("002", "2010350", "基本支出", G, "本年"): 30,
        ("002", "2010399", "项目支出", G, "本年"): 5,
    }
    parts = {text_at(part, "单位"): plain(mapping(part, "三公经费")) for part in items(result.tree, "分单位")}
    assert parts == {"001": {"公务接待费": {G: 3}}, "002": {"公务接待费": {G: 2}}}
    assert said(result) == ["E12 表.xlsx 表里没有代码的单位，暂编为 001（某局本级）、002（某中心）"]
    assert result.log.unused == []
    rows[5][2] = 14
    assert len([line for line in said(read(*sheets)) if line[:3] in ("E06", "E07")]) >= 1


BALANCE: list[list[Value]] = [
    ["2024年部门收支总表"],
    *ABOVE,
    ["收入项目", "预算数", "支出项目", "预算数"],
    ["收入合计", 105, "支出合计", 105],
    ["一般公共预算", 90, "一般公共服务支出", 70],
    ["单位资金", 15, "城乡社区支出", 35],
]


NO_SUBJECTS = "E08 表.xlsx:总表!D5 201、212 类的支出只有合计，没有一张表有它们的科目，没有导入"


def test_totals_may_stand_above() -> None:
    """收入合计 in the first row is compared with what stands below it."""
    result = read(Sheet("总表", BALANCE))
    assert plain(mapping(result.tree, "收入")) == {G: 90, OWN: 15}
    assert (said(result), result.log.unused) == ([NO_SUBJECTS], [])


@pytest.mark.parametrize("column", [1, 3])
def test_a_wrong_total_above_is_told(column: int) -> None:
    """Of income, and of spending by 类."""
    rows = [list(row) for row in BALANCE]
    rows[3][column] = 106
    first, *others = said(read(Sheet("总表", rows)))
    assert (first, [line[:3] for line in others]) == (NO_SUBJECTS, ["E06"])


def test_a_sheet_that_is_not_recognised_is_one_message() -> None:
    """Its columns of unknown amounts are not told besides."""
    bought: list[list[Value]] = [
        ["政府采购预算表"],
        ["采购项目名称", "品目名称", "数量", "面向中小企业金额", "预算金额"],
        ["办公设备", "台式计算机", 5, 2, 2.5],
    ]
    spending: list[list[Value]] = [["科目编码", "科目名称", "合计"], ["2010350", "事业运行", 70]]
    result = read(Sheet("采购", bought), Sheet("支出", [["一般公共预算基本支出表"], *ABOVE, *spending]))
    assert [line[:3] for line in said(result)] == ["E10"]
    assert len(result.log.unread) == len(bought)


def test_projects_in_a_column_of_categories() -> None:
    """支出项目类别（资金使用单位） names projects below their unit, which sums them."""
    rows: list[list[Value]] = [
        ["部门预算项目支出及其他支出预算表"],
        *ABOVE,
        ["支出项目类别（资金使用单位）", "总计", "财政拨款", None, None, "其他资金"],
        [None, None, "合计", G, F, None],
        ["合计", 80, 75, 75, None, 5],
        ["某某局", 80, 75, 75, None, 5],
        ["  甲项目", 50, 50, 50, None, None],
        ["  乙项目", 30, 25, 25, None, 5],
    ]
    result = read(Sheet("表12", rows, ["A3:A4", "B3:B4", "C3:E3", "F3:F4"]))
    assert [plain(line) for line in items(result.tree, "项目")] == [
        {"名称": "甲项目", G: 50},
        {"名称": "乙项目", G: 25, OWN: 5},
    ]
    assert said(result) == []
