"""The pages of a PDF as they are compared: opened in this process, which is one of its own (`apart`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.foreign.pages import grey
from generator.proof.paper import Box
from generator.review.legible import Legible, edges, legible
from generator.review.ruling import Cell, Ruling
from generator.review.spaces import Space, read, shown

Place = tuple[int, int]
"""A character: its page and where it stands in the text of the page."""
_OPEN = 200
"""Pages that are kept open: as many as a long disclosure has."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of PDFium's with its text and the places of its characters, where it is shown and read."""

    page: Any
    text: Any
    shown: Space
    read: Space
    ruling: Ruling


def around(*boxes: Box) -> Box:
    """The box around boxes of one page."""
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(boxes[0].page, left, top, right, bottom)


def _is_beside(line: Box, mark: Box) -> bool:
    return line.top < (mark.top + mark.bottom) / 2 < line.bottom


class Sheets:
    """The pages of the PDF in `data`: their text with the places of its characters, and their look."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._pdf = pypdfium2.PdfDocument(data)
        self._pages: dict[int, _Page] = {}
        self._words: dict[int, Legible] = {}
        self._rulings: dict[int, Ruling] = {}

    @cached_property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page, in points."""
        return [self._pdf.get_page_size(page) for page in range(len(self._pdf))]

    def measures(self, page: int) -> tuple[float, float]:
        """How wide and how high a page is where it is read, in points."""
        left, bottom, right, top = self._opened(page).read.edges
        return right - left, top - bottom

    def words(self, page: int) -> str:
        """The text of a page."""
        return self._said(page).text

    def unread(self, page: int) -> int:
        """How many characters a page shows of which the file does not say which they are."""
        return self._said(page).unknown

    def across(self, page: int) -> tuple[int, ...]:
        """Where in its text the characters stand that are written across a page."""
        return self._said(page).across

    def character(self, page: int, index: int) -> str:
        """A character of a page, whatever it is."""
        found: str = self._opened(page).text.get_text_range(index, 1)
        return found

    def _said(self, page: int) -> Legible:
        if page not in self._words:
            self._words[page] = legible(self._opened(page).text)
        return self._words[page]

    def draws(self, page: int) -> bool:
        """Whether there is anything on a page."""
        return next(iter(self._opened(page).page.get_objects(max_depth=1)), None) is not None

    def pictured(self, page: int) -> float:
        """How much of a page its largest picture covers."""
        import pypdfium2.raw as pdfium

        width, height = self.sizes[page]
        pictures = self._opened(page).page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)
        bounds = (item.get_bounds() for item in pictures)
        return max(((right - left) * (top - bottom) for left, bottom, right, top in bounds), default=0.0) / (
            width * height
        )

    def image(self, page: int, scale: float) -> Any:
        """The page as a grey picture with `scale` pixels in a point."""
        return grey(self._opened(page).page, scale)

    def cell(self, box: Box) -> Cell | None:
        """The cell of a ruled table in which a character stands; its box is where it is read."""
        opened = self._opened(box.page)
        return opened.ruling.cell(*opened.read.middle(box)) if opened.ruling else None

    def column(self, page: int, cell: Cell) -> tuple[int, int]:
        """Which column of its row a cell is, and how many the row has."""
        return self._opened(page).ruling.column(cell)

    def read(self, page: int, index: int) -> Box:
        """A character of the text of a page where it is read: its line lies level."""
        opened = self._opened(page)
        return opened.read.box(edges(opened.text, index))

    def room(self, page: int, index: int) -> Box:
        """The same with the room that the character takes up in its line."""
        opened = self._opened(page)
        return opened.read.box(opened.text.get_charbox(index, loose=True))

    def mark(self, page: int, index: int) -> Box:
        """A character of the text of a page where it is shown."""
        opened = self._opened(page)
        return opened.shown.box(edges(opened.text, index))

    def boxes(self, places: Iterable[Place]) -> list[Box]:
        """The characters at `places` where they are shown, a box for each line that they stand in."""
        found: list[Box] = []
        last: Box | None = None
        for page, index in places:
            box, mark = self.read(page, index), self.mark(page, index)
            if last and last.page == page and last.left <= box.left and _is_beside(last, box):
                found[-1], last = around(found[-1], mark), around(last, box)
            else:
                found.append(mark)
                last = box
        return found

    def _opened(self, page: int) -> _Page:
        """What is known of a page: of few at a time, for it is large."""
        if page not in self._pages:
            if len(self._pages) >= _OPEN:
                self._pages.pop(next(iter(self._pages)))
            opened = self._pdf[page]
            text = opened.get_textpage()
            space = read(page, opened, text)
            if page not in self._rulings:
                self._rulings[page] = Ruling(opened, space.quarters)
            self._pages[page] = _Page(opened, text, shown(page, opened), space, self._rulings[page])
        return self._pages[page]
