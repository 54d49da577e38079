"""The words of a page in the lines in which they are read, in whatever order they were drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.proof.paper import Box
from generator.review.legible import NOTHING
from generator.review.sheets import Sheets

BESIDE = 0.3
"""How much of the height of the smaller of two words of one line is at the height of the other."""
BACK = 0.33
"""Of the steps from word to word, how many may lead back or up: to the next column, to what is drawn last."""
TOUCHING = 0.5
"""Heights of characters between two that are drawn apart, and are one word all the same."""
NEXT = 0.15
"""The same where every character is drawn for itself: between the room that each takes up."""
LEVEL = 0.6
"""As BESIDE, of characters of one word."""
STEP = 4.0
"""Points of height in which characters are looked for that may be of one word."""
MOST_OPEN = 50
"""Words at one height that may still go on: more stand upon each other."""


@dataclass(frozen=True)
class Word:
    """Characters without a blank between them: where they stand in the text of the page, and on it."""

    places: tuple[int, ...]
    marks: str
    first: Box
    last: Box


def read_lines(paper: Sheets, page: int) -> Iterator[list[Word]]:
    """The words that stand in one line, from the left."""
    text = paper.words(page)
    words = [_word(paper, page, *match.span()) for match in re.finditer(r"\S+", text)]
    lines = _by_place(paper, page, text) if _is_scattered(words) else _as_drawn(words, text)
    return (sorted(line, key=lambda word: word.first.left) for line in lines)


def _word(paper: Sheets, page: int, start: int, end: int) -> Word:
    marks = paper.words(page)[start:end]
    return Word(tuple(range(start, end)), marks, paper.read(page, start), paper.read(page, end - 1))


def _is_scattered(words: Sequence[Word]) -> bool:
    """Whether most characters were drawn apart from their neighbours, or words in another order than they are
    read: many steps lead back or up.
    """
    back = sum(
        then.first.bottom <= word.first.top
        or (then.first.left < word.first.left and beside(word.first, then.first, LEVEL))
        for word, then in pairwise(words)
    )
    return sum(len(word.marks) for word in words) < 2 * len(words) or back > BACK * len(words)


def _as_drawn(words: Iterable[Word], text: str) -> Iterator[list[Word]]:
    """What PDFium takes for a line may be several; what it takes for several is one where they touch."""
    line: list[Word] = []
    end = 0
    for found in words:
        gap, end = text[end : found.places[0]], found.places[-1] + 1
        over = NOTHING in gap  # what is written across the page cuts the lines that it crosses
        broken = not over and ("\n" in gap or "\r" in gap)
        touching = not gap.strip(f" \r\n{NOTHING}" if over else "\r\n")
        if line and touching and touches(line[-1].last, found.first):
            last = line.pop()
            line.append(Word((*last.places, *found.places), last.marks + found.marks, last.first, found.last))
            continue
        if line and (broken or not beside(line[-1].last, found.first, BESIDE)):
            yield line
            line = []
        line.append(found)
    if line:
        yield line


def touches(one: Box, other: Box) -> bool:
    """Whether `other` goes on where `one` ends, in the same line."""
    height = max(one.bottom - one.top, other.bottom - other.top)
    gap = other.left - one.right
    return (
        -TOUCHING * height < gap < TOUCHING * height and one.left < other.left and beside(one, other, BESIDE)
    )


def beside(one: Box, other: Box, least: float) -> bool:
    """Whether so much of the smaller of two is at the height of the other."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > least * min(one.bottom - one.top, other.bottom - other.top)


def _by_place(paper: Sheets, page: int, text: str) -> Iterator[list[Word]]:
    """Words and lines from where each character stands, whatever stands before it in the text."""
    places = [place for place, mark in enumerate(text) if not mark.isspace()]
    words = []
    for chain in _chains(places, lambda place: paper.room(page, place)):
        marks = "".join(text[place] for place in chain)
        words.append(Word(tuple(chain), marks, paper.read(page, chain[0]), paper.read(page, chain[-1])))
    return _levels(words, lambda word: paper.room(page, word.places[0]))


def _chains(places: Iterable[int], room: Callable[[int], Box]) -> list[list[int]]:
    """Characters that follow each other without a gap."""
    found: list[list[int]] = []
    ends: dict[int, list[tuple[Box, list[int]]]] = {}
    for box, place in sorted(((room(place), place) for place in places), key=lambda item: item[0].left):
        height = box.bottom - box.top
        level = int((box.top + box.bottom) / 2 / STEP)
        near = [item for key in (level - 1, level, level + 1) for item in ends.get(key, ())]
        near = [(end, chain) for end, chain in near if beside(end, box, LEVEL) and end.left < box.left]
        near = [item for item in near if abs(box.left - item[0].right) < NEXT * height]
        chain = max(near, key=lambda item: item[0].right)[1] if near else []
        if not chain:
            found.append(chain)
        chain.append(place)
        still = (item for item in ends.get(level, ()) if item[1] is not chain)
        still = (item for item in still if item[0].right + height > box.left)
        ends[level] = [*still, (box, chain)][-MOST_OPEN:]
    return found


def _levels(words: Sequence[Word], room: Callable[[Word], Box]) -> Iterator[list[Word]]:
    """The words at one height, from above."""
    line: list[Word] = []
    level: Box | None = None
    for box, word in sorted(((room(word), word) for word in words), key=lambda item: item[0].top):
        if level is None or not beside(level, box, LEVEL):
            if line:
                yield line
            line, level = [], box
        line.append(word)
    if line:
        yield line
