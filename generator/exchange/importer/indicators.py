"""The columns of an indicator table: levels, values by period, symbols and units, by any usual name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.xlsx_performance import ANNUAL, PERIOD

HEAD = ("一级指标", "二级指标", "三级指标")
ANNUAL_WORDS = re.compile(r"年度|当年|本年|全年|20\d\d年")
_VALUE = re.compile(
    r".{0,10}(指标值|目标值|计划值|预期值|年度指标|年度目标|实施期目标|中期目标|指标内容)(\(.*\))?|值|目标"
)
_SYMBOL = re.compile(r"(指标|运算|比较)?(符号|性质|方向)|运算符")
_UNIT = re.compile(r"(计量|度量|指标|指标值)?单位")


@dataclass(frozen=True)
class Side:
    """Where the indicators of one period stand; None for columns that the table does not have."""

    period: str
    value: int
    name: int
    symbol: int | None
    unit: int | None


def value_columns(grid: Grid, head: int) -> list[Side]:
    """The values as the head has them; a single column is for both periods."""
    found: list[Side] = []
    names = symbol = unit = None
    for column in range(grid.width):
        text = squeezed(grid.text(head, column))
        if text == HEAD[2]:
            names, symbol, unit = column, None, None
        elif names is None or not text:
            continue
        elif _SYMBOL.fullmatch(text):
            symbol = column
        elif _UNIT.fullmatch(text):
            unit = column
            found = [_with_unit(side, unit, names) for side in found]
        elif _VALUE.fullmatch(text):
            annual = bool(ANNUAL_WORDS.search(text)) or bool(found)
            found.append(Side(ANNUAL if annual else PERIOD, column, names, symbol, unit))
    if len(found) == 1:
        one = found[0]
        return [Side(period, one.value, one.name, one.symbol, one.unit) for period in (PERIOD, ANNUAL)]
    return found


def is_value(text: str) -> bool:
    """Whether a head cell, squeezed, is of values, symbols or units."""
    return any(pattern.fullmatch(text) for pattern in (_VALUE, _SYMBOL, _UNIT))


def _with_unit(side: Side, unit: int, names: int) -> Side:
    """A column of units right of the values is theirs."""
    own = side.unit is None and side.name == names
    return Side(side.period, side.value, side.name, side.symbol, unit) if own else side


def indicators_in(
    grid: Grid, head: int, row: int, sides: list[Side], above: list[str]
) -> Iterator[list[str]]:
    """期, 一级, 二级, 三级, 符号, 值, 单位 of a row for both periods; nothing below the table.

    `above` are 一级 and 二级 of the row before, which a row with an indicator may leave out.
    """
    words = {squeezed(grid.text(head, column)): column for column in reversed(range(grid.width))}
    first, second, third = (squeezed(_read(grid, row, words.get(key))) for key in HEAD)
    if third and not first:
        first, second = above[0], second or above[1]
    if not first.endswith("指标"):
        return
    above[:] = [first, second]
    for column in (words.get(key) for key in HEAD[:2]):
        if column is not None:
            grid.use(*grid.top_left(row, column))
    for side in sides:
        name = _read(grid, row, side.name)
        sign, value = split_symbol(grid.text(row, side.value))
        sign = sign or _read(grid, row, side.symbol)
        for column in (side.value, side.name, side.symbol, side.unit):
            if column is not None and (value or not name):
                grid.use(*grid.top_left(row, column))
        if name and value:
            name = name.replace("\n", "")
            yield [side.period, first, second, name, sign, value, _read(grid, row, side.unit)]
        elif not third:
            yield [side.period, first, second, "", "", "", ""]
    if not sides or (third and not any(grid.text(row, side.value) for side in sides)):
        yield [PERIOD, first, second, "", "", "", ""]


def _read(grid: Grid, row: int, column: int | None) -> str:
    return grid.spread(row, column) if column is not None else ""


def split_symbol(text: str) -> tuple[str, str]:
    """“≥95%” as ("≥", "95%")."""
    match = re.fullmatch(r"\s*([≥≤＝=>＞<＜])\s*(.+)", text.replace("\n", ""))
    return (match[1], match[2]) if match else ("", text.replace("\n", "").strip())
