"""项目 against the 支出 of 性质 项目支出."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model import Project
from generator.model.kinds import UNIT
from generator.model.lines import CARRY_OVER, THIS_YEAR
from generator.rules.needs import needs
from generator.rules.structure import unknown_subjects
from generator.rules.ties.sums import Ties
from generator.source import Place

PROJECTS = Kind("T02", "项目合计与项目支出不等")
BY_SUBJECT = Kind("T08", "科目的项目合计与项目支出不符")
NO_COLUMN = Kind("T26", "结转的资金没有栏目", Level.WARNING)

_PERIODS = (THIS_YEAR, CARRY_OVER)


@needs("项目")
def projects(disclosure: Disclosure) -> Iterator[Finding]:
    """Σ 项目 of a source and period = Σ 支出 of 性质 项目支出 of that source and period."""
    ties = Ties(disclosure)
    for period in _PERIODS:
        for source in disclosure.profile.vocabulary.sources:
            same = {"资金": str(source), "期": period}
            by_project = ties.side(f"项目的{source}（{period}）合计", "项目", same)
            by_subject = ties.side("按科目填的项目支出合计", "支出", {**same, "性质": "项目支出"})
            hint = "核对有没有漏列的项目，或金额打错的项目"
            yield from ties.compare(PROJECTS, by_project, by_subject, hint, f"{source}/{period}")


@needs("项目")
def projects_by_subject(disclosure: Disclosure) -> Iterator[Finding]:
    """Σ 项目 of a 科目 = the 项目支出 given for it; at most that, where only some projects carry a 科目.

    Without given lines the 项目支出 is made from the projects, and there is nothing to compare.
    """
    every = disclosure.budget.projects
    given = any(line.nature == "项目支出" for line in disclosure.budget.expenditure)
    carrying = [project for project in every if project.subject]
    if every and not carrying:
        yield BY_SUBJECT.unchecked("项目没有写“科目”，不能按科目核对")
    elif carrying and given and not any(unknown_subjects(disclosure)):  # S20: it may be one of these
        yield from _by_subject(disclosure, carrying, complete=len(carrying) == len(every))


def _by_subject(disclosure: Disclosure, carrying: list[Project], *, complete: bool) -> Iterator[Finding]:
    ties = Ties(disclosure)
    compare = ties.compare if complete else ties.at_most
    subject_of = {disclosure.budget.label_of(project): project.subject or "" for project in carrying}
    hint = "“支出”里的项目支出等于这个科目各项目之和；核对项目的“科目”和金额"
    of_kind = [record for record in disclosure.records if record.kind == "项目"]
    # Of units without a project it is told once that they have none.
    unknown = {record.properties[UNIT] for record in of_kind if record.figure.origin is None}
    units = {unit for record in disclosure.records if (unit := record.properties.get(UNIT))}
    known = sorted(units - unknown)
    for period in _PERIODS:
        for source in disclosure.profile.vocabulary.sources:
            same: dict[str, str | list[str]] = {"资金": str(source), "期": period, UNIT: known}
            lines = ties.grouped("支出", "科目", {**same, "性质": "项目支出"})
            by_project = ties.grouped("项目", "项目", same)
            for subject in sorted({*subject_of.values(), *(lines if complete else ())}):
                figures = [
                    f for name, own in by_project.items() if subject_of.get(name) == subject for f in own
                ]
                left = ties.of(f"科目 {subject} 的各项目（{source}，{period}）合计", figures, "项目")
                right = ties.of("“支出”里这个科目的项目支出", lines.get(subject, ()), "支出")
                yield from compare(BY_SUBJECT, left, right, hint, f"{subject}/{source}/{period}")


def carried_over_without_a_column(disclosure: Disclosure) -> Iterator[Finding]:
    """What projects carry over has a column in the table of that: otherwise only its total prints it."""
    profile, ties = disclosure.profile, Ties(disclosure)
    tables = {name: profile.values(name, "资金") for name in profile.parting("项目", "资金", 期=CARRY_OVER)}
    for record in disclosure.records:
        period, source = record.properties.get("期"), record.properties.get("资金", "")
        if record.kind != "项目" or period != CARRY_OVER or not record.figure.value:
            continue
        lacking = "、".join(name for name, sources in tables.items() if source not in sources)
        if not lacking:
            continue
        name, origin = record.called, record.figure.origin
        amount = ties.exact(record.figure.value)
        message = f"“{name}”有{source}的上年结转 {amount}，{lacking}没有这一栏，只印在合计里"
        hint = "核对资金来源；确是这种资金的，在“接受”里写明"
        place = origin if isinstance(origin, Place) else None
        yield NO_COLUMN.at(place, message, hint, (record.figure.id,), f"{name}/{source}")


RULES = (projects, projects_by_subject, carried_over_without_a_column)
