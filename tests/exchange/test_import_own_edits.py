"""Our own workbook, edited as people do in Excel and saved by programs that do not calculate."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from generator.exchange.importer.workbook import Imported, read_workbook
from tests.budgets import disclosed
from tests.exchange.sheets import lines, said
from tests.exchange.test_import_round_trip import changed, saved

LOST = re.compile(r"E12 .*格合计的公式没有存下算出的数")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook whose formulas have no results."""
    folder = tmp_path_factory.mktemp("自己的")
    path, target = saved(folder, disclosed()), folder / "没有算.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.namelist():
            new.writestr(item, re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1<v></v>", old.read(item)))
    return target


def edited(folder: Path, book: Path, sheet: str, moved: dict[str, str]) -> Imported:
    """What an import reads when rows of a sheet stand in each other's places."""
    names = CalamineWorkbook.from_path(book).sheet_names
    target = folder / "改.xlsx"
    item = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _moved(data.decode(), moved).encode() if name == item else data)
    return read_workbook(target)


def _moved(text: str, rows: dict[str, str]) -> str:
    """`text` with rows in each other's places, by their numbers."""
    found = {row: match[2] for row in rows if (match := _row(text, row))}
    for row, other in rows.items():
        cells = re.sub(rf'(r="[A-Z]+){other}"', rf'\g<1>{row}"', found[other])
        text = re.sub(rf'(<row r="{row}"[^>]*>).*?</row>', lambda m, c=cells: f"{m[1]}{c}</row>", text)  # type: ignore[misc]
    return text


def _row(text: str, row: str) -> re.Match[str] | None:
    return re.search(rf'(<row r="{row}"[^>]*>)(.*?)</row>', text, re.DOTALL)


def test_what_was_changed_in_the_data_is_followed(tmp_path: Path, book: Path) -> None:
    """Where results of formulas are lost, as where they are not; the tables need not be changed too."""
    rows = CalamineWorkbook.from_path(book).get_sheet_by_name("数据").to_python()
    row = next(number for number, row in enumerate(rows, 1) if row[0] == "支出/#1/一般公共预算")
    result = read_workbook(changed(book, ("数据", f"B{row}", "61")))
    assert lines(result, "支出")[0]["一般公共预算"] == Decimal(61)
    (told,) = said(result)
    assert LOST.match(told)


def test_a_line_added_to_the_data_is_no_row_that_is_gone(tmp_path: Path, book: Path) -> None:
    """The tables are as they were before; the new line has no cell of theirs."""
    before = lines(read_workbook(book), "基本支出")
    fifth = _appended(tmp_path, book)
    assert lines(fifth, "基本支出") == [*before, {"经济科目": "30211", "金额": Decimal(8)}]
    (told,) = said(fifth)
    assert LOST.match(told)


def _appended(folder: Path, book: Path) -> Imported:
    """The workbook with a fifth line of 基本支出 at the end of 数据."""
    names = CalamineWorkbook.from_path(book).sheet_names
    item = f"xl/worksheets/sheet{names.index('数据') + 1}.xml"
    last = len(CalamineWorkbook.from_path(book).get_sheet_by_name("数据").to_python())

    def text(cell: str, words: str) -> str:
        return f'<c r="{cell}" t="inlineStr"><is><t>{words}</t></is></c>'

    more = (
        f'<row r="{last + 1}">{text(f"A{last + 1}", "基本支出/#5/经济科目")}'
        f"{text(f'D{last + 1}', '30211')}</row>"
        f'<row r="{last + 2}">{text(f"A{last + 2}", "基本支出/#5/金额")}<c r="B{last + 2}"><v>8</v></c>'
        f"{text(f'C{last + 2}', '万元')}</row></sheetData>"
    )
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(folder / "添.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"</sheetData>", more.encode()) if name == item else data)
    return read_workbook(folder / "添.xlsx")


def test_rows_that_were_sorted_are_the_same_rows(tmp_path: Path, book: Path) -> None:
    """What was only moved is no change; an amount changed in a row that was moved is followed."""
    rows = CalamineWorkbook.from_path(book).get_sheet_by_name("表六").to_python()
    first = next(number for number, row in enumerate(rows, 1) if "基本工资" in str(row[0]))
    result = edited(tmp_path, book, "表六", {str(first): str(first + 1), str(first + 1): str(first)})
    assert lines(result, "基本支出") == lines(read_workbook(book), "基本支出")
    (told,) = said(result)
    assert LOST.match(told)


def test_a_row_with_other_words_and_amounts_is_another_row(tmp_path: Path) -> None:
    """It is not followed: nothing says what became of the one that was written; both are named."""
    path = saved(tmp_path, disclosed())
    cells = CalamineWorkbook.from_path(path).get_sheet_by_name("表六").to_python()
    row = next(number for number, row in enumerate(cells, 1) if "基本工资" in str(row[0]))
    other = changed(path, ("表六", f"A{row}", "7"), ("表六", f"D{row}", "9"))
    result = read_workbook(other)
    assert lines(result, "基本支出") == lines(read_workbook(path), "基本支出")
    assert any("没有导入" in line and f"表六!A{row}" in line for line in said(result))
    assert any("表里没有“" in line and "基本工资" in line for line in said(result))
