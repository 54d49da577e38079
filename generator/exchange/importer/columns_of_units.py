"""Tables with columns for every 单位: 科目 | 局本级: 基本支出, 项目支出 | 某中心: 基本支出, 项目支出."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import Column, Heading, Role, is_head_word
from generator.exchange.importer.measures import measure_of
from generator.exchange.importer.units import Units
from generator.exchange.importer.whose import UNIT


def by_unit(grid: Grid, heading: Heading, units: Units) -> list[tuple[Grid, Heading]]:
    """The sheet as that of each unit that heads columns, and of all; as it is where there are not two."""
    named = {column.index: name for column in heading.columns if (name := _unit_above(column))}
    names = list(dict.fromkeys(named.values()))
    if len(names) < 2:
        return [(grid, heading)]
    found: list[tuple[Grid, Heading]] = []
    for name in ("", *names):
        columns = [
            _without(column, name)
            for column in heading.columns
            if column.role is not Role.AMOUNT or named.get(column.index, "") == name
        ]
        view = copy(grid)
        for column in (column for column in columns if name and column.role is Role.AMOUNT):
            cell = grid.top_left(heading.first, column.index)
            view.unit, units.apart = units.named(name, grid.place(*cell)), True
            grid.use(*cell)
        found.append((view, replace(heading, columns=tuple(columns))))
    return found


def _unit_above(column: Column) -> str:
    """The name of the unit that heads a column of amounts; "" where none does."""
    first = column.words.partition("/")[0]
    named = column.role is Role.AMOUNT and UNIT.fullmatch(first) and not is_head_word(first)
    return first if named else ""


def _without(column: Column, name: str) -> Column:
    """A column without the name of its unit; what stands below that alone is all of it."""
    if not name or column.role is not Role.AMOUNT:
        return column
    words = column.words.removeprefix(name).removeprefix("/") or "合计"
    return replace(column, words=words, measure=measure_of(words))
