"""Forms (填表): grids over the amounts of a budget, made from the declaration of the model and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.classification import classification_of, find_book
from generator.classification.subjects import TABLES
from generator.classification.tables import latest_year
from generator.errors import UsageError
from generator.exchange.importer.scalars import quoted, scalar
from generator.model import Budget
from generator.model.base import Written
from generator.model.lines import ReceptionTravelCars, Sources
from generator.model.number import Number, parse_number
from generator.model.vocabulary import Open, Vocabulary, Word
from generator.source import Mapping, Scalar, Value
from generator.source import Sequence as Items
from generator.workbench.edits import Change, Key, Row, value_at

AMOUNT, CODE, WORD, TEXT = "amount", "code", "word", "text"
UNIT = "单位"
LISTS = ("支出", "基本支出", "项目", "政府性基金收入", "国有资本经营收入", "机关运行经费")
BLOCKS = ("收入", "年终结转", "三公经费", "政府采购", "上年")
TOPICS = ("收入", "年终结转", *LISTS[:3], "三公经费", *LISTS[3:], "政府采购", "上年")
"""The keys that have a form, in the order of the form's list."""


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of every row: its keys below the row, and what may be written in it."""

    path: tuple[str, ...]
    kind: str
    description: str = ""
    words: tuple[str, ...] = ()
    required: bool = False
    table: str = ""
    """The table of codes (科目表) that a code is from."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is written at `path`; `line` is where, 0 where nothing is. `open`: it can be written here."""

    path: tuple[Key, ...]
    column: Column
    text: str = ""
    file: str = ""
    line: int = 0
    open: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a form."""

    label: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The form of the key `key`; rows can be added to a list."""

    key: str
    description: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    is_list: bool


def form_of(mapping: Mapping, key: str, vocabulary: Vocabulary) -> Form:
    """The form of a key, with what is written. Raises UsageError for a key that has none."""
    if key not in TOPICS:
        raise UsageError(f"“{key}”没有表可填，请到“预算文件”里改。")
    declared = next(field for field in Budget.model_fields.values() if field.alias == key)
    description = (declared.description or "").rstrip("。")
    model = _model(declared.annotation)
    columns = tuple(_columns(model, vocabulary))
    if key in LISTS:
        there = mapping.get(key)
        paths = [(key, index) for index in range(len(there) if isinstance(there, Items) else 0)]
        lines = [
            Line(str(number), tuple(_cell(mapping, path, column) for column in columns))
            for number, path in enumerate(paths, 1)
        ]
        return Form(key, description, columns, tuple(lines), True)
    below = tuple(dict.fromkeys(Column(column.path[1:], column.kind) for column in columns))
    heads = dict.fromkeys(column.path[0] for column in columns)
    own = {head: {column.path[1:] for column in columns if column.path[0] == head} for head in heads}
    lines = [
        Line(head, tuple(_cell(mapping, (key, head), c) if c.path in own[head] else None for c in below))
        for head in heads
    ]
    return Form(key, description, below, tuple(lines), False)


def _model(annotation: Any) -> type[BaseModel]:
    """The model in an annotation: of the items of a list, or what is not None."""
    if get_origin(annotation) is Annotated:
        return _model(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(_model(part) for part in get_args(annotation) if part is not type(None))


def _columns(model: type[BaseModel], vocabulary: Vocabulary, above: tuple[str, ...] = ()) -> Iterator[Column]:
    """The cells of a model, fields first, then the words that it may have; nested ones one level deep."""
    fields = [(field.alias or name, field) for name, field in model.model_fields.items()]
    plain = [(key, field) for key, field in fields if not _is_amount(field.annotation)]
    amounts = [(key, field) for key, field in fields if _is_amount(field.annotation)]
    for key, field in (*(one for one in plain if _nested(one[1].annotation) is None), *amounts):
        description = (field.description or "").rstrip("。")
        required = field.is_required()
        yield _column((*above, key), field.annotation, field.metadata, description, vocabulary, required)
    if issubclass(model, Open):
        known = {key for key, _ in fields}
        kind = _nested(model.__annotations__.get("__pydantic_extra__", ""))
        for word in vocabulary.words(model.topic):
            if word not in known:
                yield from _of_word(model, word, vocabulary, above, kind)
    for key, field in plain:
        nested = _nested(field.annotation)
        if nested is not None and not above:
            yield from _columns(nested, vocabulary, (key,))


def _of_word(
    model: type[Open], word: str, vocabulary: Vocabulary, above: tuple[str, ...], nested: Any
) -> Iterator[Column]:
    if issubclass(model, ReceptionTravelCars):
        yield from _columns(Sources, vocabulary, (*above, word))
    else:
        yield Column((*above, word), AMOUNT, model.described.format(word))


def _nested(annotation: Any) -> type[Written] | None:
    """The model of a value that has keys of its own."""
    for part in (annotation, *get_args(annotation)):
        if isinstance(part, type) and issubclass(part, Written):
            return part
    return None


def _is_amount(annotation: Any) -> bool:
    parts = (annotation, *get_args(annotation), *(x for p in get_args(annotation) for x in get_args(p)))
    return any(part is Number for part in parts)


def _column(
    path: tuple[str, ...],
    annotation: Any,
    metadata: Sequence[Any],
    description: str,
    vocabulary: Vocabulary,
    required: bool,
) -> Column:
    if _is_amount(annotation):
        return Column(path, AMOUNT, description, required=required)
    word = next((one for one in metadata if isinstance(one, Word)), None)
    if word is not None:
        return Column(path, WORD, description, tuple(vocabulary.words(word.topic)), required)
    if get_origin(annotation) is Literal:
        return Column(path, WORD, description, tuple(get_args(annotation)), required)
    table = next(_tables(annotation, metadata), "")
    kind = CODE if table or path[-1] == UNIT else TEXT
    return Column(path, kind, description, required=required, table=table)


def _tables(annotation: Any, metadata: Sequence[Any]) -> Iterator[str]:
    """The tables of codes that an annotation, or what is in it, names."""
    for one in metadata:
        if isinstance(one, WithJsonSchema) and isinstance(one.json_schema, dict):
            yield from filter(None, [one.json_schema.get("科目表")])
    for part in get_args(annotation):
        yield from _tables(part, getattr(part, "__metadata__", ()))


def _cell(mapping: Mapping, row: tuple[Key, ...], column: Column) -> Cell:
    path = (*row, *column.path)
    value: Value = value_at(mapping, path)
    if isinstance(value, Scalar):
        return Cell(path, column, str(value), value.place.source.inside, value.place.line)
    closed = value is not None or any(
        isinstance(value_at(mapping, path[:length]), Scalar) for length in range(1, len(path))
    )
    return Cell(path, column, open=not closed)


def written(text: str, column: Column) -> str:
    """`text` as a person typed it, as YAML; "" stays. Raises UsageError for what cannot stand there."""
    text = text.strip()
    if not text:
        return ""
    name = "—".join(column.path) or "这一格"
    if column.kind == AMOUNT:
        try:
            number = parse_number(text)
        except PydanticCustomError as error:
            raise UsageError(f"{name}：{error.message()}。") from None
        return f"{Decimal(number.value):f}"
    if column.kind == CODE:
        if not text.isascii() or not text.isdigit():
            raise UsageError(f"{name}：“{text}”不是代码，只能由半角数字组成。")
        return scalar(text, flow=True)
    if column.kind == WORD and text not in column.words:
        raise UsageError(f"{name}：“{text}”不行，应是{'、'.join(column.words)}。")
    if len(text) > 1000 or "\n" in text:
        raise UsageError(f"{name}：太长，或有几行，请到“预算文件”里写。")
    return quoted(text) if not text.isprintable() else scalar(text, flow=True)


def changes_of(form: Form, cells: Sequence[tuple[tuple[Key, ...], str]]) -> list[Change]:
    """The changes that new texts of cells mean; those that stay are left out. Raises UsageError."""
    known = {cell.path: cell for line in form.lines for cell in line.cells if cell}
    found = []
    for path, text in cells:
        cell = known.get(path)
        if cell is None or not cell.open:
            raise UsageError("这一格不在表里。")
        if cell.column.required and not text.strip():
            raise UsageError(f"第 {_number(path)} 行的“{cell.column.path[-1]}”不能空着。")
        if text.strip() != cell.text:
            found.append(Change(path, written(text, cell.column)))
    return found


def rows_of(form: Form, rows: Sequence[Sequence[tuple[tuple[str, ...], str]]]) -> list[Row]:
    """New rows, as they were typed. Raises UsageError for one that lacks what every row needs."""
    known = {column.path: column for column in form.columns}
    found = []
    for row in rows:
        cells = {path: written(text, known[path]) for path, text in row if path in known}
        cells = {path: text for path, text in cells.items() if text}
        for path, column in known.items():
            if column.required and path not in cells:
                raise UsageError(f"新的一行里“{path[-1]}”不能空着。")
        found.append(Row(form.key, {path: cells[path] for path in known if path in cells}))
    return found


def _number(path: tuple[Key, ...]) -> str:
    return str(next((step + 1 for step in path if isinstance(step, int)), path[-1]))


def subjects_of(mapping: Mapping, folder: Path) -> dict[str, dict[str, str]]:
    """The codes that can be written, with their names, by table: those of the year, and the budget's own."""
    said = mapping.get("年度")
    year = int(said) if isinstance(said, Scalar) and said.strip().isdecimal() else latest_year()
    known = classification_of(year, find_book(folder, year))
    economic = {code: subject.name for code, subject in known.economic.items()}
    names = (known.revenue, known.functional, economic, known.government)
    own = mapping.get("科目名称")
    extra = {code: str(name) for code, name in own.items()} if isinstance(own, Mapping) else {}
    found = {}
    for (digit, table), listed in zip(TABLES.items(), names, strict=True):
        mine = {code: name for code, name in extra.items() if code.startswith(digit)}
        found[table] = dict(sorted({**listed, **mine}.items()))
    return found
