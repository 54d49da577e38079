"""Files inside the PDF, written by the engine."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from generator.press.enclosures import _TYPES, EPOCH, Enclosure


def enclose(weasyprint: Any, enclosures: tuple[Enclosure, ...]) -> list[Any]:
    """WeasyPrint's attachments for `enclosures`, in the order that the name tree asks for."""
    return [
        weasyprint.Attachment(
            string=item.data,
            name=item.name,
            description=item.description,
            relationship=item.relationship,
            created=EPOCH,
            modified=EPOCH,
        )
        for item in sorted(enclosures, key=lambda item: _as_written(item.name))
    ]


def _as_written(name: str) -> bytes:
    """The bytes of `name` in the name tree, which is sorted by them."""
    return name.encode() if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be")


def settle(pdf: Any, enclosures: tuple[Enclosure, ...]) -> None:
    """Name every enclosed file and its type ourselves (lists of types differ by machine), list each once."""
    relationships = {item.name: item.relationship for item in enclosures}
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Filespec":
            item["F"] = item["UF"]
            item["AFRelationship"] = f"/{relationships[item['UF'].string]}"
            stream = pdf.objects[int(item["EF"]["F"].split()[0])]
            kind = _TYPES.get(PurePosixPath(item["UF"].string).suffix, "application/octet-stream")
            stream.extra["Subtype"] = "/" + kind.replace("/", "#2f")
    if "EmbeddedFiles" in pdf.catalog.get("Names", {}):
        names = pdf.objects[int(pdf.catalog["Names"]["EmbeddedFiles"].split()[0])]["Names"]
        names[::2] = [pdf.objects[int(reference.split()[0])]["UF"] for reference in names[1::2]]
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
