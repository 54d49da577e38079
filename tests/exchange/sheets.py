"""Workbooks as departments have them, written cell by cell, and what an import makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from xlsxwriter import Workbook

from generator.exchange.importer.grid import Grid
from generator.exchange.importer.workbook import Imported, read_workbook
from generator.exchange.tree import Leaf, items

Value = str | int | float | None
NAME = "表.xlsx"


@dataclass
class Sheet:
    """A sheet: rows of values (a text that begins with = is a formula), merged ranges such as A1:C1."""

    name: str
    rows: Sequence[Sequence[Value]]
    merged: Sequence[str] = ()
    hidden: bool = False
    results: dict[str, float | str] = field(default_factory=dict)
    """Results of formulas by cell; a formula without one has none in the file."""


def written(folder: Path, *sheets: Sheet, name: str = NAME) -> Path:
    """A workbook with `sheets` in `folder`."""
    path = folder / name
    with Workbook(path) as workbook:
        for sheet in sheets:
            raw = workbook.add_worksheet(sheet.name)
            for row, values in enumerate(sheet.rows):
                for column, value in enumerate(values):
                    if isinstance(value, str) and value.startswith("="):
                        cell = f"{chr(ord('A') + column)}{row + 1}"
                        raw.write_formula(row, column, value, None, sheet.results.get(cell, ""))
                    elif isinstance(value, str):
                        raw.write_string(row, column, value)
                    elif value is not None:
                        raw.write_number(row, column, value)
            for area in sheet.merged:
                row, column = _cell(area.split(":")[0])
                value = sheet.rows[row][column]
                raw.merge_range(area, value)
            if sheet.hidden:
                raw.hide()
    return path


def grids(*sheets: Sheet) -> list[Grid]:
    """The same sheets as they are read, without a file; none has a formula."""
    return [
        Grid(
            NAME,
            sheet.name,
            [["" if value is None else value for value in row] for row in sheet.rows],
            [
                (_cell(first), _cell(last))
                for first, _, last in (area.partition(":") for area in sheet.merged)
            ],
        )
        for sheet in sheets
    ]


def _cell(name: str) -> tuple[int, int]:
    return int(name[1:]) - 1, ord(name[0]) - ord("A")


def imported(folder: Path, *sheets: Sheet) -> Imported:
    """What an import reads from `sheets`."""
    return read_workbook(written(folder, *sheets))


def lines(result: Imported, key: str) -> list[dict[str, object]]:
    """The list `key` as plain values, amounts in 万元; nil ones left out."""
    return [plain(item) for item in items(result.tree, key)]


def plain(node: object) -> dict[str, object]:
    """A mapping of the tree as plain values."""
    assert isinstance(node, dict)
    found: dict[str, object] = {}
    for key, below in node.items():
        if isinstance(below, dict):
            found[key] = plain(below)
        elif isinstance(below, Leaf) and below.value != Decimal(0):
            found[key] = below.value
    return {key: value for key, value in found.items() if value != {}}


def said(result: Imported) -> list[str]:
    """Codes and messages of all findings."""
    return [f"{finding.code} {finding.message}" for finding in result.log.findings]


TITLE = "2024年预算支出总表"
HEAD = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")


BODY: list[list[Value]] = [
    ["合计", None, 100, 70, 30],
    ["201", "一般公共服务支出", 100, 70, 30],
    ["20103", "政府办公厅（室）及相关机构事务", 100, 70, 30],
    ["2010350", "事业运行", 70, 70, None],
    ["2010399", "其他政府办公厅（室）及相关机构事务支出", 30, None, 30],
]
GENERAL = "2024年一般公共预算支出预算表（不含上年结转）"
EXPECTED = [
    {"科目": "2010350", "性质": "基本支出", "一般公共预算": Decimal(70)},
    {"科目": "2010399", "性质": "项目支出", "一般公共预算": Decimal(30)},
]
"""What an import makes of BODY."""


def sheet(rows: list[list[Value]], unit: str = "单位：万元", title: str = GENERAL) -> Sheet:
    """A table of 一般公共预算支出 with a usual head."""
    return Sheet("支出", [[title], [None, None, None, None, unit], list(HEAD), *rows])
