"""Reading the tag tree of a finished PDF, and the marks in the content of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, IndirectObject

Pdf = PdfReader | PdfWriter


@dataclass(frozen=True)
class Mark:
    """Content shown on a page: within which tag, with which number, how large."""

    tag: str
    mcid: int | None
    size: float


def elements(pdf: Pdf, kind: str = "") -> list[Any]:
    """All structure elements (of a kind) in reading order."""
    found: list[Any] = []
    stack: list[Any] = [pdf.root_object["/StructTreeRoot"]]
    while stack:
        element = stack.pop()
        if element.get("/S"):
            found.append(element)
        stack += [kid for kid in reversed(kids(element)) if "/S" in kid]
    return [element for element in found if not kind or element["/S"] == kind]


def kids(element: Any) -> list[Any]:
    """The children of an element that are dictionaries."""
    below = element.get("/K", [])
    below = below.get_object() if isinstance(below, IndirectObject) else below
    listed = below if isinstance(below, list) else [below]
    return [kid for kid in (kid.get_object() for kid in listed) if isinstance(kid, dict)]


def below(element: Any, kind: str) -> list[Any]:
    """The elements of `kind` below `element`, in order."""
    found = []
    for kid in kids(element):
        if kid.get("/S") == kind:
            found.append(kid)
        found += below(kid, kind)
    return found


def marks(pdf: Pdf, page: Any) -> Iterator[Mark]:
    """Every piece of text on `page`, with the innermost tag around it."""
    stack: list[tuple[str, int | None]] = []
    size = 0.0
    for operands, operator in ContentStream(page["/Contents"].get_object(), pdf).operations:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            stack.append((operands[0], properties.get("/MCID")))
        elif operator == b"EMC":
            stack.pop()
        elif operator == b"Tf":
            size = float(operands[1])
        elif operator in (b"TJ", b"Tj"):
            yield Mark(*(stack[-1] if stack else ("", None)), size)
