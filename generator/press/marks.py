"""标点挤压: of two marks side by side the first gives up the half of its square that is empty.

Done before lines are broken, in paragraphs only, so that more fits on a line before letters are spread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

CLOSING = "，。、；：）》”’」』】〉"
"""Marks whose right half is empty."""
BESIDE = f"{CLOSING}！？"
"""What they give it up for: marks that no line begins with."""
HALF = '<span class="half">{}</span>'
_TAG = re.compile(r"(<[^<>]*>)")
_INLINE = ("<span", "</span")


def close_up(html: str) -> str:
    """`html` in which marks that give up a half are `.half`."""
    return "".join(_closed(_TAG.split(html)))


def _closed(pieces: list[str]) -> Iterator[str]:
    """Texts and tags by turns; they are read from the end, so that what follows a mark is known."""
    found: list[str] = []
    after, paragraph = " ", False
    for piece in reversed(pieces):
        if piece.startswith("<"):
            paragraph = piece == "</p>" or (paragraph and not piece.startswith(("<p ", "<p>")))
            after = after if piece.startswith(_INLINE) else " "
            found.append(piece)
        elif piece:
            found.append(_text(piece, after) if paragraph else piece)
            after = piece[0]
    return reversed(found)


def _text(text: str, after: str) -> str:
    pairs = zip(text, text[1:] + after, strict=True)
    return "".join(HALF.format(one) if one in CLOSING and two in BESIDE else one for one, two in pairs)
