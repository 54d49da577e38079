"""Figures that stand in no table: counts, procurement, assets, performance funds, last year's figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from generator.figures.book import Book
from generator.figures.figure import Figure, Unit
from generator.figures.records import Record
from generator.figures.rounding import ZERO
from generator.model import Budget, Number
from generator.model.base import Written

_NATURES = ("基本支出", "项目支出")


class FactCollector:
    """Enters the facts of one budget in the book."""

    def __init__(self, budget: Budget, records: list[Record], book: Book, categories: Sequence[str]) -> None:
        self.budget = budget
        self.categories = categories
        self.records = records
        self.book = book
        self.scale = Decimal(10000) if budget.unit == "元" else Decimal(1)

    def collect(self) -> None:
        """All facts; money in 万元, but 绩效 funds in 元."""
        self._organisation()
        self._projects()
        self._performance()
        self._procurement()
        self._assets()

    def _number(self, name: str, number: Number | None, unit: Unit) -> Figure:
        value = number.value if number else ZERO
        if unit is Unit.MONEY:
            value = value / self.scale
        return self.book.leaf(name, value, unit, number.place if number else None)

    def _sum(self, name: str, numbers: Sequence[Number | None], unit: Unit) -> Figure:
        """What several units have together; the number itself where only one gives any."""
        written = [number for number in numbers if number and (number.place or number.value)]
        if len(written) < 2:
            return self._number(name, written[0] if written else None, unit)
        own = [self._number(f"{name}/单位{i}", number, unit) for i, number in enumerate(written, 1)]
        return self.book.total(name, own, unit)

    def _fields(self, prefix: str, models: Sequence[Written], unit: Unit, without: str = "") -> list[Figure]:
        figures = []
        for name, field in type(models[0]).model_fields.items():
            figure = self._sum(f"{prefix}/{field.alias}", [getattr(model, name) for model in models], unit)
            if field.alias != without:
                figures.append(figure)
        return figures

    def _listed(self, name: str, items: Sequence[str], *path: str) -> None:
        """How many `items` there are; each is a leaf that is called by its own words."""
        place = self.budget.place
        ones = (
            self.book.leaf(f"{name}/{item}", Decimal(1), Unit.COUNT, place(*path, i))
            for i, item in enumerate(items)
        )
        self.book.count(name, ones)

    def _organisation(self) -> None:
        organisation = self.budget.department.organisation
        self._number("机构/编制人数", organisation.posts, Unit.COUNT)
        self._number("机构/在职人数", organisation.staff, Unit.COUNT)
        self._listed("机构/内设机构数", organisation.offices, "部门", "机构", "内设机构")
        self._listed("机构/所属单位数", organisation.bodies, "部门", "机构", "所属单位")
        units = [unit.name for unit in self.budget.units] or [self.budget.department.name]
        self._listed("单位/个数", units, "单位")
        for unit in self.budget.units if self.budget.has_many_units else ():
            for key, number in (("编制人数", unit.organisation.posts), ("在职人数", unit.organisation.staff)):
                name = f"机构/{key}/{unit.code}"
                if number is not None and name not in self.book:
                    self._number(name, number, Unit.COUNT)

    def _projects(self) -> None:
        by_project: dict[str, list[Figure]] = {}
        for record in self.records:
            if record.kind == "项目":
                by_project.setdefault(record.properties["项目"], []).append(record.figure)
        category = {self.budget.label_of(project): project.category for project in self.budget.projects}
        totals = {
            label: self.book.total(f"项目/{label}/金额", by_project.get(label, [])) for label in category
        }
        self._group("项目", totals, category)
        annual = {}
        for table in self.budget.performance:
            label = self.budget.label_of_table(table)
            prefix = f"绩效目标/{label}"
            figure = self.book.total(
                f"{prefix}/年度资金/总额",
                [
                    self._number(f"{prefix}/年度资金/{level}", number, Unit.YUAN)
                    for level, number in table.annual_funds.levels()
                ],
                Unit.YUAN,
            )
            annual[label] = self.book.in_wan_yuan(figure)
        self._group("绩效目标", annual, category)

    def _group(self, prefix: str, amounts: dict[str, Figure], category: Mapping[str, str]) -> None:
        """Number and amount, of all and by 类别."""
        self.book.count(f"{prefix}/个数", amounts.values())
        self.book.total(f"{prefix}/金额", amounts.values())
        for kind in self.categories:
            own = [figure for name, figure in amounts.items() if category.get(name) == kind]
            self.book.count(f"{prefix}类别/{kind}/个数", own)
            self.book.total(f"{prefix}类别/{kind}/金额", own)

    def _performance(self) -> None:
        for table in self.budget.performance:
            prefix = f"绩效目标/{self.budget.label_of_table(table)}/实施期资金"
            levels = [
                self._number(f"{prefix}/{level}", number, Unit.YUAN)
                for level, number in table.period_funds.levels()
            ]
            self.book.total(f"{prefix}/总额", levels, Unit.YUAN)
        given = [holder.unit_performance for holder in self.budget.holders() if holder.unit_performance]
        self._sum("整体绩效/单位数", [one.units for one in given], Unit.COUNT)
        self._sum("整体绩效/金额", [one.amount for one in given], Unit.MONEY)

    def _procurement(self) -> None:
        given = [holder.procurement for holder in self.budget.holders() if holder.procurement]
        self.book.total("政府采购/合计", self._fields("政府采购", given, Unit.MONEY))

    def _assets(self) -> None:
        given = self.budget.all_assets()
        if not given:
            return
        vehicles = [assets.vehicles for assets in given]
        kinds = self._fields("国有资产/车辆", vehicles, Unit.COUNT, without="编制")
        self.book.total("国有资产/车辆/实有", kinds, Unit.COUNT)
        self._sum("国有资产/办公用房面积", [a.office_area for a in given], Unit.AREA)
        self._sum("国有资产/五十万元以上通用设备", [a.general_equipment for a in given], Unit.COUNT)
        self._sum("国有资产/一百万元以上专用设备", [a.special_equipment for a in given], Unit.COUNT)

    def corrections(self, basic: Figure, project: Figure) -> None:
        """更正: what the printed `basic` 基本支出 and `project` 项目支出 would be after each correction."""
        approved = dict(zip(_NATURES, (basic, project), strict=True))
        for index, correction in enumerate(self.budget.corrections, 1):
            amount = self._number(f"更正/{index}/金额", correction.amount, Unit.MONEY)
            for nature, figure in approved.items():
                name = f"更正/{index}/调整后/{nature}"
                if nature == correction.moved_from:
                    self.book.difference(figure, amount, name)
                else:
                    self.book.total(name, [figure, amount])

    def last_year(self, sources: dict[str, str], before: Book | None) -> None:
        """上年: from last year's own book where there is one, else as written. `sources`: name → id."""
        written = written_last_year(self.budget)
        for name, source in sources.items():
            if before is not None and source in before:
                self.book.total(f"上年/{name}", [before[source]])
            elif written.get(name) is not None:
                self._number(f"上年/{name}", written[name], Unit.MONEY)
        items = [
            self.book[f"上年/{name}"]
            for name in sources
            if name.startswith("三公经费/") and f"上年/{name}" in self.book
        ]
        if items:
            self.book.total("上年/三公经费/合计", items)


def written_last_year(budget: Budget) -> dict[str, Number | None]:
    """上年 as the author wrote it: the names of `facts.last_year` to numbers, None where left out."""
    last = budget.last_year
    written: dict[str, Number | None] = {}
    for name, field in type(last).model_fields.items():
        if field.alias and name != "items":
            written[field.alias] = getattr(last, name)
    for item, number in last.items.by_word():
        written[f"三公经费/{item}"] = number
    return written
