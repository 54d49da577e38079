"""Questions (逐项填写): what a block of the budget holds, as single answers under headings."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from generator.model.prose import Explanations
from generator.model.vocabulary import BY_PROJECT, BY_SUBJECT, TITLE, Open, Vocabulary, fields_of
from generator.source import Mapping, Scalar
from generator.source import Sequence as Items
from generator.workbench.changes import Path_, value_at
from generator.workbench.forms.columns import (
    AMOUNT,
    PROSE,
    TEXT,
    Column,
    column_of,
    columns_of,
    is_free,
    is_list,
    model_of,
    nested,
    plain,
)
from generator.workbench.forms.entries import entries_of, free_key_of
from generator.workbench.forms.parts import Grid, Questions, cell_at, grid_of

_OPTIONAL = ("主管部门",)
"""Blocks that only those few write who need them: shown where they are written."""


def questions_of(
    mapping: Mapping, base: Path_, model: type[BaseModel], vocabulary: Vocabulary, title: str
) -> Iterator[Grid | Questions]:
    """The answers of a model, and of the models in it, each below its own heading."""
    columns = list(_own(mapping, model, vocabulary))
    if columns:
        yield Questions(title, tuple(cell_at(mapping, base, column) for column in columns))
    for key, field in fields_of(model).items():
        below = nested(field)
        item = model_of(field) if is_list(field) else None
        if item is not None and free_key_of(item):
            yield entries_of(mapping, (*base, key), item, vocabulary)
        elif item is not None:
            yield grid_of(mapping, (*base, key), tuple(columns_of(item, vocabulary)), key)
        if below is None or (key in _OPTIONAL and value_at(mapping, (*base, key)) is None):
            continue
        yield from questions_of(mapping, (*base, key), below, vocabulary, key)


def _own(mapping: Mapping, model: type[BaseModel], vocabulary: Vocabulary) -> Iterator[Column]:
    fields = fields_of(model)
    for key, field in fields.items():
        if model_of(field) is None and not is_free(field):
            column = column_of((key,), field, vocabulary)
            yield from [column] if column.answerable else []
    if issubclass(model, Explanations):
        yield from _texts(mapping, vocabulary)
    elif issubclass(model, Open):
        for word in vocabulary.words(model.topic):
            if word not in fields:
                yield Column((word,), AMOUNT, plain(model.described.format(word)))


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
