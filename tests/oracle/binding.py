"""Foreign pages drawn into a finished file by pypdf."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from generator.foreign.forms import FORM, ForeignPage, as_forms, numbers
from generator.press.binding import Bound, fitted


def bind(data: bytes, places: Sequence[tuple[int, Bound]]) -> bytes:
    """`data` with the pages of every (index, attachment) drawn under ours, from page `index` on."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(data))
    for first, bound in places:
        pages = PdfReader(io.BytesIO(bound.original)).pages
        for offset, (_, form) in enumerate(as_forms(pages)):
            _draw(writer, writer.pages[first + offset], form.clone(writer), bound.pages[offset])
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _draw(writer: Any, page: Any, form: Any, size: ForeignPage) -> None:
    """Put `form` under what stands on `page`, and its name not into what all our pages share."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

    scale, left, top = fitted(size.width, size.height)
    bottom = float(page.mediabox.height) - top - size.height * scale
    drawing = DecodedStreamObject()
    moved = numbers((scale, 0, 0, scale, left, bottom))
    drawing.set_data(f"/Artifact BMC q {moved} cm {FORM} Do Q EMC\n".encode())
    page[NameObject("/Contents")] = ArrayObject([writer._add_object(drawing), page.raw_get("/Contents")])
    resources = DictionaryObject(page["/Resources"])
    forms = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
    forms[NameObject(FORM)] = form.indirect_reference
    resources[NameObject("/XObject")] = forms
    page[NameObject("/Resources")] = resources
