"""支出 by 项: what the cells of our tables and of the platform's say together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.exchange.importer.blocks import Block, Row
from generator.exchange.importer.cells import CellPlace, decimals, plain_number
from generator.exchange.importer.headings import Role
from generator.exchange.importer.kinds import BY_MAPPING, TABLES_DISAGREE, UNDECIDED
from generator.exchange.importer.log import Deviation, Log
from generator.exchange.importer.measures import PERIODS
from generator.exchange.importer.observing import ClassSum, Observer, Table
from generator.exchange.importer.solver import ZERO, Observation, Solution, Variable, solve
from generator.exchange.importer.totals import HALF_CENT, check_tree, leaves_of
from generator.exchange.importer.units import Units, parts_of
from generator.exchange.tree import Leaf, Node, Tree
from generator.model import SOURCES, Source
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.model.vocabulary import NATURES

MISSING = f"{BY_MAPPING}写明各列的资金来源，例如 一般公共预算/本年/基本支出，或按批复文件补写在“支出”里"
MOST_OPEN = 3
"""Undecided sums that a message lists beside the first."""


@dataclass
class Expenditure:
    """Collects the cells of all tables by 科目; `names` are those that the tables print."""

    tables: list[Table] = field(default_factory=list)
    classes: list[ClassSum] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    details: list[ClassSum] = field(default_factory=list)
    """What lists of details say of each 项 of each unit."""
    incomes: dict[str, CellPlace] = field(default_factory=dict)
    """Where the sum of all income of a unit stands that has none but what was read."""

    def add(self, block: Block, units: Units, log: Log) -> None:
        """Take in a table; its totals are checked, not imported."""
        found: list[tuple[str, Row]] = []
        for unit, part in parts_of(block, units, log):
            check_tree(part, log)
            self._name(part, log)
            found += [(unit, row) for row in leaves_of(part.rows)]
        self.tables.append((block, found))

    def _name(self, block: Block, log: Log) -> None:
        # Where rows are called after projects, what a 科目 is called stands elsewhere.
        other = any(column.role is Role.SUBJECT_NAME for column in block.columns)
        role = Role.SUBJECT_NAME if other else Role.NAME
        for row in block.rows:
            if not row.code and not row.is_total:
                log.row(row.place, block.grid.row_text(row.index), "没有科目编码")
            name = row.texts.said(role) if other else row.name
            if row.code and name and self.names.setdefault(row.code, name) != name:
                block.grid.contrary.add(row.texts.cells.get(role, (row.index, 0)))
            if row.code and other and Role.NAME in row.texts:
                block.grid.contrary.add(row.texts.cells[Role.NAME])

    @property
    def subjects(self) -> list[str]:
        """Every 项 of any table; a code that another table splits up further is none."""
        found = {row.code for _, rows in self.tables for _, row in rows} | {one.code for one in self.details}
        prefixes = {code[:length] for code in found for length in range(3, len(code), 2)}
        return sorted(found - prefixes)

    def units_of(self, prior: Iterable[tuple[str, str]] = ()) -> dict[str, list[str]]:
        """The units of every 项 that some table, or `prior` (unit and 项), gives to units."""
        found: dict[str, list[str]] = {}
        pairs = [(unit, row.code) for _, rows in self.tables for unit, row in rows if unit]
        pairs += [(one.unit, one.code) for one in self.details if one.unit]
        for unit, subject in dict.fromkeys((*prior, *pairs)):
            found.setdefault(subject, []).append(unit)
        return found

    def observations(self, by_unit: Mapping[str, Sequence[str]], log: Log) -> list[Observation]:
        """What all cells say. `by_unit` are the units of every 项 that has several to be told apart.

        Raises InputError for more than can be compared.
        """
        observer = Observer({subject: by_unit.get(subject, ("",)) for subject in self.subjects})
        found = observer.observed(self.tables, [*self.classes, *self.details])
        for sheet in dict.fromkeys(one.place.sheet for one in observer.bare):
            own = [one for one in observer.bare if one.place.sheet == sheet]
            codes = "、".join(dict.fromkeys(one.code for one in own))
            message = f"{codes} 类的支出只有合计，没有一张表有它们的科目，没有导入"
            log.add(UNDECIDED, own[0].place, message, MISSING)
        return found


def lines_of(observations: Sequence[Observation], log: Log) -> list[Node]:
    """The lines of 支出 that `observations` decide; what they leave open or contradict is logged."""
    observations = _without_unseen_carry(observations, log)
    solution = solve(observations)
    for variable, place in solution.assumed:
        log.assumed(
            place, f"{variable.subject} 的上年结转没有写明资金来源，按本年的来源记作“{variable.source}”"
        )
    verify(without(observations, tell_open(solution, log)), solution, log)
    return lines_from(solution.amounts)


def tell_open(solution: Solution, log: Log) -> set[Variable]:
    """Say what is left undecided, once a sheet: most often a table does not say the source of anything."""
    told: set[tuple[str, str, str, str]] = set()
    by_sheet: dict[str, list[tuple[CellPlace, str]]] = {}
    for variables, rest, place in sorted(solution.open, key=lambda one: len(_lines(one[0]))):
        if not _lines(variables) <= told:
            told |= _lines(variables)
            subjects = "、".join(sorted({variable.subject for variable in variables})[:4])
            said = f"{subjects} 还有 {plain_number(rest, 2)} 万元"
            by_sheet.setdefault(place.sheet, []).append((place, said))
            log.named.add(place)
    for (first, said), *others in by_sheet.values():
        also = "、".join(f"{where.short} 的 {more}" for where, more in others[:MOST_OPEN])
        counted = f" 等 {len(others)} 处" if len(others) > MOST_OPEN else ""
        message = f"{said}分不清资金来源或基本、项目支出，没有导入"
        more = f"；同样的还有 {also}{counted}" if also else ""
        log.add(UNDECIDED, first, message + more, MISSING)
        if counted:
            listed = [f"{where.short} {more}" for where, more in others]
            log.in_full.append((f"与 {first.short} 同样分不清的", listed))
    return {variable for variables, _, _ in solution.open for variable in variables}


def without(observations: Iterable[Observation], unknown: Collection[Variable]) -> Iterator[Observation]:
    """What can be verified: cells of amounts of which none is `unknown`."""
    return (one for one in observations if one.variables.isdisjoint(unknown))


def _lines(variables: Iterable[Variable]) -> set[tuple[str, str, str, str]]:
    """The lines of 支出 that `variables` are part of, each of a period: units have their own."""
    return {(one.unit, one.subject, one.nature, one.period) for one in variables}


def _without_unseen_carry(observations: Sequence[Observation], log: Log) -> list[Observation]:
    """When no table tells 上年结转 apart, there is none: said once."""
    if (
        not observations
        or any({v.period for v in o.variables} == {CARRY_OVER} for o in observations)
        or all({v.period for v in o.variables} == {THIS_YEAR} for o in observations)
    ):
        return list(observations)
    log.assumed(observations[0].place.file, "各表都没有上年结转，支出全部记作本年预算")
    return [
        Observation(frozenset(v for v in o.variables if v.period == THIS_YEAR), o.value, o.place, o.soft)
        for o in observations
    ]


def verify(observations: Iterable[Observation], solution: Solution, log: Log) -> None:
    """Say which cells are not what the amounts that were decided sum up to."""
    for one in observations:
        if one.soft:
            continue
        parts = [solution.amounts[v] for v in one.variables if v in solution.amounts]
        summed = sum((amount for amount, _ in parts), ZERO)
        count = sum(1 for amount, _ in parts if amount)
        slack = HALF_CENT * (count + 1) if decimals(one.value) <= 2 and decimals(summed) <= 2 else ZERO
        if abs(summed - one.value) <= slack:
            continue
        places = sorted({place.short for amount, place in parts if amount and place != one.place})
        here = f"是 {plain_number(one.value, 2)} 万元" if one.value else "没有数"
        there = (
            "、".join(places[:3]) + (" 等合起来是" if len(places) > 1 else " 是") if places else "其他表是"
        )
        message = f"{_about(one)}：这里{here}，而 {there} {plain_number(summed, 2)} 万元"
        hint, difference = "核对哪一张表是对的", one.value - summed
        # Of two cells that ought to be equal one is wrong itself.
        weight = 0 if count <= 1 else count
        log.deviate(Deviation(TABLES_DISAGREE, one.place, message, hint, difference, weight))


def _about(one: Observation) -> str:
    """The 科目 that a cell is of, or the 类 that it sums."""
    subjects = {variable.subject for variable in one.variables}
    return next(iter(subjects)) if len(subjects) == 1 else f"{min(subjects)[:3]} 类"


def lines_from(amounts: dict[Variable, tuple[Decimal, CellPlace]]) -> list[Node]:
    """Amounts as lines of 支出, by 科目 and nature; nil amounts are left out."""
    lines: dict[tuple[str, str, str], Tree] = {}
    order = sorted(
        amounts,
        key=lambda v: (
            v.unit,
            v.subject,
            NATURES.index(v.nature),
            PERIODS.index(v.period),
            SOURCES.index(v.source),
        ),
    )
    for variable in order:
        amount, place = amounts[variable]
        if not amount:
            continue
        line = lines.setdefault(
            (variable.unit, variable.subject, variable.nature),
            {"科目": Leaf(variable.subject), "性质": Leaf(variable.nature)},
        )
        if variable.unit:
            line["单位"] = Leaf(variable.unit)
        below, key = holder(line, variable.source, variable.period)
        below[key] = Leaf(amount, place)
    return list(lines.values())


def holder(line: Tree, source: Source, period: str) -> tuple[Tree, str]:
    """Where in a line an amount stands: among its sources, or the sources below 上年结转."""
    below = line.setdefault(CARRY_OVER, {}) if period == CARRY_OVER else line
    assert isinstance(below, dict)
    return below, str(source)
