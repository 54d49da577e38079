"""What a unit says of a kind of lines, word for word as another unit does: copied there, and not changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.figures.lacking import SAYING
from generator.figures.records import Record
from generator.model.kinds import UNIT
from generator.rules.ties.apart import over
from generator.rules.ties.causes import by_one_line
from generator.rules.ties.sums import Untied
from generator.source import Place

_FEWEST = 2
"""Of so many amounts it is no accident that they are the same."""
Said = frozenset[tuple[str, Decimal]]


class Copied(NamedTuple):
    """The lines of a `kind` of a `unit`, whose sums differ (`untied`), are those of `another`."""

    kind: str
    unit: str
    another: str
    place: Place
    untied: Sequence[Untied]


def copied(records: Sequence[Record], untied: Sequence[Untied]) -> Iterator[Copied]:
    """Every kind that a unit has from another; what a single line explains as well is told as that line."""
    for kind in SAYING:
        apart: dict[str, list[Untied]] = {}
        for one in (one for one in untied if len(one.units) == 1 and over(one, kind) is not None):
            apart.setdefault(one.units[0], []).append(one)
        said = _said(records, kind) if apart else {}
        right: Mapping[Said, str] = {those: unit for unit, those in said.items() if unit not in apart}
        for unit, sums in apart.items():
            those = said.get(unit, frozenset())
            if len(those) >= _FEWEST and those in right and len(sums) > 1 and not by_one_line(sums):
                yield Copied(kind, unit, right[those], _place(records, kind, unit), sums)


def _said(records: Sequence[Record], kind: str) -> dict[str, Said]:
    """What each unit says of a kind: the ids without the unit, and the amounts."""
    found: dict[str, set[tuple[str, Decimal]]] = {}
    for record in records:
        if record.kind == kind and record.figure.origin is not None:
            unit = record.properties[UNIT]
            name = record.figure.id.replace(f"/{unit}/", "/", 1)
            found.setdefault(unit, set()).add((name, record.figure.value))
    return {unit: frozenset(those) for unit, those in found.items()}


def _place(records: Sequence[Record], kind: str, unit: str) -> Place:
    own = (record for record in records if record.kind == kind and record.properties[UNIT] == unit)
    return next(one.figure.origin for one in own if isinstance(one.figure.origin, Place))
