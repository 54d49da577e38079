"""支出 by 项: what the cells of our tables and of the platform's say together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.exchange.importer.blocks import Block, Row
from generator.exchange.importer.cells import CellPlace, decimals, plain_number
from generator.exchange.importer.headings import Column, Role
from generator.exchange.importer.kinds import TABLES_DISAGREE, UNDECIDED
from generator.exchange.importer.log import Deviation, Log
from generator.exchange.importer.measures import NATURES, PERIODS, Measure, context_of
from generator.exchange.importer.solver import ZERO, Observation, Solution, Variable, solve
from generator.exchange.importer.totals import HALF_CENT, check_tree, leaves_of
from generator.exchange.importer.units import Units, parts_of
from generator.exchange.tree import Leaf, Node, Tree
from generator.model import SOURCES, Source
from generator.model.lines import CARRY_OVER, THIS_YEAR

EVERYTHING = Measure()


@dataclass(frozen=True, slots=True)
class ClassSum:
    """The sum of a 类 over all its 科目, as 收支总表 print it; `code` may be a 科目 or "" for all."""

    code: str
    measure: Measure
    value: Decimal
    place: CellPlace
    soft: bool = False
    unit: str = ""
    """Whose sum it is; "" for that of all."""


@dataclass
class Expenditure:
    """Collects the cells of all tables by 科目; `names` are those that the tables print."""

    tables: list[tuple[Block, list[tuple[str, Row]]]] = field(default_factory=list)
    """Every table with its 项, each with the code of its unit or "" where the table has none."""
    classes: list[ClassSum] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, block: Block, units: Units, log: Log) -> None:
        """Take in a table; its totals are checked, not imported."""
        found: list[tuple[str, Row]] = []
        for unit, part in parts_of(block, units, log):
            check_tree(part, log)
            self._name(part, log)
            found += [(unit, row) for row in leaves_of(part.rows)]
        self.tables.append((block, found))

    def _name(self, block: Block, log: Log) -> None:
        for row in block.rows:
            if row.code and row.name and self.names.setdefault(row.code, row.name) != row.name:
                block.grid.contrary.add(row.texts.cells.get(Role.NAME, (row.index, 0)))
            elif row.code and row.name:
                continue
            elif not row.code and not row.is_total:
                log.row(row.place, block.grid.row_text(row.index), "没有科目编码")

    @property
    def subjects(self) -> list[str]:
        """Every 项 of any table; a code that another table splits up further is none."""
        found = {row.code for _, rows in self.tables for _, row in rows}
        prefixes = {code[:length] for code in found for length in range(3, len(code), 2)}
        return sorted(found - prefixes)

    def units_of(self, prior: Iterable[tuple[str, str]] = ()) -> dict[str, list[str]]:
        """The units of every 项 that some table, or `prior` (unit and 项), gives to units."""
        found: dict[str, list[str]] = {}
        pairs = [(unit, row.code) for _, rows in self.tables for unit, row in rows if unit]
        for unit, subject in dict.fromkeys((*prior, *pairs)):
            found.setdefault(subject, []).append(unit)
        return found

    def observations(self, by_unit: Mapping[str, Sequence[str]]) -> list[Observation]:
        """What every cell says, blank ones and rows that a table leaves out as nil.

        `by_unit` are the units of every 项 that has several to be told apart; a table without units has
        the sums of all.
        """
        subjects = {subject: by_unit.get(subject, ("",)) for subject in self.subjects}
        found: list[Observation] = []
        for block, rows in self.tables:
            found += _cells(block, rows, subjects)
        for one in self.classes:
            below = {
                key: _units_of(one.unit, units) for key, units in subjects.items() if key.startswith(one.code)
            }
            variables = frozenset(
                v for key, units in below.items() for v in variables_of(key, one.measure, units)
            )
            if variables:
                found.append(Observation(variables, one.value, one.place, one.soft))
        return found


def _cells(
    block: Block, rows: Sequence[tuple[str, Row]], subjects: Mapping[str, Sequence[str]]
) -> Iterator[Observation]:
    """What the cells of a table say of every 项, and of every unit of it where the table has units."""
    context = context_of(block.title)
    columns = [(column, m) for column in block.measures if (m := _measure(block, column, context))]
    apart = bool(block.grid.unit) or any(unit for unit, _ in rows)
    by_key: dict[tuple[str, str], list[Row]] = {}
    for unit, row in rows:
        several = apart and subjects.get(row.code, ("",)) != ("",)
        by_key.setdefault((unit if several else "", row.code), []).append(row)
    for subject, units in subjects.items():
        for column, measure in columns:
            own: list[Observation] = []
            for unit in _units_of(block.grid.unit, units) if apart else ("",):
                found = by_key.get((unit, subject), [])
                asked = (unit,) if apart else units
                own.append(_cell(block, found, column, frozenset(variables_of(subject, measure, asked))))
            yield from own
            if len(own) > 1:
                # A table without units may say of the sum what none says of the units.
                every = frozenset(variables_of(subject, measure, units))
                yield Observation(every, sum((one.value for one in own), ZERO), own[0].place, soft=True)


def _units_of(unit: str, units: Sequence[str]) -> Sequence[str]:
    """The `units` of which a sheet says something that is that of `unit`, or of all."""
    return [one for one in units if one in ("", unit)] if unit else units


def _cell(block: Block, rows: Sequence[Row], column: Column, variables: frozenset[Variable]) -> Observation:
    value = sum((block.amount(row, column) for row in rows), ZERO)
    place = block.place(rows[0], column) if rows else block.grid.place(block.heading.first, column.index)
    return Observation(variables, value, place)


def _measure(block: Block, column: Column, context: Measure) -> Measure | None:
    """What a column sums in its table; None when its words say nothing that could be right."""
    measure = column.measure
    carries = any("结转" in other.words or "结余" in other.words for other in block.measures)
    if carries and measure.periods == frozenset(PERIODS) and measure.sources != EVERYTHING.sources:
        measure = Measure(measure.sources, measure.natures, frozenset((THIS_YEAR,)))
    measure = measure.within(context)
    return measure if measure.sources and measure.natures and measure.periods else None


def variables_of(subject: str, measure: Measure, units: Sequence[str]) -> Iterable[Variable]:
    """The amounts of `subject` that `measure` sums over `units`."""
    return (
        Variable(subject, source, nature, period, unit)
        for unit in units
        for source in SOURCES
        if source in measure.sources
        for nature in NATURES
        if nature in measure.natures
        for period in PERIODS
        if period in measure.periods
    )


def lines_of(observations: Sequence[Observation], log: Log) -> list[Node]:
    """The lines of 支出 that `observations` decide; what they leave open or contradict is logged."""
    observations = _without_unseen_carry(observations, log)
    solution = solve(observations, {})
    for variable, place in solution.assumed:
        log.assumed(
            place, f"{variable.subject} 的上年结转没有写明资金来源，按本年的来源记作“{variable.source}”"
        )
    told: set[tuple[str, str, str]] = set()
    for variables, rest, place in sorted(solution.open, key=lambda one: len(_lines(one[0]))):
        if _lines(variables) <= told:
            continue
        told |= _lines(variables)
        subjects = "、".join(sorted({variable.subject for variable in variables})[:4])
        amount = plain_number(rest, 2)
        hint = "按批复文件补写在“支出”里"
        log.add(
            UNDECIDED, place, f"{subjects} 还有 {amount} 万元分不清资金来源或基本、项目支出，没有导入", hint
        )
    open_subjects = {v.subject for variables, _, _ in solution.open for v in variables}
    verify(observations, solution, log, without=open_subjects)
    return lines_from(solution.amounts)


def _lines(variables: Iterable[Variable]) -> set[tuple[str, str, str]]:
    """The lines of 支出 that `variables` are part of: units have their own."""
    return {(variable.unit, variable.subject, variable.nature) for variable in variables}


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


def verify(
    observations: Iterable[Observation], solution: Solution, log: Log, without: set[str] | None = None
) -> None:
    """Say which cells are not what the amounts that were decided sum up to."""
    for one in observations:
        if one.soft:
            continue
        if without and any(variable.subject in without for variable in one.variables):
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
