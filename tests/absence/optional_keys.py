"""Every optional key of a budget: where it stands, the budget without it, and what is then said."""

from __future__ import annotations

import re
import types
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from generator.document import compose
from generator.errors import InputError, UsageError
from generator.figures import Disclosure, disclose
from generator.findings import Finding, Kind, Level
from generator.model import Budget, parse_budget
from generator.model.units import spread
from generator.model.vocabulary import Open
from generator.rules import apply_rules
from generator.source import Mapping, Sequence, Value, read_folder
from tests.html_tables import text_of

Path_ = tuple[str | int, ...]
ASSERTED = re.compile(r"没有|未|无|不附|持平|(?<![\d.,])0(?:\.0+)?(?![\d.])")
"""What says that there is none, or 0."""


def whole(folder: Path) -> Mapping:
    """What the files of a budget say, as it is before a model is made of it."""
    mapping, _ = read_folder(folder, spread)
    return mapping


def optional(mapping: Mapping) -> list[Path_]:
    """The paths of all keys that need not be written, and are."""
    return list(_optional(mapping, Budget, ()))


def _optional(value: Value, annotation: Any, path: Path_) -> Iterator[Path_]:
    model = _model(annotation)
    if isinstance(value, Sequence):
        for index, item in enumerate(value):
            yield from _optional(item, annotation, (*path, index))
    elif isinstance(value, Mapping) and model is not None:
        fields = {field.alias: field for field in model.model_fields.values()}
        extra = model.__annotations__.get("__pydantic_extra__") if issubclass(model, Open) else None
        for key, below in value.items():
            field = fields.get(key)
            if field is None or not field.is_required():
                yield (*path, key)
            yield from _optional(below, extra if field is None else field.annotation, (*path, key))


def _model(annotation: Any) -> type[BaseModel] | None:
    """The model that is meant by a type: that of the items of a list, of the value if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Annotated, Union, types.UnionType, list, dict):
        models = [_model(inner) for inner in get_args(annotation)]
        return next((model for model in models if model is not None), None)
    return None


def kind_of(path: Path_) -> Path_:
    """The keys of a path, whichever item of a list it goes through."""
    return tuple("#" if isinstance(step, int) else step for step in path)


def changed(value: Value, path: Path_, new: Value = None) -> Value:
    """A copy with what stands at `path` left out, or `new` in its place. Nothing is shared that changes."""
    if isinstance(value, Mapping):
        made = Mapping(value.place)
        made.sources = value.sources
        for key, below in value.items():
            if path[:1] != (key,):
                made.put(key, changed(below, ()), value.key_places[key])
            elif len(path) > 1:
                made.put(key, changed(below, path[1:], new), value.key_places[key])
            elif new is not None:
                made.put(key, new, value.key_places[key])
        return made
    if isinstance(value, Sequence):
        items = Sequence(value.place)
        for index, (item, place) in enumerate(zip(value, value.places, strict=True)):
            items.put(changed(item, path[1:] if path[:1] == (index,) else (), new), place)
        return items
    return value


def disclosed(mapping: Value, unit: str = "") -> Disclosure | list[Finding]:
    """What is disclosed, or why nothing can be."""
    assert isinstance(mapping, Mapping)
    try:
        return disclose(parse_budget(mapping, unit))
    except InputError as error:
        return list(error.findings)
    except UsageError as error:
        return [Kind.known["S23"].at(None, str(error))]


def found(disclosure: Disclosure | list[Finding], folder: Path) -> Counter[tuple[str, str]]:
    """Code and words of what is found; not what could not be checked."""
    findings = disclosure if isinstance(disclosure, list) else apply_rules(disclosure, folder)
    return Counter((f.code, f.message) for f in findings if f.level is not Level.UNCHECKED)


def denied(disclosure: Disclosure) -> Counter[str]:
    """The clauses and cells that say that there is none."""
    texts = (text_of(section.html) for section in compose(disclosure).sections)
    sentences = (one.strip() for text in texts for one in re.split(r"[，。；\n]", text))
    return Counter(one for one in sentences if ASSERTED.search(one))
