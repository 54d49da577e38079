"""Changes of values, new items and items taken out, entered as edits of the texts of a budget."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.errors import UsageError
from generator.exchange.importer.scalars import key_text
from generator.model.units import OWN_UNIT
from generator.source import Mapping, Scalar, SourceText, Value
from generator.source import Sequence as Items
from generator.source.editing.edits import Edits
from generator.source.editing.layout import layout_of
from generator.source.editing.places import (
    add_key,
    append_item,
    append_lines,
    end_of_key,
    fill,
    insert_lines,
    is_flow,
    layout_at,
    lines_of_item,
    lines_of_key,
    offset_of,
    span_of_value,
    within_braces,
    within_brackets,
)
from generator.workbench.changes import Change, Gone, Path_, Row, said, says_nothing, value_at

LONGEST = 150
"""Characters of an item that is written in one line."""
_ELSEWHERE = "请到“文件”里改。"


@dataclass
class Editing:
    """Enters edits for changes."""

    mapping: Mapping
    edits: Edits = field(default_factory=Edits)
    new: dict[Path_, dict[str, Any]] = field(default_factory=dict)
    """What is to be added where nothing is yet, by the place that is to hold it."""
    going_on: set[Path_] = field(default_factory=set)
    """Lists that get further items."""

    def change(self, changes: Sequence[Change]) -> None:
        """Replace what is there, take out what is to go, and note what is new."""
        new = self.new
        gone: dict[Path_, set[str]] = {}
        for change in changes:
            old = value_at(self.mapping, change.path)
            if change.text and old is not None:
                self._replace(change.path, old, change.text)
            elif change.text:
                above, below = self._parted(change.path)
                node = new.setdefault(above, {})
                for key in below[:-1]:
                    node = node.setdefault(key, {})
                if below:
                    node[below[-1]] = change.text
                else:
                    self._fill(change.path, change.text)
                    del new[above]
            elif old is not None:
                gone.setdefault(change.path[:-1], set()).add(str(change.path[-1]))
        for path in gone.keys() & new.keys():
            self._instead(path, gone[path], new.pop(path))
        for path, keys in gone.items():
            if keys:
                self._remove(path, keys)

    def _parted(self, path: Path_) -> tuple[Path_, tuple[str, ...]]:
        """The path of the nearest place that can hold keys, and the keys below it.

        That is a mapping, or where one is still to be written: a key with 无, 待填 or nothing after it.
        """
        for length in range(len(path), 0, -1):
            above = value_at(self.mapping, path[: length - 1])
            if isinstance(above, Mapping) and path[length - 1] in above:
                there = value_at(self.mapping, path[:length])
                if there is not None and not isinstance(there, Mapping) and not says_nothing(there):
                    raise UsageError(f"“{path[length - 1]}”不是一组键和值，{_ELSEWHERE}")
                return path[:length], tuple(str(key) for key in path[length:])
            if isinstance(value_at(self.mapping, path[:length]), Mapping):
                return path[:length], tuple(str(key) for key in path[length:])
        return (), tuple(str(key) for key in path)

    def _replace(self, path: Path_, old: Value, text: str) -> None:
        span = span_of_value(old)
        if (isinstance(old, Items | Mapping) and len(old)) or span is None or old is None:
            raise UsageError(f"这里写的不是一个值，{_ELSEWHERE}")
        self.edits.add(old.place.source, *span[:2], self._in_lines(path, old, text))

    def _in_lines(self, path: Path_, old: Value, text: str) -> str:
        """`text`; one of several lines as lines, where its key stands on a line of its own."""
        above = value_at(self.mapping, path[:-1])
        if "\\n" not in text or not isinstance(above, Mapping) or not isinstance(old, Scalar):
            return text
        key, span = above.key_places[str(path[-1])], span_of_value(old)
        if span is None or span.within or key.source is not old.place.source:
            return text
        return layout_at(key).newline.join(_literal(text, key.column + 1))

    def _fill(self, path: Path_, text: str) -> None:
        """Write the value of a key that has nothing after it."""
        above = value_at(self.mapping, path[:-1])
        assert isinstance(above, Mapping)
        fill(self.edits, above.key_places[str(path[-1])], text)

    def _add(self, path: Path_, node: dict[str, Any]) -> None:
        above = value_at(self.mapping, path)
        if not path:
            lines = [line for key, value in node.items() for line in _key_lines(key, value)]
            append_lines(self.edits, self._home(), lines)
        elif above is None:
            self._fill(path, flow(node))
        elif isinstance(above, Scalar):
            self._replace(path, above, flow(node))
        else:
            assert isinstance(above, Mapping)
            lines = [line for key, value in node.items() for line in _key_lines(key, value)]
            if not add_key(self.edits, above, flow(node)[1:-1], lines):
                raise UsageError(f"“{path[-1]}”的写法不能自动添上一项，{_ELSEWHERE}")

    def _instead(self, path: Path_, gone: set[str], node: dict[str, Any]) -> None:
        """Write new keys where the first of those that go stands; it is taken out of `gone`."""
        above = value_at(self.mapping, path)
        assert isinstance(above, Mapping)
        key = next(key for key in above if key in gone)
        gone.remove(key)
        place = above.key_places[key]
        margin = " " * (place.column - 1)
        parting = ", " if is_flow(above.place) else f"{layout_at(place).newline}{margin}"
        lines = (f"{key_text(name)}: {flow(value)}" for name, value in node.items())
        self.edits.add(place.source, offset_of(place), end_of_key(place), parting.join(lines))

    def _home(self) -> SourceText:
        """The file that new keys of the whole go into: in that of a unit they would be the unit's."""
        places = self.mapping.key_places
        found = [places[key].source for key in ("支出", "部门", *places) if key in places]
        return next((one for one in found if not _of_a_unit(one)), found[0])

    def _remove(self, path: Path_, keys: set[str]) -> None:
        above = value_at(self.mapping, path)
        assert isinstance(above, Mapping)
        if len(keys) == len(above) and len(path) > 1 and isinstance(path[-1], str):
            self._remove(path[:-1], {path[-1]})
            return
        source = above.place.source
        if is_flow(above.place):
            for span in within_braces(above, keys):
                self.edits.add(source, *span, "")
            return
        for key in keys:
            place = above.key_places[key]
            self.edits.add(place.source, *lines_of_key(place), "")

    def append(self, rows: Sequence[Row]) -> None:
        """Add rows at the ends of their lists."""
        by_list: dict[Path_, list[Any]] = {}
        for row in rows:
            tree: Any = row.cells.get((), {})
            for below, text in row.cells.items():
                node = tree
                for key in below[:-1]:
                    node = node.setdefault(key, {})
                if below:
                    node[below[-1]] = text
            by_list.setdefault(row.path, []).append(tree)
        for path, items in by_list.items():
            self._append(path, items)

    def add_new(self) -> None:
        """Write what was noted as new; what ends at one place: the inner block first."""
        for path in sorted(self.new, key=len, reverse=True):
            self._add(path, self.new[path])

    def _append(self, path: Path_, items: list[Any]) -> None:
        there = value_at(self.mapping, path)
        if isinstance(there, Items) and len(there):
            self.going_on.add(path)
            if not all(append_item(self.edits, there, flow(item), _item_lines(item)) for item in items):
                raise UsageError(f"“{path[-1]}”的写法不能自动添行，{_ELSEWHERE}")
        elif isinstance(there, Items) or says_nothing(there):
            assert isinstance(there, Items | Scalar)
            self._begin(path, there, items)
        elif there is None:
            above, below = self._parted(path)
            if not below:
                self._fill(path, flow(items))
                return
            node = self.new.setdefault(above, {})
            for key in below[:-1]:
                node = node.setdefault(key, {})
            node[below[-1]] = items
        else:
            raise UsageError(f"“{path[-1]}”的写法不能自动添行，{_ELSEWHERE}")

    def _begin(self, path: Path_, there: Items | Scalar, items: list[Any]) -> None:
        """The first items, in the place of [], 无 or 待填: as lines where the key has a line of its own."""
        source, span = there.place.source, span_of_value(there)
        layout = layout_of(source.text)
        above = value_at(self.mapping, path[:-1])
        key = above.key_places.get(str(path[-1])) if isinstance(above, Mapping) else None
        if span is None:
            raise UsageError(f"“{path[-1]}”的写法不能自动添行，{_ELSEWHERE}")
        first = layout.line_start(span.start)
        alone = key and key.source is source and not layout.text[first : offset_of(key)].strip(" -")
        if not alone or key is None or span.within:
            self.edits.add(source, span.start, span.end, flow(items))
            return
        before = layout.text[: span.start]
        self.edits.add(source, len(before.rstrip(" ")), span.end, "")
        lines = [line for item in items for line in _item_lines(item)]
        insert_lines(self.edits, source, layout.line_end(span.end), key.column + 1, lines)

    def take_out(self, gone: Sequence[Gone]) -> None:
        """Take items out of their lists; what is left of a list in a file says [] when it is empty."""
        by_list: dict[Path_, set[int]] = {}
        for one in gone:
            assert isinstance(one.path[-1], int)
            by_list.setdefault(one.path[:-1], set()).add(one.path[-1])
        for path, indexes in by_list.items():
            items = value_at(self.mapping, path)
            if not isinstance(items, Items) or max(indexes) >= len(items):
                raise UsageError("这一行已经不在了，没有保存。")
            for source in dict.fromkeys(place.source for place in items.places):
                mine = [index for index, place in enumerate(items.places) if place.source is source]
                self._take_from(path, items, mine, [index for index in mine if index in indexes])

    def _take_from(self, path: Path_, items: Items, mine: list[int], gone: list[int]) -> None:
        if not gone:
            return
        place = items.places[gone[0]]
        if items.place.source is place.source and is_flow(items.place):
            for start, end in within_brackets(items, gone):
                self.edits.add(place.source, start, end, "")
            return
        for index in gone:
            self.edits.add(place.source, *lines_of_item(items.places[index]), "")
        if len(gone) == len(mine) and not (path in self.going_on and items.places[-1].source is place.source):
            first, _ = lines_of_item(place)
            key = list(
                re.finditer(rf'^[ -]*"?{re.escape(str(path[-1]))}"?[ \t]*:', place.source.text[:first], re.M)
            )
            if not key:
                raise UsageError(f"这里不能自动删空，{_ELSEWHERE}")
            self.edits.add(place.source, key[-1].end(), key[-1].end(), " []")


def _of_a_unit(file: SourceText) -> bool:
    return any(line.lstrip("\"'").startswith(OWN_UNIT) for line in file.text.splitlines())


def flow(node: Any) -> str:
    """A tree of YAML texts in one line."""
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return "[" + ", ".join(flow(one) for one in node) + "]"
    return "{" + ", ".join(f"{key_text(key)}: {flow(value)}" for key, value in node.items()) + "}"


def _item_lines(item: Any) -> list[str]:
    """An item of a list: in one line where it is short."""
    line = flow(item)
    if isinstance(item, str) or len(line) <= LONGEST:
        return [f"- {line}"]
    lines = [line for key, value in item.items() for line in _key_lines(key, value)]
    return [f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]


def _key_lines(key: str, value: Any) -> list[str]:
    """A key with its value, as lines that are not indented."""
    if isinstance(value, list) and value:
        return [f"{key_text(key)}:", *(f"  {line}" for item in value for line in _item_lines(item))]
    if isinstance(value, dict) and value and len(flow(value)) > LONGEST:
        below = [line for name, one in value.items() for line in _key_lines(name, one)]
        return [f"{key_text(key)}:", *(f"  {line}" for line in below)]
    if isinstance(value, str) and "\\n" in value:
        first, *rest = _literal(value, 2)
        return [f"{key_text(key)}: {first}", *rest]
    return [f"{key_text(key)}: {flow(value)}"]


def _literal(text: str, margin: int) -> list[str]:
    """A text of several lines, quoted, as a block of lines, if its lines can stand so."""
    lines = said(text).split("\n")
    if not all(line.isprintable() and line == line.strip() for line in lines) or not lines[0]:
        return [text]
    return ["|", *(f"{' ' * margin}{line}" if line else "" for line in lines)]
