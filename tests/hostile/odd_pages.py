"""More PDFs that no honest program writes: names, boxes, pictures, fonts and drawings beyond all measure."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from tests.hostile.odd_pdfs import CONTENT, DRAWN, FREE, PAGE, PAGES, deflated, plain, stream, written

LONG = 100_000


def boxed(box: bytes, more: bytes = b"") -> bytes:
    """A page with that /MediaBox, and more."""
    made = plain(page=more)
    return written(made | {PAGE: made[PAGE].replace(b"[0 0 595 842]", box)})


def enclosing(*names: bytes) -> bytes:
    """Files of these names (strings as PDF writes them) are enclosed."""
    specs = [b"(%d)<</Type/Filespec/UF%b/EF<</F 10 0 R>>>>" % (n, name) for n, name in enumerate(names)]
    tree = b"/Names<</EmbeddedFiles<</Names[%b]>>>>" % b"".join(specs)
    return written(plain(catalog=tree) | {FREE: stream(b"INSIDE", b"/Type/EmbeddedFile")})


def noted(said: bytes) -> bytes:
    """An annotation that says that of itself."""
    return written(plain(page=b"/Annots[<</Type/Annot/Rect[0 0 99 99]/F 4%b>>]" % said))


def pictured(width: bytes, height: bytes, more: bytes = b"") -> bytes:
    """A picture of that size, as it is written."""
    head = b"/Type/XObject/Subtype/Image/Width %b/Height %b/BitsPerComponent 8/ColorSpace/DeviceGray%b"
    shown = stream(zlib.compress(bytes(99)), b"/Filter/FlateDecode" + head % (width, height, more))
    return written(plain(b"/I Do " + DRAWN, resources=b"/XObject<</I 10 0 R>>") | {FREE: shown})


def _layer() -> bytes:
    catalog = b"/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]>>>>"
    return written(plain(catalog=catalog) | {FREE: b"<</Type/OCG/Name(%b)>>" % (b"L" * LONG)})


def _font(data: bytes) -> bytes:
    said = b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 9 9]/FontFile2 10 0 R>>"
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 65/LastChar 65/Widths[9]/FontDescriptor%b>>"
    return written(plain(b"BT /F1 9 Tf (AAAA) Tj ET") | {5: font % said, FREE: data})


def _many_kids(count: int) -> bytes:
    return written(plain() | {PAGES: b"<</Type/Pages/Kids[%b]/Count 1>>" % (b"3 0 R " * count)})


def _many_contents(count: int) -> bytes:
    made = plain()
    return written(made | {PAGE: made[PAGE].replace(b"4 0 R", b"[%b]" % (b"4 0 R " * count))})


def _drawn(content: bytes) -> bytes:
    return written(plain() | {CONTENT: deflated(content + DRAWN)})


def _masks_in_a_circle() -> bytes:
    masked = b"/ExtGState<</G<</SMask<</S/Luminosity/G 10 0 R>>>>>>"
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency>>/Resources<<%b>>" % masked
    drawn = b"/G gs 0 0 500 500 re f"
    return written(plain(drawn, resources=masked) | {FREE: stream(drawn, head)})


KINDS: dict[str, Callable[[], bytes]] = {
    "page turned round": lambda: boxed(b"[595 842 0 0]"),
    "page of no numbers": lambda: boxed(b"[nan nan nan nan]"),
    "page without end": lambda: boxed(b"[0 0 1e400 inf]"),
    "page that is a point": lambda: boxed(b"[0 0 .000001 .000001]"),
    "page beside itself": lambda: boxed(b"[0 0 595 842]", b"/CropBox[900 900 999 999]"),
    "page askew": lambda: boxed(b"[0 0 595 842]", b"/Rotate 45/UserUnit -1"),
    "page turned by a word": lambda: boxed(b"[0 0 595 842]", b"/Rotate(a)/UserUnit(b)"),
    "annotations that are pages": lambda: boxed(b"[0 0 595 842]", b"/Annots[1 0 R 2 0 R 3 0 R]"),
    "long name of a file": lambda: enclosing(b"(%b)" % (b"N" * LONG)),
    "paths as names of files": lambda: enclosing(b"(../../a)", b"(/etc/passwd)", b"(C:\\\\a.exe)"),
    "long name of a layer": _layer,
    "long kind of an annotation": lambda: noted(b"/Subtype/%b" % (b"K" * LONG)),
    "annotation of no kind": lambda: noted(b"/F 6"),
    "giant picture in halves": lambda: pictured(b"60000.5", b"60000.5"),
    "picture of less than nothing": lambda: pictured(b"-9", b"9"),
    "picture with predicted columns": lambda: pictured(b"9", b"9", b"/DecodeParms<</Columns 2147483647>>"),
    "picture behind itself": lambda: pictured(b"9", b"9", b"/SMask 10 0 R"),
    "masks in a circle": _masks_in_a_circle,
    "broken font": lambda: _font(stream(b"\0\1\0\0" + b"\xff" * 999)),
    "many kids that do not count": lambda: _many_kids(200_000),
    "content in many parts": lambda: _many_contents(20_000),
    "line of specks": lambda: _drawn(b"[.00001 .00001] 0 d 0 0 m 10000 10000 l S " * 50),
    "states kept without end": lambda: _drawn(b"q " * 200_000),
    "objects within the content": lambda: _drawn(b"/A " + b"<</A " * 9_999 + b"1" + b">>" * 9_999 + b" BDC "),
}
