"""The rows of a list of details: what each is of, and which of them sum others.

A label that a row leaves out is as in the row above it, as far as it stands before the first one that the
row says anew. A row without the narrowest labels sums rows below it or above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest
from typing import NamedTuple

from generator.exchange.importer.blocks import TOTAL, Block, Row, parts_code, split_code
from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.headings import Column, Role
from generator.exchange.importer.log import Log
from generator.exchange.importer.totals import check_row, nearest
from generator.exchange.importer.units import Units, coded
from generator.exchange.importer.whose import UNIT

_FULL = 7
"""The digits of a 项."""
_WIDE = 4
"""The labels that rows may leave out: all but 经济科目."""


@dataclass(frozen=True)
class Shape:
    """The columns of a list that say what its rows are of."""

    project: Sequence[Column]
    function: Sequence[Column]
    economic: Sequence[Column]
    government: Sequence[Column]


def shape_of(columns: Iterable[Column]) -> Shape | None:
    """The columns of a list of details; None for a table of another kind."""
    labels = [one for one in columns if one.role not in (Role.AMOUNT, Role.IGNORED)]
    by_economy = [one for one in labels if re.search("经济(分类|科目)", one.words)]
    government = [one for one in by_economy if "政府" in one.words]
    economic = [one for one in by_economy if one not in government]
    others = [one for one in labels if one not in by_economy]
    project = [one for one in others if re.search("项目.{0,3}名称$", one.last)]
    plain = (Role.CODE, Role.PART, Role.NAME, Role.SUBJECT_NAME)
    function = [one for one in others if one.role in plain and one not in project]
    has_codes = any(one.role in (Role.CODE, Role.PART) or "功能" in one.words for one in function)
    by_source = any(one.role is Role.SOURCE for one in labels) and (has_codes or bool(project))
    return Shape(project, function, economic, government) if by_source or (has_codes and economic) else None


class Labels(NamedTuple):
    """What a row is of, from the widest to the narrowest: codes, the name of a project, a category."""

    unit: str = ""
    category: str = ""
    project: str = ""
    function: str = ""
    economic: str = ""
    government: str = ""


@dataclass
class Line:
    """A row with all its labels, those of rows above it too; `own` are those that it says itself."""

    row: Row
    labels: Labels
    own: Labels
    function_name: str = ""
    is_amount: bool = False


def lines_of(block: Block, shape: Shape, units: Units, known: Mapping[str, str]) -> list[Line]:
    """The rows with amounts; `known` are the names of 款 by code."""
    above, every = Labels(unit=block.grid.unit), list[Line]()
    names = Counter(map(squeezed, known.values()))
    codes = {squeezed(name): code for code, name in known.items() if names[squeezed(name)] == 1}
    for row in block.rows:
        total = any(TOTAL.fullmatch(squeezed(text)) for text in (*row.texts.values(), row.name))
        every.append(Line(row, Labels(), Labels()) if total else _line(block, shape, row, units, codes))
        if not total:
            every[-1].labels = above = _inherited(every[-1].own, above)
            _tell_names(block, shape, row, known.get(every[-1].own.economic, ""))
    lines = [line for line in every if line.row.amounts]
    longer = {(*line.labels[:_WIDE], line.own.economic[:3]) for line in lines if len(line.own.economic) > 3}
    for line, below in zip_longest(lines, lines[1:]):
        sums = (*line.labels[:_WIDE], line.own.economic) in longer
        line.is_amount = not sums and _is_amount(line, below)
    units.departments_among(line.labels.unit for line in lines)
    _tell_unread(block, shape, every)
    return lines


def _tell_unread(block: Block, shape: Shape, every: Sequence[Line]) -> None:
    """Labels that are of no amount say something that nobody uses, and so does what is no label."""
    of = [
        *((0, one) for one in block.columns if one.role in (Role.UNIT_CODE, Role.UNIT_NAME)),
        *((1, one) for one in block.columns if one.role is Role.CATEGORY),
        *((2, one) for one in shape.project),
        *((3, one) for one in shape.function),
        *((4, one) for one in shape.economic),
        *((5, one) for one in shape.government),
    ]
    read = [{line.labels[label] for line in every if line.is_amount} - {""} for label in range(len(Labels()))]
    for line in every:
        for label, column in of:
            said = line.own[label] or (line.own.unit if label == 2 else "")
            of_amount = bool(said) and any(_within(one, said) for one in read[label] | read[0])
            if block.grid.text(line.row.index, column.index) and not of_amount:
                block.grid.contrary.add((line.row.index, column.index))


def _line(block: Block, shape: Shape, row: Row, units: Units, codes: Mapping[str, str]) -> Line:
    _, project = _said(block, row, shape.project, split=False)
    function, function_name = _said(block, row, shape.function)
    code, name = _said(block, row, shape.economic)
    government, _ = _said(block, row, shape.government)
    said = row.texts.get(Role.UNIT_NAME, "")
    of_unit = bool(project) and not (function or code or said) and _is_unit(project, units)
    own = Labels(
        _unit(row, project if of_unit else said, units),
        squeezed(row.texts.said(Role.CATEGORY)),
        "" if of_unit else project,
        function,
        code or codes.get(squeezed(name), ""),
        government,
    )
    return Line(row, own, own, function_name)


def _tell_names(block: Block, shape: Shape, row: Row, name: str) -> None:
    """A name of a 款 that is not that of its code says something that nobody uses."""
    for column in shape.economic if name else ():
        _, said = split_code(block.grid.spread(row.index, column.index), "")
        if said and squeezed(said) != squeezed(name):
            block.grid.contrary.add(block.grid.top_left(row.index, column.index))


def _unit(row: Row, name: str, units: Units) -> str:
    """The code of the unit that a row names; a note below the list names none."""
    if not row.amounts and Role.UNIT_CODE not in row.texts and not _is_unit(coded(name)[1], units):
        return ""
    row.texts.said(Role.UNIT_NAME)
    return units.code(row, name, named=bool(name))


def _is_unit(name: str, units: Units) -> bool:
    """Whether it is the name of a unit, be it in a column of units and projects."""
    return squeezed(name) in units.known or bool(UNIT.fullmatch(squeezed(name)))


def _said(block: Block, row: Row, columns: Sequence[Column], *, split: bool = True) -> tuple[str, str]:
    """Code and name in some columns of a row; both are used by that."""
    parts = [one for one in columns if one.role is Role.PART]
    code = parts_code(block, row.index, []) if parts else ""
    texts = [block.grid.spread(row.index, one.index) for one in columns if one not in parts]
    for one in columns:
        block.grid.use(*block.grid.top_left(row.index, one.index))
    name = next((text for text in texts if text), "")
    if not split:
        return "", "".join(line.strip() for line in name.split("\n"))
    found = [split_code(text, "") for text in texts if text]
    names = (text for number, text in found if text)
    return code or next((number for number, _ in found if number), ""), next(names, "")


def _inherited(own: Labels, above: Labels) -> Labels:
    """The labels of a row, with those of the row above it before the first that is said anew."""
    pairs = list(zip(own, above, strict=True))
    kept = min(_WIDE, len(list(takewhile(lambda one: not one[0] or one[0] == one[1], pairs))))
    return Labels(*(mine or (theirs if number < kept else "") for number, (mine, theirs) in enumerate(pairs)))


def _is_amount(line: Line, below: Line | None) -> bool:
    """Whether a row is an amount itself, as far as one row below it tells, and not the sum of others."""
    if line.own.economic or Role.SOURCE in line.row.texts:
        return True
    summed = below is not None and bool(below.own.economic) and not any(below.own[:_WIDE])
    return len(line.own.function) == _FULL and not summed


def check_sum(block: Block, lines: Sequence[Line], number: int, log: Log) -> None:
    """Compare a row with those that it may sum: of the same labels, those below it or those above it."""
    own = lines[number]
    said = own.labels if any(own.own) else Labels()
    of_it = [
        one
        for one in lines
        if all(_within(mine, whole) for mine, whole in zip(one.labels, said, strict=True))
    ]
    runs = (lines[number + 1 :], lines[:number][::-1])
    groups = [of_it, *(list(takewhile(lambda one: one.is_amount, run)) for run in runs)]
    rows = [[one.row for one in group if one.is_amount] for group in groups]
    check_row(block, own.row, nearest(block, own.row, rows), log)


def _within(mine: str, whole: str) -> bool:
    return not whole or mine == whole or (whole.isdigit() and mine.startswith(whole))
