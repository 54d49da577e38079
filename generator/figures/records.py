"""Records (记录): the amounts of a budget, each with the properties that rows and columns select by.

A record is a leaf figure in 万元 and its properties, which its kind declares (`generator.model.kinds`).
Tables, rules and sentences all measure the same records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from generator.figures.book import Book
from generator.figures.figure import Figure, Unit
from generator.figures.lacking import lacking_kinds
from generator.figures.rounding import ZERO
from generator.figures.subject_names import SubjectNames
from generator.model import Budget, Number, Project, Sources
from generator.model.kinds import KINDS, UNIT, RecordKind, lines_of
from generator.model.lines import (
    THIS_YEAR,
    EconomicLine,
    EconomicSourcesLine,
    MoneyLine,
    ReceptionTravelCars,
    sourced,
)
from generator.model.vocabulary import APPROPRIATIONS

Filter = Mapping[str, str | list[str]]

SPENT, LAST_YEAR, BASIC = "支出", "上年支出", "基本支出"
"""The kinds of what is spent, and of what was last year; and of its 基本支出 by 经济科目."""


@dataclass(frozen=True, slots=True)
class Record:
    """One amount: `kind` is the key of the YAML it comes from (支出, 项目, …).

    `line` is what ids call the line that it stands in (101002/甲 where there are several 单位), `called` what
    that is called on paper.
    """

    kind: str
    properties: Mapping[str, str]
    figure: Figure
    line: str = ""
    called: str = ""

    def matches(self, wanted: Filter) -> bool:
        """Whether every property named in `wanted` has that value, or one of those values."""
        for name, value in wanted.items():
            own = self.properties.get(name, "")
            if own != value and not (isinstance(value, list) and own in value) and not self.of_any(name):
                return False
        return True

    def of_any(self, name: str) -> bool:
        """Whether it may have any value of a property: nobody has written what it is."""
        return bool(self.figure.unwritten) and name not in self.properties


def collect(
    budget: Budget,
    names: SubjectNames,
    book: Book,
    items: Sequence[str],
    measured: Collection[str],
    before: Sequence[Record] = (),
) -> list[Record]:
    """All records of `budget`, their leaf figures entered in `book`; `before` are those of last year's.

    Of the kinds that are `measured` an amount is unwritten where a list that has to be written is not.
    """
    collector = _Collector(budget, book, names)
    for kind in KINDS.values():
        if kind.name == LAST_YEAR and before:
            collector.last_year(before)
        elif kind.line:
            collector.lines(kind)
        else:
            collector.block(kind)
    for unit, item in unwritten_items(budget, items):
        own = {"事项": item, "期": THIS_YEAR, UNIT: unit, "资金": "一般公共预算"}
        collector.unwritten("三公经费", f"{unit}/{item}" if unit else item, own)
    for kind in KINDS.values():
        known = budget.gives(kind.name) or (kind.name == LAST_YEAR and before)
        if kind.line and kind.said.none and kind.name in measured and not known:
            collector.unwritten(kind.name, "", {})
    for one in list(lacking_kinds(budget, collector.records, measured)):
        name = one.unit if budget.has_many_units else ""
        collector.unwritten(one.kind, name, {UNIT: one.unit, **one.properties})
    return collector.records


def unwritten_items(budget: Budget, items: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Unit ("" for all) and which of the `items` of “三公”经费 it does not write.

    Where some units give theirs, each has to; where none does, what 三公经费 says is the whole.
    """
    given = {part.unit: {name for name, _ in part.items.items()} for part in budget.parts if part.items}
    own = {name for name, _ in budget.items.items()}
    if not given:
        yield from (("", name) for name in items if name not in own)
        return
    for index, unit in enumerate(budget.units):
        said = given.get(unit.code, set()) | (own if index == 0 else set())
        yield from ((unit.code, name) for name in items if name not in said)


class _Collector:
    def __init__(self, budget: Budget, book: Book, names: SubjectNames) -> None:
        self.book = book
        self.names = names
        self.scale = Decimal(10000) if budget.unit == "元" else Decimal(1)
        self.budget = budget
        self.records: list[Record] = []

    def add(self, name: str, amount: Number, record: Record) -> None:
        """`record` with its figure, which ids call `name` of its kind and unit."""
        label = f"{record.kind}/{self.budget.label(record.properties[UNIT], name)}"
        value, place = amount.value / self.scale, amount.place
        figure = self.book.leaf(label, value, Unit.MONEY, place, unfilled=amount.unfilled)
        self.records.append(replace(record, figure=figure))

    def unwritten(self, kind: str, name: str, properties: Mapping[str, str]) -> None:
        figure = self.book.unwritten(f"{kind}/{name}" if name else kind, Unit.MONEY)
        complete = {**properties, UNIT: properties.get(UNIT) or self.budget.first_unit}
        self.records.append(Record(kind, complete, figure))

    def lines(self, kind: RecordKind) -> None:
        for number, line in enumerate(lines_of(self.budget, kind), 1):
            said, marked = line.said(), line.properties()
            own = {marked[key].name or key: value for key, value in said.items()}
            own |= line.columns() | {UNIT: said[UNIT] or self.budget.first_unit}
            label = line.label(number) or ("" if self.budget.has_many_units else said[UNIT])
            whole = self.budget.label(own[UNIT], label)
            if kind.name in own:
                own[kind.name] = whole
            if isinstance(line, EconomicLine | EconomicSourcesLine):
                own |= self.economic(line, own[UNIT])
            record = Record(kind.name, own, NIL, whole, said[line.telling()[0]])
            self.line(label, line, record)
            if isinstance(line, Project) and own[UNIT] not in self.given:
                spent = {**own, "科目": line.subject or "", "性质": "项目支出"}
                self.line(f"{line.subject}/项目支出", line, replace(record, kind=SPENT, properties=spent))
            elif isinstance(line, EconomicSourcesLine) and (amount := _basic_of(line, own[UNIT], self.basic)):
                source = {"资金": APPROPRIATIONS[0]}
                self.add(line.subject, amount, replace(record, kind=BASIC, properties=own | source))

    def line(self, label: str, line: MoneyLine, record: Record) -> None:
        """The amounts of a line, each as a `record`."""
        for end, amount, beside in line.money():
            name = "/".join(filter(None, (label, end)))
            self.add(name, amount, replace(record, properties={**record.properties, **beside}))

    @cached_property
    def given(self) -> set[str]:
        """The units that give 项目支出; of others a 科目 for each project says what their projects spend."""
        budget = self.budget
        given = {budget.unit_of(line) for line in budget.expenditure if line.nature == "项目支出"}
        return given | {budget.unit_of(project) for project in budget.projects if not project.subject}

    @cached_property
    def basic(self) -> set[str]:
        """The units that give 基本支出 by 经济科目; of others 支出经济分类 says it."""
        return {self.budget.unit_of(line) for line in self.budget.basic}

    def economic(self, line: EconomicLine | EconomicSourcesLine, unit: str) -> dict[str, str]:
        """What follows from a 款, and from the 性质 of the unit."""
        government = line.government_subject or self.names.government_of(line.subject, unit)
        return {"组别": self.names.classification.economic_group(line.subject), "政府经济科目": government}

    def block(self, kind: RecordKind) -> None:
        """What the department and its units have by source, or by item and source."""
        period = THIS_YEAR if kind.said.of_year else ""
        for holder in self.budget.holders():
            unit = self.budget.first_unit if isinstance(holder, Budget) else holder.unit
            block = getattr(holder, kind.field, None)
            items = block.items() if isinstance(block, ReceptionTravelCars) else [("", block or Sources())]
            for item, sources in items:
                own = {UNIT: unit} | ({"事项": item} if item else {})
                for name, amount, beside in sourced(sources, item, period):
                    self.add(name, amount, Record(kind.name, own | beside, NIL))

    def last_year(self, before: Sequence[Record]) -> None:
        """What 支出 was, of last year's budget."""
        for record in before:
            if record.kind == SPENT:
                figure = self.book.total(f"上年{record.figure.id}", [record.figure])
                own = {**record.properties, UNIT: self.budget.unit_now(record.properties[UNIT])}
                self.records.append(replace(record, kind=LAST_YEAR, figure=figure, properties=own))


def basic_lines(budget: Budget) -> Iterator[tuple[EconomicLine | EconomicSourcesLine, Number]]:
    """The lines that 基本支出 is made from, in the order of its records, with their amounts."""
    yield from ((line, line.amount) for line in budget.basic)
    giving = {budget.unit_of(line) for line in budget.basic}
    for line in budget.economic:
        if amount := _basic_of(line, budget.unit_of(line), giving):
            yield line, amount


def _basic_of(line: EconomicSourcesLine, unit: str, giving: set[str]) -> Number | None:
    """What is 基本支出 of 一般公共预算 in a line, where its unit is not `giving` that itself."""
    return line.general if line.nature == BASIC and unit not in giving else None


NIL = Figure("", ZERO, Unit.MONEY)
"""Stands in a record that has no figure yet."""


def select(records: Iterable[Record], kind: str, wanted: Filter) -> list[Record]:
    """The records of `kind` that match `wanted`, in the order of the files."""
    return [record for record in records if record.kind == kind and record.matches(wanted)]
