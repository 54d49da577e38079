"""明细: one long list, each row an amount of one 功能科目 and one 部门经济科目, with or without a project.

So the 预算管理一体化 system gives a budget out: 项目支出 and 基本支出 of all units, row by row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from generator.exchange.importer.blocks import Block
from generator.exchange.importer.cells import CellPlace, plain_number
from generator.exchange.importer.detail_rows import Labels, Line, Shape, check_sum, lines_of, shape_of
from generator.exchange.importer.flat import Sourced, period_of, sourced, total_column
from generator.exchange.importer.headings import Column, Role
from generator.exchange.importer.kinds import TABLES_DISAGREE
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import PERIODS, Measure, context_of, source_of
from generator.exchange.importer.observing import ClassSum
from generator.exchange.importer.recognition import TableKind, measure_in
from generator.exchange.importer.totals import check_wholes
from generator.exchange.importer.units import Units
from generator.exchange.tree import Leaf, Node, Tree
from generator.model import SOURCES, Source
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.model.vocabulary import BASIC, NATURES, PROJECTS

ZERO = Decimal(0)
_BASIC = re.compile("人员|公用|基本")
_LIKE_BASIC = re.compile("人员|公用|基本|工资|补贴|保险|公积金")
"""In names of what the system calls projects of 基本支出."""
CATEGORIES = {"特定目标": "特定目标类", "其他运转": "其他运转类", "运转类": "其他运转类", "人员": "人员类"}
Sum = tuple[Decimal, CellPlace]
"""An amount with the first cell that it is from."""
Sums = dict[tuple[Source, str], Sum]
"""By source and period."""


class Key(NamedTuple):
    """What an amount is of, as far as the list says."""

    labels: Labels
    nature: str
    source: Source
    period: str


@dataclass
class Details:
    """Collects the amounts of all lists; what a later one says again is compared."""

    units: Units
    economic: Mapping[str, str]
    """The names of 款 by code."""
    amounts: dict[Key, Sum] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Of 功能科目, as printed."""

    def add(self, block: Block, log: Log) -> None:
        """Take in a list; rows that sum others are checked."""
        shape = shape_of(block.columns)
        if shape is None:
            why = "要有功能科目或项目名称，和部门经济科目或资金来源的列"
            log.row(block.grid.place(block.heading.first, 0), block.words, why)
            return
        lines = lines_of(block, shape, self.units, self.economic)
        found: dict[Key, Sum] = {}
        for line in (line for line in lines if line.is_amount):
            _tell_unused(block, shape, line, log)
            for key, amount, place in _amounts(block, line, log):
                before, first = found.get(key, (ZERO, place))
                found[key] = before + amount, first
            self._name(block, shape, line)
        for number, line in enumerate(lines):
            if not line.is_amount:
                check_sum(block, lines, number, log)
        for key, (amount, place) in found.items():
            before, there = self.amounts.setdefault(key, (amount, place))
            if before != amount:
                here, said = plain_number(amount, 2), plain_number(before, 2)
                message = f"同样的行这里一共是 {here} 万元，而 {there.short} 起是 {said} 万元，照后一处导入"
                log.add(TABLES_DISAGREE, place, message, "核对哪一张表是对的")

    def _name(self, block: Block, shape: Shape, line: Line) -> None:
        """Note what the 功能科目 of a row is called; another name than before is told."""
        name = line.function_name
        if line.own.function and name and self.names.setdefault(line.own.function, name) != name:
            cells = ((line.row.index, column.index) for column in shape.function)
            block.grid.contrary |= {cell for cell in cells if name in block.grid.text(*cell)}

    def class_sums(self) -> Iterator[ClassSum]:
        """What the lists say of 支出 by 项; of a 性质 that they have, what is not there is nil."""
        subjects = self._summed("unit", "function")
        for nature in sorted({key.nature for key in self.amounts}):
            sums = self._summed("unit", "function", where=lambda key, of=nature: key.nature == of)  # type: ignore[misc]
            for of, every in ((of, every) for of, every in subjects.items() if of[1]):
                nil = (ZERO, next(iter(every.values()))[1])
                for source, period in ((source, period) for source in SOURCES for period in PERIODS):
                    amount, place = sums.get(of, {}).get((source, period), nil)
                    if amount or period == THIS_YEAR:
                        natures = frozenset((nature,) if nature else NATURES)
                        measure = Measure(frozenset((source,)), natures, frozenset((period,)))
                        yield ClassSum(of[1], measure, amount, place, unit=of[0])

    def by_economic(self) -> tuple[str, list[Node]]:
        """The key of the list that holds all amounts by 经济科目, and its lines."""
        whole = any(key.nature == PROJECTS or key.source != Source.GENERAL for key in self.amounts)
        lines: list[Node] = []
        for nature in NATURES:

            def has(key: Key, of: str = nature) -> bool:
                return key.nature == of and bool(key.labels.economic)

            for said, sums in self._summed("economic", "government", "unit", where=has).items():
                keys = zip(("经济科目", "政府经济科目", "单位"), said, strict=True)
                line: Tree = {key: Leaf(text) for key, text in keys if text}
                if whole:
                    lines.append(with_amounts({**line, "性质": Leaf(nature)}, sums))
                else:
                    lines += [{**line, "金额": Leaf(*one)} for one in sums.values()]
        return "支出经济分类" if whole else "基本支出", lines

    def projects(self) -> Iterator[tuple[str, str, str, str, Sums]]:
        """Unit, name, category, 科目 ("" for several) and amounts of every project."""
        of: dict[tuple[str, ...], list[Labels]] = {}
        for key in filter(_is_project, self.amounts):
            of.setdefault((key.labels.unit, key.labels.project), []).append(key.labels)
        for (unit, name), sums in self._summed("unit", "project", where=_is_project).items():
            subjects = {labels.function for labels in of[unit, name]}
            subject = next(iter(subjects)) if len(subjects) == 1 else ""
            yield unit, name, of[unit, name][0].category, subject, sums

    def _summed(
        self, *by: str, where: Callable[[Key], bool] = lambda key: True
    ) -> dict[tuple[str, ...], Sums]:
        """The amounts for each of what the labels `by` say."""
        found: dict[tuple[str, ...], Sums] = {}
        for key, (amount, place) in self.amounts.items():
            if where(key):
                sums = found.setdefault(tuple(getattr(key.labels, one) for one in by), {})
                before, first = sums.get((key.source, key.period), (ZERO, place))
                sums[key.source, key.period] = before + amount, first
        return found


def category_of(said: str) -> str:
    """The 类别 of projects that `said` names; "" for none."""
    return next((name for word, name in CATEGORIES.items() if word in said), "")


def with_amounts(line: Tree, sums: Sums) -> Tree:
    """A line with its amounts by source, and those of 上年结转."""
    for (source, period), amount in sums.items():
        below = line.setdefault(CARRY_OVER, {}) if period == CARRY_OVER else line
        assert isinstance(below, dict)
        below[str(source)] = Leaf(*amount)
    return line


def _tell_unused(block: Block, shape: Shape, line: Line, log: Log) -> None:
    """A category that nobody knows, and what 基本支出 has in the place of a project."""
    grid, row, category = block.grid, line.row, line.labels.category
    if category and not _BASIC.search(category) and not category_of(category):
        grid.contrary.add(row.texts.cells.get(Role.CATEGORY, (row.index, 0)))
    if line.own.project and _BASIC.search(category):
        place = grid.place(row.index, shape.project[0].index)
        log.assumed(f"{place.file}:{place.sheet}", f"“{line.own.project[:30]}”是基本支出，不作项目导入")


def _is_project(key: Key) -> bool:
    return key.nature == PROJECTS and bool(key.labels.project)


def _amounts(block: Block, line: Line, log: Log) -> Iterator[tuple[Key, Decimal, CellPlace]]:
    """The amounts of a row that are read; what nobody knows what it is of is told."""
    row, labels = line.row, line.labels
    if len(labels.function) < 5 and not labels.project:
        log.row(row.place, block.grid.row_text(row.index), "没有功能科目的编码")
        return
    for column, source, period in _columns(block, line, log):
        nature = _nature(block, labels, column, log)
        if not nature and (labels.economic or labels.project):
            log.row(block.place(row, column), block.grid.row_text(row.index), "没有写是基本支出还是项目支出")
            continue
        of = labels._replace(project="") if nature == BASIC else labels
        if amount := block.amount(row, column):
            yield Key(of, nature, source, period), amount, block.place(row, column)


def _nature(block: Block, labels: Labels, column: Column, log: Log) -> str:
    """基本支出 or 项目支出: by category, head or title; else what has a name is taken for a project."""
    if labels.category:
        return BASIC if _BASIC.search(labels.category) else PROJECTS
    if len(natures := measure_in(block, column, TableKind.DETAILS).natures) == 1:
        return next(iter(natures))
    if not labels.project or _LIKE_BASIC.search(labels.project):
        return ""
    where = block.grid.place(block.heading.first, column.index)
    log.assumed(where, "表里没有写项目类别，有项目名称的都按项目支出导入")
    return PROJECTS


def _by_period(block: Block) -> list[Column]:
    """The columns of this year and of 上年结转; none where there are not both."""
    found = [one for one in block.measures if len(one.measure.periods) == 1]
    return found if {period_of(one.measure) for one in found} == {*PERIODS} else []


def _columns(block: Block, line: Line, log: Log) -> list[Sourced]:
    """The columns of a row with amounts of one source each, and the periods."""
    row = line.row
    total, found = total_column(block), sourced(block, TableKind.DETAILS, row, log)
    if found:
        check_wholes(block, row, [column for column, _, _ in found], log)
        return found
    said = row.texts.said(Role.SOURCE)
    sources = [source_of(said)] if said else sorted(context_of(block.title).sources)
    if said and sources[0] is None:
        log.row(row.place, block.grid.row_text(row.index), f"不认得资金来源“{said}”")
        return []
    if len(sources) != 1:
        where = block.grid.place(block.heading.first, total.index)
        log.assumed(where, "表里没有写资金来源，全部记作一般公共预算")
        sources = [Source.GENERAL]
    whole = [one for one in block.measures if len(one.measure.natures) == 1] or _by_period(block) or [total]
    check_wholes(block, row, whole, log)
    carried = bool(re.search("结转|结余", said))
    return [
        (one, source, CARRY_OVER if carried else period_of(one.measure))
        for one in whole
        for source in sources
        if source
    ]
