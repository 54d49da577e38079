"""The one editor of YAML text: spans, what is added and cut, notes; all else stays as it was."""

from __future__ import annotations

import pytest
import yaml

from generator.source import Mapping, Sequence
from generator.source.editing.edits import Edits, TextEdits
from generator.source.editing.layout import Layout
from generator.source.editing.nodes import Editor, items, pairs, value_of
from generator.source.editing.places import (
    add_key,
    append_item,
    fill,
    lines_of_item,
    lines_of_key,
    within_braces,
    within_brackets,
)
from tests.written import mapping


@pytest.mark.parametrize(
    ("text", "key", "written"),
    [
        (
            "键: {甲: \"}\", 乙: ['{', 丙'丁],  # }\n  戊: {己: 1}} # 后\n",
            0,
            "{甲: \"}\", 乙: ['{', 丙'丁],  # }\n  戊: {己: 1}}",
        ),
        ("键: 'a''b' # 后\n", 0, "'a''b'"),
        ("键: |-\n  甲\n  # 乙\n\n# 丙\n丁: 1\n", 0, "|-\n  甲\n  # 乙"),
        ("键: 甲\n  乙   # 后\n", 0, "甲\n  乙"),
        ("键:\n  - 甲: 1 # 后\n    乙: [2]\n  # 丙\n丁: 1\n", 0, "- 甲: 1 # 后\n    乙: [2]"),
        ("键:\n丁: 1\n", 0, ""),
        ("键: &a 甲\n丁: *a\n", 8, "*a"),
    ],
)
def test_a_value_ends_where_yaml_ends_it(text: str, key: int, written: str) -> None:
    """Quotes, comments and blocks may hold brackets and marks; comments behind are not part of it."""
    span = Layout(text).of_keys[key]
    assert text[span.start : span.end] == written


def test_edits_of_a_text() -> None:
    """In the order of the text, insertions at one place as they were entered; the last of a span counts."""
    edits = TextEdits("一二三")
    for start, end, text in ((2, 3, "c"), (1, 1, "甲"), (1, 1, "乙"), (1, 2, "x"), (1, 2, "b")):
        edits.add(start, end, text)
    assert edits.result() == "一甲乙bc"


def _edited(text: str, change: object) -> str:
    edits = Edits()
    assert callable(change)
    change(edits, mapping(text))
    [(_, old, new)] = edits.results()
    assert old == text
    return new


def _list(found: Mapping) -> Sequence:
    value = found["列"]
    assert isinstance(value, Sequence)
    return value


def _below(found: Mapping) -> Mapping:
    value = found["组"]
    assert isinstance(value, Mapping)
    return value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("列: [甲]  # 后\n", "列: [甲, {乙: 1}]  # 后\n"),
        ("列: []  # 后\n丙: 1\n", "列: \n  - 乙: 1  # 后\n丙: 1\n"),
        ("列:\n- 甲: |\n    # 一\n\n# 二\n丙: 1\n", "列:\n- 甲: |\n    # 一\n- 乙: 1\n\n# 二\n丙: 1\n"),
        ("列:\r\n  - 甲 # 一\r\n丙: 1\r\n", "列:\r\n  - 甲 # 一\r\n  - 乙: 1\r\n丙: 1\r\n"),
    ],
)
def test_an_item_is_added(before: str, after: str) -> None:
    """Within brackets, or as lines behind the last one."""

    def change(edits: Edits, found: Mapping) -> None:
        assert append_item(edits, _list(found), "{乙: 1}", ["- 乙: 1"])

    assert _edited(before, change) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("组: {甲: 1}\n", "组: {甲: 1, 乙: 2}\n"),
        ("组: {}\n", "组: {乙: 2}\n"),
        ("组:\n    甲:\n      - 1 # 后\n\n丙: 1", "组:\n    甲:\n      - 1 # 后\n    乙: 2\n\n丙: 1"),
    ],
)
def test_a_key_is_added(before: str, after: str) -> None:
    """Within braces, or as a line behind the last one."""

    def change(edits: Edits, found: Mapping) -> None:
        assert add_key(edits, _below(found), "乙: 2", ["乙: 2"])

    assert _edited(before, change) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("甲:\n丙: 1\n", "甲: 新\n丙: 1\n"), ("甲: ~  # 后\n", "甲: 新  # 后\n"), ('"甲" :', '"甲" : 新')],
)
def test_an_empty_value_is_filled(before: str, after: str) -> None:
    """Behind the colon, or in place of the sign for nothing."""
    assert _edited(before, lambda edits, found: fill(edits, found.key_places["甲"], "新")) == after


@pytest.mark.parametrize(
    ("gone", "left"),
    [({0}, "[b, c]"), ({1}, "[a, c]"), ({2}, "[a, b]"), ({0, 1}, "[c]"), ({1, 2}, "[a]"), ({0, 1, 2}, "[]")],
)
def test_items_and_keys_are_cut_with_their_commas(gone: set[int], left: str) -> None:
    """From brackets and from braces."""

    def cut(edits: Edits, found: Mapping) -> None:
        for start, end in within_brackets(_list(found), gone):
            edits.add(found.place.source, start, end, "")

    assert _edited("列: [a, b, c]\n", cut) == f"列: {left}\n"
    braces = "列: {a: 1, b: 1, c: 1}\n"

    def cut_keys(edits: Edits, found: Mapping) -> None:
        value = found["列"]
        assert isinstance(value, Mapping)
        for start, end in within_braces(value, {"abc"[index] for index in gone}):
            edits.add(found.place.source, start, end, "")

    wanted = [name for index, name in enumerate("abc") if index not in gone]
    assert _edited(braces, cut_keys) == f"列: {{{', '.join(f'{name}: 1' for name in wanted)}}}\n"


def test_whole_lines_of_keys_and_items() -> None:
    """With what is below them and the comment at their end."""
    text = "甲: 1\n列:\n  - 乙: 1\n    丙: |\n      # 一\n  - 丁 # 二\n戊: 1\n"
    found = mapping(text)
    spans = [lines_of_key(found.key_places["列"]), *map(lines_of_item, _list(found).places)]
    assert [text[start:end] for start, end in spans] == [
        "列:\n  - 乙: 1\n    丙: |\n      # 一\n  - 丁 # 二\n",
        "  - 乙: 1\n    丙: |\n      # 一\n",
        "  - 丁 # 二\n",
    ]


def test_nodes_are_replaced_noted_and_taken_out() -> None:
    """What stood there is said behind the line; comments of others stay."""
    editor = Editor("甲: 1 # 注\n列: [a, b]\n行:\n  - 一\n  - 二 # 二\n丙: {丁: 1}\n")
    root = editor.root
    assert root is not None
    nodes = {key.value: value for key, value in pairs(root)}
    editor.replace(nodes["甲"], "待填")
    editor.note(nodes["甲"], "", "1")
    editor.without(nodes["列"], items(nodes["列"])[:1])
    editor.without(nodes["行"], items(nodes["行"])[:1])
    editor.above(nodes["丙"], ["看这里"])
    editor.comment_out(next((key, value) for key, value in pairs(root) if key.value == "丙"))
    assert value_of(root, "戊") is None
    result = editor.result()
    assert result == "甲: 待填 # 注；上年 1\n列: [b]\n行:\n  - 二 # 二\n# 看这里\n# 丙: {丁: 1}\n"
    assert yaml.safe_load(result) == {"甲": "待填", "列": ["b"], "行": ["二"]}
