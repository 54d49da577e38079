"""Tables in long form, with a row for every 资金来源 and one column 金额: made as wide as the others."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from generator.exchange.importer.blocks import TOTAL, Block, Row
from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.headings import MADE, Column, Role
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import measure_of, source_of


def widened(block: Block, log: Log) -> Block:
    """`block` with a column for every source that its rows name; rows of the same labels become one."""
    amounts = [column for column in block.measures if len(column.measure.sources) != 1]
    if not any(column.role is Role.SOURCE for column in block.columns) or not amounts:
        return block
    made: dict[str, Column] = {}
    rows: dict[tuple[str, ...], Row] = {}
    for row in block.rows:
        said = row.texts.get(Role.SOURCE, "")
        source = source_of(said)
        total = any(TOTAL.fullmatch(squeezed(text)) for text in row.texts.values())
        if source is None and (total or not row.amounts):
            rows[("", str(row.index))] = row
            continue
        if source is None:
            log.row(row.place, block.grid.row_text(row.index), f"不认得资金来源“{said}”")
            continue
        key = (row.code, row.name, *(text for role, text in row.texts.items() if role is not Role.SOURCE))
        whole = rows.setdefault(key, replace(row, amounts={}))
        period = "结转/" if "结转" in said or "结余" in said else ""
        for column in amounts:
            if column.index in row.amounts:
                words = f"{column.words}/{period}{source}"
                new = made.setdefault(words, _column(words, column, len(made) + 1))
                _enter(block, whole, row, column, new)
    block.columns += list(made.values())
    block.rows = list(rows.values())
    return block


def _enter(block: Block, whole: Row, row: Row, column: Column, new: Column) -> None:
    """Give the row that is made an amount of one of its rows, by source and in all."""
    for index in (new.index, column.index):
        whole.amounts[index] = whole.amounts.get(index, Decimal(0)) + row.amounts[column.index]
    block.cells.setdefault((whole.index, new.index), (row.index, column.index))
    for role in row.texts:
        row.texts.said(role)
    block.grid.use(row.index, column.index)


def _column(words: str, column: Column, number: int) -> Column:
    return Column(number * MADE + column.index, words, Role.AMOUNT, measure_of(words))
