"""Columns (栏): what may be written below a model of the budget, from its declaration and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from generator.model.base import PROSE as IS_PROSE
from generator.model.base import ListOrNothing
from generator.model.kinds import UNIT
from generator.model.lines import ReceptionTravelCars, Sources
from generator.model.number import Number
from generator.model.paths import (
    annotation_of,
    branches,
    item_of,
    model_in,
    of_words,
    said_in,
    table_of_codes,
)
from generator.model.vocabulary import Open, Vocabulary, Word, fields_of

AMOUNT, CODE, WORD, TEXT = "amount", "code", "word", "text"
PROSE, LINES = "prose", "lines"
"""Sentences, which may refer to figures; and a list of texts, one in a line."""


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of every row, or a question: its keys below the row, and what may be written in it."""

    path: tuple[str, ...]
    kind: str
    description: str = ""
    words: tuple[str, ...] = ()
    required: bool = False
    table: str = ""
    """The table of codes (科目表) that a code is from."""
    prose: bool = False
    """Whether its texts may refer to figures."""
    field: FieldInfo | None = None
    """That of the model, which may refuse texts."""

    @property
    def label(self) -> str:
        """How it is called beside others of its row."""
        return " ".join(self.path)

    @property
    def answerable(self) -> bool:
        """Whether anything may be written in it: of words the profile may have none."""
        return self.kind != WORD or bool(self.words)


_OF_YAML = re.compile(
    r"写 (?!0[；，。]?$)|加引号|前面的 0|\{\{|文件顶上|自己的文件|templates|不写就是|不用写"
)
"""What a description says to those who write YAML."""
_IN_CASE = re.compile(r"(没有|全都没有|都不|一辆也).*")
"""What leads to that."""


def plain(description: str | None) -> str:
    """A description for those who fill in forms."""
    kept: list[str] = []
    for clause in re.split(r"(?<=[；，。])", (description or "").strip()):
        if not _OF_YAML.search(clause):
            kept.append(clause)
        elif kept and _IN_CASE.match(kept[-1]):
            kept.pop()
    return "".join(kept).rstrip("；，。：")


def model_of(field: FieldInfo) -> type[BaseModel] | None:
    """The model of a block, or of the items of a list."""
    annotation = annotation_of(field)
    return model_in(annotation) or model_in(item_of(annotation, list))


def is_list(field: FieldInfo) -> bool:
    """Whether a list is written there."""
    return item_of(annotation_of(field), list) is not None


def is_free(field: FieldInfo) -> bool:
    """Whether keys of the author's own are written there."""
    return item_of(annotation_of(field), dict) is not None


def may_be_nothing(field: FieldInfo) -> bool:
    """Whether 无 may be written in the place of a list or a block."""
    annotation = annotation_of(field)
    lists = any(isinstance(one, ListOrNothing) for one in said_in(annotation))
    model = model_in(annotation)
    return lists or (model is not None and "NIL" in model.__dict__)


def columns_of(
    model: type[BaseModel], vocabulary: Vocabulary, above: tuple[str, ...] = ()
) -> Iterator[Column]:
    """The cells of a model, fields first, then the words that it may have; nested ones one level deep."""
    fields = fields_of(model)
    amounts = {key: field for key, field in fields.items() if is_amount(field)}
    alone = {key: field for key, field in fields.items() if not (is_list(field) or is_free(field))}
    for key, field in (alone | amounts).items():
        if key not in amounts and nested(field) is None:
            column = column_of((*above, key), field, vocabulary)
            yield from [column] if column.answerable else []
    for key, field in amounts.items():
        yield column_of((*above, key), field, vocabulary)
    if issubclass(model, Open):
        for word in vocabulary.words(model.topic):
            if word not in fields:
                yield from _of_word(model, word, vocabulary, above)
    for key, field in alone.items():
        below = nested(field)
        if below is not None and not above:
            yield from columns_of(below, vocabulary, (key,))


def _of_word(
    model: type[Open], word: str, vocabulary: Vocabulary, above: tuple[str, ...]
) -> Iterator[Column]:
    if issubclass(model, ReceptionTravelCars):
        yield from columns_of(Sources, vocabulary, (*above, word))
    else:
        kind = AMOUNT if Number in branches(of_words(model)) else TEXT
        yield Column((*above, word), kind, plain(model.described.format(word)))


def nested(field: FieldInfo) -> type[BaseModel] | None:
    """The model of a value that has keys of its own."""
    return model_in(annotation_of(field))


def is_amount(field: FieldInfo) -> bool:
    """Whether a number is written there."""
    return Number in branches(annotation_of(field))


def column_of(path: tuple[str, ...], field: FieldInfo, vocabulary: Vocabulary) -> Column:
    """What may be written for a field that has no keys of its own."""
    annotation, required = annotation_of(field), field.is_required()
    description = plain(field.description)
    item = item_of(annotation, list)
    marks = list(said_in(annotation if item is None else item))
    prose = IS_PROSE in marks
    if item is not None:
        return Column(path, LINES, description, required=required, prose=prose)
    if is_amount(field):
        return Column(path, AMOUNT, description, required=required)
    word = next((one for one in marks if isinstance(one, Word)), None)
    choices = tuple(str(one) for branch in branches(annotation) for one in _choices(branch))
    choices = choices or tuple(word for said in marks for word in _listed(said))
    if word is not None and word.others:
        return Column(path, TEXT, description, tuple(vocabulary.words(word.topic)), required)
    if word is not None or choices:
        return Column(
            path, WORD, description, tuple(vocabulary.words(word.topic)) if word else choices, required
        )
    table = table_of_codes(annotation)
    kind = CODE if table or (path[-1] == UNIT and "代码" in description) else PROSE if prose else TEXT
    return Column(path, kind, description, required=required, table=table, prose=prose, field=field)


def _listed(said: Any) -> tuple[str, ...]:
    """The words that a schema for editors lists."""
    schema = said.json_schema if isinstance(said, WithJsonSchema) else None
    return tuple(schema["enum"]) if schema and schema.get("type") == "string" and "enum" in schema else ()


def _choices(branch: Any) -> tuple[Any, ...]:
    return get_args(branch) if get_origin(branch) is Literal else ()
