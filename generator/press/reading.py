"""Reading a finished PDF back: its objects as plain values, and whether its cross-references are right.

For files of ours, also when others have written them again; damaged ones raise. It is many times as fast as a
reader that mends what it finds.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.errors import PressError

_TOKEN = re.compile(
    rb"\s*(?:(\d+)\s+(\d+)\s+R\b|(<<|>>|\[|\])|/([^\s<>\[\]()/%]*)|([-+]?[0-9.]+)"
    rb"|\(((?:[^()\\]|\\[\s\S])*)\)|<([0-9A-Fa-f\s]*)>|(true|false|null))"
)
_STREAM = re.compile(rb"\s{0,64}+stream\r?\n")
_HEAD = re.compile(rb"(\d+)\s+(\d+)\s+obj\b")
_ELEMENT = re.compile(
    rb"<</Type /StructElem/S /(\w+)/P (\d+) 0 R/Pg (\d+) 0 R/K \[([0-9 ]*|\d+ 0 R(?: \d+ 0 R)*)\]"
    rb"(?:/ID \(([^()\\]*)\))?"
    rb"(/A <</O /Table(?:/ColSpan (\d+))?(?:/RowSpan (\d+))?(?:/Scope /(\w+))?"
    rb"(/Headers \[(?:\(([^()\\]+(?:\) \([^()\\]+)*)\))?\])?>>)?>>"
)
"""An element of the tag tree as the joiner writes most of them; `_parsed` reads all others."""
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|[\s\S])")
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to an object."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """An object with data, as it is in the file."""

    entries: dict[str, Any]
    raw: bytes

    @property
    def data(self) -> bytes:
        """The data, decompressed."""
        return zlib.decompress(self.raw) if self.entries.get("Filter") == "/FlateDecode" else self.raw


class Pdf:
    """A PDF in `data`. Raises PressError when it cannot be read as it says."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._objects: dict[int, Any] = {}
        self._packed: dict[int, list[Any]] = {}
        try:
            start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
            self._places, self.trailer = self._table(start)
        except (ValueError, IndexError, KeyError, TypeError, zlib.error):
            raise PressError("印后核对：文件的交叉引用读不出来。") from None

    def of(self, value: Any) -> Any:
        """What `value` refers to, or itself."""
        while isinstance(value, Reference):
            value = self.object(value.number)
        return value

    def object(self, number: int) -> Any:
        """The object `number`; None when there is none. Raises PressError when it is not in its place."""
        if number not in self._objects:
            try:
                self._objects[number] = self._read(number)
            except (ValueError, IndexError, KeyError, TypeError, AttributeError, zlib.error):
                raise PressError(f"印后核对：文件里的对象 {number} 读不出来。") from None
        return self._objects[number]

    @property
    def root(self) -> dict[str, Any]:
        """The catalogue."""
        found: dict[str, Any] = self.of(self.trailer["Root"])
        return found

    def pages(self) -> Iterator[dict[str, Any]]:
        """The pages in their order."""
        stack = [self.root["Pages"]]
        while stack:
            node = self.of(stack.pop())
            if "Kids" in node:
                stack.extend(reversed(self.of(node["Kids"])))
            else:
                yield node

    def content(self, page: dict[str, Any]) -> bytes:
        """What draws a page."""
        contents = self.of(page.get("Contents", []))
        streams = contents if isinstance(contents, list) else [contents]
        return b"\n".join(part.data for part in map(self.of, streams) if isinstance(part, Stream))

    def _read(self, number: int) -> Any:
        kind, place, index = self._places.get(number, (0, 0, 0))
        if kind == 0:
            return None
        if kind == 1:
            return self._at(place, number)
        if place not in self._packed:
            stream = self.object(place)
            data = stream.data
            heads = list(map(int, data[: stream.entries["First"]].split()))
            self._packed[place] = [heads[::2], heads[1::2], data, stream.entries["First"]]
        numbers, positions, data, first = self._packed[place]
        if numbers[index] != number:
            raise ValueError(number)
        ours = _ELEMENT.match(data, first + positions[index])
        return _element(ours) if ours else _parsed(data, first + positions[index])[0]

    def _at(self, place: int, number: int | None = None) -> Any:
        """The object that begins at `place`."""
        head = _HEAD.match(self.data, place)
        if head is None or (number is not None and int(head[1]) != number):
            raise ValueError(place)
        value, end = _parsed(self.data, head.end())
        begin = _STREAM.match(self.data, end)
        if begin is None:
            return value
        length = self.of(value["Length"])
        if not self.data[begin.end() + length :].lstrip()[:9] == b"endstream":
            raise ValueError(place)
        return Stream(value, self.data[begin.end() : begin.end() + length])

    def _table(self, start: int) -> tuple[dict[int, tuple[int, int, int]], dict[str, Any]]:
        if self.data.startswith(b"xref", start):
            return self._old_table(start + 4)
        stream = self._at(start)
        widths = stream.entries["W"]
        size, data = sum(widths), stream.data
        rows = {}
        for number in range(stream.entries["Size"]):
            row, fields = data[number * size : (number + 1) * size], []
            for width in widths:
                fields.append(int.from_bytes(row[:width], "big"))
                row = row[width:]
            rows[number] = (fields[0], fields[1], fields[2])
        return rows, stream.entries

    def _old_table(self, start: int) -> tuple[dict[int, tuple[int, int, int]], dict[str, Any]]:
        end = self.data.index(b"trailer", start)
        words = self.data[start:end].split()
        rows: dict[int, tuple[int, int, int]] = {}
        while words:
            first, count = int(words[0]), int(words[1])
            for number in range(count):
                place, _, kind = words[2 + number * 3 : 5 + number * 3]
                rows[first + number] = (1 if kind == b"n" else 0, int(place), 0)
            words = words[2 + count * 3 :]
        return rows, _parsed(self.data, end + len(b"trailer"))[0]


def _element(found: re.Match[bytes]) -> dict[str, Any]:
    """What `_parsed` would read, in a tenth of the time: a file has tens of thousands of these."""
    kind, parent, page, kids, name, cell, columns, rows, scope, heads, headers = found.groups()
    value: dict[str, Any] = {
        "Type": "/StructElem",
        "S": f"/{kind.decode()}",
        "P": Reference(int(parent)),
        "Pg": Reference(int(page)),
    }
    if b"R" in kids:
        value["K"] = [Reference(int(kid)) for kid in kids[:-4].split(b" 0 R ")]
    else:
        value["K"] = [int(kid) for kid in kids.split()]
    if name is not None:
        value["ID"] = name.decode("latin-1")
    if cell is not None:
        said: dict[str, Any] = {"O": "/Table"}
        said |= {"ColSpan": int(columns)} if columns else {}
        said |= {"RowSpan": int(rows)} if rows else {}
        said |= {"Scope": f"/{scope.decode()}"} if scope else {}
        said |= {"Headers": headers.decode("latin-1").split(") (") if headers else []} if heads else {}
        value["A"] = said
    return value


def _parsed(data: bytes, position: int) -> tuple[Any, int]:
    """The value that begins at `position`, and where it ends. Raises ValueError."""
    stack: list[list[Any]] = [[]]
    while True:
        token = _TOKEN.match(data, position)
        if token is None:
            raise ValueError(position)
        position = token.end()
        number, _, mark, name, figure, literal, digits, word = token.groups()
        if mark in (b"<<", b"["):
            stack.append([])
            continue
        if mark == b">>":
            items = stack.pop()
            value: Any = dict(zip((key[1:] for key in items[::2]), items[1::2], strict=True))
        elif mark == b"]":
            value = stack.pop()
        elif number is not None:
            value = Reference(int(number))
        elif name is not None:
            value = "/" + name.decode("latin-1")
        elif figure is not None:
            value = float(figure) if b"." in figure else int(figure)
        elif literal is not None:
            value = _text(unescaped(literal))
        elif digits is not None:
            value = _text(bytes.fromhex(digits.decode()))
        else:
            value = {b"true": True, b"false": False, b"null": None}[word]
        stack[-1].append(value)
        if len(stack) == 1:
            return value, position


def unescaped(literal: bytes) -> bytes:
    """The bytes of a string in brackets."""
    return _ESCAPED.sub(_unescaped, literal) if b"\\" in literal else literal


def _unescaped(found: re.Match[bytes]) -> bytes:
    char = found[1]
    return bytes([int(char, 8) & 0xFF]) if char[:1].isdigit() else _CONTROLS.get(char, char)


def _text(data: bytes) -> str:
    return data[2:].decode("utf-16-be", "replace") if data[:2] == b"\xfe\xff" else data.decode("latin-1")
