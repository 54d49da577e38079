"""Figures that stand in no table: counts, procurement, assets, performance funds, last year's figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from generator.figures.book import Book
from generator.figures.corrections import enter_corrections, labelled
from generator.figures.figure import Figure, Formula, Unit
from generator.figures.profile import Profile
from generator.figures.records import Record
from generator.figures.rounding import ZERO
from generator.model import Budget, Number
from generator.model.facts import BLOCKS, Facts, keys_below, measures_of, numbers_of
from generator.model.kinds import ITEMS, LAST_ITEMS, UNIT
from generator.model.number import MONEY, SQUARE_METRES
from generator.model.performance import Funds

_PLANNED = "国有资产/计划购置"
_UNITS = {"": Unit.COUNT, MONEY: Unit.MONEY, SQUARE_METRES: Unit.AREA}
"""What facts are in, by what their keys say."""


class FactCollector:
    """Enters the facts of one budget in the book."""

    def __init__(self, budget: Budget, records: list[Record], book: Book, profile: Profile) -> None:
        self.budget = budget
        self.profile = profile
        self.words = profile.vocabulary
        self.records = records
        self.book = book
        self.scale = Decimal(10000) if budget.unit == "元" else Decimal(1)
        self.facts = Facts(budget)
        self.units = {
            f"{block}/{path}": _UNITS[measure]
            for block in BLOCKS
            for path, measure in measures_of(block, self.words)
        }

    def collect(self) -> None:
        """All facts; money in 万元, but 绩效 funds in 元."""
        self._organisation()
        self._projects()
        self._performance()
        self._procurement()
        self._assets()

    def _number(self, name: str, number: Number | None, unit: Unit) -> Figure:
        """What is written; an amount that is left out of a line of amounts is nil."""
        value = number.value if number else ZERO
        if unit is Unit.MONEY:
            value = value / self.scale
        place, unfilled = (number.place, number.unfilled) if number else (None, False)
        return self.book.leaf(name, value, unit, place, unfilled=unfilled)

    def _fact(self, name: str) -> Figure:
        """A fact as the department writes it; the sum where all its units write their own; else unwritten."""
        unit = self.units[name]
        own, units = self.facts.own.get(name), self.facts.of_units.get(name, {})
        if own is None and self.facts.complete(name):
            ones = [self._number(f"{name}/{code}", number, unit) for code, number in units.items()]
            return self.book.total(name, ones, unit)
        return self.book.unwritten(name, unit) if own is None else self._number(name, own, unit)

    def _listed(self, name: str, items: Sequence[str], *path: str, written: bool = True) -> None:
        """How many `items` there are; each is a leaf that is called by its own words."""
        if not written:
            self.book.unwritten(name, Unit.COUNT)
            return
        place = self.budget.place
        ones = (
            self.book.leaf(f"{name}/{item}", Decimal(1), Unit.COUNT, place(*path, i))
            for i, item in enumerate(items)
        )
        self.book.count(name, ones)

    def _organisation(self) -> None:
        organisation = self.budget.department.organisation
        for name in ("编制人数", "在职人数", *self.words.people):
            self._fact(f"机构/{name}")
        for key, items in (("内设机构", organisation.offices), ("所属单位", organisation.bodies)):
            self._listed(f"机构/{key}数", items, "部门", "机构", key, written=organisation.gives(key))
        units = [unit.name for unit in self.budget.units] or [self.budget.department.name]
        self._listed("单位/个数", units, "单位")
        for unit in self.budget.units if self.budget.has_many_units else ():
            for fact, number in numbers_of("机构", unit.organisation):
                name = f"{fact}/{unit.code}"
                if number is not None and name not in self.book:
                    self._number(name, number, Unit.COUNT)

    def _projects(self) -> None:
        by_project: dict[str, list[Figure]] = {}
        for record in self.records:
            if record.kind == "项目" and "项目" in record.properties:
                by_project.setdefault(record.properties["项目"], []).append(record.figure)
        unknown = [r.figure for r in self.records if r.kind == "项目" and "项目" not in r.properties]
        category = {self.budget.label_of(project): project.category for project in self.budget.projects}
        totals = {
            label: self.book.total(f"项目/{label}/金额", by_project.get(label, [])) for label in category
        }
        self._group("项目", totals, category, unknown, unknown)
        annual = {}
        for table in self.budget.performance:
            label = self.budget.label_of_table(table)
            prefix = f"绩效目标/{label}"
            figure = self.book.total(
                f"{prefix}/年度资金/总额",
                [
                    self._number(f"{prefix}/年度资金/{level}", number, Unit.YUAN)
                    for level, number in self._levels(table.annual_funds)
                ],
                Unit.YUAN,
            )
            annual[label] = self.book.in_wan_yuan(figure)
        self._group("绩效目标", annual, category, of_no_kind=unknown)

    def _levels(self, funds: Funds) -> Iterator[tuple[str, Number | None]]:
        """(level, amount) for every word of 绩效资金, written or not."""
        yield from ((level, funds.at_word(level)) for level in self.words.levels)

    def _group(
        self,
        prefix: str,
        amounts: dict[str, Figure],
        category: Mapping[str, str],
        unknown: Sequence[Figure] = (),
        of_no_kind: Sequence[Figure] = (),
    ) -> None:
        """Number and amount, of all and by 类别.

        `unknown` are those of which nothing is written, `of_no_kind` those of which no 类别 is.
        """
        self.book.count(f"{prefix}/个数", amounts.values(), unknown=unknown)
        self.book.total(f"{prefix}/金额", (*amounts.values(), *unknown))
        for kind in self.words.categories:
            own = [figure for name, figure in amounts.items() if category.get(name) == kind]
            self.book.count(f"{prefix}类别/{kind}/个数", own, unknown=of_no_kind)
            self.book.total(f"{prefix}类别/{kind}/金额", (*own, *of_no_kind))

    def _performance(self) -> None:
        for table in self.budget.performance:
            prefix = f"绩效目标/{self.budget.label_of_table(table)}/实施期资金"
            levels = [
                self._number(f"{prefix}/{level}", number, Unit.YUAN)
                for level, number in self._levels(table.period_funds)
            ]
            self.book.total(f"{prefix}/总额", levels, Unit.YUAN)
        self._fact("整体绩效/单位数")
        self._fact("整体绩效/金额")
        for number, task in enumerate(self.budget.unit_performance.tasks, 1):
            if task.amount:
                self._number(f"整体绩效/主要任务/{number}/金额", task.amount, Unit.MONEY)

    def _procurement(self) -> None:
        parts = self._each("政府采购", keys_below("政府采购", self.words))
        self.book.total("政府采购/合计", parts)

    def _assets(self) -> None:
        self._fact("国有资产/车辆/编制")
        owned = self._each("国有资产/车辆", self.words.vehicles)
        self.book.total("国有资产/车辆/实有", owned, Unit.COUNT)
        self._fact("国有资产/办公用房面积")
        self._each("国有资产", self.words.equipment)
        if self.profile.prints(_PLANNED):
            bought = self._each(f"{_PLANNED}/车辆", self.words.vehicles)
            self.book.total(f"{_PLANNED}/车辆/合计", bought, Unit.COUNT)
            self._each(_PLANNED, self.words.equipment)

    def _each(self, block: str, keys: Sequence[str]) -> list[Figure]:
        return [self._fact(f"{block}/{key}") for key in keys]

    def _of_unit(self, name: str, code: str, number: Number) -> Figure:
        """What a unit gives of a fact."""
        own = f"{name}/{code}"
        return self.book[own] if own in self.book else self._number(own, number, self.units[name])

    def stated(self, block: str) -> Iterator[Record]:
        """The facts of a block as tables measure them: of each unit, where all units give theirs."""
        for name in (name for name in self.units if name.startswith(f"{block}/") and name in self.book):
            item = {"事项": name.removeprefix(f"{block}/")}
            given = self.facts.of_units.get(name, {}) if self.facts.complete(name) else {}
            for code, number in given.items():
                yield Record(block, {**item, UNIT: code}, self._of_unit(name, code, number))
            if not given:
                # Whose it is is not known of several units.
                unit = "" if self.budget.has_many_units else self.budget.first_unit
                yield Record(block, {**item, UNIT: unit}, self.book[name])

    def corrections(self, approved: Mapping[str, Figure]) -> None:
        """更正: what is moved, and what the `approved` 支出 of every 性质, or others, would be afterwards."""
        amounts = [
            self._number(f"更正/{label}/金额", correction.amount, Unit.MONEY)
            for label, correction in labelled(self.budget).items()
        ]
        enter_corrections(self.budget, self.records, self.book, amounts, approved)

    def last_year(self, sources: dict[str, str], before: Book | None) -> None:
        """上年: from last year's own book where there is one, else as written. `sources`: name → id."""
        for name, source in sources.items():
            if before is not None and source in before and not before[source].unwritten:
                self.book.total(f"上年/{name}", [before[source]])
            elif before is None or source not in before:
                known = f"上年/{name}" in self.facts.own or self.facts.complete(f"上年/{name}")
                if known:
                    self._fact(f"上年/{name}")
        public = [f"三公经费/{item}" for item in self.words.public_items]
        items = [f"上年/{name}" for name in sources if name in public]
        if items and all(item in self.book for item in items):
            self.book.total("上年/三公经费/合计", [self.book[item] for item in items])

    def last_items(self, before: Sequence[Record]) -> Iterator[Record]:
        """上年三公经费 of every item, as tables print it beside this year's; after `last_year`.

        `before` are last year's records: they tell whose the amounts are.
        """
        whose = {id(record.figure): self.budget.unit_now(record.properties[UNIT]) for record in before}
        for item in self.words.items:
            name, known = f"{LAST_ITEMS}/{item}", f"上年/{ITEMS}/{item}"
            figure = self.book[known] if known in self.book else self.book.unwritten(name, Unit.MONEY)
            for unit, own in self._of_units(figure, whose):
                yield Record(LAST_ITEMS, {"事项": item, UNIT: unit}, own)

    def _of_units(self, figure: Figure, whose: Mapping[int, str]) -> Iterator[tuple[str, Figure]]:
        """The parts of a figure that are each a unit's, as last year's lines say, or this year's units.

        Where neither says it of all, the rest is nobody's.
        """
        if not self.budget.has_many_units:
            yield self.budget.first_unit, figure
            return
        parts: dict[str, list[Figure]] = {}
        for one in _added_up(figure):
            parts.setdefault(whose.get(id(one), ""), []).append(one)
        given = self.facts.of_units.get(figure.id, {}) if self.facts.complete(figure.id) else {}
        if "" in parts and given:
            yield from ((code, self._of_unit(figure.id, code, number)) for code, number in given.items())
        elif parts.keys() == {""}:
            yield "", figure
        else:
            for code, ones in parts.items():
                yield code, self.book.total(f"{figure.id}/{code or '其他'}", ones)


def _added_up(figure: Figure) -> Iterator[Figure]:
    """What a sum is made of in the end."""
    if isinstance(figure.origin, Formula) and figure.origin.operator == "和":
        for operand in figure.origin.operands:
            yield from _added_up(operand)
    else:
        yield figure


def written_last_year(budget: Budget) -> dict[str, Number | None]:
    """上年 as the author wrote it: the names of `facts.last_year` to numbers, None where left out."""
    return {name.removeprefix("上年/"): number for name, number in numbers_of("上年", budget.last_year)}
