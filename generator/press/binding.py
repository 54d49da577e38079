"""附件: foreign PDFs bound in, a page of theirs on a page of ours that carries our number and tags.

What printing would show comes along; whatever else is lost is said, and where a page would lack something
the file is refused.
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import PressError
from generator.findings import Finding, Kind, Level
from generator.model.prose import Attachment
from generator.press.foreign import FORM, ForeignPage, as_forms, forms_in, numbers
from generator.press.losses import changed, foreign, left_behind, missing
from generator.press.survey import UnfitPdfError, enclosed_in
from generator.source import limits
from generator.source.confined import BrokenOffError, confined
from generator.source.gate import PDF, RefusedError, content_within

BAD_ATTACHMENT = Kind("P10", "附件不能用")
ODD_ATTACHMENT = Kind("P11", "附件装订后有变化", Level.NOTE)
NO_CLAIM = Kind("P12", "因装订附件不再声明 PDF/A", Level.NOTE)
INCOMPLETE = Kind("P13", "附件装订后会缺少或多出内容")
LEFT_BEHIND = Kind("P14", "附件有的内容装订不进来", Level.WARNING)

A4 = (595.28, 841.89)
MARGIN_TOP, MARGIN_FOLIO = 45.35, 99.21
"""Points: room for our heading above the foreign page, and for our page number: below it, or at the left of a
page that lies on its side."""


@dataclass(frozen=True, slots=True)
class Bound:
    """An attachment, the sizes of its pages, and the pages: a PDF with nothing but a form on each."""

    attachment: Attachment
    pages: tuple[ForeignPage, ...] = ()
    data: bytes = b""
    original: bytes = b""
    """The file as it was when it was read."""

    @property
    def wide(self) -> tuple[bool, ...]:
        """Which of the pages lie on their side."""
        return tuple(page.wide for page in self.pages)


def open_attachments(attachments: Sequence[Attachment], folder: Path) -> tuple[list[Bound], list[Finding]]:
    """The attachments of the budget in `folder`, and what is wrong or changes with them."""
    bound: list[Bound] = []
    findings: list[Finding] = []
    left = limits.ATTACHED_PAGES.most
    for attachment in attachments:
        try:
            opened, found = _open(attachment, content_within(folder, attachment.file, PDF))
        except RefusedError as error:
            findings.append(BAD_ATTACHMENT.at(attachment.place("文件"), error.of("附件"), error.hint))
            continue
        findings += found
        left -= len(opened.pages)
        if left < 0:
            message = f"装订到附件“{attachment.file}”，一共超过 {limits.ATTACHED_PAGES.said}"
            hint = "长的附件另行公开，正文里写明在哪里看"
            return [], [*findings, BAD_ATTACHMENT.at(attachment.place("文件"), message, hint)]
        bound.append(opened)
    if bound and not any(finding.level is Level.ERROR for finding in findings):
        message = "装订了外来的 PDF，整份文件不再声明符合 PDF/A 和 PDF/UA"
        place = attachments[0].place("文件")
        findings.append(NO_CLAIM.at(place, message, "需要归档格式时，把附件改为表格或文字写进预算"))
    return bound, findings


def _open(attachment: Attachment, original: bytes) -> tuple[Bound, list[Finding]]:
    from pypdf import PdfReader

    place, none = attachment.place("文件"), Bound(attachment)
    try:
        enclosed_in(original)
        confined(f"{__name__}:rehearse", original)
    except (UnfitPdfError, BrokenOffError) as error:
        if "密码" not in error.why:
            hint = "用阅读器打开核对；打得开时，打印成新的 PDF 再用"
            return none, [BAD_ATTACHMENT.at(place, f"附件“{attachment.file}”{error.why}", hint)]
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        data, locked = _unlocked(original)
        if not data:
            hint = "请取得没有密码的版本，或打印成新的 PDF"
            return none, [BAD_ATTACHMENT.at(place, f"附件“{attachment.file}”要密码才能打开", hint)]
        pdf = foreign(PdfReader(io.BytesIO(data), strict=False))
        if not pdf.pages:
            return none, [BAD_ATTACHMENT.at(place, f"附件“{attachment.file}”没有页", "请换一个文件")]
        pages, forms = as_forms(pdf.pages)
        said = [*changed(pdf), *_sizes(pages, pdf.pages), *(["打印、复制等限制不再起作用"] if locked else [])]
        return Bound(attachment, pages, forms, original), [
            *_finding(INCOMPLETE, attachment, missing(pdf), "用阅读器打开后打印成新的 PDF，再装订"),
            *_finding(
                LEFT_BEHIND, attachment, left_behind(pdf), "要印出来的，先打印成新的 PDF；原件另行保存"
            ),
            *_finding(ODD_ATTACHMENT, attachment, said, "请核对装订后的页"),
        ]
    except Exception:  # a damaged file makes its reader raise anything
        hint = "用阅读器打开核对；打得开时，打印成新的 PDF 再用"
        return none, [BAD_ATTACHMENT.at(place, f"附件“{attachment.file}”不是 PDF，或已损坏", hint)]


def rehearse(original: bytes) -> bytes:
    """Do what binding does, for nothing: in a process of its own, to see whether it comes to an end."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with contextlib.suppress(Exception):  # what is wrong with it is told when it is done in earnest
        data, _ = _unlocked(original)
        as_forms(foreign(PdfReader(io.BytesIO(data), strict=False)).pages)
    return b""


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
            return data, False
        output = io.BytesIO()
        pdf.save(output, flags=raw.FPDF_REMOVE_SECURITY)
        return output.getvalue(), True
    finally:
        pdf.close()


def _finding(kind: Kind, attachment: Attachment, said: Iterable[str], hint: str) -> Iterator[Finding]:
    text = "；".join(said)
    if text:
        yield kind.at(
            attachment.place("文件"), f"附件“{attachment.file}”：{text}", hint, about=attachment.file
        )


def _sizes(pages: Sequence[ForeignPage], originals: Sequence[Any]) -> Iterator[str]:
    units = [float(page.get("/UserUnit", 1)) for page in originals]
    sizes = {_sides(page, unit) for page, unit in zip(pages, units, strict=True)}
    if any(abs(a - b) > 3 for size in sizes for a, b in zip(size, A4, strict=True)):
        yield "有的页不是 A4，已按比例放进 A4"


def _sides(page: ForeignPage, unit: float) -> tuple[float, ...]:
    """The shorter and the longer side in points."""
    return tuple(sorted((page.width * unit, page.height * unit)))


def fitted(width: float, height: float) -> tuple[float, float, float]:
    """Scale, left and upper edge (points) of a foreign page of that size on a page of ours lying as it."""
    wide = width > height
    across, along = A4[::-1] if wide else A4
    left, bottom = (MARGIN_FOLIO, 0.0) if wide else (0.0, MARGIN_FOLIO)
    scale = min((across - left) / width, (along - MARGIN_TOP - bottom) / height)
    return scale, left + (across - left - width * scale) / 2, MARGIN_TOP


@dataclass(frozen=True, slots=True)
class Under:
    """What is drawn under a page of ours: a form of pypdf's, and the content that draws it as FORM."""

    form: Any
    content: bytes


def under_pages(bound: Bound, heights: Iterable[float]) -> Iterator[Under]:
    """What is drawn under the pages of ours, of these heights, that stand for those of `bound`.

    Raises PressError.
    """
    from pypdf.errors import PyPdfError

    try:
        for size, form, height in zip(bound.pages, forms_in(bound.data), heights, strict=True):
            yield Under(form, _drawing(size, height))
    except PyPdfError as error:
        raise PressError(f"附件装订失败：{error}。请把它打印成新的 PDF 再用。") from None


def _drawing(size: ForeignPage, height: float) -> bytes:
    scale, left, top = fitted(size.width, size.height)
    moved = numbers((scale, 0, 0, scale, left, height - top - size.height * scale))
    return f"/Artifact BMC q {moved} cm {FORM} Do Q EMC\n".encode()
