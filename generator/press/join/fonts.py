"""The fonts of a file: each face once, with the glyphs that any of its sections shows."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.press.join.file import LEVEL, PdfFile
from generator.press.join.subset import subset
from generator.press.join.syntax import array, dictionary, number, numbers, reference, text
from generator.press.section.values import Face, Glyphs

_SYSTEM = {"Registry": text("Adobe"), "Ordering": text("Identity"), "Supplement": b"0"}
_FIXED_PITCH = 1
_BATCH = 100
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_CMAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


@dataclass(frozen=True, slots=True)
class Program:
    """A font program that is embedded: compressed, how long it was, and what its file says of its lines."""

    data: bytes
    length: int
    opentype: bool
    ascent: int
    descent: int


def program(font: bytes, glyphs: Iterable[int]) -> Program:
    """What is embedded of the font file `font` for `glyphs`."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(font), lazy=True) as opened:
        unit, lines = opened["head"].unitsPerEm, opened["hhea"]
        ascent, descent = (round(value * 1000 / unit) for value in (lines.ascent, lines.descent))
    small = subset(font, glyphs)
    return Program(zlib.compress(small, LEVEL), len(small), small[:4] == b"OTTO", ascent, descent)


def shown_glyphs(used: Iterable[Glyphs]) -> dict[Face, dict[int, tuple[int, str]]]:
    """Face → glyph → (width, text), in the order in which the sections show them."""
    faces: dict[Face, dict[int, tuple[int, str]]] = {}
    for glyphs in used:
        known = faces.setdefault(glyphs.face, {})
        for glyph, shown in glyphs.used.items():
            known.setdefault(glyph, shown)
    return faces


def add_fonts(
    file: PdfFile, faces: Mapping[Face, Mapping[int, tuple[int, str]]], programs: Sequence[Program]
) -> bytes:
    """The font dictionary that all pages share; `programs` are those of the `faces`, in order."""
    entries = {}
    for (face, shown), embedded in zip(faces.items(), programs, strict=True):
        entries[face.key] = reference(_add_font(file, face, dict(sorted(shown.items())), embedded))
    return dictionary(entries)


def _add_font(file: PdfFile, face: Face, shown: dict[int, tuple[int, str]], embedded: Program) -> int:
    kind = {"Subtype": b"/OpenType"} if embedded.opentype else {"Length1": b"%d" % embedded.length}
    stream = file.add_compressed(embedded.data, **kind)
    below = {
        "Type": b"/Font",
        "Subtype": b"/CIDFontType0" if embedded.opentype else b"/CIDFontType2",
        "BaseFont": face.name.encode(),
        "CIDSystemInfo": dictionary(_SYSTEM),
        "CIDToGIDMap": b"/Identity",
        "W": _widths({glyph: width for glyph, (width, _) in shown.items()}),
        "FontDescriptor": reference(file.add(_descriptor(face, shown, embedded, stream))),
    }
    font = {
        "Type": b"/Font",
        "Subtype": b"/Type0",
        "BaseFont": face.name.encode(),
        "ToUnicode": reference(file.add_stream(_to_unicode(shown))),
        "Encoding": b"/Identity-H",
        "DescendantFonts": array([reference(file.add(dictionary(below)))]),
    }
    return file.add(dictionary(font))


def _descriptor(face: Face, shown: Mapping[int, tuple[int, str]], embedded: Program, stream: int) -> bytes:
    widths = [width for width, _ in shown.values()]
    fixed = len(widths) > 1 and len(set(widths)) == 1
    return dictionary(
        {
            "Type": b"/FontDescriptor",
            "FontName": face.name.encode(),
            "FontFamily": text(face.family),
            "Flags": number(face.flags | _FIXED_PITCH if fixed else face.flags),
            "FontBBox": numbers((0, embedded.descent, max(widths), embedded.ascent)),
            "ItalicAngle": b"0",
            "Ascent": number(embedded.ascent),
            "Descent": number(embedded.descent),
            "CapHeight": number(embedded.ascent),
            "StemV": b"80",
            "StemH": b"80",
            "FontFile3" if embedded.opentype else "FontFile2": reference(stream),
        }
    )


def _widths(widths: Mapping[int, int]) -> bytes:
    """Runs of neighbouring glyphs, each with its first number."""
    runs: list[tuple[int, list[int]]] = []
    for glyph, width in widths.items():
        if runs and runs[-1][0] + len(runs[-1][1]) == glyph:
            runs[-1][1].append(width)
        else:
            runs.append((glyph, [width]))
    return array(b"%d %b" % (first, numbers(run)) for first, run in runs)


def _to_unicode(shown: Mapping[int, tuple[int, str]]) -> bytes:
    """Which characters every glyph stands for."""
    entries = [f"<{g:04x}> <{t.encode('utf-16-be').hex()}>" for g, (_, t) in shown.items() if t]
    batches = [entries[start : start + _BATCH] for start in range(0, len(entries), _BATCH)]
    listed = [f"{len(batch)} beginbfchar\n" + "\n".join(batch) + "\nendbfchar\n" for batch in batches]
    return (_CMAP_HEAD + "".join(listed) + _CMAP_FOOT).encode()
