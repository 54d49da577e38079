"""Workbooks of the old format (.xls) are read like new ones; what nobody sees at once is told in both.

The files in cases/ were written by xlwt: 九张表.xls has the sheets of test_import_nine_tables, 加密.xls
begins as a file with a password does.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from generator.errors import InputError
from generator.exchange.importer.workbook import Imported, read_workbook
from generator.exchange.tree import Leaf, entries
from tests.exchange.sheets import BODY, EXPECTED, GENERAL, HEAD, Value, lines, said, written
from tests.exchange.test_import_nine_tables import SHEETS

CASES = Path(__file__).parent / "cases"


def values(result: Imported) -> list[tuple[object, object]]:
    """All that an import makes, without its places."""
    return [(path, node.value) for path, node in entries(result.tree) if isinstance(node, Leaf)]


def test_the_same_tables_in_the_old_format(tmp_path: Path) -> None:
    """Nine tables, merged heads and codes that are numbers: the same budget, the same messages."""
    old = read_workbook(CASES / "九张表.xls")
    new = read_workbook(written(tmp_path, *SHEETS))
    assert values(old) == values(new)
    assert [line.replace(".xls", ".xlsx").replace("九张表", "表") for line in said(old)] == said(new)


def test_formats_and_hidden_rows_of_the_old_format() -> None:
    """0!.0000 is read as shown; errors, days and truth values are told where they are no amounts."""
    result = read_workbook(CASES / "万元格式和隐藏.xls")
    assert lines(result, "支出") == EXPECTED
    assert said(result) == [
        "E12 万元格式和隐藏.xls:支出!C4 13 格的数字格式使显示的数比存的小（显示为万元之类），按显示的数读",
        "E05 万元格式和隐藏.xls:支出!C10 “是”不是数，没有导入",
        "E10 万元格式和隐藏.xls:支出!A10 没有看懂这一行：“2024-01-31 是”（没有科目编码），没有导入",
        "E12 万元格式和隐藏.xls:支出 第 7 行，第 E 列是隐藏的，也读了",
    ]


def test_a_password_of_the_old_format() -> None:
    """It is said how to take it away."""
    with pytest.raises(InputError) as caught:
        read_workbook(CASES / "加密.xls")
    assert [finding.code for finding in caught.value.findings] == ["E02"]


@pytest.mark.parametrize("cut", [600, 3000, 9000, 17000])
def test_a_file_of_the_old_format_that_is_cut_off(tmp_path: Path, cut: int) -> None:
    """A download that broke off is a damaged file."""
    path = tmp_path / "表.xls"
    path.write_bytes((CASES / "九张表.xls").read_bytes()[:cut])
    with pytest.raises(InputError) as caught:
        read_workbook(path)
    assert ["损坏" in finding.message for finding in caught.value.findings] == [True]


def test_hidden_rows_and_columns_and_comments(tmp_path: Path) -> None:
    """Of the new format: runs of hidden rows, columns that say something, a comment with its cell."""
    path = tmp_path / "表.xlsx"
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("支出")
        rows: list[list[Value]] = [[GENERAL], ["", "", "", "", "单位：万元"], list(HEAD), *BODY]
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
        for row in (4, 5, 7, 30):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(20, 16_383, None, None, {"hidden": True})
        sheet.write_comment("C7", "按批复\n调整")
    result = read_workbook(path)
    assert lines(result, "支出") == EXPECTED
    assert said(result) == [
        "E12 表.xlsx:支出 第 5—6、8 行，第 B 列是隐藏的，也读了",
        "E10 表.xlsx:支出!C7 有批注“按批复 调整”，没有导入",
    ]


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        ("B:B", "第 B 列是隐藏的，也读了"),
        ("F:F", "第 F 列是隐藏的，没有用到"),
        ("D:F", "第 D—E 列是隐藏的，也读了；第 F 列是隐藏的，没有用到"),
        (2, "第 3 行是隐藏的，也读了"),
        (8, "第 9 行是隐藏的，没有用到"),
    ],
)
def test_of_what_is_hidden_it_is_said_whether_it_was_used(
    tmp_path: Path, hidden: str | int, told: str
) -> None:
    """A 备注 and a row that is not understood are not in the budget; a head is read."""
    path = tmp_path / "表.xlsx"
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("支出")
        head, rows = [*HEAD, "备注"], [[*row, "按批复"] for row in BODY[:-1]]
        written: list[list[Value]] = [[GENERAL], ["单位：万元"], head, *rows, BODY[-1], ["看不懂的", 1]]
        for row, cells in enumerate(written):
            sheet.write_row(row, 0, cells)
        if isinstance(hidden, int):
            sheet.set_row(hidden, None, None, {"hidden": True})
        else:
            sheet.set_column(hidden, None, None, {"hidden": True})
    result = read_workbook(path)
    assert "；".join(line for line in said(result) if "隐藏" in line).replace("E12 表.xlsx:支出 ", "") == told
