"""Every text that an author wrote, with its place."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, get_args

from generator.model.base import PROSE, Written
from generator.source import Place

NAMES_OF_FILES = {"字体", "文件"}
"""Keys whose texts name files, and are not printed."""


class WrittenText(NamedTuple):
    """A text at `path` below `owner`; a key of a mapping when `is_key`, words that may refer to
    figures when `is_prose`. A tuple, for there are very many."""

    text: str
    owner: Written
    path: tuple[str | int, ...]
    is_key: bool = False
    is_prose: bool = False

    @property
    def place(self) -> Place | None:
        """Where the text begins."""
        return self.owner.place(*self.path, of_key=self.is_key)


def written_texts(model: Written) -> list[WrittenText]:
    """Every text below `model`, and every key of a free mapping, in the order of the models' fields."""
    found: list[WrittenText] = []
    _add_model(model, found)
    return found


_last: list[tuple[Written, list[WrittenText]]] = []


def texts_of_whole(model: Written) -> list[WrittenText]:
    """`written_texts` of a whole budget, walked once for all that look through it one after the other."""
    for known, texts in _last:
        if known is model:
            return texts
    texts = written_texts(model)
    _last[:] = [(model, texts), *_last[:1]]
    return texts


def _add_model(model: Written, found: list[WrittenText]) -> None:
    for name, key, prose in _fields(type(model)):
        value = getattr(model, name)
        if value is not None:
            _add(value, model, (key,), found, prose)
    for word, more in (model.__pydantic_extra__ or {}).items():
        _add(more, model, (word,), found, True)


@cache
def _fields(model: type[Written]) -> tuple[tuple[str, str, bool], ...]:
    """The names of a model's fields, their keys, whether they are prose: asked once, pydantic is slow."""
    return tuple(
        (name, field.alias or name, PROSE in field.metadata or _is_prose(field.annotation))
        for name, field in model.model_fields.items()
    )


def _is_prose(annotation: Any) -> bool:
    """Whether the texts that `annotation` allows are marked as prose, itself or in a list."""
    return PROSE in getattr(annotation, "__metadata__", ()) or any(map(_is_prose, get_args(annotation)))


def _add(
    value: object, owner: Written, path: tuple[str | int, ...], found: list[WrittenText], prose: bool
) -> None:
    # Why a list handed down: texts that are yielded pass through every level above them.
    if isinstance(value, str):
        found.append(WrittenText(value, owner, path, is_prose=prose))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _add(item, owner, (*path, index), found, prose)
    elif isinstance(value, dict):
        for key, item in value.items():
            found.append(WrittenText(key, owner, (*path, key), is_key=True))
            _add(item, owner, (*path, key), found, prose)
    elif isinstance(value, Written):
        _add_model(value, found)
