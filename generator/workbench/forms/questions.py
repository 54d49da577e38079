"""Questions (逐项填写): what a block of the budget holds, as single answers under headings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from generator.model.prose import Explanations
from generator.model.vocabulary import BY_PROJECT, BY_SUBJECT, TITLE, Open, Vocabulary
from generator.source import Mapping, Scalar
from generator.source import Sequence as Items
from generator.workbench.edits import Path_, value_at
from generator.workbench.forms.columns import (
    AMOUNT,
    LINES,
    PROSE,
    TEXT,
    Column,
    column_of,
    nested,
    plain,
)
from generator.workbench.forms.parts import Questions, cell_at

_OPTIONAL = ("主管部门",)
"""Blocks that only those few write who need them: shown where they are written."""


def questions_of(
    mapping: Mapping, base: Path_, model: type[BaseModel], vocabulary: Vocabulary, title: str
) -> Iterator[Questions]:
    """The answers of a model, and of the models in it, each below its own heading."""
    columns = list(_own(mapping, model, vocabulary))
    if columns:
        yield Questions(title, tuple(cell_at(mapping, base, column) for column in columns))
    for name, field in model.model_fields.items():
        key, below = field.alias or name, nested(field.annotation)
        if below is None or (key in _OPTIONAL and value_at(mapping, (*base, key)) is None):
            continue
        yield from questions_of(mapping, (*base, key), below, vocabulary, key)


def _own(mapping: Mapping, model: type[BaseModel], vocabulary: Vocabulary) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        if nested(field.annotation) is None and "dict" not in str(field.annotation):
            column = column_of((field.alias or name,), field, vocabulary)
            if column.kind != LINES or not _holds_models(field.annotation):
                yield column
    if issubclass(model, Explanations):
        yield from _texts(mapping, vocabulary)
    elif issubclass(model, Open):
        known = {field.alias for field in model.model_fields.values()}
        for word in vocabulary.words(model.topic):
            if word not in known:
                yield Column((word,), AMOUNT, plain(model.described.format(word)))


def _holds_models(annotation: Any) -> bool:
    from generator.workbench.forms.columns import model_in

    return model_in(annotation) is not None


def _texts(mapping: Mapping, vocabulary: Vocabulary) -> Iterator[Column]:
    """The texts of the profile's own, each in its form."""
    for word, form in vocabulary.texts.items():
        if form == TITLE:
            yield Column((word,), TEXT, f"{word}，不是句子，印作标题")
        elif form == BY_SUBJECT:
            for code in _named(mapping, "支出", "科目"):
                yield Column((word, code), PROSE, f"{word}：科目 {code}", prose=True)
        elif form == BY_PROJECT or isinstance(form, list):
            for name in _named(mapping, "项目", "名称"):
                for heading in form if isinstance(form, list) else [""]:
                    path = tuple(filter(None, (word, name, heading)))
                    yield Column(path, PROSE, f"{word}：{name}", prose=True)
        else:
            yield Column((word,), PROSE, f"{word}，印在表样为它留的地方", prose=True)


def _named(mapping: Mapping, key: str, name: str) -> list[str]:
    """What the lines of a list say at `name`, each once, in their order."""
    there = mapping.get(key)
    lines = there if isinstance(there, Items) else []
    said = (line.get(name) for line in lines if isinstance(line, Mapping))
    return list(dict.fromkeys(str(one) for one in said if isinstance(one, Scalar)))
