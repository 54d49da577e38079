"""What can be signed, by the names that reviewers use."""

from __future__ import annotations

import re

from generator.errors import UsageError
from generator.figures import Disclosure
from generator.model.performance import normalised_name
from generator.signoff.printed import PERFORMANCE, print_of
from generator.source.nearest import close_matches


def everything(disclosure: Disclosure) -> list[str]:
    """The ids of all tables and performance tables, in the order of print."""
    return [*disclosure.tables, *_performance(disclosure)]


def things(disclosure: Disclosure, names: list[str]) -> list[str]:
    """The ids that `names` mean, each once. Raises UsageError for a name that means nothing."""
    found: dict[str, None] = {}
    for name in names:
        found |= dict.fromkeys(_meant(disclosure, name.strip().strip("/")))
    return list(found)


def nearest(disclosure: Disclosure, name: str, most: int = 3, likeness: float = 0.4) -> list[str]:
    """The ids most like `name`, tables and performance tables before others."""
    tables = list(disclosure.tables)
    number = re.fullmatch(r"表([0-9]{1,2})", name)
    if number and 0 < int(number[1]) <= len(tables):
        return [tables[int(number[1]) - 1]]
    ids = [figure.id for figure in disclosure.book]
    groups = sorted({id.partition("/")[0] for id in ids} | {id.rpartition("/")[0] for id in ids} - {""})
    for known in (everything(disclosure), groups):
        if close := close_matches(name, known, n=most, cutoff=likeness):
            return close
    return []


def _meant(disclosure: Disclosure, name: str) -> list[str]:
    own = _performance(disclosure)
    if name == PERFORMANCE and own:
        return own
    for about in (name, f"{PERFORMANCE}/{name}"):
        if about in own or (name and print_of(disclosure, about) is not None):
            return [about]
    if same := [about for about in own if name and about.split("/", 2)[-1] == name]:
        if len(same) == 1:
            return same
        raise UsageError(f"有 {len(same)} 个单位有“{name}”，请写明是哪一个：{'、'.join(same)}。")
    raise UsageError(f"没有“{name}”可以审核。{_advice(disclosure, name, own)}")


def _advice(disclosure: Disclosure, name: str, own: list[str]) -> str:
    plain = normalised_name(name.removeprefix(f"{PERFORMANCE}/"))
    if name and any(project.name == name for project in disclosure.budget.projects):
        return f"这个项目没有绩效目标表；要审核它的金额，写“项目/{name}”。"
    close = [about for about in own if normalised_name(about.removeprefix(f"{PERFORMANCE}/")) == plain]
    if name and not close:
        projects = [about.removeprefix(f"{PERFORMANCE}/") for about in own]
        close = close_matches(name, projects, n=3, cutoff=0.4) or nearest(disclosure, name)
    if close:
        return f"是否想写：{'、'.join(f'“{about}”' for about in close)}？"
    return "可以写表号（表三）、绩效目标表的项目名称，或数的名称（政府采购）。"


def _performance(disclosure: Disclosure) -> list[str]:
    label = disclosure.budget.label_of_table
    return list(dict.fromkeys(f"{PERFORMANCE}/{label(table)}" for table in disclosure.budget.performance))
