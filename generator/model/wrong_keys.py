"""Keys that may not be written where they are: what is meant, or where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.findings import Finding, Kind
from generator.model.base import Written
from generator.model.forms import may_be
from generator.model.number import Number
from generator.model.number_hints import amount_said
from generator.model.paths import (
    annotation_of,
    branches,
    item_of,
    model_at,
    model_in,
    of_words,
    table_of_codes,
)
from generator.model.vocabulary import APPROPRIATIONS, Open, Vocabulary, fields_of, keys_of
from generator.source import Mapping, Place, Scalar
from generator.source.nearest import close_matches
from generator.source.values import place_at

UNKNOWN_KEY = Kind("S10", "不认识的键")
_SUM = re.compile("(本年|金额|资金|经费)?(合计|小计|总计|总额)")
_CALLED = {"财政拨款": APPROPRIATIONS, "财政拨款收入": APPROPRIATIONS, "其他资金": ("单位资金",)}
"""What people call sources, and the keys that these are written at."""
_NAMES = ("名称", "科目名称", "经济科目名称", "科目名", "品目名称")
_NOTES = ("备注", "注", "注释")
MOST_LISTED = 12
"""Keys that a hint lists; where more may stand, all keys are in docs."""

Steps = tuple[str | int, ...]


Meant = dict[Steps, tuple[str, ...]]
"""By the path of a key that may not be written: the keys missing there for which it may stand."""

_TAG = re.compile(r"\[key\]|str|(?:list|dict)\[.*\]|(?:constrained|function)-.*", re.DOTALL)
"""Steps of a path that stand in no file: of a key, and of the kinds of value that may stand at one."""


def path_of(detail: ErrorDetails) -> Steps:
    """Where in the file it is that pydantic speaks of."""
    return tuple(step for step in detail["loc"] if not _TAG.fullmatch(str(step)))


def misnamed(details: list[ErrorDetails], model: type[Written], words: Vocabulary) -> Meant:
    """The keys that stand for others, which are missing there."""
    missing: dict[Steps, list[str]] = {}
    for path in (path_of(detail) for detail in details if detail["type"] == "missing"):
        missing.setdefault(path[:-1], []).append(str(path[-1]))
    meant: Meant = {}
    for detail in (detail for detail in details if detail["type"] == "extra_forbidden"):
        *above, key = path_of(detail)
        there = missing.get(tuple(above), [])
        found = model_at(model, above)
        if keys := _meant(str(key), detail["input"], there, found, words):
            if str(key).isdecimal() and found:
                keys = _pair(there, found) or keys
            meant[*above, key] = tuple(keys)
            missing[tuple(above)] = [one for one in there if one not in keys]
    return meant


def _pair(missing: list[str], model: type[BaseModel]) -> list[str]:
    """The keys of a code and of its number, both `missing`, where a line says “30101: 5”."""
    said = {one: annotation_of(fields_of(model)[one]) for one in missing}
    codes = [one for one in missing if table_of_codes(said[one])]
    numbers = [one for one in missing if Number in branches(said[one])]
    return [codes[0], numbers[0]] if codes and numbers else []


def _meant(
    key: str, value: object, missing: list[str], model: type[BaseModel] | None, vocabulary: Vocabulary
) -> list[str]:
    """The `missing` keys that are written below `key`, or the one in whose place it stands."""
    if isinstance(value, Mapping):
        return [one for one in missing if one in value]
    if not isinstance(value, Scalar) or model is None:
        return []
    amount = amount_said(value, Mapping(value.place))
    fields = fields_of(model)
    fitting = [one for one in missing if may_be(value, annotation_of(fields[one]), amount, vocabulary)]
    return close_matches(key, fitting, n=1, cutoff=0.5) or fitting[:1]


def unknown_key(
    detail: ErrorDetails, root: Mapping, model: type[Written], vocabulary: Vocabulary, meant: Meant
) -> Finding:
    """What to say of a key that may not stand where it does in `root`."""
    *above, last = path = path_of(detail)
    key, place = str(last), place_at(root, path, of_key=True)
    if missing := meant.get(path, ()):
        if key.isdecimal() and len(missing) == 2:
            hint = f"写成 {missing[0]}: {key}, {missing[1]}: {detail['input']}"
            return UNKNOWN_KEY.at(place, f"“{key}”像是“{missing[0]}”的代码，不是键", hint)
        hint = f"是否想写“{missing[0]}”？不是的话，另补上“{missing[0]}: …”，“{key}”删去或移走"
        if isinstance(detail["input"], Mapping):
            hint = f"“{key}: ”不写，里面的键直接写在这里"
            return UNKNOWN_KEY.at(place, f"这里多了“{key}”一层", hint)
        said = "、".join(f"“{one}”" for one in missing)
        return UNKNOWN_KEY.at(place, f"键“{key}”写错了，应有的{said}没有写", hint)
    return _stranger(key, tuple(above), place, root, model, vocabulary)


def _stranger(
    key: str, above: Steps, place: Place | None, root: Mapping, model: type[Written], vocabulary: Vocabulary
) -> Finding:
    if re.fullmatch(r"\d+(\.\d+)?", key):
        hint = "金额里不要写千分位的逗号，要写时给金额加引号；小数点写半角的“.”"
        return UNKNOWN_KEY.at(place, f"“{key}”像是金额逗号后面的部分", hint)
    known = _known_keys(model, above, vocabulary)
    if (amount := amount_said(key, root)) and not any(name.startswith(key) for name in known):
        return UNKNOWN_KEY.at(place, f"“{key}”像是金额，不是键", f"写成“键: {amount}”，金额写在冒号后面")
    there = model_at(model, above)
    coded = there and any(table_of_codes(annotation_of(one)) for one in fields_of(there).values())
    if coded and key in _NAMES:
        return UNKNOWN_KEY.at(place, f"不写“{key}”，名称由代码得来", "删去这一项；给自己看的，写在 # 后面")
    if key not in known and (called := [one for one in _CALLED.get(key, ()) if one in known]):
        return UNKNOWN_KEY.at(place, f"不认识的键“{key}”", f"写明是哪一种：{'、'.join(called)}")
    if _SUM.fullmatch(key) and "支出" in keys_of(model) and not any(key in name for name in known):
        return UNKNOWN_KEY.at(place, f"不写“{key}”，它由明细相加", "删去这一项")
    if homes := [home for home in _homes(key, model, vocabulary) if home != _keys(above)]:
        longer = next((name for name in known if key in name), "")
        hint = f"是否想写“{longer}”？不是的话，" if longer else ""
        hint += _home_hint(key, homes, place, root)
        return UNKNOWN_KEY.at(place, f"键“{key}”写错了地方{_here(above)}", hint)
    close = close_matches(key, known, n=2, cutoff=0.3)
    listed = f"这里可以写：{'、'.join(known)}" if len(known) <= MOST_LISTED else f"所有的键见{model.guide}"
    hint = f"是否想写“{'”或“'.join(close)}”？" if close else listed
    hint += "；给自己看的，写在 # 后面" if key in _NOTES else ""
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
