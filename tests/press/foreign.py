"""PDFs as other programs make them, to be bound in."""

from __future__ import annotations

from pathlib import Path

from pypdf import PageObject, PdfWriter
from pypdf.actions import JavaScript
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

A4 = (595.28, 841.89)


def foreign_pdf(
    path: Path,
    *,
    words: str = "FOREIGN",
    pages: int = 1,
    size: tuple[float, float] = A4,
    rotation: int = 0,
    script: bool = False,
    form: bool = False,
    enclosed: bool = False,
    password: str = "",
    owner: str = "",
    algorithm: str = "RC4-128",
) -> Path:
    """A PDF at `path` whose pages say `words` and their number in a frame; returns `path`."""
    writer = PdfWriter()
    for number in range(1, pages + 1):
        _draw(writer, writer.add_blank_page(*size), f"{words} {number}", rotation)
    if script:
        writer.add_open_action(JavaScript("app.alert('hello');"))
    if form:
        fields = DictionaryObject({NameObject("/Fields"): ArrayObject()})
        writer.root_object[NameObject("/AcroForm")] = fields
    if enclosed:
        writer.add_attachment("inside.txt", b"inside")
    if password or owner:
        writer.encrypt(password, owner or None, algorithm=algorithm)
    writer.write(path)
    return path


def _draw(writer: PdfWriter, page: PageObject, words: str, rotation: int) -> None:
    """A frame 10 pt inside the page, `words` in Helvetica, and a link that the author put there."""
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    stream = DecodedStreamObject()
    stream.set_data(
        f"10 10 {width - 20} {height - 20} re S BT /F1 24 Tf 40 {height - 60} Td ({words}) Tj ET".encode()
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream)
    action = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://a.b/")}
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(edge) for edge in (40, 40, 80, 80)]),
            NameObject("/StructParent"): NumberObject(0),
            NameObject("/A"): DictionaryObject(action),
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
    if rotation:
        page.rotate(rotation)
