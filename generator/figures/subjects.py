"""Rows made from records: the tree of 科目, the 类 of the year, units and their projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.figures.profile_specs import RowSpec
from generator.figures.records import Record
from generator.figures.subject_names import SubjectNames
from generator.model import Budget
from generator.model.kinds import MEASURED


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row before its figures: what it is called, and the records it sums (None: no figures at all).

    `kind` are the records that it measures where its columns do not say. Of one whose `printed`
    is 否 only the figures are made. A `subtotal` is what one 单位 has, above its own rows.
    """

    key: str
    name: str
    code: str = ""
    level: int = 0
    records: Sequence[Record] | None = field(default=None, repr=False)
    beside: str = ""
    total_of: tuple[str, ...] = ()
    style: str = ""
    printed: str = "是"
    kind: str = ""
    subtotal: bool = False


def expand(
    spec: RowSpec, records: Sequence[Record], budget: Budget, names: SubjectNames, paired: bool
) -> Iterator[RowPlan]:
    """The rows that an `每` declaration stands for; `records` decide which rows there are.

    `paired`: 政府经济科目 stand beside 经济科目, so that a 款 has a row for each.
    """
    if spec.each == "类":
        for _, code in names.classification.classes:
            below = [r for r in records if r.properties.get("科目", "").startswith(code) or r.of_any("科目")]
            yield RowPlan(code, names.functional(code), code, 0, below)
    elif spec.each in _CODES:
        yield from _tree(spec.each, records, budget, names, paired)
    elif spec.each == "单位":
        for code, name, own in _by_unit(records, budget):
            yield RowPlan(code, name, "", spec.level, own)
    elif spec.each == "单位和科目":
        many = budget.has_many_units
        for code, name, own in _by_unit(records, budget):
            yield RowPlan(code, name, "", spec.level, own, subtotal=True)
            for plan in _tree("科目", own, budget, names):
                yield replace(plan, key=f"{code}/{plan.key}" if many else plan.key)
    elif spec.each.startswith("单位和"):
        for code, name, own in _by_unit(records, budget):
            yield RowPlan(code, name, "", 1, own, subtotal=True)
            yield from _lines(own, 2)
    else:
        line = MEASURED[records[0].kind].line if records else None
        yield from _lines(records, line.indent if line else 0)


_CODES = {
    "科目": ("科目", (3, 5, 7)),
    "经济科目": ("科目", (3, 5)),
    "政府经济科目": ("政府经济科目", (3, 5)),
    "收入科目": ("科目", (3, 5, 7)),
}
"""Which property has the codes of such rows, and how long the codes of the levels are."""


def _tree(
    each: str, records: Sequence[Record], budget: Budget, names: SubjectNames, paired: bool = False
) -> Iterator[RowPlan]:
    name_of = {
        "科目": names.functional,
        "经济科目": names.economic,
        "政府经济科目": names.government,
        "收入科目": names.revenue,
    }[each]
    has_code, lengths = _CODES[each]
    below: dict[str, list[Record]] = {}
    for record in records:
        code = record.properties.get(has_code, "")
        for length in lengths:
            if length <= len(code):
                below.setdefault(code[:length], []).append(record)
    for own in below.values():
        own += [record for record in records if record.of_any(has_code)]
    for code in sorted(below):
        level = lengths.index(len(code))
        if paired and each == "经济科目" and len(code) == lengths[-1]:
            yield from _pairs(code, level, below[code], budget, names)
        else:
            yield RowPlan(code, name_of(code), code, level, below[code])


def _pairs(
    code: str, level: int, records: Sequence[Record], budget: Budget, names: SubjectNames
) -> Iterator[RowPlan]:
    """A row for each 政府经济科目 that stands beside the 款 `code`, as units differ in 性质.

    Ids say which (30101/50501) where units may differ or an author did; those of the 款 alone are the sum.
    """
    by_government: dict[str, list[Record]] = {}
    for record in records:
        by_government.setdefault(record.properties.get("政府经济科目", ""), []).append(record)
    one = len(by_government) == 1 and not budget.has_many_units
    if not one:
        yield RowPlan(code, "", code, level, records, printed="否")
    for other in sorted(by_government):
        key = code if one else f"{code}/{other}"
        yield RowPlan(key, names.economic(code), code, level, by_government[other], names.government(other))


def _by_unit(records: Sequence[Record], budget: Budget) -> Iterator[tuple[str, str, list[Record]]]:
    units = [(unit.code, unit.name) for unit in budget.units]
    units = units or [(budget.department.code, budget.department.name)]
    for code, name in units:
        own = [record for record in records if record.properties["单位"] == code]
        if own:
            yield code, name, own


def _lines(records: Sequence[Record], level: int) -> Iterator[RowPlan]:
    """A row for every line, whatever the same is called in others."""
    by_line: dict[str, list[Record]] = {}
    for record in records:
        if record.line:
            by_line.setdefault(record.line, []).append(record)
    for label, own in by_line.items():
        yield RowPlan(label, own[0].called, own[0].properties.get("科目", ""), level, own)
