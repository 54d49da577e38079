"""What is printed: the text of PDF pages, and the cells of ruled tables found by their rules.

Cells are read off the page as a reader sees them: a character belongs to the cell whose rules enclose it.
So a value in the wrong column, a torn row or a cell that was left out cannot go unnoticed.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

RULE = 2.0
"""Points; a path thinner than this is a rule, not a background."""
_NUMBER = re.compile(r"—\d+—")


def squeezed(text: str) -> str:
    """`text` without white space: where lines break says nothing."""
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Letter:
    """A printed character, its box and its base line in points, from the lower left corner of the page."""

    char: str
    base: float
    left: float
    bottom: float
    right: float
    top: float

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True)
class Rule:
    """A straight rule: its position across, and how far it reaches along."""

    at: float
    start: float
    end: float

    def spans(self, position: float) -> bool:
        return self.start <= position <= self.end


@dataclass(frozen=True)
class GridCell:
    """A cell between its four rules, and the characters in it."""

    left: float
    bottom: float
    right: float
    top: float
    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        return "".join(letter.char for letter in self.letters)


class Page:
    """One page of a PDF."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self._text = page.get_textpage()

    @cached_property
    def _lines(self) -> list[str]:
        return [squeezed(line) for line in self._text.get_text_range().splitlines() if line.strip()]

    @cached_property
    def number(self) -> int | None:
        """The page number printed on the page, such as — 12 —."""
        found = [int(line[1:-1]) for line in self._lines if _NUMBER.fullmatch(line)]
        return found[0] if len(found) == 1 else None

    @cached_property
    def text(self) -> str:
        """The characters of the page without white space and without the page number."""
        return "".join(line for line in self._lines if not _NUMBER.fullmatch(line))

    @cached_property
    def letters(self) -> list[Letter]:
        """Every character that is not white space."""
        letters = []
        box = [ctypes.c_double() for _ in range(4)]
        origin = [ctypes.c_double() for _ in range(2)]
        for index in range(self._text.count_chars()):
            char = chr(pdfium.FPDFText_GetUnicode(self._text, index))
            if char.isspace() or not char.isprintable():
                continue
            pdfium.FPDFText_GetCharBox(self._text, index, *box)
            pdfium.FPDFText_GetCharOrigin(self._text, index, *origin)
            left, right, bottom, top = (value.value for value in box)
            letters.append(Letter(char, origin[1].value, left, bottom, right, top))
        return letters

    @cached_property
    def reading(self) -> str:
        """The text of a page of one column as it is read: line by line, whatever was painted first."""
        lines: list[list[Letter]] = []
        for letter in sorted(self.letters, key=lambda letter: -letter.base):
            if lines and lines[-1][0].base - letter.base < RULE:
                lines[-1].append(letter)
            else:
                lines.append([letter])
        texts = ["".join(one.char for one in sorted(line, key=lambda one: one.left)) for line in lines]
        return "".join(text for text in texts if not _NUMBER.fullmatch(text))

    @cached_property
    def rules(self) -> tuple[list[Rule], list[Rule]]:
        """The upright rules from left to right, and the level ones from top to bottom."""
        upright, level = [], []
        for thing in self._page.get_objects():
            if thing.type != pdfium.FPDF_PAGEOBJ_PATH:
                continue
            left, bottom, right, top = thing.get_bounds()
            if right - left < RULE < top - bottom:
                upright.append(Rule((left + right) / 2, bottom, top))
            elif top - bottom < RULE < right - left:
                level.append(Rule((bottom + top) / 2, left, right))
        return _joined(upright), _joined(level)[::-1]

    @property
    def rows(self) -> list[list[GridCell]]:
        """The rows of all ruled tables from top to bottom; a merged cell stands in each of its rows."""
        return [row for table in self.tables for row in table]

    @cached_property
    def tables(self) -> list[list[list[GridCell]]]:
        """The rows of every ruled table, those that stand apart."""
        upright, level = self.rules
        tables: list[list[list[GridCell]]] = []
        reached = 0.0
        heights = sorted({round(rule.at, 1) for rule in level}, reverse=True)
        for upper, lower in pairwise(heights):
            middle = (upper + lower) / 2
            edges = [rule.at for rule in upright if rule.spans(middle)]
            middles = [(left + right) / 2 for left, right in pairwise(edges)]
            row = [cell for x in middles if (cell := self._cell(x, middle))]
            if row and upper - lower > RULE:
                if not tables or abs(upper - reached) > RULE:
                    tables.append([])
                tables[-1].append(row)
                reached = lower
        return tables

    @property
    def table(self) -> list[list[str]]:
        """The texts of `rows`."""
        return [[cell.text for cell in row] for row in self.rows]

    def _cell(self, x: float, y: float) -> GridCell | None:
        """The cell around a point; None where rules do not close it, as in a chart."""
        upright, level = self.rules
        across = [rule.at for rule in upright if rule.spans(y)]
        along = [rule.at for rule in level if rule.spans(x)]
        left = max((at for at in across if at < x), default=None)
        right = min((at for at in across if at > x), default=None)
        bottom = max((at for at in along if at < y), default=None)
        top = min((at for at in along if at > y), default=None)
        if left is None or right is None or bottom is None or top is None:
            return None
        inside = tuple(
            letter
            for letter in self.letters
            if left < letter.centre[0] < right and bottom < letter.centre[1] < top
        )
        return GridCell(left, bottom, right, top, inside)


def _joined(rules: list[Rule]) -> list[Rule]:
    """`rules` in order, those of a line that touch made one."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at), rule.start)):
        last = joined[-1] if joined else None
        if last and abs(last.at - rule.at) < RULE / 2 and rule.start <= last.end + RULE / 2:
            joined[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            joined.append(rule)
    return sorted(joined, key=lambda rule: rule.at)


def read_pages(data: bytes) -> list[Page]:
    """All pages of the PDF `data`."""
    document = pypdfium2.PdfDocument(data)
    return [Page(document[index]) for index in range(len(document))]
