"""Lines of text as paragraphs: where a page breaks them says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from generator.review.line import Line
from generator.review.sheets import Sheets
from generator.review.text_margins import TextMargins

INDENT = 0.8
"""Heights of a character by which a paragraph is indented at least."""
_ENDS = tuple("。！？；：.:;")
_CLOSING = frozenset("，。、；：！？）》”’」』】％%")
"""Marks that no line begins with."""
NEAR_THE_EDGE = 20.0
"""Points from the right edge of a page's words at which a line is full: the paragraph goes on."""


def paragraphs(lines: Sequence[Line], paper: Sheets) -> Iterator[Line]:
    """The lines joined where a line is as full as its page, or is cut by the page's end; rows as they are."""
    gathered: list[Line] = []
    margins = TextMargins(lines, paper)
    for line in lines:
        if gathered and (_is_row(line) or _is_row(gathered[-1]) or not _goes_on(gathered[-1], line, margins)):
            yield _in_one(gathered)
            gathered = []
        gathered.append(line)
    if gathered:
        yield _in_one(gathered)


def _is_row(line: Line) -> bool:
    return line.is_row or line.ends_in_amount


def _in_one(lines: Sequence[Line]) -> Line:
    """Lines that follow each other as one; two numbers, or two words of letters, stay apart."""
    if len(lines) == 1:
        return lines[0]
    words: list[str] = []
    for line in lines:
        last = words[-1] if words else ""
        if last.isascii() and last.isalnum() and line.words[0].isascii():
            words[-1] += " "
        words += line.words
    begin = accumulate((len(line.words) for line in lines[:-1]), initial=0)
    places = tuple(place for line in lines for place in line.places)
    return replace(lines[0], words=tuple(words), places=places, begin=tuple(begin))


def _goes_on(line: Line, then: Line, margins: TextMargins) -> bool:
    """Whether the text goes on in the next line: there was no room for the next word, and no paragraph ends
    and begins there. A row of a ruled table ends with its cells, and what stands at the right by itself.
    """
    paper = margins.paper
    if line.in_table or then.in_table or line.is_ruled != then.is_ruled:
        return False
    left, right = margins.of(line)
    begin, end, start = (paper.read(*place) for place in (line.places[0], line.places[-1], then.places[0]))
    if begin.left > (left + right) / 2 or end.right + _first_word(then, paper) <= right - NEAR_THE_EDGE:
        return False
    indent = start.left - margins.of(then)[0]
    return not (line.text[-1:] in _ENDS and indent > INDENT * (start.bottom - start.top))


def _first_word(line: Line, paper: Sheets) -> float:
    """How much wider than a character that is with which a line begins, and which no line breaks: a number, a
    word, a character with the mark behind it.
    """
    count = next((i for i, word in enumerate(line.words) if not word.isascii()), len(line.words)) or 1
    closed = next(
        (i for i, word in enumerate(line.words[count:]) if word not in _CLOSING), len(line.words) - count
    )
    first, last = (paper.read(*line.places[place]) for place in (0, count + closed - 1))
    return max(0.0, last.right - first.right)
