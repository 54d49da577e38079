"""Long texts in forms: one paragraph to the eye, several rows to the page.

A row does not break over pages. Where a text has many lines the form is laid out once to know where they end,
and the row becomes several of a few lines each, without a rule or a gap between.
"""

from __future__ import annotations

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
            _cut_group(group, lines)
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


def _cut_group(group: Any, lines: Lines) -> None:
    """Cut the long rows of a table; cells that reach over them reach over all that they become."""
    reaching: list[tuple[Any, int]] = []
    for index, row in enumerate(one for one in list(group) if one.tag == "tr"):
        reaching = [(cell, end) for cell, end in reaching if end > index]
        own = [(cell, index + int(cell.get("rowspan", "1"))) for cell in row]
        texts = [cell for cell in row if _is_text(cell, lines)]
        labels = [cell for cell in row if cell.tag == "th"]
        if len(texts) + len(labels) == len(row):
            more = _cut_row(group, row, texts, lines)
            for cell in (*(cell for cell, _ in reaching), *labels) if more else ():
                cell.set("rowspan", str(int(cell.get("rowspan", "1")) + more))
                cell.set("scope", "rowgroup")
        reaching += own


def _is_text(cell: Any, lines: Lines) -> bool:
    whole = len(cell) and all(one.tag == "p" and id(one) in lines for one in cell)
    return cell.tag == "td" and (whole or not "".join(cell.itertext()).strip())


def _cut_row(group: Any, row: Any, texts: Sequence[Any], lines: Lines) -> int:
    """Cut a row, and say how many others there are then."""
    longest = max((sum(len(lines[id(one)]) for one in cell) for cell in texts), default=0)
    if longest <= LONG:
        return 0
    ends = [*range(0, longest - 1, PIECE), longest]
    place = list(group).index(row)
    pieces = [list(_pieces(cell, lines, ends)) for cell in texts]
    for number in range(1, len(ends) - 1):
        below = row.makeelement("tr", dict(row.items()) | {"data-piece": ""})
        below.extend(cells[number] for cells in pieces)
        _add_class(below, "joined")
        group.insert(place + number, below)
    for cell, cells in zip(texts, pieces, strict=True):
        cell[:] = list(cells[0])
    for one in list(group)[place : place + len(ends) - 2]:
        _add_class(one, "goes-on")
    return len(ends) - 2


def _pieces(cell: Any, lines: Lines, ends: Sequence[int]) -> Iterator[Any]:
    """Cells with the lines between neighbouring `ends` of a cell."""
    first = 0
    parts: list[tuple[int, Any]] = []
    for paragraph in cell:
        counts = lines[id(paragraph)]
        inside = [end - first for end in ends if first < end < first + len(counts)]
        starts = [0, *inside]
        sums = [0, *accumulate(counts)]
        left = paragraph
        for start, end in pairwise([*starts, len(counts)]):
            one, left = _split(left, sums[end] - sums[start]) if end < len(counts) else (left, None)
            if left is not None:
                _add_class(one, "goes-on")
            parts.append((first + start, one))
        first += len(counts)
    for begin, end in pairwise(ends):
        piece = cell.makeelement("td", dict(cell.items()))
        piece.extend(part for line, part in parts if begin <= line < end)
        yield piece


def _split(element: Any, count: int) -> tuple[Any, Any]:
    """An element as two, the first with `count` characters; what has none in one is in the other only."""
    left, right = (element.makeelement(element.tag, dict(element.items())) for _ in range(2))
    for item in [element.text, *(item for child in element for item in (child, child.tail))]:
        if isinstance(item, str):
            end = _end(item, count)
            _append(left, item[:end])
            _append(right, item[end:])
            count -= _size(item[:end])
        elif item is not None:
            item.tail, size = None, _size("".join(item.itertext()))
            if 0 < count < size:
                for side, part in zip((left, right), _split(item, count), strict=True):
                    side.append(part)
            else:
                (left if count else right).append(item)
            count -= min(count, size)
    return left, right


def _size(text: str) -> int:
    return len(re.sub(r"\s", "", text))


def _end(text: str, count: int) -> int:
    """Where the first `count` characters of a text end."""
    for word in re.finditer(r"\S+", text) if count else ():
        if len(word[0]) >= count:
            return word.start() + count
        count -= len(word[0])
    return len(text) if count else 0


def _append(element: Any, text: str) -> None:
    """Put a text behind all that is in an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _add_class(element: Any, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())
