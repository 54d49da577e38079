"""绩效目标 of many projects in one list: rows for each, under a head with 项目名称 and 一级指标."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.form import label_of
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import SEARCHED, is_head_word
from generator.exchange.importer.indicators import ANNUAL_WORDS, HEAD, indicators_in, is_value, value_columns
from generator.exchange.importer.log import Log
from generator.exchange.importer.performance import indicator_tree
from generator.exchange.tree import Leaf, Tree
from generator.exchange.xlsx_performance import ANNUAL, PERIOD

_GOAL = re.compile(r"(总体|绩效|项目|年度|实施期|中期){0,2}(总体|绩效)?目标(\(.*\))?")
_FUNDS = re.compile(r".{0,6}(预算|资金|金额)(数|总额|安排)?(\(.*\))?")


def list_head(grid: Grid) -> int | None:
    """The row of the head when the sheet is such a list."""
    for row in range(min(SEARCHED, grid.height)):
        texts = {squeezed(text) for text in grid.row_texts(row)}
        if "项目名称" in texts and {HEAD[0], HEAD[2]} <= texts:
            return row
    return None


def read_list(grid: Grid, head: int, scale: Decimal, log: Log) -> list[Tree]:
    """A table for every project, whose amounts `scale` makes 万元; rows without a project are told."""
    columns = {column: squeezed(grid.text(head, column)) for column in range(grid.width)}
    for column, text in columns.items():
        if _known(text):
            grid.use(head, column)
    name_at = next(column for column, text in columns.items() if text == "项目名称")
    sides, above = value_columns(grid, head), ["", ""]
    tables: dict[str, Tree] = {}
    rows: dict[str, list[tuple[int, list[str]]]] = {}
    name = ""
    for row in range(head + 1, grid.height):
        if not grid.row_texts(row):
            continue
        said = grid.spread(row, name_at) or name
        found = list(indicators_in(grid, head, row, sides, above))
        if not said or not found:
            log.row(grid.place(row, 0), grid.row_text(row), "没有项目名称，或没有一级指标")
            continue
        name = said
        if name not in tables:
            tables[name] = _table(grid, row, name_at, columns, scale, log)
        grid.use(*grid.top_left(row, name_at))
        rows.setdefault(name, []).extend((row, fields) for fields in found)
    for name, table in tables.items():
        table["指标"] = indicator_tree(grid, rows[name])
    return list(tables.values())


def _known(text: str) -> bool:
    named = bool(label_of(text)) or is_head_word(text) or is_value(text) or bool(_GOAL.fullmatch(text))
    return named or bool(_FUNDS.fullmatch(text))


def _table(grid: Grid, row: int, name_at: int, columns: dict[int, str], scale: Decimal, log: Log) -> Tree:
    table: Tree = {"项目": Leaf(grid.spread(row, name_at), grid.place(row, name_at))}
    funds: Tree = {}
    goals: Tree = {}
    for column, head in columns.items():
        text, place = grid.spread(row, column), grid.place(*grid.top_left(row, column))
        key = label_of(head)
        if not text or column == name_at:
            continue
        if key:
            table[key] = Leaf(text, place)
        elif _GOAL.fullmatch(head):
            goals[ANNUAL if ANNUAL_WORDS.search(head) and goals else PERIOD] = Leaf(text, place)
        elif _FUNDS.fullmatch(head) and grid.is_number(place.row, place.column) and not funds:
            amount = grid.yuan(place.row, place.column, scale, log)
            if amount is not None:
                funds["市县"] = Leaf(amount, place)
                log.assumed(place, "没有写是哪一级的资金，记作市县")
        else:
            continue
        grid.use(place.row, place.column)
    table["实施期资金"] = {**funds}
    table["年度资金"] = {**funds}
    if goals:
        table["总体目标"] = goals
    return table
