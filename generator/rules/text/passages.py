"""Every text of a budget, sorted by what it is: narrative, task of a project, name, value or quotation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import Enum, auto
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from generator.figures.corrections import labelled
from generator.model import Budget, Indicator, Performance
from generator.model.base import Written
from generator.model.correction import Correction
from generator.model.department import Duties, Organisation
from generator.model.performance import Goals
from generator.model.prose import (
    CatalogueChange,
    CatalogueDepartment,
    Explanations,
    IssuedDocument,
    ServiceCatalogue,
    Term,
)
from generator.model.references import REFERENCE
from generator.model.texts import WrittenText, written_texts
from generator.source import Place


class Sort(Enum):
    """What a text is; it decides which rules look at it."""

    NARRATIVE = auto()  # 概况、情况说明、名词解释里的话
    TASK = auto()  # 绩效目标表里的话
    NAME = auto()
    VALUE = auto()  # 指标的符号、值和单位
    QUOTED = auto()  # 照录的文件和目录，不是本部门写的


_TASKS = ("项目概况", "立项依据", "必要性", "制度措施", "实施计划")
_SORTS: dict[type[Written], dict[str, Sort]] = {
    Budget: {"其他说明": Sort.NARRATIVE},
    Duties: {"概述": Sort.NARRATIVE, "条目": Sort.NARRATIVE},
    Organisation: {"说明": Sort.NARRATIVE},
    Correction: {"说明": Sort.NARRATIVE},
    ServiceCatalogue: {"说明": Sort.NARRATIVE, "名称": Sort.QUOTED},
    Term: {"解释": Sort.NARRATIVE},
    Performance: dict.fromkeys(_TASKS, Sort.TASK),
    Indicator: dict.fromkeys(("符号", "值", "单位", "年度"), Sort.VALUE),
}
_WHOLE: dict[type[Written], Sort] = {
    Explanations: Sort.NARRATIVE,
    Goals: Sort.TASK,
    IssuedDocument: Sort.QUOTED,
    CatalogueDepartment: Sort.QUOTED,
    CatalogueChange: Sort.QUOTED,
}


NEAR = 300
"""Characters around a word in which its clause is looked for."""


class AuthoredText(NamedTuple):
    """A text; `part` is the part of the budget it stands in, `project` that of its 绩效目标表.

    Why a tuple: there are tens of thousands of them, and a frozen dataclass takes thrice as long to make.
    """

    text: str
    sort: Sort
    part: str
    written: WrittenText
    project: str = ""

    @property
    def key(self) -> str:
        """The key it is written under."""
        return str(self.written.path[0])

    @property
    def about(self) -> str:
        """Words for it that survive an edit of the file: 绩效目标/甲/实施计划."""
        owner = self.written.owner
        steps = [str(step + 1 if isinstance(step, int) else step) for step in self.written.path]
        if isinstance(owner, Indicator):
            steps = [owner.name]
        elif isinstance(owner, Goals):
            steps.insert(0, "总体目标")
        elif steps in (["名称"], ["项目"], ["解释"], ["标题"]) and "/" in self.part:
            steps = []
        return "/".join(step for step in (self.part, *steps) if step)

    @property
    def plain(self) -> str:
        """The text with blanks for its references {{ … }}, so that what is left was typed."""
        return _plain(self.text)

    def before(self, at: int) -> str:
        """What was typed right before `at`: a clause is no longer, and a text may be very long."""
        return self.plain[max(0, at - NEAR) : at]

    def behind(self, at: int) -> str:
        """What was typed from `at` on, as far."""
        return self.plain[at : at + NEAR]

    def around(self, start: int, end: int, marks: str) -> tuple[str, str]:
        """What was typed before `start` and from `end` on, up to one of the `marks`."""
        before, behind = self.before(start), self.behind(end)
        begun = max(before.rfind(mark) for mark in marks) + 1
        ends = [index for mark in marks if (index := behind.find(mark)) >= 0]
        return before[begun:], behind[: min(ends, default=len(behind))]

    def at(self, start: int = 0, end: int = 0) -> Place | None:
        """Where text[start:end] stands in the file; where the text begins, when that is all."""
        place = self.written.place
        return place.of_part(self.text, start, end) if place and end > start else place


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    return REFERENCE.sub(lambda match: " " * len(match[0]), text) if "{{" in text else text


class Texts:
    """The passages of one budget, walked once for all rules."""

    def __init__(self, budget: Budget, titles: Collection[str] = ()) -> None:
        """`titles`: the texts of the profile that are no sentences."""
        self.budget = budget
        self._by_sort: dict[Sort, list[AuthoredText]] = {sort: [] for sort in Sort}
        for passage in _passages(budget):
            if passage.sort is Sort.NARRATIVE and passage.part == "说明" and passage.key in titles:
                passage = passage._replace(sort=Sort.NAME)
            self._by_sort[passage.sort].append(passage)
        self._typed = {
            sort: {text: _plain(text) for text in dict.fromkeys(passage.text for passage in passages)}
            for sort, passages in self._by_sort.items()
        }
        self.indicators = [one for table in budget.performance for one in listed(table)]

    def of(self, *sorts: Sort) -> Iterator[AuthoredText]:
        """The passages of these sorts, each sort in the order of the model."""
        return chain.from_iterable(self._by_sort[sort] for sort in sorts)

    def of_whole(self, passage: AuthoredText) -> bool:
        """Whether a passage speaks of whom the budget is of, and not of one of its many units."""
        return not (self.budget.has_many_units and passage.part.startswith("单位/"))

    def of_a_unit(self, passage: AuthoredText, at: int) -> bool:
        """Whether the clause before `at` names one of many units, and so speaks of that."""
        if not self.budget.has_many_units:
            return False
        before, _ = passage.around(at, at, "，。；\n")
        whole = self.budget.department.name
        tails = (unit.name[-3:] for unit in self.budget.units if unit.name[-3:] not in whole)
        return any(tail in before for tail in tails)

    def find(self, pattern: re.Pattern[str], *sorts: Sort) -> Iterator[tuple[AuthoredText, re.Match[str]]]:
        """Every match in what was typed of these sorts. A text that is written often is searched once."""
        matches = {
            text: list(pattern.finditer(plain))
            for sort in sorts
            for text, plain in self._typed[sort].items()
            if pattern.search(plain)
        }
        for passage in self.of(*sorts) if matches else ():
            for match in matches.get(passage.text, ()):
                yield passage, match


class Listed(NamedTuple):
    """An indicator where it stands: its table, its 二级指标, and the list it belongs to."""

    table: Performance
    group: str
    indicator: Indicator
    beside: list[Indicator]

    @property
    def about(self) -> str:
        """Words for an acceptance."""
        return f"绩效目标/{self.table.project}/{self.indicator.name}"


def listed(table: Performance) -> Iterator[Listed]:
    """Every indicator of a table that is written, those of 年度 too when they are listed apart."""
    for groups in table.indicators.values():
        for name, group in groups.items():
            for indicators in (group.period, group.annual or []):
                yield from (Listed(table, name, indicator, indicators) for indicator in indicators)


def _passages(budget: Budget) -> Iterator[AuthoredText]:
    for prefix, part, project in _parts(budget):
        for written in written_texts(part):
            yield _passage(written, prefix, project)
    for index, remark in enumerate(budget.remarks):
        yield _passage(WrittenText(remark, budget, ("其他说明", index)), "", "")
    for code, name in budget.subject_names.items():
        yield _passage(WrittenText(name, budget, ("科目名称", code)), "", "")


def _parts(budget: Budget) -> Iterator[tuple[str, Written, str]]:
    """(words for it, model, project) for each part that has texts of the author."""
    yield "部门", budget.department, ""
    yield from ((f"单位/{unit.code}", unit, "") for unit in budget.units)
    yield from ((f"项目/{project.name}", project, "") for project in budget.projects)
    yield from ((f"绩效目标/{table.project}", table, table.project) for table in budget.performance)
    yield "说明", budget.explanations, ""
    yield from ((f"更正/{label}", part, "") for label, part in labelled(budget).items())
    if budget.catalogue:
        yield "购买服务目录", budget.catalogue, ""
    yield from ((f"附件/{part.title}", part, "") for part in budget.attachments)
    yield from ((f"名词解释/{term.name}", term, "") for term in budget.terms)


def _passage(written: WrittenText, part: str, project: str) -> AuthoredText:
    owner = type(written.owner)
    sort = _WHOLE.get(owner) or _SORTS.get(owner, {}).get(str(written.path[0]), Sort.NAME)
    return AuthoredText(written.text, Sort.NAME if written.is_key else sort, part, written, project)
