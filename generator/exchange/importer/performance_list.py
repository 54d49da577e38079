"""绩效目标 of many projects in one list: rows for each, under a head with 项目名称 and 一级指标."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.exchange.importer.cells import CellPlace, squeezed
from generator.exchange.importer.form import by_level, label_of, level_of
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import SEARCHED, head_words, is_head_word
from generator.exchange.importer.indicators import ANNUAL_WORDS, HEAD, indicators_in, is_value, value_columns
from generator.exchange.importer.log import Log
from generator.exchange.importer.performance import indicator_tree
from generator.exchange.importer.totals import WHOLE
from generator.exchange.importer.whose import years_in
from generator.exchange.tree import Leaf, Tree, leaves
from generator.exchange.xlsx_performance import ANNUAL, PERIOD

_GOAL = re.compile(r"(总体|绩效|项目|年度|实施期|中期){0,2}(总体|绩效)?目标(\(.*\))?")
_FUNDS = re.compile(r".{0,6}(预算|资金|金额)(数|总额|安排)?(\(.*\))?")


def list_head(grid: Grid) -> tuple[int, int] | None:
    """The row of 一级指标 and the column of 项目名称, there or in the row above, when it is such a list."""
    for row in range(min(SEARCHED, grid.height)):
        if not {HEAD[0], HEAD[2]} <= {squeezed(text) for text in grid.row_texts(row)}:
            continue
        for column in range(grid.width):
            above = "" if grid.text(row, column) or not row else grid.text(row - 1, column)
            if "项目名称" in (squeezed(grid.text(row, column)), squeezed(above)):
                return row, column
    return None


def read_list(grid: Grid, place: tuple[int, int], scale: Decimal, log: Log, year: int | None) -> list[Tree]:
    """A table for every project, whose amounts `scale` makes 万元; rows without a project are told.

    `place` is that of its head; columns of other years than `year` are left over.
    """
    head, name_at = place
    first = head if grid.text(head, name_at) else head - 1
    columns = dict(enumerate(head_words(grid, first, head + 1)))
    for column in columns:
        for row in range(first, head + 1):
            if _known(squeezed(grid.text(row, column))):
                grid.use(row, column)
    columns = {
        column: words for column, words in columns.items() if not years_in(words) or year in years_in(words)
    }
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
        table["指标"] = indicator_tree(grid, rows[name], log)
    return list(tables.values())


def _known(text: str) -> bool:
    named = bool(label_of(text)) or is_head_word(text) or is_value(text) or bool(_GOAL.fullmatch(text))
    funds = _FUNDS.fullmatch(text) or level_of(text) or WHOLE.fullmatch(text)
    return named or text == "绩效指标" or bool(funds)


def _table(grid: Grid, row: int, name_at: int, columns: dict[int, str], scale: Decimal, log: Log) -> Tree:
    table: Tree = {"项目": Leaf(grid.spread(row, name_at), grid.place(row, name_at))}
    goals: Tree = {}
    money: dict[str, dict[str, Leaf]] = {}
    for column, words in columns.items():
        head = words.rpartition("/")[2]
        text, (top, left) = grid.spread(row, column), grid.top_left(row, column)
        place = grid.place(top, left)
        if not text or column == name_at:
            continue
        if key := label_of(head):
            table[key] = Leaf(text, place)
        elif _GOAL.fullmatch(head):
            goals[ANNUAL if ANNUAL_WORDS.search(head) and goals else PERIOD] = Leaf(text, place)
        elif _is_money(words, head) and grid.is_number(top, left):
            amount = grid.yuan(top, left, scale, log)
            if amount is not None:
                money.setdefault(_period(words), {}).setdefault(level_of(head) and head, Leaf(amount, place))
        else:
            continue
        grid.use(top, left)
    table |= _funds(money, log)
    if goals:
        table["总体目标"] = goals
    return table


def _is_money(words: str, head: str) -> bool:
    return bool(_FUNDS.fullmatch(head) or level_of(head) or ("资金" in words and WHOLE.search(head)))


def _period(words: str) -> str:
    """The period that an amount is of; "" where the head does not say."""
    if re.search("实施期|中期|总投资", words):
        return "实施期资金"
    return "年度资金" if ANNUAL_WORDS.search(words) else ""


def _funds(money: dict[str, dict[str, Leaf]], log: Log) -> Tree:
    """实施期资金 and 年度资金 by level; a whole amount is checked with its parts, or (told) is 市县."""
    found: Tree = {}
    said = {key: {**money.get("", {}), **money.get(key, {})} for key in ("实施期资金", "年度资金")}
    for key, amounts in said.items():
        whole = amounts.pop("", None)
        funds = by_level(amounts, log)
        if whole and not funds:
            funds = {"市县": whole}
            log.assumed(str(whole.origin), "没有写是哪一级的资金，记作市县")
        elif (
            whole
            and isinstance(whole.origin, CellPlace)
            and whole.number != sum(leaf.number for _, leaf in leaves(funds))
        ):
            log.row(whole.origin, key, "合计不是各级资金之和")
        found[key] = funds
    return found
