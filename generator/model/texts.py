"""Every text that an author wrote, with its place."""

from __future__ import annotations

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


def written_texts(model: Written) -> list[WrittenText]:
    """Every text below `model`, and every key of a free mapping, in the order of the models' fields."""
    found: list[WrittenText] = []
    _add_model(model, found)
    return found


def _add_model(model: Written, found: list[WrittenText]) -> None:
    for name, key in _fields(type(model)):
        value = getattr(model, name)
        if value is not None:
            _add(value, model, (key,), found)


@cache
def _fields(model: type[Written]) -> tuple[tuple[str, str], ...]:
    """The names of a model's fields and their keys: asked once, for pydantic is slow to tell."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def _add(value: object, owner: Written, path: tuple[str | int, ...], found: list[WrittenText]) -> None:
    # Why a list handed down: texts that are yielded pass through every level above them.
    if isinstance(value, str):
        found.append(WrittenText(value, owner, path))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _add(item, owner, (*path, index), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            found.append(WrittenText(key, owner, (*path, key), is_key=True))
            _add(item, owner, (*path, key), found)
    elif isinstance(value, Written):
        _add_model(value, found)
