"""Fields (填写处): which form, and whose, a place of a budget's files belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.findings import Finding
from generator.model.load import NOT_FILLED
from generator.rules.absence import UNWRITTEN
from generator.source import Mapping, Place, Value
from generator.source import Sequence as Items
from generator.workbench.changes import Path_
from generator.workbench.forms.topics import GENERAL, PERFORMANCE, TOPICS


@dataclass(frozen=True, slots=True)
class Field:
    """A place in the form of `key`: `at` is the file and line by which its answer is found."""

    key: str
    whose: str
    item: int
    at: str


Fields = dict[tuple[str, int], Field]


def fields_in(mapping: Mapping) -> Fields:
    """Every line of the files that some form writes, with the form."""
    found: Fields = {}
    for path, place in _places(mapping, ()):
        field = _field(mapping, path, place)
        if field is not None:
            found.setdefault((place.source.inside, place.line), field)
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


def _field(mapping: Mapping, path: Path_, place: Place) -> Field | None:
    key, whose, below = path[0], "", path[1:]
    parts = mapping.get("分单位")
    if key == "分单位" and len(path) > 2 and isinstance(parts, Items) and isinstance(path[1], int):
        part = parts[path[1]]
        whose = str(part.get("单位")) if isinstance(part, Mapping) else ""
        key, below = path[2], path[3:]
    key = GENERAL if key in ("年度", "样式", "金额单位", "金额精度") else str(key)
    if key not in TOPICS:
        return None
    item = below[0] if key == PERFORMANCE and below and isinstance(below[0], int) else 0
    return Field(key, whose, item, f"{place.source.inside}:{place.line}")


def field_of(finding: Finding, fields: Fields, unit: str) -> Field | None:
    """The field that a finding in the budget, or in that of a `unit`, is about.

    What is not written at all has no place: it is about its key.
    """
    key = finding.about.partition("/")[0] if finding.code == UNWRITTEN.code else ""
    if key in ("职责", "机构"):
        return Field("单位" if unit else "部门", unit, 0, "")
    if key in TOPICS:
        return Field(key, unit, 0, "")
    place = finding.place
    return fields.get((place.source.inside, place.line)) if place else None


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A form with answers that are still to be given: how many, and the first."""

    key: str
    count: int
    first: Field


TO_FILL = (NOT_FILLED.code, UNWRITTEN.code)
"""Findings about what says 待填, or is not there at all."""


def unfilled(findings: Iterable[Finding], fields: Fields, unit: str) -> list[Unfilled]:
    """The forms in which something is to be filled in, in their order."""
    found: dict[str, list[Field]] = {}
    for finding in findings:
        field = field_of(finding, fields, unit) if finding.code in TO_FILL else None
        if field is not None:
            found.setdefault(field.key, []).append(field)
    return [Unfilled(key, len(found[key]), found[key][0]) for key in TOPICS if key in found]
