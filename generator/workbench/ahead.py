"""What pages will say (还没有排的): told where it will stand as soon as it is known, before it is set."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from generator.document import Section
from generator.document.passages import CELL, Mention, Passage, PassageKind, Word, passages_of
from generator.press.boxes import ASCENT, DESCENT
from generator.press.positions import positions
from generator.press.section.on_paper import PrintedFigure
from generator.proof.paper import Box, Paper
from generator.workbench.sheets import Sheet

SIZE = 9.0
"""Points: of letters in a row that has none yet."""


def ahead(sheet: Sheet, section: Section) -> list[list[Any]]:
    """[page, left, top, right, bottom, size of letters, text] of all that `section` says anew, in points.

    Nothing where it has more or fewer passages than are on `sheet`: then all would stand elsewhere.
    """
    was, will = _passages(sheet.numbered.section), _passages(section)
    if [one.kind for one in was] != [one.kind for one in will]:
        return []
    found = _Finder(sheet, was)
    return [
        told for pair in enumerate(zip(was, will, strict=True)) for told in found.changed(pair[0], *pair[1])
    ]


def _passages(section: Section) -> list[Passage]:
    parts = section.parts or (section,)
    return [passage for part in parts for passage in passages_of(part.html, part.name)]


def _cells(passage: Passage) -> list[list[Word]]:
    """The cells of a row; all words of another passage."""
    cells: list[list[Word]] = [[]]
    for word in passage.words:
        if word == CELL:
            cells.append([])
        else:
            cells[-1].append(word)
    return cells


def _named(words: Sequence[Word]) -> list[str]:
    """The words with figures by name, whatever they are worth."""
    return [f"{CELL}{word.figure}" if isinstance(word, Mention) else word for word in words]


def _text(words: Sequence[Word]) -> str:
    return "".join(word.printed if isinstance(word, Mention) else word for word in words)


class _Finder:
    """Finds the places of what changed on a sheet, whose passages are gone through in order."""

    def __init__(self, sheet: Sheet, passages: Sequence[Passage]) -> None:
        self._paper = Paper(b"", positions([sheet.numbered]))
        self._printed = sheet.numbered.print.passages
        self._figures_of: dict[tuple[bool, str], list[PrintedFigure]] = defaultdict(list)
        for in_chart, figures in enumerate(
            (sheet.numbered.print.figures, sheet.numbered.print.chart_figures)
        ):
            for printed in figures:
                self._figures_of[bool(in_chart), printed.figure].append(printed)
        self._times = Counter(
            (one.kind is PassageKind.CHART, name) for one in passages for name in one.figures
        )
        self._seen: Counter[tuple[bool, str]] = Counter()

    def changed(self, number: int, was: Passage, will: Passage) -> Iterator[list[Any]]:
        """What passage `number` says anew."""
        lines = self._printed[number].stretches
        size = (lines[0].box[3] - lines[0].box[1]) / (ASCENT + DESCENT) if lines else SIZE
        start, before, after = 0, _cells(was), _cells(will)
        for index, words in enumerate(before):
            now = after[index] if len(after) == len(before) else words
            figures = [self._printed_as(was, word) for word in words if isinstance(word, Mention)]
            if _named(words) == _named(now):
                yield from (
                    _at(printed, size, text) for printed, text in _figures(words, now, figures) if printed
                )
            else:
                boxes = self._paper.of_characters(was, start, start + len(_text(words)))
                yield from _over(boxes, size, _text(now))
            start += len(_text(words)) + 1

    def _printed_as(self, passage: Passage, mention: Mention) -> PrintedFigure | None:
        """Where it stands; None when that is not certain."""
        key = passage.kind is PassageKind.CHART, mention.figure
        figures, index = self._figures_of[key], self._seen[key]
        self._seen[key] += 1
        return figures[index] if len(figures) == self._times[key] else None


def _figures(
    was: Sequence[Word], will: Sequence[Word], figures: Sequence[PrintedFigure | None]
) -> Iterator[tuple[PrintedFigure | None, str]]:
    pairs = (
        (a, b) for a, b in zip(was, will, strict=True) if isinstance(a, Mention) and isinstance(b, Mention)
    )
    for (before, after), printed in zip(pairs, figures, strict=True):
        if before.printed != after.printed:
            yield printed, after.printed


def _at(printed: PrintedFigure, size: float, text: str) -> list[Any]:
    return [printed.page, *(round(edge, 1) for edge in printed.box), round(size, 1), text]


def _over(boxes: Sequence[Box], size: float, text: str) -> Iterator[list[Any]]:
    """`text` over all `boxes` of the page that it begins on; what stood on the next is covered."""
    for page in dict.fromkeys(box.page for box in boxes):
        here = [box for box in boxes if box.page == page]
        edges = (
            min(box.left for box in here),
            min(box.top for box in here),
            max(box.right for box in here),
            max(box.bottom for box in here),
        )
        yield [page, *(round(edge, 1) for edge in edges), round(size, 1), text]
        text = ""
