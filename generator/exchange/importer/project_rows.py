"""The rows of a table of projects that are none: totals, units and 类别 that sum others, parts of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from generator.exchange.importer.balance import row_name
from generator.exchange.importer.blocks import TOTAL, Block, Row
from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.headings import Role
from generator.exchange.importer.log import Log
from generator.exchange.importer.totals import HALF_CENT, check_row, nearest
from generator.exchange.importer.units import coded
from generator.exchange.importer.whose import UNIT

_SORT = re.compile("(特定目标|其他运转|人员)类(项目)?(支出)?")
_NEXT = 6
"""Sums below one that may be the end of what it sums."""
_MOST = 50
"""Rows, or ends of groups, that are tried."""


def project_name(row: Row) -> str:
    """The name of the project as the cell has it, codes and all."""
    lines = (row.texts.said(Role.NAME) or row.name).split("\n")
    return "".join(line.strip() for line in lines)


def is_total(row: Row) -> bool:
    return bool(TOTAL.fullmatch(squeezed(project_name(row))))


def check_heads(block: Block, rows: Sequence[Row], heads: set[int], parts: set[int], log: Log) -> None:
    """Compare every sum with the rows that it is the sum of: those below, those above, or all.

    One above other sums reaches down to the next that is so, or to one of the next.
    """
    ordered = sorted(heads)
    every = [row for index, row in enumerate(rows) if index not in heads | parts]
    wide = [head for head in ordered if head + 1 in heads]
    for position, head in enumerate(ordered):
        later = wide[wide.index(head) + 1 :] if head in wide else ordered[position + 1 :]
        end = next(iter(later), len(rows))
        start = ordered[position - 1] if position else -1
        nearer = (range(head + 1, one) for one in ordered[position + 2 : position + _NEXT])
        spans = (range(head + 1, end), range(start + 1, head), *nearer)
        groups = [group for span in spans if (group := [rows[i] for i in span if i not in heads | parts])]
        groups.insert(0 if head == 0 or "小计" not in project_name(rows[head]) else len(groups), every)
        check_row(block, rows[head], nearest(block, rows[head], groups), log)


def grouped(block: Block, rows: Sequence[Row], *, by_unit: bool) -> tuple[set[int], set[int], set[int]]:
    """The rows that are called as units are, the rows that are called as 类别 are, and parts of projects.

    The first two each sum rows below them; a single unit, or one that does not, makes them no units.
    """
    names = [coded(project_name(row))[1] for row in rows]
    units = {i for i, name in enumerate(names) if by_unit and UNIT.fullmatch(name)}
    sorts = {i for i, row in enumerate(rows) if _SORT.fullmatch(row_name(row))}
    totals = {i for i, row in enumerate(rows) if is_total(row)}
    parts = _parts(block, rows, units | sorts | totals)
    leaves = {*range(len(rows))} - units - sorts - totals - parts
    ends = sorted(units | sorts | totals)
    units = units if len(units) > 1 and all(_sums(block, rows, i, ends, leaves) for i in units) else set()
    sorts = sorts if all(_sums(block, rows, i, ends, leaves) for i in sorts) else set()
    return units, sorts, parts


def _sums(block: Block, rows: Sequence[Row], head: int, ends: Sequence[int], leaves: set[int]) -> bool:
    """Whether a row is the sum of those of the `leaves` below it, as far as one of the `ends`."""
    left, count = _amounts(block, rows[head]), 0
    tried = [end for end in (*ends, len(rows)) if end > head][:_MOST]
    for index in range(head + 1, tried[-1] + 1):
        if count and index in tried and all(abs(one) <= HALF_CENT * (count + 1) for one in left):
            return True
        if index in leaves:
            count += 1
            left = [one - more for one, more in zip(left, _amounts(block, rows[index]), strict=True)]
    return False


def _parts(block: Block, rows: Sequence[Row], heads: set[int]) -> set[int]:
    """The rows from 其中：… on that are in all the row above it; that one alone where none are."""
    found: set[int] = set()
    for start, row in enumerate(rows):
        if (
            start in found
            or not start
            or start - 1 in heads
            or not squeezed(project_name(row)).startswith("其中")
        ):
            continue
        left, end = _amounts(block, rows[start - 1]), start
        while any(left) and min(left) >= 0 and end < min(len(rows), start + _MOST) and end not in heads:
            left = [one - more for one, more in zip(left, _amounts(block, rows[end]), strict=True)]
            end += 1
        found |= {start} if any(left) else {*range(start, end)}
    return found


def _amounts(block: Block, row: Row) -> list[Decimal]:
    return [row.amounts.get(column.index, Decimal(0)) for column in block.measures]


def partition(block: Block, rows: Sequence[Row], first: int, totals: set[int]) -> set[int]:
    """The first rows of groups from `first` on, each in every column the sum of the others; else none."""
    amounts = [[block.sum_of(row, [column]) for column in block.measures] for row in rows]
    heads: set[int] = set()
    index, last = first, len(rows)
    while last - 1 in totals:
        last -= 1
    while index < last:
        rest, end = amounts[index], index + 1
        while any(rest) and min(rest) >= 0 and end < last:
            rest = [left - amount for left, amount in zip(rest, amounts[end], strict=True)]
            end += 1
        if any(rest) or end - index < 3:
            return set()
        heads.add(index)
        index = end
    return heads
