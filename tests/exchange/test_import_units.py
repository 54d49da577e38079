"""Tables that tell several 单位 apart: every line is its unit's."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from generator.exchange.importer.patching import patch_of
from generator.exchange.importer.workbook import Imported, read_workbook
from generator.exchange.importer.writing import files_of, write_files
from generator.exchange.tree import items, mapping, text_at
from generator.figures import disclose_folder
from tests.exchange.sheets import Sheet, Value, imported, lines, plain, said, written

HEAD: list[Value] = ["单位编码", "单位名称", "科目编码", "科目名称", "合计", "基本支出", "项目支出"]
OFFICE, CENTRE = ["101001", "某局本级"], ["101002", "某中心"]


def spending(rows: list[list[Value]], title: str = "2024年一般公共预算支出表") -> Sheet:
    """A table of 支出 with units."""
    return Sheet(
        "支出", [[title], ["部门名称：某局", None, None, None, None, None, "单位：万元"], HEAD, *rows]
    )


BODY: dict[str, list[list[Value]]] = {
    "units on every row": [
        ["合计", None, None, None, 145, 110, 35],
        [*OFFICE, "2010350", "事业运行", 70, 70, None],
        [*OFFICE, "2010399", "其他支出", 30, None, 30],
        [*CENTRE, "2010350", "事业运行", 40, 40, None],
        [*CENTRE, "2010399", "其他支出", 5, None, 5],
    ],
    "a row of each unit above its own": [
        ["101", "某局", None, None, 145, 110, 35],
        [*OFFICE, None, None, 100, 70, 30],
        [None, None, "2010350", "事业运行", 70, 70, None],
        [None, None, "2010399", "其他支出", 30, None, 30],
        [*CENTRE, None, None, 45, 40, 5],
        [None, None, "2010350", "事业运行", 40, 40, None],
        [None, None, "2010399", "其他支出", 5, None, 5],
        [None, "合计", None, None, 145, 110, 35],
    ],
}
EXPECTED = [
    {"单位": "101001", "科目": "2010350", "性质": "基本支出", "一般公共预算": Decimal(70)},
    {"单位": "101001", "科目": "2010399", "性质": "项目支出", "一般公共预算": Decimal(30)},
    {"单位": "101002", "科目": "2010350", "性质": "基本支出", "一般公共预算": Decimal(40)},
    {"单位": "101002", "科目": "2010399", "性质": "项目支出", "一般公共预算": Decimal(5)},
]
INCOME = Sheet(
    "收入",
    [
        ["2024年部门收入总表"],
        [None, None, None, None, "单位：万元"],
        ["单位编码", "单位名称", "合计", "一般公共预算", "单位资金"],
        ["101", "某局", 145, 145, None],
        [*OFFICE, 100, 100, None],
        [*CENTRE, 45, 45, None],
    ],
)


@pytest.mark.parametrize("body", BODY.values(), ids=BODY)
def test_lines_are_of_their_units(tmp_path: Path, body: list[list[Value]]) -> None:
    """However the table names the units; nothing is left over, and the totals are checked."""
    result = imported(tmp_path, spending(body))
    assert lines(result, "支出") == EXPECTED
    assert [line["代码"] for line in lines(result, "单位")] == ["101001", "101002"]
    assert (said(result), result.log.unused) == ([], [])


def test_a_unit_in_every_row_that_is_the_only_one_is_no_key(tmp_path: Path) -> None:
    """A department of one unit writes no 单位 on its lines."""
    result = imported(tmp_path, spending([[*OFFICE, "2010350", "事业运行", 70, 70, None]]))
    assert lines(result, "支出") == [{k: v for k, v in EXPECTED[0].items() if k != "单位"}]


def test_a_wrong_total_of_a_unit_is_told(tmp_path: Path) -> None:
    """The unit's own row against its lines, not against those of all."""
    body = [list(row) for row in BODY["a row of each unit above its own"]]
    body[1][4] = 101
    (line,) = said(imported(tmp_path, spending(body)))
    assert line.startswith("E06 表.xlsx:支出!E5 “小计”是 101.00，各项相加是 100.00")


def test_income_and_a_table_without_units_go_together(tmp_path: Path) -> None:
    """收入 is each unit's own; a table of all says what the sources are, of sums of units."""
    body = BODY["units on every row"]
    summed: list[list[Value]] = [
        ["2010350", "事业运行", 110, 110, None],
        ["2010399", "其他支出", 35, None, 35],
    ]
    whole = Sheet("总", [["2024年一般公共预算支出表"], ["单位：万元"], [*HEAD[2:]], *summed])
    result = imported(tmp_path, INCOME, spending(body, "2024年部门支出总表"), whole)
    assert lines(result, "支出") == EXPECTED
    assert [plain(mapping(part, "收入")) for part in items(result.tree, "分单位")] == [
        {"一般公共预算": Decimal(100)},
        {"一般公共预算": Decimal(45)},
    ]
    assert "收入" not in result.tree
    assert said(result) == ["E12 表.xlsx 各表都没有上年结转，支出全部记作本年预算"]


def test_what_is_imported_is_the_budget_of_the_units(tmp_path: Path) -> None:
    """The files are read, and every unit has its own figures; into that budget there is nothing to change."""
    book = written(tmp_path, INCOME, spending(BODY["units on every row"]))
    made, missing = files_of(read_workbook(book), book.name)
    assert [one.partition("：")[0] for one in missing] == ["部门/性质"]
    filled = made["部门.yaml"].replace("性质: 待填  #", "性质: 事业  #")
    folder = tmp_path / "2024" / "某局"
    write_files(folder, {**made, "部门.yaml": filled})
    for code, amount in (("", 145), ("101001", 100), ("101002", 45)):
        assert disclose_folder(folder, code).book["表一/支出总计/合计"].value == amount
    assert patch_of(book, folder).text() == ""
    body = [list(row) for row in BODY["units on every row"]]
    body[3][4] = body[3][5] = 41
    body[0][4:6] = [146, 111]
    changed = patch_of(written(tmp_path, spending(body)), folder).text()
    assert [line[:1] for line in changed.splitlines()[3:] if line[:1] in "+-"] == ["-", "+"]


def test_money_of_no_unit_is_said_to_be_the_first_ones(tmp_path: Path) -> None:
    """Where units are told apart, a table of the department alone cannot be."""
    basic = Sheet(
        "基本",
        [
            ["2024年基本支出表（经济分类）"],
            ["单位：万元"],
            ["经济科目编码", "经济科目名称", "金额"],
            ["30201", "办公费", 110],
        ],
    )
    result = imported(tmp_path, spending(BODY["units on every row"]), basic)
    assert text_at(items(result.tree, "基本支出")[0], "单位") == ""
    assert "有几个单位，而 基本支出 没有（都）写是哪个单位的，记在第一个单位名下" in said(result)[-1]


def of_sheets(*money: tuple[str, float], label: str = "单位名称：") -> list[Sheet]:
    """For each name a table of 支出, 收支 and 三公 with its name above."""
    made: list[Sheet] = []
    for number, (name, amount) in enumerate(money):
        above: list[Value] = [f"{label}{name}", None, None, "单位：万元"]
        lines_: list[list[Value]] = [["2010350", "事业运行", amount, amount], ["合计", None, amount, amount]]
        head: list[Value] = ["科目编码", "科目名称", "合计", "基本支出"]
        balance: list[list[Value]] = [
            ["收入", None, "支出", None],
            ["项目", "预算数", "项目", "预算数"],
            ["一、一般公共预算拨款收入", amount, "一、一般公共服务支出", amount],
            ["本年收入合计", amount, "本年支出合计", amount],
        ]
        items_: list[list[Value]] = [["项目", "预算数"], ["公务接待费", amount / 100], ["合计", amount / 100]]
        made += [
            Sheet(f"支{number}", [["2024年一般公共预算支出表"], above, head, *lines_]),
            Sheet(f"总{number}", [["2024年部门收支总表"], above, *balance]),
            Sheet(f"公{number}", [["2024年“三公”经费表"], [*above[:1], "单位：万元"], *items_]),
        ]
    return made


def income_of(result: Imported) -> dict[str, object]:
    """收入 of the units by name."""
    names = {text_at(unit, "代码"): text_at(unit, "名称") for unit in items(result.tree, "单位")}
    parts = items(result.tree, "分单位")
    return {names[text_at(part, "单位")]: plain(mapping(part, "收入")) for part in parts}


def test_a_sheet_for_every_unit(tmp_path: Path) -> None:
    """The name above a table is a unit's where another one stands over a like table; 三公 and 收入 too."""
    result = imported(tmp_path, *of_sheets(("101001 某局本级", 100), ("101002 某中心", 40)))
    assert [(line["单位"], line["一般公共预算"]) for line in lines(result, "支出")] == [
        ("101001", Decimal(100)),
        ("101002", Decimal(40)),
    ]
    assert income_of(result) == {
        "某局本级": {"一般公共预算": Decimal(100)},
        "某中心": {"一般公共预算": Decimal(40)},
    }
    assert text_at(result.tree, "部门", "名称") == "某局"
    assert result.log.unused == []
    assert [line[:3] for line in said(result)] == ["E12", "E12"]


def test_the_departments_sheets_are_the_sums_of_its_units(tmp_path: Path) -> None:
    """They are checked, not added; a name whose tables are the sums is the department's."""
    several = (("某局", 140), ("局机关服务站", 100), ("某中心", 40))
    result = imported(tmp_path, *of_sheets(*several))
    assert list(income_of(result)) == ["局机关服务站", "某中心"]
    assert text_at(result.tree, "部门", "名称") == "某局"
    assert [line for line in said(result) if line[:3] != "E12"] == []
    wrong = of_sheets(*several)
    wrong[1].rows[4][1] = wrong[1].rows[5][1] = 150  # type: ignore[index]
    told = [line for line in said(imported(tmp_path, *wrong)) if line[:3] != "E12"]
    assert len(told) == 1
    assert "总0!B5 “收入/一般公共预算”是 150.00，各项相加是 140.00" in told[0]


def test_a_unit_that_is_called_as_the_department(tmp_path: Path) -> None:
    """Its tables are no sums: they are its own."""
    result = imported(tmp_path, *of_sheets(("某局", 100), ("某局信息中心", 40)))
    assert list(income_of(result)) == ["某局", "某局信息中心"]
    assert len(lines(result, "支出")) == 2


def test_sheets_of_units_that_are_known(tmp_path: Path) -> None:
    """Into the budget that they gave, there is nothing to change; one unit's alone changes that unit's."""
    book = written(tmp_path, *of_sheets(("101001 某局本级", 100), ("101002 某中心", 40)))
    made, _ = files_of(read_workbook(book), book.name)
    folder = tmp_path / "2024" / "某局"
    text = (
        made["部门.yaml"].replace("性质: 待填  #", "性质: 事业  #").replace("代码: 待填  #", '代码: "101"  #')
    )
    write_files(folder, {**made, "部门.yaml": text})
    assert patch_of(book, folder).text() == ""
    rows: list[list[Value]] = [
        ["0101002", "某中心", "2010350", "事业运行", 42, 42, None],
        [*OFFICE, "2010350", "事业运行", 100, 100, None],
    ]
    for sheets in (of_sheets(("某中心", 42)), of_sheets(("0101002 某中心", 42)), [spending(rows)]):
        changed = patch_of(written(tmp_path, *sheets), folder).text()
        added = [line for line in changed.splitlines() if line.startswith("+ ")]
        assert added
        assert all("42" in line and "0101002" not in line for line in added), changed


def test_a_table_that_one_unit_has_alone_makes_it_no_department(tmp_path: Path) -> None:
    """There it is the sum as much as the department is; the department is that in most tables."""
    several = of_sheets(("某站", 100), ("某中心", 40), ("某局", 140))
    result = imported(tmp_path, *(one for one in several if one.name != "公1"))
    assert list(income_of(result)) == ["某站", "某中心"]
    assert text_at(result.tree, "部门", "名称") == "某局"


def test_what_is_open_is_told_of_every_unit(tmp_path: Path) -> None:
    """Sheets that name no source: each amount of each unit is told, of the same 科目 too."""
    heads = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    sheets = [
        Sheet(name, [["2024年部门支出总表"], [f"单位名称：{name}", None, "单位：万元"], heads, row])
        for name, row in (
            ("某局本级", ["2010301", "行政运行", 100, 70, 30]),
            ("某中心", ["2010301", "行政运行", 60, 40, 20]),
        )
    ]
    result = imported(tmp_path, *sheets)
    told = [re.findall(r"还有 (\S+) 万元", message) for message in said(result) if message.startswith("E08")]
    assert told == [["70.00", "30.00"], ["40.00", "20.00"]]
