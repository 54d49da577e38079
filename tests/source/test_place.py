"""Places: how they are written, and the line that is shown with a caret."""

from __future__ import annotations

import pytest

from generator.source import Place, SourceText
from generator.source.place import display_width


def test_a_place_is_written_as_editors_understand_it() -> None:
    """file:line:column, so that a click in a terminal leads there."""
    assert str(Place(SourceText("甲/乙.yaml", ""), 3, 7)) == "甲/乙.yaml:3:7"


def test_the_caret_stands_under_its_character() -> None:
    """Chinese characters and full-width punctuation take two columns, a tab one."""
    line, before = Place(SourceText("f", "年度: 2024\n\t金额（元）: x\n"), 2, 9).excerpt()
    assert line == " 金额（元）: x"
    assert before == " " * 13 + "^"
    assert display_width(line[:8]) == 13


@pytest.mark.parametrize("number", [0, 3, 99])
def test_a_line_that_is_not_there_is_empty(number: int) -> None:
    """No place, however wrong, makes the message itself fail."""
    source = SourceText("f", "甲\n乙\n")
    assert source.line(number) == ""
    assert Place(source, number, 1).excerpt() == ("", "^")


def test_places_in_different_reads_of_a_file_are_equal() -> None:
    """A place is where it is, not which copy of the text it was found in."""
    assert Place(SourceText("f", "甲"), 1, 1) == Place(SourceText("f", "乙"), 1, 1)


@pytest.mark.parametrize(
    ("text", "column", "place"),
    [
        ("甲: 一二三\n", 4, (1, 5)),
        ('甲: "一二" # 二\n', 4, (1, 6)),
        ("甲: |\n  一\n  二\n", 4, (3, 3)),
        ('甲: "一\\u4e8c"\n乙: 二\n', 4, (1, 4)),
    ],
)
def test_a_character_is_found_in_its_text(text: str, column: int, place: tuple[int, int]) -> None:
    """The place of one character, in any line of a text; the text itself when it is only escaped there."""
    found = Place(SourceText("f", text), 1, column).of_character("二")
    assert (found.line, found.column) == place


@pytest.mark.parametrize(
    ("file", "column", "text", "part", "place"),
    [
        ("键: 甲乙丙乙\n", 4, "甲乙丙乙", (1, 2), (1, 5)),
        ("键: 甲乙丙乙\n", 4, "甲乙丙乙", (3, 4), (1, 7)),
        ('键: "甲。。乙。。"\n', 4, "甲。。乙。。", (4, 6), (1, 9)),
        ("键: |\n  甲\n  乙丙\n", 4, "甲\n乙丙", (2, 4), (3, 3)),
        ("键: 甲\n  乙\n", 4, "甲 乙", (0, 3), (1, 4)),
        ('键: "甲\\n乙"\n', 4, "甲\n乙", (0, 3), (1, 4)),
    ],
    ids=["first", "second of the same", "quoted", "below", "over two lines", "escaped"],
)
def test_a_part_of_a_text_has_its_place(
    file: str, column: int, text: str, part: tuple[int, int], place: tuple[int, int]
) -> None:
    """A part stands where the file has it; one that the file writes otherwise, where the text begins."""
    found = Place(SourceText("f", file), 1, column).of_part(text, *part)
    assert (found.line, found.column) == place
