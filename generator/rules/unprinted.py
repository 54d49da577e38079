"""T51: what is written and the profile does not print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model.base import Written
from generator.model.kinds import KINDS, LEFT_OVER
from generator.model.performance import Performance
from generator.model.vocabulary import fields_of
from generator.source import Place

UNUSED = Kind("T51", "写了的事项，表样不印", Level.NOTE)


def unused_facts(disclosure: Disclosure) -> Iterator[Finding]:
    """What is written and the profile does not print is said; of what is left of the money T64 speaks."""
    budget, profile = disclosure.budget, disclosure.profile
    for kind in (one for one in KINDS if one not in (*LEFT_OVER, *profile.not_printed)):
        if not profile.prints(kind) and (place := _first_amount(disclosure, kind)):
            message = f"写了“{kind}”，样式“{profile.name}”没有一张表印它"
            yield UNUSED.at(place, message, "不需要时删去", about=kind)
    for topic in disclosure.profile.not_printed:
        first, *below = topic.split("/")
        if first == "绩效目标" and below:
            yield from _unused_in_tables(disclosure, below[0])
            continue
        owner: Written = budget.department if first in ("职责", "机构") else budget
        if _written_itself(owner, first, below):
            message = f"写了“{topic}”，样式“{disclosure.profile.name}”不印"
            yield UNUSED.at(owner.place(first, *below, of_key=True), message, "不需要时删去", about=topic)


def _unused_in_tables(disclosure: Disclosure, key: str) -> Iterator[Finding]:
    """What 绩效目标表 have at a key, or their indicators, that no table prints; told once."""
    for table in disclosure.budget.performance:
        if table.gives(key) if key in fields_of(Performance) else table.weights():
            message = f"绩效目标表里写了“{key}”，样式“{disclosure.profile.name}”不印"
            yield UNUSED.at(table.place(key) or table.place("指标"), message, "不需要时删去", about=key)
            return


def _first_amount(disclosure: Disclosure, kind: str) -> Place | None:
    """Where the author writes an amount of a kind, other than nil, and not of one that it follows from."""
    if not any(holder.gives(kind) for holder in disclosure.budget.holders()):
        return None
    own = (r.figure for r in disclosure.records if r.kind == kind and r.figure.value)
    return next((figure.origin for figure in own if isinstance(figure.origin, Place)), None)


def _written_itself(owner: Written, key: str, below: Sequence[str]) -> bool:
    """Whether what stands at a key was written: it is not nil only because all it is part of is 无."""
    if not owner.gives(key) or owner.place() == owner.place(key, of_key=True):
        return False
    block = next(getattr(owner, n) for n, f in type(owner).model_fields.items() if f.alias == key)
    return not below or (isinstance(block, Written) and _written_itself(block, below[0], below[1:]))


RULES = (unused_facts,)
