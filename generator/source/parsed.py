"""Files that were parsed (读过的文件): whoever reads a budget again and again parses only what changed.

Only where `keep_parsed` was called: a command that reads once would copy everything for nothing.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from generator.findings import Finding
from generator.source.place import SourceText
from generator.source.values import Mapping, Sequence, Value
from generator.source.yaml_reader import Allowance, parse_yaml

MOST = 512 * 1024
"""Bytes of files that are kept; what they say takes about fifty times as much memory."""


@dataclass(frozen=True, slots=True)
class _Parsed:
    source: SourceText
    value: Value
    findings: tuple[Finding, ...]
    size: int


class _Shelf:
    """The files that were read last, one state of each."""

    def __init__(self) -> None:
        self._there: OrderedDict[tuple[str, str], _Parsed] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, source: SourceText) -> _Parsed | None:
        """What was kept of `source`, if it still says the same."""
        with self._lock:
            found = self._there.get((source.name, source.inside))
            if found is None or found.source.data != source.data:
                return None
            self._there.move_to_end((source.name, source.inside))
            return found

    def put(self, parsed: _Parsed) -> None:
        """Keep it, in the place of what the file said before; what was read longest ago goes."""
        with self._lock:
            self._there[parsed.source.name, parsed.source.inside] = parsed
            self._there.move_to_end((parsed.source.name, parsed.source.inside))
            while sum(len(one.source.data) for one in self._there.values()) > MOST:
                self._there.popitem(last=False)


_shelves: list[_Shelf] = []


def keep_parsed() -> None:
    """From now on keep what files say, in this process."""
    _shelves[:] = [_Shelf()]


def parsed(source: SourceText, allowance: Allowance) -> tuple[SourceText, Value, list[Finding]]:
    """As `parse_yaml`, with the file that the places in the value are of; the value is the caller's own."""
    if not _shelves:
        return source, *parse_yaml(source, allowance)
    kept = _shelves[0].find(source)
    if kept is None or kept.size > allowance.left:
        before = allowance.left
        value, findings = parse_yaml(source, allowance)
        kept = _Parsed(source, value, tuple(findings), before - allowance.left)
        _shelves[0].put(kept)
    else:
        allowance.left -= kept.size
    return kept.source, _copy(kept.value, {}), list(kept.findings)


def _copy(value: Value, made: dict[int, Mapping | Sequence]) -> Value:
    """What an alias stands for is one value in the copy, too."""
    if not isinstance(value, Mapping | Sequence):
        return value
    if (known := made.get(id(value))) is not None:
        return known
    if isinstance(value, Mapping):
        mapping = made[id(value)] = Mapping(value.place)
        for key, below in value.items():
            mapping.put(key, _copy(below, made), value.key_places[key])
        return mapping
    items = made[id(value)] = Sequence(value.place)
    items.extend(_copy(item, made) for item in value)
    items.places = [*value.places]
    return items
