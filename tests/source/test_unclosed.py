"""A bracket or a quotation mark without its other half is told where it stands, whatever follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.source.test_slips import LINES
from tests.written import at, refused, unmarked

CASES = [
    ("收入: ▸{甲: 1.00\n支出: []\n", "缺“}”"),
    ("收入: ▸[1.00\n支出: []\n", "缺“]”"),
    ("收入: ▸甲: 1.00}\n支出: []\n", "少了“{”"),
    ("收入: {甲: ▸[1.00}\n支出: []\n", "缺“]”"),
    ("支出:\n  - ▸{甲: 1, 乙: {丙: 2}\n  - {甲: 1}\n", "缺“}”"),
    ("支出:\n  - {甲: 1, 乙: ▸{丙: 2\n  - {甲: 1}\n", "缺“}}”"),
    ("机构:\n  设: ▸[甲, 乙\n  数: 3\n", "缺“]”"),
    ('名称: ▸"某局\n代码: "007"\n', '引号 " 没有配对'),
    ("年度: 2024\n名称: ▸'某局\n代码: 1\n", "引号 ' 没有配对"),
    ('名称: ▸"某局\n\n代码: 1', '引号 " 没有配对'),
    ('名称: ▸"某局"（本级）\n', "后面还有字"),
    ('部门: {名称: ▸"某局, 代码: "007"}\n', "后面还有字"),
    ("年度: 2024\n条目: ▸[甲, 乙\n\n", "缺“]”"),
    ("三公: ▸{招待: {甲: 3}\n", "缺“}”"),
    ("说明: |\n  “{”和\"都在话里\n表: {甲: [1, '二'], 乙: 2}  # 说明 [\n收入: ▸{甲: 1\n支出: []\n", "缺“}”"),
]


@pytest.mark.parametrize(("marked", "words"), CASES)
def test_what_is_left_open_is_told_where_it_opens(marked: str, words: str) -> None:
    """With what is lacking; what is in literal texts, comments and other values is passed over."""
    text, place = unmarked(marked)
    (finding,) = refused(text)
    assert at(finding.place) == place
    assert words in finding.message
    assert finding.hint


def _without_one() -> Iterator[tuple[int, str]]:
    for number, line in enumerate(LINES, 1):
        code = line.partition("    #")[0]
        for match in re.finditer(r"[{}\"]", code):
            yield number, code[: match.start()] + code[match.end() :]


@pytest.mark.parametrize(("number", "changed"), list(_without_one()))
def test_every_half_that_is_lost_is_told_in_its_line(number: int, changed: str) -> None:
    """Of a small budget, one bracket or mark after the other; a code that keeps half its marks is another."""
    lines = [*LINES[: number - 1], changed, *LINES[number:]]
    try:
        found = refused("\n".join(lines) + "\n")
    except pytest.fail.Exception:
        assert changed.rstrip().endswith('"')  # the model refuses that
        return
    assert {at(finding.place)[0] for finding in found} == {number}
