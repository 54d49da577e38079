"""What a reader can see, hear and follow in a PDF, for comparing one with another."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdf import PdfReader


@dataclass(frozen=True)
class Tag:
    """A structure element: what, on which page, its words, its attributes, and what hangs on it.

    Headers and places are left out: the engine names wrong heads where header cells span columns or rows, and
    counts in pixels from above. What it knows
    nothing of is left out, too: what gathers others (Sect, L, TOC), the pieces of a text, words for tables.
    """

    kind: str
    page: int | None
    words: str
    attributes: dict[str, str]
    kids: tuple[str, ...]


def texts(data: bytes) -> list[str]:
    """The text of every page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def pictures(data: bytes) -> Iterator[bytes]:
    """Every page, at 72 dots an inch."""
    for page in pypdfium2.PdfDocument(data):
        yield page.render(scale=1.0, grayscale=True).to_pil().tobytes()


def outline(data: bytes) -> list[tuple[int, str, int, tuple[float, ...], int]]:
    """Level, words, page, place and number of entries below of every entry."""
    found = []
    for entry in pypdfium2.PdfDocument(data).get_toc():
        destination = entry.get_dest()
        place = tuple(round(value, 2) for value in destination.get_view()[1])
        found.append((entry.level, entry.get_title(), destination.get_index(), place, entry.get_count()))
    return found


def links(data: bytes) -> list[tuple[int, list[float], str, int | None, float]]:
    """Page and place of every link, its words, and page and height of where it leads."""
    pdf = PdfReader(io.BytesIO(data))
    found = []
    for number, page in enumerate(pdf.pages):
        for annotation in page.get("/Annots", []):
            link: Any = annotation.get_object()
            place = [round(float(edge), 2) for edge in link["/Rect"]]
            end: Any = pdf.named_destinations[link["/Dest"]]
            leads = pdf.get_destination_page_number(end)
            found.append((number, place, str(link["/Contents"]), leads, round(float(end.top), 2)))
    return found


KINDS = ("Table", "THead", "TBody", "TR", "TH", "TD", "Figure", "Link", "H2", "H3")


def tags(data: bytes) -> list[Tag]:
    """The elements of these KINDS, from top to bottom."""
    pdf = PdfReader(io.BytesIO(data))
    pages = {page.indirect_reference.idnum: index for index, page in enumerate(pdf.pages)}  # type: ignore[union-attr]
    root: Any = pdf.root_object["/StructTreeRoot"]
    stack = [kid.get_object() for kid in reversed(root["/K"])]
    found = []
    while stack:
        element = stack.pop()
        kids = [kid.get_object() for kid in element.get("/K", [])]
        below = [kid for kid in kids if isinstance(kid, dict) and "/S" in kid]
        hangs = [str(kid["/Type"]) if isinstance(kid, dict) else "mark" for kid in kids if kid not in below]
        kind = str(element["/S"])[1:]
        said = element.get("/A", {}).items() if kind != "Table" else ()
        if kind in KINDS:
            found.append(
                Tag(
                    kind,
                    pages[element.raw_get("/Pg").idnum] if "/Pg" in element else None,
                    str(element.get("/Alt", "")) if kind == "Figure" else "",
                    {key: str(value) for key, value in said if key not in ("/Headers", "/BBox")},
                    tuple(hangs),
                )
            )
        stack += reversed(below)
    return found


def labels(data: bytes) -> list[str]:
    """The labels of the pages."""
    return PdfReader(io.BytesIO(data)).page_labels


def files(data: bytes) -> dict[str, list[bytes]]:
    """The enclosed files."""
    return dict(PdfReader(io.BytesIO(data)).attachments)
