"""Fonts of a few squares, made for one test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

DIGITS = "0123456789"
TEXT = f" {DIGITS}一般公共预算"


def tiny_font(
    path: Path,
    text: str = TEXT,
    *,
    family: str = "Tiny",
    chinese: str = "",
    em: int = 256,
    ascent: int = 300,
    descent: int = 100,
    permission: int = 0,
    widths: Mapping[str, int] | None = None,
) -> Path:
    """A TrueType font with a square for every character of `text`; returns `path`."""
    builder = FontBuilder(em, isTTF=True)
    names = {ord(char): f"u{ord(char):04X}" for char in text}
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: _square(em) for name in (".notdef", *names.values())})
    advances = {f"u{ord(char):04X}": width for char, width in (widths or {}).items()}
    builder.setupHorizontalMetrics(
        {name: (advances.get(name, em), 0) for name in (".notdef", *names.values())}
    )
    builder.setupHorizontalHeader(ascent=ascent, descent=-descent, lineGap=20)
    builder.setupNameTable(
        {"familyName": family, "styleName": "Regular", "fullName": family, "version": "Version 1"}
    )
    if chinese:
        builder.font["name"].setName(chinese, 1, 3, 1, 0x0804)
    builder.setupOS2(
        sTypoAscender=ascent,
        sTypoDescender=-descent,
        usWinAscent=ascent,
        usWinDescent=descent,
        fsType=permission,
    )
    builder.setupPost()
    builder.save(path)
    return path


def collection(path: Path, *members: Path) -> Path:
    """A .ttc of the fonts in `members`; returns `path`."""
    together = TTCollection()
    together.fonts = [TTFont(member) for member in members]
    together.save(path)
    return path


def without(path: Path, *tables: str) -> Path:
    """The font at `path` with `tables` taken out; returns `path`."""
    font = TTFont(path, lazy=False)
    for table in tables:
        del font[table]
    font.save(path)
    return path


def _square(em: int) -> Any:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, em), (em, em), (em, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
