"""Characters that are not seen: shown escaped wherever they are written, refused in a budget."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.source.hidden import HIDDEN, shown
from tests.written import at, read

DANGEROUS = ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u061c", "\x7f", "\U000e0041", "\ufffe"]


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    """Whatever the text: no control but line feeds and tabs, no mark of direction; in JSON it is the same."""
    said = shown(text)
    assert not HIDDEN.search(said)
    assert not [
        char for char in said if unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF")
    ]
    assert not [c for c in said if unicodedata.bidirectional(c) in ("LRI", "RLI", "FSI", "PDI")]
    assert not [char for char in said if unicodedata.category(char) == "Cc" and char not in "\t\n"]
    if not any("\ud800" <= char <= "\udfff" for char in text):
        assert json.loads(shown(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.parametrize("char", DANGEROUS)
def test_a_budget_with_one_is_refused(char: str) -> None:
    """S60 where it stands: in a text as an escape, in a comment or a text as it is."""
    escaped = f"\\U{ord(char):08X}"
    found = {(finding.code, *at(finding.place)) for finding in read(f'a: 1\nb: "x{escaped}y"\n')[1]}
    assert found == {("S60", 2, 4)}
    if char.isprintable() or (ord(char) > 0xA0 and char != "\ufffe"):  # others the parser itself refuses
        for text, column in ((f"# 说明{char}\na: 1\n", 5), (f"a{char}: 1\n", 2), (f"a: b{char}c\n", 5)):
            findings = read(text)[1]
            assert {(finding.code, *at(finding.place)) for finding in findings} == {("S60", 1, column)}


def test_windows_line_ends_are_no_such_character() -> None:
    """Nor tabs within a text."""
    assert read("a: 1\r\nb: x\ty\r\n") == ({"a": "1", "b": "x\ty"}, [])
