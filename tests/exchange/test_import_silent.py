"""Nothing of a stranger's workbook is read in silence: a changed cell changes the budget or a message."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.workbook import Given, Imported, read_grids
from generator.exchange.tree import leaves
from tests.exchange.sheets import BODY, EXPECTED, HEAD, Value, lines, said

PROJECTS: list[list[Value]] = [
    ["2024年项目支出表"],
    ["单位：万元"],
    ["项目名称", "科目编码", "合计", "一般公共预算", "政府性基金"],
    ["甲项目", "2010399", 20, 20, None],
    ["乙项目", "2010399", 10, 10, None],
    ["合计", None, 30, 30, None],
]
BASIC: list[list[Value]] = [
    ["2024年基本支出表（经济分类）"],
    ["单位：万元"],
    ["经济科目编码", "经济科目名称", "金额"],
    ["302", "商品和服务支出", 70],
    ["30201", "办公费", 70],
    [None, "合计", 70],
]
REVENUE: list[list[Value]] = [
    ["2024年政府性基金收入表"],
    ["单位：万元"],
    ["收入科目编码", "收入科目名称", "预算数"],
    ["1030148", "国有土地使用权出让收入", 8],
    [None, "合计", 8],
]
ITEMS: list[list[Value]] = [
    ["2024年“三公”经费表"],
    ["单位：万元"],
    ["项目", "2023年预算数", "2024年预算数"],
    ["合计", 3, 2],
    ["公务接待费", 3, 2],
]
SPENT: list[list[Value]] = [["2024年一般公共预算支出表"], ["部门：某局", "单位：万元"], list(HEAD), *BODY]
SHEETS = {"一": "甲局", "二": "甲局", "三": "乙局"}
TABLES: dict[str, list[list[Value]]] = {
    "支出": SPENT,
    "项目": PROJECTS,
    "基本": BASIC,
    "收入": REVENUE,
    "三公": ITEMS,
}


def read(tables: dict[str, list[list[Value]]], given: Given | None = None) -> Imported:
    """What an import makes of the sheets `tables`."""
    return read_grids(grids_of(tables), Path("表.xlsx"), given=given)


def grids_of(tables: dict[str, list[list[Value]]]) -> list[Grid]:
    """Sheets as they are when they have been opened."""
    return [
        Grid("表.xlsx", name, [["" if value is None else value for value in row] for row in rows])
        for name, rows in tables.items()
    ]


def told(result: Imported) -> tuple[object, ...]:
    """All that an import says: the budget, its messages, and what it lists as unused."""
    unused = sorted(one.in_full() for one in result.log.unused)
    unread = sorted(f"{place} {text}" for place, text in result.log.unread)
    return (
        sorted((path, str(leaf.value)) for path, leaf in leaves(result.tree)),
        sorted(said(result)),
        unused,
        unread,
    )


@pytest.fixture(scope="module")
def before() -> tuple[object, ...]:
    """What the tables say as they are."""
    return told(read(TABLES))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_changed_cell_changes_the_budget_or_a_message(
    before: tuple[object, ...], data: st.DataObject
) -> None:
    """A number by some amount; a blank cell that gets a number or words."""
    name = data.draw(st.sampled_from(sorted(TABLES)))
    rows = [[*row, None] for row in TABLES[name]]
    rows.append([None] * len(rows[-1]))
    row = data.draw(st.integers(3, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[row]) - 1))
    value = rows[row][column]
    if isinstance(value, str):
        return
    rows[row][column] = value + 1.37 if value is not None else data.draw(st.sampled_from((7.77, "某某另文")))
    assert told(read({**TABLES, name: rows})) != before


def test_tables_of_other_things_are_no_projects() -> None:
    """采购 and 购买服务 name projects and amounts too: nothing is taken from them, and that is said."""
    bought: list[list[Value]] = [
        ["2024年政府采购预算表"],
        ["单位：万元"],
        ["项目名称", "采购品目", "金额"],
        ["甲项目", "台式计算机", 5],
    ]
    served: list[list[Value]] = [
        ["2024年政府购买服务表"],
        ["单位：万元"],
        ["项目名称", "承接主体类别", "金额"],
        ["丙", "企业", 5],
    ]
    result = read({"项目": PROJECTS, "采购": bought, "服务": served})
    assert [line["一般公共预算"] for line in lines(result, "项目")] == [Decimal(20), Decimal(10)]
    assert said(result) == [
        "E10 表.xlsx:采购 没有认出这张工作表，4 行都没有导入",
        "E10 表.xlsx:服务 没有认出这张工作表，4 行都没有导入",
    ]


def test_what_two_tables_say_otherwise_is_told() -> None:
    """The first is taken; a table that says the same again does not double anything."""
    for name, rows, key, where in (("基本", BASIC, "基本支出", "C5"), ("项目", PROJECTS, "项目", "D4")):
        again = [list(row) for row in rows]
        result = read({name: rows, "又": again})
        once = lines(read({name: rows}), key)
        assert (lines(result, key), said(result)) == (once, [])
        for row in again[3:]:
            row[2:4] = [value and value + 1 for value in row[2:4] if not isinstance(value, str)]
        other = read({name: rows, "又": again})
        assert lines(other, key) == once
        assert any(f"又!{where}" in line and line.startswith("E07") for line in said(other))


@pytest.mark.parametrize("below", [False, True])
def test_units_of_money_stand_in_heads_and_below(below: bool) -> None:
    """A column's own unit is that column's; one that stands below the table only is the table's."""
    rows = [[value * 10_000 if isinstance(value, int) else value for value in row] for row in BODY]
    head: list[Value] = [*HEAD[:2], *(f"{word}（元）" for word in HEAD[2:])]
    title: list[Value] = ["2024年一般公共预算支出表"]
    if below:
        made = [title, list(HEAD), *rows, [None], [None, None, "单位：元"]]
    else:
        made = [title, ["单位：万元"], head, *rows]
    result = read({"支出": made})
    assert (lines(result, "支出"), said(result), result.log.unused) == (EXPECTED, [], [])


def test_who_filled_a_table_in_is_in_the_note_alone() -> None:
    """Names and dates in columns of amounts are no numbers that cannot be read, and no rows of the table."""
    signed: list[Value] = ["填表人：张三", None, "审核人：李四", None, "填报日期：2024年2月1日"]
    result = read({"支出": [*SPENT, signed]})
    assert said(result) == []
    assert [place.short for one in result.log.unused for place in one.places] == [
        "支出!A9",
        "支出!C9",
        "支出!E9",
    ]


def test_an_amount_in_brackets_is_negative() -> None:
    """As accountants write it; there are no negative amounts in a budget."""
    result = read({"支出": [*SPENT, ["2010301", "行政运行", "(3.00)", "（3.00）", None]]})
    assert [line for line in said(result) if line.startswith("E05")] == [
        "E05 表.xlsx:支出!C9 金额不能是负数：-3.00，没有导入",
        "E05 表.xlsx:支出!D9 金额不能是负数：-3.00，没有导入",
    ]


def test_a_sheet_of_another_year_is_not_imported() -> None:
    """Last year's table among this year's; when no title has the year that was asked for, all are read."""
    old: list[list[Value]] = [["2023年一般公共预算支出表"], *SPENT[1:]]
    result = read({"支出": SPENT, "二": [["二〇二四年项目支出表"], *PROJECTS[1:]], "旧": old})
    assert lines(result, "支出") == EXPECTED
    assert said(result) == ["E10 表.xlsx:旧!A1 标题里是 2023 年，不是 2024 年，这张工作表没有导入"]
    asked = read({"支出": SPENT}, Given(year=2025))
    assert lines(asked, "支出") == EXPECTED
    assert said(asked) == ["E10 表.xlsx:支出!A1 标题里是 2024 年，不是 2025 年，照 2025 年读"]


def test_another_department_is_told() -> None:
    """Above one sheet, or than the one that was asked for."""
    made = {name: [SPENT[0], [f"部门：{of}", "单位：万元"], *SPENT[2:]] for name, of in SHEETS.items()}
    assert said(read(made))[-1] == "E10 表.xlsx:三!A2 这里写的是“乙局”，照“甲局”的读"
    asked = read({"一": made["一"]}, Given(name="丙局"))
    assert said(asked) == ["E10 表.xlsx:一!A2 这里写的是“甲局”，照“丙局”的读"]


def test_no_year_is_asked_for() -> None:
    """A year that stands nowhere is not guessed."""
    with pytest.raises(UsageError, match="没有写年度"):
        read({"支出": [["支出表"], list(HEAD), *BODY]})
