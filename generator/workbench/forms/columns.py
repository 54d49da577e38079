"""Columns (栏): what may be written below a model of the budget, from its declaration and its words."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from generator.model.base import PROSE as IS_PROSE
from generator.model.base import ListOrNothing, Written
from generator.model.lines import ReceptionTravelCars, Sources
from generator.model.number import Number
from generator.model.vocabulary import Open, Vocabulary, Word

AMOUNT, CODE, WORD, TEXT = "amount", "code", "word", "text"
PROSE, LINES = "prose", "lines"
"""Sentences, which may refer to figures; and a list of texts, one in a line."""
UNIT = "单位"


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

    @property
    def label(self) -> str:
        """How it is called beside others of its row."""
        return " ".join(self.path)


_OF_YAML = re.compile(
    r"写 (?!0[；，。]?$).*|.*(加引号|前面的 0|\{\{|文件顶上|自己的文件|templates).*|不写就是.*|.*不用写.*"
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
    return re.sub(r"[；，。：]*$", "", "".join(kept))


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model in an annotation: of the items of a list, or what is not None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (model_in(part) for part in get_args(annotation))
    return next((one for one in found if one is not None), None)


def is_list(annotation: Any) -> bool:
    """Whether a list is written there."""
    return _origin(annotation) is list


def _origin(annotation: Any) -> Any:
    """`list`, `dict` … of an annotation, without what is said of it and without None."""
    if get_origin(annotation) is Annotated:
        return _origin(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        return _origin(inner[0]) if len(inner) == 1 else get_origin(annotation)
    return get_origin(annotation) or annotation


def may_be_nothing(field: FieldInfo) -> bool:
    """Whether 无 may be written in the place of a list or a block."""
    lists = any(isinstance(one, ListOrNothing) for one in _marks(field))
    model = model_in(field.annotation)
    return lists or (not is_list(field.annotation) and model is not None and "NIL" in model.__dict__)


def _marks(field: FieldInfo) -> Iterator[Any]:
    """What is said of a field beside its type."""
    yield from field.metadata
    waiting = [field.annotation]
    while waiting:
        one = waiting.pop()
        yield from getattr(one, "__metadata__", ())
        waiting += get_args(one)


def columns_of(
    model: type[BaseModel], vocabulary: Vocabulary, above: tuple[str, ...] = ()
) -> Iterator[Column]:
    """The cells of a model, fields first, then the words that it may have; nested ones one level deep."""
    fields = [(field.alias or name, field) for name, field in model.model_fields.items()]
    plain = [(key, field) for key, field in fields if not is_amount(field.annotation)]
    amounts = [(key, field) for key, field in fields if is_amount(field.annotation)]
    alone = [one for one in plain if nested(one[1].annotation) is None]
    for key, field in (*alone, *amounts):
        if _origin(field.annotation) not in (list, dict):
            yield column_of((*above, key), field, vocabulary)
    if issubclass(model, Open):
        known = {key for key, _ in fields}
        for word in vocabulary.words(model.topic):
            if word not in known:
                yield from _of_word(model, word, vocabulary, above)
    for key, field in plain:
        below = nested(field.annotation)
        if below is not None and not above and _origin(field.annotation) is not list:
            yield from columns_of(below, vocabulary, (key,))


def _of_word(
    model: type[Open], word: str, vocabulary: Vocabulary, above: tuple[str, ...]
) -> Iterator[Column]:
    if issubclass(model, ReceptionTravelCars):
        yield from columns_of(Sources, vocabulary, (*above, word))
    else:
        yield Column((*above, word), AMOUNT, plain(model.described.format(word)))


def nested(annotation: Any) -> type[Written] | None:
    """The model of a value that has keys of its own."""
    for part in (annotation, *get_args(annotation)):
        if isinstance(part, type) and issubclass(part, Written):
            return part
    return None


def is_amount(annotation: Any) -> bool:
    """Whether a number is written there."""
    parts = (annotation, *get_args(annotation), *(x for p in get_args(annotation) for x in get_args(p)))
    return any(part is Number for part in parts)


def column_of(path: tuple[str, ...], field: FieldInfo, vocabulary: Vocabulary) -> Column:
    """What may be written for a field that has no keys of its own."""
    annotation, required = field.annotation, field.is_required()
    description = plain(field.description)
    marks = list(_marks(field))
    prose = IS_PROSE in marks
    if _origin(annotation) is list:
        return Column(path, LINES, description, required=required, prose=prose)
    if is_amount(annotation):
        return Column(path, AMOUNT, description, required=required)
    word = next((one for one in marks if isinstance(one, Word)), None)
    if word is not None:
        return Column(path, WORD, description, tuple(vocabulary.words(word.topic)), required)
    if _origin(annotation) is Literal:
        return Column(path, WORD, description, _choices(annotation), required)
    table = next(_tables(marks), "")
    kind = CODE if table or (path[-1] == UNIT and "代码" in description) else PROSE if prose else TEXT
    return Column(path, kind, description, required=required, table=table, prose=prose)


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(str(one) for one in get_args(annotation))
    return next((found for part in get_args(annotation) if (found := _choices(part))), ())


def _tables(marks: Sequence[Any]) -> Iterator[str]:
    """The tables of codes that the marks of a field name."""
    for one in marks:
        if isinstance(one, WithJsonSchema) and isinstance(one.json_schema, dict):
            yield from filter(None, [one.json_schema.get("科目表")])
