"""The sheets 绩效项目 and 绩效目标 that `build --format xlsx` writes, back to the tables they came from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.exchange.importer.cells import CellPlace, squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import Column, Heading
from generator.exchange.importer.kinds import NOT_UNDERSTOOD
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import SCALES
from generator.exchange.importer.totals import compare
from generator.exchange.tree import Leaf, Node, Tree, mapping, text_at
from generator.exchange.xlsx_performance import ANNUAL, PERIOD
from generator.model import Performance
from generator.model.paths import below_keys, item_of, model_in

FUNDS = ("实施期资金", "年度资金")
FIELDS = ("期", "一级指标", "二级指标", "三级指标", "符号", "值", "单位", "权重")


def read_projects(grid: Grid, heading: Heading, default: str, scale: Decimal, log: Log) -> list[Tree]:
    """A table for every row of 绩效项目, whose head names the keys; `scale` makes its amounts 万元.

    The unit `default` is left out.
    """
    columns = [(key, one.index) for one in heading.columns if (key := _key_of(one.words))]
    for one in heading.columns:
        _tell_other(grid, heading, one, log)
    tables: list[Tree] = []
    for row in range(heading.body, grid.height):
        table: Tree = {period: {} for period in FUNDS}
        for (first, *below), column in columns:
            amount = grid.yuan(row, column, scale, log) if first in FUNDS else None
            text = grid.text(row, column) if first not in FUNDS else ""
            if text or amount is not None:
                grid.use(row, column)
                leaf = Leaf(text if amount is None else amount, grid.place(row, column))
                holder = table.setdefault(first, {}) if below else table
                assert isinstance(holder, dict)
                holder[(first, *below)[-1]] = leaf
        if "项目" in table:
            tables.append(_settled(table, default, log))
        elif grid.row_texts(row):
            log.row(grid.place(row, 0), grid.row_text(row), "没有项目名称")
    return tables


def _key_of(words: str) -> tuple[str, ...]:
    """The path of the key that a column is called after; () for what is no key, or one of others."""
    path = tuple(words.split("/"))
    annotation = below_keys(Performance, path)
    return () if annotation is None or model_in(annotation) or item_of(annotation) else path


def _tell_other(grid: Grid, heading: Heading, column: Column, log: Log) -> None:
    """Say that a column that is called after no key is left out, if it says something."""
    if _key_of(column.words) or column.words in ("", "序号"):
        return
    said = [row for row in range(heading.body, grid.height) if not grid.blank(row, column.index)]
    if said:
        place = grid.place(heading.body - 1, column.index)
        log.row(place, column.words, f"这一列不知道是什么，有 {len(said)} 格")


def _settled(table: Tree, default: str, log: Log) -> Tree:
    """`table` without what is said already: its unit, sums, a goal of the year that is that of the whole."""
    if text_at(table, "实施单位") == default:
        table.pop("实施单位", None)
    if text_at(table, "总体目标", ANNUAL) == text_at(table, "总体目标", PERIOD):
        mapping(table, "总体目标").pop(ANNUAL, None)
    for period in FUNDS:
        funds = mapping(table, period)
        whole = funds.pop("总额", None)
        if isinstance(whole, Leaf) and isinstance(whole.origin, CellPlace):
            summed = sum((leaf.number for leaf in funds.values() if isinstance(leaf, Leaf)), Decimal(0))
            stated, summed = whole.number * SCALES["元"], summed * SCALES["元"]
            compare(whole.origin, f"{period}总额", stated, summed, len(funds), log)
    return table


def read_indicators(grid: Grid, heading: Heading, tables: Sequence[Tree], log: Log) -> None:
    """Enter the indicators of the sheet 绩效目标 in `tables`."""
    at = {squeezed(column.words): column.index for column in heading.columns}
    by_name: dict[str, list[Tree]] = {}
    rows: dict[tuple[str, str], list[tuple[int, list[str]]]] = {}
    for table in tables:
        leaf = table["项目"]
        by_name.setdefault(str(leaf.value) if isinstance(leaf, Leaf) else "", []).append(table)
    for row in range(heading.body, grid.height):
        name = grid.spread(row, at["项目"])
        number = grid.text(row, at["序号"]) if "序号" in at else ""
        fields = [grid.text(row, at[key]) if key in at else "" for key in FIELDS]
        if name and any(fields):
            rows.setdefault((number, name), []).append((row, fields))
        elif any(fields):
            log.row(grid.place(row, 0), grid.row_text(row), "没有项目名称")
    for (_, name), found in rows.items():
        matching = by_name.get(name, [])
        own = next((t for t in matching if "指标" not in t), None)
        if own is None:
            message = f"“{name}”在“绩效项目”里没有，它的 {len(found)} 行指标没有导入"
            log.add(NOT_UNDERSTOOD, grid.place(found[0][0], at["项目"]), message, "两张表的项目名称要一样")
            continue
        own["指标"] = indicator_tree(grid, found, log)


def indicator_tree(grid: Grid, rows: Sequence[tuple[int, list[str]]], log: Log) -> Node:
    """一级 › 二级 › indicators; a plain list where both periods are the same."""
    both: dict[str, dict[str, dict[str, list[Node]]]] = {}
    told: set[int] = set()
    for row, (period, first, second, *said, unit, weight) in rows:
        groups = both.setdefault(first, {})
        name, symbol, value = (text.replace("\n", "") for text in said)
        if name and row not in told:
            told.add(row)
            if not second:
                log.row(grid.place(row, 0), grid.row_text(row), "没有二级指标")
            elif "\n" in said[0] and "\n" in said[2]:
                log.assumed(grid.place(row, 0), f"“{name[:30]}”和它的值都有几行，连成一行，是一个指标")
        if not second:
            continue
        sides = groups.setdefault(second, {PERIOD: [], ANNUAL: []})
        if name:
            origin = grid.place(row, 0)
            written = {"名称": name, "符号": symbol, "值": value, "单位": unit, "权重": weight}
            item: Node = {k: Leaf(v, origin) for k, v in written.items() if v or k == "值"}
            sides[ANNUAL if period == ANNUAL else PERIOD].append(item)
    return {
        first: {second: _sides(sides) for second, sides in groups.items()} for first, groups in both.items()
    }


def _sides(sides: dict[str, list[Node]]) -> Node:
    plain = {period: [_plain(item) for item in items] for period, items in sides.items()}
    if plain[PERIOD] == plain[ANNUAL]:
        return sides[PERIOD]
    names = {
        period: [{key: said for key, said in item.items() if key != "值"} for item in plain[period]]
        for period in plain
    }
    if names[PERIOD] == names[ANNUAL]:
        merged: list[Node] = []
        for period, annual in zip(sides[PERIOD], sides[ANNUAL], strict=True):
            assert isinstance(period, dict)
            assert isinstance(annual, dict)
            same = _plain(period) == _plain(annual)
            merged.append(period if same else {**period, "年度": annual["值"]})
        return merged
    return {PERIOD: sides[PERIOD], ANNUAL: sides[ANNUAL]}


def _plain(item: Node) -> dict[str, str]:
    assert isinstance(item, dict)
    return {key: str(leaf.value) for key, leaf in item.items() if isinstance(leaf, Leaf)}
