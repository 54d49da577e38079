"""The two tables of 收支: income by source, the 年终结转, sums by 类, found by what their rows are called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.classification import Classification
from generator.exchange.importer.blocks import Block, Row
from generator.exchange.importer.cells import CellPlace, squeezed
from generator.exchange.importer.expenditure import Expenditure
from generator.exchange.importer.headings import Column, Role
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import APPROPRIATION, PERIODS, Measure, source_of
from generator.exchange.importer.observing import ClassSum
from generator.exchange.importer.recognition import TableKind, measure_in
from generator.exchange.importer.repeated import enter
from generator.exchange.importer.solver import ZERO
from generator.exchange.importer.totals import compare
from generator.exchange.importer.units import Units, units_across
from generator.exchange.tree import Leaf, Tree, leaves, mapping
from generator.model import SOURCES, Source
from generator.model.kinds import LEFT_OVER
from generator.model.lines import THIS_YEAR

_LEFT = {"年终结转": "年终结转|结转下年|年末结转", "结余分配": "结余分配"}
"""What rows of what is not spent are called."""
_ORDINAL = re.compile(r"^[（(]?[一二三四五六七八九十百\d]+[)）]?[、.．]|^[（(][一二三四五六七八九十]+[)）]")
_LEVELS = tuple(
    re.compile(ordinal)
    for ordinal in (
        r"[一二三四五六七八九十百]+[、.．]",
        r"[(][一二三四五六七八九十百]+[)]",
        r"\d+[、.．]",
        r"[(]\d+[)]",
    )
)
"""How the rows of a table are numbered, from the widest to the narrowest."""


def read_balance(block: Block, subjects: Expenditure, known: Classification, tree: Tree, log: Log) -> None:
    """Take income into `tree` and sums by 类 into `subjects`."""
    if is_income(block):
        _income(block, subjects, tree, log)
    else:
        _expenditure(block, subjects, known, tree)
    _agree(block, log)


def is_income(block: Block) -> bool:
    """Whether the rows are of income, by the head or else the title."""
    heads = " ".join(column.words for column in (*block.columns[:1], *block.labels[:1]))
    return "收入" in heads or ("收入" in block.title and "支出" not in heads + block.title)


def _agree(block: Block, log: Log) -> None:
    """A total that is the sum of what was read says nothing new; 合计 of all that was read must be that."""
    for column in block.measures:
        rows = [row for row in block.rows if row.amounts.get(column.index)]
        parts = [row for row in rows if (row.index, column.index) in block.grid.used and not row.is_total]
        summed = sum((row.amounts[column.index] for row in parts), ZERO)
        for row in rows:
            total = re.search("合计|总计|拨款|本年收入|本年支出", row.name)
            if total and row.amounts[column.index] == summed:
                block.amount(row, column)
            elif "支出合计" in row_name(row) and all(one in parts or one.is_total for one in rows):
                compare(
                    block.place(row, column), row.name, row.amounts[column.index], summed, len(parts), log
                )


def row_name(row: Row) -> str:
    """What a row is called, without its ordinal."""
    return _ORDINAL.sub("", squeezed(row.name))


def _level(row: Row) -> int:
    """How deep a row stands by its ordinal: 一、 then （一） then 1. then (1)."""
    text = squeezed(row.name)
    return next((level for level, ordinal in enumerate(_LEVELS) if ordinal.match(text)), -1)


def _income(block: Block, subjects: Expenditure, tree: Tree, log: Log) -> None:
    column = _total_column(block)
    income: Tree = {}
    undivided: list[Row] = []
    levels: dict[Source, int] = {}
    total: Row | None = None
    for row in block.rows:
        name, source = row_name(row), source_of(row_name(row))
        if re.search("结转|结余", name):
            break
        if re.search("合计|总计", name):
            total = total or row
            if income or undivided:
                break
        elif source is not None:
            block.use(row)
            own = block.amount(row, column)
            known = income.get(str(source), Leaf(ZERO))
            assert isinstance(known, Leaf)
            level = levels.setdefault(source, _level(row))
            if known.number and (source is not Source.OWN or name.startswith("其中") or _level(row) > level):
                continue  # it is part of what stands above it
            income[str(source)] = Leaf(known.number + own, known.origin or block.place(row, column))
        elif re.search("(财政|预算)拨款", name) and row.amounts:
            undivided.append(row)
        elif row.amounts and "本年收入" not in name:
            log.row(row.place, block.grid.row_text(row.index), "不是认得的资金来源")
    parts = [*_undivided(block, undivided, income, log), *income.values()]
    if total is not None:
        summed = sum((leaf.number for leaf in parts if isinstance(leaf, Leaf)), ZERO)
        stated, place = block.amount(total, column), block.place(total, column)
        if "合计" in row_name(total) and not re.search("结转|结余", name):
            compare(place, total.name, stated, summed, len(SOURCES), log)
        if stated == summed and len(parts) == len(income) and "财政拨款" not in block.title:
            subjects.incomes[block.grid.unit] = place
    # The table of 财政拨款 repeats part of that of all.
    enter(tree, "收入", income, "收入", log)


def _undivided(block: Block, rows: list[Row], income: Tree, log: Log) -> Iterator[Leaf]:
    """The amounts of 财政拨款 of which no row says the source, each told."""
    if any(str(source) in income for source in APPROPRIATION):
        return
    for row in rows:
        log.row(row.place, row.name, "没有写其中一般公共预算、政府性基金各多少")
        yield Leaf(block.amount(row, _total_column(block)))


def read_income_by_unit(block: Block, units: Units, parts: dict[str, Tree], tree: Tree, log: Log) -> None:
    """收入 from a table with a row for every unit and columns for the sources of this year.

    It goes into the `parts` of the units, and the sums into `tree`.
    """
    several = units_across(block, units, log)
    found: Tree = {}
    for column in (column for column in block.measures if "结转" not in column.words):
        for unit, part in several:
            for row in (row for row in part.rows if not row.is_total):
                said = [*column.measure.sources] if len(column.measure.sources) == 1 else [_source(row)]
                if said[0] is None:
                    continue
                leaf = Leaf(block.amount(row, column), block.place(row, column))
                for own in (found, mapping(parts.setdefault(unit, {"收入": {}}), "收入")):
                    before = own.get(str(said[0]))
                    number = leaf.number + (before.number if isinstance(before, Leaf) else ZERO)
                    own[str(said[0])] = Leaf(number, leaf.origin)
    enter(tree, "收入", found, "收入", log)


def _source(row: Row) -> Source | None:
    """What a row with a column for its source says."""
    said = row.texts.said(Role.SOURCE)
    return None if re.search("结转|结余", said) else source_of(said)


def sums_of_income(tree: Tree, unit: str, whole: CellPlace | None) -> Iterator[ClassSum]:
    """Income of a source is what this year spends of it, when nothing is left of it.

    `whole` is where the sum of it stands, if one does: of other sources there is none then.
    """
    if any(leaf.number for kind in LEFT_OVER for _, leaf in leaves(tree.get(kind, {}))):
        return
    for source in SOURCES:
        leaf = mapping(tree, "收入").get(str(source), Leaf(ZERO, whole))
        if isinstance(leaf, Leaf) and isinstance(leaf.origin, CellPlace):
            measure = Measure(frozenset((source,)), periods=frozenset((THIS_YEAR,)))
            yield ClassSum("", measure, leaf.number, leaf.origin, soft=True, unit=unit)


def _total_column(block: Block) -> Column:
    totals = [c for c in block.measures if re.search("合计|小计|金额|预算数|年$", c.words)]
    return (totals or block.measures)[0]


def _expenditure(block: Block, subjects: Expenditure, known: Classification, tree: Tree) -> None:
    codes = {squeezed(known.functional.get(code, "")): code for _, code in known.classes}
    columns = [(column, measure_in(block, column, TableKind.BALANCE)) for column in block.measures]
    for row in block.rows:
        name = row_name(row)
        if kind := next((kind for kind, called in _LEFT.items() if re.search(called, name)), ""):
            _left_over(kind, block, row, columns, tree)
            continue
        code = codes.get(name)
        if code:
            block.use(row)
            for column, measure in columns:
                place, amount = block.place(row, column), block.amount(row, column)
                subjects.classes.append(ClassSum(code, measure, amount, place, unit=block.grid.unit))


def _left_over(kind: str, block: Block, row: Row, columns: list[tuple[Column, Measure]], tree: Tree) -> None:
    """What is not spent (年终结转, 结余分配) by source, where the table has a column for each."""
    found: Tree = {}
    for column, measure in columns:
        if len(measure.sources) == 1 and measure.periods == frozenset(PERIODS):
            source: Source = next(iter(measure.sources))
            found[str(source)] = Leaf(block.amount(row, column), block.place(row, column))
    if found:
        tree[kind] = found
