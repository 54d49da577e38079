"""A foreign PDF made ready to be bound in: read, judged and taken apart in a process of its own.

Nothing of ours ever reads it elsewhere: what comes back are sentences, sizes, and the pieces of its pages.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator, Sequence
from typing import Any

from generator.foreign.forms import ForeignPage, as_forms
from generator.foreign.losses import changed, foreign, left_behind, missing
from generator.foreign.pieces import Taken, encoded
from generator.foreign.survey import UnfitPdfError, look_at_pages, opened, refuse_crowded, unpacked

A4 = (595.28, 841.89)
PRINT_IT = "用阅读器打开核对；打得开时，打印成新的 PDF 再用"


def answer(original: bytes) -> bytes:
    """What the PDF in `original` is when it is bound in: a line of JSON, and the pieces of its pages.

    The line says what is `wrong` and what to do, or the pages (width, height, number of pieces) and what is
    missing, left behind and changed.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _bindable(original)
    except UnfitPdfError as error:
        return _wrong(error.why, PRINT_IT)
    except RecursionError:
        return _wrong("里的对象套得太深", PRINT_IT)
    except MemoryError:
        raise
    except Exception:  # a damaged file makes its reader raise anything
        return _wrong("不是 PDF，或已损坏", PRINT_IT)


def _wrong(why: str, hint: str) -> bytes:
    return json.dumps({"wrong": [why, hint]}).encode() + b"\n"


def _bindable(original: bytes) -> bytes:
    from pypdf import PdfReader

    refuse_crowded(original)
    data, locked = _unlocked(original)
    if not data:
        return _wrong("要密码才能打开", "请取得没有密码的版本，或打印成新的 PDF")
    with opened(data) as document:
        look_at_pages(document, data)
    pdf = foreign(PdfReader(io.BytesIO(data), strict=False))
    if not pdf.pages:
        return _wrong("没有页", "请换一个文件")
    taken, pages = Taken(), []
    for page, form in as_forms(pdf.pages):
        before = len(taken)
        taken.take(form)
        pages.append((page.width, page.height, len(taken) - before))
    sizes = [ForeignPage(width, height) for width, height, _ in pages]
    said = {
        "pages": pages,
        "missing": list(missing(pdf)),
        "left": list(left_behind(pdf)),
        "changed": [
            *changed(pdf),
            *_sizes(sizes, pdf.pages),
            *(["打印、复制等限制不再起作用"] if locked else []),
        ],
    }
    return json.dumps(said).encode() + b"\n" + encoded(taken)


def _unlocked(data: bytes) -> tuple[bytes, bool]:
    """The PDF in `data` without encryption, and whether it had any; nothing where a password is needed."""
    from pypdfium2 import PdfDocument, PdfiumError, raw

    try:
        pdf = PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            return b"", True
        raise
    try:
        if raw.FPDF_GetSecurityHandlerRevision(pdf) == -1:
            return unpacked(data), False
        output = io.BytesIO()
        pdf.save(output, flags=raw.FPDF_REMOVE_SECURITY)
        return output.getvalue(), True
    finally:
        pdf.close()


def _sizes(pages: Sequence[ForeignPage], originals: Sequence[Any]) -> Iterator[str]:
    units = [float(page.get("/UserUnit", 1)) for page in originals]
    sizes = {_sides(page, unit) for page, unit in zip(pages, units, strict=True)}
    if any(abs(a - b) > 3 for size in sizes for a, b in zip(size, A4, strict=True)):
        yield "有的页不是 A4，已按比例放进 A4"


def _sides(page: ForeignPage, unit: float) -> tuple[float, ...]:
    """The shorter and the longer side in points."""
    return tuple(sorted((page.width * unit, page.height * unit)))
