"""Words of two PDFs between lines that stayed: what differs, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.proof.paper import Box
from generator.review.entry import Entry, Marks, Runs
from generator.review.folding import folded_runs
from generator.review.likeness import Likeness
from generator.review.line import Line
from generator.review.naming import MOST_NAMES
from generator.review.page_lines import right_edge
from generator.review.sheets import Sheets
from generator.review.wording import ALIKE, spans
from generator.source.stretches import Effort, stretches

MOST_PAIRS = 10**8
"""Pairs of characters that are compared at one place: beyond, the one text is gone and the other is new.

Why: the time grows with them, to minutes for two documents that have no line in common.
"""
NEAR_THE_EDGE = 20.0
"""Points from the right edge of a page's words at which a line is full: the paragraph goes on."""

Paragraph = tuple[Line, ...]


def text_entries(old: Sequence[Line], new: Sequence[Line], before: Sheets, after: Sheets) -> list[Entry]:
    """What differs between two stretches of words; nothing when they only stand in other lines."""
    if _text(old) == _text(new):
        return []
    ones, others = list(_paragraphs(old, before)), list(_paragraphs(new, after))
    found = []
    for tag, a, b, c, d in stretches(list(map(_text, ones)), list(map(_text, others))):
        if tag != "equal" and "".join(map(_text, ones[a:b])) != "".join(map(_text, others[c:d])):
            found += [_entry(one, other, before, after) for one, other in _pairs(ones[a:b], others[c:d])]
    return found


def _text(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)


def _paragraphs(lines: Sequence[Line], paper: Sheets) -> Iterator[Paragraph]:
    """The lines joined where a line is as full as its page, or is cut by the page's end."""
    gathered: list[Line] = []
    edges: dict[int, float] = {}
    for line in lines:
        last = gathered[-1] if gathered else None
        if last and last.page not in edges:
            edges[last.page] = right_edge(paper, last.page)
        if last and not _is_full(last, paper, edges[last.page]):
            yield tuple(gathered)
            gathered = []
        gathered.append(line)
    if gathered:
        yield tuple(gathered)


def _is_full(line: Line, paper: Sheets, edge: float) -> bool:
    """Whether the text goes on behind it; a row of a ruled table ends with its cells."""
    return not line.in_table and paper.read(*line.places[-1]).right > edge - NEAR_THE_EDGE


def _pairs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Paragraphs that are alike, or the only ones on both sides; those that came or went stand alone."""
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    found: dict[int, int] = {}
    paired: set[int] = set()
    for _, i, j in sorted(_scores(list(map(_text, old)), list(map(_text, new)))):
        if i not in paired and j not in found:
            found[j] = i
            paired.add(i)
    yield from ((one, ()) for i, one in enumerate(old) if i not in paired)
    yield from ((old[found[j]] if j in found else (), other) for j, other in enumerate(new))


def _scores(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """(likeness, below nought; number in the one, in the other) of all that are alike; of very many, of those
    at one place.
    """
    effort, many = Effort(), len(old) * len(new) > MOST_NAMES
    for j, other in enumerate(new):
        likeness = Likeness(other, effort)
        for i, one in enumerate(old[j : j + 1], j) if many else enumerate(old):
            if score := likeness.of(one, ALIKE):
                yield -score, i, j


def _entry(old: Sequence[Line], new: Sequence[Line], before: Sheets, after: Sheets) -> Entry:
    one, other = (list(_words(side)) for side in (old, new))
    whole = (("删", "".join(one)), ("增", "".join(other)))
    many = not one or not other or len(one) * len(other) > MOST_PAIRS
    runs = tuple(run for run in (whole if many else folded_runs(one, other)) if run[1])
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


def _marked(
    lines: Sequence[Line], runs: Runs, kind: str, paper: Sheets
) -> tuple[tuple[Box, ...], int | None]:
    """The boxes of the lines that have something in the runs of `kind`, or of all where there is none."""
    touched = {position for start, end in spans(runs, kind) for position in range(start, end)}
    boxes: list[Box] = []
    first = 0
    for line in lines:
        if not touched or not touched.isdisjoint(range(first, first + len(line.words))):
            boxes += paper.boxes(line.places)
        first += len(line.words)
    return tuple(boxes), boxes[0].page if boxes else None
