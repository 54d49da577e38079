"""Attachments that changed: what differs on their pages, and where that stands in the document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.proof.published import open_pdf
from generator.review.changes import as_json, as_markdown, as_text
from generator.review.compare import compare
from generator.review.comparison import Comparison, What
from generator.review.entries import entries
from generator.review.naming import Names
from generator.review.printed_side import PrintedSide
from generator.review.sheets import Sheets, around
from generator.review.side import open_side
from tests.budgets import CONSISTENT, written_to
from tests.press.foreign import A4, foreign_pdf
from tests.review.conftest import printed

BOUND = "附件: [{标题: 批复文件, 文件: 批复.pdf}]\n"


def _with_attachment(folder: Path, words: str, size: tuple[float, float] = A4) -> str:
    written_to(folder, CONSISTENT + BOUND)
    foreign_pdf(folder / "批复.pdf", words=words, pages=2, size=size)
    return str(folder)


def _compared(old: str, new: str) -> Comparison:
    with open_side(old) as before, open_side(new) as after:
        return compare(before, after)


def test_what_differs_on_the_pages_is_told(tmp_path: Path) -> None:
    """Other bytes are a change; the words that differ are named with their pages."""
    one, other = (_with_attachment(tmp_path / side, words) for side, words in (("旧", "AB"), ("新", "XY")))
    comparison = _compared(one, other)
    (change,) = comparison.attachments
    assert (change.title, change.what) == ("批复文件", What.CHANGED)
    assert "改动 批复文件：减少　第 1 页 → 无：[-AB 1-]；减少　第 2 页 → 无：[-AB 2-]；" in as_text(
        comparison
    )
    assert "增加　无 → 第 1 页：**XY 1**；增加　无 → 第 2 页：**XY 2**\n" in as_markdown(comparison)
    (told,) = json.loads(as_json(comparison))["attachments"]
    assert [page["runs"] for page in told["pages"]] == [
        [["删", "AB 1"]],
        [["删", "AB 2"]],
        [["增", "XY 1"]],
        [["增", "XY 2"]],
    ]


def test_an_attachment_that_came_or_went_is_told(tmp_path: Path) -> None:
    """By its title, without its pages."""
    one, other = str(written_to(tmp_path / "旧")), _with_attachment(tmp_path / "新", "XY")
    (came,), (went,) = _compared(one, other).attachments, _compared(other, one).attachments
    assert (came.what, came.title, came.pages) == (What.ADDED, "批复文件", ())
    assert (went.what, went.title, went.pages) == (What.REMOVED, "批复文件", ())


def test_one_that_cannot_be_read_has_changed_all_the_same(tmp_path: Path) -> None:
    """What is known is said."""
    one, other = (_with_attachment(tmp_path / side, "AB") for side in ("旧", "新"))
    (tmp_path / "新" / "批复.pdf").write_bytes(b"%PDF-1.7 spoiled")
    comparison = _compared(one, other)
    assert [change.what for change in comparison.attachments] == [What.CHANGED]
    assert "改动 批复文件：“现在的文件”不是 PDF，或已损坏\n" in as_text(comparison)
    (tmp_path / "新" / "批复.pdf").unlink()
    gone = "改动 批复文件：现在的文件不在或读不了，没有比较各页\n"
    assert gone in as_text(_compared(one, other))
    assert comparison.texts == ()


def test_two_of_one_title_are_two(tmp_path: Path) -> None:
    """The first is compared with the first, the second with the second."""
    two = BOUND.replace("]", ", {标题: 批复文件, 文件: 二.pdf}]")
    for side, words in (("旧", "AB"), ("新", "XY")):
        written_to(tmp_path / side, CONSISTENT + two)
        foreign_pdf(tmp_path / side / "批复.pdf", words="SAME")
        foreign_pdf(tmp_path / side / "二.pdf", words=words)
    (change,) = _compared(str(tmp_path / "旧"), str(tmp_path / "新")).attachments
    assert (change.what, change.title) == (What.CHANGED, "批复文件#2")


@pytest.mark.parametrize("size", [A4, A4[::-1]], ids=["upright", "landscape"])
def test_the_boxes_lie_on_the_words_where_they_are_bound_in(
    tmp_path: Path, size: tuple[float, float]
) -> None:
    """Pages are made smaller to fit between our heading and our number, and so are the boxes."""
    said = ("OLDWORDS", "CHANGED")
    folders = [
        _with_attachment(tmp_path / side, words, size) for side, words in zip("旧新", said, strict=True)
    ]
    papers = [open_pdf(printed(Path(folder), Path(f"{folder}.pdf"))).paper for folder in folders]
    with open_side(folders[0]) as before, open_side(folders[1]) as after:
        comparison = compare(before, after)
        sides = PrintedSide(before, papers[0], comparison.names), PrintedSide(after, papers[1], Names())
        whole, *changes = (entry for entry in entries(comparison, *sides) if entry.group == "附件")
    assert (whole.title, {change.depth for change in changes}) == ("改动 批复文件", {1})
    for side, (paper, words) in enumerate(zip(papers, said, strict=True)):
        first = next(page for page, text in enumerate(paper.words) if words in text)
        boxes = [box for change in changes for box in change.marks[side].boxes]
        assert [box.page for box in boxes] == [first, first + 1]
        assert whole.marks[side].page == first
        start = paper.words[first].index(words)
        sheets, box = Sheets(paper.data), boxes[0]
        stands = around(*(sheets.mark(first, place) for place in range(start, start + len(words))))
        assert abs(box.left - stands.left) < 1
        assert box.top - 1 < stands.top < stands.bottom < box.bottom + 1
        assert stands.right < box.right + 1
