"""Several tables below one another on a sheet, one for each unit; what a mapping says of units and rows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.exchange.importer.workbook import Given, Imported, proposed, read_grids, read_workbook
from generator.exchange.tree import items, mapping
from tests.exchange.sheets import GENERAL, HEAD, Sheet, Value, grids, lines, plain, said, written

Rows = list[list[Value]]
OFFICE: Rows = [["2010301", "行政运行", 100, 100], ["2010302", "管理事务", 20, None, 20]]
CENTRE: Rows = [["2010350", "事业运行", 70, 70], ["2010302", "管理事务", 5, None, 5]]
TOTALS: Rows = [["合计", None, 120, 100, 20], ["合计", None, 75, 70, 5]]
MONEY: Rows = [[None, None, None, None, "单位：万元"]]
SPENT = [
    {"科目": "2010301", "单位": "001", "性质": "基本支出", "一般公共预算": Decimal(100)},
    {"科目": "2010302", "单位": "001", "性质": "项目支出", "一般公共预算": Decimal(20)},
    {"科目": "2010302", "单位": "002", "性质": "项目支出", "一般公共预算": Decimal(5)},
    {"科目": "2010350", "单位": "002", "性质": "基本支出", "一般公共预算": Decimal(70)},
]


def stacked(first: Rows, second: Rows, above: Rows | None = None) -> Rows:
    """Two tables with their own heads, and `first` and `second` over these."""
    above = [[GENERAL], *MONEY] if above is None else above
    own = [*above, *first, list(HEAD), *OFFICE, TOTALS[0]]
    return [*own, [], *second, list(HEAD), *CENTRE, TOTALS[1]]


SHEETS: dict[str, Rows] = {
    "单位名称 over each": stacked([["单位名称：某局机关"]], [["单位名称：某中心"]]),
    "单位 over each": stacked([["单位：某局机关"]], [["单位：某中心"]]),
    "names alone": stacked([["一、某局机关"]], [["二、某中心"]]),
    "titles": stacked([], [[f"某中心{GENERAL}"], *MONEY], [[f"某局机关{GENERAL}"], *MONEY]),
    "notes between": stacked([["某局机关"]], [["注：以上为机关。"], [], ["某中心"]]),
    "names between lines": [
        *([GENERAL], *MONEY, [*HEAD]),
        *(["某局机关", None, 120, 100, 20], *OFFICE),
        *(["某中心", None, 75, 70, 5], *CENTRE, ["合计", None, 195, 170, 25]),
    ],
}


def read(*sheets: Sheet) -> Imported:
    """What an import reads from them."""
    return read_grids(grids(*sheets), Path("表.xlsx"), given=Given(2024, "某局"))


@pytest.mark.parametrize("rows", SHEETS.values(), ids=SHEETS)
def test_each_table_is_its_units(rows: Rows) -> None:
    """However the unit is named; totals are checked within each, at their places on the sheet."""
    result = read(Sheet("支出", rows))
    assert lines(result, "支出") == SPENT
    assert [line["名称"] for line in lines(result, "单位")] == ["某局机关", "某中心"]
    assert said(result) == ["E12 表.xlsx 表里没有代码的单位，暂编为 001（某局机关）、002（某中心）"]
    assert "单位" not in "".join(map(str, result.log.unused))
    wrong = [[76 if cell == 75 else cell for cell in row] for row in rows]
    row = next(number for number, cells in enumerate(wrong, 1) if 76 in cells)
    assert any(f"支出!C{row} " in one for one in said(read(Sheet("支出", wrong))))


def test_a_head_that_every_page_repeats_goes_on() -> None:
    """Nothing stands over it: the same table, without a word."""
    rows: Rows = [[GENERAL], *MONEY, list(HEAD), *OFFICE, list(HEAD), CENTRE[0]]
    result = read(Sheet("支出", rows))
    assert [line["科目"] for line in lines(result, "支出")] == ["2010301", "2010302", "2010350"]
    assert (said(result), result.log.unused) == ([], [])


def test_other_tables_of_units_below_one_another() -> None:
    """收支, 项目 and 三公: what each unit has is its own."""
    head: Rows = [["收入项目", "预算数", "支出项目", "预算数"]]
    income: Rows = [
        *([["2024年部门收支总表"]], [["单位：某局机关", None, None, "金额单位：万元"]])[0],
        *[["单位：某局机关", None, None, "金额单位：万元"]],
        *head,
        *[["一般公共预算拨款", 120], ["收入总计", 120, "支出总计", 120]],
        *[["单位：某中心", None, None, "金额单位：万元"]],
        *head,
        *[["一般公共预算拨款", 75], ["单位资金", 5], ["收入总计", 80, "支出总计", 80]],
    ]
    projects: Rows = [["2024年项目支出表"], ["单位：万元"]]
    items_: Rows = [["2024年“三公”经费支出表"], ["单位：万元"]]
    for name, money in (("某局机关", 20), ("某中心", 5)):
        projects += [
            [name],
            ["项目名称", "合计", "一般公共预算"],
            ["装备", money, money],
            ["合计", money, money],
        ]
        items_ += [[f"预算单位：{name}"], ["项目", "预算数"], ["公务接待费", money], ["合计", money]]
    result = read(Sheet("收支", income), Sheet("项目", projects), Sheet("三公", items_))
    assert [(line["名称"], line["单位"]) for line in lines(result, "项目")] == [
        ("装备", "001"),
        ("装备", "002"),
    ]
    parts = items(result.tree, "分单位")
    assert [plain(mapping(part, "收入")) for part in parts] == [
        {"一般公共预算": Decimal(120)},
        {"一般公共预算": Decimal(75), "单位资金": Decimal(5)},
    ]
    assert [plain(mapping(part, "三公经费"))["公务接待费"] for part in parts] == [
        {"一般公共预算": Decimal(20)},
        {"一般公共预算": Decimal(5)},
    ]


def test_running_costs_and_funds_of_units() -> None:
    """In columns, or on a sheet of each unit, or by 经济科目."""
    of_unit = [
        Sheet(f"支出{name[-1]}", [[GENERAL], [f"单位名称：{name}"], *MONEY, list(HEAD), *rows])
        for name, rows in (("某局机关", OFFICE), ("某站", CENTRE))
    ]
    running = Sheet("运行", [["2024年机关运行经费表"], ["单位名称", "合计"], ["某局机关", 20], ["某站", 10]])
    funds = Sheet(
        "基金",
        [
            ["2024年政府性基金收入表"],
            ["单位名称", "科目编码", "预算数"],
            ["某站", "1030148", 5],
            ["合计", None, 5],
        ],
    )
    result = read(*of_unit, running, funds)
    assert [(one["单位"], one["一般公共预算"]) for one in lines(result, "机关运行经费")] == [
        ("001", 20),
        ("002", 10),
    ]
    assert lines(result, "政府性基金收入") == [{"单位": "002", "科目": "1030148", "金额": Decimal(5)}]
    economic: Rows = [["经济科目编码", "名称", "金额"], ["30201", "办公费", 20], ["30207", "邮电费", 1]]
    total: Rows = [["合计", None, 21]]
    own = Sheet("运行", [["2024年机关运行经费表"], ["单位名称：某站"], *economic, *total])
    (line,) = lines(read(*of_unit, own), "机关运行经费")
    assert line == {"单位": "002", "一般公共预算": Decimal(21)}


MAPPING = """表:
  - 工作表: 支出
    内容: 支出（按科目）
    预算单位: 101001 某局机关
    表头行: [1]
    数据行: [2, 3]
    列: {A: {表头: 码, 是: 科目编码}, B: {表头: 基, 是: 一般公共预算/本年/基本支出}}
  - 工作表: 支出
    内容: 支出（按科目）
    预算单位: 某中心
    表头行: [4]
    数据行: [5, 5]
    列: {A: {表头: 码, 是: 科目编码}, B: {表头: 基, 是: 一般公共预算/本年/基本支出}}
"""


def test_a_mapping_says_whose_rows_they_are(tmp_path: Path) -> None:
    """预算单位 with its code or without; 数据行 are the rows of the table. What fits no rows is told."""
    rows: Rows = [["码", "基"], ["2010301", 7], ["2010302", 2], ["码", "基"], ["2010301", 5], ["别的", 9]]
    book, file = written(tmp_path, Sheet("支出", rows)), tmp_path / "映射.yaml"
    file.write_text(MAPPING, encoding="utf-8")
    result = read_workbook(book, given=Given(2024, "某局", file))
    assert [(one["单位"], one["科目"], one["一般公共预算"]) for one in lines(result, "支出")] == [
        ("001", "2010301", 5),
        ("101001", "2010301", 7),
        ("101001", "2010302", 2),
    ]
    assert "支出!A6" in "".join(map(str, result.log.unused))
    file.write_text(MAPPING.replace("[5, 5]", "[5, 50]"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_workbook(book, given=Given(2024, "某局", file))
    assert [finding.message for finding in caught.value.findings] == ["“支出”的数据行不对"]


def test_the_proposed_mapping_says_it_too(tmp_path: Path) -> None:
    """It names the unit and the rows of each table, and imports what was imported without it."""
    book = written(tmp_path, Sheet("支出", SHEETS["单位名称 over each"]))
    entries = proposed(book, Given(2024, "某局"))
    assert [(one.of_unit, one.rows, one.data_rows) for one in entries] == [
        ("某局机关", (4,), (5, 8)),
        ("某中心", (10,), (11, 13)),
    ]
    file = tmp_path / "映射.yaml"
    file.write_text(read_workbook(book, given=Given(2024, "某局")).proposal, encoding="utf-8")
    assert lines(read_workbook(book, given=Given(2024, "某局", file)), "支出") == SPENT


OF_OFFICES: dict[str, Rows] = {
    "收入总表": [
        ["2024年部门收入总表", None, "单位：万元"],
        ["单位代码", "单位名称", "一般公共预算"],
        ["合计", None, 100],
        ["101001", "云岭县水务局本级", 70],
        ["101002", "云岭县水利服务中心 ", 30],
        [],
        ["注：1.本表不含采购结余；2.可能有尾差。"],
    ],
    "基本支出表": [
        ["2024年一般公共预算基本支出表", None, None, None, None, "单位：万元"],
        ["单位", "科目编码", "科目名称", "合计", "人员经费", "公用经费"],
        ["合计", None, None, 100],
        ["云岭县水务局（机关）", "30101", "基本工资", 70, 70, None],
        ["县水利服务中心", "30201", "办公费", 30, None, 30],
        ["人员经费包括工资福利支出和对个人和家庭的补助。"],
    ],
    "项目支出表": [
        ["2024年项目支出表", None, "单位：万元"],
        ["单位", "项目名称", "一般公共预算"],
        ["水利服务中心", "水渠维修", 20],
        ["云岭县第二水利服务中心", "水渠清淤", 10],
    ],
}


@pytest.mark.parametrize("turned", [False, True])
def test_units_that_tables_call_almost_the_same_are_one(turned: bool) -> None:
    """Without the place or (the beginning of) its name; sentences below tables are none. Each is told.

    The table with their codes need not be the first.
    """
    sheets = [Sheet(name, rows) for name, rows in OF_OFFICES.items()]
    result = read(*(reversed(sheets) if turned else sheets))
    units = {line["代码"]: line["名称"] for line in lines(result, "单位")}
    assert units == {
        "101001": "云岭县水务局本级",
        "101002": "云岭县水利服务中心",
        "001": "云岭县第二水利服务中心",
    }
    assert [line["单位"] for line in lines(result, "基本支出")] == ["101001", "101002"]
    assert [line["单位"] for line in lines(result, "项目")] == ["101002", "001"]
    assert sorted(said(result)[:4]) == [
        "E12 表.xlsx 表里没有代码的单位，暂编为 001（云岭县第二水利服务中心）",
        "E12 表.xlsx 表里的“云岭县水务局(机关)”当作“云岭县水务局本级”（101001）",
        "E12 表.xlsx 表里的“县水利服务中心”当作“云岭县水利服务中心”（101002）",
        "E12 表.xlsx 表里的“水利服务中心”当作“云岭县水利服务中心”（101002）",
    ]
    assert sorted(one.texts[0][:2] for one in result.log.unused) == ["人员", "注："]


@pytest.mark.parametrize("beside", ["中心小学", "河口镇中心小学"])
@pytest.mark.parametrize("turned", [False, True])
def test_names_that_stand_in_one_table_are_of_units_of_their_own(beside: str, turned: bool) -> None:
    """Whatever another table calls almost so: neither is taken for that."""
    rows: Rows = [["城关镇中心小学", "校舍维修", 20], [beside, "操场维修", 10]]
    sheets = [
        Sheet(
            "收入表",
            [
                ["2024年收入总表", None, None, None, "单位：万元"],
                ["单位代码", "单位名称", "合计", "一般公共预算", "政府性基金预算"],
                ["101001", "中心小学", 70, 70, None],
                ["101002", "实验小学", 30, 30, None],
            ],
        ),
        Sheet(
            "项目支出表",
            [
                ["2024年项目支出表", None, "单位：万元"],
                ["单位", "项目名称", "一般公共预算"],
                *(reversed(rows) if turned else rows),
            ],
        ),
    ]
    result = read(*sheets)
    names = {line["代码"]: line["名称"] for line in lines(result, "单位")}
    own = {line["名称"]: names[line["单位"]] for line in lines(result, "项目")}
    assert own == {"校舍维修": "城关镇中心小学", "操场维修": beside}
    assert not [one for one in said(result) if "当作" in one]
