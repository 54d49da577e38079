"""Where a line does not end: no single character is left over for the last line (单字不成行)."""

from __future__ import annotations

import re

from markupsafe import Markup

WORDS = ("满意度指标", "制度、措施", "委员会")
"""Ends of labels and names that stay on one line."""
_END = re.compile(r"(?<=.)（[^（）]{1,3}）$|(?<=[、，—/])[^、，—/]{2,3}$|\w{2}[性率度数]$|\w{2}[。；）”》]?$")
"""A short bracket, a short part after a mark, a word like 及时性 or 达标率, or the last two characters."""


def kept(text: str, room: int = 0) -> str:
    """`text` with an end that no line breaks.

    It is left as it is when `room`, the characters of a line, suffices, and when it has references.
    """
    if len(text) <= room or "{{" in text:
        return text
    word = next((word for word in WORDS if text.endswith(word)), "")
    found = _END.search(text)
    end = word if word and word != text else found[0] if found else ""
    if not end or end == text:
        return text
    return Markup('{}<span class="kept">{}</span>').format(text.removesuffix(end), end)


def sentence_end(text: str) -> str:
    """The last two Chinese characters of `text` with its full stop; nothing when it ends otherwise."""
    found = re.search(r"(?<=.)[\u4e00-\u9fff]{2}[。；！？]$", text)
    return found[0] if found else ""
