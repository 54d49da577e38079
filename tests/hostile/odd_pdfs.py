"""PDFs that no honest program writes: loops, lies, bombs and depths, each of a few kilobytes or megabytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Mapping

Objects = dict[int, bytes]
CATALOG, PAGES, PAGE, CONTENT = 1, 2, 3, 4
FREE = 10
"""The first number that the plain file does not use."""
DRAWN = b"BT /F1 12 Tf 50 700 Td (WORDS) Tj ET"


def stream(data: bytes, head: bytes = b"") -> bytes:
    """A stream of `data`, which is compressed as `head` says."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (head, len(data), data)


def deflated(data: bytes, head: bytes = b"") -> bytes:
    """A stream of `data`, deflated here."""
    return stream(zlib.compress(data, 9), b"/Filter/FlateDecode" + head)


def plain(
    content: bytes = DRAWN, *, page: bytes = b"", catalog: bytes = b"", resources: bytes = b""
) -> Objects:
    """A page with a word on it, and more that page, catalog and resources say."""
    return {
        CATALOG: b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog,
        PAGES: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>%b>>%b>>" % (resources, page),
        CONTENT: stream(content),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }


def written(objects: Mapping[int, bytes], trailer: bytes = b"", start: int | None = None) -> bytes:
    """The file of `objects`; `start` is where it says that its table is."""
    out, places, position = [b"%PDF-1.7\n"], {}, 9
    for number, said in objects.items():
        places[number] = position
        out.append(b"%d 0 obj\n%b\nendobj\n" % (number, said))
        position += len(out[-1])
    size = max(objects) + 1
    out.append(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.append(b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n")
    out.append(b"trailer<</Size %d/Root 1 0 R%b>>\n" % (size, trailer))
    return b"".join([*out, b"startxref\n%d\n%%%%EOF\n" % (position if start is None else start)])


def _outline() -> bytes:
    items = {
        FREE: b"<</First 11 0 R/Last 11 0 R/Count 9>>",
        11: b"<</Title(A)/Parent 10 0 R/Next 12 0 R/First 11 0 R>>",
        12: b"<</Title(B)/Parent 11 0 R/Next 11 0 R/First 10 0 R>>",
    }
    return written(plain(catalog=b"/Outlines 10 0 R") | items)


def _count(count: bytes) -> bytes:
    return written(plain() | {PAGES: b"<</Type/Pages/Kids[3 0 R]/Count %b>>" % count})


def _annotations() -> bytes:
    note = b"<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/F 4>>"
    return written(plain(page=b"/Annots[%b]" % (note * 300_000)))


def _same_annotation() -> bytes:
    form = stream(DRAWN * 2000, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    note = b"<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/F 4/AP<</N 11 0 R>>>>"
    return written(plain(page=b"/Annots[%b]" % (b"10 0 R " * 200_000)) | {FREE: note, 11: form})


def _picture(data: bytes, filters: bytes, side: int, parameters: bytes = b"") -> bytes:
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8" % (side, side)
    head += b"/ColorSpace/DeviceRGB/Filter%b%b" % (filters, parameters)
    drawn = b"q 100 0 0 100 0 0 cm /I Do Q " + DRAWN
    return written(plain(drawn, resources=b"/XObject<</I 10 0 R>>") | {FREE: stream(data, head)})


def _inline_picture() -> bytes:
    return written(
        plain(b"q BI /W 60000 /H 60000 /BPC 8 /CS /RGB /F /Fl ID %b EI Q " % zlib.compress(bytes(99)))
    )


def _zeros(size: int) -> bytes:
    deflater = zlib.compressobj(9)
    parts = [deflater.compress(bytes(1 << 20)) for _ in range(size >> 20)]
    return b"".join(parts) + deflater.flush()


def _content(data: bytes, filters: bytes) -> bytes:
    return written(plain() | {CONTENT: stream(data, b"/Filter%b" % filters)})


def _layers(count: int) -> bytes:
    data = b" " * (1 << 24)
    for _ in range(count):
        data = zlib.compress(data, 9)
    return _content(data, b"[%b]" % (b"/FlateDecode" * count))


def _forms(width: int, depth: int) -> bytes:
    """A form that draws another several times, which draws another several times."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</N %d 0 R>>>>"
    forms = {FREE + n: stream(b"/N Do " * width, head % (FREE + n + 1)) for n in range(depth)}
    last = stream(DRAWN, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>")
    drawn = plain(b"/N Do", resources=b"/XObject<</N 10 0 R>>")
    return written(drawn | forms | {FREE + depth: last})


def _own_form() -> bytes:
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</N 10 0 R>>>>"
    return written(plain(b"/N Do", resources=b"/XObject<</N 10 0 R>>") | {FREE: stream(b"/N Do /N Do", head)})


def _own_pattern() -> bytes:
    head = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep .001/YStep .001"
    head += b"/Resources<</Pattern<</P 10 0 R>>>>"
    drawn = b"/Pattern cs /P scn 0 0 595 842 re f"
    return written(plain(drawn, resources=b"/Pattern<</P 10 0 R>>") | {FREE: stream(drawn, head)})


def _own_font() -> bytes:
    """A font of drawings, one of which is written in the font itself."""
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</A 11 0 R>>"
    font += b"/Encoding<</Differences[65/A]>>/FirstChar 65/LastChar 65/Widths[9]"
    font += b"/Resources<</Font<</F1 10 0 R>>>>>>"
    return written(
        plain(b"BT /F1 9 Tf (AAAA) Tj ET")
        | {5: b"10 0 R", FREE: font, 11: stream(b"9 0 d0 BT /F1 9 Tf (AAAA) Tj ET")}
    )


def _font_behind_itself() -> bytes:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[10 0 R]"
    font += b"/ToUnicode 10 0 R>>"
    return written(plain() | {5: font, FREE: font})


def _packed(numbers: Iterable[int], body: bytes, count: int, **more: bytes) -> bytes:
    head = b" ".join(b"%d 0" % number for number in numbers)
    said = b"".join(b"/%b %b" % (key.encode(), value) for key, value in more.items())
    return deflated(head + b" " + body, b"/Type/ObjStm/N %d/First %d%b" % (count, len(head) + 1, said))


def _packed_in_itself() -> bytes:
    return written(plain() | {FREE: _packed([10, 11], b"<</A 11 0 R>>", 2, Extends=b"10 0 R")})


def _many_packed() -> bytes:
    return written(plain() | {FREE: _packed([], b"null", 900_000)})


def _many_objects(count: int) -> bytes:
    return written(plain() | dict.fromkeys(range(FREE, FREE + count), b"null"))


def _previous(own: bool) -> bytes:
    data = written(plain(), b"/Prev 0000000000")
    table = data.index(b"xref\n")
    return data.replace(b"/Prev 0000000000", b"/Prev %010d" % (table if own else 10**9))


def _table_stream_behind_itself() -> bytes:
    data = b"%PDF-1.7\n"
    body = deflated(bytes(60), b"/Type/XRef/W[1 4 1]/Size 9999999/Index[0 9999999]/Root 1 0 R/Prev 9")
    return data + b"1 0 obj\n" + body + b"\nendobj\nstartxref\n9\n%%EOF\n"


def _length(length: bytes) -> bytes:
    return written(plain() | {CONTENT: b"<</Length %b>>stream\n%b\nendstream" % (length, DRAWN)})


def _encrypted(said: bytes) -> bytes:
    return written(plain() | {FREE: b"<<%b>>" % said}, b"/Encrypt 10 0 R/ID[<00><00>]")


def _deep_tree(levels: int) -> bytes:
    tree = {FREE + n: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (FREE + n + 1) for n in range(levels)}
    tree[FREE + levels - 1] = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return written(plain() | {PAGES: b"<</Type/Pages/Kids[10 0 R]/Count 1>>"} | tree)


def _tree_in_a_circle() -> bytes:
    return written(plain() | {PAGES: b"<</Type/Pages/Kids[3 0 R 2 0 R 2 0 R]/Count 3>>"})


def _nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    return written(plain(page=b"/A " + opening * depth + b"1 " + closing * depth))


def _actions() -> bytes:
    """Everything by which a file does something by itself, or leads to somewhere."""
    actions = b"/S/JavaScript/JS(app.alert\\(1\\))", b"/S/Launch/F(/bin/sh)", b"/S/URI/URI(http://a.b/)"
    actions += (
        b"/S/GoToR/F(/etc/passwd)/D[0/Fit]",
        b"/S/SubmitForm/F(http://a.b/)",
        b"/S/ImportData/F(/etc/passwd)",
    )
    notes = [b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<<%b>>>>" % one for one in actions]
    notes.append(b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 11 0 R>>")
    catalog = b"/OpenAction<<%b>>/AA<</WC<<%b>>>>/Names<</JavaScript<</Names[(a)<<%b>>]>>" % actions[:3]
    catalog += b"/EmbeddedFiles<</Names[(a.exe) 11 0 R]>>>>/AcroForm<</XFA 12 0 R/Fields[]>>"
    page = b"/AA<</O<<%b>>>>/Annots[%b]" % (actions[0], b"".join(notes))
    more = {
        11: b"<</Type/Filespec/F(a.exe)/EF<</F 12 0 R>>>>",
        12: stream(b"INSIDE", b"/Type/EmbeddedFile"),
    }
    return written(plain(page=page, catalog=catalog) | more)


def _reference_stream() -> bytes:
    """A stream whose data are in another file."""
    return written(
        plain() | {CONTENT: b"<</Length 0/F(/etc/passwd)/FFilter/FlateDecode>>stream\n\nendstream"}
    )


def _many_operators() -> bytes:
    return written(plain() | {CONTENT: deflated(b"q 1 0 0 1 0 0 cm Q " * 4_000_000)})


def _many_words() -> bytes:
    words = b"BT /F1 1 Tf " + b"".join(b"1 %d Td (WORDS) Tj " % (n % 7) for n in range(1_000_000)) + b"ET"
    return written(plain() | {CONTENT: deflated(words)})


def _lzw() -> bytes:
    return _content(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 400_000, b"/LZWDecode")


def _ccitt() -> bytes:
    return _picture(
        b"\0" * 9, b"/CCITTFaxDecode", 9, b"/DecodeParms<</K -1/Columns 2000000000/Rows 2000000000>>"
    )


def _jpx() -> bytes:
    size = struct.pack(">HHIIIIIIII", 47, 0, 60000, 60000, 0, 0, 60000, 60000, 0, 0)
    code = b"\xff\x4f\xff\x51" + size + b"\0\3" + b"\7\1\1" * 3
    return _picture(code + b"\xff\xd9", b"/JPXDecode", 60000)


KINDS: dict[str, Callable[[], bytes]] = {
    "outline in a circle": _outline,
    "huge count": lambda: _count(b"2147483647"),
    "negative count": lambda: _count(b"-5"),
    "count beyond all numbers": lambda: _count(b"9" * 400),
    "many annotations": _annotations,
    "one annotation many times": _same_annotation,
    "giant picture": lambda: _picture(_zeros(1 << 20), b"/FlateDecode", 60_000),
    "giant pictures within filters": lambda: _picture(
        zlib.compress(_zeros(1 << 28)), b"[/FlateDecode/FlateDecode]", 9_000
    ),
    "giant picture of JBIG2": lambda: _picture(bytes(99), b"/JBIG2Decode", 60_000),
    "giant picture of JPEG 2000": _jpx,
    "giant fax": _ccitt,
    "giant picture within the content": _inline_picture,
    "bomb as content": lambda: _content(_zeros(1 << 30), b"/FlateDecode"),
    "bomb of bombs as content": lambda: _layers(6),
    "content of 2,000 filters": lambda: _content(b"00", b"[%b]" % (b"/ASCIIHexDecode" * 2000)),
    "content in 85 letters": lambda: _content(b"z" * 8_000_000 + b"~>", b"/ASCII85Decode"),
    "content of runs": lambda: _content(b"\x81 " * 2_000_000 + b"\x80", b"/RunLengthDecode"),
    "content of LZW": _lzw,
    "many operators": _many_operators,
    "many words": _many_words,
    "forms of forms": lambda: _forms(10, 12),
    "deep forms": lambda: _forms(1, 20_000),
    "form within itself": _own_form,
    "pattern within itself": _own_pattern,
    "font within itself": _own_font,
    "font behind itself": _font_behind_itself,
    "packed objects within themselves": _packed_in_itself,
    "packed objects that are not there": _many_packed,
    "many objects": lambda: _many_objects(600_000),
    "fewer objects": lambda: _many_objects(450_000),
    "table before itself": lambda: _previous(True),
    "table beyond the end": lambda: _previous(False),
    "table of nine million": _table_stream_behind_itself,
    "no table": lambda: written(plain(), start=0),
    "length too long": lambda: _length(b"999999999"),
    "length below nothing": lambda: _length(b"-1"),
    "length that is the stream": lambda: _length(b"4 0 R"),
    "unknown handler": lambda: _encrypted(b"/Filter/Xyz/V 1"),
    "handler of the future": lambda: _encrypted(b"/Filter/Standard/V 9/R 9/O(a)/U(b)/P -1"),
    "handler that is its own": lambda: _encrypted(
        b"/Filter/Standard/V 4/R 4/O 10 0 R/U 10 0 R/P -1/CF 10 0 R"
    ),
    "tree of 100,000 levels": lambda: _deep_tree(100_000),
    "tree of 900 levels": lambda: _deep_tree(900),
    "tree in a circle": _tree_in_a_circle,
    "nested arrays": lambda: _nested(b"[", b"]", 100_000),
    "nested dictionaries": lambda: _nested(b"<</A ", b">>", 100_000),
    "actions": _actions,
    "stream in another file": _reference_stream,
}
