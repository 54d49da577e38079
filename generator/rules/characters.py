"""Characters that cannot be printed, found in the author's texts before any page is made."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from generator.findings import Finding, Kind
from generator.model import Budget
from generator.model.fonts import FONTS, LAST_RESORT, ROLES, face_of
from generator.model.texts import NAMES_OF_FILES, WrittenText, texts_of_whole
from generator.source.confined import BrokenOffError, confined
from generator.source.gate import FONT, RefusedError, content_within

MISSING = Kind("P01", "字体里没有的字")
INVISIBLE = Kind("P02", "看不见的字符或自造字")

_ALWAYS_PRINTED = "\n\t\u2009\u202f"
"""White space that the style sheets fold, and two thin spaces that Pango makes itself."""
_NOT_IN_SONG = "\u2252"
"""What GBK has and our 宋体 has not."""
_IN_SONG = "²³µ©®€™•"
"""What it has beyond GBK and people write: square metres, most of all."""
_NAMES = {
    "\u00ad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\u2060": "词连接符",
    "\ufeff": "字节顺序标记",
}


def missing_characters(budget: Budget, folder: Path) -> Iterator[Finding]:
    """The characters of the author's texts that no page can show, each once per text.

    Every stack of fonts ends in 宋体, the office's own (in `folder`, the budget's) and ours: what these lack
    would be an empty box in some place, whatever the other roles have.
    """
    texts = [written for written in texts_of_whole(budget) if written.path[0] not in NAMES_OF_FILES]
    strange = _beyond_gbk({char for written in texts for char in written.text})
    if not strange:
        return
    printable = _printable() | _of_own(budget, folder)
    strange -= printable
    for written in texts:
        if not strange.isdisjoint(written.text):
            yield from _findings(written, strange.intersection(written.text), printable)


def _beyond_gbk(chars: set[str]) -> set[str]:
    """Those of `chars` that may not be in our 宋体.

    Why not ask the font at once: it takes longer to open than all of a check, and few budgets need it.
    """
    common = set("".join(chars).encode("gbk", errors="ignore").decode("gbk"))
    strange = {char for char in common if _is_invisible(char)} - set(_ALWAYS_PRINTED)
    return chars - common - set(_IN_SONG) | strange | (common & set(_NOT_IN_SONG))


@cache
def _printable() -> frozenset[str]:
    """The characters that our 宋体 shows, and those that need no font."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / ROLES[LAST_RESORT][1], lazy=True) as font:
        return frozenset(_ALWAYS_PRINTED).union(_shown(font))


def _of_own(budget: Budget, folder: Path) -> frozenset[str]:
    """The characters of the office's own 宋体; none of one that cannot be read, which `build` tells."""
    name = budget.fonts.get(LAST_RESORT)
    if name is None:
        return frozenset()
    try:
        shown = confined(f"{__name__}:answer", content_within(folder, name, FONT))
    except (RefusedError, BrokenOffError):
        return frozenset()
    return frozenset(shown.decode("utf-8", "surrogatepass"))


def answer(data: bytes) -> bytes:
    """The characters that the font in `data` shows; none of a broken one. Runs in a process of its own."""
    try:
        return "".join(_shown(face_of(data))).encode("utf-8", "surrogatepass")
    except MemoryError:
        raise
    except Exception:  # fontTools raises whatever it stumbles over
        return b""


def _shown(font: Any) -> frozenset[str]:
    cmap = font.getBestCmap() or {}
    return frozenset(
        chr(code) for code, glyph in cmap.items() if glyph != ".notdef" and not _is_invisible(chr(code))
    )


def _is_invisible(char: str) -> bool:
    """Controls, private characters, variation selectors: a font that has them shows nothing, or anything."""
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or unicodedata.category(char) in ("Cc", "Cf", "Co", "Zl", "Zp")


def _findings(written: WrittenText, strange: set[str], printable: frozenset[str]) -> Iterator[Finding]:
    for char in sorted(strange, key=written.text.index):
        place = written.place
        place = place.of_character(char) if place else None
        code = f"U+{ord(char):04X}"
        if unicodedata.category(char) == "Co":
            message = f"有一个自造字（{code}，私用区编码），别的电脑上显示不出来"
            yield INVISIBLE.at(place, message, "用输入法重新输入这个字；生僻字请换成有标准编码的写法")
        elif _is_invisible(char):
            message = f"有一个看不见的字符：{_NAMES.get(char, '控制字符')}（{code}）"
            yield INVISIBLE.at(place, message, "把光标移到这里删去它；多半是从网页或 Word 里带来的")
        else:
            yield MISSING.at(place, f"字体里没有“{char}”（{code}）", _cure(char, printable))


def _cure(char: str, printable: frozenset[str]) -> str:
    """What to write instead: copied text often has a radical or a compatibility form that looks the same."""
    plain = unicodedata.normalize("NFKC", char)
    if plain != char and printable.issuperset(plain):
        return f"是否想写“{plain}”？两者看起来一样，编码不同"
    return "换成通用规范汉字，或在“字体”里给宋体指定有这个字的字体文件"
