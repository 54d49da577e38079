"""A PDF file (1.7) from its objects: small ones in one compressed stream, and a cross-reference stream."""

from __future__ import annotations

import zlib
from hashlib import md5

from generator.press.join.syntax import dictionary, reference

LEVEL = 6
"""Of compression: 9 takes three times as long for one part in fifty."""
_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"


class PdfFile:
    """Objects by number, from 1; a number can be reserved before its object is known."""

    def __init__(self) -> None:
        self._small: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}
        self._last = 0

    def reserve(self, count: int = 1) -> int:
        """The first of `count` new numbers."""
        first = self._last + 1
        self._last += count
        return first

    def put(self, number: int, data: bytes) -> None:
        """The object `number` is `data`."""
        self._small[number] = data

    def add(self, data: bytes) -> int:
        """A new object."""
        number = self.reserve()
        self.put(number, data)
        return number

    def put_stream(self, number: int, head: bytes, data: bytes) -> None:
        """The object `number` is a stream; `head` is its dictionary without its length."""
        whole = head.removesuffix(b">>") + b"/Length %d>>" % len(data)
        self._streams[number] = _stream(whole, data)

    def add_stream(self, data: bytes, **entries: bytes) -> int:
        """A new stream of `data`, which is compressed here."""
        return self.add_compressed(zlib.compress(data, LEVEL), **entries)

    def add_plain(self, data: bytes, **entries: bytes) -> int:
        """A new stream of `data` as it is, for programs that look for it without reading PDF."""
        number = self.reserve()
        self.put_stream(number, dictionary(entries), data)
        return number

    def add_compressed(self, data: bytes, **entries: bytes) -> int:
        """A new stream of `data` that is compressed already."""
        number = self.reserve()
        self.put_stream(number, dictionary({**entries, "Filter": b"/FlateDecode"}), data)
        return number

    def written(self, root: int, info: int) -> bytes:
        """The bytes of the file; its identifier is made from all objects."""
        assert len(self._small) + len(self._streams) == self._last, "a number without an object"
        print_of_all = md5(usedforsecurity=False)
        out = [_HEADER]
        position = len(_HEADER)
        rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        packed, inside = self._packed()
        for number, data in [*sorted(self._streams.items()), packed]:
            print_of_all.update(data)
            rows[number] = (1, position, 0)
            out.append(b"%d 0 obj\n%b\nendobj\n" % (number, data))
            position += len(out[-1])
        rows |= {number: (2, packed[0], index) for index, number in enumerate(inside)}
        print_of_all.update(b"%d %d" % (root, info))
        identifier = b"<" + print_of_all.hexdigest().encode() + b">"
        trailer = {"Root": reference(root), "Info": reference(info), "ID": b"[" + identifier * 2 + b"]"}
        out.append(_cross_reference(rows, packed[0] + 1, position, trailer))
        out.append(b"startxref\n%d\n%%%%EOF\n" % position)
        return b"".join(out)

    def _packed(self) -> tuple[tuple[int, bytes], list[int]]:
        """(number, data) of the stream of small objects, and which are in it in order."""
        heads, bodies, position = [], [], 0
        inside = sorted(self._small)
        for number in inside:
            heads.append(b"%d %d" % (number, position))
            bodies.append(self._small[number])
            position += len(bodies[-1]) + 1
        head = b" ".join(heads) + b"\n"
        data = zlib.compress(head + b"\n".join(bodies), LEVEL)
        entries = {"Type": b"/ObjStm", "N": b"%d" % len(inside), "First": b"%d" % len(head)}
        whole = dictionary({**entries, "Filter": b"/FlateDecode", "Length": b"%d" % len(data)})
        return (self._last + 1, _stream(whole, data)), inside


def _stream(head: bytes, data: bytes) -> bytes:
    """A stream. Its end is told by CR LF: one of data that end with CR could be taken for a part of LF."""
    return head + b"\nstream\n" + data + b"\r\nendstream"


def _cross_reference(
    rows: dict[int, tuple[int, int, int]], number: int, position: int, trailer: dict[str, bytes]
) -> bytes:
    """The cross-reference stream, which is object `number` and stands at `position`."""
    rows[number] = (1, position, 0)
    widths = (1, 4, max(2, (max(row[2] for row in rows.values()).bit_length() + 7) // 8))
    table = b"".join(
        value.to_bytes(width, "big")
        for _, row in sorted(rows.items())
        for value, width in zip(row, widths, strict=True)
    )
    data = zlib.compress(table, LEVEL)
    entries = {
        "Type": b"/XRef",
        "W": b"[%d %d %d]" % widths,
        "Size": b"%d" % (number + 1),
        **trailer,
        "Filter": b"/FlateDecode",
        "Length": b"%d" % len(data),
    }
    return b"%d 0 obj\n%b\nendobj\n" % (number, _stream(dictionary(entries), data))
