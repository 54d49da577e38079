"""The sheets 绩效项目 and 绩效目标 that `build --format xlsx` writes, back to the tables they came from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import Heading
from generator.exchange.importer.kinds import NOT_UNDERSTOOD
from generator.exchange.importer.log import Log
from generator.exchange.importer.totals import compare
from generator.exchange.tree import Leaf, Node, Tree
from generator.exchange.xlsx_performance import ANNUAL, PERIOD

FUNDS = ("实施期资金", "年度资金")
TEXTS = ("项目属性", "项目期", "项目概况", "立项依据", "必要性", "制度措施", "实施计划")
SIGNED = ("负责人", "经办人", "联系电话", "填报日期")
FIELDS = ("期", "一级指标", "二级指标", "三级指标", "符号", "值", "单位", "权重")


def read_projects(grid: Grid, heading: Heading, default: str, scale: Decimal, log: Log) -> list[Tree]:
    """A table for every row of 绩效项目; `scale` makes its amounts 万元. The unit `default` is left out."""
    at = {column.words: column.index for column in heading.columns}
    tables = []
    for row in range(heading.body, grid.height):
        name = grid.text(row, at.get("项目", 1))
        if not name:
            if grid.row_texts(row):
                log.row(grid.place(row, 0), grid.row_text(row), "没有项目名称")
            continue
        table: Tree = {"项目": Leaf(name, grid.place(row, at.get("项目", 1)))}
        unit = _leaf(grid, row, at, "实施单位")
        if unit and unit.value != default:
            table["实施单位"] = unit
        _texts(grid, row, at, table, TEXTS[:2])
        for period in FUNDS:
            table[period] = _funds(grid, row, at, period, scale, log)
        _texts(grid, row, at, table, TEXTS[2:])
        table["总体目标"] = _goals(grid, row, at)
        _texts(grid, row, at, table, SIGNED)
        tables.append(table)
    return tables


def _leaf(grid: Grid, row: int, at: dict[str, int], key: str) -> Leaf | None:
    column = at.get(key)
    text = grid.text(row, column) if column is not None else ""
    return Leaf(text, grid.place(row, column)) if text and column is not None else None


def _texts(grid: Grid, row: int, at: dict[str, int], table: Tree, keys: Sequence[str]) -> None:
    for key in keys:
        leaf = _leaf(grid, row, at, key)
        if leaf:
            table[key] = leaf


def _funds(grid: Grid, row: int, at: dict[str, int], period: str, scale: Decimal, log: Log) -> Tree:
    funds: Tree = {}
    levels = {key.removeprefix(f"{period}/"): at[key] for key in at if key.startswith(f"{period}/")}
    for level, column in levels.items():
        amount = grid.money(row, column, scale, log) if level != "总额" else None
        if amount is not None:
            funds[level] = Leaf(amount * 10000, grid.place(row, column))
    whole = levels.get("总额")
    total = grid.money(row, whole, scale, log) if whole is not None else None
    if total is not None and whole is not None:
        summed = sum((leaf.number for leaf in funds.values() if isinstance(leaf, Leaf)), Decimal(0))
        compare(grid.place(row, whole), f"{period}总额", total, summed / 10000, len(funds), log)
    return funds


def _goals(grid: Grid, row: int, at: dict[str, int]) -> Tree:
    goals: Tree = {}
    for period in (PERIOD, ANNUAL):
        leaf = _leaf(grid, row, at, f"总体目标/{period}")
        other = goals.get(PERIOD)
        if leaf and not (isinstance(other, Leaf) and other.value == leaf.value):
            goals[period] = leaf
    return goals


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
        own["指标"] = indicator_tree(grid, found)


def indicator_tree(grid: Grid, rows: Sequence[tuple[int, list[str]]]) -> Node:
    """一级 › 二级 › indicators; a plain list where both periods are the same."""
    both: dict[str, dict[str, dict[str, list[Node]]]] = {}
    for row, (period, first, second, name, symbol, value, unit, *weight) in rows:
        groups = both.setdefault(first, {})
        if not second:
            continue
        sides = groups.setdefault(second, {PERIOD: [], ANNUAL: []})
        if name:
            origin = grid.place(row, 0)
            written = {"名称": name, "符号": symbol, "值": value, "单位": unit}
            written["权重"] = weight[0] if weight else ""
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
