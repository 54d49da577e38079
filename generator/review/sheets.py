"""The pages of a PDF as they are compared: opened in this process, which is one of its own (`apart`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from generator.foreign.pages import grey
from generator.proof.paper import Box
from generator.review.ruling import Cell, Ruling

Place = tuple[int, int]
"""A character: its page and where it stands in the text of the page."""
_OPEN = 50
"""Pages whose text is kept."""


def around(*boxes: Box) -> Box:
    """The box around boxes of one page."""
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(boxes[0].page, left, top, right, bottom)


class Sheets:
    """The pages of the PDF in `data`: their text with the places of its characters, and their look."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._pdf = pypdfium2.PdfDocument(data)
        self._texts: dict[int, Any] = {}
        self._words: dict[int, str] = {}
        self._rulings: dict[int, Ruling] = {}

    @cached_property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page, in points."""
        return [self._pdf.get_page_size(page) for page in range(len(self._pdf))]

    def words(self, page: int) -> str:
        """The text of a page."""
        if page not in self._words:
            self._words[page] = self._text(page).get_text_range()
        return self._words[page]

    def image(self, page: int, scale: float) -> Any:
        """The page as a grey picture with `scale` pixels in a point."""
        return grey(self._pdf[page], scale)

    def cell(self, mark: Box) -> Cell | None:
        """The cell of a ruled table in which a character stands."""
        self._text(mark.page)
        if not (ruling := self._rulings[mark.page]):
            return None
        height = self.sizes[mark.page][1]
        return ruling.cell((mark.left + mark.right) / 2, height - (mark.top + mark.bottom) / 2)

    def mark(self, page: int, index: int) -> Box:
        """A character of the text of a page."""
        height = self.sizes[page][1]
        left, bottom, right, top = self._text(page).get_charbox(index)
        return Box(page, left, height - top, right, height - bottom)

    def boxes(self, places: Iterable[Place]) -> list[Box]:
        """The characters at `places`, a box for each line that they stand in."""
        found: list[Box] = []
        for page, index in places:
            box = self.mark(page, index)
            last = found[-1] if found else None
            if (
                last
                and last.page == page
                and last.top < (box.top + box.bottom) / 2 < last.bottom
                and box.left >= last.left
            ):
                found[-1] = around(last, box)
            else:
                found.append(box)
        return found

    def of_text(self, page: int, start: int, end: int) -> Box:
        """The characters start…end of the text of a page."""
        height = self.sizes[page][1]
        text = self._text(page)
        if end - start == 1:
            return self.mark(page, start)
        edges = [text.get_charbox(index) for index in range(start, end)]
        inked = [edge for edge in edges if edge[2] > edge[0]] or edges
        return Box(
            page,
            min(edge[0] for edge in inked),
            height - max(edge[3] for edge in inked),
            max(edge[2] for edge in inked),
            height - min(edge[1] for edge in inked),
        )

    def _text(self, page: int) -> Any:
        """The text of a page with the places of its characters: of few pages at a time, for it is large."""
        if page not in self._texts:
            if len(self._texts) >= _OPEN:
                self._texts.pop(next(iter(self._texts)))
            opened = self._pdf[page]
            self._texts[page] = opened.get_textpage()
            if page not in self._rulings:
                self._rulings[page] = Ruling(opened)
        return self._texts[page]
