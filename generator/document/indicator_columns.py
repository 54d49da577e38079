"""The columns of indicators (三级指标, 指标值): they share the room so that the fewest lines are needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.document.indicators import IndicatorRow
from generator.document.line_ends import broken
from generator.document.measures import MILLIMETRES_IN_A_POINT, Measures
from generator.document.widths import ems, millimetres

FIRST, SECOND = 11.8, 21.2
"""Millimetres of the labels 一级指标 and 二级指标."""
LABEL = 6
"""Characters in a line of a label 二级指标."""
BESIDE = 2.1
"""Millimetres beside the words of a cell: padding and rule."""
BROKEN = 2
"""Lines that a number is worth which has to be set smaller."""
USUAL, FEWEST, MOST = 6, 4, 10
"""Characters of a value: what there is room for where all do as well, at least and at most."""


@dataclass(frozen=True, slots=True)
class IndicatorColumns:
    """How wide the labels, a name and a value are, for a style sheet.

    And how many characters a line of a name and of a value has.
    """

    first: str
    second: str
    name: str
    value: str
    name_room: int
    value_room: int


def indicator_columns(rows: Sequence[IndicatorRow], measures: Measures) -> IndicatorColumns:
    """The columns of these rows, alike for both periods."""
    em = measures.form_type * MILLIMETRES_IN_A_POINT
    half = (measures.text_width - FIRST - SECOND) / 2

    def room_of_name(value: int) -> int:
        return max(1, int((half - value * em - 2 * BESIDE) / em))

    def cost(value: int) -> tuple[int, int]:
        return sum(_lines(row, room_of_name(value), value) for row in rows), abs(value - USUAL)

    value = min(range(FEWEST, MOST + 1), key=cost)
    width = value * em + BESIDE
    first, second, name = (millimetres(one) for one in (FIRST, SECOND, half - width))
    return IndicatorColumns(first, second, name, millimetres(width), room_of_name(value), value)


def _lines(row: IndicatorRow, name: int, value: int) -> int:
    """How many lines a row has where lines have so many characters."""
    written = [(row.period.name, row.period.printed())] if row.period else []
    written += [(row.annual.name, row.annual.printed(annual=True))] if row.annual else []
    counts = [
        max(_count(named, name), _count(printed, value) + BROKEN * broken(printed, value))
        for named, printed in written
    ]
    alone = row.second is not None and row.second.length == 1
    return max([_count(row.second_label, LABEL) if alone else 1, *counts])


def _count(text: str, room: int) -> int:
    return max(1, -int(-ems(text) // room))
