"""Records (记录): the amounts of a budget, each with the properties that rows and columns select by.

A record is a leaf figure in 万元 and its properties: 科目, 单位, 资金, 性质, 期, 项目, 类别, 事项, 组别,
政府经济科目. Tables, rules and sentences all measure the same records. 项目 is what ids call a project
(101002/甲 where there are several 单位), 名称 what it is called on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.book import Book
from generator.figures.figure import Figure, Unit
from generator.figures.subject_names import Names
from generator.model import Budget, Number, Sources
from generator.model.lines import SubjectLine

Filter = Mapping[str, str | list[str]]

THIS_YEAR, CARRY_OVER = "本年", "上年结转"
LAST_YEAR = "上年支出"
"""The kind of what 支出 was last year."""


@dataclass(frozen=True, slots=True)
class Record:
    """One amount: `kind` is the key of the YAML it comes from (支出, 项目, …)."""

    kind: str
    properties: Mapping[str, str]
    figure: Figure

    def matches(self, wanted: Filter) -> bool:
        """Whether every property named in `wanted` has that value, or one of those values."""
        for name, value in wanted.items():
            own = self.properties.get(name, "")
            if own != value and not (isinstance(value, list) and own in value):
                return False
        return True


def collect(
    budget: Budget, names: Names, book: Book, items: Sequence[str], before: Sequence[Record] = ()
) -> list[Record]:
    """All records of `budget`, their leaf figures entered in `book`; `before` are those of last year's."""
    collector = _Collector(budget, book)
    collector.income()
    collector.expenditure()
    collector.last_year(before)
    collector.purchases()
    collector.projects()
    collector.basic(names)
    collector.revenue()
    collector.special_items(items)
    collector.running_costs()
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
    def __init__(self, budget: Budget, book: Book) -> None:
        self.book = book
        self.scale = Decimal(10000) if budget.unit == "元" else Decimal(1)
        self.budget = budget
        self.records: list[Record] = []

    def add(self, kind: str, name: str, amount: Number, properties: Mapping[str, str]) -> None:
        unit = properties.get("单位") or self.budget.first_unit
        label = f"{kind}/{self.budget.label(unit, name)}"
        figure = self.book.leaf(label, amount.value / self.scale, Unit.MONEY, amount.place)
        complete = {**properties, "单位": unit}
        self.records.append(Record(kind, complete, figure))

    def unwritten(self, kind: str, name: str, properties: Mapping[str, str]) -> None:
        figure = self.book.unwritten(f"{kind}/{name}" if name else kind, Unit.MONEY)
        complete = {**properties, "单位": properties.get("单位") or self.budget.first_unit}
        self.records.append(Record(kind, complete, figure))

    def by_source(self, kind: str, name: str, sources: Sources, properties: Mapping[str, str]) -> None:
        for source, amount in sources.amounts():
            label = f"{name}/{source}" if name else str(source)
            self.add(kind, label, amount, {**properties, "资金": source})

    def both_years(
        self, kind: str, name: str, now: Sources, carried: Sources | None, properties: Mapping[str, str]
    ) -> None:
        self.by_source(kind, name, now, {**properties, "期": THIS_YEAR})
        if carried is not None:
            self.by_source(kind, f"{name}/{CARRY_OVER}", carried, {**properties, "期": CARRY_OVER})

    def income(self) -> None:
        for holder in self.budget.holders():
            own = {"单位": "" if isinstance(holder, Budget) else holder.unit}
            self.by_source("收入", "", holder.income or Sources(), {**own, "期": THIS_YEAR})
            self.by_source("年终结转", "", holder.year_end_balance or Sources(), own)

    def expenditure(self) -> None:
        for line in self.budget.expenditure:
            self.both_years("支出", _name_of(line), line, line.carry_over, _properties_of(line))

    def last_year(self, before: Sequence[Record]) -> None:
        """What 支出 was: of last year's budget where that is there, else as this one writes it."""
        for record in before:
            if record.kind == "支出":
                figure = self.book.total(f"上年{record.figure.id}", [record.figure])
                self.records.append(Record(LAST_YEAR, record.properties, figure))
        for last in self.budget.last_expenditure if not before else ():
            self.by_source(LAST_YEAR, _name_of(last), last, {**_properties_of(last), "期": THIS_YEAR})

    def purchases(self) -> None:
        for index, bought in enumerate(self.budget.purchases, 1):
            label = f"{index} {bought.item}"
            properties = {"采购": label, "品目": bought.item, "采购类别": bought.category}
            properties |= {"数量": bought.quantity, "采购项目": bought.project, "单位": bought.unit or ""}
            self.by_source("采购", label, bought, properties)

    def projects(self) -> None:
        """项目; where a unit gives no 项目支出 but a 科目 for each project, those are its 项目支出."""
        budget = self.budget
        given = {budget.unit_of(line) for line in budget.expenditure if line.nature == "项目支出"}
        given |= {budget.unit_of(project) for project in budget.projects if not project.subject}
        for project in budget.projects:
            properties = {"项目": budget.label_of(project), "名称": project.name}
            properties |= {"类别": project.category, "单位": project.unit or ""}
            self.both_years("项目", project.name, project, project.carry_over, properties)
            if budget.unit_of(project) not in given:
                properties |= {"科目": project.subject or "", "性质": "项目支出"}
                name = f"{project.subject}/项目支出"
                self.both_years("支出", name, project, project.carry_over, properties)

    def basic(self, names: Names) -> None:
        for line in self.budget.basic:
            subject, unit = line.subject, self.budget.unit_of(line)
            properties = {"科目": subject, "单位": line.unit or "", "资金": "一般公共预算"}
            properties["组别"] = names.classification.economic_group(subject)
            properties["政府经济科目"] = line.government_subject or names.government_of(subject, unit)
            self.add("基本支出", subject, line.amount, properties)

    def revenue(self) -> None:
        funds, capital = self.budget.fund_revenue, self.budget.capital_revenue
        for kind, lines in (("政府性基金收入", funds), ("国有资本经营收入", capital)):
            for line in lines:
                properties = {"科目": line.subject, "单位": line.unit or ""}
                self.add(kind, line.subject, line.amount, properties)

    def special_items(self, items: Sequence[str]) -> None:
        """“三公”经费, and which of the `items` nobody writes."""
        for holder in self.budget.holders():
            unit = "" if isinstance(holder, Budget) else holder.unit
            for name, sources in holder.items.items() if holder.items else ():
                own = {"事项": name, "期": THIS_YEAR, "单位": unit}
                self.by_source("三公经费", name, sources, own)
        for unit, name in unwritten_items(self.budget, items):
            own = {"事项": name, "期": THIS_YEAR, "单位": unit, "资金": "一般公共预算"}
            self.unwritten("三公经费", f"{unit}/{name}" if unit else name, own)

    def running_costs(self) -> None:
        for running in self.budget.running_costs:
            label = "" if self.budget.has_many_units else running.unit or ""
            self.by_source("机关运行经费", label, running, {"单位": running.unit or ""})
        if not self.budget.gives("机关运行经费"):
            self.unwritten("机关运行经费", "", {"资金": "一般公共预算"})


def _name_of(line: SubjectLine) -> str:
    return "/".join(filter(None, (line.subject, line.nature, line.group)))


def _properties_of(line: SubjectLine) -> dict[str, str]:
    own = {"科目": line.subject, "性质": line.nature, "单位": line.unit or ""}
    return {**own, "组别": line.group or ""}


def select(records: Iterable[Record], kind: str, wanted: Filter) -> list[Record]:
    """The records of `kind` that match `wanted`, in the order of the files."""
    return [record for record in records if record.kind == kind and record.matches(wanted)]
