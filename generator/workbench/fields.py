"""Fields (填写处): which form, and whose, a place of a budget's files belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.findings import Finding
from generator.model.kinds import UNIT
from generator.model.load import NOT_FILLED
from generator.model.units import SUMMED
from generator.rules.absence import UNWRITTEN
from generator.source import Mapping, Place, Value
from generator.source import Sequence as Items
from generator.workbench.changes import Path_, value_at
from generator.workbench.forms.topics import GENERAL, PERFORMANCE, TEXTS, TOPICS, UNITS, units_of


@dataclass(frozen=True, slots=True)
class Field:
    """A place in the form of `key`; the cells of its answer lie at `path`, above or below it."""

    key: str
    whose: str
    item: int
    path: Path_


Fields = dict[tuple[str, int, int], Field]
"""By file, line and column; column 0 is what stands first on the line."""


def fields_in(mapping: Mapping) -> Fields:
    """Every place in the files that some form writes, with the form."""
    found: Fields = {}
    first = next((code for code, _ in units_of(mapping)), "")
    for path, place in _places(mapping, ()):
        field = _field(mapping, path, first)
        if field is not None:
            found[place.source.inside, place.line, place.column] = field
            found.setdefault((place.source.inside, place.line, 0), field)
    return found


def _places(value: Value, path: Path_) -> Iterator[tuple[Path_, Place]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield (*path, key), value.key_places[key]
            yield from _places(below, (*path, key))
    elif isinstance(value, Items):
        for index, below in enumerate(value):
            yield (*path, index), value.places[index]
            yield from _places(below, (*path, index))
    elif value is not None:
        yield path, value.place


def _field(mapping: Mapping, path: Path_, first: str) -> Field | None:
    key, whose, below = path[0], "", path[1:]
    if key == "分单位" and len(path) > 2:
        whose = str(value_at(mapping, (*path[:2], UNIT)) or "")
        key, below = (path[2], path[3:]) if path[2] != UNIT else ("", ())
        whose = "" if whose == first and key in SUMMED else whose
    elif key == UNITS and len(path) > 3:  # deeper than the grid of all of them goes
        whose = str(value_at(mapping, (*path[:2], "代码")) or "")
    key = GENERAL if key in ("年度", "样式", "金额单位", "金额精度") else str(key)
    if key not in TOPICS:
        return None
    item = below[0] if key == PERFORMANCE and below and isinstance(below[0], int) else 0
    return Field(key, whose, item, path)


def field_of(finding: Finding, fields: Fields, unit: str) -> Field | None:
    """The field that a finding in the budget, or in that of a `unit`, is about.

    What is not written at all has no place: it is about its key, of the unit whose finding it is.
    """
    path = tuple(finding.about.split("/"))
    unit = finding.units[0] if len(finding.units) == 1 else unit
    if finding.code == UNWRITTEN.code and path[0] in ("职责", "机构"):
        return Field(UNITS if unit else "部门", unit, 0, path)
    if finding.code == UNWRITTEN.code and path[0] in TOPICS:
        return Field(path[0], unit, 0, path)
    place = finding.place
    if place is None:
        return None
    file, line = place.source.inside, place.line
    found = fields.get((file, line, place.column)) or fields.get((file, line, 0))
    if path[0] == TEXTS and (found is None or found.key != TEXTS):
        return Field(TEXTS, unit, 0, path)
    return found


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A form with answers that are still to be given, and where."""

    key: str
    fields: Sequence[Field]


TO_FILL = (NOT_FILLED.code, UNWRITTEN.code)
"""Findings about what says 待填, or is not there at all."""


def unfilled(findings: Iterable[Finding], fields: Fields, unit: str) -> list[Unfilled]:
    """The forms in which something is to be filled in, in their order."""
    found: dict[str, list[Field]] = {}
    for finding in findings:
        field = field_of(finding, fields, unit) if finding.code in TO_FILL else None
        if field is not None:
            found.setdefault(field.key, []).append(field)
    return [Unfilled(key, found[key]) for key in TOPICS if key in found]
