"""Slips that YAML takes without a word, and authors do not mean."""

from __future__ import annotations

import pytest

from tests.written import at, mapping, read, refused


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("概述: 负责集中\n  保管档案。\n", "负责集中保管档案。"),
        ('概述: "负责集中\n  保管档案。"\n', "负责集中保管档案。"),
        ("概述: >-\n  负责集中\n  保管档案。\n", "负责集中保管档案。"),
        ("概述: 共有 A\n  B 两类\n", "共有 A B 两类"),
        ("概述: 张 三\n", "张 三"),
    ],
)
def test_a_broken_line_leaves_no_blank_between_chinese_characters(text: str, value: str) -> None:
    """Where a long text was broken there is no blank; a blank that was typed stays."""
    assert mapping(text)["概述"] == value


def test_words_behind_a_hash_are_not_lost_without_a_word() -> None:
    """A text cut short by “ #1” is refused with the place of the words that would be lost."""
    _, (finding,) = read("概述: 档案馆 #1 是事业单位。\n")
    assert finding.code == "S19"
    assert at(finding.place) == (1, 9)
    assert "引号" in finding.hint


@pytest.mark.parametrize(
    "text", ["金额: 5.00 #差旅费\n", "名称: 甲  # 说明\n", "名称: '甲' #说明\n", "名称: 甲 ## 一\n"]
)
def test_comments_stay_comments(text: str) -> None:
    """A comment behind a number, behind a quoted text or after a blank is what it looks like."""
    assert read(text)[1] == []


def test_a_reference_at_the_beginning_wants_quotes() -> None:
    """A text that begins with {{ is YAML for something else; the hint says what to do."""
    (finding,) = refused("概述: {{ 表三.合计.合计 }}是合计。\n")
    assert "引号" in finding.hint
