"""The columns of an indicator table: levels, values by period, symbols and units, by any usual name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.xlsx_performance import ANNUAL, PERIOD

HEAD = ("一级指标", "二级指标", "三级指标")
ANNUAL_WORDS = re.compile(r"年度|当年|本年|全年|20\d\d年")
_VALUE = re.compile(
    r".{0,10}(指标值|目标值|计划值|预期值|年度指标|年度目标|实施期目标|中期目标|指标内容)(\(.*\))?|值|目标"
)
_BESIDE = {
    "符号": re.compile(r"(指标|运算|比较)?(符号|性质|方向)|运算符|指标值(类型|符号|性质)"),
    "单位": re.compile(r"(计量|度量|指标|指标值)?单位"),
    "权重": re.compile(r"(指标|分值)?(权重|分值)(\(.*\))?"),
}
"""What else is said of a value, by the heads of its columns."""


@dataclass(frozen=True)
class PeriodColumns:
    """Where the indicators of one period stand; `beside` are the columns of what else is said of them."""

    period: str
    value: int
    name: int
    beside: Mapping[str, int]


def value_columns(grid: Grid, head: int) -> list[PeriodColumns]:
    """The values as the head has them; a single column is for both periods."""
    found: list[PeriodColumns] = []
    names: int | None = None
    beside: dict[str, int] = {}
    for column in range(grid.width):
        text = squeezed(grid.text(head, column))
        if text == HEAD[2]:
            names, beside = column, {}
        elif names is None or not text:
            continue
        elif key := next((key for key, pattern in _BESIDE.items() if pattern.fullmatch(text)), ""):
            beside[key] = column
            found = [_with(side, key, column) if side.name == names else side for side in found]
        elif _VALUE.fullmatch(text):
            annual = bool(ANNUAL_WORDS.search(text)) or bool(found)
            found.append(PeriodColumns(ANNUAL if annual else PERIOD, column, names, {**beside}))
    if len(found) == 1:
        return [replace(found[0], period=period) for period in (PERIOD, ANNUAL)]
    return found


def _with(side: PeriodColumns, key: str, column: int) -> PeriodColumns:
    """With what stands right of the values, where it has none of that sort."""
    return replace(side, beside={key: column, **side.beside})


def is_value(text: str) -> bool:
    """Whether a head cell, squeezed, is of values or of what else is said of them."""
    return any(pattern.fullmatch(text) for pattern in (_VALUE, *_BESIDE.values()))


def indicators_in(
    grid: Grid, head: int, row: int, sides: list[PeriodColumns], above: list[str]
) -> Iterator[list[str]]:
    """期, 一级, 二级, 三级, 符号, 值, 单位, 权重 of a row for both periods; nothing below the table.

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
        symbol, unit, weight = (_read(grid, row, side.beside.get(key)) for key in _BESIDE)
        for column in (side.value, side.name, *side.beside.values()):
            if value or not name:
                grid.use(*grid.top_left(row, column))
        if name and value:
            yield [side.period, first, second, name, sign or symbol, value, unit, weight]
        elif not third:
            yield [side.period, first, second, "", "", "", "", ""]
    if not sides or (third and not any(grid.text(row, side.value) for side in sides)):
        yield [PERIOD, first, second, "", "", "", "", ""]


def _read(grid: Grid, row: int, column: int | None) -> str:
    return grid.spread(row, column) if column is not None else ""


def split_symbol(text: str) -> tuple[str, str]:
    """“≥95%” as ("≥", "95%")."""
    match = re.fullmatch(r"([≥≤＝=>＞<＜])\s*(.+)", text.strip(), re.DOTALL)
    return (match[1], match[2]) if match else ("", text.strip())
