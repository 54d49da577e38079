"""Spans (起止): where in a file a value that was read stands, and what lies around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from generator.errors import UsageError
from generator.exchange.importer.text_edit import block_end, flow_end, offset_of, scalar_end
from generator.rolling.editing import LOADER
from generator.source import Mapping, Place, Scalar, Value
from generator.source import Sequence as Items

_COLON = re.compile(r"[ \t]*:")
_DASH = re.compile(r"[ \t]*-[ \t]+")


class Span(NamedTuple):
    """Characters `start` to `end` of a file; `flow` when they lie within brackets."""

    start: int
    end: int
    flow: bool


def end_of(value: Value) -> int | None:
    """Where what is written for `value` ends; None when that is not plain to see, as for blocks."""
    if isinstance(value, Scalar):
        text, start = value.place.source.text, offset_of(value.place)
        end = scalar_end(text, start, str(value))
        return end if end is not None else span_of(value.place).end
    if isinstance(value, Mapping | Items):
        text, start = value.place.source.text, offset_of(value.place)
        return flow_end(text, start) + 1 if text.startswith(("{", "["), start) else None
    return None


def span_of(place: Place) -> Span:
    """The scalar that stands at `place`. Raises UsageError where there is none."""
    depth: list[bool] = []
    wanted = (place.line - 1, place.column - 1)
    text = place.source.text
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth.append(bool(event.flow_style))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth.pop()
        elif isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
            mark, last = event.start_mark, event.end_mark
            if (mark.line, mark.column) == wanted:
                end = int(last.index)
                end = len(text[:end].rstrip()) if event.style in ("|", ">") else end
                return Span(int(mark.index), end, any(depth))
    raise UsageError("这里的写法不能自动改，请到“预算文件”里改。")


def after_key(key: Place, name: str) -> int:
    """Where the value of a key with nothing after it would begin: behind its colon."""
    text, start = key.source.text, offset_of(key)
    end = scalar_end(text, start, name)
    colon = _COLON.match(text, start if end is None else end)
    if colon is None:
        raise UsageError("这里的写法不能自动填，请到“预算文件”里改。")
    return colon.end()


def without(mapping: Mapping, keys: set[str]) -> Iterator[tuple[int, int]]:
    """What to cut out of a mapping in braces: each key with the comma after it, or before it at the end."""
    text, opened = mapping.place.source.text, offset_of(mapping.place)
    inside = range(opened, flow_end(text, opened))  # what a file says of its unit stands elsewhere
    spans = sorted(
        (offset_of(mapping.key_places[key]), end_of(value), key)
        for key, value in mapping.items()
        if offset_of(mapping.key_places[key]) in inside
    )
    kept = False
    for index, (start, end, key) in enumerate(spans):
        if key not in keys:
            kept = True
        elif end is None or (not kept and index + 1 == len(spans)):
            raise UsageError("这里写成了几行，请到“预算文件”里改。")
        elif kept:
            before = spans[index - 1][1]
            assert before is not None
            yield before, end
        else:
            yield start, spans[index + 1][0]


def lines_of_key(key: Place) -> tuple[int, int]:
    """The lines of a key that begins a line of its own, with what is below it."""
    text, start = key.source.text, offset_of(key)
    first = text.rfind("\n", 0, start) + 1
    if text[first:start].strip():
        raise UsageError("这里不能自动删去，请到“预算文件”里改。")
    return first, _line_after(text, block_end(text, start, start - first))


def lines_of_item(item: Place) -> tuple[int, int]:
    """The lines of an item of a list in lines, from its dash on."""
    text, start = item.source.text, offset_of(item)
    first = text.rfind("\n", 0, start) + 1
    dash = _DASH.match(text, first)
    if dash is None or dash.end() != start:
        raise UsageError("这一行不能自动删去，请到“预算文件”里改。")
    column = len(text[first:start]) - len(text[first:start].lstrip())
    return first, _line_after(text, block_end(text, start, column))


def _line_after(text: str, at: int) -> int:
    last = text.find("\n", at)
    return len(text) if last < 0 else last + 1
