"""Every text that an author wrote, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.model.base import Written
from generator.source import Place


class WrittenText(NamedTuple):
    """A text at `path` below `owner`; a key of a mapping when `is_key`. A tuple, for there are very many."""

    text: str
    owner: Written
    path: tuple[str | int, ...]
    is_key: bool = False

    @property
    def place(self) -> Place | None:
        """Where the text begins."""
        return self.owner.place(*self.path, of_key=self.is_key)


def written_texts(model: Written) -> Iterator[WrittenText]:
    """Every text below `model`, and every key of a free mapping, in the order of the models' fields."""
    for name, key in _fields(type(model)):
        value = getattr(model, name)
        if isinstance(value, str):
            yield WrittenText(value, model, (key,))
        elif isinstance(value, Written | list | dict):
            yield from _texts(value, model, (key,))


@cache
def _fields(model: type[Written]) -> tuple[tuple[str, str], ...]:
    """The names of a model's fields and their keys: asked once, for pydantic is slow to tell."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def _texts(value: object, owner: Written, path: tuple[str | int, ...]) -> Iterator[WrittenText]:
    if isinstance(value, str):
        yield WrittenText(value, owner, path)
    elif isinstance(value, Written):
        yield from written_texts(value)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, owner, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield WrittenText(key, owner, (*path, key), is_key=True)
            yield from _texts(item, owner, (*path, key))
