"""Reading of one file: what is read stays as written, and what cannot be read is refused with its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import InputError
from generator.source import Mapping, Place, Scalar, Sequence, Value, read_yaml, yaml_reader
from generator.source.gate import Sort
from generator.source.hidden import HIDDEN
from generator.source.limits import Limit
from generator.source.yaml_reader import source_of
from tests.written import NAME, at, mapping, read, refused, text_from

# PyYAML writes these line ends of Unicode as they are and then reads them as a blank.
_SLIPS = (
    "\xa0\xad\u2002\u2003\u2007\u200b\u200c\u200d\u200e\u200f\u2060\u3000\ufeff"
    "－—–−‐‑“‘＂＇＃，、；-０１２３４５６７８９"
)
"""What is refused where it looks like another sign (`tests/source/test_slips.py`)."""
_CHARACTERS = st.characters(codec="utf-8", exclude_characters=f"\x85\u2028\u2029{_SLIPS}").filter(
    lambda char: not HIDDEN.search(char)
)
_TRAPS = st.sampled_from(
    ["010", "yes", "12:30:45", "null", "~", "<<", "0x1F", "1e3", "- a", "a: b", "'", " #"]
)
_TEXTS = st.text(_CHARACTERS, max_size=30) | _TRAPS
_KEYS = st.text(_CHARACTERS, max_size=12) | _TRAPS
_NESTED = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=20,
)


def _dumped(data: Any, **options: Any) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, width=10_000, **options))


def _scalars(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        yield value
    elif isinstance(value, Mapping | Sequence):
        for below in value.values() if isinstance(value, Mapping) else value:
            yield from _scalars(below)


def _stands_at(text: str, place: Place) -> bool:
    """Whether the file, from `place` on, begins with `text`, bare or in quotes."""
    rest = text_from(place)
    if rest[:1] not in ("'", '"'):
        return bool(text) and rest.startswith(text)
    tokens = yaml.scan(rest, Loader=yaml.CSafeLoader)
    return bool(next(token.value for token in tokens if isinstance(token, yaml.ScalarToken)) == text)


@given(_NESTED, st.booleans())
def test_what_was_dumped_is_read_back(data: Any, flow: bool) -> None:
    """Any nesting of texts, written by PyYAML in either style, comes back as the same texts."""
    value, findings = read(_dumped(data, default_flow_style=flow))
    assert value == data
    assert not findings


@given(_NESTED)
def test_every_scalar_stands_where_its_place_says(data: Any) -> None:
    """The file, read from the place of a scalar on, begins with that scalar."""
    value, _ = read(_dumped(data))
    assert all(_stands_at(scalar, scalar.place) for scalar in _scalars(value))


@given(st.dictionaries(_KEYS, _TEXTS, min_size=1, max_size=6))
def test_every_key_has_its_place(data: dict[str, str]) -> None:
    """Keys keep their order, and each stands where the file has it."""
    value = mapping(_dumped(data, sort_keys=False))
    assert list(value) == list(data)
    assert list(value.key_places) == list(data)
    places = [at(place) for place in value.key_places.values()]
    assert all(first < second for first, second in pairwise(places))
    assert all(_stands_at(key, place) for key, place in value.key_places.items())


AS_WRITTEN = ["010", "0o17", "0x1F", "12:30:45", "1_000", "1e3", ".5", "yes", "no", "on", "off", "true", "是"]
AS_WRITTEN += ["Null", "2024-01-31", "=", "1.0", "+1"]
DEEP = ["[" * 100_000, "{甲: " * 100_000, "- " * 100_000, "甲: " + "[" * 100_000 + "]" * 100_000]


@pytest.mark.parametrize("written", AS_WRITTEN)
def test_a_scalar_means_nothing_but_itself(written: str) -> None:
    """Codes keep leading zeros; nothing is octal, sexagesimal, a yes or a date by itself."""
    value = mapping(f"键: {written}\n{written}: 值\n")
    assert value == {"键": written, written: "值"}
    assert all(type(key) is str for key in value)


@pytest.mark.parametrize("written", ["", "~", "null", "   # 空的"])
def test_the_forms_of_nothing(written: str) -> None:
    """A blank, ~ and null are nothing, in a mapping and in a list, and the key still has its place."""
    value = mapping(f"甲: {written}\n乙:\n  - {written}\n")
    assert value == {"甲": None, "乙": [None]}
    assert at(value.key_places["甲"]) == (1, 1)


@pytest.mark.parametrize("written", ['""', "''", '"~"', "'null'", "!!str null"])
def test_what_is_quoted_or_tagged_is_a_text(written: str) -> None:
    """Quotes make a text of anything, even of what would be nothing."""
    value = mapping(f"甲: {written}\n")
    assert isinstance(value["甲"], Scalar)


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n", "---\n", "\ufeff"])
def test_an_empty_file_is_nothing(text: str) -> None:
    """A file without content is read as nothing; whether that is wrong is not decided here."""
    assert read(text) == (None, [])


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    """Files saved by Windows editors are read, with places that do not count the mark."""
    value, _ = read(b"\xef\xbb\xbf" + "年度: 2024\n".encode())
    assert isinstance(value, Mapping)
    assert value == {"年度": "2024"}
    assert at(value.key_places["年度"]) == (1, 1)


def test_a_duplicate_key_is_found_where_it_stands() -> None:
    """Each repetition is told, at the repeated key, and the first value stays."""
    value, findings = read("甲: 1\n乙: {丙: 1, 丙: 2}\n甲: 2\n")
    assert value == {"甲": "1", "乙": {"丙": "1"}}
    assert [(finding.code, *at(finding.place)) for finding in findings] == [("S03", 2, 11), ("S03", 3, 1)]
    assert "第 1 行" in findings[1].message


def test_duplicate_keys_are_told_beside_a_syntax_error() -> None:
    """What was found before the parser gave up is not lost."""
    assert [finding.code for finding in refused("甲: 1\n甲: 2\n乙: @\n")] == ["S03", "S01"]


def test_a_gbk_file_is_recognised() -> None:
    """A file from an old editor is named as GBK, and its line is shown readably."""
    (finding,) = refused("year: 2024\n名称: 某局\n".encode("gbk"))
    assert finding.code == "S02"
    assert "GBK" in finding.message
    assert at(finding.place) == (2, 1)
    assert finding.place is not None
    assert finding.place.excerpt()[0] == "名称: 某局"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + bytes(99), "Word、Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版的 Word"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1\\ansi", "RTF"),
        (bytes(99), "全是空字节"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, said: str) -> None:
    """A file that was only renamed, or not saved, is told as such."""
    with pytest.raises(InputError) as caught:
        source_of(data, NAME)
    (finding,) = caught.value.findings
    assert finding.code == "S02"
    assert said in finding.message


def test_a_line_in_another_encoding_is_told_where_it_stands() -> None:
    """The rest is UTF-8: to save it all anew would not help."""
    data = "年度: 2024\n部门: 甲\n说明: 乙\n".encode() + "其他说明: [丙]\n".encode("gbk")
    with pytest.raises(InputError) as caught:
        source_of(data, NAME)
    (finding,) = caught.value.findings
    assert at(finding.place) == (4, 1)
    assert finding.place
    assert finding.place.source.line(4) == "其他说明: [丙]"


@pytest.mark.parametrize("char", ["\v", "\f", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize(
    "text", ["甲: 水{}务\n乙: １\n", "甲: 1 # 水{}务\n乙: １\n", "甲: '水{}务'\n乙: １\n"]
)
def test_what_word_breaks_lines_with_ends_no_line(char: str, text: str) -> None:
    """It is told at the character, once, and lines are counted as editors count them."""
    written = text.format(char)
    value, findings = read(written)
    assert [(one.code, at(one.place)) for one in findings] == [("S50", (1, written.index(char) + 1))]
    assert isinstance(value, Mapping)
    assert value.key_places["乙"].line == 2
    assert findings[0].place
    assert findings[0].place.source.line(2) == "乙: １"


@pytest.mark.parametrize("data", ["年度: 2024\n".encode("utf-16"), b"a: \xff\xff\n"])
def test_another_encoding_is_not_called_gbk(data: bytes) -> None:
    """Bytes that are neither UTF-8 nor GBK are refused without a wrong guess."""
    (finding,) = refused(data)
    assert finding.code == "S02"
    assert "GBK" not in finding.message


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    """A file that vanished or is locked is told like any other mistake."""
    with pytest.raises(InputError) as caught:
        read_yaml(tmp_path / "没有.yaml", "没有.yaml")
    assert [finding.code for finding in caught.value.findings] == ["S09"]


def test_a_file_that_is_too_big_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is a size in bytes, up to and including itself."""
    monkeypatch.setattr(yaml_reader, "YAML", Sort("YAML", Limit("一个文件", 8, "字节")))
    assert read("a: 1234\n") == ({"a": "1234"}, [])
    assert [finding.code for finding in refused("a: 12345\n")] == ["S04"]


def test_a_second_document_is_refused() -> None:
    """One file is one document; the place is the line that begins the second."""
    (finding,) = refused("甲: 1\n---\n乙: 2\n")
    assert (finding.code, *at(finding.place)) == ("S05", 2, 1)


@pytest.mark.parametrize("text", DEEP, ids=["list", "mapping", "block", "closed"])
def test_a_hundred_thousand_brackets_are_refused(text: str) -> None:
    """Nesting has a limit that is told, long before the stack of the interpreter ends."""
    (finding,) = refused(text)
    assert finding.code == "S04"
    assert "40" in finding.message


def test_nesting_up_to_the_limit_is_read() -> None:
    """Forty levels are read, the forty-first is refused."""
    deep, _ = read("[" * 41 + "]" * 41)
    assert isinstance(deep, Sequence)
    assert [finding.code for finding in refused("[" * 42 + "]" * 42)] == ["S04"]


def test_an_alias_stands_for_what_it_names() -> None:
    """An anchored value may be used again, also as a key."""
    assert mapping("甲: &a [1, 2]\n乙: *a\n") == {"甲": ["1", "2"], "乙": ["1", "2"]}
    assert mapping("甲: &k 丙\n*k : 1\n") == {"甲": "丙", "丙": "1"}


@pytest.mark.parametrize("text", ["甲: 1\n乙: *b\n", "甲: 1\n乙: &b [*b]\n"])
def test_an_alias_must_be_defined_before(text: str) -> None:
    """An alias of nothing, or of the very thing it stands in, is refused by name."""
    (finding,) = refused(text)
    assert finding.code == "S05"
    assert "*b" in finding.message
    assert at(finding.place)[0] == 2


def test_an_alias_bomb_is_refused() -> None:
    """Ten levels of ten aliases would be ten thousand million values; the limit stops them at once."""
    lines = ["a0: &a0 [" + ", ".join("x" * 10) + "]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 11)]
    (finding,) = refused("\n".join(lines))
    assert finding.code == "S04"
    assert "20,000" in finding.message


def test_merge_keys_fill_in_what_is_not_written() -> None:
    """<<: takes the keys of another mapping; what is written wins, and of several the first."""
    text = "甲: &a {x: 1, y: 2}\n乙: &b {y: 3, z: 4}\n丙:\n  <<: [*a, *b]\n  x: 9\n"
    merged = mapping(text)["丙"]
    assert isinstance(merged, Mapping)
    assert merged == {"x": "9", "y": "2", "z": "4"}
    assert at(merged.key_places["y"])[0] == 1


def test_a_quoted_merge_key_is_a_key() -> None:
    """Only the bare sign merges; quoted, or by an alias, it is a key like any other."""
    assert mapping('"<<": 1\n') == {"<<": "1"}
    assert mapping('甲: &k "<<"\n*k : 1\n') == {"甲": "<<", "<<": "1"}


@pytest.mark.parametrize("value", ["1", "[1]", ""])
def test_only_a_mapping_can_be_merged(value: str) -> None:
    """<<: in front of anything else is refused at the sign."""
    (finding,) = refused(f"甲:\n  <<: {value}\n")
    assert (finding.code, *at(finding.place)) == ("S05", 2, 3)


@pytest.mark.parametrize("key", ["[a]", "{a: 1}", "~", ""])
def test_a_key_is_one_word(key: str) -> None:
    """A list, a mapping or nothing at all cannot be a key."""
    (finding,) = refused(f"{{甲: 1, ? {key} : 2}}\n")
    assert (finding.code, at(finding.place)[0]) == ("S05", 1)


def test_a_tab_after_the_text_does_no_harm() -> None:
    """Tabs are refused as indentation only."""
    assert mapping("甲:\t1\n乙: 2\t# 注\n") == {"甲": "1", "乙": "2"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_the_unicode_of_windows_notepad_is_named(encoding: str) -> None:
    """UTF-16 is told as what Notepad calls it, at the beginning of the file."""
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    with pytest.raises(InputError) as caught:
        read(mark + "年度: 2024\n".encode(encoding))
    (finding,) = caught.value.findings
    assert finding.code == "S02"
    assert "UTF-16" in finding.message
    assert at(finding.place) == (1, 1)


_TOKENS = (
    *(
        "{",
        "}",
        "[",
        "]",
        '""',
        "''",
        ": ",
        " ",
        "a",
        ",",
        "，",
        "：",
        "- ",
        "\n",
        "#",
        "&a ",
        "*a",
        "| ",
        '"',
    ),
    *("!a ", "%", "“", "1"),
)


@pytest.mark.parametrize("before", ["", "a: ", "a: {"])
def test_every_short_text_has_an_answer(before: str) -> None:
    """All of two signs, an empty key in braces, an empty text with a tag: read, or refused."""
    for text in (*map("".join, product(_TOKENS, repeat=2)), '"", b: 1}', "&a \n!a \n", "{'': }"):
        with suppress(InputError):
            read(f"{before}{text}\n")


@given(st.lists(st.sampled_from(_TOKENS), min_size=3, max_size=9))
def test_every_text_of_signs_has_an_answer(text: list[str]) -> None:
    """Likewise for longer ones."""
    with suppress(InputError):
        read("".join(text) + "\n")
