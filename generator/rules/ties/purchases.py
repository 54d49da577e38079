"""T71, T72: what is bought for a project, and the project."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure, Figure
from generator.findings import Finding, Kind, Level
from generator.model import Budget
from generator.model.kinds import UNIT
from generator.rules.needs import needs
from generator.rules.ties.sums import Ties
from generator.source.nearest import close_matches

MORE_THAN_PROJECT = Kind("T71", "采购大于它的项目", Level.WARNING)
MISSPELT = Kind("T72", "采购的项目与项目的名称不同", Level.WARNING)
_ALIKE = 0.8


@needs("采购", "项目")
def bought_for_projects(disclosure: Disclosure) -> Iterator[Finding]:
    """采购 for a project is at most what that has of the same source, 上年结转 included."""
    budget, ties = disclosure.budget, Ties(disclosure)
    bought, having = (_by_project(ties, kind, of) for kind, of in (("采购", "采购项目"), ("项目", "项目")))
    projects = {budget.label_of(project): project.name for project in budget.projects}
    for (label, source), figures in bought.items():
        if label in projects:
            part = ties.of(f"“{projects[label]}”的采购（{source}）", figures, "采购")
            whole = ties.of("这个项目的资金", having.get((label, source), ()), "项目")
            hint = "采购的钱在项目里，不会更多；核对采购的金额、资金和项目"
            yield from ties.at_most(MORE_THAN_PROJECT, part, whole, hint, f"{label}/{source}")


def _by_project(ties: Ties, kind: str, of: str) -> dict[tuple[str, str], list[Figure]]:
    """The figures of a kind by the label of the project that they are `of`, and their source."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for record in ties.records(kind, {}):
        name, source, unit = (record.properties.get(key, "") for key in (of, "资金", UNIT))
        label = name if kind == of else ties.disclosure.budget.label(unit, name)
        found.setdefault((label, source), []).append(record.figure)
    return found


@needs("采购", "项目")
def projects_misspelt(disclosure: Disclosure) -> Iterator[Finding]:
    """采购 names a project as 项目 does; what is like none of them is none, and not told."""
    budget = disclosure.budget
    names = _names(budget)
    for line in budget.purchases:
        known = names.get(budget.unit_of(line), {})
        close = close_matches(line.project, known, n=1, cutoff=_ALIKE) if line.project not in known else []
        if line.project and close:
            message = f"采购“{line.item}”的项目“{line.project}”，“项目”里没有，有“{close[0]}”"
            hint = "是这个项目的，名称写成一样；不是的，在“接受”里说明"
            yield MISSPELT.at(line.place("项目"), message, hint, about=f"采购/{line.project}")


def _names(budget: Budget) -> dict[str, dict[str, None]]:
    """The names of the projects of each unit."""
    names: dict[str, dict[str, None]] = {}
    for project in budget.projects:
        names.setdefault(budget.unit_of(project), {})[project.name] = None
    return names


RULES = (bought_for_projects, projects_misspelt)
