"""标点挤压: of two marks side by side the first gives up its empty half, in paragraphs only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.press.marks import HALF, close_up
from tests.html_tables import text_of
from tests.inspection.inspector import faults
from tests.inspection.setting import set_html


def half(mark: str) -> str:
    """The mark as it is written then."""
    return HALF.format(mark)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>（甲），乙。”</p>", f"<p>（甲{half('）')}，乙{half('。')}”</p>"),
        (
            "<p>乙<span class='kept'>单位）</span>。</p>",
            f"<p>乙<span class='kept'>单位{half('）')}</span>。</p>",
        ),
        ("<p>甲》）。</p>", f"<p>甲{half('》')}{half('）')}。</p>"),
        ("<p>甲，（乙）</p>", "<p>甲，（乙）</p>"),
        ("<p>甲）</p><p>。</p>", "<p>甲）</p><p>。</p>"),
        ("<td>甲）。</td>", "<td>甲）。</td>"),
        ('<p><span title="）。">甲</span></p>', '<p><span title="）。">甲</span></p>'),
    ],
)
def test_the_first_of_two_marks_is_half_as_wide(before: str, after: str) -> None:
    """Closing marks before closing ones, also over the end of a span; never in attributes or cells."""
    assert close_up(before) == after


@given(st.text("甲，。）”《（、1", max_size=40))
def test_nothing_is_lost(text: str) -> None:
    """The words are what they were."""
    assert text_of(close_up(f"<p>{text}</p>")) == text_of(f"<p>{text}</p>")


def test_marks_stand_closer_on_paper() -> None:
    """By half a character; nothing is printed over something else, and copying gives what was written."""
    paper = set_html("<p>甲（乙）。丙</p><p>甲（乙）丁丙</p>", "text")
    assert faults([paper]) == []
    [trimmed, whole] = [line.right for line in paper.lines[0]]
    assert whole - trimmed == pytest.approx(8, abs=0.5)
    assert "甲（乙）。丙" in paper.painted[0].copied
