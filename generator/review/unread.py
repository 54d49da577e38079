"""Pages whose words cannot be compared: pictures, and fonts that do not say which characters they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.review.sheets import Sheets

FEW_WORDS = 60
"""Characters: with no more of them, a page that is mostly a picture says what it says in the picture."""
MOSTLY = 0.4
"""Of the area of a page, how much a picture covers that is most of it."""


def unread(paper: Sheets) -> Iterator[str]:
    """What to know of the pages of a PDF, as words that go on after its name."""
    kinds: dict[str, list[int]] = {}
    for page in range(len(paper.sizes)):
        if kind := _kind(paper, page):
            kinds.setdefault(kind, []).append(page + 1)
    for kind, pages in kinds.items():
        yield kind.format(ranges(pages))


def _kind(paper: Sheets, page: int) -> str:
    """What keeps the words of a page from being read; nothing where they can be."""
    words = "".join(paper.words(page).split())
    if paper.unread(page):
        if words:
            return "的第 {} 页有些字读不出来（字体里没有写明是哪些字），这些字没有比较，只比较了样子。"
        return "的第 {} 页的字读不出来（字体里没有写明是哪些字），只比较了样子。"
    if words and (len(words) > FEW_WORDS or paper.pictured(page) < MOSTLY):
        return ""
    if not words and not paper.draws(page):
        return ""
    if words:
        return "的第 {} 页主要是图片（可能是扫描的），图里的字没有比较，只比较了样子。"
    return "的第 {} 页没有文字（可能是扫描的，或字已变成图），只比较了样子。"


def ranges(pages: Iterable[int]) -> str:
    """Numbers of pages in words: 1、3—5."""
    runs = (list(run) for _, run in groupby(enumerate(pages), key=lambda item: item[1] - item[0]))
    ends = ((run[0][1], run[-1][1]) for run in runs)
    return "、".join(f"{first}—{last}" if first < last else str(first) for first, last in ends)
