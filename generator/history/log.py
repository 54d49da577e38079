"""The history of a budget: its totals, errors and changes, revision by revision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from generator.errors import FindingsError, GongkaiError, UsageError
from generator.figures import Disclosure, disclose_folder
from generator.findings import Finding, errors_in
from generator.history.facts import FactChange, Facts, changes, facts_of
from generator.history.git import uncommitted
from generator.history.revisions import Revision, extract, history, position
from generator.model.units import spread
from generator.rules import apply_rules
from generator.source import read_folder
from generator.source.scratch import scratch

UNCOMMITTED = "未提交"
MOST_BEHIND = 100
"""Revisions behind those that are wanted, of which one is that before: branches were merged."""


@dataclass(frozen=True, slots=True)
class State:
    """A budget at one time: exact totals in 万元, number of 错误; or no totals and why it is `unreadable`."""

    totals: dict[str, Decimal]
    errors: int
    unreadable: str
    facts: Facts | None


_UNKNOWN = State({}, 0, "更早的版本没有列到", None)


@dataclass(frozen=True, slots=True)
class Row:
    """A revision with the state it left and the state before; `changes` is None where they are not known."""

    revision: Revision
    state: State
    before: State | None
    changes: list[FactChange] | None


def rows(folder: Path, most: int) -> Iterator[Row]:
    """The `most` newest revisions of the budget in `folder`; what is not committed comes before them.

    Raises UsageError when git has none.
    """
    top, inside = position(folder)
    found = history(top, inside, most + MOST_BEHIND)
    if not found:
        raise UsageError(f"“{folder}”还没有在 git 里提交过，没有版本可列。")
    known = {revision.id: revision for revision in found}

    @lru_cache(maxsize=16)
    def state(name: str) -> State:
        return _committed(top, known[name])

    if uncommitted([folder]):
        here = Revision("", UNCOMMITTED, (found[0].id,), "", "", "", inside)
        yield _row(here, _state(folder), state(found[0].id))
    for revision in found[:most]:
        parent = next((name for name in revision.parents if name in known), "")
        before = state(parent) if parent else _UNKNOWN if revision.parents else None
        yield _row(revision, state(revision.id), before)


def _row(revision: Revision, now: State, before: State | None) -> Row:
    if before is None or before.facts is None or now.facts is None:
        return Row(revision, now, before, None)
    return Row(revision, now, before, changes(before.facts, now.facts))


def _committed(top: Path, revision: Revision) -> State:
    with scratch() as temporary:
        gone = "这个版本里没有可读的预算文件"
        try:
            folder = extract(top, revision.id, revision.folder, temporary.resolve(), gone)
        except UsageError as error:
            return State({}, 0, str(error), None)
        return _state(folder)


def _state(folder: Path) -> State:
    try:
        facts = facts_of(read_folder(folder, spread)[0])
    except FindingsError as error:
        return State({}, 0, _told(error.findings), None)
    try:
        disclosure = disclose_folder(folder)
    except FindingsError as error:
        return State({}, 0, _told(error.findings), facts)
    except GongkaiError as error:
        return State({}, 0, str(error), facts)
    return State(_totals(disclosure), len(errors_in(apply_rules(disclosure, folder))), "", facts)


def _told(findings: tuple[Finding, ...]) -> str:
    """The first of the findings with its place in the budget, and how many there are."""
    first = findings[0]
    place = f"{first.place.source.inside or first.place.name}:{first.place.line} " if first.place else ""
    more = f"（共 {len(findings)} 处）" if len(findings) > 1 else ""
    return f"{place}{first.code} {first.message}{more}"


def _totals(disclosure: Disclosure) -> dict[str, Decimal]:
    """收入总计 and 支出总计 are where the profile says that next year finds them."""
    book, where = disclosure.book, disclosure.profile.last_year
    names = {
        "收入总计": where.get("收入总计", ""),
        "支出总计": where.get("支出总计", ""),
        "基本支出": "支出/基本支出",
        "项目支出": "支出/项目支出",
    }
    totals = {name: book[figure].value for name, figure in names.items() if figure in book}
    own = (record.figure.value for record in disclosure.records if record.kind == "三公经费")
    return totals | {"三公经费": sum(own, Decimal(0))}
