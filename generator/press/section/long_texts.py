"""Long texts in forms: one paragraph to the eye, several rows to the page.

A row does not break over pages. Where a text has many lines the form is laid out once to know where they end,
and the row becomes several of a few lines each, without a rule or a gap between.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from generator.document import Section
from generator.press.boxes import descendants
from generator.press.engine import Engine
from generator.press.hooks import boxes, page_box
from generator.press.section.rows import root_of

if TYPE_CHECKING:
    Lines = Mapping[int, Sequence[int]]
    """The characters of every line of a paragraph, blanks not counted, by the id of its element."""

CHARACTERS = 240
"""A cell with fewer is not long in any column."""
LONG, PIECE = 8, 3
"""Lines: of a row that stays whole, and of one of the rows that a longer one becomes."""


def in_pieces(engine: Engine, section: Section) -> Section:
    """`section` with the long texts of a form in rows of a few lines."""
    if section.classes != "performance" or not _has_long_cell(section.html):
        return section
    pages = engine.lay_out(section.html, section.classes).pages
    root, lines = root_of(pages), dict(_lines(pages))
    for group in list(root.iter()):
        if any("data-row" in row.attrib for row in group):
            cut_group(group, lines)
    body = root.find("body")
    html = (body.text or "") + "".join(ElementTree.tostring(one, "unicode", "html") for one in body)
    return replace(section, html=html)


def _has_long_cell(html: str) -> bool:
    cells = (cell.rpartition("<td")[2] for cell in html.split("</td>"))
    return any(len(cell) > CHARACTERS for cell in cells)


def _lines(pages: Sequence[Any]) -> Iterator[tuple[int, list[int]]]:
    found: dict[int, list[int]] = {}
    for page in pages:
        for block in descendants(page_box(page), boxes().BlockBox):
            if block.element_tag == "p":
                counts = found.setdefault(id(block.element), [])
                counts += [_characters(line) for line in block.children if isinstance(line, boxes().LineBox)]
    yield from found.items()


def _characters(line: Any) -> int:
    return sum(_size(text.text) for text in descendants(line, boxes().TextBox))


def cut_group(group: Any, lines: Lines) -> None:
    """Cut the long rows of a table; cells that reach over them reach over all that they become."""
    reaching: list[tuple[Any, int]] = []
    whole: list[Any] = []
    index = 0
    for row in group:
        whole.append(row)
        if row.tag != "tr":
            continue
        reaching = [(cell, end) for cell, end in reaching if end > index]
        own = [(cell, index + int(cell.get("rowspan", "1"))) for cell in row]
        texts = [cell for cell in row if _is_text(cell, lines)]
        labels = [cell for cell in row if cell.tag == "th"]
        if len(texts) + len(labels) == len(row):
            more = _below(row, texts, lines)
            whole += more
            for cell in (*(cell for cell, _ in reaching), *labels) if more else ():
                cell.set("rowspan", str(int(cell.get("rowspan", "1")) + len(more)))
                cell.set("scope", "rowgroup")
        reaching += own
        index += 1
    group[:] = whole


def _is_text(cell: Any, lines: Lines) -> bool:
    whole = len(cell) and all(one.tag == "p" and id(one) in lines for one in cell)
    return cell.tag == "td" and (whole or not "".join(cell.itertext()).strip())


def _below(row: Any, texts: Sequence[Any], lines: Lines) -> list[Any]:
    """The rows that go on with the texts of `row`, which keeps their first lines."""
    longest = max((sum(len(lines[id(one)]) for one in cell) for cell in texts), default=0)
    if longest <= LONG:
        return []
    ends = [*range(0, longest - 1, PIECE), longest]
    pieces = [_pieces(cell, lines, ends) for cell in texts]
    below = [row.makeelement("tr", dict(row.items()) | {"data-piece": ""}) for _ in ends[2:]]
    for number, one in enumerate(below, 1):
        one.extend(cells[number] for cells in pieces)
        _add_class(one, "joined")
    for cell, cells in zip(texts, pieces, strict=True):
        cell[:] = list(cells[0])
    for one in (row, *below)[:-1]:
        _add_class(one, "goes-on")
    return below


def _pieces(cell: Any, lines: Lines, ends: Sequence[int]) -> list[Any]:
    """Cells with the lines between neighbouring `ends` of a cell."""
    pieces = [_copy(cell) for _ in ends[1:]]
    first = number = 0
    for paragraph in cell:
        counts = lines[id(paragraph)]
        sums = [0, *accumulate(counts)]
        while ends[number + 1] <= first:
            number += 1
        starts = [0]
        while ends[number + len(starts)] < first + len(counts):
            starts.append(ends[number + len(starts)] - first)
        parts = Cutting([sums[end] - sums[start] for start, end in pairwise(starts)]).of(paragraph)
        for place, part in enumerate(parts, number):
            if part is not parts[-1]:
                _add_class(part, "goes-on")
            pieces[place].append(part)
        first += len(counts)
    return pieces


class Cutting:
    """Cuts an element behind so many characters each, in one walk: what stands between cuts is a copy of it.

    An element within it that has characters on both sides of a cut is on both, any other on one.
    """

    def __init__(self, counts: Sequence[int]) -> None:
        self._number = len(counts) + 1
        self._counts = iter(counts)
        self._left = next(self._counts, math.inf)
        self._pieces: list[Any] = []
        self._path: list[Any] = []
        self._made: list[Any] = []
        """Copies in the piece of now, of the first elements of the path."""

    def of(self, element: Any) -> list[Any]:
        """The pieces, one more than counts; the last may be empty."""
        self._walk(element)
        missing = range(len(self._pieces), self._number)
        return self._pieces + [_copy(element) for _ in missing]

    def _walk(self, element: Any) -> None:
        self._path.append(element)
        self._say(element.text or "")
        for child in element:
            self._walk(child)
            self._say(child.tail or "")
        self._make()
        self._path.pop()
        self._made.pop()

    def _say(self, text: str) -> None:
        begin = 0
        for word in re.finditer(r"\S+", text):
            at = word.start()
            while word.end() - at > self._left:
                at += int(self._left)
                self._put(text[begin:at])
                self._turn()
                begin = at
            self._left -= word.end() - at
        self._put(text[begin:])

    def _put(self, text: str) -> None:
        if text:
            self._make()
            _append(self._made[-1], text)

    def _turn(self) -> None:
        self._make(1)
        self._made = []
        self._left = next(self._counts, math.inf)

    def _make(self, depth: int | None = None) -> None:
        """Copies of all elements of the path, or of the first, in the piece of now."""
        for element in self._path[len(self._made) : depth]:
            (self._made[-1] if self._made else self._pieces).append(one := _copy(element))
            self._made.append(one)


def _copy(element: Any) -> Any:
    """An element without what is in it."""
    return element.makeelement(element.tag, dict(element.items()))


def _size(text: str) -> int:
    return len(re.sub(r"\s", "", text))


def _append(element: Any, text: str) -> None:
    """Put a text behind all that is in an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _add_class(element: Any, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())
