"""Number formats that show 万元 for cells in 元: what is shown is what the heading's unit is said of."""

from __future__ import annotations

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from generator.exchange.importer.workbook import read_workbook
from generator.foreign.workbooks.package_xml import factor_of
from tests.exchange.sheets import BODY, EXPECTED, GENERAL, HEAD, Value, lines, said


@pytest.mark.parametrize(
    ("code", "factor"),
    [
        ("0!.0000", 10_000),
        ("0\\.0000", 10_000),
        ('0"."0000', 10_000),
        ("#!.####", 10_000),
        ("0!.0,", 10_000),
        ("0.0,,", 1_000_000),
        ("#,##0,", 1000),
        ("0.00,;-0.00,", 1000),
        ("#,##0.00", 1),
        ("0.00", 1),
        ("General", 1),
        ('0.00"元,"', 1),
        ("[$-804]#,##0.00", 1),
        ("yyyy!.m!.d", 1),
        ("@", 1),
        ("", 1),
    ],
)
def test_factors(code: str, factor: int) -> None:
    """A literal point and commas behind the digits make a number smaller; separators of thousands do not."""
    assert factor_of(code) == factor


@pytest.mark.parametrize(("code", "factor"), [("0!.0000", 10_000), ("0!.0,", 10_000), ("0.00,,", 1_000_000)])
def test_what_is_shown_is_read_and_told(tmp_path: Path, code: str, factor: int) -> None:
    """The heading says 万元, the cells hold 元: 70 and 30 as shown, with a note at the first cell."""
    path = tmp_path / "表.xlsx"
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("支出")
        look = workbook.add_format({"num_format": code})
        rows: list[list[Value]] = [[GENERAL], ["", "", "", "", "单位：万元"], list(HEAD), *BODY]
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(row, column, value)
                elif value is not None:
                    sheet.write_number(row, column, value * factor, look)
    result = read_workbook(path)
    assert lines(result, "支出") == EXPECTED
    assert any(line.startswith("E12 表.xlsx:支出!C4 13 格的数字格式") for line in said(result))
