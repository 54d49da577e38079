"""A PDF that others made is looked at in a process of its own before anything of ours works on it.

What comes back is what it encloses, or what is wrong with it: too many pages, pages without a size or that do
not load, enclosed files that would fill the memory.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Container, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from time import process_time
from typing import Any

from generator.source import limits
from generator.source.confined import BrokenOffError, confined, time_for

_FILTER = re.compile(rb"/Filter\s{0,9}(\[[^\]]{0,200}\]|/?[^\s/<>\[\]]{1,40})")
_OBJECT = re.compile(rb"\d\s{1,9}obj\b")
_PACKED = re.compile(rb"/N\s{0,9}(\d{1,9})\b(?!\s{1,9}\d{1,9}\s{1,9}R)")
"""Where objects begin, and how many a stream of them says that it has (not the object that a name is)."""
_VALUES = (b",", b"[", b"{")
"""One of these stands before every value of JSON but the first."""
_ONCE_MORE = "（同名{}）"
"""Behind the name of a file that has one that is enclosed already: readers show the one or the other."""
_LEAST_SIDE = 0.5
"""Points: a page that is smaller shows nothing."""
_READ_QUICKLY = 1_000
"""Objects that are packed together."""
_READ = {
    b"/FlateDecode",
    *(b"/ASCIIHexDecode", b"/ASCII85Decode", b"/LZWDecode", b"/RunLengthDecode"),
    *(b"/DCTDecode", b"/CCITTFaxDecode", b"/JPXDecode", b"/JBIG2Decode", b"/Standard"),
}
"""Filters that PDFium reads, and the one of encryption."""


class UnfitPdfError(Exception):
    """Why a PDF cannot be used: words that go on after its name."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def enclosed_in(data: bytes) -> dict[str, bytes]:
    """The files inside the PDF in `data`, by name. Raises UnfitPdfError."""
    try:
        found = confined(f"{__name__}:answer", data, time_for(data))
    except BrokenOffError as error:
        raise UnfitPdfError(f"已损坏，或里面的内容太大（{error.why}）") from None
    head, _, rest = found.partition(b"\n")
    said = json.loads(head)
    if "wrong" in said:
        raise UnfitPdfError(said["wrong"])
    inside = io.BytesIO(rest)
    return {name: inside.read(size) for name, size in said["files"]}


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


def refuse_crowded(data: bytes) -> None:
    """Refuse a PDF with more objects than are read. Raises UnfitPdfError."""
    objects = len(_OBJECT.findall(data)) + sum(_packs(data))
    if objects > limits.PDF_OBJECTS.most:
        raise UnfitPdfError(f"有 {objects:,} 个对象，超过 {limits.PDF_OBJECTS.said}")


def unpacked(data: bytes) -> bytes:
    """The PDF in `data`, written again where its objects are packed by the thousand.

    Why: pypdf takes time in proportion to the square of them. Raises what PDFium raises.
    """
    import pypdfium2

    if max(_packs(data), default=0) <= _READ_QUICKLY:
        return data
    output = io.BytesIO()
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        pdf.save(output)
    return output.getvalue()


def _packs(data: bytes) -> list[int]:
    return [int(found) for found in _PACKED.findall(data)]


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document of PDFium's in `data`. Raises UnfitPdfError where it cannot be opened or has too much."""
    import pypdfium2
    from pypdfium2 import raw

    refuse_crowded(data)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnfitPdfError("有密码或加密，读不了里面的内容" if locked else "不是 PDF，或已损坏") from None
    with closing(pdf):
        if not len(pdf):
            raise UnfitPdfError("里没有页，或已损坏")
        if len(pdf) > limits.PDF_PAGES.most:
            raise UnfitPdfError(f"有 {len(pdf):,} 页，超过 {limits.PDF_PAGES.said}")
        yield pdf


def _look(data: bytes) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    again: dict[str, Iterator[int]] = {}
    left = limits.PDF_ENCLOSED.most
    with opened(data) as pdf:
        for index in range(pdf.count_attachments()):
            item = pdf.get_attachment(index)
            name, inside = item.get_name(), bytes(item.get_data())
            left -= len(inside)
            if left < 0:
                raise UnfitPdfError(f"里附的文件解开以后超过 {limits.PDF_ENCLOSED.said}")
            if name.endswith(".json") and sum(map(inside.count, _VALUES)) > limits.PDF_DATA.most:
                raise UnfitPdfError(f"里附的“{name}”有太多值，超过 {limits.PDF_DATA.said}")
            numbers = again.setdefault(name, count(1))
            files[name if name not in files else _free(name, numbers, files)] = inside
        look_at_pages(pdf, data)
    return files


def _free(name: str, numbers: Iterator[int], files: Container[str]) -> str:
    """What another file called `name` is called; `numbers` go on where the last of that name stopped."""
    told = (name + _ONCE_MORE.format("" if number == 1 else number) for number in numbers)
    return next(free for free in told if free not in files)


def look_at_pages(pdf: Any, data: bytes) -> None:
    """Refuse a document whose pages have no size, do not load or are more than can be shown.

    Raises UnfitPdfError, and what PDFium raises.
    """
    begun, limit, bare = process_time(), time_for(data, limit=limits.PDF_SECONDS), False
    for index in range(len(pdf)):
        bare |= _look_at(pdf[index], index + 1)
        if process_time() - begun > limit.most:
            raise UnfitPdfError(f"各页太复杂：看到第 {index + 1} 页，就用完了 {limit.said}")
    if bare or not set(_filters(data)) <= _READ:
        _refuse_blanks(data)


def _look_at(page: Any, number: int) -> bool:
    """Whether the page takes its size from elsewhere. Raises UnfitPdfError."""
    begun = process_time()
    box = page.get_mediabox(fallback_ok=False)
    sizes = [page.get_size(), *([(abs(box[2] - box[0]), abs(box[3] - box[1]))] if box else [])]
    if not all(_LEAST_SIDE <= side <= limits.PDF_SIDE.most for size in sizes for side in size):
        raise UnfitPdfError(f"的第 {number} 页没有大小，或大得不合理")
    page.get_textpage().get_text_range()
    if process_time() - begun > limits.PDF_PAGE_SECONDS.most:
        raise UnfitPdfError(f"的第 {number} 页太复杂，{limits.PDF_PAGE_SECONDS.said}读不完")
    return box is None


def _filters(data: bytes) -> Iterator[bytes]:
    """By what the streams are compressed, as their heads say it: names, and whatever else stands there."""
    for match in _FILTER.finditer(data):
        yield from match[1].strip(b"[] \t\r\n").split()


def _refuse_blanks(data: bytes) -> None:
    """Refuse what PDFium shows as an empty page without a word: content that it cannot decode, no size.

    What else this reader does not understand, AES among it, says nothing: PDFium has read it.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    odd = (PyPdfError, DependencyError, ValueError, TypeError, KeyError, AttributeError, LookupError)
    with suppress(*odd, RecursionError):
        for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, 1):
            with suppress(*odd):
                if not (page.mediabox.width and page.mediabox.height):
                    raise UnfitPdfError(f"的第 {number} 页没有大小，或大得不合理")
            try:
                with suppress(*odd):
                    if (contents := page.get_contents()) is not None:
                        contents.get_data()
            except NotImplementedError:
                raise UnfitPdfError(f"的第 {number} 页用了不认识的压缩方法，读不出来") from None
