"""Two PDFs of which one at least is not ours: compared by the rows, the text and the look of their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from generator.proof.paper import Box
from generator.review.aligning import aligned
from generator.review.entry import Entry, Marks
from generator.review.line import Line
from generator.review.paragraphs import text_entries
from generator.review.rows import paired, row_entry
from generator.review.sheet import lines_of
from generator.review.sheets import Sheets, around
from generator.review.unread import ranges

LOOK = 1.0
"""Pixels in a point where the look of pages is compared."""
SIZE = 3.0
"""Points by which papers of one size differ: programs round them."""
FAINT = 64
"""Steps of grey, of 255, below which a difference is one of drawing and not of content."""


def foreign_entries(old: Sheets, new: Sheets) -> list[Entry]:
    """What differs in rows and text, and in the look of pages with the same text or none."""
    return differences(old, new)[0]


def differences(old: Sheets, new: Sheets) -> tuple[list[Entry], bool]:
    """The same; and whether some characters or amounts are only written otherwise."""
    before, after = _in_one_unit(lines_of(old), lines_of(new))
    found, pages = _differences(before, after, old, new)
    said, nothing_told = [_on_pages(lines) for lines in (before, after)], not found
    otherwise = False
    moved: list[Entry] = []
    for one, other in pages.items():
        ones, others = said[0][one], said[1][other]
        if _text(ones) != _text(others):
            continue
        if "".join(line.raw for line in ones) != "".join(line.raw for line in others):
            otherwise = True
        elif _stand_alike(ones, others, old, new):
            found += _look(old, new, one, other, ones, others)
        elif nothing_told:
            moved += _look(old, new, one, other, ones, others)
    found += [*_in_other_places(moved), *_pages_without_words(old, new, before, after)]
    if not found and len(old.sizes) != len(new.sizes):
        title = f"版面不同　文字一样，分页不同（{len(old.sizes)} 页 → {len(new.sizes)} 页）"
        found.append(Entry("图形", "第 1 页", title, marks=(Marks(page=0), Marks(page=0))))
    return found, otherwise


def _in_other_places(moved: Sequence[Entry]) -> Iterator[Entry]:
    """Pages that say the same in other places, as one entry: another size of letters changes them all."""
    if pages := [entry.marks[0].page + 1 for entry in moved if entry.marks[0].page is not None]:
        title = f"版面不同　第 {ranges(pages)} 页（文字一样）"
        one, other = (Marks(page=mark.page) for mark in moved[0].marks)
        yield replace(moved[0], title=title, marks=(one, other))


def _in_one_unit(old: list[Line], new: list[Line]) -> tuple[list[Line], list[Line]]:
    """Both sides; amounts are in units only where those of the one are not those of the other."""
    scales = [{line.scale for line in lines} - {None} for lines in (old, new)]
    if all(scales) and scales[0] != scales[1]:
        return old, new
    one, other = ([replace(line, scale=None) for line in lines] for lines in (old, new))
    return one, other


def _differences(
    before: Sequence[Line], after: Sequence[Line], old: Sheets, new: Sheets
) -> tuple[list[Entry], dict[int, int]]:
    """What differs, in the order of the pages, and which page of the one has lines of which of the other."""
    found: list[Entry] = []
    pages: dict[int, int] = {}
    rows: tuple[list[Line], list[Line]] = ([], [])
    for tag, a, b, c, d in aligned(before, after):
        gone, came = before[a:b], after[c:d]
        if tag != "equal":
            words, tables = zip(_parted(gone, came), _parted(came, gone), strict=True)
            texts = text_entries(words[0], words[1], old, new)
            if texts:
                found += [*_rows(rows, old, new), *texts]
            for one, other in zip(*words, strict=False):
                pages.setdefault(one.page, other.page)
            for side, table in zip(rows, tables, strict=True):
                side += table
            continue
        for one, other in zip(gone, came, strict=True):
            pages.setdefault(one.page, other.page)
            if one.is_row and one.differs(other):
                rows[0].append(one)
                rows[1].append(other)
            elif not one.is_row:
                found += _rows(rows, old, new)
    return [*found, *_rows(rows, old, new)], pages


def _parted(lines: Sequence[Line], others: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The words among `lines`, and the rows: also names without amounts that are rows of the `others`."""
    names = {line.label[1] for line in others if line.is_row}
    parts: tuple[list[Line], list[Line]] = [], []
    for line in lines:
        parts[line.is_row or line.text in names].append(line)
    return parts


def _on_pages(lines: Sequence[Line]) -> dict[int, list[Line]]:
    said: dict[int, list[Line]] = {}
    for line in lines:
        said.setdefault(line.page, []).append(line)
    return said


def _text(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)


def _stand_alike(ones: Sequence[Line], others: Sequence[Line], old: Sheets, new: Sheets) -> bool:
    """Whether all lines stand in the same places: what a change pushed on looks otherwise by itself."""
    return len(ones) == len(others) and all(
        abs(edge - new_edge) <= LOOK
        for one, other in zip(ones, others, strict=True)
        for edge, new_edge in zip(_edges(old, one), _edges(new, other), strict=True)
    )


def _edges(paper: Sheets, line: Line) -> tuple[float, ...]:
    box = around(paper.mark(*line.places[0]), paper.mark(*line.places[-1]))
    return box.left, box.top, box.right, box.bottom


def _rows(rows: tuple[list[Line], list[Line]], old: Sheets, new: Sheets) -> list[Entry]:
    """What differs in the rows between two words that stayed; the lists are empty then."""
    pairs = paired(*rows)
    for side in rows:
        side.clear()
    return [row_entry(one, other, old, new) for one, other in pairs]


def _pages_without_words(
    old: Sheets, new: Sheets, before: Sequence[Line], after: Sequence[Line]
) -> Iterator[Entry]:
    """What differs between the pages on which no line stands (scans): the first against the first."""
    said = [{page for line in lines for page in line.pages} for lines in (before, after)]
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


def _look(
    old: Sheets, new: Sheets, one: int, other: int, gone: Sequence[Line] = (), came: Sequence[Line] = ()
) -> Iterator[Entry]:
    """A difference in the picture of two pages that say the same, in the lines that were compared."""
    from PIL import ImageChops

    over = [
        *old.boxes((one, at) for at in old.across(one)),
        *new.boxes((other, at) for at in new.across(other)),
    ]
    sides = ((old, one, gone), (new, other, came))
    pictures = [_picture(paper, page, said, over) for paper, page, said in sides]
    sizes = [picture.size for picture in pictures]
    if any(abs(side - new_side) > SIZE * LOOK for side, new_side in zip(*sizes, strict=True)):
        marks = (Marks(page=one), Marks(page=other))
        yield Entry(
            "图形", f"第 {one + 1} 页", f"页面大小不同　第 {one + 1} 页 → 第 {other + 1} 页", marks=marks
        )
        return
    both = (0, 0, *(min(sides) for sides in zip(*sizes, strict=True)))
    pictures = [picture.crop(both) for picture in pictures]
    difference = ImageChops.difference(*pictures).point([0] * FAINT + [255] * (256 - FAINT))
    if edges := difference.getbbox():
        left, top, right, bottom = (edge / LOOK for edge in edges)
        marks = (
            Marks((Box(one, left, top, right, bottom),), one),
            Marks((Box(other, left, top, right, bottom),), other),
        )
        title = f"图形不同　第 {one + 1} 页 → 第 {other + 1} 页"
        yield Entry("图形", f"第 {one + 1} 页", title, marks=marks)


def _picture(paper: Sheets, page: int, said: Sequence[Line], over: Sequence[Box]) -> Any:
    """The page without what was passed over: page numbers, running and repeated heads, numbers of rows, and
    what is written `over` one of the pages.
    """
    from PIL import ImageDraw

    picture = paper.image(page, LOOK)
    draw = ImageDraw.Draw(picture)
    compared = {place for line in said for place in line.places[line.counted :]}
    words = re.finditer(r"\S+", paper.words(page))
    spots = ((page, place) for match in words for place in range(*match.span()))
    for box in (*over, *paper.boxes(spot for spot in spots if spot not in compared)):
        edges = (box.left * LOOK - 1, box.top * LOOK - 1, box.right * LOOK + 1, box.bottom * LOOK + 1)
        draw.rectangle(edges, fill=255)
    return picture
