"""Words of two PDFs between lines that stayed: what differs, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.proof.paper import Box
from generator.review.entry import Entry, Marks, Runs, marks_at
from generator.review.folding import folded_runs
from generator.review.likeness import Likeness
from generator.review.line import Line
from generator.review.naming import MOST_NAMES
from generator.review.sheets import Sheets
from generator.review.wording import ALIKE, spans
from generator.source.stretches import Effort, stretches

MOST_PAIRS = 10**8
"""Pairs of characters that are compared at one place: beyond, the one text is gone and the other is new.

Why: the time grows with them, to minutes for two documents that have no line in common.
"""


def text_entries(old: Sequence[Line], new: Sequence[Line], before: Sheets, after: Sheets) -> list[Entry]:
    """What differs between two stretches of words; nothing when they only stand in other lines."""
    if _text(old) == _text(new):
        return []
    found = []
    for tag, a, b, c, d in stretches([line.text for line in old], [line.text for line in new]):
        if tag != "equal" and _text(old[a:b]) != _text(new[c:d]):
            found += [_entry(one, other, before, after) for one, other in _pairs(old[a:b], new[c:d])]
    return found


def _text(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)


def _pairs(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """Paragraphs that are alike, or the only ones on both sides; those that came or went stand alone."""
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    found: dict[int, int] = {}
    paired: set[int] = set()
    for _, i, j in sorted(_scores([line.text for line in old], [line.text for line in new])):
        if i not in paired and j not in found:
            found[j] = i
            paired.add(i)
    yield from ((one, None) for i, one in enumerate(old) if i not in paired)
    yield from ((old[found[j]] if j in found else None, other) for j, other in enumerate(new))


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


def _entry(old: Line | None, new: Line | None, before: Sheets, after: Sheets) -> Entry:
    one, other = (side.words if side else () for side in (old, new))
    whole = (("删", "".join(one)), ("增", "".join(other)))
    many = not one or not other or len(one) * len(other) > MOST_PAIRS
    runs = tuple(run for run in (whole if many else folded_runs(one, other)) if run[1])
    bare = tuple((kind, re.sub(r"\s", "", run)) for kind, run in runs)
    marks = _marked(old, bare, "删", before), _marked(new, bare, "增", after)
    pages = [f"第 {side.page + 1} 页" if side else "无" for side in (old, new)]
    what = "改动" if old and new else "增加" if new else "减少"
    return Entry("文字", pages[0], f"{what}　{pages[0]} → {pages[1]}", runs=runs, marks=marks)


def _marked(paragraph: Line | None, runs: Runs, kind: str, paper: Sheets) -> Marks:
    """The boxes of the lines that have something in the runs of `kind`, or of all where there is none."""
    if paragraph is None:
        return Marks()
    touched = {position for start, end in spans(runs, kind) for position in range(start, end)}
    boxes: list[Box] = []
    ends = (*paragraph.begin[1:], len(paragraph.words))
    for start, end in zip(paragraph.begin, ends, strict=True):
        if not touched or not touched.isdisjoint(range(start, end)):
            boxes += paper.boxes(paragraph.places[start:end])
    return marks_at(boxes)
