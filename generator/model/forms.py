"""Values of another form than the one that belongs there: a word, a list, keys; and how to write them."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.findings import Finding, Kind
from generator.model.base import OrNothing
from generator.model.number import MONEY, Number
from generator.model.number_hints import amount_said
from generator.model.odd_numbers import says_none
from generator.model.paths import (
    annotation_of,
    branches,
    item_of,
    model_in,
    of_words,
    said_in,
    table_of_codes,
    words_of,
)
from generator.model.vocabulary import Open, Vocabulary, Word, fields_of
from generator.source import Mapping, Place, Scalar
from generator.source.slips import numbered, slip_in_line

WRONG_TYPE = Kind("S12", "内容的形式不对")
_SHORT = 20
"""Characters of a value that is said again."""
_LINES = "换行并缩进两格，逐行写“键: 值”"


def wrong_form(
    detail: ErrorDetails,
    name: str,
    place: Place | None,
    annotation: Any,
    root: Mapping,
    vocabulary: Vocabulary,
) -> Finding | None:
    """The finding for a text, a list or a mapping where another of them belongs: as the `annotation` says."""
    kind, value = detail["type"], detail["input"]
    expected = kind in ("mapping_expected", "dict_type", "list_type")
    begun = _begin(value) if expected else None
    if begun and (slip := slip_in_line(begun.source, begun.line)):
        return slip
    if kind == "list_type" and isinstance(value, Scalar) and (one := numbered(value)):
        return one
    if expected:
        hint = (_as_list if kind == "list_type" else _as_keys)(value, annotation, root, vocabulary)
        what = "一个列表（每项以“- ”开头）" if kind == "list_type" else "一组“键: 值”"
        return WRONG_TYPE.at(place, f"{name}应是{what}{_now(value)}", hint)
    if isinstance(value, list | dict):
        return WRONG_TYPE.at(place, f"{name}应是一句话或一个词，不是列表或键值", "在冒号后面直接写内容")
    return None


def _begin(value: object) -> Place | None:
    """Where a text or a mapping begins: “-甲: 1” without a blank is a mapping."""
    if isinstance(value, Mapping):
        return next(iter(value.key_places.values()), None)
    return value.place if isinstance(value, Scalar) else None


def _now(value: object) -> str:
    """What stands there, of a word."""
    return f"，现在是“{_short(value)}”" if isinstance(value, Scalar) else ""


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def _is_none(value: object) -> bool:
    return isinstance(value, Scalar) and (says_none(value) or value.strip() in ("无", "0"))


def _as_keys(value: object, annotation: Any, root: Mapping, vocabulary: Vocabulary) -> str:
    """What to write in the place of a word, or of a list, where keys belong."""
    if isinstance(value, Scalar) and re.fullmatch(r"\{.*\}|\[.*\]", value, re.DOTALL):
        return "删去两头的引号"
    model = model_in(annotation)
    nothing = model is not None and issubclass(model, OrNothing) and "NIL" in model.__dict__
    if _is_none(value):
        return "没有的写 无" if nothing else f"没有的，删去这一行；有的，{_LINES}"
    if isinstance(value, list):
        return "方括号和“- ”都不写；" + _LINES
    example = _example(value, model, root, vocabulary) if model and isinstance(value, Scalar) else ""
    hint = f"例如写成“{example}”" if example else _LINES
    return f"{hint}；全都没有的，写 无" if nothing and not example else hint


def _as_list(value: object, annotation: Any, root: Mapping, vocabulary: Vocabulary) -> str:
    """What to write in the place of a word, or of keys, where a list belongs."""
    model = model_in(item_of(annotation))
    if _is_none(value):
        return "没有的写 []"
    if isinstance(value, Mapping):
        pair = _example_of_pair(value, model, root, vocabulary) if model else ""
        one = f"例如写成“[{pair}]”；" if pair else ""
        return f"{one}每一项的第一个键前面写“- ”；没有内容时写 []"
    example = _example(value, model, root, vocabulary) if model and isinstance(value, Scalar) else ""
    if model:
        one = f"例如写成“[{example}]”；" if example else ""
        return f"{one}一项写一行，前面写“- ”；没有内容时写 []"
    items = [item.strip() for item in re.split("[、,，;；]", str(value)) if item.strip()]
    if isinstance(value, Scalar) and len(items) > 1 and all(len(item) <= _SHORT for item in items):
        return f"写成 [{', '.join(items[:3])}{', …' if len(items) > 3 else ''}]"
    one = f"只有一项的，写“[{value}]”；" if isinstance(value, Scalar) and len(value) < _SHORT else ""
    return f"{one}一项写一行，前面写“- ”；没有内容时写 []"


def _example(value: Scalar, model: type[BaseModel], root: Mapping, words: Vocabulary) -> str:
    """The keys that `model` must have, `value` at the one that it may be of; "" where it is of none."""
    amount = amount_said(value, root)
    keys = {key: (annotation_of(field), field.is_required()) for key, field in fields_of(model).items()}
    if issubclass(model, Open):
        keys |= {word: (of_words(model), False) for word in words.words(model.topic)}
    asked = {key: one for key, (one, must) in keys.items() if (MONEY in said_in(one) if amount else must)}
    own = next((key for key, one in asked.items() if may_be(value, one, amount, words)), "")
    if not own or not (amount or len(value) <= _SHORT):
        return ""
    needed = {key: one for key, (one, must) in keys.items() if must or key == own}
    if any(model_in(one) or item_of(one) for one in needed.values()):
        return ""
    said = (f"{key}: {(amount or value) if key == own else '…'}" for key in needed)
    return f"{{{', '.join(said)}}}"


def _example_of_pair(value: Mapping, model: type[BaseModel], root: Mapping, words: Vocabulary) -> str:
    """A line that has the first key of `value` as what it is of, and its amount; "" where that is no pair."""
    key, said = next(iter(value.items()), ("", None))
    if not isinstance(said, Scalar) or key in fields_of(model):
        return ""
    whole = _example(said, model, root, words) if amount_said(said, root) else ""
    return whole.replace("…", key, 1) if len(key) <= _SHORT else ""


def may_be(value: str, annotation: Any, amount: str, vocabulary: Vocabulary) -> bool:
    """Whether `value`, which says the `amount` or none, may stand where there is such an annotation."""
    if model_in(annotation) or item_of(annotation):
        return False
    if Number in branches(annotation):
        return bool(amount)
    if table_of_codes(annotation):
        return value.isdecimal()
    topics = [one.topic for one in said_in(annotation) if isinstance(one, Word)]
    words = [*words_of(annotation), *(word for topic in topics for word in vocabulary.words(topic))]
    return value in words if words else str in branches(annotation) and not amount


def code_hint(text: str) -> str:
    """What to write in the place of `text`, in half-width characters, that is no code."""
    code = re.match(r"[\[(【]?([0-9][0-9 ./、·_-]{2,30})", text)
    digits = re.sub(r"\D", "", code[1]) if code else ""
    rest = text[code.end() :].strip(" ])】") if code else text
    if len(digits) >= 3 and (not rest or not re.match("[0-9A-Za-z]", rest)):
        return f"只写代码，不写名称：{digits}" if rest else f"数字连着写：{digits}"
    if not any(char.isdigit() for char in text):
        return "写代码，不写名称；科目的代码用 gongkai codes find 加名称查"
    return "检查是否混入了空格或字母"
