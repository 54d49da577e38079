"""A PDF that others made is looked at in a process of its own before anything of ours works on it.

What comes back is what it encloses, or what is wrong with it: too many pages, pages without a size or that do
not load, enclosed files that would fill the memory.
"""

from __future__ import annotations

import io
import json
from contextlib import suppress

from generator.source import limits
from generator.source.confined import BrokenOffError, confined

RECEIPT = "收据.json"


class UnfitPdfError(Exception):
    """Why a PDF cannot be used: words that go on after its name."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def enclosed_in(data: bytes) -> dict[str, bytes]:
    """The files inside the PDF in `data`, by name. Raises UnfitPdfError."""
    try:
        found = confined(f"{__name__}:answer", data)
    except BrokenOffError as error:
        raise UnfitPdfError(f"已损坏，或里面的内容太大（{error.why}）") from None
    head, _, rest = found.partition(b"\n")
    said = json.loads(head)
    if "wrong" in said:
        raise UnfitPdfError(said["wrong"])
    files: dict[str, bytes] = {}
    for name, size in said["files"]:
        files[name], rest = rest[:size], rest[size:]
    return files


def answer(data: bytes) -> bytes:
    """The names and sizes of the enclosed files as a line of JSON, and the files; or what is `wrong`."""
    import pypdfium2

    try:
        files = _look(data)
    except UnfitPdfError as error:
        return json.dumps({"wrong": error.why}).encode() + b"\n"
    except pypdfium2.PdfiumError:
        return json.dumps({"wrong": "已损坏，有的页或附在里面的文件读不出来"}).encode() + b"\n"
    named = [(name, len(content)) for name, content in files.items()]
    return json.dumps({"files": named}).encode() + b"\n" + b"".join(files.values())


def _look(data: bytes) -> dict[str, bytes]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnfitPdfError("有密码或加密，读不了里面的内容" if locked else "不是 PDF，或已损坏") from None
    if not len(pdf):
        raise UnfitPdfError("里没有页，或已损坏")
    if len(pdf) > limits.PDF_PAGES.most:
        raise UnfitPdfError(f"有 {len(pdf):,} 页，超过 {limits.PDF_PAGES.said}")
    files: dict[str, bytes] = {}
    left = limits.PDF_ENCLOSED.most
    for index in range(pdf.count_attachments()):
        item = pdf.get_attachment(index)
        files[item.get_name()] = bytes(item.get_data())
        left -= len(files[item.get_name()])
        if left < 0:
            raise UnfitPdfError(f"里附的文件解开以后超过 {limits.PDF_ENCLOSED.said}")
    for index in range(len(pdf)):
        page = pdf[index]
        if not all(0 < side <= limits.PDF_SIDE.most for side in page.get_size()):
            raise UnfitPdfError(f"的第 {index + 1} 页没有大小，或大得不合理")
        if RECEIPT not in files:
            page.get_textpage().get_text_range()
    if RECEIPT not in files:
        _refuse_blanks(data)
    return files


def _refuse_blanks(data: bytes) -> None:
    """Refuse what PDFium shows as an empty page without a word: content that it cannot decode, no size.

    What else this reader does not understand, AES among it, says nothing: PDFium has read it.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    odd = (PyPdfError, DependencyError, ValueError, TypeError, KeyError, AttributeError, LookupError)
    with suppress(*odd, RecursionError):
        for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, 1):
            if not (page.mediabox.width > 0 and page.mediabox.height > 0):
                raise UnfitPdfError(f"的第 {number} 页没有大小，或大得不合理")
            try:
                if (contents := page.get_contents()) is not None:
                    contents.get_data()
            except NotImplementedError:
                raise UnfitPdfError(f"的第 {number} 页用了不认识的压缩方法，读不出来") from None
