"""A finance bureau's own table of 科目, however it is laid out, gives codes and names."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from generator.classification.book import FoundBook, read_book
from generator.errors import UsageError
from generator.exchange.subject_book import SubjectBook, read_subject_book

WHOLE = [
    ["2026年支出功能分类科目"],
    ["科目编码", "科目名称", "说明"],
    [213, "农林水支出", "反映……"],
    [21303, "水利"],
    ["2130306", "水利工程运行与维护", "反映水利工程的运行"],
]
LEVELS = [
    ["科目编码", "", "", "科目名称"],
    ["类", "款", "项", ""],
    [213, "", "", "农林水支出"],
    ["", 3, "", "水利"],
    ["", "", 6, "水利工程运行与维护"],
]
REPEATED = [
    ["类", "款", "项", "名称"],
    ["213", "", "", "农林水支出"],
    ["213", "03", "", "水利"],
    ["213", "03", "06", "水利工程运行与维护"],
]
FULL_IN_LEVELS = [
    ["类", "款", "项", "名称"],
    ["213", "", "", "农林水支出"],
    ["213", "21303", "", "水利"],
    ["213", "21303", "2130306", "水利工程运行与维护"],
]
SIDE_BY_SIDE = [
    ["类", "类名称", "款", "款名称", "项", "项名称"],
    ["213", "农林水支出", "03", "水利", "06", "水利工程运行与维护"],
]
NAMES_BY_LEVEL = [
    ["编码", "类", "款", "项"],
    ["213", "农林水支出", "", ""],
    ["21303", "", "水利", ""],
    ["2130306", "", "", "水利工程运行与维护"],
]
JOINT = [["213 农林水支出"], ["21303-水利"], ["2130306水利工程运行与维护"]]

EXPECTED = {"213": "农林水支出", "21303": "水利", "2130306": "水利工程运行与维护"}


def _read(rows: list[list[object]], folder: Path) -> SubjectBook:
    path = folder / "科目表.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("科目")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return read_subject_book(path)


@pytest.mark.parametrize(
    "rows", [WHOLE, LEVELS, REPEATED, FULL_IN_LEVELS, SIDE_BY_SIDE, NAMES_BY_LEVEL, JOINT]
)
def test_every_layout_gives_the_same(rows: list[list[object]], tmp_path: Path) -> None:
    """Codes whole or in parts, names in one column or three, or both in one cell."""
    book = _read(rows, tmp_path)
    assert book.names == EXPECTED
    assert book.twice == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_csv_as_excel_writes_it(encoding: str, tmp_path: Path) -> None:
    """A CSV file in any of the encodings that a Chinese PC makes."""
    path = tmp_path / "科目表.csv"
    path.write_text("".join(f"{code},{name}\n" for code, name in EXPECTED.items()), encoding=encoding)
    assert read_subject_book(path).names == EXPECTED


def test_what_is_not_read_is_told(tmp_path: Path) -> None:
    """A code without a name, a code that no table has, and a second name are named with their rows."""
    rows: list[list[object]] = [[213, "农林水支出"], [21303, ""], [91303, "别的"], [213, "农业支出"]]
    book = _read(rows, tmp_path)
    assert book.names == {"213": "农林水支出"}
    assert book.unread == ["科目 第 2 行：21303", "科目 第 3 行：91303 别的"]
    assert book.twice == ["科目 第 4 行：213 已经叫“农林水支出”，这里叫“农业支出”"]


def test_a_file_without_codes_is_refused(tmp_path: Path) -> None:
    """Nothing is written from a table of something else."""
    with pytest.raises(UsageError, match="没有找到科目"):
        _read([["姓名", "电话"], ["张三", "13800000000"]], tmp_path)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end(end: str, tmp_path: Path) -> None:
    """A CSV file of any system."""
    path = tmp_path / "科目表.csv"
    path.write_bytes(end.join(f"{code},{name}" for code, name in EXPECTED.items()).encode())
    assert read_subject_book(path).names == EXPECTED


def test_a_quote_that_does_not_end(tmp_path: Path) -> None:
    """The rest of the file is one cell: the line is told."""
    path = tmp_path / "科目表.csv"
    path.write_text('213,"农林水支出\n' + "21303,水利\n" * 20_000, encoding="utf-8")
    with pytest.raises(UsageError, match="有一格太长"):
        read_subject_book(path)


def test_a_book_beside_the_budgets_whose_quote_does_not_end(tmp_path: Path) -> None:
    """Whoever sends a budget may send its 科目表 too."""
    text = '213,"农林水支出\n' + "21303,水利\n" * 20_000
    with pytest.raises(UsageError, match="有一格太长"):
        read_book(FoundBook(tmp_path / "2024.csv", text.encode()))


NAMES = {"201": "一般公共服务支出", "20138": "市场监督管理事务", "2013804": "经营主体管理"}


@pytest.mark.parametrize("codes", [("201", "201.38", "201.38.04"), ("201", "201-38", "201-38-04")])
def test_codes_whose_parts_a_mark_parts(tmp_path: Path, codes: tuple[str, ...]) -> None:
    """In a cell of their own, or with the name behind them; an amount further on is no code."""
    pairs = list(zip(codes, NAMES.values(), strict=True))
    for number, lines in enumerate(
        (
            [f"{code},{name},100.25,备注" for code, name in pairs],
            [f"{code} {name}" for code, name in pairs],
        )
    ):
        path = tmp_path / f"{number}.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        assert read_subject_book(path).names == NAMES


@pytest.mark.parametrize(
    ("mark", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "gb18030"), ("\t", "utf-8")]
)
def test_a_csv_of_any_office(tmp_path: Path, mark: str, encoding: str) -> None:
    """Whatever parts its cells, in every encoding that Excel writes; a name never begins with the mark."""
    path = tmp_path / "book.csv"
    text = "".join(f"{code}{mark}{name}\r\n" for code, name in [("科目编码", "科目名称"), *NAMES.items()])
    path.write_bytes(text.encode(encoding))
    assert read_subject_book(path).names == NAMES


def test_codes_that_excel_took_for_numbers(tmp_path: Path) -> None:
    """And those that were kept from it."""
    path = tmp_path / "book.csv"
    path.write_text(
        '="201",一般公共服务支出\n\'20138,市场监督管理事务\n2.013804E+06,经营主体管理\n', encoding="utf-8"
    )
    assert read_subject_book(path).names == NAMES
