"""绩效目标申报表 as departments fill it in: a form with labels in cells and, below, the indicator table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from generator.exchange.importer.cells import CellPlace, is_nil, squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import is_head_word
from generator.exchange.importer.indicators import ANNUAL_WORDS, HEAD, indicators_in, is_value, value_columns
from generator.exchange.importer.log import Log
from generator.exchange.importer.performance import indicator_tree
from generator.exchange.tree import Leaf, Node, Tree, leaves
from generator.exchange.xlsx_performance import ANNUAL, PERIOD

LABELS: tuple[tuple[str, str], ...] = (
    (r"项目名称", "项目"),
    (r"(项目)?(实施|承担|申报|预算|项目)?单位(名称)?", "实施单位"),
    (r"项目(属性|性质)", "项目属性"),
    (r"项目期(限)?|实施期(限)?|项目起止(时间|年限)", "项目期"),
    (r"项目概况|项目概述|项目内容", "项目概况"),
    (r"立项依据|项目立项依据|立项(的)?依据", "立项依据"),
    (r".*必要性", "必要性"),
    (r".*(制度|措施)", "制度措施"),
    (r"(项目)?实施计划|.*进度计划", "实施计划"),
    (r"(项目)?负责人", "负责人"),
    (r"经办人|填报人|填表人|联系人", "经办人"),
    (r"联系电话|电话", "联系电话"),
    (r"填报日期|填表日期", "填报日期"),
)
APPROPRIATED = "财政拨款"
"""The sum of 中央, 省级 and 市县; 市县 where none of these is written."""
FUNDS: tuple[tuple[str, str], ...] = (
    (r"(其中:)?中央.{0,6}", "中央"),
    (r"(其中:)?省级.{0,6}", "省级"),
    (r"(其中:)?(市县|市级|县级|本级).{0,6}", "市县"),
    (r"(其中:)?(当年)?财政拨款", APPROPRIATED),
    (r"单位自筹|自筹资金", "单位自筹"),
    (r"其他(资金)?|上年结转", "其他"),
)
_BESIDE, _ABOVE = 12, 6
"""Columns and rows in which the words stand that say which period an amount is of."""
_TITLE = re.compile(r".{0,30}绩效目标.{0,10}表([(].{0,20}[)])?")
_TOTAL = re.compile(r"(项目)?资金(总额)?(\(.*元\))?|(实施期|年度)?(资金)?(总额|合计)|绩效指标")


def is_form(grid: Grid) -> bool:
    """Whether the sheet has a form: labels 项目名称 and 一级指标 in it, and 绩效目标 in its title."""
    texts = {squeezed(text) for row in range(grid.height) for text in grid.row_texts(row)}
    titled = any("绩效目标" in text for text in (grid.name, *texts))
    named = any(label_of(text.partition(":")[0]) == "项目" for text in texts)
    return titled and named and bool(_spans(grid))


def _spans(grid: Grid) -> list[tuple[int, list[int], int]]:
    """Of every form on a sheet its first row, the heads of its indicators, and the first row below it.

    A head that comes again without a title or a name above it goes on with the same form.
    """
    said = [{squeezed(text) for text in grid.row_texts(row)} for row in range(grid.height)]
    starts, forms = [0], list[list[int]]()
    for row in (row for row, texts in enumerate(said) if set(HEAD) <= texts):
        between = range(forms[-1][-1] + 1, row) if forms else range(0)
        titles = (row for row in between if any(_TITLE.fullmatch(text) for text in said[row]))
        names = (
            row for row in between if any(label_of(text.partition(":")[0]) == "项目" for text in said[row])
        )
        start = next(titles, next(names, None))
        if not forms or start is not None:
            starts += [] if start is None else [start]
            forms.append([])
        forms[-1].append(row)
    return list(zip(starts, forms, [*starts[1:], grid.height], strict=False))


def read_forms(grid: Grid, scale: Decimal, log: Log) -> list[Tree]:
    """The performance tables of the forms on a sheet; one that names no project is told.

    `scale` makes amounts 万元.
    """
    tables = (_read_form(grid, span, scale, log) for span in _spans(grid))
    return [table for table in tables if table]


def _read_form(grid: Grid, span: tuple[int, list[int], int], scale: Decimal, log: Log) -> Tree:
    first, heads, last = span
    table: Tree = {}
    periods: dict[str, dict[str, Leaf]] = {}
    nearest: dict[int, str] = {}
    for column in range(grid.width):
        # The title of a further form says nothing new.
        if _TITLE.fullmatch(squeezed(grid.text(first, column))):
            grid.use(first, column)
    for row in range(first, heads[0]):
        _labels(grid, row, table)
        _funds(grid, row, first, periods, nearest, scale, log)
        _goal(grid, row, table)
    if "项目" not in table:
        log.row(grid.place(first, 0), grid.row_text(first), "表里没有填项目名称")
        return {}
    _indicators(grid, heads, last, table, log)
    for key in ("实施期资金", "年度资金"):
        table[key] = by_level(periods.get(key, {}), log)
    _agree(grid, range(first, heads[0]), [table["实施期资金"], table["年度资金"]], scale)
    return table


def _agree(grid: Grid, rows: range, periods: Sequence[Node], scale: Decimal) -> None:
    """A total that is the sum of what was read says nothing new."""
    sums = [sum((leaf.number for _, leaf in leaves(funds)), Decimal(0)) for funds in periods]
    for row in rows:
        for column in range(grid.width):
            if grid.is_number(row, column) and grid.yuan(row, column, scale, Log()) in sums:
                grid.use(row, column)


def _is_heading(text: str) -> bool:
    """Whether it ends with 目标, or with that and words in brackets: the name of a goal, and no goal."""
    return text.endswith("目标") or (text.endswith(")") and "目标(" in text)


def _value_right(grid: Grid, row: int, column: int) -> tuple[str, int]:
    """What stands right of a label, and its column; a label right of it is no value."""
    label = grid.top_left(row, column)
    for right in range(column + 1, grid.width):
        if grid.top_left(row, right) == label:
            continue
        text = grid.text(row, right)
        if text:
            return ("", right) if label_of(text) else (text, right)
    return "", column


def label_of(text: str) -> str:
    """What a label is of; "" for what is none."""
    plain = squeezed(text).rstrip(":")
    return next((key for pattern, key in LABELS if re.fullmatch(pattern, plain)), "")


def _labels(grid: Grid, row: int, table: Tree) -> None:
    for column in range(grid.width):
        text = grid.text(row, column)
        key = label_of(text) if len(text) <= 20 else ""
        if key and key not in table:
            value, at = _value_right(grid, row, column)
            grid.use(row, column)
            if value and not is_nil(value):
                table[key] = Leaf(value, grid.place(row, at))
                grid.use(row, at)
        elif not key and ":" in squeezed(text):
            label, _, value = squeezed(text).partition(":")
            key = label_of(label)
            if key and value and key not in table and not value.endswith("元"):
                table[key] = Leaf(value, grid.place(row, column))
                grid.use(row, column)


def _funds(
    grid: Grid,
    row: int,
    first: int,
    periods: dict[str, dict[str, Leaf]],
    nearest: dict[int, str],
    scale: Decimal,
    log: Log,
) -> None:
    """Amounts by label; `nearest` are the words 年度资金总额 or 实施期资金总额 last seen in each column."""
    for column in range(grid.width):
        if _names_period(said := squeezed(grid.spread(row, column))):
            nearest[column] = said
        text = squeezed(grid.text(row, column)).rstrip(":")
        level = level_of(text)
        if _TOTAL.fullmatch(text):
            grid.use(row, column)
        if not level:
            continue
        grid.use(row, column)
        _, at = _value_right(grid, row, column)
        if at == column or not grid.is_number(row, at):
            continue
        amount = grid.yuan(row, at, scale, log)
        grid.use(row, at)
        around = nearest.get(column) or " ".join(
            squeezed(grid.spread(r, c))
            for c in range(max(0, column - _BESIDE), column + 1)
            for r in range(max(first, row - _ABOVE), row + 1)
        )
        key = "年度资金" if ANNUAL_WORDS.search(around) and "实施期" not in around else "实施期资金"
        if amount is not None:
            periods.setdefault(key, {})[text] = Leaf(amount, grid.place(row, at))


def level_of(text: str) -> str:
    """The level that pays, as a label or a head says it; "" for what is none."""
    return next((key for pattern, key in FUNDS if re.fullmatch(pattern, text)), "")


def by_level(found: Mapping[str, Leaf], log: Log) -> Tree:
    """Amounts by level from those by label: 市级 and 县级 are one; 财政拨款 is a sum of levels, or 市县."""
    funds: dict[str, Leaf] = {}
    for label, leaf in found.items():
        level = level_of(label)
        before = funds.get(level)
        funds[level] = Leaf(before.number + leaf.number, before.origin) if before else leaf
    whole = funds.pop(APPROPRIATED, None)
    parts = [funds[level].number for level in ("中央", "省级", "市县") if level in funds]
    if whole and any(parts) and isinstance(whole.origin, CellPlace) and sum(parts) != whole.number:
        log.row(whole.origin, APPROPRIATED, "不是中央、省级和市县之和")
    if whole and not any(parts):
        funds["市县"] = whole
    return {level: funds[level] for _, level in FUNDS if level in funds}


def _names_period(text: str) -> bool:
    """Whether it is 年度资金总额, 实施期资金总额 or the like."""
    if "资金" not in text or not re.search("总额|合计", text):
        return False
    return bool(ANNUAL_WORDS.search(text) or "实施期" in text or "中期" in text)


def _goal(grid: Grid, row: int, table: Tree) -> None:
    """总体目标: 实施期 and 年度, with the label left of the text or above it."""
    goals = table.get("总体目标", {})
    assert isinstance(goals, dict)
    for column in range(grid.width):
        text = squeezed(grid.text(row, column))
        if not re.fullmatch(r"(总体|绩效|项目)?(实施期|中期|年度|20\d\d年)?(总体|绩效)?目标(\(.*\))?", text):
            continue
        period = ANNUAL if ANNUAL_WORDS.search(text) else PERIOD
        value, at = _value_right(grid, row, column)
        place = grid.place(row, at)
        if not value or _is_heading(squeezed(value)):
            value = grid.text(row + 1, column)
            place = grid.place(row + 1, column)
        grid.use(row, column)
        if len(value) > 4 and period not in goals and not _is_heading(squeezed(value)):
            goals[period] = Leaf(value, place)
            grid.use(place.row, place.column)
    if goals:
        table["总体目标"] = goals


def _indicators(grid: Grid, heads: list[int], last: int, table: Tree, log: Log) -> None:
    """Read the indicators below their heads, and the labels below them."""
    rows: list[tuple[int, list[str]]] = []
    above = ["", ""]
    for head, end in zip(heads, [*heads[1:], last], strict=True):
        sides = value_columns(grid, head)
        for column in range(grid.width):
            text = squeezed(grid.text(head, column))
            if is_head_word(text) or is_value(text) or text == "绩效指标":
                grid.use(head, column)
        row = head + 1
        while row < end and (found := list(indicators_in(grid, head, row, sides, above))):
            rows += [(row, fields) for fields in found]
            row += 1
        for below in range(row, end):
            _labels(grid, below, table)
    node: Node = indicator_tree(grid, rows, log)
    table["指标"] = node
