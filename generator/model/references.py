"""References such as {{ 表三.合计.基本支出 }} in the author's prose. They are data: nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.base import Written
from generator.source import Place

REFERENCE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def prose_references(model: Written) -> Iterator[tuple[str, Place | None]]:
    """Every (name, place) that any text below `model` refers to, in the order of the models' fields."""
    for name, field in type(model).model_fields.items():
        key = field.alias or name
        yield from _references(getattr(model, name), model, (key,))


def _references(
    value: object, owner: Written, path: tuple[str | int, ...]
) -> Iterator[tuple[str, Place | None]]:
    if isinstance(value, str):
        for match in REFERENCE.finditer(value):
            yield match[1], owner.place(*path)
    elif isinstance(value, Written):
        yield from prose_references(value)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _references(item, owner, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _references(item, owner, (*path, key))
