"""附件: foreign PDFs bound in, a page of theirs on a page of ours that carries our number and tags.

Only what is drawn comes along: scripts, forms, comments and embedded files stay behind.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import PressError
from generator.findings import Finding, Kind, Level
from generator.model.prose import Attachment

if TYPE_CHECKING:
    from pypdf import PageObject

BAD_ATTACHMENT = Kind("P10", "附件不能用")
ODD_ATTACHMENT = Kind("P11", "附件装订后有变化", Level.NOTE)
NO_CLAIM = Kind("P12", "因装订附件不再声明 PDF/A", Level.NOTE)

A4 = (595.28, 841.89)
MARGIN_TOP, MARGIN_BOTTOM = 45.35, 99.21
"""Points: room for our heading above the foreign page, and for our page number below it."""


@dataclass(frozen=True, slots=True)
class Bound:
    """An attachment and its pages."""

    attachment: Attachment
    pages: tuple[PageObject, ...]


def open_attachments(attachments: Sequence[Attachment], folder: Path) -> tuple[list[Bound], list[Finding]]:
    """The attachments of the budget in `folder`, and what is wrong or changes with them."""
    bound: list[Bound] = []
    findings: list[Finding] = []
    for attachment in attachments:
        pages, found = _open(attachment, folder / attachment.file)
        findings += found
        bound.append(Bound(attachment, tuple(pages)))
    if bound and not any(finding.level is Level.ERROR for finding in findings):
        message = "装订了外来的 PDF，整份文件不再声明符合 PDF/A 和 PDF/UA"
        place = attachments[0].place("文件")
        findings.append(NO_CLAIM.at(place, message, "需要归档格式时，把附件改为表格或文字写进预算"))
    return bound, findings


def _open(attachment: Attachment, path: Path) -> tuple[list[PageObject], list[Finding]]:
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    place = attachment.place("文件")
    if not path.is_file():
        return [], [BAD_ATTACHMENT.at(place, f"找不到附件“{attachment.file}”", "核对文件名，或先放进文件夹")]
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted:
            hint = "请取得没有密码的版本，或打印成新的 PDF"
            return [], [BAD_ATTACHMENT.at(place, f"附件“{attachment.file}”有密码或加密", hint)]
        pages = list(PdfWriter(clone_from=reader).pages)
        for page in pages:
            page.transfer_rotation_to_content()
            page.pop("/Annots", None)
        if not pages:
            return [], [BAD_ATTACHMENT.at(place, f"附件“{attachment.file}”没有页", "请换一个文件")]
        return pages, list(_changes(attachment, reader.root_object, pages))
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        hint = "用阅读器打开核对；打得开时，打印成新的 PDF 再用"
        return [], [BAD_ATTACHMENT.at(place, f"附件“{attachment.file}”不是 PDF，或已损坏", hint)]


def _changes(attachment: Attachment, root: object, pages: Sequence[PageObject]) -> list[Finding]:
    place = attachment.place("文件")
    said = []
    keys = set(root) if isinstance(root, dict) else set()
    if keys & {"/OpenAction", "/AA"} or "/JavaScript" in str(root):
        said.append("脚本已去掉")
    if "/AcroForm" in keys:
        said.append("表单不能再填写，填写的内容可能不显示")
    sizes = {_size(page) for page in pages}
    if any(abs(a - b) > 3 for size in sizes for a, b in zip(sorted(size), A4, strict=True)):
        said.append("有的页不是 A4，已按比例放进 A4")
    return [ODD_ATTACHMENT.at(place, f"附件“{attachment.file}”：{text}", "请核对装订后的页") for text in said]


def _size(page: PageObject) -> tuple[float, float]:
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    return (height, width) if page.rotation % 180 else (width, height)


def fitted(width: float, height: float) -> tuple[float, float, float]:
    """Scale, left and upper edge (points) of a foreign page of that size on a page of ours."""
    scale = min(A4[0] / width, (A4[1] - MARGIN_TOP - MARGIN_BOTTOM) / height)
    return scale, (A4[0] - width * scale) / 2, MARGIN_TOP


def bind(data: bytes, places: Sequence[tuple[int, PageObject]]) -> bytes:
    """`data` with every (index, page) drawn onto page `index` of ours, above the page number."""
    from pypdf import PdfWriter, Transformation
    from pypdf.errors import PyPdfError

    writer = PdfWriter(clone_from=io.BytesIO(data))
    try:
        for index, page in places:
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            scale, left, top = fitted(width, height)
            left -= float(page.mediabox.left) * scale
            bottom = A4[1] - top - height * scale - float(page.mediabox.bottom) * scale
            shift = Transformation().scale(scale).translate(left, bottom)
            ours = writer.pages[index]
            _own_resources(ours)
            ours.merge_transformed_page(page, shift)
    except PyPdfError as error:
        raise PressError(f"附件装订失败：{error}。请把它打印成新的 PDF 再用。") from None
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _own_resources(page: Any) -> None:
    """Part the page from the resources that all our pages share, so that foreign fonts stay on it."""
    from pypdf.generic import DictionaryObject, NameObject

    shared = page["/Resources"].get_object()
    own = DictionaryObject()
    for key, value in shared.items():
        kind = value.get_object()
        own[NameObject(key)] = DictionaryObject(kind) if isinstance(kind, DictionaryObject) else value
    page[NameObject("/Resources")] = own
