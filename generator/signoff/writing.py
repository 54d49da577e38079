"""Signatures put into the text of 审核.yaml; everything else in it, comments too, stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import yaml

from generator.errors import UsageError
from generator.exchange.importer.scalars import key_text, scalar
from generator.model.sign_off import SignOff
from generator.signoff.comments import with_comments
from generator.source.editing.nodes import Editor, items, value_of
from generator.source.workspace import SIGN_OFFS

HEAD = """\
# 审核记录：谁看过哪张表，当时印的是什么数。由 gongkai sign 写入。
# 这个文件不是预算的一部分，不印出来，也不附在 PDF 里。
"""
_LIST = "审核"
_KEYS = ("内容", "审核人", "单位")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_PLAIN_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Entry = dict[str, Any]
"""A signature as it is written: texts and mappings of texts."""


def entry_of(signed: SignOff) -> Entry:
    """`signed` as it is written; figures of no row come before the rows."""
    alone = signed.figures.get("", {})
    figures: dict[str, Any] = dict(alone)
    for row, cells in signed.figures.items():
        if row in alone:
            figures |= {f"{row}/{column}": printed for column, printed in cells.items()}
        elif row:
            figures[row] = dict(cells)
    entry: Entry = {"内容": signed.about, "审核人": signed.reviewer, "日期": str(signed.day)}
    entry |= {key: text for key, text in (("单位", signed.unit), ("说明", signed.note)) if text}
    entry["数"] = alone[""] if set(alone) == {""} else figures
    return entry | ({"文字": dict(signed.texts)} if signed.texts else {})


def put(text: str, signed: Sequence[SignOff]) -> str:
    """`text`, which can be read, with each of `signed` in place of its reviewer's earlier one, or at the end.

    Raises UsageError where the file is written in a way that cannot be changed line by line.
    """
    editor = Editor(text)
    present = value_of(editor.root, _LIST) if editor.root is not None else None
    known: dict[tuple[str, ...], list[yaml.Node]] = {}
    for item in items(present):
        known.setdefault(_key(item), []).append(item)
    indent = present.start_mark.column if present is not None and known else 2
    new: list[str] = []
    for one in signed:
        lines = _lines(entry_of(one), indent)
        if one.key in known and present is not None:
            first, *others = known[one.key]
            before = "".join(editor.lines_of(item) for item in known[one.key]).splitlines()
            editor.without(present, others)
            editor.put_item_instead(first, _block(with_comments(lines, before)))
        else:
            new += lines
    made = _appended(editor.result(), present, _block(new)) if new else editor.result()
    _confirm(text, made, [entry_of(one) for one in signed])
    return made


def _appended(text: str, present: yaml.Node | None, block: str) -> str:
    """`text` with `block` at the end of the list, in place of `[]` (whose comment stays), or of nothing."""
    if present is None:
        return f"{text.rstrip()}\n{_LIST}:\n{block}" if text.strip() else f"{HEAD}{_LIST}:\n{block}"
    if items(present):
        return f"{text.rstrip()}\n{block}"
    before = text[: present.start_mark.index].rstrip()
    comment, _, after = text[present.end_mark.index :].partition("\n")
    return f"{before}{comment.rstrip()}\n{block}{after}"


def _block(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _key(item: yaml.Node) -> tuple[str, ...]:
    nodes = (value_of(item, key) for key in _KEYS)
    return tuple(node.value if isinstance(node, yaml.ScalarNode) else "" for node in nodes)


def _confirm(before: str, after: str, entries: Sequence[Entry]) -> None:
    """Raise UsageError unless `after` says what `before` said, and `entries`."""
    said: dict[str, Any] = yaml.load(before, Loader=_PLAIN_LOADER) or {}
    wanted: dict[tuple[str, ...] | int, Entry] = {}
    signed = {_key_of(entry): entry for entry in entries}
    for index, old in enumerate(said.get(_LIST) or []):
        key = _key_of(old)
        wanted.setdefault(key if key in signed else index, signed.get(key, old))
    for key, entry in signed.items():
        wanted[key] = entry
    try:
        made = yaml.load(after, Loader=_PLAIN_LOADER)
    except yaml.YAMLError:
        made = None
    if made != {_LIST: list(wanted.values())}:
        raise UsageError(
            f"“{SIGN_OFFS}”不能逐行改（例如整个写在括号里，或用了别名）。请改成一行一个键，再签。"
        )


def _key_of(entry: Entry) -> tuple[str, ...]:
    return tuple(entry.get(name, "") for name in _KEYS)


def _lines(entry: Entry, indent: int) -> list[str]:
    margin = " " * (indent + 2)
    lines = [f"{margin}{line}" for line in _below(entry)]
    return [f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]


def _below(mapping: Entry) -> Iterator[str]:
    for key, value in mapping.items():
        if isinstance(value, str):
            yield f"{key_text(key)}: {_scalar(value)}"
        elif value and key in ("数", "文字"):
            yield f"{key}:"
            yield from (f"  {line}" for line in _below(value))
        else:
            cells = ", ".join(f"{key_text(name)}: {_scalar(text, flow=True)}" for name, text in value.items())
            yield f"{key_text(key)}: {{{cells}}}"


def _scalar(text: str, *, flow: bool = False) -> str:
    """Numbers and dates stand as they are: our reader takes every scalar for the text it is."""
    plain = _NUMBER.fullmatch(text) or re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    return text if plain else scalar(text, flow=flow)
