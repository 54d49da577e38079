"""Finding figures as people name them: by id, by the words of a table, or by a number that is printed."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.figures.book import Book
from generator.figures.figure import Figure


def find_figures(book: Book, text: str) -> list[Figure]:
    """The figures that `text` means, in the order of the book.

    `text` is an id (表三/2010350/基本支出), its parts parted by points or blanks, a number as it is printed
    (5360.79 or 5,360.79), or words that the ids of all wanted figures hold. Raises UnknownFigureError.
    """
    name = text.strip()
    number = name.replace(",", "").rstrip("万元%个 ")
    if re.fullmatch(r"-?\d+(\.\d+)?", number) and (found := printed_as(book, number)):
        return found
    for candidate in (name, re.sub(r"\s+", "/", name)):
        if candidate in book or candidate.replace(".", "/") in book:
            return [book[candidate]]
    words = name.split()
    holding = [figure for figure in book if all(word in figure.id for word in words)]
    if holding and words:
        return holding
    return [book[name]]


def printed_as(book: Book, number: str) -> list[Figure]:
    """Every figure that is printed as `number` (without thousands separators, sign left out).

    Where there is none, every figure that is printed as another writing of it: 18300.7 for 18300.70.
    """
    wanted = number.lstrip("-")
    printed = [(figure.printed.replace(",", "").lstrip("-"), figure) for figure in book]
    found = [figure for text, figure in printed if text == wanted]
    return found or [figure for text, figure in printed if Decimal(text) == Decimal(wanted)]
