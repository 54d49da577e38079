"""Characters that are the same to a reader: full-width and compatibility forms, radicals for the characters
they are.

Programs that write PDFs often name a character by the radical that looks like it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from generator.review.wording import runs_between

_RADICALS = str.maketrans(
    "⺁⺄⺇⺊⺒⺛⺝⺞⺠⺩⺪⺬⺭⺮⺶⺷⺻⺽⻁⻂⻄⻅⻆⻈⻉⻊⻋⻐⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
    "厂乙几卜巳旡月歺民王疋示礻竹羊羊聿臼虎衤西见角讠贝足车钅長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
)
"""The radicals of Unicode's supplement that have no compatibility form (EquivalentUnifiedIdeograph.txt)."""
_MINUS = str.maketrans("−‐‑", "---")
_UNSEEN = re.compile(r"[\s­​-‏⁠﻿︀-️]")


@cache
def folded(text: str) -> str:
    """`text` as it is compared: no blanks, nothing unseen, one form of every character."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text.translate(_RADICALS)).translate(_MINUS))


def folded_runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """What stayed, went and came between two texts, a word for each character: compared as `folded`, told as
    printed; what stayed as it is printed in the new one."""
    before, after = _marks(old), _marks(new)
    told = []
    one = other = 0
    for kind, text in runs_between([mark for mark, _ in before], [mark for mark, _ in after]):
        count = len(_UNSEEN.sub("", text))
        shown = before[one : one + count] if kind == "删" else after[other : other + count]
        one += count if kind != "增" else 0
        other += count if kind != "删" else 0
        told.append((kind, "".join(printed for _, printed in shown)))
    return told


def _marks(words: Sequence[str]) -> list[tuple[str, str]]:
    """(folded character, what is printed for it): of a form that folds to several, the first is printed."""
    marks = []
    for word in words:
        shown = word
        for mark in folded(word):
            marks.append((mark, shown))
            shown = ""
    return marks
