"""A workbook that `build --format xlsx` wrote: 数据 is the budget, the tables tell what was changed since.

The tables are written again from 数据, by what wrote them, and compared cell by cell. So nothing has to be
recognised, and a cell that says something else is followed to the one amount that it shows, or named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path as Folder

from generator.exchange.importer.data_sheet import read_data, sealed
from generator.exchange.importer.differences import matched
from generator.exchange.importer.edits import Editor
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import heading_of
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import SCALES
from generator.exchange.importer.performance import read_indicators, read_projects
from generator.exchange.importer.source import TreeText
from generator.exchange.tree import Tree, items, joined, text_at
from generator.exchange.xlsx_data import seal
from generator.exchange.xlsx_export import CONTENTS, written
from generator.exchange.xlsx_performance import INDICATORS, PROJECTS


def read_own(
    grids: Sequence[Grid], data: Grid, head: int, log: Log, folder: Folder | None = None
) -> tuple[Tree, Tree]:
    """The budget of the workbook, with what was changed in its tables; and what it has of last year's budget.

    `folder` is where it is to lie, with its profile beside it.

    Raises InputError when 数据 is no budget.
    """
    known, before = read_data(data, head, log)
    tables = [grid for grid in grids if grid is not data and grid.name != CONTENTS]
    _complete(known, tables, log)
    source = TreeText(data.file, text_at(known, "金额单位") or "万元", folder)
    disclosure = source.disclosed(joined(before, known))
    _, sheets = written(disclosure)
    editor = Editor(known, source, log)
    if seal(_said(tables)) in sealed(data, head):
        for grid in tables:
            log.use(grid.name, "与“数据”表相同")
        editor.place(sheets, tables)
        editor.tell_lost([grid.place(*cell) for grid in tables for cell in grid.broken])
    else:
        editor.follow(sheets, tables)
    return editor.tree, before


def _said(grids: Sequence[Grid]) -> Iterator[tuple[str, int, int, str | Decimal]]:
    for grid in grids:
        for row in range(grid.height):
            for column in range(grid.width):
                value = grid.said(row, column)
                if value != "":
                    yield grid.name, row, column, value


def _complete(known: Tree, grids: Sequence[Grid], log: Log) -> None:
    """Workbooks of before there was a seal have prose and indicators of 绩效目标 in their own sheets only.

    Of 机关运行经费 they say below its table that there is none; a list that is not written says nothing.
    """
    if any(_says_empty(grid, "机关运行经费") for grid in grids):
        known.setdefault("机关运行经费", [])
    tables = items(known, "绩效目标")
    if all("指标" in table for table in tables):
        return
    sheets = {grid.name: (grid, heading) for grid in grids if (heading := heading_of(grid))}
    if PROJECTS not in sheets or INDICATORS not in sheets:
        return
    names = [text_at(unit, "名称") for unit in items(known, "单位")] or [text_at(known, "部门", "名称")]
    found = read_projects(*sheets[PROJECTS], names[0], SCALES["元"], log)
    read_indicators(*sheets[INDICATORS], found, log)
    pairs, _, _ = matched(list(tables), list(found), "绩效目标")
    for index, table in pairs:
        assert isinstance(table, dict)
        for key, node in table.items():
            own = tables[index].setdefault(key, node)
            if isinstance(own, dict) and isinstance(node, dict) and key == "总体目标":
                tables[index][key] = {**node, **own}


def _says_empty(grid: Grid, title: str) -> bool:
    """Whether a sheet is the table of that title and says that nothing is in it."""
    rows = [grid.row_text(row) for row in range(grid.height)]
    return any(title in row for row in rows[:3]) and any("本表无数据" in row for row in rows)
