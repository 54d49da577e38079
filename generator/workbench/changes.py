"""Changes of values (改数): what a form asks for, by the paths of what is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.base import UNFILLED, is_nothing
from generator.source import Mapping, Scalar, Value
from generator.source import Sequence as Items

Key = str | int
Path_ = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The value at `path` becomes `text`, which is YAML already; "" when nothing is to be written there."""

    path: Path_
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A new item at the end of the list at `path`; `cells` are YAML by path below it, or at () alone."""

    path: Path_
    cells: dict[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Gone:
    """The item of a list at `path` is taken out."""

    path: Path_


def value_at(value: Value, path: Sequence[Key]) -> Value:
    """What lies at `path` below `value`; None when nothing does."""
    for key in path:
        if isinstance(value, Mapping) and isinstance(key, str):
            value = value.get(key)
        elif isinstance(value, Items) and isinstance(key, int) and 0 <= key < len(value):
            value = value[key]
        else:
            return None
    return value


def says_nothing(value: Value) -> bool:
    """Whether `value` stands where a block or a list may: 无, 0, or 待填."""
    return isinstance(value, Scalar) and (is_nothing(value) or value.strip() in ("0", UNFILLED))


def scalars(value: Value, path: Path_ = ()) -> Iterator[tuple[Path_, Scalar]]:
    """Every scalar below `value`, with its path."""
    if isinstance(value, Scalar):
        yield path, value
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from scalars(below, (*path, key))
    elif isinstance(value, Items):
        for index, below in enumerate(value):
            yield from scalars(below, (*path, index))


def path_of(value: Value, place: tuple[str, int, int]) -> Path_ | None:
    """The path of the scalar that stands at `place` (file, line, column)."""
    found = (
        path
        for path, one in scalars(value)
        if (one.place.source.inside, one.place.line, one.place.column) == place
    )
    return next(found, None)


def said(text: str) -> str:
    """What a scalar of YAML says, as our forms write it."""
    return str(json.loads(text)) if text.startswith('"') else text
