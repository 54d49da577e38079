"""The plain values of a YAML file, each with its place.

Every scalar stays the text the author wrote: `010`, `12:30:45` and `yes` mean nothing but themselves
until the model asks for a number, a date or a truth value. That closes YAML 1.1's traps for good.
"""

from __future__ import annotations

from collections.abc import Mapping as Mapping_
from types import MappingProxyType
from typing import TypeAlias

from generator.source.place import Place, SourceText


class Scalar(str):
    """A text as written, with its place."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place) -> Scalar:
        self = str.__new__(cls, text)
        self.place = place
        return self


class Mapping(dict[str, "Value"]):
    """Keys to values; `key_places` has the place of every key, `sources` the files of a whole budget.

    `lists` are the keys of lists, and `stand_in` the word in the place of one that is an item beside those of
    other files. `empty` is where files, each of a unit or of none (""), say that a list has no items.
    """

    sources: tuple[SourceText, ...] = ()
    lists: frozenset[str] = frozenset()
    stand_in: str = ""
    empty: Mapping_[tuple[str, str], Place] = MappingProxyType({})

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.key_places: dict[str, Place] = {}

    def put(self, key: str, value: Value, place: Place) -> None:
        """Set `key`, written at `place`."""
        self[key] = value
        self.key_places[key] = place


class Sequence(list["Value"]):
    """Items in order; `places` has the place of every item."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.places: list[Place] = []

    def put(self, value: Value, place: Place) -> None:
        """Append an item that stands at `place`."""
        self.append(value)
        self.places.append(place)


Value: TypeAlias = Scalar | Mapping | Sequence | None


def value_at(value: Value, path: tuple[str | int, ...]) -> Value:
    """What lies at `path` below `value`; None where there is nothing."""
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def place_at(value: Value, path: tuple[str | int, ...], *, of_key: bool = False) -> Place | None:
    """The place of what lies at `path` below `value`, or of its nearest known parent.

    A text stands where it begins, anything else at its key; `of_key` asks for the key of both.
    Steps that the file does not have (a default, a union's branch) are passed over.
    """
    place = key = None if value is None else value.place
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str) and step in value:
            key = value.key_places[step]
            value = value[step]
            place = value.place if isinstance(value, Scalar) else key
        elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
            place = key = value.places[step]
            value = value[step]
    return key if of_key else place
