"""What foreign pages are made of, as plain values.

They are taken out of pypdf's objects where strangers' files are read, sent on as bytes, and numbered anew
where ours is written.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.foreign.annotations import entry
from generator.foreign.survey import UnfitPdfError
from generator.source import limits

_NOT_TAKEN = ("/Length", "/Ref", "/OPI", "/AF")
"""Entries of a stream: its length, and what leads to other files or encloses them."""
_ACTIONS = frozenset(
    {
        *("/JavaScript", "/Launch", "/URI", "/GoTo", "/GoToR", "/GoToE", "/GoToDp", "/GoTo3DView", "/Thread"),
        *("/SubmitForm", "/ImportData", "/ResetForm", "/Rendition", "/RichMediaExecute", "/Sound", "/Movie"),
        *("/Named", "/Hide", "/SetOCGState", "/Trans"),
    }
)
"""What a dictionary does by itself, as its /S says; nothing that is drawn has one of these."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An object: its bytes, with the indexes of other pieces where it refers to them.

    A stream has `data`, and its bytes are its dictionary without `Length`.
    """

    parts: tuple[bytes | int, ...]
    data: bytes | None = None


class Taken:
    """Objects of a file of pypdf's with all that they refer to, each once, in the order they come in."""

    def __init__(self) -> None:
        self._pieces: list[Piece | None] = []
        self._indexes: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._pieces)

    def __iter__(self) -> Iterator[Piece]:
        return (piece for piece in self._pieces if piece is not None)

    def take(self, thing: Any) -> int:
        """The index of `thing`, an object that others may refer to. Raises UnfitPdfError, RecursionError."""
        return self._reached(thing.indirect_reference.idnum, thing)

    def _reached(self, key: int, target: Any) -> int:
        if key not in self._indexes:
            self._indexes[key] = index = len(self._pieces)
            self._pieces.append(None)
            self._pieces[index] = self._piece(target)
        return self._indexes[key]

    def _piece(self, thing: Any) -> Piece:
        from pypdf.generic import StreamObject

        if not isinstance(thing, StreamObject):
            return Piece(_joined(self._parts(thing)))
        refuse_elsewhere(thing)
        _refuse_program(thing)
        _refuse_giant(thing)
        head = {key: dict.__getitem__(thing, key) for key in thing if key not in _NOT_TAKEN}
        return Piece(_joined(self._dictionary(head)), thing._data)

    def _parts(self, value: Any) -> Iterator[bytes | int]:
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

        if isinstance(value, IndirectObject):
            target = value.get_object()
            yield b"null" if target is None else self._reached(value.idnum, target)
        elif isinstance(value, DictionaryObject) and entry(value, "/S") in _ACTIONS:
            yield b"null"
        elif isinstance(value, DictionaryObject):
            yield from self._dictionary({key: dict.__getitem__(value, key) for key in value})
        elif isinstance(value, ArrayObject):
            for index in range(len(value)):
                yield b" " if index else b"["
                yield from self._parts(list.__getitem__(value, index))
            yield b"]" if value else b"[]"
        else:
            yield _said(value)

    def _dictionary(self, entries: dict[Any, Any]) -> Iterator[bytes | int]:
        from pypdf.generic import NameObject

        yield b"<<"
        for key, value in entries.items():
            yield _said(NameObject(key)) + b" "
            yield from self._parts(value)
        yield b">>"


def refuse_elsewhere(thing: Any) -> None:
    """Refuse a stream whose data are in another file."""
    if entry(thing, "/F") is not None:
        raise UnfitPdfError("里有的内容存在另一个文件里，装订不进来")


def _refuse_program(thing: Any) -> None:
    """Refuse a PostScript program, which a printer would run."""
    if "/PS" in (entry(thing, "/Subtype"), entry(thing, "/Subtype2")) or entry(thing, "/PS") is not None:
        raise UnfitPdfError("里有打印机要运行的 PostScript 程序，装订不进来")


def _refuse_giant(thing: Any) -> None:
    """Refuse a picture that no reader could show."""
    sides = [entry(thing, key) for key in ("/Width", "/Height")]
    if entry(thing, "/Subtype") == "/Image" and all(isinstance(side, int | float) for side in sides):
        width, height = sides  # whole or not: readers cut off what is behind the point
        if width * height > limits.PDF_PICTURE.most:
            raise UnfitPdfError(f"里有一张图 {width:,.0f}×{height:,.0f} 点，超过 {limits.PDF_PICTURE.said}")


def _said(value: Any) -> bytes:
    output = io.BytesIO()
    value.write_to_stream(output)
    return output.getvalue()


def _joined(parts: Iterable[bytes | int]) -> tuple[bytes | int, ...]:
    """The parts, with bytes that follow one another made one."""
    found: list[bytes | int] = []
    run: list[bytes] = []
    for part in parts:
        if isinstance(part, bytes):
            run.append(part)
            continue
        found += [b"".join(run), part]
        run.clear()
    return (*found, b"".join(run))


def encoded(pieces: Iterable[Piece]) -> bytes:
    """`pieces` as a line of JSON and the data of their streams."""
    heads, streams = [], []
    for piece in pieces:
        told = [part.decode("latin-1") if isinstance(part, bytes) else part for part in piece.parts]
        heads.append([None if piece.data is None else len(piece.data), *told])
        streams.append(piece.data or b"")
    return json.dumps(heads).encode() + b"\n" + b"".join(streams)


def decoded(data: bytes) -> Iterator[Piece]:
    """What `encoded` made into `data`."""
    head, _, rest = data.partition(b"\n")
    start = 0
    for size, *told in json.loads(head):
        parts = tuple(part.encode("latin-1") if isinstance(part, str) else part for part in told)
        yield Piece(parts, None if size is None else rest[start : start + size])
        start += size or 0
