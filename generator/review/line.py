"""A line of text or a row of a table, as PDFs are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from generator.review.folding import folded

_AMOUNT = re.compile(r"[-+(]?\d[\d,]*(?:\.\d+)?(?:[%)]|[万亿]?元)?|[-—–]+")
_CODE = re.compile(r"\d{2,}")


def is_amount(text: str) -> bool:
    """Whether a cell is an amount, or says that there is none."""
    return bool(_AMOUNT.fullmatch(text))


def is_signed(text: str) -> bool:
    """Whether a cell is an amount with a sign: in no part of it has what stayed a meaning."""
    return is_amount(said := folded(text)) and said[0] in "-+("


@dataclass(frozen=True)
class Line:
    """A line of text, or a row of a ruled table: a word for each character with the blank behind it.

    `places` are where its characters stand: page, and place in the text of the page. Rows of one label are
    told apart by the label that they stand `under`. So many words in front are `counted`: they are shown, and
    not compared.
    """

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    in_table: bool = False
    under: tuple[str, str] = ("", "")
    counted: int = 0

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.places[0][0]

    @cached_property
    def text(self) -> str:
        """What is compared."""
        return folded("".join(self.words[self.counted :]))

    @cached_property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The words between blanks, each a cell of characters."""
        cells: list[list[str]] = [[]]
        for word in self.words:
            cells[-1].append(word)
            if word[-1].isspace():
                cells.append([])
        return tuple(tuple(cell) for cell in cells if cell)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The cells as they are compared."""
        return tuple(folded("".join(cell)) for cell in self.cells)

    @cached_property
    def label(self) -> tuple[str, str]:
        """Code and name that the line begins with: its code cells, and what comes before its first amount."""
        texts = self.texts
        codes = 0
        while codes < len(texts) - 1 and _CODE.fullmatch(texts[codes]):
            codes += 1
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
