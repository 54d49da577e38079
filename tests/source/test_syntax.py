"""Every syntax error is told in Chinese, at the line where the author can mend it."""

from __future__ import annotations

import re

import pytest

from generator.source.syntax import _PHRASES
from tests.written import NAME, at, refused

EXAMPLES = {
    "cannot start any token": [("名称: 甲\n@乙: 丙\n", (2, 1))],
    "found a tab character": [
        ("部门:\n\t名称: 某局\n", (2, 1)),
        ("部门:\n  名称: 某局\n\t代码: 1\n", (3, 1)),
        ("说明: |\n\t第一段\n", (2, 1)),
    ],
    "mapping values are not allowed": [
        ("年度: 2024\n说明: 原因: 人员增加。\n", (2, 7)),
    ],
    "could not find expected ':'": [
        ("年度: 2024\n金额单位\n部门: 某局\n", (2, 1)),
        ("年度: 2024\n金额单位\n", (2, 1)),
    ],
    "did not find expected key": [
        ("年度: 2024\n}\n", (2, 1)),
    ],
    "did not find expected ',' or": [
        ("收入: {甲: 1 {乙: 2}\n", (1, 11)),
    ],
    "did not find expected alphabetic or numeric": [
        ("*重要: 1\n", (1, 2)),
    ],
    "found unknown escape character": [('文件: "C:\\目录"\n', (1, 8))],
    "block sequence entries are not allowed": [("单位: - 甲\n", (1, 5))],
    "mapping keys are not allowed": [("金额: ? 5\n", (1, 5))],
    "did not find expected node content": [("收入: {甲: ?}\n", (1, 9))],
    "control characters are not allowed": [
        ("年度: 2024\n名称: 某\x01局\n代码: 1\n", (2, 6)),
        ("名称: \x00\n", (1, 5)),
    ],
    "did not find expected <document start>": [
        ("[甲]\n年度: 2024\n", (2, 1)),
        ("年度: 2024\n...\n名称: 某局\n", (3, 1)),
    ],
}
CASES = [(phrase, *example) for phrase, examples in EXAMPLES.items() for example in examples]


def test_every_phrase_has_an_example() -> None:
    """No phrase stands in the table that no file can bring about."""
    assert CASES
    assert list(EXAMPLES) == [phrase for phrase, _, _ in _PHRASES]


@pytest.mark.parametrize(("phrase", "text", "place"), CASES)
def test_a_syntax_error_is_explained_in_its_place(phrase: str, text: str, place: tuple[int, int]) -> None:
    """The message and hint belong to what is wrong, and the place is the one to mend."""
    (finding,) = refused(text)
    expected = next((said, cure) for known, said, cure in _PHRASES if known == phrase)
    assert (finding.code, finding.message, finding.hint) == ("S01", *expected)
    assert at(finding.place) == place
    assert str(finding.place).startswith(f"{NAME}:{place[0]}:")


@pytest.mark.parametrize(
    ("text", "sign", "hint"),
    [
        ("年度: 2024\n名称: @某局\n", "@", '写成 "@某局"'),
        ("名称: `某局`\n", "`", '写成 "`某局`"'),
        ("比例: %5\n", "%", '写成 "%5"'),
        ("一行: {甲: 1, 乙: >=, 丙: 2}\n", ">=", '写成 ">="'),
        ("一行: |这是一句很长的话，不必再写一遍\n", "|", "给整句加引号"),
    ],
)
def test_a_text_that_begins_with_a_sign_is_told_with_its_quotes(text: str, sign: str, hint: str) -> None:
    """At the sign, whatever the parser makes of it."""
    (finding,) = refused(text)
    assert (finding.code, finding.message, finding.hint) == ("S01", f"以“{sign}”开头的内容要加引号", hint)
    line = text.splitlines()[finding.place.line - 1] if finding.place else ""
    assert finding.place
    assert line[finding.place.column - 1 :].startswith(sign)


@pytest.mark.parametrize("text", ["说明: !甲!乙 丙\n", "%甲\n年度: 2024\n", "甲: &a &b 丙\n"])
def test_a_rare_syntax_error_is_told_in_chinese_too(text: str) -> None:
    """What the table does not know gets a general message, never the parser's English."""
    (finding,) = refused(text)
    said = finding.message + finding.hint
    assert finding.code == "S01"
    assert not re.search("[a-z]", said)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("年度：2024\n金额单位: 万元\n", 1),
        ("年度: 2024\n金额单位：万元\n名称: 某局\n", 2),
        ("部门:\n  名称：某局\n  代码: 1\n", 2),
        ("单位:\n  - 名称：某局\n    代码: 1\n", 2),
    ],
)
def test_a_full_width_colon_is_recognised(text: str, line: int) -> None:
    """The commonest slip of a Chinese keyboard is named, with the line it is in."""
    (finding,) = refused(text)
    assert finding.code == "S52"
    assert "半角冒号" in finding.hint
    assert at(finding.place) == (line, text.splitlines()[line - 1].index("：") + 1)


@pytest.mark.parametrize("text", ["说明: 原因如下：人员增加: 多\n", '名称: "甲：" 乙\n'])
def test_a_full_width_colon_in_a_text_is_no_slip(text: str) -> None:
    """Punctuation inside a text is not blamed for an error that stands elsewhere."""
    (finding,) = refused(text)
    assert "全角" not in finding.hint


def test_line_and_column_hold_for_other_line_ends() -> None:
    """Files from Windows and old editors are counted as their editors show them."""
    for end in ("\r\n", "\r"):
        (finding,) = refused(f"年度: 2024{end}名称: 某局{end}代码: @1{end}")
        assert at(finding.place) == (3, 5)
