"""A line of text or a row of a table, as PDFs are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from generator.review.folding import folded

_AMOUNT = re.compile(r"[-+(]?\d[\d,]*(?:\.\d+)?(?:[%)]|[万亿]?元)?|[-—–]+")
_PARTS = re.compile(r"([-+(]?)(\d[\d,]*(?:\.\d+)?)\)?(.*)")
_CODE = re.compile(r"\d{2,}")


def is_amount(text: str) -> bool:
    """Whether a cell is an amount, or says that there is none."""
    return bool(_AMOUNT.fullmatch(text))


def is_signed(text: str) -> bool:
    """Whether a cell is an amount with a sign: in no part of it has what stayed a meaning."""
    return is_amount(said := folded(text)) and said[0] in "-+("


def worth(text: str, scale: int | None) -> str:
    """A cell as it is compared: an amount by what it is worth, however it is written, so many tens larger."""
    if not is_amount(text):
        return text
    if not (parts := _PARTS.fullmatch(text)):
        return "-"  # dashes of any length
    sign, digits, unit = parts.groups()
    amount = Decimal(digits.replace(",", "")).scaleb(0 if unit else scale or 0).normalize() + 0
    return f"{'-' if sign in ('-', '(') and amount else ''}{amount:f}{unit}"


@dataclass(frozen=True)
class Line:
    """A line of text, or a row of a ruled table: a word for each character with the blank behind it.

    `places` are where its characters stand: page, and place in the text of the page. Rows of one label are
    told apart by the label that they stand `under`. So many words in front are `counted`: they are shown, and
    not compared. What `is_ruled` has lines around it. Each cell stands in one of `columns`, how many there
    are at the end; nothing where that is not known. Its amounts are in yuan, or
    so many tens more (`scale`). Of a paragraph it is known with which word each of its lines `begin`s.
    """

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    in_table: bool = False
    under: tuple[str, str] = ("", "")
    counted: int = 0
    is_ruled: bool = False
    columns: tuple[int, ...] = ()
    scale: int | None = None
    begin: tuple[int, ...] = (0,)

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.places[0][0]

    @property
    def pages(self) -> range:
        """All pages on which it stands."""
        return range(self.places[0][0], self.places[-1][0] + 1)

    @cached_property
    def text(self) -> str:
        """What is compared: of a row the amounts by what they are worth."""
        if not self.is_row:
            return folded("".join(self.words[self.counted :]))
        said = (f"\0{said}" if is_amount(said) else said for said in self.values[self.codes :])
        return "".join((*self.values[: self.codes], *said))

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The cells of a row as they are compared, without what counts it."""
        first = folded("".join(self.cells[0][self.counted :]))
        said = (first, *self.texts[1:])
        return (*said[: self.codes], *(worth(text, self.scale) for text in said[self.codes :]))

    @cached_property
    def raw(self) -> str:
        """What is printed, without blanks."""
        return "".join("".join(self.words[self.counted :]).split())

    @cached_property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The words between blanks, each a cell of characters."""
        cells: list[list[str]] = [[]]
        for word in self.words:
            cells[-1].append(word)
            if word[-1].isspace():
                cells.append([])
        return tuple(tuple(cell) for cell in cells if cell)

    def has_moved(self, other: Line) -> bool:
        """Whether it says the same as `other`, and an amount stands in another column."""
        known = self.columns[-1:] == other.columns[-1:] != ()
        return known and self.columns != other.columns and self.text == other.text

    def differs(self, other: Line) -> bool:
        """Whether it says something else than `other`."""
        return self.text != other.text or self.has_moved(other)

    @property
    def cell_places(self) -> tuple[tuple[int, int], ...]:
        """Where each cell begins."""
        starts = accumulate((len(cell) for cell in self.cells[:-1]), initial=0)
        return tuple(self.places[start] for start in starts)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The cells as they are compared."""
        return tuple(folded("".join(cell)) for cell in self.cells)

    @cached_property
    def codes(self) -> int:
        """How many of its cells are codes, before its name."""
        ways = enumerate(self.texts[:-1])
        return next((i for i, text in ways if not _CODE.fullmatch(text)), len(self.texts) - 1)

    @cached_property
    def label(self) -> tuple[str, str]:
        """Code and name that the line begins with: its code cells, and what comes before its first amount."""
        texts, codes = self.texts, self.codes
        amount = next((i for i in range(codes, len(texts)) if is_amount(texts[i])), len(texts))
        ordinal = folded("".join(self.words[: self.counted]))
        return "".join(texts[:codes]), "".join(texts[codes:amount]).removeprefix(ordinal)

    @cached_property
    def is_row(self) -> bool:
        """Whether it is a row of a table: it begins with a code, or ends with an amount after a name."""
        code, name = self.label
        return len(self.cells) > 1 and bool(name) and (bool(code) or self.ends_in_amount)

    @property
    def ends_in_amount(self) -> bool:
        """Whether the last of its cells is an amount."""
        return len(self.cells) > 1 and is_amount(self.texts[-1])

    @cached_property
    def has_amounts(self) -> bool:
        """Whether some cell of it is an amount."""
        return any(map(is_amount, self.texts))

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same line on the other side."""
        return ("行", *self.under, *self.label) if self.is_row else ("文", self.text)
