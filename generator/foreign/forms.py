"""Foreign pages as forms: what is drawn on a page, with its annotations as printing would show them.

A form is drawn as one thing, so that nothing on it can reach the page of ours that it is drawn on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.foreign.annotations import Annotation, entry, notes_on, rectangle
from generator.foreign.pieces import refuse_elsewhere

FORM = "/Foreign"
"""The name of a page's form in its resources."""


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """The size of a page as it is shown, in points."""

    width: float
    height: float

    @property
    def wide(self) -> bool:
        """Whether it lies on its side."""
        return self.width > self.height


def as_forms(pages: Sequence[Any]) -> Iterator[tuple[ForeignPage, Any]]:
    """The size of each of `pages`, and a form of pypdf's that draws it."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for number, page in enumerate(pages, 1):
        size, form = _form(writer, page, list(notes_on(page, number)))
        yield size, writer._add_object(form).get_object()


def _form(writer: Any, page: Any, noted: Sequence[Annotation]) -> tuple[ForeignPage, Any]:
    """A page upright, its lower left corner in the origin: its size as shown, and the form of it."""
    from pypdf import Transformation

    box, turned = _shown(page), int(entry(page, "/Rotate") or 0) // 90 * 90 % 360
    width, height = box[2] - box[0], box[3] - box[1]
    size = ForeignPage(height, width) if turned % 180 else ForeignPage(width, height)
    upright = Transformation().translate(-box[0] - width / 2, -box[1] - height / 2).rotate(-turned)
    upright = upright.translate(size.width / 2, size.height / 2)
    parts = {"/Page": _drawn(writer, page, box)}
    content = ["/Page Do"]
    for number, note in enumerate(noted, 1):
        if note.printed and note.appearance is not None:
            parts[f"/Note{number}"] = _appearance(writer, note.appearance, page)
            content.append(f"q {numbers(note.placed(turned))} cm /Note{number} Do Q")
    return size, stream("\n".join(content).encode(), box, upright.ctm, {"/XObject": parts})


def _drawn(writer: Any, page: Any, box: Sequence[float]) -> Any:
    """What the page itself draws, as a form."""
    contents = entry(page, "/Contents")
    streams = contents if isinstance(contents, list) else [contents]
    parts = [part.get_object() for part in streams if part is not None]
    for part in parts:
        refuse_elsewhere(part)
    data = b"\n".join(part.get_data() for part in parts)
    form = stream(data, box, (1, 0, 0, 1, 0, 0), {})
    for key in ("/Resources", "/Group"):
        if entry(page, key) is not None:
            form[_name(key)] = entry(page, key).clone(writer)
    return writer._add_object(form)


def _appearance(writer: Any, form: Any, page: Any) -> Any:
    """The appearance of an annotation, complete: in old files the resources of its page are its own."""
    if entry(form, "/Resources") is None and entry(page, "/Resources") is not None:
        form[_name("/Resources")] = entry(page, "/Resources")
    form[_name("/Type")], form[_name("/Subtype")] = _name("/XObject"), _name("/Form")
    return form.clone(writer).indirect_reference


def stream(data: bytes, box: Sequence[float], matrix: Sequence[float], resources: dict[str, Any]) -> Any:
    """A form that draws `data` within `box`, moved by `matrix`."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject

    form = DecodedStreamObject()
    form.set_data(data)
    form[_name("/Type")], form[_name("/Subtype")] = _name("/XObject"), _name("/Form")
    form[_name("/BBox")] = ArrayObject(FloatObject(edge) for edge in box)
    form[_name("/Matrix")] = ArrayObject(FloatObject(round(number, 5)) for number in matrix)
    form[_name("/Resources")] = DictionaryObject(
        {
            _name(kind): DictionaryObject({_name(key): value for key, value in things.items()})
            for kind, things in resources.items()
        }
    )
    return form.flate_encode()


def _shown(page: Any) -> tuple[float, float, float, float]:
    """The part of the page that is shown. Raises ValueError where there is none."""
    paper, cut = rectangle(page.mediabox), rectangle(page.cropbox)
    if paper is None or cut is None:
        raise ValueError("a page without size")
    box = (max(paper[0], cut[0]), max(paper[1], cut[1]), min(paper[2], cut[2]), min(paper[3], cut[3]))
    if box[0] >= box[2] or box[1] >= box[3]:
        raise ValueError("a page without size")
    return box


def numbers(values: Sequence[float]) -> str:
    """Numbers as they stand in a content stream."""
    return " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in values)


def _name(text: str) -> Any:
    from pypdf.generic import NameObject

    return NameObject(text)
