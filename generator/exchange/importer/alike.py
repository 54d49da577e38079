"""Columns that say an amount twice, or its parts: one of them is read, the others are checked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.exchange.importer.blocks import TOTAL, Block
from generator.exchange.importer.headings import Column
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import GROUPS, SORTS, VERSIONS, Measure, measure_of
from generator.exchange.importer.totals import check_across

_WHOLE = re.compile(f"{TOTAL.pattern}|全年数?")
_OF_WHICH = re.compile("^其中[:]?|提前")
"""Parts of an amount that has a column of its own."""


def as_one(block: Block, log: Log) -> None:
    """Let every measure have one column: parts that stand beside one another are added up.

    Such are 人员经费 and 公用经费; where their sum has a column it is checked. Where columns say different
    things of the same none is read (told).
    """
    alike: dict[Measure, list[Column]] = {}
    if any(column.is_item for column in block.measures):
        return
    for column in block.measures:
        alike.setdefault(column.measure, []).append(column)
    unclear = [group for columns in alike.values() if len(group := _rivals(block, columns)) > 1]
    unclear = [columns for columns in unclear if not _joined(block, columns, log)]
    if unclear:
        first, second = unclear[0][:2]
        place = block.grid.place(block.heading.body - 1, first.index)
        why = f"它和“{second.words}”的数不同，分不清哪一列是要公开的"
        log.row(place, first.words, why + ("，另有几组列也是这样" if len(unclear) > 1 else ""))
        block.leave_out([column for columns in unclear for column in columns])


def _rivals(block: Block, columns: list[Column]) -> list[Column]:
    """Columns of one measure without blank ones and those of a part (其中：提前下达) of another."""
    saying = [one for one in columns if any(row.amounts.get(one.index) for row in block.rows)] or columns
    whole = [one for one in saying if not _OF_WHICH.search(one.last)] or saying
    block.leave_out([one for one in columns if one not in whole])
    return whole


def _joined(block: Block, columns: list[Column], log: Log) -> bool:
    """Whether columns of one measure are made one, or may stay; else nobody knows which one is meant."""
    wholes = [column for column in columns if _WHOLE.fullmatch(column.last)]
    parts = [column for column in columns if column not in wholes]
    rows = [row for row in block.rows if row.amounts]
    same = sum(block.sum_of(row, wholes[:1]) == block.sum_of(row, parts) for row in rows)
    if wholes and parts and 2 * same >= len(rows):
        for row in block.rows:
            check_across(block, row, wholes[0], parts, log)
        block.leave_out(parts)
        return True
    if len(parts) > 1 and not wholes and _are_parts(parts):
        block.add_up(parts)
        return True
    if all(len({row.amounts.get(one.index) for one in columns}) == 1 for row in rows):
        return True
    of_year = [column for column in parts if re.search(r"20\d\d", column.words)]
    if len(of_year) == 1:
        block.leave_out([one for one in columns if one not in of_year])
    return len(of_year) == 1


def _are_parts(columns: Sequence[Column]) -> bool:
    """Whether heads split something: 基本支出, or what stands in one cell above them."""
    (above, *others) = {column.words.rpartition("/")[0] for column in columns}
    below = not others and measure_of(above) != Measure()
    split = below and not any(VERSIONS.search(column.last) for column in columns)
    return split or any(all(of.search(column.last) for column in columns) for of in (GROUPS, SORTS))
