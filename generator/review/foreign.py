"""Two PDFs of which one at least is not ours: compared by the text and the look of their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from generator.proof.paper import Box, Paper
from generator.review.entry import Entry, Marks, Runs
from generator.review.wording import runs_between, spans, token

NOTE = (
    "两份 PDF 里至少有一份没有附 gongkai 的数据，只能比较页面上的文字和图形："
    "看不出一个数为什么变，表格按行的文字比较。"
)
LOOK = 1.0
"""Pixels in a point where the look of pages is compared."""
FAINT = 64
"""Steps of grey, of 255, below which a difference is one of drawing and not of content."""
MOST_PAIRS = 10**8
"""Pairs of characters that are compared at one place: beyond, the one text is gone and the other is new.

Why: the time grows with them, to minutes for two documents that have no line in common.
"""

_CHARACTERS = re.compile(r"(\S)(\s?)")
_PAGE_NUMBER = re.compile(r"[—–\-·.第页共/\s]*\d{0,4}[—–\-·.第页共/\s\d]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, a word for each character with the blank behind it.

    `start` and `end` are its characters on the page.
    """

    page: int
    words: tuple[str, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """What is compared: blanks are the writing program's."""
        return "".join(word[0] for word in self.words)


def foreign_entries(old: Paper, new: Paper) -> list[Entry]:
    """What differs in the text, line by line, and in the look of pages with the same text or none."""
    before, after = _lines(old), _lines(new)
    matcher = SequenceMatcher(
        None, [line.text for line in before], [line.text for line in after], autojunk=False
    )
    found: list[Entry] = []
    pages: dict[int, int] = {}
    for tag, a, b, c, d in matcher.get_opcodes():
        entry = None if tag == "equal" else _text(before[a:b], after[c:d], old, new)
        if entry:
            found.append(entry)
            continue
        for one, other in zip(before[a:b], after[c:d], strict=False):
            pages.setdefault(one.page, other.page)
    changed = [{box.page for e in found for box in e.marks[side].boxes} for side in (0, 1)]
    for before_page, after_page in pages.items():
        if before_page not in changed[0] and after_page not in changed[1]:
            found += _look(old, new, before_page, after_page)
    return [*found, *_pages_without_words(old, new, before, after)]


def _lines(paper: Paper) -> list[Line]:
    """The lines of all pages; page numbers are left out, they only move."""
    lines = []
    for page, text in enumerate(paper.words):
        for match in re.finditer(r"[^\r\n]+", text):
            words = tuple(mark + (" " if blank else "") for mark, blank in _CHARACTERS.findall(match[0]))
            if words and not _PAGE_NUMBER.fullmatch(match[0]):
                lines.append(Line(page, words, *match.span()))
    return lines


def _text(old: Sequence[Line], new: Sequence[Line], before: Paper, after: Paper) -> Entry | None:
    """The change from some lines to others; None when the words only stand in other lines."""
    one, other = (list(_words(side)) for side in (old, new))
    if list(map(token, one)) == list(map(token, other)):
        return None
    many = len(one) * len(other) > MOST_PAIRS
    whole = (("删", "".join(one)), ("增", "".join(other)))
    runs = whole if many else tuple(runs_between(one, other))
    bare = tuple((kind, re.sub(r"\s", "", run)) for kind, run in runs)
    marks = (Marks(*_marked(old, bare, "删", before)), Marks(*_marked(new, bare, "增", after)))
    pages = [f"第 {side[0].page + 1} 页" if side else "无" for side in (old, new)]
    what = "改动" if old and new else "增加" if new else "减少"
    return Entry("文字", pages[0], f"{what}　{pages[0]} → {pages[1]}", runs=runs, marks=marks)


def _words(lines: Sequence[Line]) -> Iterator[str]:
    """The words of lines that follow each other; two numbers, or two words of letters, stay apart."""
    last = ""
    for line in lines:
        if last.isascii() and last.isalnum() and line.words[0].isascii():
            yield f"{last} "
        elif last:
            yield last
        yield from line.words[:-1]
        last = line.words[-1]
    if last:
        yield last


def _marked(lines: Sequence[Line], runs: Runs, kind: str, paper: Paper) -> tuple[tuple[Box, ...], int | None]:
    """The boxes of the lines that have something in the runs of `kind`, or of all where there is none."""
    touched = {position for start, end in spans(runs, kind) for position in range(start, end)}
    boxes, first = [], 0
    for line in lines:
        if not touched or not touched.isdisjoint(range(first, first + len(line.text))):
            boxes.append(paper.of_text(line.page, line.start, line.end))
        first += len(line.text)
    return tuple(boxes), boxes[0].page if boxes else None


def _pages_without_words(
    old: Paper, new: Paper, before: Sequence[Line], after: Sequence[Line]
) -> Iterator[Entry]:
    """What differs between the pages on which no line stands (scans): the first against the first."""
    said = [{line.page for line in lines} for lines in (before, after)]
    bare = [[page for page in range(len(p.sizes)) if page not in said[i]] for i, p in enumerate((old, new))]
    for one, other in zip_longest(*bare):
        if one is None:
            title = f"增加　没有文字的第 {other + 1} 页"
            yield Entry("图形", "无", title, marks=(Marks(), Marks(page=other)))
        elif other is None:
            title = f"减少　没有文字的第 {one + 1} 页"
            yield Entry("图形", f"第 {one + 1} 页", title, marks=(Marks(page=one), Marks()))
        else:
            yield from _look(old, new, one, other)


def _look(old: Paper, new: Paper, one: int, other: int) -> Iterator[Entry]:
    """A difference in the picture of two pages that say the same, page numbers aside."""
    from PIL import ImageChops

    pictures = [_without_number(paper, page) for paper, page in ((old, one), (new, other))]
    if pictures[0].size != pictures[1].size:
        marks = (Marks(page=one), Marks(page=other))
        yield Entry("图形", f"第 {one + 1} 页", "页面大小不同", marks=marks)
        return
    difference = ImageChops.difference(*pictures).point([0] * FAINT + [255] * (256 - FAINT))
    if edges := difference.getbbox():
        left, top, right, bottom = (edge / LOOK for edge in edges)
        marks = (
            Marks((Box(one, left, top, right, bottom),), one),
            Marks((Box(other, left, top, right, bottom),), other),
        )
        title = f"图形不同　第 {one + 1} 页 → 第 {other + 1} 页"
        yield Entry("图形", f"第 {one + 1} 页", title, marks=marks)


def _without_number(paper: Paper, page: int) -> Any:
    from PIL import ImageDraw

    picture = paper.image(page, LOOK)
    draw = ImageDraw.Draw(picture)
    for match in re.finditer(r"[^\r\n]+", paper.words[page]):
        if _PAGE_NUMBER.fullmatch(match[0]) and match[0].strip():
            box = paper.of_text(page, *match.span())
            draw.rectangle([edge * LOOK for edge in (box.left, box.top, box.right, box.bottom)], fill=255)
    return picture
