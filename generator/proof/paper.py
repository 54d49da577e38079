"""The pages of a published PDF: where its figures and words stand, and what they look like.

Places come from the layout itself (版面.json inside the PDF), never from a search in the pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel, Field, ValidationError

from generator.document.passages import Passage, squeezed
from generator.errors import UsageError
from generator.foreign import pages as reading
from generator.source.confined import BrokenOffError, confined, time_for

SCALE = 1.25
"""Pixels in a point: 90 dpi."""
LEAST_LINE = 4
"""Characters: shorter lines are not looked for on a page, they prove nothing."""
_AT_ONCE = 100
"""Pages that are painted in one process."""
NEAR = 4.0
"""Points between two stretches of text that stand side by side on a line."""

_NO_PLACES = '{"纸": [], "数": {}, "文": {}}'.encode()
_Frame = tuple[int, float, float, float, float]
_Stretch = tuple[int, float, float, float, float, int]
_Passage = tuple[list[_Frame], list[_Stretch]]


class _Places(BaseModel):
    """What `generator.press.positions.positions` writes."""

    sheets: list[tuple[float, float]] = Field(alias="纸")
    figures: dict[str, list[_Frame]] = Field(alias="数")
    passages: dict[str, list[_Passage]] = Field(alias="文")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on paper: page from 0; edges in points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Paper:
    """A PDF as paper. `known`: it says itself where everything stands.

    Raises UsageError when what it says of that was spoiled.
    """

    def __init__(self, data: bytes, places: bytes | None) -> None:
        self.data = data
        self.known = places is not None
        self._places = _places_in(_NO_PLACES if places is None else places)

    @property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page, in points. Raises UsageError."""
        return self._read[0]

    @property
    def words(self) -> list[str]:
        """The text of every page. Raises UsageError."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[list[tuple[float, float]], list[str]]:
        sizes, words = json.loads(_apart("words", self.data))
        return [(width, height) for width, height in sizes], words

    def of_figure(self, name: str) -> list[Box]:
        """Where the figure stands; nowhere when it is not printed.

        First on the pages of the table that it is a cell of: a summary in front of it may have it, too.
        """
        rows = self._places.passages.get(name.partition("/")[0], ())
        home = {frame[0] for frames, _ in rows for frame in frames}
        found = [Box(*place) for place in self._places.figures.get(name, ())]
        return sorted(found, key=lambda box: box.page not in home)

    def of_passage(self, passage: Passage) -> list[Box]:
        """The whole of a passage: a box for each line, or for each part of a row or chart."""
        frames, lines = self._placed(passage)
        return [Box(*place) for place in frames] or _joined(Box(*place[:5]) for place in lines)

    def of_characters(self, passage: Passage, start: int, end: int) -> list[Box]:
        """The characters start…end of a passage's text; within a stretch by their share of its width."""
        text = passage.text
        seen = [len(squeezed(text[:position])) for position in (start, end)]
        _, lines = self._placed(passage)
        if len(squeezed(text)) != sum(line[5] for line in lines):
            return self.of_passage(passage)
        return _joined(_stretches(squeezed(text), lines, *seen)) or self.of_passage(passage)

    def _placed(self, passage: Passage) -> _Passage:
        section = self._places.passages.get(passage.section, ())
        return section[passage.number] if passage.number < len(section) else ([], [])

    def pages_that_differ(self, passages: Sequence[Passage]) -> list[int]:
        """The pages (from 0) on which words or figures are missing that should stand there."""
        texts = [squeezed(text) for text in self.words]
        wrong = set()
        for passage in passages:
            text, start = squeezed(passage.text), 0
            for page, *_, count in self._placed(passage)[1]:
                line, start = text[start : start + count], start + count
                if page >= len(texts) or (count >= LEAST_LINE and line not in texts[page]):
                    wrong.add(page)
        return sorted(wrong | set(range(len(texts), len(self._places.sheets))))

    def pictures(self, pages: Sequence[int]) -> Iterator[bytes]:
        """The pages as PNG, in shades of grey; the same bytes for the same page. Raises UsageError."""
        for first in range(0, len(pages), _AT_ONCE):
            wanted = json.dumps([SCALE, *pages[first : first + _AT_ONCE]]).encode()
            head, _, rest = _apart("pictures", wanted + b"\n" + self.data).partition(b"\n")
            for size in json.loads(head):
                yield rest[:size]
                rest = rest[size:]


def _apart(function: str, given: bytes) -> bytes:
    """What a function of `foreign.pages` answers. Raises UsageError."""
    try:
        return confined(f"{reading.__name__}:{function}", given, time_for(given))
    except BrokenOffError as error:
        raise UsageError(f"文件的页面读不完（{error.why}）。") from None


def _places_in(places: bytes) -> _Places:
    """The places; UsageError for what is none, or lies on pages that there are not."""
    try:
        found = _Places.model_validate_json(places)
    except ValidationError:
        raise UsageError("文件里记页面位置的数据读不出来，被改动过。") from None
    pages = {frame[0] for frames in found.figures.values() for frame in frames}
    for passages in found.passages.values():
        pages |= {frame[0] for frames, _ in passages for frame in frames}
        pages |= {line[0] for _, lines in passages for line in lines}
    if not pages <= set(range(len(found.sheets))):
        raise UsageError("文件里记页面位置的数据与它的页数对不上，被改动过。")
    return found


def _joined(boxes: Iterable[Box]) -> list[Box]:
    """The boxes, with those that follow one another on a line made one."""
    found: list[Box] = []
    for box in boxes:
        last = found[-1] if found else None
        if (
            last
            and last.page == box.page
            and abs(last.bottom - box.bottom) < NEAR
            and abs(last.right - box.left) < NEAR
        ):
            top, bottom = min(last.top, box.top), max(last.bottom, box.bottom)
            found[-1] = Box(box.page, last.left, top, box.right, bottom)
        else:
            found.append(box)
    return found


def _stretches(text: str, lines: Sequence[_Stretch], start: int, end: int) -> Iterator[Box]:
    first = 0
    for page, left, top, right, bottom, count in lines:
        line = text[first : first + count]
        a, b = max(start - first, 0), min(end - first, count)
        if a < b:
            unit = (right - left) / (_width(line) or 1)
            yield Box(page, left + _width(line[:a]) * unit, top, left + _width(line[:b]) * unit, bottom)
        first += count


def _width(text: str) -> float:
    """Characters of Chinese text that `text` is as wide as."""
    return sum(0.55 if char.isascii() else 1.0 for char in text)
