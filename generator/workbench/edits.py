"""Edits of values (改数): what forms write, as changes of the text that leave all the rest as it was.

What would come of them is read again before anything is written: a change that does more or less than it was
asked for is refused.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.errors import InputError, UsageError
from generator.exchange.importer.scalars import key_text
from generator.exchange.importer.text_edit import (
    Edits,
    add_key,
    append_item,
    append_lines,
    block_end,
    flow_end,
    newline_of,
    offset_of,
    scalar_end,
)
from generator.model.units import spread
from generator.source import Mapping, Place, Scalar, SourceText, Value, read_folder
from generator.source import Sequence as Items
from generator.source.scratch import scratch
from generator.workbench.writing import write_texts

Key = str | int
Path_ = tuple[Key, ...]
NOTHING = "无"


@dataclass(frozen=True, slots=True)
class Change:
    """The value at `path` becomes `text`, which is YAML already; "" when nothing is to be written there."""

    path: Path_
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A new item at the end of the list at `key`; `cells` are YAML by path below it."""

    key: str
    cells: dict[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A file before and after."""

    name: str
    before: str
    after: str


class MovedError(UsageError):
    """The files are others than those that the form was made from."""

    def __init__(self) -> None:
        super().__init__("预算文件在别处改过了，没有保存。看过现在的内容以后再改。")


@dataclass(frozen=True, slots=True)
class Written:
    """What the files of a budget write, and the print of all of them, which names the version."""

    mapping: Mapping
    version: str


def written_in(folder: Path) -> Written:
    """What is written in `folder`. Raises InputError when it cannot be read."""
    mapping, findings = read_folder(folder, spread)
    if findings:
        raise InputError(findings)
    return Written(mapping, version_of(mapping.sources))


def version_of(sources: Iterable[SourceText]) -> str:
    """The print of the files of a budget."""
    found = hashlib.sha256()
    for source in sources:
        found.update(source.inside.encode() + hashlib.sha256(source.data).digest())
    return found.hexdigest()


def value_at(value: Value, path: Sequence[Key]) -> Value:
    """What lies at `path` below `value`; None when nothing does."""
    for key in path:
        if isinstance(value, Mapping) and isinstance(key, str):
            value = value.get(key)
        elif isinstance(value, Items) and isinstance(key, int) and 0 <= key < len(value):
            value = value[key]
        else:
            return None
    return value


def path_of(value: Value, place: tuple[str, int, int], path: Path_ = ()) -> Path_ | None:
    """The path of the scalar that stands at `place` (file, line, column)."""
    if isinstance(value, Scalar):
        own = (value.place.source.inside, value.place.line, value.place.column)
        return path if own == place else None
    below: Iterable[tuple[Key, Value]] = ()
    if isinstance(value, Mapping):
        below = value.items()
    elif isinstance(value, Items):
        below = enumerate(value)
    found = (path_of(one, place, (*path, key)) for key, one in below)
    return next((one for one in found if one is not None), None)


def apply(folder: Path, version: str, changes: Sequence[Change], rows: Sequence[Row] = ()) -> list[Changed]:
    """Make all `changes` and write all `rows`, or nothing.

    Raises MovedError when the files are not at `version`, InputError when they cannot be read, UsageError for
    a change that cannot be made without touching anything else.
    """
    written = written_in(folder)
    if written.version != version:
        raise MovedError
    edits = _Editing(written.mapping)
    edits.change(changes)
    edits.append(rows)
    results = [Changed(*result) for result in edits.edits.results() if result[1] != result[2]]
    expected = _expected(written.mapping, changes, rows)
    if _reread(folder, results) != expected:
        raise UsageError("这一处的写法不能这样改，没有保存。请到“预算文件”里改。")
    write_texts(folder, {result.name: result.after for result in results})
    return results


@dataclass
class _Editing:
    """Enters edits for changes."""

    mapping: Mapping
    edits: Edits = field(default_factory=Edits)

    def change(self, changes: Sequence[Change]) -> None:
        """Replace what is there, take out what is to go, and add what is new."""
        new: dict[Path_, dict[str, Any]] = {}
        gone: dict[Path_, set[str]] = {}
        for change in changes:
            old = value_at(self.mapping, change.path)
            if change.text and old is not None:
                self._replace(old, change.text)
            elif change.text:
                above, below = self._parted(change.path)
                node = new.setdefault(above, {})
                for key in below[:-1]:
                    node = node.setdefault(key, {})
                node[below[-1]] = change.text
            elif old is not None:
                gone.setdefault(change.path[:-1], set()).add(str(change.path[-1]))
        for path in gone.keys() & new.keys():
            self._instead(path, gone[path], new.pop(path))
        for path, keys in gone.items():
            if keys:
                self._remove(path, keys)
        for path in sorted(new, key=len, reverse=True):  # what ends at one place: the inner block first
            self._add(path, new[path])

    def _parted(self, path: Path_) -> tuple[Path_, tuple[str, ...]]:
        """The path of the nearest mapping that is written, and the keys below it."""
        length = len(path) - 1
        while length and value_at(self.mapping, path[:length]) is None:
            length -= 1
        if not isinstance(value_at(self.mapping, path[:length]), Mapping):
            raise UsageError(f"“{path[length - 1]}”不是一组键和值，请到“预算文件”里改。")
        return path[:length], tuple(str(key) for key in path[length:])

    def _replace(self, old: Value, text: str) -> None:
        end = _end(old)
        if not isinstance(old, Scalar) or end is None:
            raise UsageError("这里写的不是一个值，或写成了几行，请到“预算文件”里改。")
        self.edits.add(old.place.source, offset_of(old.place), end, text)

    def _add(self, path: Path_, node: dict[str, Any]) -> None:
        above = value_at(self.mapping, path)
        lines = [f"{key_text(key)}: {_flow(value)}" for key, value in node.items()]
        if not path:
            append_lines(self.edits, self._home(), lines)
            return
        assert isinstance(above, Mapping)
        if not add_key(self.edits, above, ", ".join(lines), lines):
            raise UsageError(f"“{path[-1]}”的写法不能自动添上一项，请到“预算文件”里改。")

    def _instead(self, path: Path_, gone: set[str], node: dict[str, Any]) -> None:
        """Write new keys where the first of those that go stands; it is taken out of `gone`."""
        above = value_at(self.mapping, path)
        assert isinstance(above, Mapping)
        key = next(key for key in above if key in gone)
        gone.remove(key)
        place = above.key_places[key]
        text, start, margin = place.source.text, offset_of(place), " " * (place.column - 1)
        end = _end(above[key])
        within = text.startswith("{", offset_of(above.place))
        parting = ", " if within else f"{newline_of(text)}{margin}"
        if end is None:
            end = block_end(text, start, place.column - 1)
        lines = (f"{key_text(name)}: {_flow(value)}" for name, value in node.items())
        self.edits.add(place.source, start, end, parting.join(lines))

    def _home(self) -> Any:
        places = self.mapping.key_places
        return next(places[key].source for key in ("支出", "部门", *places) if key in places)

    def _remove(self, path: Path_, keys: set[str]) -> None:
        above = value_at(self.mapping, path)
        assert isinstance(above, Mapping)
        if len(keys) == len(above) and len(path) > 1 and isinstance(path[-1], str):
            self._remove(path[:-1], {path[-1]})
            return
        source, start = above.place.source, offset_of(above.place)
        if source.text.startswith("{", start):
            for span in _without(above, keys):
                self.edits.add(source, *span, "")
            return
        for key in keys:
            self.edits.add(source, *_lines(above.key_places[key]), "")

    def append(self, rows: Sequence[Row]) -> None:
        """Add rows at the ends of their lists."""
        by_key: dict[str, list[str]] = {}
        for row in rows:
            tree: dict[str, Any] = {}
            for path, text in row.cells.items():
                node = tree
                for key in path[:-1]:
                    node = node.setdefault(key, {})
                node[path[-1]] = text
            by_key.setdefault(row.key, []).append(_flow(tree))
        for key, items in by_key.items():
            self._append(key, items)

    def _append(self, key: str, items: list[str]) -> None:
        there = self.mapping.get(key)
        if there is None:
            append_lines(self.edits, self._home(), [f"{key}:", *(f"  - {item}" for item in items)])
        elif isinstance(there, Scalar) and there.strip() == NOTHING:
            self._replace(there, f"[{', '.join(items)}]")
        elif isinstance(there, Items) and not len(there) and key in self.mapping.key_places:
            start = offset_of(there.place)
            end = flow_end(there.place.source.text, start) + 1
            self.edits.add(there.place.source, start, end, f"[{', '.join(items)}]")
        elif not isinstance(there, Items) or not all(
            append_item(self.edits, there, item, [f"- {item}"]) for item in items
        ):
            raise UsageError(f"“{key}”的写法不能自动添行，请到“预算文件”里改。")


def _flow(node: Any) -> str:
    if isinstance(node, str):
        return node
    return "{" + ", ".join(f"{key_text(key)}: {_flow(value)}" for key, value in node.items()) + "}"


def _end(value: Value) -> int | None:
    """Where what is written for `value` ends; None when that is not plain to see."""
    if isinstance(value, Scalar):
        return scalar_end(value.place.source.text, offset_of(value.place), str(value))
    if isinstance(value, Mapping | Items):
        text, start = value.place.source.text, offset_of(value.place)
        return flow_end(text, start) + 1 if text.startswith(("{", "["), start) else None
    return None


def _without(mapping: Mapping, keys: set[str]) -> Iterator[tuple[int, int]]:
    """What to cut out of a mapping in braces: each key with the comma after it, or before it at the end."""
    text, opened = mapping.place.source.text, offset_of(mapping.place)
    inside = range(opened, flow_end(text, opened))  # what a file says of its unit stands elsewhere
    spans = sorted(
        (offset_of(mapping.key_places[key]), _end(value), key)
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


def _lines(key: Place) -> tuple[int, int]:
    """The lines of a key that begins a line of its own, with what is below it."""
    text, start = key.source.text, offset_of(key)
    first = text.rfind("\n", 0, start) + 1
    if text[first:start].strip():
        raise UsageError("这里不能自动删去，请到“预算文件”里改。")
    last = text.find("\n", block_end(text, start, start - first))
    return first, len(text) if last < 0 else last + 1


def _plain(value: Value) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Items):
        return [_plain(one) for one in value]
    return None if value is None else str(value)


def _expected(mapping: Mapping, changes: Sequence[Change], rows: Sequence[Row]) -> Any:
    """What the files should say afterwards."""
    tree = _plain(mapping)
    for change in changes:
        _put(tree, change.path, _said(change.text))
    for row in rows:
        if not isinstance(tree.get(row.key), list):
            tree[row.key] = []
        tree[row.key].append({})
        for path, text in row.cells.items():
            _put(tree[row.key][-1], path, _said(text))
    return tree


def _said(text: str) -> str:
    """What a scalar of YAML says, as our forms write it."""
    if not text.startswith('"'):
        return text
    return str(json.loads(text))


def _put(node: Any, path: Sequence[Key], text: str) -> None:
    """Set the value at `path`, with what is on the way; or take it out, with what is empty then."""
    if len(path) > 1:
        if isinstance(node, dict) and path[0] not in node:
            if not text:
                return
            node[path[0]] = {}
        _put(node[path[0]], path[1:], text)
        if isinstance(node, dict) and node[path[0]] == {} and not text:
            del node[path[0]]
    elif text:
        node[path[0]] = text
    else:
        node.pop(path[0], None)


def _reread(folder: Path, files: Sequence[Changed]) -> Any:
    """What the folder would say with these files in it. Raises UsageError when it could not be read."""
    with scratch() as temporary:
        copy = temporary / "budget"
        shutil.copytree(folder, copy, ignore=_only_yaml)
        for file in files:
            (copy / file.name).write_text(file.after, encoding="utf-8", newline="")
        try:
            return _plain(written_in(copy).mapping)
        except InputError as error:
            raise UsageError(
                f"这样改，文件就读不出来了（{error.findings[0].message}）。请到“预算文件”里改。"
            ) from None


def _only_yaml(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".yaml") and not (Path(folder) / name).is_dir()]
