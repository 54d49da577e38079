"""Changes of values that were read: their spans by their places, keys and items added, keys and items cut."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.errors import UsageError
from generator.source.editing.edits import Edits
from generator.source.editing.layout import Layout, Span, cut, layout_of
from generator.source.place import Place, SourceText, lines_of
from generator.source.values import Mapping, Scalar, Sequence, Value

_DASH = re.compile(r"[ \t]*-[ \t]+")
_ELSEWHERE = "请到“文件”里改。"


def offset_of(place: Place) -> int:
    """How many characters stand before `place` in its file."""
    lines = lines_of(place.source.text)
    return sum(map(len, lines[: place.line - 1])) + place.column - 1


def layout_at(place: Place) -> Layout:
    """The layout of the file of `place`."""
    return layout_of(place.source.text)


def span_of(place: Place) -> Span | None:
    """What is written for the value or the item that begins at `place`."""
    return layout_at(place).spans.get(offset_of(place))


def span_of_value(value: Value) -> Span | None:
    """What is written for `value`; None for nothing, and for what stands elsewhere than it was read."""
    return span_of(value.place) if isinstance(value, Scalar | Mapping | Sequence) else None


def is_flow(place: Place) -> bool:
    """Whether a list or a mapping in brackets begins at `place`."""
    span = span_of(place)
    return span is not None and span.flow


def fill(edits: Edits, key: Place, text: str) -> None:
    """Write `text` as the value of a key that has nothing after it."""
    layout, start = layout_at(key), offset_of(key)
    span = layout.of_keys.get(start)
    before = layout.text[start : span.start] if span else ""
    if span is None or not before.rstrip().endswith(":"):
        raise UsageError(f"这里的写法不能自动填，{_ELSEWHERE}")
    edits.add(key.source, span.start, span.end, f" {text}" if before.endswith(":") else text)


def end_of_key(key: Place) -> int:
    """Where the value of a key ends, or the key itself when there is nothing after it."""
    start = offset_of(key)
    span = layout_at(key).of_keys.get(start)
    return span.end if span else start


def lines_of_key(key: Place) -> tuple[int, int]:
    """The lines of a key that begins a line of its own, with what is below it."""
    layout, start = layout_at(key), offset_of(key)
    first = layout.line_start(start)
    if layout.text[first:start].strip():
        raise UsageError(f"这里不能自动删去，{_ELSEWHERE}")
    return first, layout.next_line(end_of_key(key))


def lines_of_item(item: Place) -> tuple[int, int]:
    """The lines of an item of a list in lines, from its dash on."""
    layout, start = layout_at(item), offset_of(item)
    first, span = layout.line_start(start), layout.spans.get(start)
    dash = _DASH.match(layout.text, first)
    if span is None or dash is None or dash.end() != start:
        raise UsageError(f"这一行不能自动删去，{_ELSEWHERE}")
    return first, layout.next_line(span.end)


def within_braces(mapping: Mapping, keys: set[str]) -> Iterator[tuple[int, int]]:
    """What to cut out of a mapping in braces to be without `keys`."""
    braces = layout_at(mapping.place).spans[offset_of(mapping.place)]
    written = (  # what a file says of its unit stands elsewhere
        (start, end_of_key(place), key in keys)
        for key, place in mapping.key_places.items()
        if braces.start < (start := offset_of(place)) < braces.end
    )
    return cut(sorted(written), braces[:2])


def within_brackets(items: Sequence, gone: Collection[int]) -> Iterator[tuple[int, int]]:
    """What to cut out of a list in brackets to be without the items `gone`."""
    layout, source = layout_at(items.place), items.place.source
    starts = [(offset_of(p), n in gone) for n, p in enumerate(items.places) if p.source is source]
    written = [(start, layout.spans[start].end, goes) for start, goes in starts]
    return cut(written, layout.spans[offset_of(items.place)][:2])


def append_item(edits: Edits, sequence: Sequence, flow: str, block: list[str]) -> bool:
    """Add an item to a list: `flow` within brackets, `block` (not indented) as lines of its own.

    False when the list is written in a way that cannot be extended.
    """
    source, span = sequence.place.source, span_of(sequence.place)
    if span is not None and span.flow:
        if len(sequence):
            edits.add(source, span.end - 1, span.end - 1, f", {flow}")
            return True
        layout = layout_of(source.text)
        line = layout.text[layout.line_start(span.start) :]
        edits.add(source, span.start, span.end, "")
        insert_lines(edits, source, span.end, len(line) - len(line.lstrip(" ")) + 2, block)
        return True
    last = sequence.places[-1] if len(sequence) else None
    if last is None or (item := span_of(last)) is None:
        return False
    layout = layout_at(last)
    first = layout.line_start(item.start)
    dash = layout.text.rfind("-", first, item.start)
    if dash < 0:
        return False
    insert_lines(edits, last.source, layout.line_end(item.end), dash - first, block)
    return True


def insert_lines(edits: Edits, source: SourceText, at: int, margin: int, lines: list[str]) -> None:
    """Put `lines` behind `at`, the end of a line, indented by `margin`."""
    newline = layout_of(source.text).newline
    edits.add(
        source, at, at, "".join(f"{newline}{' ' * margin}{line}" if line else newline for line in lines)
    )


def add_key(edits: Edits, mapping: Mapping, flow: str, block: list[str]) -> bool:
    """Add a key to a mapping: `flow` (key: value) within braces, `block` as lines of its own."""
    source, span = mapping.place.source, span_of(mapping.place)
    if span is not None and span.flow:
        edits.add(source, span.end - 1, span.end - 1, f", {flow}" if mapping else flow)
        return True
    places = list(mapping.key_places.values())
    if not places or any(place.source is not source for place in places):
        return False
    layout, last = layout_of(source.text), places[-1]
    insert_lines(edits, source, layout.line_end(end_of_key(last)), last.column - 1, block)
    return True


def append_lines(edits: Edits, source: SourceText, lines: list[str]) -> None:
    """Add lines at the end of a file, after a blank one."""
    text, end = source.text, layout_of(source.text).newline
    gap = end if text.endswith("\n") or not text else end * 2
    edits.add(source, len(text), len(text), gap + "".join(f"{line}{end}" for line in lines))
