"""Files that cannot be read: a sentence that says why and what to do, with the cell where there is one."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import InputError, UsageError
from generator.exchange.importer.workbook import read_workbook
from generator.findings import Finding
from generator.source import limits
from tests.exchange.sheets import HEAD, Sheet, Value, written

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TITLE = "2024年一般公共预算支出表"


def refused(path: Path) -> list[Finding]:
    """Why a workbook is not read."""
    with pytest.raises(InputError) as caught:
        read_workbook(path)
    return list(caught.value.findings)


@pytest.mark.parametrize(
    ("data", "code", "what"),
    [
        (b"", "E01", "空的"),
        (OLE + b"\0" * 600, "E01", "损坏"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "E02", "加了打开密码"),
        ("科目编码,金额\n2010350,1\n".encode(), "E01", "CSV"),
        ("科目编码\t金额\n".encode("gb18030"), "E01", "CSV"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "E01", "HTML"),
        (b"%PDF-1.7\n\0", "E01", "PDF"),
        (b"\x89PNG\0\0", "E01", "不是 Excel"),
        (b"PK\x03\x04 broken", "E01", "损坏"),
    ],
)
def test_other_files_are_named_for_what_they_are(tmp_path: Path, data: bytes, code: str, what: str) -> None:
    """By their bytes, whatever their name; with the way to make a workbook of them."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    (finding,) = refused(path)
    assert finding.code == code
    assert finding.message.startswith("表.xlsx ")
    assert what in finding.message
    assert finding.hint


@pytest.mark.parametrize(
    ("part", "what"),
    [("word/document.xml", "Word"), ("xl/workbook.bin", "xlsb"), ("content.xml", "ODS"), ("a", "压缩包")],
)
def test_other_packages(tmp_path: Path, part: str, what: str) -> None:
    """A zip that is no workbook is told apart."""
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    (finding,) = refused(path)
    assert what in finding.message


def test_a_damaged_workbook(tmp_path: Path) -> None:
    """Parts that are missing or no XML are a damaged file, not a stack trace."""
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    (finding,) = refused(path)
    assert "损坏" in finding.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A wrong path is a wrong path."""
    with pytest.raises(UsageError, match="找不到文件"):
        read_workbook(tmp_path / "没有.xlsx")


@pytest.mark.parametrize(
    ("rows", "what"), [([[]], "工作簿是空的"), ([["2024年", "你好"], ["世界"]], "没有认出任何一张表")]
)
def test_a_workbook_without_tables(tmp_path: Path, rows: list[list[Value]], what: str) -> None:
    """An empty workbook, and one of which nothing is known."""
    path = written(tmp_path, Sheet("2024年预算表", rows), name="2024.xlsx")
    assert what in refused(path)[0].message


def test_a_workbook_without_a_year(tmp_path: Path) -> None:
    """A budget has a year: its titles or its name must say it."""
    path = written(tmp_path, Sheet("支出", [list(HEAD), ["2010350", "事业运行", 1, 1, None]]))
    with pytest.raises(UsageError, match="年度"):
        read_workbook(path)


def test_a_formula_without_a_result(tmp_path: Path) -> None:
    """A file that no Excel ever calculated has no amounts: all such cells are named."""
    rows: list[list[Value]] = [
        [TITLE, "单位：万元"],
        list(HEAD),
        ["2010350", "事业运行", "=D3+E3", "=1+1", 1],
    ]
    found = refused(written(tmp_path, Sheet("支出", rows)))
    assert [finding.message for finding in found] == [
        "表.xlsx:支出!C3 公式没有保存计算结果",
        "表.xlsx:支出!D3 公式没有保存计算结果",
    ]
    assert {finding.code for finding in found} == {"E04"}
    assert "保存" in found[0].hint


def test_a_formula_that_failed(tmp_path: Path) -> None:
    """#DIV/0! is no amount."""
    rows: list[list[Value]] = [[TITLE, "单位：万元"], list(HEAD), ["2010350", "事业运行", 1, "=1/0", None]]
    found = refused(written(tmp_path, Sheet("支出", rows, results={"D3": "#DIV/0!"})))
    assert found[0].message == "表.xlsx:支出!D3 公式算错了（#DIV/0!）"


def test_a_formula_with_its_result_is_a_number(tmp_path: Path) -> None:
    """What Excel calculated and saved is read."""
    rows: list[list[Value]] = [[TITLE, "单位：万元"], list(HEAD), ["2010350", "事业运行", "=D3", 7, None]]
    result = read_workbook(written(tmp_path, Sheet("支出", rows, results={"C3": 7})))
    assert result.log.findings == []


def test_a_sheet_that_reaches_too_far(tmp_path: Path) -> None:
    """One stray cell at the end of a sheet must not fill the memory."""
    rows: list[list[Value]] = [[TITLE], list(HEAD), ["2010350", "事业运行", 1, 1, None]]
    path = written(tmp_path, Sheet("支出", rows))
    rewritten(path, lambda name, data: data.replace(b'r="D3"', b'r="XFD1048576"'))
    (finding,) = refused(path)
    assert "XFD1048576 到这一格，行数乘列数一共超过" in finding.message


def test_a_package_that_unpacks_to_too_much(tmp_path: Path) -> None:
    """A bomb is refused before it is unpacked."""
    path = written(tmp_path, Sheet("支出", [[TITLE]]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(limits.XLSX_UNPACKED.most + 1))
    (finding,) = refused(path)
    assert "太大" in finding.message


def test_a_number_beyond_all_numbers(tmp_path: Path) -> None:
    """1e999 in any cell, an unused one too: no program writes it, so who knows what else is spoiled."""
    rows: list[list[Value]] = [[TITLE], list(HEAD), ["2010350", "事业运行", 1, 1, None]]
    path = written(tmp_path, Sheet("支出", rows), Sheet("别的", [["", 7]]))
    rewritten(path, lambda name, data: data.replace(b"<v>7</v>", b"<v>1e999</v>"))
    assert refused(path)[0].message == "表.xlsx:别的!B1 里的数是无穷大，或大得存不下，文件损坏"


def test_merged_cells_over_each_other(tmp_path: Path) -> None:
    """Spreading each over what it covers would take for ever; one wider than the sheet is no fault."""
    rows: list[list[Value]] = [[TITLE], list(HEAD), ["2010350", "事业运行", 1, 1, None]]
    for times in (1, 100):
        path = written(tmp_path, Sheet("2024年支出", rows))
        end = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1"/>' * times + b"</mergeCells>"
        rewritten(path, lambda name, data, end=end: data.replace(b"</sheetData>", end))  # type: ignore[misc]
        if times == 1:
            assert read_workbook(path).log.unread == []
        else:
            assert "损坏" in refused(path)[0].message


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Change the parts of a package."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(name, data))


@given(st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_package_is_one_message(tmp_path: Path, random: Random) -> None:
    """Whatever bytes of it are spoiled: a finding, in Chinese, or the numbers as they are."""
    rows: list[list[Value]] = [[TITLE, "单位：万元"], list(HEAD), ["2010350", "事业运行", 1, 1, None]]
    path = written(tmp_path, Sheet("支出", rows))
    data = bytearray(path.read_bytes())
    for _ in range(random.randint(1, 30)):
        data[random.randrange(4, len(data))] = random.randrange(256)
    path.write_bytes(data)
    with contextlib.suppress(InputError):
        read_workbook(path)
