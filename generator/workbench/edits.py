"""Edits of values (改数): what forms write, as changes of the text that leave all the rest as it was.

What would come of them is read again before anything is written: a change that does more or less than it was
asked for is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import InputError, UsageError
from generator.model.base import is_nothing
from generator.model.units import TABLES, spread
from generator.source import Mapping, SourceText, Value, read_folder
from generator.source import Sequence as Items
from generator.source.copying import as_if
from generator.workbench.changes import Change, Gone, Key, Row, said
from generator.workbench.editing import Editing
from generator.workbench.writing import Changed, write_all_of


class MovedError(UsageError):
    """The files are others than those that the form was made from."""

    def __init__(self) -> None:
        super().__init__("预算文件在别处改过了，没有保存。看过现在的内容以后再改。")


@dataclass(frozen=True, slots=True)
class WrittenBudget:
    """What the files of a budget write, and the print of all of them, which names the version."""

    mapping: Mapping
    version: str


def written_in(folder: Path) -> WrittenBudget:
    """What is written in `folder`. Raises InputError when it cannot be read."""
    mapping, findings = read_folder(folder, spread)
    if findings:
        raise InputError(findings)
    return WrittenBudget(mapping, version_of(mapping.sources))


def version_of(sources: Iterable[SourceText]) -> str:
    """The print of the files of a budget."""
    found = hashlib.sha256()
    for source in sources:
        found.update(source.inside.encode() + hashlib.sha256(source.data).digest())
    return found.hexdigest()


def apply(
    folder: Path,
    version: str,
    changes: Sequence[Change],
    rows: Sequence[Row] = (),
    gone: Sequence[Gone] = (),
) -> list[Changed]:
    """Make all `changes`, write all `rows`, take out what is `gone` (by the places before); or nothing.

    Raises MovedError when the files are not at `version`, InputError when they cannot be read, UsageError for
    a change that cannot be made without touching anything else.
    """
    written = written_in(folder)
    if written.version != version:
        raise MovedError
    edits = Editing(written.mapping)
    edits.change(changes)
    edits.append(rows)
    edits.take_out(gone)
    edits.add_new()
    results = [result for result in edits.edits.results() if result[1] != result[2]]
    expected = _expected(written.mapping, changes, rows, gone)
    if _reread(folder, {name: after for name, _, after in results}) != expected:
        raise UsageError("这一处的写法不能这样改，没有保存。请到“文件”里改。")
    changed = [Changed(*result) for result in results]
    write_all_of(folder, changed)
    return changed


def _plain(value: Value) -> Any:
    """Plain data. Ends of lines after a text mean nothing; an empty list and 无 are one."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Items):
        return [_plain(one) for one in value]
    return None if value is None else str(value).rstrip("\n")


def _expected(mapping: Mapping, changes: Sequence[Change], rows: Sequence[Row], gone: Sequence[Gone]) -> Any:
    """What the files should say afterwards."""
    tree = _plain(mapping)
    for change in changes:
        text = said(change.text)
        _put(tree, change.path, [] if text == "[]" else text)
    for row in rows:
        _append(tree, row)
    for one in sorted(
        gone, key=lambda one: [step for step in one.path if isinstance(step, int)], reverse=True
    ):
        node = tree
        for key in one.path[:-1]:
            node = node[key]
        del node[one.path[-1]]
    _unite(tree, mapping)
    return _without_empty_parts(tree)


def _without_empty_parts(tree: Any) -> Any:
    """`tree` without parts of units that say no more than [] (see `model/units.py`)."""
    if isinstance(parts := tree.get("分单位"), list):
        for part in parts:
            if isinstance(part, dict) and not part.get(TABLES):
                part.pop(TABLES, None)
        tree["分单位"] = [one for one in parts if not isinstance(one, dict) or one.keys() != {"单位"}]
    if tree.get("分单位") == []:
        del tree["分单位"]
    return tree


def _append(tree: Any, row: Row) -> None:
    node = tree
    for key in row.path[:-1]:
        if isinstance(node, dict) and not isinstance(node.get(key), dict | list):
            node[key] = {}
        node = node[key]
    last = row.path[-1]
    if isinstance(node, dict) and not isinstance(node.get(last), list):
        node[last] = []
    node[last].append({} if () not in row.cells else said(row.cells[()]))
    for path, text in row.cells.items():
        if path:
            _put(node[last][-1], path, [] if text == "[]" else {} if text == "{}" else said(text))


def _unite(tree: Any, mapping: Mapping) -> None:
    """Lists that may be given by several files read as [] where they say 无."""
    from generator.model.units import EMPTY

    for key in EMPTY:
        if isinstance(tree.get(key), str) and is_nothing(tree[key]):
            tree[key] = []


def _put(node: Any, path: Sequence[Key], value: Any) -> None:
    """Set the value at `path`, with what is on the way; or take it out, with what is empty then."""
    if len(path) > 1:
        if isinstance(node, dict) and not isinstance(node.get(str(path[0])), dict | list):
            if value == "":
                return
            node[path[0]] = {}
        _put(node[path[0]], path[1:], value)
        if isinstance(node, dict) and node[path[0]] == {} and value == "":
            del node[path[0]]
    elif value != "":
        node[path[0]] = value
    else:
        node.pop(path[0], None)


def _reread(folder: Path, texts: dict[str, str]) -> Any:
    """What the folder would say with these texts in it. Raises UsageError when it could not be read."""
    with as_if(folder, texts) as copy:
        try:
            return _without_empty_parts(_plain(written_in(copy).mapping))
        except InputError as error:
            raise UsageError(
                f"这样改，文件就读不出来了（{error.findings[0].message}）。请到“文件”里改。"
            ) from None
