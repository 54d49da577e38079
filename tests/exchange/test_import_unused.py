"""Nothing is passed over in silence: what is put into any cell changes the result, or is named."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import GongkaiError
from generator.exchange.importer.note import note_text
from generator.exchange.importer.workbook import Given, Imported, read_grids, read_workbook
from generator.exchange.tree import entries, items, mapping, text_at
from tests.exchange.layouts import LAYOUTS
from tests.exchange.sheets import NAME, Sheet, Value, grids, imported, lines, plain, said, written
from tests.exchange.test_import_nine_tables import SHEETS
from tests.exchange.test_import_performance import MERGED, form
from tests.exchange.test_import_units import BODY as OF_UNITS
from tests.exchange.test_import_units import INCOME, of_sheets, spending

CASES = Path(__file__).parent / "cases"
LISTED: list[list[Value]] = [
    ["2024年项目支出绩效目标表"],
    ["单位：万元"],
    ["项目名称", "预算金额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值", "计量单位"],
    ["甲项目", 30, "完成甲。", "产出指标", "数量指标", "数量", "≥2", "项"],
    [None, None, None, None, "质量指标", "合格率", "100", "%"],
    ["乙项目", 5, "完成乙。", "效益指标", "社会效益指标", "便利", "提升", None],
]
LONG: list[list[Value]] = [
    ["2024年项目支出表"],
    ["单位：元"],
    ["单位名称", "项目名称", "项目类别", "资金来源", "金额"],
    ["局本级", "甲项目", "特定目标类", "一般公共预算", 100000],
    ["局本级", "甲项目", "特定目标类", "政府性基金", 50000],
    ["中心", "乙项目", "其他运转类", "单位资金", 20000],
    ["中心", "乙项目", "其他运转类", "上年结转（一般公共预算）", 30000],
    ["合计", None, None, None, 200000],
]
DETAILS: list[list[Value]] = [
    ["2024年支出明细表"],
    ["单位：万元"],
    [
        *("单位编码", "单位名称", "项目类别", "项目名称", "功能科目编码", "功能科目名称", "部门经济科目"),
        *("政府经济科目编码", "资金性质", "金额"),
    ],
    [
        "101001",
        "局本级",
        "人员类",
        None,
        "2010350",
        "事业运行",
        "30101-基本工资",
        "50501",
        "一般公共预算",
        10,
    ],
    ["101002", "中心", "特定目标类", "甲项目", 2010350, "事业运行", "30201-办公费", "50502", "单位资金", 5],
    [None, None, None, None, None, None, "30202-印刷费", "50502", "一般公共预算", 3],
    ["合计", *[None] * 8, 18],
]
BOOKS = {
    "九张表": [SHEETS[i] for i in (0, 2, 5, 9)],
    "三公": [SHEETS[6]],
    "申报表": [Sheet("绩效目标申报表", form(), MERGED)],
    "申报表二": [Sheet("绩效目标申报表", [*form(), *form()])],
    "列表": [Sheet("绩效目标", LISTED)],
    "明细": [Sheet("明细", DETAILS)],
    "长表": [Sheet("项目", LONG)],
    "单位一栏": [spending(OF_UNITS["units on every row"]), INCOME],
    "单位小计": [spending(OF_UNITS["a row of each unit above its own"])],
    "单位分表": of_sheets(("101001 某局本级", 100), ("101002 某中心", 40)),
}


def outcome(result: Imported) -> tuple[object, ...]:
    """What an import makes, and all that it says."""
    tree = [(path, getattr(node, "value", "")) for path, node in entries(result.tree)]
    return (str(tree), note_text("", result.log, []).replace("标记7", "").replace("987.6", ""))


def marked(sheets: list[Sheet], mark: Value) -> Iterator[tuple[list[Sheet], str]]:
    """The workbook with `mark` in one cell after the other, the cells around the tables too."""
    for number, sheet in enumerate(sheets):
        width = max(map(len, sheet.rows)) + 1
        rows = [[*row, *[None] * (width - len(row))] for row in (*sheet.rows, [])]
        covered = {cell for area in sheet.merged for cell in _covered(area)}
        for row in range(len(rows)):
            for column in range(width):
                if (row, column) not in covered:
                    changed = [list(values) for values in rows]
                    changed[row][column] = mark
                    other = Sheet(sheet.name, changed, sheet.merged)
                    cell = f"{sheet.name}!{chr(ord('A') + column)}{row + 1}"
                    yield [*sheets[:number], other, *sheets[number + 1 :]], cell


def _covered(area: str) -> Iterator[tuple[int, int]]:
    first, last = ((int(cell[1:]) - 1, ord(cell[0]) - ord("A")) for cell in area.split(":"))
    cells = [(r, c) for r in range(first[0], last[0] + 1) for c in range(first[1], last[1] + 1)]
    yield from cells[1:]


@pytest.mark.parametrize("mark", ["标记7", 987.6])
@pytest.mark.parametrize("name", [*BOOKS, *LAYOUTS])
def test_a_mark_in_any_cell_changes_the_result_or_is_named(tmp_path: Path, name: str, mark: Value) -> None:
    """Cell by cell. A mark in the title of a table is a title."""
    book = {**BOOKS, **LAYOUTS}[name]
    before = outcome(imported(tmp_path, *book))
    assert outcome(read_grids(grids(*book), Path(NAME))) == before
    silent = []
    for sheets, cell in marked(book, mark):
        try:
            result = read_grids(grids(*sheets), Path(NAME))
        except GongkaiError:
            continue
        if outcome(result) == before and cell not in note_text("", result.log, []):
            silent.append(cell)
    assert silent == []


def test_the_list_of_performance_tables(tmp_path: Path) -> None:
    """A table for every project; 一级指标 that is not repeated holds for the rows below."""
    result = imported(tmp_path, *BOOKS["列表"])
    first, second = items(result.tree, "绩效目标")
    assert (text_at(first, "项目"), text_at(second, "项目")) == ("甲项目", "乙项目")
    assert plain(first["年度资金"]) == {"市县": Decimal(300000)}
    assert list(mapping(first, "指标", "产出指标")) == ["数量指标", "质量指标"]


def test_the_note_lists_every_cell(tmp_path: Path) -> None:
    """The terminal shows the first of a column; the note has the rest of them as well."""
    rows: list[list[Value]] = [["2024年项目支出表"], ["单位：万元"], ["项目名称", "类别", "合计", "承办股室"]]
    rows += [[f"第{n}个项目", "特定目标类", 1, f"第{n}股"] for n in range(1, 21)]
    note = note_text("", imported(tmp_path, Sheet("项目", rows)).log, [])
    assert [n for n in range(1, 21) if f"项目!D{n + 3}：“第{n}股”" not in note] == []


def test_the_long_form_of_projects(tmp_path: Path) -> None:
    """A row for every source is one project; units without codes get some, and that is said."""
    result = imported(tmp_path, *BOOKS["长表"])
    assert lines(result, "项目") == [
        {
            "名称": "甲项目",
            "类别": "特定目标类",
            "单位": "001",
            "一般公共预算": Decimal(10),
            "政府性基金": Decimal(5),
        },
        {
            "名称": "乙项目",
            "类别": "其他运转类",
            "单位": "002",
            "单位资金": Decimal(2),
            "上年结转": {"一般公共预算": Decimal(3)},
        },
    ]
    assert [line[:3] for line in said(result)] == ["E12"]


def test_what_was_refused_or_lost_before(tmp_path: Path) -> None:
    """Heads without 经济, 合计 before names, three rows of heads, 人员 beside 公用, values of any name."""
    economic = read_workbook(CASES / "E-经济表头无经济二字.xlsx")
    assert [line["经济科目"] for line in lines(economic, "基本支出")] == ["30101", "30201"]
    assert said(economic) == []
    projects = read_workbook(CASES / "G2-项目合计.xlsx")
    assert len(lines(projects, "项目")) == 14
    assert len(lines(projects, "单位")) == 2
    three = read_workbook(CASES / "三公三层表头.xlsx")
    assert plain(three.tree["三公经费"])["公务用车购置费"] == {"一般公共预算": Decimal(15)}
    assert lines(three, "机关运行经费") == [{"一般公共预算": Decimal(40)}]
    nine = read_workbook(CASES / "九张表-人员公用分栏.xlsx")
    assert lines(nine, "支出")[0]["一般公共预算"] == Decimal("218.3")
    targets = read_workbook(CASES / "绩效申报表-年度目标值.xlsx")
    (table,) = items(targets.tree, "绩效目标")
    assert len(mapping(table, "指标", "产出指标")) == 3
    for result in (economic, projects, three, nine, targets):
        assert {line[:3] for line in said(result)} <= {"E12"}
    assert targets.log.unused == []
    assert text_at(targets.tree, "部门", "名称") == "云岭县某局"


def test_the_year_and_the_name_can_be_given(tmp_path: Path) -> None:
    """A workbook that says neither is imported all the same; our own, which says both, takes neither."""
    rows: list[list[Value]] = [["科目编码", "科目名称", "合计"], ["30101", "基本工资", 8]]
    path = written(tmp_path, Sheet("基本支出", rows))
    with pytest.raises(GongkaiError, match="--year"):
        read_workbook(path)
    result = read_workbook(path, given=Given(2025, "某某局"))
    assert (result.year, text_at(result.tree, "部门", "名称")) == (2025, "某某局")
    titled: list[list[Value]] = [["2024年一般公共预算基本支出表"], *rows]
    path = written(tmp_path, Sheet("基本支出", titled))
    told = [f.message for f in read_workbook(path, given=Given(2025, "某某局")).log.findings]
    assert sum("标题里是 2024 年，不是 2025 年，照 2025 年读" in message for message in told) == 1
    told = [f.message for f in read_workbook(path, given=Given(2024, "某某局")).log.findings]
    assert not any("标题里是" in message for message in told)
    with pytest.raises(GongkaiError, match="不要另写"):
        read_workbook(CASES / "rt2-两单位.xlsx", given=Given(2025))
