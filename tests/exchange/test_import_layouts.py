"""Tables laid out as offices do: what each says is read, or told; nothing is counted twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.exchange.importer.note import note_text
from generator.exchange.importer.workbook import Imported
from tests.exchange.sheets import Sheet, Value, lines, plain, said
from tests.exchange.test_import_shapes import read

Rows = list[list[Value]]
TITLE: Rows = [["2024年一般公共预算支出表"], [None, None, None, None, "单位：万元"]]
HEAD: list[Value] = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
STAFF: list[Value] = ["2010350", "事业运行", 80, 80, None]
WORKS: list[Value] = ["2010399", "其他政府办公厅（室）及相关机构事务支出", 50, None, 50]
AMOUNTS = [
    {"科目": "2010350", "性质": "基本支出", "一般公共预算": Decimal(80)},
    {"科目": "2010399", "性质": "项目支出", "一般公共预算": Decimal(50)},
]


def unused(result: Imported) -> list[str]:
    """The cells that nobody used."""
    return [place.short.partition("!")[2] for one in result.log.unused for place in one.places]


def test_two_tables_side_by_side_each_with_its_title_and_its_money() -> None:
    """A title is no word of a head; each table is in the unit that stands above it."""
    left: Rows = [
        ["2024年部门收入总表", None],
        ["单位：元", None],
        ["项目", "预算数"],
        ["一般公共预算拨款收入", 1300000],
        ["收入合计", 1300000],
        [None, None],
    ]
    right: Rows = [[TITLE[0][0], *[None] * 4], TITLE[1], HEAD, STAFF, WORKS, ["合计", None, 130, 80, 50]]
    result = read(Sheet("表", [[*a, None, *b] for a, b in zip(left, right, strict=True)]))
    assert lines(result, "支出") == AMOUNTS
    assert plain(result.tree["收入"])["一般公共预算"] == 130
    assert said(result) == []
    assert unused(result) == []


@pytest.mark.parametrize(("last", "wrong"), [(5, 0), (6, 1)])
def test_a_subtotal_is_of_the_rows_above_it(last: int, wrong: int) -> None:
    """小计 between lines sums those since the one before it; 合计 sums all."""
    pension: list[Value] = ["2080505", "机关事业单位基本养老保险缴费支出", 5, 5, None]
    rows: Rows = [
        *[STAFF, WORKS, [None, "小计", 130, 80, 50]],
        *[pension, [None, "小计", last, last, None], ["合计", None, 135, 85, 50]],
    ]
    result = read(Sheet("支出", [*TITLE, HEAD, *rows]))
    assert len(lines(result, "支出")) == 3
    assert len(said(result)) == wrong


def test_functional_codes_make_no_table_of_economic_classes() -> None:
    """Whatever its title and the heads of its columns say: 2… are 功能科目."""
    rows: Rows = [
        ["2024年一般公共预算支出表（经济分类）"],
        [None, None, None, None, None, "单位：万元"],
        ["科目编码", "科目名称", "基本支出", None, None, "项目支出"],
        [None, None, "小计", "工资福利支出", "商品和服务支出", None],
        ["2010350", "事业运行", 80, 60, 20, None],
        [*WORKS[:2], None, None, None, 50],
    ]
    result = read(Sheet("支出", rows, merged=("C3:E3",)))
    assert lines(result, "支出") == AMOUNTS
    assert "基本支出" not in result.tree


@pytest.mark.parametrize("parts", [("人员经费", "公用经费"), ("基本支出", "项目支出")])
def test_the_parts_of_an_amount_are_not_added_to_it(parts: tuple[str, str]) -> None:
    """In lists of 一般公共预算 with a column of whole amounts beside what splits these."""
    rows: Rows = [
        ["2024年一般公共预算基本支出明细表" if "人员" in parts[0] else "2024年一般公共预算支出明细表"],
        ["单位：万元"],
        ["功能科目编码", "部门经济科目", "合计", *parts],
        ["2010350", "30101 基本工资", 20, 20, None],
        ["2010350", "30201 办公费", 7, *((None, 7) if "人员" in parts[0] else (7, None))],
        ["合计", None, 27, *((20, 7) if "人员" in parts[0] else (27, None))],
    ]
    result = read(Sheet("明细", rows))
    assert [line["一般公共预算"] for line in lines(result, "支出")] == [27]
    assert [line["金额"] for line in lines(result, "基本支出")] == [20, 7]
    assert said(result) == []


def test_project_spending_by_economic_classes_is_told() -> None:
    """A column that is checked, and not read, is not used."""
    rows: Rows = [
        ["2024年一般公共预算支出表（按经济分类）"],
        ["单位：万元"],
        ["经济科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["30101", "基本工资", 20, 20, None],
        ["30201", "办公费", 17, 7, 10],
        ["合计", None, 37, 27, 10],
    ]
    result = read(Sheet("经济", rows))
    assert [line["金额"] for line in lines(result, "基本支出")] == [20, 7]
    assert "E5" in unused(result)


def test_what_keeps_the_cars_running_without_the_word_cost() -> None:
    """公务用车运行维护 is the item as well."""
    rows: Rows = [
        ["2024年“三公”经费表"],
        ["单位：万元"],
        ["项目", "预算数"],
        ["公务用车购置及运行维护费", 7],
        ["其中：公务用车购置", 0],
        ["公务用车运行维护", 7],
        ["公务接待", 3],
        ["合计", 10],
    ]
    result = read(Sheet("三公", rows))
    assert plain(result.tree["三公经费"])["公务用车运行维护费"] == {"一般公共预算": 7}
    assert said(result) == []


def test_sheets_that_are_called_after_units() -> None:
    """Where nothing on them says whose they are."""
    made = [
        Sheet(name, [*TITLE, HEAD, [*STAFF[:2], amount, amount, None]])
        for name, amount in (("某局机关", 80), ("某中心", 8))
    ]
    result = read(*made)
    assert [(line["单位"], line["一般公共预算"]) for line in lines(result, "支出")] == [
        ("001", 80),
        ("002", 8),
    ]


def test_sums_of_classes_alone_are_no_spending() -> None:
    """That nothing gives their 科目 is told once."""
    rows: Rows = [
        ["2024年收支预算总表"],
        ["单位：万元"],
        ["收入", None, "支出", None],
        ["项目", "预算数", "项目", "预算数"],
        ["一般公共预算拨款收入", 130, "一、一般公共服务支出", 125],
        [None, None, "二、社会保障和就业支出", 5],
        ["收入合计", 130, "支出合计", 130],
    ]
    result = read(Sheet("收支", rows, merged=("A3:B3", "C3:D3")))
    assert said(result) == ["E08 表.xlsx:收支!D5 201、208 类的支出只有合计，没有一张表有它们的科目，没有导入"]


def test_an_apostrophe_before_digits_is_not_said() -> None:
    """Codes that were typed to be texts."""
    rows: Rows = [["'2010350", *STAFF[1:]], ["'2010399", *WORKS[1:]]]
    result = read(Sheet("支出", [*TITLE, HEAD, *rows]))
    assert lines(result, "支出") == AMOUNTS
    assert unused(result) == []


def test_no_unit_of_money_is_told_with_what_to_do() -> None:
    """万元 is taken for granted."""
    result = read(Sheet("支出", [TITLE[0], HEAD, STAFF]))
    (finding,) = [one for one in result.log.findings if one.code == "E12"]
    assert "按万元读" in finding.message
    assert "在表的上方写上“单位：元”" in finding.hint


@pytest.mark.parametrize("code", ["2010350.0", "201.03.50", "201 03 50", "［2010350］"])
def test_codes_however_they_are_typed(code: str) -> None:
    """As decimals, or in parts."""
    result = read(Sheet("支出", [*TITLE, HEAD, [code, *STAFF[1:]]]))
    assert lines(result, "支出") == AMOUNTS[:1]
    assert unused(result) == []


def test_carry_over_that_nobody_can_place_is_named_too() -> None:
    """Beside what is spent this year of the same 科目."""
    rows: Rows = [
        ["2024年部门支出总表"],
        ["单位：万元"],
        ["科目编码", "科目名称", "本年安排", None, "上年结转", None],
        [None, None, "基本支出", "项目支出", "基本支出", "项目支出"],
        ["2010350", "事业运行", 80, None, 10, None],
    ]
    (line,) = [one for one in said(read(Sheet("支出", rows, ("C3:D3", "E3:F3")))) if one.startswith("E08")]
    assert "80.00" in line
    assert "支出!E5 的 2010350 还有 10.00 万元" in line


@pytest.mark.parametrize(
    ("title", "money", "one"),
    [
        ("2024年一般公共预算支出表（续）", "单位：万元", True),
        ("续表2", None, True),
        ("续表", "单位：元", False),
    ],
)
def test_a_table_that_goes_on_on_the_next_sheet(title: str, money: str | None, *, one: bool) -> None:
    """Its rows and its total are the same table's; with its money in something else it is another."""
    more: Rows = [[title], [None, None, None, None, money], HEAD, WORKS, ["合计", None, 130, 80, 51]]
    result = read(Sheet("支出1", [*TITLE, HEAD, STAFF]), Sheet("支出2", more))
    if not one:
        assert any(line.startswith("E07") for line in said(result))
        return
    assert lines(result, "支出") == AMOUNTS
    (line,) = said(result)
    assert line.startswith("E06 表.xlsx:支出2!E5 “合计”是 51.00，各项相加是 50.00")
    odd = read(
        Sheet("支出1", [*TITLE, HEAD, STAFF]), Sheet("支出2", [*more, [None, None, None, None, None, "多"]])
    )
    assert [place.short for one in odd.log.unused for place in one.places] == ["支出2!F6"]


def test_columns_of_categories_say_the_nature() -> None:
    """人员类 and 公用类 are 基本支出, 特定目标类 and 其他运转类 are 项目支出."""
    heads: list[Value] = ["科目编码", "科目名称", "合计", "人员类", "公用类", "其他运转类", "特定目标类"]
    rows: Rows = [[*STAFF[:3], 60, 20, None, None], [*WORKS[:3], None, None, 10, 40]]
    result = read(Sheet("支出", [*TITLE, heads, *rows]))
    assert lines(result, "支出") == AMOUNTS
    assert said(result) == []


def test_the_cover_is_in_the_note() -> None:
    """Cover and contents are not read; what they say is listed all the same."""
    cover = Sheet("封面", [["某局2024年部门预算"], ["编制日期：2024年1月"]])
    result = read(cover, Sheet("目 录", [["表一"]]), Sheet("支出", [*TITLE, HEAD, STAFF]))
    assert said(result) == []
    assert "编制日期：2024年1月" in note_text("表.xlsx", result.log, [])


def test_what_stands_beside_the_parts_of_a_code_is_left_over() -> None:
    """A word below 类, 款 or 项, which is no code."""
    head: list[Value] = ["类", "款", "项", *HEAD[1:]]
    rows: Rows = [["201", "03", "50", *STAFF[1:]], ["合计", "记号", None, None, 80, 80, None]]
    assert unused(read(Sheet("支出", [*TITLE, head, *rows]))) == ["B5"]


def test_what_stands_above_a_table_that_goes_on_is_left_over() -> None:
    """Its head is read, not what else stands there."""
    more: Rows = [["续表", "记号"], HEAD, WORKS]
    result = read(Sheet("支出1", [*TITLE, HEAD, STAFF]), Sheet("支出2", more))
    assert [place.short for one in result.log.unused for place in one.places] == ["支出2!B1"]


def test_a_cell_that_contradicts_what_is_undecided_is_told() -> None:
    """All of a 科目 is 基本支出 whose source nobody knows: an amount of 项目支出 cannot be."""
    rows: Rows = [["2024年部门支出表"], ["单位：万元"], HEAD, [*STAFF[:4], 7], [*WORKS[:2], 50, None, 50]]
    told = [line[:16] for line in said(read(Sheet("支出", rows)))]
    assert "E07 表.xlsx:支出!E4" in " ".join(told) or "E07 表.xlsx:支出!C4" in " ".join(told)


def test_the_department_above_its_units_is_none() -> None:
    """A row that is called as it is, above those of units."""
    rows: Rows = [
        [None, "某局", 88, 88, None],
        [None, "某局本级", 80, 80, None],
        STAFF,
        [None, "某中心", 8, 8, None],
        [*STAFF[:2], 8, 8, None],
    ]
    head: list[Value] = ["科目编码", "单位名称（科目）", *HEAD[2:]]
    result = read(Sheet("支出", [*TITLE, head, *rows]))
    assert [unit["名称"] for unit in lines(result, "单位")] == ["某局本级", "某中心"]
    rows[0][2] = 89
    assert any(
        "是 89.00，各项相加是 88.00" in line for line in said(read(Sheet("支出", [*TITLE, head, *rows])))
    )


ITEMS: Rows = [
    ["项目", "金额"],
    ["因公出国（境）费", "无"],
    ["公务接待费", 3],
    ["公务用车购置费", "无"],
    ["公务用车运行维护费", 7],
]


@pytest.mark.parametrize("years", [(2023, 2024), (2024, 2023)])
def test_the_year_over_a_head_begins_a_table(years: tuple[int, int]) -> None:
    """Of two below one another the one of another year is not imported, whichever stands first."""
    parts: list[Rows] = [[[f"{year}年预算"], *ITEMS] for year in years]
    parts[years.index(2023)][3] = ["公务接待费", 4]
    result = read(Sheet("三公", [["“三公”经费表"], ["单位：万元"], *parts[0], *parts[1]]))
    assert plain(result.tree["三公经费"])["公务接待费"] == {"一般公共预算": 3}
    assert any("这张工作表没有导入" in line for line in said(result))


def test_an_item_twice_in_a_table_is_told() -> None:
    """The first one is taken."""
    result = read(Sheet("三公", [["2024年“三公”经费表"], ["单位：万元"], *ITEMS, ["公务接待费", 4]]))
    assert plain(result.tree["三公经费"])["公务接待费"] == {"一般公共预算": 3}
    assert [line[:3] for line in said(result)] == ["E07"]


def test_a_unit_beside_its_subtotal_above_its_rows() -> None:
    """小计 in the column of names: the row names the unit all the same."""
    rows: Rows = [
        ["某局本级", None, "小计", 80, 80, None],
        [None, *STAFF],
        ["某中心", None, "小计", 8, 8, None],
        [None, *STAFF[:2], 8, 8, None],
    ]
    result = read(Sheet("支出", [*TITLE, ["单位名称", *HEAD], *rows]))
    assert [(line["单位"], line["一般公共预算"]) for line in lines(result, "支出")] == [
        ("001", 80),
        ("002", 8),
    ]
    assert [line[:3] for line in said(result)] == ["E12"]
    assert unused(result) == []


def test_codes_of_the_government_are_no_basic_spending() -> None:
    """Of 部门经济科目 alone; a table by 政府经济科目 sums them otherwise."""
    head: list[Value] = ["科目编码", "科目名称", "金额"]
    own: Rows = [["2024年一般公共预算基本支出表"], ["单位：万元"], head, ["30101", "基本工资", 8]]
    other: Rows = [*own[:3], ["50101", "工资奖金津补贴", 8]]
    result = read(Sheet("部门", own), Sheet("政府", other))
    assert [line["经济科目"] for line in lines(result, "基本支出")] == ["30101"]
    assert any("政府 没有认出" in line for line in said(result))


def test_what_is_in_the_whole_of_a_source_is_no_project() -> None:
    """A column of a 性质 that nobody knows: 合计 less 基本支出 is not 项目支出."""
    every: Rows = [
        ["2024年部门支出总表"],
        ["单位：万元"],
        [*HEAD, "预留机动经费"],
        [*STAFF[:2], 90, 80, None, 10],
    ]
    general: Rows = [
        ["2024年一般公共预算支出表"],
        ["单位：万元"],
        ["科目编码", "科目名称", "金额"],
        [*STAFF[:2], 90],
    ]
    result = read(Sheet("总表", every), Sheet("一般", general))
    assert all(line["性质"] == "基本支出" for line in lines(result, "支出"))


def test_what_nobody_knows_is_no_basic_spending() -> None:
    """合计 by 经济科目 has it, too: 人员经费 and 公用经费 alone are 基本支出."""
    head: list[Value] = [
        "部门经济科目编码",
        "科目名称",
        "合计",
        "人员经费支出",
        "公用经费支出",
        "专项业务经费支出",
    ]
    rows: Rows = [["30101", "基本工资", 8, 8, None, None], ["30201", "办公费", 12, None, 2, 10]]
    result = read(Sheet("支出", [["2024年一般公共预算支出表（经济分类）"], ["单位：万元"], head, *rows]))
    assert [line["金额"] for line in lines(result, "基本支出")] == [8, 2]


def test_shares_and_last_year_are_no_amounts() -> None:
    """Whatever they are of: 项目支出占比, 上年“三公”经费合计."""
    head = [*HEAD, "项目支出占比%"]
    result = read(Sheet("支出", [["2024年一般公共预算支出表"], ["单位：万元"], head, [*WORKS, 100]]))
    assert lines(result, "支出") == AMOUNTS[1:]
    above: list[Value] = ["单位名称", "上年“三公”经费合计", "合计", *(row[0] for row in ITEMS[1:])]
    rows: Rows = [["2024年“三公”经费表"], ["单位：万元"], above, ["某局", 99, 10, 0, 3, 0, 7]]
    result = read(Sheet("三公", rows))
    assert [line[:3] for line in said(result)] == ["E12"]
    assert unused(result) == ["B4"]
