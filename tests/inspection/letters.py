"""The characters of a PDF page as they are painted: where each stands, and what copying gives."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_SQUARE = 24.0
"""Points; pages are divided into squares, so that neighbours are found without looking at everything."""

RULE = 2.0
"""Points; a path thinner than this is a rule, not a background."""

BAR = [0x6B] * 3
"""The colour of the bars of charts."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the upper left corner of the page."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A painted character: where it starts and ends on its base line, its size, and the box of its ink.

    `index`: how many characters were painted before it on the page.
    """

    index: int
    char: str
    start: float
    end: float
    base: float
    size: float
    ink: Box

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the ink."""
        left, top, right, bottom = self.ink
        return (left + right) / 2, (top + bottom) / 2


class Painted:
    """One page of a PDF."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.width, self.height = page.get_size()
        text = page.get_textpage()
        self.copied: str = text.get_text_range()
        self.letters = list(self._read(text))
        self.rules = list(_level_rules(page))
        self.bars: list[Box] = sorted(_bars(page, self.height), key=lambda box: box[1])
        self._squares: dict[tuple[int, int], list[Letter]] = defaultdict(list)
        for letter in self.letters:
            x, y = letter.centre
            self._squares[int(x // _SQUARE), int(y // _SQUARE)].append(letter)

    def _read(self, text: pypdfium2.PdfTextPage) -> Iterator[Letter]:
        box = [ctypes.c_double() for _ in range(4)]
        origin = [ctypes.c_double() for _ in range(2)]
        matrix, loose = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
        for index in range(text.count_chars()):
            char = chr(pdfium.FPDFText_GetUnicode(text, index))
            if char.isspace() or pdfium.FPDFText_IsGenerated(text, index):
                continue
            pdfium.FPDFText_GetCharBox(text, index, *box)
            pdfium.FPDFText_GetCharOrigin(text, index, *origin)
            pdfium.FPDFText_GetMatrix(text, index, matrix)
            left, right, bottom, top = (value.value for value in box)
            pdfium.FPDFText_GetLooseCharBox(text, index, loose)
            scale = abs(matrix.a or matrix.b)
            start = origin[0].value
            yield Letter(
                index=index,
                char=char,
                start=start,
                end=start + loose.right - loose.left,
                base=self.height - origin[1].value,
                size=pdfium.FPDFText_GetFontSize(text, index) * scale,
                ink=(left, self.height - top, right, self.height - bottom),
            )

    def inside(self, box: Box) -> list[Letter]:
        """The letters whose middle lies in `box`, in the order in which they were painted."""
        left, top, right, bottom = box
        found = [
            letter
            for x in range(int(left // _SQUARE), int(right // _SQUARE) + 1)
            for y in range(int(top // _SQUARE), int(bottom // _SQUARE) + 1)
            for letter in self._squares.get((x, y), ())
            if left <= letter.centre[0] <= right and top <= letter.centre[1] <= bottom
        ]
        return sorted(found, key=lambda letter: letter.index)

    def ruled(self, place: float) -> float:
        """How many points of the page's width are ruled at `place`, from the top."""
        length = reached = 0.0
        for left, right, at in sorted(self.rules):
            if abs(self.height - at - place) < RULE:
                length += max(0.0, right - max(left, reached))
                reached = max(reached, right)
        return length

    def collisions(self) -> Iterator[tuple[Letter, Letter]]:
        """Pairs of letters that are painted over one another."""
        for (x, y), here in self._squares.items():
            around = ((x + 1, y - 1), (x + 1, y), (x + 1, y + 1), (x, y + 1))
            near = [letter for square in around for letter in self._squares.get(square, ())]
            for number, one in enumerate(here, 1):
                for other in (*here[number:], *near):
                    if _overlap(one.ink, other.ink):
                        yield one, other


def _level_rules(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float]]:
    """(left, right, height) of every level rule."""
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = thing.get_bounds()
        if top - bottom < RULE < right - left:
            yield left, right, (bottom + top) / 2


def _bars(page: pypdfium2.PdfPage, height: float) -> Iterator[Box]:
    """The bars of charts."""
    colour = [ctypes.c_uint() for _ in range(4)]
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        pdfium.FPDFPageObj_GetFillColor(thing, *colour)
        left, bottom, right, top = thing.get_bounds()
        if top - bottom > RULE and [part.value for part in colour[:3]] == BAR:
            yield left, height - top, right, height - bottom


def _overlap(one: Box, other: Box) -> bool:
    """Whether the boxes share more than a fifth of the smaller."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    if width <= 0:
        return False
    height = min(one[3], other[3]) - max(one[1], other[1])
    if height <= 0:
        return False
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return width * height > smaller / 5


def read_letters(data: bytes) -> list[Painted]:
    """All pages of the PDF `data`."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [Painted(page) for page in document]
    finally:
        document.close()
