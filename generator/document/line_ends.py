"""Where a line does not end: no single character is left over for the last line (单字不成行)."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from generator.document.widths import ems

WORDS = ("满意度指标", "制度、措施", "委员会")
"""Ends of labels and names that stay on one line."""
_END = re.compile(
    r"(?<=.)（[^（）]{1,3}）$|(?<=[、，—/])[^、，—/\d]{2,3}$|[㐀-鿿]{2}[性率度数]$|(?:[㐀-鿿]{2}|m²)[。；）”》]?$"
)
"""A short bracket, a short part after a mark, a word like 及时性 or 达标率, or two Chinese characters.

No digits: what may not break at the end of a number would stand out of a narrow cell.
"""
_NUMBER = re.compile(r"(?<![\d,.])([≥≤><＞＜=±]?\d(?:[\d,.]{0,22}\d)?[%‰]?(?:[㐀-鿿]$)?)(?![\d,.])")
"""A number with what stands at it, and a unit of one character at the end."""
_SENTENCE_END = re.compile(r"(?<=[^>])([㐀-鿿]{2}[。；！？])(?=(?:</span>)?</p>)")


def kept(text: str, room: int = 0) -> str:
    """`text` with an end that no line breaks.

    It is left as it is when `room`, the characters of a line, suffices, and when it has references.
    """
    end = _kept_end(text, room)
    return _joined(text.removesuffix(end), end) if end else text


def value(text: str, room: int = 0) -> str:
    """`text` with an end and with numbers that no line breaks; those wider than a line are set smaller."""
    if len(text) <= room or "{{" in text:
        return text
    end = _kept_end(text, room)
    head = text.removesuffix(end) if end else text
    pieces = _NUMBER.split(head)
    written = (_whole(piece, room) if index % 2 else escape(piece) for index, piece in enumerate(pieces))
    return Markup("").join([*written, _joined("", end)]) if end or len(pieces) > 1 else text


def _whole(number: str, room: int) -> Markup:
    """`number` on one line of `room` characters."""
    if ems(number) <= room:
        return _joined("", number)
    size = int(100 * room / ems(number))
    return Markup('<span class="kept" style="font-size: {}%">{}</span>').format(size, number)


def broken(text: str, room: int) -> int:
    """How many numbers of `text` are wider than a line of `room` characters."""
    return sum(ems(number) > room for number in _NUMBER.findall(text))


def shortened(text: str, room: int) -> str:
    """`text`, or as much of it as fits into `room` characters with … behind."""
    return (
        text
        if _width(text) <= room
        else next(f"{text[:end]}…" for end in range(len(text), -1, -1) if _width(text[:end]) <= room - 1)
    )


def _width(piece: str) -> float:
    """Its width in characters: what is in ASCII is half as wide as the others."""
    return sum(0.5 if char.isascii() else 1.0 for char in piece)


def _kept_end(text: str, room: int) -> str:
    """The end of `text` that no line breaks; none when it has references or suits the `room`."""
    if len(text) <= room or "{{" in text:
        return ""
    word = next((word for word in WORDS if text.endswith(word)), "")
    found = _END.search(text)
    end = word if word and word != text else found[0] if found else ""
    return "" if end == text else end


def _joined(head: str, end: str) -> Markup:
    return Markup('{}<span class="kept">{}</span>').format(head, end) if end else Markup("{}").format(head)


def with_sentence_ends(html: str) -> str:
    """`html` in which no paragraph has less on its last line than two characters and the full stop."""
    return _SENTENCE_END.sub(r'<span class="kept">\1</span>', html)
