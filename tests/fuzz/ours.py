"""PDFs of ours, spoiled where they say something: receipts, sources, data, places, objects of every kind."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from generator.cli import main
from tests.budgets import CONSISTENT, written_to

Spoil = Callable[[Random, bytes], bytes]
_RECEIPT = "收据.json"
_VALUES = (
    "0",
    "-1",
    "1e400",
    "9" * 30,
    "null",
    "[]",
    "{}",
    "true",
    '"../../a"',
    '"\\u0000"',
    '"\\ud800"',
    "[[[]]]",
)
_OBJECTS = (
    *(b"null", b"-1", b"1e400", b"[]", b"<<>>", b"/A", b"(A)", b"<FEFF>", b"1 0 R", b"99999 0 R", b"[1 0 R]"),
    *(b"<</S/JavaScript/JS(a)>>", b"<</Names[(a) 1 0 R]>>", b"<</Kids[1 0 R]/Limits[(a)(b)]>>"),
)
_ENTRY = re.compile(rb"/[A-Za-z]{1,20} ?(\d+ 0 R|[-0-9.]+|/\w+|\([^()]*\)|\[[^\[\]]*\])")


@cache
def built() -> bytes:
    """A PDF with its sources, made once."""
    with TemporaryDirectory() as temporary, contextlib.redirect_stdout(io.StringIO()):
        written_to(Path(temporary) / "2024" / "某局", CONSISTENT)
        with contextlib.redirect_stderr(io.StringIO()):
            main(["build", f"{temporary}/2024/某局", "--format", "pdf", "-o", f"{temporary}/out"])
        [made] = Path(temporary).glob("out/**/*.pdf")
        return made.read_bytes()


@cache
def _enclosed() -> dict[str, tuple[int, bytes]]:
    """The number of the object and the bytes of each enclosed file."""
    from pypdf import PdfReader

    names = PdfReader(io.BytesIO(built())).root_object["/Names"]["/EmbeddedFiles"]["/Names"]  # type: ignore[index]
    streams = {
        str(name): spec.get_object()["/EF"].raw_get("/F")
        for name, spec in zip(names[::2], names[1::2], strict=True)
    }
    return {name: (one.idnum, one.get_object().get_data()) for name, one in streams.items()}


@cache
def _objects() -> dict[int, bytes]:
    """What every object says that is no stream, as the reader of ours sees it."""
    from pypdf import PdfReader

    reader, found = PdfReader(io.BytesIO(built())), {}
    for number in range(1, int(reader.trailer["/Size"])):  # type: ignore[arg-type]
        thing = reader.get_object(number)
        if thing is not None and not hasattr(thing, "get_data"):
            output = io.BytesIO()
            thing.write_to_stream(output)
            found[number] = output.getvalue()
    return found


def spoiled(random: Random, spoil: Spoil) -> bytes:
    """One of ours: a file within it, or an object, says something else; every table of the file fits."""
    if random.random() < 0.5:
        return _renewed(dict(_spoiled_object(random) for _ in range(random.choice((1, 1, 3)))))
    name = random.choice(sorted(_enclosed()))
    number, data = _enclosed()[name]
    text = (
        _other_value(random, data)
        if name.endswith(".json") and random.random() < 0.7
        else spoil(random, data)
    )
    changed = {number: _file(text)}
    receipt = json.loads(_enclosed()[_RECEIPT][1])
    if name in receipt["源文件"] and random.random() < 0.8:
        receipt["源文件"][name] = hashlib.sha256(text).hexdigest()
        changed[_enclosed()[_RECEIPT][0]] = _file(json.dumps(receipt, ensure_ascii=False).encode())
    return _renewed(changed)


def _other_value(random: Random, data: bytes) -> bytes:
    """JSON with an odd value, or an odd key, in place of one of its own."""
    places = list(re.finditer(rb'"[^"\\]*"|-?\b[0-9.]+\b|true|false|null', data))
    place = random.choice(places)
    return data[: place.start()] + random.choice(_VALUES).encode() + data[place.end() :]


def _spoiled_object(random: Random) -> tuple[int, bytes]:
    """An entry of an object is another one; those of which there are few are chosen as often as others."""
    kinds: dict[bytes, list[int]] = {}
    for number, said in _objects().items():
        kinds.setdefault(b" ".join(re.findall(rb"/(?:Type|S) /\w+", said)), []).append(number)
    number = random.choice(kinds[random.choice(sorted(kinds))])
    said = _objects()[number]
    if not (entries := list(_ENTRY.finditer(said))):
        return number, random.choice(_OBJECTS)
    place = random.choice(entries).span(1)
    return number, said[: place[0]] + b" " + random.choice(_OBJECTS) + said[place[1] :]


def _file(data: bytes) -> bytes:
    packed = zlib.compress(data)
    head = b"<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    return head + packed + b"\nendstream"


def _renewed(changed: Mapping[int, bytes]) -> bytes:
    """The PDF with these objects written once more behind its end, which then count."""
    base = built()
    start = int(base.rpartition(b"startxref")[2].split()[0])
    size, identity = max(_objects()) + 9, b"/ID[<00><00>]"
    made, table = base + b"\n", b""
    for number, said in sorted(changed.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, said)
    end = b"trailer<</Size %d/Root 1 0 R/Prev %d%b>>\nstartxref\n%d\n%%%%EOF\n"
    return made + b"xref\n" + table + end % (size, start, identity, len(made))
