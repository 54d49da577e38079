"""Totals rows are not imported but checked: 类 and 款 against what is below them, 合计 against all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from generator.exchange.importer.blocks import Block, Row
from generator.exchange.importer.cells import CellPlace, decimals, plain_number
from generator.exchange.importer.headings import Column
from generator.exchange.importer.kinds import ROUNDED, WRONG_TOTAL
from generator.exchange.importer.log import Deviation, Log

WHOLE = re.compile("合计|小计|总计|总额|金额")
"""What columns of whole amounts are called."""
HALF_CENT = Decimal("0.005")


def leaves_of(rows: Sequence[Row]) -> list[Row]:
    """The rows with a code that no other row's code continues."""
    codes = {row.code for row in rows if row.code}
    prefixes = {code[:length] for code in codes for length in range(3, len(code), 2)}
    return [row for row in rows if row.code and row.code not in prefixes]


def check_tree(block: Block, log: Log) -> None:
    """Check every totals row of a table whose rows have codes."""
    leaves = leaves_of(block.rows)
    chosen = {id(row) for row in leaves}
    below: dict[str, list[Row]] = {}
    for leaf in leaves:
        for length in range(3, len(leaf.code), 2):
            below.setdefault(leaf.code[:length], []).append(leaf)
    run: list[Row] = []
    for row in block.rows:
        if id(row) in chosen:
            run.append(row)
        elif row.code:
            check_row(block, row, below[row.code], log)
        elif row.is_total:
            groups = [run, leaves] if "小计" in row.name else [leaves, run]
            check_row(block, row, nearest(block, row, groups), log)
            run = []


def nearest(block: Block, total: Row, groups: Sequence[Sequence[Row]]) -> Sequence[Row]:
    """Of groups of rows the first of which `total` is the sum in most columns."""

    def agreeing(group: Sequence[Row]) -> int:
        return sum(block.sum_of(total, [one]) == block.summed(group, one) for one in block.measures)

    return max(groups, key=agreeing)


def check_row(block: Block, total: Row, parts: Sequence[Row], log: Log) -> None:
    """Compare the amounts of `total` with the sums of `parts`, column by column."""
    for column in block.measures:
        if column.index not in total.amounts and not parts:
            continue
        stated = block.amount(total, column)
        if column.index in block.spoilt:
            continue
        summed = block.summed(parts, column)
        name = total.name or total.code or "合计"
        compare(block.place(total, column), name, stated, summed, len(parts), log)


def check_across(block: Block, row: Row, total: Column, parts: Sequence[Column], log: Log) -> None:
    """Compare the amount of a row in `total` with its parts beside it, unless nobody knows one of these.

    A row of totals, which is not imported, may leave the parts out.
    """
    beside = [column.index for column in parts]
    apart = any(index in row.amounts for index in beside)
    said = apart or (total.index in row.amounts and not row.is_total)
    if not said or block.sum_of(row, block.unknown) or block.spoilt & {total.index, *beside}:
        return
    summed = sum((block.amount(row, column) for column in parts), Decimal(0))
    name = (row.name or row.code or total.last)[:30]
    compare(block.place(row, total), name, block.amount(row, total), summed, len(parts), log, beside)


def check_wholes(block: Block, row: Row, parts: Sequence[Column], log: Log) -> None:
    """Compare what a row has in columns that sum others: those below the same head, or all `parts`."""
    for whole in block.measures:
        above = whole.words.rpartition("/")[0]
        below = [one for one in parts if not above or one.words.startswith(f"{above}/")]
        if below and whole not in parts and WHOLE.search(whole.last):
            check_across(block, row, whole, below, log)


def compare(
    place: CellPlace,
    name: str,
    stated: Decimal,
    summed: Decimal,
    count: int,
    log: Log,
    columns: Sequence[int] = (),
) -> None:
    """Say when `stated` is not the sum of `count` amounts; what rounding can explain is only noted."""
    difference = stated - summed
    if not difference:
        return
    if not count and stated:
        hint = "没有导入；明细在别的表里的，核对那张表，否则按批复补写"
        log.deviate(
            Deviation(
                WRONG_TOTAL,
                place,
                f"“{name}”是 {plain_number(stated, 2)} 万元，表里却没有它的明细",
                hint,
                difference,
                1,
            )
        )
        return
    said = (
        f"{plain_number(stated, 2)}，各项相加是 {plain_number(summed, 2)}，相差 {plain_number(difference, 2)}"
    )
    if decimals(stated) <= 2 and abs(difference) <= HALF_CENT * (count + 1):
        log.add(ROUNDED, place, f"“{name}”印 {said} 万元，是四舍五入的尾差")
    else:
        hint = "合计不导入，由明细相加；请核对是合计错了还是明细少了"
        message = f"“{name}”是 {said} 万元"
        log.deviate(Deviation(WRONG_TOTAL, place, message, hint, difference, count + 1, columns))
