"""Files inside the PDF: what the document can be recomputed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import md5
from pathlib import PurePosixPath
from typing import Literal

from generator.press.join.file import PdfFile
from generator.press.join.syntax import array, dictionary, name, order, reference, text

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of every enclosed file: real dates would make the bytes differ."""

_TYPES = {
    ".yaml": "application/yaml",
    ".j2": "text/plain",
    ".css": "text/css",
    ".json": "application/json",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file inside the PDF. `relationship` is what PDF/A calls AFRelationship."""

    name: str
    data: bytes
    description: str
    relationship: Literal["Source", "Data", "Supplement"]


def add_enclosures(file: PdfFile, enclosures: Sequence[Enclosure]) -> tuple[bytes, bytes]:
    """(name tree, list of all) of the enclosed files. We name their types: what a machine knows differs."""
    names, listed = [], []
    for item in sorted(enclosures, key=lambda item: order(item.name)):
        entry = reference(_add(file, item))
        names += [text(item.name), entry]
        listed.append(entry)
    return dictionary({"Names": array(names)}), array(listed)


def _add(file: PdfFile, item: Enclosure) -> int:
    date = text(EPOCH.strftime("D:%Y%m%d%H%M%SZ"))
    parameters = {
        "CheckSum": b"<%b>" % md5(item.data, usedforsecurity=False).hexdigest().encode(),
        "Size": b"%d" % len(item.data),
        "CreationDate": date,
        "ModDate": date,
    }
    kind = _TYPES.get(PurePosixPath(item.name).suffix, "application/octet-stream")
    entries = {"Type": b"/EmbeddedFile", "Subtype": name(kind), "Params": dictionary(parameters)}
    stream = file.add_stream(item.data, **entries)
    specification = {
        "Type": b"/Filespec",
        "F": text(item.name),
        "UF": text(item.name),
        "EF": dictionary({"F": reference(stream)}),
        "Desc": text(item.description),
        "AFRelationship": name(item.relationship),
    }
    return file.add(dictionary(specification))
