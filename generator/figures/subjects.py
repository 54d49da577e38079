"""Rows made from records: the tree of 科目, the 类 of the year, units and their projects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from generator.classification import Classification
from generator.figures.profile import RowSpec
from generator.figures.records import Record
from generator.model import Budget


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row before its figures: what it is called, and the records it sums (None: no figures at all)."""

    key: str
    name: str
    code: str = ""
    level: int = 0
    records: Sequence[Record] | None = field(default=None, repr=False)
    beside: str = ""
    total_of: tuple[str, ...] = ()
    style: str = ""


class Names:
    """Names of 科目: the budget's own (科目名称) before those of the classification.

    The 款 in `keeping` keep their own name in the column of 政府经济科目.
    """

    def __init__(self, budget: Budget, classification: Classification, keeping: Collection[str]) -> None:
        self.keeping = keeping
        self.own = budget.subject_names
        self.classification = classification
        self.institution = budget.department.nature == "事业"
        self.given = {line.subject: line.government_subject for line in budget.basic}

    def functional(self, code: str) -> str:
        """支出功能分类."""
        return self.own.get(code) or self.classification.functional.get(code, "")

    def revenue(self, code: str) -> str:
        """收入分类."""
        return self.own.get(code) or self.classification.revenue.get(code, "")

    def economic(self, code: str) -> str:
        """部门预算支出经济分类."""
        subject = self.classification.economic.get(code)
        return self.own.get(code) or (subject.name if subject else "")

    def government(self, code: str) -> str:
        """政府预算支出经济分类 beside the 款 `code`: the one given on the line, else by 性质."""
        given = self.given.get(code)
        if given:
            return self.own.get(given) or self.classification.government.get(given, "")
        if code in self.keeping:
            return self.economic(code)
        return self.classification.government_name(code, institution=self.institution)


def expand(spec: RowSpec, records: Sequence[Record], budget: Budget, names: Names) -> Iterator[RowPlan]:
    """The rows that an `每` declaration stands for; `records` decide which rows there are."""
    if spec.each == "类":
        for ordinal, code in names.classification.classes:
            below = [r for r in records if r.properties.get("科目", "").startswith(code)]
            yield RowPlan(code, f"{ordinal}、{names.functional(code)}", code, 0, below)
    elif spec.each in ("科目", "经济科目", "收入科目"):
        lengths = {"科目": (3, 5, 7), "经济科目": (3, 5), "收入科目": (3, 5, 7)}[spec.each]
        yield from _tree(spec.each, records, lengths, names)
    elif spec.each == "单位":
        for code, name, own in _by_unit(records, budget):
            yield RowPlan(code, name, "", spec.level, own)
    elif spec.each == "单位和项目":
        for code, name, own in _by_unit(records, budget):
            yield RowPlan(code, name, "", 1, own)
            yield from _projects(own)
    else:
        yield from _projects(records)


def _tree(each: str, records: Sequence[Record], lengths: tuple[int, ...], names: Names) -> Iterator[RowPlan]:
    name_of = {"科目": names.functional, "经济科目": names.economic, "收入科目": names.revenue}[each]
    below: dict[str, list[Record]] = {}
    for record in records:
        code = record.properties["科目"]
        for length in lengths:
            if length <= len(code):
                below.setdefault(code[:length], []).append(record)
    for code in sorted(below):
        level = lengths.index(len(code))
        leaf = each == "经济科目" and len(code) == lengths[-1]
        beside = names.government(code) if leaf else ""
        yield RowPlan(code, name_of(code), code, level, below[code], beside)


def _by_unit(records: Sequence[Record], budget: Budget) -> Iterator[tuple[str, str, list[Record]]]:
    units = [(unit.code, unit.name) for unit in budget.units]
    units = units or [(budget.department.code, budget.department.name)]
    for code, name in units:
        own = [record for record in records if record.properties["单位"] == code]
        if own:
            yield code, name, own


def _projects(records: Sequence[Record]) -> Iterator[RowPlan]:
    by_name: dict[str, list[Record]] = {}
    for record in records:
        by_name.setdefault(record.properties["项目"], []).append(record)
    for name, own in by_name.items():
        yield RowPlan(name, name, "", 2, own)
