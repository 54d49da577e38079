"""The Excel workbook: the tables as published, with numbers that are numbers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.document import compose
from generator.document.tables import head_of
from generator.errors import ProfileError
from generator.exchange import to_json, to_xlsx
from generator.exchange.xlsx_sheet import LANDSCAPE, PORTRAIT, units
from generator.exchange.xlsx_tables import column_widths
from generator.figures import Disclosure, Table, disclose, disclose_folder
from tests.exchange.workbooks import HEAD_ROW, MAIN, Book, Sheet, body_row, exact, reference, shown
from tests.written import budget

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "budgets" / "2024" / "xinzhou-etdz"
NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")
ALL_TABLES = pytest.mark.parametrize("number", [f"表{number}" for number in NUMBERS])
ELSEWHERE = """
import sys
from pathlib import Path
from generator.exchange import to_xlsx
from generator.figures import disclose_folder
sys.stdout.buffer.write(to_xlsx(disclose_folder(Path(sys.argv[1]))))
"""


@pytest.fixture(scope="module")
def sample() -> Disclosure:
    return disclose_folder(SAMPLE)


@pytest.fixture(scope="module")
def book(sample: Disclosure) -> Book:
    return Book(to_xlsx(sample))


@pytest.fixture(scope="module")
def exported(sample: Disclosure) -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(to_json(compose(sample)))["tables"]
    return tables


def columns_of(table: Table, sheet: Sheet) -> list[list[Any]]:
    """The columns of the body, without a note below it."""
    first = body_row(table)
    return [list(column) for column in zip(*sheet.rows[first : first + len(table.rows)], strict=True)]


def test_there_is_a_sheet_for_every_table(sample: Disclosure, book: Book) -> None:
    """目录 first, the thirteen tables in order, the performance targets, the data last."""
    assert len(sample.tables) == 13
    assert book.names == ["目录", *sample.tables, "绩效项目", "绩效目标", "数据"]


@ALL_TABLES
def test_every_cell_shows_what_is_printed(book: Book, exported: dict[str, Any], number: str) -> None:
    """Rounded as Excel rounds them, all cells of all rows are those of the JSON, which are those in print."""
    rows = exported[number]["rows"]
    body = [row for row in book.sheet(number).rows if not str(row[0]).startswith("注：")][-len(rows) :]
    assert [[shown(value) for value in row] for row in body] == rows


@ALL_TABLES
def test_amounts_are_exact_numbers(sample: Disclosure, book: Book, number: str) -> None:
    """A cell with an amount holds a number, and that is the figure to its last digit; nil is blank."""
    table, sheet = sample.tables[number], book.sheet(number)
    for index, values in enumerate(columns_of(table, sheet)):
        figures = [row.cells[index].figure for row in table.rows]
        if table.columns[index].numeric:
            wanted = [figure.value if figure and figure.value else None for figure in figures]
            assert [None if value == "" else exact(value) for value in values] == wanted
            assert all(isinstance(value, float) for value in values if value != "")
        else:
            assert all(isinstance(value, str) for value in values)


@ALL_TABLES
def test_amounts_are_formatted(sample: Disclosure, book: Book, number: str) -> None:
    """Amounts have two decimals and stand right, also blank ones; codes are text; every cell has rules."""
    table, sheet = sample.tables[number], book.sheet(number)
    for row in range(len(table.rows)):
        for index, column in enumerate(table.columns):
            style = sheet.style(body_row(table) + row, index)
            wanted = ("0.00", "right") if column.numeric else ("@" if column.code else "General", "left")
            assert (style.number, style.align, style.border) == (*wanted, True)


@ALL_TABLES
def test_totals_are_bold_and_levels_indented(sample: Disclosure, book: Book, number: str) -> None:
    """Rows of 合计 are bold, no others; names are indented by their level."""
    table, sheet = sample.tables[number], book.sheet(number)
    for index, row in enumerate(table.rows, body_row(table)):
        styles = [sheet.style(index, column) for column in range(len(table.columns))]
        assert {style.bold for style in styles} == {bool(row.style)}
        names = [not (column.numeric or column.code) for column in table.columns]
        levels = [cell.level if name else 0 for cell, name in zip(row.cells, names, strict=True)]
        assert [style.indent for style in styles] == levels


@ALL_TABLES
def test_the_top_is_as_printed(sample: Disclosure, book: Book, number: str) -> None:
    """Label; title over all columns, centred and bold; department at the left, unit at the right."""
    table, sheet = sample.tables[number], book.sheet(number)
    last = len(table.columns) - 1
    assert sheet.rows[0][0] == table.label
    assert sheet.rows[1][0] == table.title
    assert ((1, 0), (1, last)) in sheet.merged
    assert (sheet.style(1, 0).align, sheet.style(1, 0).bold) == ("center", True)
    assert sheet.rows[2][0] == f"部门名称：{sample.budget.department.name}"
    assert sheet.rows[2][last] == "单位：万元"
    assert sheet.style(2, last).align == "right"


@ALL_TABLES
def test_the_head_is_merged_as_printed(sample: Disclosure, book: Book, number: str) -> None:
    """Read downwards through its merged cells, the head of every column is its path; “/” is not printed."""
    table, sheet = sample.tables[number], book.sheet(number)
    rows = sheet.spread()[HEAD_ROW : body_row(table) - table.numbered]
    assert all("/" not in text for row in rows for text in row)
    for index, column in enumerate(table.columns):
        path = list(dict.fromkeys(row[index].replace("\n", "") for row in rows))
        assert path == [part.replace("/", "") for part in column.path]


@ALL_TABLES
def test_the_head_has_the_printed_cells(sample: Disclosure, book: Book, number: str) -> None:
    """Every head cell that spans rows or columns in print is one merged range, and there is no other."""
    table, sheet = sample.tables[number], book.sheet(number)
    spans = sorted(
        (cell.rowspan, cell.colspan)
        for row in head_of(table)
        for cell in row
        if cell.rowspan > 1 or cell.colspan > 1
    )
    found = [(bottom - top + 1, right - left + 1) for (top, left), (bottom, right) in sheet.merged if top > 1]
    assert sorted(found) == spans


def test_numbering_rows(sample: Disclosure, book: Book) -> None:
    """表十二 and 表十三 count their columns below the head, the others do not."""
    for number, table in sample.tables.items():
        row = book.sheet(number).rows[body_row(table) - 1]
        assert (row == list(range(1, len(table.columns) + 1))) == (number in ("表十二", "表十三"))


def test_empty_tables_say_so(sample: Disclosure, book: Book) -> None:
    """An empty table has its head, its 合计 row, and below them the note; 目录 says it as well."""
    contents = {row[0]: row[2] for row in book.sheet("目录").rows}
    empty = [number for number, table in sample.tables.items() if table.empty]
    assert empty == ["表九", "表十一"]
    for number, table in sample.tables.items():
        below = book.sheet(number).rows[body_row(table) + len(table.rows) :]
        assert [row[0] for row in below] == (["注：本表无数据。"] if number in empty else [])
        assert contents[number] == ("注：本表无数据。" if number in empty else "")


@ALL_TABLES
def test_head_and_names_stay_in_sight(sample: Disclosure, book: Book, number: str) -> None:
    """The panes are frozen below the head and right of the names and codes that come first."""
    table, pane = sample.tables[number], book.sheet(number).part("pane")
    leading = [column.numeric for column in table.columns].index(True)
    assert pane["state"] == "frozen"
    assert (int(pane["ySplit"]), int(pane["xSplit"])) == (body_row(table), leading)


@ALL_TABLES
def test_printed_pages(sample: Disclosure, book: Book, number: str) -> None:
    """A4 as the table lies, one page wide and as long as it must be, with the head on every page."""
    table, sheet = sample.tables[number], book.sheet(number)
    setup = sheet.part("pageSetup")
    assert setup["paperSize"] == "9"
    assert setup["orientation"] == ("landscape" if table.landscape else "portrait")
    assert (setup.get("fitToWidth", "1"), setup["fitToHeight"]) == ("1", "0")
    assert sheet.part("pageSetUpPr")["fitToPage"] == "1"
    assert book.print_titles()[number] == f"{number}!${HEAD_ROW + 1}:${body_row(table)}"


@ALL_TABLES
def test_columns_are_wide_enough(sample: Disclosure, number: str) -> None:
    """No amount, code or head cell is wider than its column, and together the columns fit on the page."""
    table = sample.tables[number]
    widths = column_widths(table)
    assert sum(widths) <= (LANDSCAPE if table.landscape else PORTRAIT) + 0.1
    for index, column in enumerate(table.columns):
        cells = [row.cells[index].printed for row in table.rows] if column.numeric or column.code else []
        assert max(map(units, [*cells, *column.path[-1].split("/")])) < widths[index]


def test_the_contents_link_to_every_sheet(sample: Disclosure, book: Book) -> None:
    """目录 has a line for every other sheet, in order, with its title and a link to it."""
    sheet = book.sheet("目录")
    assert [row[0] for row in sheet.rows[2:]] == book.names[1:]
    titles = [table.title for table in sample.tables.values()]
    assert [row[1] for row in sheet.rows[2:15]] == titles
    links = {link.get("ref"): link.get("location") for link in sheet.xml.iter(f"{MAIN}hyperlink")}
    assert [links[reference(row, 0)] for row in range(2, len(sheet.rows))] == [
        f"{name}!A1" for name in book.names[1:]
    ]


def test_the_same_bytes_always_and_everywhere(sample: Disclosure) -> None:
    """A second run, in another time zone, with another locale and hash seed, gives the same bytes."""
    settings = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    made = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(SAMPLE)],
        env=os.environ | settings,
        capture_output=True,
        check=True,
    )
    assert made.stdout == to_xlsx(sample)


def test_no_clock_in_the_file(book: Book) -> None:
    """The only dates in the file: the first day of the budget's year, and the first day that zip knows."""
    assert {item.date_time for item in book.archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = book.archive.read("docProps/core.xml").decode()
    assert core.count("2024-01-01T00:00:00Z") == 2


def test_the_command_writes_it(
    tmp_path: Path, sample: Disclosure, capsys: pytest.CaptureFixture[str]
) -> None:
    """`gongkai build --format xlsx` leaves the workbook, and nothing else, in the folder of the year."""
    assert main(["build", str(SAMPLE), "-o", str(tmp_path), "--format", "xlsx"]) == 0
    path = tmp_path / "2024" / "xinzhou-etdz.xlsx"
    assert [item for item in tmp_path.rglob("*") if item.is_file()] == [path]
    assert path.read_bytes() == to_xlsx(sample)
    assert str(path) in capsys.readouterr().out


def test_the_help_names_the_format(capsys: pytest.CaptureFixture[str]) -> None:
    """The help of `build` says that there is xlsx."""
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    assert "xlsx" in capsys.readouterr().out


def test_a_table_in_yuan() -> None:
    """In a table in 元 the number is the amount in 元."""
    disclosure = disclose(budget())
    table = disclosure.tables["表一"]
    in_yuan = replace(
        table,
        unit="元",
        rows=tuple(
            replace(row, cells=tuple(replace(cell, form=replace(cell.form, unit="元")) for cell in row.cells))
            for row in table.rows
        ),
    )
    sheet = Book(to_xlsx(replace(disclosure, tables={"表一": in_yuan}))).sheet("表一")
    assert sheet.rows[body_row(table)][1] == 10000
    assert sheet.rows[2][len(table.columns) - 1] == "单位：元"


def test_no_performance_no_sheets() -> None:
    """A budget without performance targets has no sheets for them."""
    assert Book(to_xlsx(disclose(budget()))).names == [
        "目录",
        *(f"表{number}" for number in NUMBERS),
        "数据",
    ]


@pytest.mark.parametrize("name", ["附表1/2", "表" * 32, "目录"])
def test_a_number_that_cannot_name_a_sheet(name: str) -> None:
    """A table whose number Excel does not allow as the name of a sheet is refused in Chinese."""
    disclosure = disclose(budget())
    table = replace(disclosure.tables["表一"], number=name)
    with pytest.raises(ProfileError, match="不能用作 Excel 工作表的名称"):
        to_xlsx(replace(disclosure, tables={name: table}))
