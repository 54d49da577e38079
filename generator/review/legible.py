"""The text of a page as far as the file says which characters it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import pi
from typing import Any

from generator.review.spaces import Edges

MOST_UNREAD = 0.5
"""Of the characters of a page, how many may be unknown: beyond, what is known is by chance."""
NOTHING = "\v"
"""Instead of a character between which and its neighbours no blank is."""
SLANT = 0.1
"""Quarters of a circle by which a watermark is turned at least."""
FLAT = 0.01
"""Points: what is no higher has no form here, as the font is not in the file."""


@dataclass(frozen=True, slots=True)
class Legible:
    """The text of a page, a blank for each character that cannot be known and for those that are no text of
    the page: how many are not known, and where those stand that are written across it (watermarks).
    """

    text: str
    unknown: int = 0
    across: tuple[int, ...] = ()


def legible(text: Any) -> Legible:
    """What a page of PDFium's says.

    A font without a table of what its forms stand for (ToUnicode) shows words that nobody can read out: of
    these PDFium gives some characters, and says that they are none.
    """
    import pypdfium2.raw as pdfium

    said = text.get_text_range()
    if len(said) != text.count_chars():
        said = "".join(chr(pdfium.FPDFText_GetUnicode(text.raw, i) or 32) for i in range(text.count_chars()))
    unknown = [i for i in range(len(said)) if pdfium.FPDFText_HasUnicodeMapError(text.raw, i) == 1]
    across = tuple(_across(text, said))
    if len(unknown) > MOST_UNREAD * len("".join(said.split())):
        return Legible(" " * len(said), len(unknown))
    marks = list(said)
    for index in unknown:
        marks[index] = " "
    for index in across:
        marks[index] = NOTHING
    return Legible("".join(marks) if unknown or across else said, len(unknown), across)


def _across(text: Any, said: str) -> Iterator[int]:
    """The characters that are written neither level nor upright: words are, or what stands upon them."""
    for match in re.finditer(r"\S+", said):
        start, end = match.span()
        if _is_slanted(text, start) or _is_slanted(text, end - 1):
            yield from (index for index in range(start, end) if _is_slanted(text, index))


def _is_slanted(text: Any, index: int) -> bool:
    import pypdfium2.raw as pdfium

    quarters = pdfium.FPDFText_GetCharAngle(text.raw, index) / (pi / 2)
    return bool(abs(quarters - round(quarters)) > SLANT)


def edges(text: Any, index: int) -> Edges:
    """The edges of a character of PDFium's; those of its room where its form is not known."""
    found: Edges = text.get_charbox(index)
    if found[3] - found[1] < FLAT and found[2] - found[0] > FLAT:
        loose: Edges = text.get_charbox(index, loose=True)
        return loose
    return found
