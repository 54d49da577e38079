"""Keys of the author's own (科目名称, 数字格式): a row for each that may be written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.model.paths import annotation_of, branches, item_of, model_in
from generator.model.units import NAMES
from generator.model.vocabulary import Vocabulary
from generator.source import Mapping
from generator.workbench.changes import Path_, scalars, value_at
from generator.workbench.forms.columns import TEXT, Column, columns_of
from generator.workbench.forms.parts import Grid, Line, cell_at

_CODES = ("科目", "经济科目", "政府经济科目")
_PRINTED = ("表", "文字")


def free_keys(mapping: Mapping, base: Path_, field: FieldInfo, vocabulary: Vocabulary) -> Grid:
    """The keys that are written and those that are likely to be: codes in use, what can have a format."""
    model = model_in(item_of(annotation_of(field), dict))
    columns = tuple(columns_of(model, vocabulary)) if model else (Column((), TEXT, "名称"),)
    there = value_at(mapping, base)
    written = list(there) if isinstance(there, Mapping) else []
    likely = sorted(_codes(mapping)) if base[-1] == NAMES else _keys(field) or _PRINTED
    lines = [
        Line(key, tuple(cell_at(mapping, (*base, key), column) for column in columns))
        for key in dict.fromkeys((*written, *likely))
    ]
    return Grid("", columns, tuple(lines))


def _keys(field: FieldInfo) -> tuple[str, ...]:
    """The keys that there can be, where the declaration lists them."""
    free = next((one for one in branches(annotation_of(field)) if get_origin(one) is dict), None)
    key = get_args(free)[0] if free is not None else None
    return get_args(key) if get_origin(key) is Literal else ()


def _codes(mapping: Mapping) -> Iterator[str]:
    """The codes that lines of money have, each once."""
    found = {str(one).strip() for path, one in scalars(mapping) if path[-1] in _CODES}
    return (code for code in found if code.isascii() and code.isdigit())
