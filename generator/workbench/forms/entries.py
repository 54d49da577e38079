"""Lists whose items have keys of the author's own (购买服务目录): one grid, a row for each of these keys."""

from __future__ import annotations

import re

from pydantic import BaseModel

from generator.model.vocabulary import Vocabulary, fields_of
from generator.source import Mapping, Scalar
from generator.source import Sequence as Items
from generator.workbench.changes import Path_, value_at
from generator.workbench.forms.columns import TEXT, Column, column_of, is_free
from generator.workbench.forms.parts import Cell, Grid, Line, cell_at

_NAMES = re.compile(r"(\w+): (\w+)")
"""How a description calls such keys and what stands beside them."""


def free_key_of(model: type[BaseModel]) -> str:
    """The key below which the author's own keys lie; "" when there is none."""
    return next((key for key, field in fields_of(model).items() if is_free(field)), "")


def entries_of(mapping: Mapping, base: Path_, model: type[BaseModel], vocabulary: Vocabulary) -> Grid:
    """The grid of the list at `base`: what names an item, then a key and its value."""
    fields, free = fields_of(model), free_key_of(model)
    named = _NAMES.match(fields[free].description or "")
    key_name, value_name = named.groups() if named else ("键", "值")
    heads = tuple(column_of((key,), field, vocabulary) for key, field in fields.items() if key != free)
    own = (Column((key_name,), TEXT, required=True), Column((value_name,), TEXT, required=True))
    there, lines = value_at(mapping, base), []
    for index in range(len(there) if isinstance(there, Items) else 0):
        item = (*base, index)
        entries = value_at(mapping, (*item, free))
        above = [_closed(cell_at(mapping, item, head)) for head in heads]
        for key, value in entries.items() if isinstance(entries, Mapping) else ():
            path = (*item, free, key)
            lines.append(
                Line("", (*above, Cell(path, own[0], key, open=False), _value(path, own[1], value)), path)
            )
    return Grid(free, (*heads, *own), tuple(lines), base, keys=free)


def _closed(cell: Cell) -> Cell:
    return Cell((*cell.path, ""), cell.column, cell.text, open=False)


def _value(path: Path_, column: Column, value: object) -> Cell:
    if not isinstance(value, Scalar):
        return Cell(path, column, open=False)
    return Cell(path, column, str(value))
