"""Tables laid out as offices do: what each says is read, or told; nothing is counted twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.exchange.importer.note import note_text
from generator.exchange.importer.workbook import Imported
from generator.exchange.tree import items, mapping
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
    assert said(result) == ["E12 表.xlsx 表里没有单位代码，暂编为 001、002"]
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
    assert "单位: 元" in finding.hint


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
