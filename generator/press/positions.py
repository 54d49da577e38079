"""Places on paper (版面): where every figure and every passage of a document stands on its finished pages.

It is enclosed in the PDF, so that published files can be compared page by page without setting them again.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from typing import Any

from generator.document.passages import passages_of
from generator.press.layout import NumberedSection
from generator.press.section.on_paper import Box, PrintedPassage

NAME = "版面.json"
"""What the file is called inside the PDF."""


def positions(sections: Sequence[NumberedSection]) -> bytes:
    """UTF-8 JSON: 纸 (width, height of every page), 数 (figure id → boxes), 文 (section → its passages).

    A box is [page from 0, left, top, right, bottom], in points from the upper left corner. A passage is its
    boxes (rows and charts only; one a page), then its stretches of text, each a box and how many
    characters it has, blanks not counted.
    """
    firsts = [sum(len(before.pages) for before in sections[:index]) for index in range(len(sections))]
    numbered = list(zip(firsts, sections, strict=True))
    figures: dict[str, list[list[float]]] = {}
    in_text = [(first, printed) for first, section in numbered for printed in section.print.figures]
    in_charts = [(first, printed) for first, section in numbered for printed in section.print.chart_figures]
    for first, printed in (*in_text, *in_charts):
        figures.setdefault(printed.figure, []).append(_box(first + printed.page, printed.box))
    words = {name: found for first, section in numbered for name, found in _words(section, first)}
    sizes = [[round(page.width, 1), round(page.height, 1)] for section in sections for page in section.pages]
    data = {"纸": sizes, "数": figures, "文": words}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _words(section: NumberedSection, first: int) -> Iterator[tuple[str, list[list[list[list[Any]]]]]]:
    """The passages of a section whose pages begin at page `first`, or of every part that shares them."""
    printed = iter(section.print.passages)
    for part in section.section.parts:
        count = len(passages_of(part.html, part.name))
        yield part.name, [_passage(passage, first) for passage in itertools.islice(printed, count)]
    if not section.section.parts:
        yield section.section.name, [_passage(passage, first) for passage in printed]


def _passage(passage: PrintedPassage, first: int) -> list[list[list[Any]]]:
    """Boxes and stretches of a passage of a section whose pages begin at page `first`."""
    frames = [_box(first + frame.page, frame.box) for frame in passage.frames]
    lines = [[*_box(first + line.page, line.box), line.characters] for line in passage.stretches]
    return [frames, lines]


def _box(page: int, box: Box) -> list[float]:
    return [page, *(round(edge, 1) for edge in box)]
