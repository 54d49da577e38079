"""Workbooks that no honest program writes: lying archives, bombs, depths, loops."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from itertools import islice, product

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def sheet(cells: bytes) -> bytes:
    """A sheet of one row."""
    return _HEAD + b'<worksheet %b><sheetData><row r="1">%b</row></sheetData></worksheet>' % (_MAIN, cells)


def _relations(*said: bytes) -> bytes:
    listed = b"".join(
        b'<Relationship Id="rId%d" Type="%b/%b" Target="%b"%b/>' % (number, _OFFICE, *one.split(b"|"))
        for number, one in enumerate(said, 1)
    )
    return _HEAD + b'<Relationships xmlns="%b/relationships">%b</Relationships>' % (_PACKAGE, listed)


def plain() -> dict[str, bytes]:
    """The parts of a workbook with one cell."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml."
    return {
        "[Content_Types].xml": _HEAD
        + b'<Types xmlns="%b/content-types"><Default Extension="xml" ContentType="%bsheet.main+xml"/></Types>'
        % (_PACKAGE, kind),
        "_rels/.rels": _relations(b"officeDocument|xl/workbook.xml|"),
        "xl/_rels/workbook.xml.rels": _relations(
            b"worksheet|worksheets/sheet1.xml|", b"sharedStrings|sharedStrings.xml|"
        ),
        "xl/workbook.xml": _HEAD
        + b'<workbook %b xmlns:r="%b"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
        % (_MAIN, _OFFICE),
        SHEET: sheet(b'<c r="A1" t="s"><v>0</v></c>'),
        STRINGS: _HEAD + b"<sst %b><si><t>words</t></si></sst>" % _MAIN,
    }


def packed(parts: Mapping[str, bytes], twice: Mapping[str, bytes] | None = None) -> bytes:
    """The workbook of these parts, some of which are in it once more."""
    output = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, data in [*parts.items(), *(twice or {}).items()]:
            archive.writestr(name, data)
    return output.getvalue()


def _with(**parts: bytes) -> bytes:
    names = {"sheet": SHEET, "strings": STRINGS}
    return packed(plain() | {names.get(name, name): data for name, data in parts.items()})


def _nested(depth: int) -> bytes:
    return _with(sheet=sheet(b"<a>" * depth + b"</a>" * depth))


def _strings(said: bytes) -> bytes:
    return _HEAD + b"<sst %b>%b</sst>" % (_MAIN, said)


def _columns(count: int) -> list[bytes]:
    """The letters of `count` columns, from AAA on."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return ["".join(three).encode() for three in islice(product(letters, repeat=3), count)]


def _entities() -> bytes:
    laughs = b"".join(b'<!ENTITY l%d "%b">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    kind = b'<!DOCTYPE sst [<!ENTITY l0 "lol">%b]>' % laughs
    return _with(strings=_HEAD + kind + b"<sst %b><si><t>&l9;</t></si></sst>" % _MAIN)


def _outer_entity() -> bytes:
    kind = b'<!DOCTYPE sst [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return _with(strings=_HEAD + kind + b"<sst %b><si><t>&e;</t></si></sst>" % _MAIN)


def _patched(find: bytes, put: Callable[[bytes, int], bytes]) -> bytes:
    """The plain workbook with the last of its records that begin with `find` changed."""
    data = packed(plain())
    place = data.rindex(find)
    return put(data, place)


def _lying_size(data: bytes, place: int) -> bytes:
    """A part says that it has four bytes; the directory and its own head agree."""
    return data[: place + 24] + struct.pack("<L", 4) + data[place + 28 :]


def _giant_size(data: bytes, place: int) -> bytes:
    return data[: place + 24] + struct.pack("<L", 0xFFFFFFFF) + data[place + 28 :]


def _overlapping(data: bytes, place: int) -> bytes:
    """The last part begins where the first does."""
    return data[: place + 42] + struct.pack("<L", 0) + data[place + 46 :]


def _outer_sheets() -> bytes:
    parts = plain()
    parts["xl/_rels/workbook.xml.rels"] = _relations(
        b'worksheet|file:///etc/passwd|TargetMode="External"', b"sharedStrings|../../../../etc/passwd|"
    ).replace(b"|TargetMode", b" TargetMode")
    return packed(parts)


def _ole(next_sector: int) -> bytes:
    """An old workbook whose table of sectors leads in a circle."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<LLLLLLLL", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, next_sector, 1)
    struct.pack_into("<109L", head, 76, 0, *([0xFFFFFFFF] * 108))
    return bytes(head) + struct.pack("<128L", *([1] * 128)) + bytes(512)


BOOKS: dict[str, Callable[[], bytes]] = {
    "plain": lambda: packed(plain()),
    "a sheet twice": lambda: packed(plain(), {SHEET: sheet(b'<c r="A1"><v>2</v></c>')}),
    "names in quotes": lambda: packed(plain() | {"'xl'/\"a\".xml": b"", "../../a": b"", "/etc/passwd": b""}),
    "size that is too small": lambda: _patched(b"PK\1\2", _lying_size),
    "size beyond four gigabytes": lambda: _patched(b"PK\1\2", _giant_size),
    "parts over each other": lambda: _patched(b"PK\1\2", _overlapping),
    "entities": _entities,
    "entity of a file": _outer_entity,
    "sheets elsewhere": _outer_sheets,
    "nested a little": lambda: _nested(2_000),
    "string that is not there": lambda: _with(sheet=sheet(b'<c r="A1" t="s"><v>99999999999</v></c>')),
    "cell beyond the sheet": lambda: _with(sheet=sheet(b'<c r="ZZZ9999999"><v>1</v></c>')),
    "old, in a circle": lambda: _ole(1),
    "old, table in a circle": lambda: _ole(0xFFFFFFFE),
}
LARGE: dict[str, Callable[[], bytes]] = {
    "nested deeply": lambda: _nested(8_000_000),
    "one long string": lambda: _with(strings=_strings(b"<si><t>%b</t></si>" % (b"a" * 250_000_000))),
    "a long string many times": lambda: _with(
        strings=_strings(b"<si><t>%b</t></si>" % (b"a" * 32_000)),
        sheet=sheet(b"".join(b'<c r="%b1" t="s"><v>0</v></c>' % column for column in _columns(1_200))),
    ),
}
"""Those take a second or more."""
