"""PDFs with annotations, fields and layers, as other programs make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.press.foreign import foreign_pdf

SEAL = b"1 0 0 rg 0 0 60 30 re f 0 0 1 rg 60 30 60 70 re f"
"""Red at the lower left, blue at the upper right: which way it lies can be seen."""
Change = Callable[[PdfWriter], None]


def pdf(value: Any) -> Any:
    """`value` as pypdf writes it: `/Name`, text, numbers, lists and mappings."""
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): pdf(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return ArrayObject([pdf(item) for item in value])
    if isinstance(value, bool):
        return BooleanObject(value)
    if isinstance(value, int):
        return NumberObject(value)
    if isinstance(value, float):
        return FloatObject(value)
    if type(value) is str:
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    return value


def form(
    writer: PdfWriter,
    drawing: bytes = SEAL,
    box: Sequence[float] = (0, 0, 120, 100),
    matrix: Sequence[float] | None = None,
) -> Any:
    """A reference to a form that draws `drawing`."""
    made = DecodedStreamObject()
    made.set_data(drawing)
    made.update(pdf({"/Type": "/XObject", "/Subtype": "/Form", "/BBox": list(box), "/Resources": {}}))
    if matrix:
        made[NameObject("/Matrix")] = pdf(list(matrix))
    return writer._add_object(made)


def annotated(path: Path, *notes: dict[str, Any] | Change, **shape: Any) -> Path:
    """A foreign PDF at `path` with annotations on its first page; a function changes the file otherwise."""
    foreign_pdf(path, **shape)
    writer = PdfWriter(clone_from=path)
    page = writer.pages[0]
    page[NameObject("/Annots")] = ArrayObject()
    for note in notes:
        if callable(note):
            note(writer)
        else:
            add_note(writer, note)
    writer.write(path)
    return path


def add_note(writer: PdfWriter, note: dict[str, Any]) -> Any:
    """Put an annotation on the first page; it is a stamp that printing shows, unless it says otherwise."""
    whole = {"/Type": "/Annot", "/Subtype": "/Stamp", "/Rect": [300, 100, 420, 200], "/F": 4} | note
    shown = whole.pop("shown", {"drawing": SEAL})
    if shown is not None and "/AP" not in whole:
        whole["/AP"] = {"/N": form(writer, **shown)}
    reference = writer._add_object(pdf(whole))
    writer.pages[0]["/Annots"].append(reference)
    if whole["/Subtype"] == "/Widget":
        fields = writer.root_object.setdefault(NameObject("/AcroForm"), pdf({"/Fields": []}))
        fields["/Fields"].append(reference)
    return reference


def states(**forms: bytes) -> Change:
    """A ticked box with an appearance for each state; it is in the first of them."""

    def change(writer: PdfWriter) -> None:
        shown = {f"/{name}": form(writer, drawing) for name, drawing in forms.items()}
        first = f"/{next(iter(forms))}"
        add_note(
            writer,
            {
                "/Subtype": "/Widget",
                "/FT": "/Btn",
                "/T": "a",
                "/V": first,
                "/AS": first,
                "/AP": {"/N": shown},
            },
        )

    return change


def catalog(**said: Any) -> Change:
    """More that the catalog says."""

    def change(writer: PdfWriter) -> None:
        for key, value in said.items():
            writer.root_object[NameObject(f"/{key}")] = pdf(value)

    return change


def layer(name: str, *, off: bool = False, usage: dict[str, Any] | None = None) -> Change:
    """A layer of which the file says whether it shows."""

    def change(writer: PdfWriter) -> None:
        made = {"/Type": "/OCG", "/Name": name} | ({"/Usage": usage} if usage else {})
        reference = writer._add_object(pdf(made))
        shown = {"/OFF": [reference] if off else []}
        writer.root_object[NameObject("/OCProperties")] = pdf({"/OCGs": [reference], "/D": shown})

    return change
