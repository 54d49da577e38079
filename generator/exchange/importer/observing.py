"""What the cells of all tables say of the amounts of 支出 by 项: each a sum of some of them (对账)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.exchange.importer.blocks import Block, Row
from generator.exchange.importer.cells import CellPlace
from generator.exchange.importer.headings import Column
from generator.exchange.importer.kinds import too_much
from generator.exchange.importer.measures import PERIODS, Measure
from generator.exchange.importer.recognition import TableKind, measure_in
from generator.exchange.importer.solver import ZERO, Observation, Variable
from generator.model import SOURCES
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.model.vocabulary import NATURES
from generator.source import limits

EVERYTHING = Measure()
_SOURCE = re.compile("收入|资金|拨款|收费|上缴")
"""What columns are called that are of no source that is known; others are of a 性质."""
Table = tuple[Block, list[tuple[str, Row]]]
"""A table with its 项, each with the code of its unit or "" where the table has none."""


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


class Observer:
    """Makes observations of tables; `subjects` are all 项 with the units that are to be told apart."""

    def __init__(self, subjects: Mapping[str, Sequence[str]]) -> None:
        self.subjects = subjects
        self.left: dict[tuple[Measure, bool, str], list[str]] = {}
        """The 项 that every table so far has in columns of a measure; that others are nil is said once."""
        self.below: dict[str, list[str]] = {"": list(subjects)}
        self.of_unit: dict[str, list[str]] = {}
        for code, units in subjects.items():
            for length in range(3, len(code) + 1, 2):
                self.below.setdefault(code[:length], []).append(code)
            for unit in units:
                self.of_unit.setdefault(unit, []).append(code)
        self.unknown: set[str] = set()
        """The 项 with amounts in columns that nobody knows: the whole of them has these, too."""
        self.unnatural: set[str] = set()
        """Those of them whose unknown columns are of a 性质: the whole of any source has these, too."""
        self.bare: list[ClassSum] = []
        """Sums of 类 of which no table has a 项."""
        self.measures: dict[Measure, Measure] = {}
        self.known: dict[tuple[object, ...], frozenset[Variable]] = {}
        self.terms = 0

    def observed(self, tables: Sequence[Table], classes: Sequence[ClassSum]) -> list[Observation]:
        """What every cell says, blank ones and rows that a table leaves out as nil.

        Raises InputError for more than can be compared.
        """
        found: list[Observation] = []
        for block, rows in tables:
            natures = [column for column in block.unknown if not _SOURCE.search(column.last)]
            self.unknown |= {row.code for _, row in rows if block.sum_of(row, block.unknown)}
            self.unnatural |= {row.code for _, row in rows if block.sum_of(row, natures)}
        for block, rows in tables:
            found += map(self._counted, self._cells(block, rows))
        known: dict[tuple[str, Measure, str], frozenset[Variable]] = {}
        said: set[tuple[str, Measure, str, Decimal]] = set()
        for one in classes:
            key = (one.code, one.measure, one.unit)
            if (*key, one.value) in said:
                continue
            said.add((*key, one.value))
            if key not in known:
                below = {
                    code: _units_of(one.unit, self.subjects[code]) for code in self.below.get(one.code, ())
                }
                each = (variables_of(code, one.measure, units) for code, units in below.items())
                known[key] = frozenset(variable for variables in each for variable in variables)
            more = any(self._has_more(v.subject, one.measure) for v in known[key])
            if known[key] and not more:
                found.append(self._counted(Observation(known[key], one.value, one.place, one.soft)))
            elif one.value and not one.soft and not known[key]:
                self.bare.append(one)
        return found

    def _counted(self, one: Observation) -> Observation:
        self.terms += len(one.variables)
        if self.terms > limits.XLSX_TERMS.most:
            hint = "科目、表或单位太多；删去与预算无关的表，或按单位分成几个工作簿导入"
            raise too_much(one.place, f"各表之间要对的数超过 {limits.XLSX_TERMS.said}", hint)
        return one

    def _cells(self, block: Block, rows: Sequence[tuple[str, Row]]) -> Iterator[Observation]:
        """What the cells of a table say of every 项, and of every unit of it where the table has units."""
        columns = [(column, self.measures.setdefault(one, one)) for column, one in _measures(block)]
        apart = bool(block.grid.unit) or any(unit for unit, _ in rows)
        by_key: dict[tuple[str, str], list[Row]] = {}
        for unit, row in rows:
            several = apart and self.subjects.get(row.code, ("",)) != ("",)
            by_key.setdefault((unit if several else "", row.code), []).append(row)
        present = {code for _, code in by_key} & self.subjects.keys()
        absent = {measure: self._absent(measure, apart, block.grid.unit, present) for _, measure in columns}
        for subject in sorted(present.union(*absent.values())):
            units = self.subjects[subject]
            said: set[Measure] = set()
            for column, measure in columns:
                if subject not in present and (subject not in absent[measure] or measure in said):
                    continue
                if self._has_more(subject, measure):
                    continue
                said.add(measure)
                of_units = [
                    (by_key.get((unit, subject), []), self._variables(subject, measure, asked))
                    for unit, asked in _asked(block.grid.unit, units, apart=apart)
                ]
                if any((row.index, column.index) in block.unread for rows, _ in of_units for row in rows):
                    continue
                own = [_cell(block, rows, column, variables) for rows, variables in of_units]
                yield from own
                if len(own) > 1:
                    # A table without units may say of the sum what none says of the units.
                    every = self._variables(subject, measure, units)
                    yield Observation(every, sum((one.value for one in own), ZERO), own[0].place, soft=True)

    def _has_more(self, subject: str, measure: Measure) -> bool:
        """Whether amounts of columns that nobody knows are in all natures of a source, or of several."""
        where = self.unknown if len(measure.sources) > 1 else self.unnatural
        return len(measure.natures) > 1 and subject in where

    def _variables(self, subject: str, measure: Measure, units: Sequence[str]) -> frozenset[Variable]:
        key = (subject, id(measure), *units)
        if key not in self.known:
            self.known[key] = frozenset(variables_of(subject, measure, units))
        return self.known[key]

    def _absent(self, measure: Measure, apart: bool, unit: str, present: set[str]) -> set[str]:
        """The 项 that a table leaves out, but those of which an earlier one has said so."""
        known = self.of_unit.get(unit, []) + (self.of_unit.get("", []) if unit else [])
        left = self.left.get((measure, apart, unit), known if unit else self.below[""])
        self.left[measure, apart, unit] = [code for code in left if code in present]
        return {code for code in left if code not in present}


def _asked(unit: str, units: Sequence[str], *, apart: bool) -> Iterator[tuple[str, Sequence[str]]]:
    """The units of which a table says something for itself, each with those that it sums."""
    if not apart:
        yield "", units
    else:
        yield from ((one, (one,)) for one in _units_of(unit, units))


def _units_of(unit: str, units: Sequence[str]) -> Sequence[str]:
    """The `units` of which a sheet says something that is that of `unit`, or of all."""
    return [one for one in units if one in ("", unit)] if unit else units


def _cell(block: Block, rows: Sequence[Row], column: Column, variables: frozenset[Variable]) -> Observation:
    value = sum((block.amount(row, column) for row in rows), ZERO)
    place = block.place(rows[0], column) if rows else block.grid.place(block.heading.first, column.index)
    return Observation(variables, value, place)


def _measures(block: Block) -> Iterator[tuple[Column, Measure]]:
    """What each column sums in its table; those are left out whose words say nothing that could be right."""
    carries = any("结转" in one.words or "结余" in one.words for one in block.measures)
    beside = _stands_beside(block)
    for column in block.measures:
        own, measure = column.measure, measure_in(block, column, TableKind.EXPENDITURE)
        narrow = own.sources != EVERYTHING.sources or (beside and own.natures != EVERYTHING.natures)
        if carries and own.periods == EVERYTHING.periods and narrow:
            measure = measure.within(Measure(periods=frozenset((THIS_YEAR,))))
        if measure.sources and measure.natures and measure.periods:
            yield column, measure


def _stands_beside(block: Block) -> bool:
    """Whether 上年结转 is no part of 基本支出 and 项目支出 beside it: 合计 is the sum of all of them.

    So it is in most rows that say so or the opposite; a row of totals, which may be wrong, is asked last.
    """
    by_nature = [one for one in block.measures if len(one.measure.natures) == 1]
    carried = [one for one in block.measures if one.measure == Measure(periods=frozenset((CARRY_OVER,)))]
    whole = [one for one in block.measures if one.measure == EVERYTHING]
    rows = [row for row in block.rows if carried and whole and block.sum_of(row, carried[:1])]
    rows = [row for row in rows if not row.is_total] or rows
    sums = [(block.sum_of(row, whole[:1]), row) for row in rows]
    beside = sum(total == block.sum_of(row, [*by_nature, *carried[:1]]) for total, row in sums)
    within = sum(total == block.sum_of(row, by_nature) for total, row in sums)
    return beside > within


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
