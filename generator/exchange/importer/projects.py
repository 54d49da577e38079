"""项目: our tables of them, and the platform's 项目支出表 with columns for unit, category and 科目."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.exchange.importer.blocks import TOTAL, Block, Row, split_code
from generator.exchange.importer.cells import CellPlace, squeezed
from generator.exchange.importer.details import CATEGORIES, Details, category_of
from generator.exchange.importer.expenditure import holder
from generator.exchange.importer.flat import period_of, sourced, total_column
from generator.exchange.importer.headings import Role
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import Measure, context_of
from generator.exchange.importer.observing import ClassSum
from generator.exchange.importer.project_rows import (
    check_heads,
    grouped,
    is_total,
    partition,
    project_name,
)
from generator.exchange.importer.recognition import TableKind, measure_in
from generator.exchange.importer.repeated import enter
from generator.exchange.importer.totals import check_wholes
from generator.exchange.importer.units import Units
from generator.exchange.tree import Leaf, Node, Tree, leaves, text_at
from generator.model import SOURCES, Source
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.model.vocabulary import NATURES

_LABELS = {Role.UNIT_NAME, Role.UNIT_CODE}


@dataclass
class Projects:
    """Collects projects over several tables: one of this year and 上年结转 is one project.

    `grouping` are the names of department and units as printed.
    """

    units: Units
    grouping: set[str]
    found: list[Tree] = field(default_factory=list)
    periods: set[str] = field(default_factory=set)
    _named: dict[str, list[int]] = field(default_factory=dict, init=False)
    """Where in `found` the projects of a name are."""

    def add(self, block: Block, log: Log) -> None:
        """Take in a table; rows of units and totals are checked, not imported."""
        of_title = context_of(block.title).sources
        if not any(len(column.measure.sources) == 1 for column in block.measures):
            of_year = [one for one in block.measures if re.search(r"[本当]年|20\d\d年", one.words)]
            whole = of_year[0] if len(of_year) == 1 else total_column(block)
            block.columns = [*block.labels, whole]
            where = block.grid.place(block.heading.first, whole.index)
            if len(of_title) > 1:
                log.assumed(where, "表里没有写资金来源，项目全部记作一般公共预算")
        total = total_column(block)
        waiting: dict[str, dict[str, list[int]]] = {}
        for row, unit, category in self._rows(block, log):
            name = project_name(row)
            if not name:
                log.row(row.place, block.grid.row_text(row.index), "没有项目名称")
                continue
            project = self._project(name, unit, waiting)
            self._describe(project, row, unit, category)
            columns = sourced(block, TableKind.PROJECTS, row, log) or [
                (total, Source.GENERAL, period_of(measure_in(block, total, TableKind.PROJECTS)))
            ]
            self.periods |= {period for _, _, period in columns}
            for column, source, period in columns:
                leaf = Leaf(block.amount(row, column), block.place(row, column))
                enter(*holder(project, source, period), leaf, name, log, nil=True)
            check_wholes(block, row, [column for column, _, _ in columns], log)

    def add_details(self, details: Details, log: Log) -> None:
        """Take in the projects of lists of details."""
        waiting: dict[str, dict[str, list[int]]] = {}
        for unit, name, category, subject, sums in details.projects():
            project = self._project(name, unit, waiting)
            said = {"类别": category_of(category), "科目": subject, "单位": unit}
            _, first = next(iter(sums.values()))
            for key, text in said.items():
                if text:
                    project.setdefault(key, Leaf(text, first))
            for (source, period), (amount, place) in sums.items():
                self.periods.add(period)
                enter(*holder(project, source, period), Leaf(amount, place), name, log, nil=True)

    def _project(self, name: str, unit: str, waiting: dict[str, dict[str, list[int]]]) -> Tree:
        """The project `name` that this table has not had yet; a second row of a name is a second one.

        `waiting` are those that it has not had, by name and unit, the first one last.
        """
        if name not in waiting:
            waiting[name] = {}
            for index in reversed(self._named.get(name, [])):
                waiting[name].setdefault(text_at(self.found[index], "单位"), []).append(index)
        of = waiting[name]
        units = {unit} if self.units.apart else {"", unit} if unit else {*of}
        fitting = [of[one] for one in units if of.get(one)]
        if fitting:
            return self.found[min(fitting, key=lambda indexes: indexes[-1]).pop()]
        self._named.setdefault(name, []).append(len(self.found))
        self.found.append({"名称": Leaf(name)})
        return self.found[-1]

    def _describe(self, project: Tree, row: Row, unit: str, category: str) -> None:
        project.setdefault("名称", Leaf(project_name(row), row.place))
        category = squeezed(row.texts.said(Role.CATEGORY)) or category
        if known := category_of(category):
            project.setdefault("类别", Leaf(known, row.place))
        if unit:
            project.setdefault("单位", Leaf(unit, row.place))
        said = (squeezed(row.texts.get(role, "")) for role in (Role.CODE, Role.SUBJECT_NAME))
        code = split_code(*said)[0] or row.code
        if re.fullmatch(r"\d{5,7}", code):
            row.texts.said(Role.CODE)
            row.texts.said(Role.SUBJECT_NAME)
            project.setdefault("科目", Leaf(code, row.place))

    def _rows(self, block: Block, log: Log) -> list[tuple[Row, str, str]]:
        """The rows of projects with the code of their unit and their category; all others are checked."""
        rows = [row for row in block.rows if row.amounts or project_name(row)]
        names = {squeezed(project_name(row)) for row in rows}
        flat = any(_LABELS & row.texts.keys() for row in rows)
        of_units, of_sorts, parts = grouped(block, rows, by_unit=not (flat or block.grid.unit))
        heads = of_units | of_sorts
        heads |= self._heads(block, rows, parts | heads, grouped=not flat or bool(names & self.grouping))
        if flat and any(row.code for row in rows):
            heads |= {i for i, row in enumerate(rows) if not (row.code or _LABELS & row.texts.keys())}
        named = {index for index in of_units if index + 1 not in of_units}
        check_heads(block, rows, heads, parts, log)
        result: list[tuple[Row, str, str]] = []
        unit, category = block.grid.unit, ""
        for index, row in enumerate(rows):
            if index in heads:
                label = row.texts.said(Role.UNIT_NAME)
                label = "" if TOTAL.fullmatch(squeezed(label)) else label
                said = label or project_name(row)
                unit = self.units.code(row, said, named=bool(label) or index in named) or unit
                said = squeezed(row.texts.get(Role.CATEGORY, ""))
                if index in of_sorts:
                    category = project_name(row)
                elif any(word in said for word in CATEGORIES):
                    category = squeezed(row.texts.said(Role.CATEGORY))
            elif index in parts:
                log.row(row.place, block.grid.row_text(row.index), "是上面那个项目的一部分")
            else:
                own = self.units.code(row, row.texts.said(Role.UNIT_NAME), named=True) if flat else ""
                unit = own or unit
                result.append((row, unit, category))
        return result

    def sums(self) -> Iterator[ClassSum]:
        """What the projects say of 项目支出: by 科目 where all have one, else in all; a help, no more."""
        nature = frozenset(NATURES[1:])
        amounts: dict[tuple[str, Source, str], tuple[Decimal, CellPlace]] = {}
        coded = all("科目" in project for project in self.found)
        for project in self.found:
            for path, leaf in leaves(project):
                source = next((source for source in SOURCES if path[-1] == source), None)
                if source is None or not isinstance(leaf.origin, CellPlace):
                    continue
                key = (
                    text_at(project, "科目") if coded else "",
                    source,
                    THIS_YEAR if len(path) == 1 else CARRY_OVER,
                )
                before = amounts.get(key, (Decimal(0), leaf.origin))
                amounts[key] = (before[0] + leaf.number, before[1])
        for (code, source, period), (amount, place) in amounts.items():
            measure = Measure(frozenset((source,)), nature, frozenset((period,)))
            yield ClassSum(code, measure, amount, place, soft=True)

    def result(self) -> list[Node]:
        """All projects; they do not name the only unit, nor the first one known, which is the default."""
        if len(self.units.codes) > 1:
            unsaid = next(iter(self.units.known.values()), "")
        else:
            unsaid = text_at(self.found[0], "单位") if self.found else ""
        return [
            {key: node for key, node in project.items() if key != "单位" or text_at(project, key) != unsaid}
            for project in self.found
        ]

    def _heads(self, block: Block, rows: Sequence[Row], known: set[int], *, grouped: bool) -> set[int]:
        """Which other rows sum others: by their names, or because all fall into groups with their sums."""
        heads = {i for i, row in enumerate(rows) if is_total(row) or not project_name(row)}
        if grouped:
            heads |= {i for i, row in enumerate(rows) if squeezed(project_name(row)) in self.grouping}
            first = next((i for i in range(len(rows)) if i not in heads), len(rows))
            if not known and len(heads) < 2 and first < len(rows):
                heads |= partition(block, rows, first, heads)
        return heads
