"""Workbooks with a sheet for every 单位: the name above a table says whose it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.form import is_form
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import Heading, Role, heading_of
from generator.exchange.importer.log import Log
from generator.exchange.importer.performance_list import list_head
from generator.exchange.importer.units import coded
from generator.exchange.importer.whose import ITSELF, UNIT, Cell, departments_in

_BEFORE_YEAR = re.compile(r"([\u4e00-\u9fff()·]{2,40})20\d\d年(?:.*表|(?>.*?表\().*\))")
_NUMBERED = re.compile("^附?[表件]|关于")


@dataclass(frozen=True)
class Head:
    """A name above a table: `name` is squeezed and without its `code`; tables of one `sort` are alike.

    `of_unit` is whether the word before it may mean a unit: 单位名称, 部门/单位; 部门 does not.
    """

    grid: Grid
    name: str
    code: str
    cell: Cell
    of_unit: bool
    sort: tuple[str, ...]
    largest: Decimal


@dataclass(frozen=True)
class Whose:
    """`units` are the heads that name units, `department` is the name of what they are units of."""

    units: Sequence[Head] = ()
    department: str = ""
    guessed: bool = False
    """Whether no sheet names the department."""


def units_given(grids: Sequence[Grid], year: int) -> tuple[dict[str, str], list[set[str]]]:
    """The codes of units by their squeezed names, where tables have both; the names in each table."""
    codes: dict[str, str] = {}
    together: list[set[str]] = []
    for grid in grids:
        heading = heading_of(grid, year)
        columns = {one.role: one.index for one in heading.columns} if heading else {}
        if heading is None or Role.UNIT_NAME not in columns:
            continue
        together.append(set())
        for row in range(heading.body, grid.height):
            name = squeezed(grid.spread(row, columns[Role.UNIT_NAME]))
            together[-1].add(name)
            code = squeezed(grid.spread(row, columns[Role.UNIT_CODE])) if Role.UNIT_CODE in columns else ""
            if re.fullmatch(r"\d{3,12}", code) and name:
                codes.setdefault(name, code)
    return codes, together


def whose(grids: Sequence[Grid], department: str, known: Collection[str]) -> Whose:
    """Which sheets are a unit's; none unless a unit of `known` is named, or two names stand over like tables.

    A name whose tables are the sums of the others', or that the others' names or codes begin with, is the
    department's.
    """
    heads = [head for grid in grids for head in _heads(grid)]
    plain = squeezed(department)
    alike = [[one for one in heads if one.sort == sort] for sort in dict.fromkeys(one.sort for one in heads)]
    several = [
        group
        for group in alike
        if group[0].sort and len({one.name for one in group}) > 1 and any(one.of_unit for one in group)
    ]
    named = {name for name in map(squeezed, known) if name != plain}
    if not several and not any(one.name in named for one in heads):
        return Whose()
    whole = next(_departments(heads, several, plain, named), "")
    if not several:
        whole = whole or plain
    named |= {one.name for one in heads if several and one.of_unit and one.sort}
    units = [one for one in heads if one.name != whole and one.name in named]
    if not units or (not known and len({one.name for one in units}) < 2):
        return Whose()
    for one in heads:
        if one in units or one.name == whole:
            one.grid.use(*one.cell)
    return Whose(units, department or whole or ITSELF.sub("", units[0].name), not (department or whole))


def _departments(
    heads: Sequence[Head], several: Sequence[Sequence[Head]], plain: str, known: set[str]
) -> Iterator[str]:
    """The names that are more than a unit's, the surest first."""
    names = dict.fromkeys(one.name for one in heads)
    codes = {one.name: one.code for one in heads if one.code}
    for name in sorted(names, key=lambda one: one != plain):
        code = codes.get(name, "")
        called = not any(one.of_unit for one in heads if one.name == name)
        itself = any(other != name and ITSELF.sub("", other) == name for other in names)
        above = code and any(other != code and other.startswith(code) for other in codes.values())
        if called or itself or above or (name == plain and known and name not in known):
            yield name
    # Where one unit has all of a table, both are each other's sum; the department has most in all.
    counted = {name: sum(_sums(name, group) for group in several) for name in names}
    money = {name: sum(one.largest for one in heads if one.name == name) for name in names}
    sums = [name for name in names if counted[name]]
    yield from sorted(sums, key=lambda one: (-counted[one], -money[one], len(one)))


def _sums(name: str, group: Sequence[Head]) -> bool:
    """Whether the largest number over which `name` stands is the sum of those of the others."""
    own = [one.largest for one in group if one.name == name]
    others = [one.largest for one in group if one.name != name]
    return bool(own and own[0]) and own[0] == sum(others, Decimal(0))


def _largest(grid: Grid, heading: Heading | None) -> Decimal:
    columns = [one.index for one in heading.columns if one.role is Role.AMOUNT] if heading else []
    cells = ((row, one) for one in columns for row in range(heading.body if heading else 0, grid.height))
    numbers = (grid.money(*cell, Decimal(1), Log()) for cell in cells if grid.is_number(*cell))
    return max((number for number in numbers if number), default=Decimal(0))


def _heads(grid: Grid) -> Iterator[Head]:
    """The name that a sheet gives above its table, in a line of its own or before the year of the title.

    Of a sheet that gives none it is what the sheet is called, where that is as units are.
    """
    found = list(departments_in(grid)) or list(_titled(grid)) or ([grid.caption] if grid.caption else [])
    if not found and UNIT.fullmatch(coded(grid.name)[1]):
        found = [(grid.name, (0, 0))]
    heading = heading_of(grid)
    if not found:
        return
    name, cell = max(found, key=lambda one: _is_of_unit(grid, one[1]))
    code, rest = coded(name)
    above = squeezed("".join(grid.text(0, column) for column in range(grid.width)))
    title = re.sub(r"\d+", "", above.replace(rest, "") if rest else above)
    words = tuple(column.words for column in heading.columns) if heading else ()
    # Forms are filled in by whoever has to do with a project: they alone make nobody a unit.
    sort = () if is_form(grid) or list_head(grid) is not None else (title,) if title else words
    if grid.part:
        sort = ("同一张工作表", grid.name, *words)
    yield Head(grid, rest or code, code, cell, _is_of_unit(grid, cell), sort, _largest(grid, heading))


def _is_of_unit(grid: Grid, cell: Cell) -> bool:
    label, colon, _ = squeezed(grid.text(*cell)).partition(":")
    return not colon or "单位" in label


def _titled(grid: Grid) -> Iterator[tuple[str, Cell]]:
    for column in range(grid.width):
        match = _BEFORE_YEAR.fullmatch(squeezed(grid.text(0, column)))
        if match and not _NUMBERED.search(match[1]):
            yield match[1], (0, column)
