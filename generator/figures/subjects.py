"""Rows made from records: the tree of 科目, the 类 of the year, units and their projects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.figures.profile_specs import LEVELS, TREES, RowSpec
from generator.figures.records import Record
from generator.figures.subject_names import SubjectNames
from generator.model import Budget
from generator.model.kinds import MEASURED, UNIT
from generator.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row before its figures: what it is called, and the records it sums (None: no figures at all).

    `kind` are the records that it measures where its columns do not say. Of one whose `printed`
    is 否 only the figures are made. What one 单位, one 科目 or one word has, above its own rows, is of
    `groups`, from the outermost in.
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
    groups: tuple[str, ...] = ()
    named_in: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False
    """Whether it measures another kind than its block: columns of a third one have nothing of it."""

    @property
    def counted(self) -> bool:
        """Whether a column of 序号 numbers it: no total, and nothing that has rows of its own."""
        return self.records is not None and not self.groups and self.style != "合计"


def expand(
    spec: RowSpec,
    records: Sequence[Record],
    budget: Budget,
    names: SubjectNames,
    shown: Collection[str],
    vocabulary: Vocabulary,
) -> Iterator[RowPlan]:
    """The rows that an `每` declaration stands for; `records` decide which rows there are.

    `shown` is what the columns show: where there are 政府经济科目, a 款 has a row for each; where units, or
    the words of another group, have a column of their own, what stands below one is not set in.
    """
    own = {UNIT if name == "单位名称" else name for name in shown}
    grown = _Grown(spec, budget, names, vocabulary, "政府经济科目" in shown, own)
    # A unit's projects have always stood one further in, below the name of the department.
    projects = len(spec.steps) == 2 and spec.steps[0] == UNIT and spec.steps[1] not in (*TREES, "类")
    yield from grown.rows(0, records, "", spec.level or int(projects))


@dataclass(frozen=True, slots=True)
class _Grown:
    """Rows within rows; ids of those within others begin with what these are called, but for lines'."""

    spec: RowSpec
    budget: Budget
    names: SubjectNames
    vocabulary: Vocabulary
    paired: bool
    own_column: Collection[str]

    def rows(self, depth: int, records: Sequence[Record], above: str, level: int) -> Iterator[RowPlan]:
        """Those of a step of 每, and of the steps below it."""
        step = self.spec.steps[depth]
        if step == "类":
            for _, code in self.names.classification.classes:
                own = [
                    r for r in records if r.properties.get("科目", "").startswith(code) or r.of_any("科目")
                ]
                yield RowPlan(above + code, self.names.functional(code), code, level, own)
        elif step in TREES:
            yield from self._subjects(depth, records, above, level)
        elif records and step == MEASURED[records[0].kind].row:
            line = MEASURED[records[0].kind].line
            yield from _lines(records, level if above or level or not line else line.indent)
        else:
            yield from self._words(depth, records, above, level)

    def _groups(self, depth: int) -> tuple[str, ...]:
        """Those of a row of this step: none where no rows are below it."""
        return tuple(self.spec.steps[: depth + 1]) if depth + 1 < len(self.spec.steps) else ()

    def _subjects(self, depth: int, records: Sequence[Record], above: str, level: int) -> Iterator[RowPlan]:
        step, groups = self.spec.steps[depth], self._groups(depth)
        lengths = TREES[step][1]
        levels = self.spec.levels or LEVELS[: len(lengths)]
        printed = sorted(lengths[LEVELS.index(one)] for one in levels)
        for plan in _tree(step, records, self.budget, self.names, self.paired):
            if len(plan.code) not in printed:
                continue
            inner = level + printed.index(len(plan.code))
            leaf = bool(groups) and len(plan.code) == printed[-1]
            yield replace(plan, key=above + plan.key, level=inner, groups=groups if leaf else ())
            if leaf:
                yield from self.rows(depth + 1, plan.records or (), f"{above}{plan.key}/", inner + 1)

    def _words(self, depth: int, records: Sequence[Record], above: str, level: int) -> Iterator[RowPlan]:
        """A row for each 单位, or each word, and what stands below it."""
        step, groups = self.spec.steps[depth], self._groups(depth)
        many = self.budget.has_many_units or step != UNIT
        by_unit = step == UNIT
        found = _by_unit(records, self.budget) if by_unit else _by_word(step, records, self.vocabulary)
        for key, name, own in found:
            yield RowPlan(above + key, name, "", level, own, groups=groups)
            if groups:
                inner = level if step in self.own_column else level + 1
                yield from self.rows(depth + 1, own, f"{above}{key}/" if many else above, inner)


def _by_word(
    step: str, records: Sequence[Record], vocabulary: Vocabulary
) -> Iterator[tuple[str, str, list[Record]]]:
    """The records of each word, in the order of the vocabulary; the author's own as they are written."""
    kinds = dict.fromkeys(record.kind for record in records)
    words: dict[str, list[Record]] = {
        word: [] for kind in kinds for word in MEASURED[kind].values(step, vocabulary)
    }
    for record in records:
        if not record.of_any(step):
            words.setdefault(record.properties.get(step, ""), []).append(record)
    for word, own in words.items():
        if word and own:
            yield word, word.rpartition("/")[2] if MEASURED[own[0].kind].stated else word, own


def _tree(
    each: str, records: Sequence[Record], budget: Budget, names: SubjectNames, paired: bool = False
) -> Iterator[RowPlan]:
    name_of = {
        "科目": names.functional,
        "经济科目": names.economic,
        "政府经济科目": names.government,
        "收入科目": names.revenue,
    }[each]
    has_code, lengths = TREES[each]
    below: dict[str, list[Record]] = {}
    for record in records:
        code = record.properties.get(has_code, "")
        for length in lengths:
            if length <= len(code):
                below.setdefault(code[:length], []).append(record)
    of_any = [record for record in records if record.of_any(has_code)]
    for own in below.values():
        own += of_any
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
    by_code: dict[str, list[Record]] = {}
    for record in records:
        by_code.setdefault(record.properties[UNIT], []).append(record)
    for code, name in units:
        if own := by_code.get(code):
            yield code, name, own


def _lines(records: Sequence[Record], level: int) -> Iterator[RowPlan]:
    """A row for every line, whatever the same is called in others."""
    by_line: dict[str, list[Record]] = {}
    for record in records:
        if record.line:
            by_line.setdefault(record.line, []).append(record)
    for label, own in by_line.items():
        yield RowPlan(label, own[0].called, own[0].properties.get("科目", ""), level, own)
