"""Keys that may not be written where they are: what is meant, or where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from generator.findings import Finding, Kind
from generator.model.base import Written
from generator.model.paths import annotation_of, item_of, model_at, model_in, of_words
from generator.model.vocabulary import Open, Vocabulary, keys_of
from generator.source import Mapping, Place
from generator.source.nearest import close_matches

UNKNOWN_KEY = Kind("S10", "不认识的键")
MOST_LISTED = 12
"""Keys that a hint lists; where more may stand, all keys are in docs."""

Steps = tuple[str | int, ...]


def unknown_key(
    key: str, above: Steps, place: Place | None, root: Mapping, model: type[Written], vocabulary: Vocabulary
) -> Finding:
    """What to say of `key`, which stands at `place` in what is at `above` in `root`, and may not."""
    if re.fullmatch(r"\d+(\.\d+)?", key):
        hint = "金额里不要写千分位的逗号，要写时给金额加引号；小数点写半角的“.”"
        return UNKNOWN_KEY.at(place, f"“{key}”像是金额逗号后面的部分", hint)
    known = _known_keys(model, above, vocabulary)
    if homes := [home for home in _homes(key, model, vocabulary) if home != _keys(above)]:
        longer = next((name for name in known if key in name), "")
        hint = f"是否想写“{longer}”？不是的话，" if longer else ""
        hint += _home_hint(key, homes, place, root)
        return UNKNOWN_KEY.at(place, f"键“{key}”写错了地方{_here(above)}", hint)
    close = close_matches(key, known, n=2, cutoff=0.3)
    listed = f"这里可以写：{'、'.join(known)}" if len(known) <= MOST_LISTED else f"所有的键见{model.guide}"
    hint = f"是否想写“{'”或“'.join(close)}”？" if close else listed
    return UNKNOWN_KEY.at(place, f"不认识的键“{key}”", hint)


def _here(above: Steps) -> str:
    keys = _keys(above)
    return f"，“{keys[-1]}”里没有它" if keys else "，最外层没有它"


def _home_hint(key: str, homes: list[tuple[str, ...]], place: Place | None, root: Mapping) -> str:
    """Where `key` belongs: below the nearest of its parents written above it, if there is one."""
    before = [(line, home) for home in homes if home and (line := _line_above(home[0], place, root))]
    if before:
        home = max(before, key=lambda one: (one[0], -len(one[1])))[1]
        return f"它写在“{' › '.join(home)}”下面：移到那里，往里空两格，与里面的其他键左对齐"
    if () in homes:
        return "它写在最外层：移到行首，前面不空格"
    told = "、".join(f"“{' › '.join(home)}”" for home in homes[:3])
    return f"它写在{told}{'等' if len(homes) > 3 else ''}下面，比上一层往里空两格"


def _line_above(key: str, place: Place | None, root: Mapping) -> int:
    """The line of `key` at the top, where it stands above `place` in the same file; 0 where it does not."""
    there = root.key_places.get(key)
    if there is None or place is None or there.source is not place.source:
        return 0
    return there.line if (there.line, there.column) < (place.line, place.column) else 0


def _homes(key: str, model: type[BaseModel], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """The paths of the keys below which `key` may stand, the shortest first."""
    found = [path for path, keys in _every(model, (), vocabulary) if key in keys]
    return sorted(dict.fromkeys(found), key=len)


def _every(
    model: type[BaseModel], path: tuple[str, ...], vocabulary: Vocabulary
) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Every mapping that may be written, by the keys that lead there, and the keys that may stand in it."""
    yield path, _keys_in(model, vocabulary)
    for field in model.model_fields.values():
        below = _model_below(annotation_of(field))
        if below and field.alias and field.alias != "分单位":
            yield from _every(below, (*path, field.alias), vocabulary)
    words = _model_below(of_words(model))
    if words and issubclass(model, Open):
        for word in vocabulary.words(model.topic):
            yield from _every(words, (*path, word), vocabulary)


def _model_below(annotation: object) -> type[BaseModel] | None:
    """The model of an annotation, or of what its lists and free keys hold."""
    while annotation is not None:
        if model := model_in(annotation):
            return model
        annotation = item_of(annotation)
    return None


def _keys(path: Steps) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))


def _known_keys(root: type[BaseModel], path: Steps, vocabulary: Vocabulary) -> list[str]:
    """The Chinese keys allowed in the mapping at `path`."""
    model = model_at(root, path)
    return _keys_in(model, vocabulary) if model else []


def _keys_in(model: type[BaseModel], vocabulary: Vocabulary) -> list[str]:
    keys = keys_of(model)
    words = vocabulary.words(model.topic) if issubclass(model, Open) else []
    return [*keys, *(word for word in words if word not in keys)]
