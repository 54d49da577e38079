"""What can be signed, by the names that reviewers use."""

from __future__ import annotations

import re

from generator.errors import UsageError
from generator.figures import Disclosure
from generator.figures.search import by_words, example_of
from generator.findings import some_of
from generator.model.performance import WHOLE, normalised_name
from generator.signoff.printed import PERFORMANCE, print_of
from generator.source.nearest import close_matches

_EVERYTHING = re.compile(r"(?:全部|所有|全都|都)的?(?:表|表格|内容)?")
"""What people write instead of --all."""
_BESIDE = re.compile(r"(?:19|20)\d\d年?度?|[（(][^（()）]{0,40}[)）]|预算|部门|安排|[“”\s]")


def every_id(disclosure: Disclosure) -> list[str]:
    """The ids of all tables and performance tables, that of the whole (整体绩效) last."""
    whole = [WHOLE] if disclosure.budget.unit_performance.has_table else []
    return [*disclosure.tables, *_performance(disclosure), *whole]


def ids_of(disclosure: Disclosure, names: list[str]) -> list[str]:
    """The ids that `names` mean, each once. Raises UsageError for a name that means nothing."""
    found: dict[str, None] = {}
    for name in _joined(disclosure, [name.strip().strip("/") for name in names]):
        if _EVERYTHING.fullmatch(name) and not _known(disclosure, name):
            found |= dict.fromkeys(every_id(disclosure))
            continue
        found |= dict.fromkeys(_meant(disclosure, name))
    return list(found)


def _joined(disclosure: Disclosure, names: list[str]) -> list[str]:
    """`names`, where a table is followed by words that name nothing by themselves, as one: 号 办公费."""
    joined: list[str] = []
    for name in names:
        before = joined[-1].split() if joined else []
        if before and before[0] in disclosure.tables and not _known(disclosure, name):
            joined[-1] += f" {name}"
        else:
            joined.append(name)
    return joined


def _known(disclosure: Disclosure, name: str) -> list[str]:
    """The ids that are called `name`, or 绩效目标/`name`."""
    own = _performance(disclosure)
    if name == PERFORMANCE and own:
        return own
    for about in (name, f"{PERFORMANCE}/{name}"):
        if about in own or (name and print_of(disclosure, about) is not None):
            return [about]
    plain = name.removeprefix(f"{PERFORMANCE}/")
    return [about for about in own if plain and about.split("/", 2)[-1] == plain]


def nearest(disclosure: Disclosure, name: str, most: int = 3, likeness: float = 0.4) -> list[str]:
    """The ids most like `name`, tables and performance tables before others."""
    tables = list(disclosure.tables)
    number = re.fullmatch(r"表([0-9]{1,2})", name)
    if number and 0 < int(number[1]) <= len(tables):
        return [tables[int(number[1]) - 1]]
    ids = [figure.id for figure in disclosure.book]
    groups = sorted({id.partition("/")[0] for id in ids} | {id.rpartition("/")[0] for id in ids} - {""})
    for known in (every_id(disclosure), groups):
        if close := close_matches(name, known, n=most, cutoff=likeness):
            return close
    return []


def _meant(disclosure: Disclosure, name: str) -> list[str]:
    own = _performance(disclosure)
    if same := _known(disclosure, name):
        if len(same) == 1 or name == PERFORMANCE:
            return same
        raise UsageError(f"有 {len(same)} 个单位有“{name}”，请写明是哪一个：{'、'.join(same)}。")
    if meant := _by_title(disclosure, name) or _by_words(disclosure, name):
        if len(meant) == 1:
            return meant
        raise UsageError(f"“{name}”可以是 {some_of([f'“{one}”' for one in meant])}，请写明是哪一个。")
    raise UsageError(f"没有“{name}”可以审核。{_advice(disclosure, name, own)}")


def _by_title(disclosure: Disclosure, name: str) -> list[str]:
    """The tables whose title is `name`, perhaps behind their number. Raises UsageError for a title that is
    another table's.
    """
    number, _, title = name.partition(" ")
    number, title = (number, title) if number in disclosure.tables else ("", name)
    titled = [one for one, table in disclosure.tables.items() if _plain(table.title) == _plain(title)]
    if number and titled and number not in titled:
        own, others = disclosure.tables[number].title, some_of([f"“{one}”" for one in titled])
        raise UsageError(f"“{number}”是“{own}”，“{title}”是{others}的标题，请写明是哪一个。")
    return [number] if number in titled else titled


def _plain(title: str) -> str:
    """A title without the year and the words that some provinces put into it."""
    return _BESIDE.sub("", normalised_name(title))


def _by_words(disclosure: Disclosure, name: str) -> list[str]:
    """The tables, or else the rows and cells of tables, that printed words mean: 三公; a 号 and 办公费."""
    if not name or any(project.name == name for project in disclosure.budget.projects):
        return []
    if titled := [no for no, table in disclosure.tables.items() if _plain(name) in _plain(table.title)]:
        return titled
    cells = [figure.id for figure in by_words(disclosure, name.split())]
    cells = [about for about in cells if about.partition("/")[0] in disclosure.tables]
    rows = list(dict.fromkeys(about.rpartition("/")[0] for about in cells))
    return cells if len(cells) == 1 else rows


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
    table = example_of(disclosure.book).split("/")[0]
    return f"可以写表号（{table}）、绩效目标表的项目名称，或数的名称（政府采购）。"


def _performance(disclosure: Disclosure) -> list[str]:
    label = disclosure.budget.label_of_table
    return list(dict.fromkeys(f"{PERFORMANCE}/{label(table)}" for table in disclosure.budget.performance))
