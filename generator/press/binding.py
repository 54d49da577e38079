"""附件: foreign PDFs bound in, a page of theirs on a page of ours that carries our number and tags.

What printing would show comes along; whatever else is lost is said, and where a page would lack something
the file is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.findings import Finding, Kind, Level
from generator.foreign.bindable import A4, PRINT_IT
from generator.foreign.forms import FORM, ForeignPage, numbers
from generator.foreign.pieces import Piece, decoded
from generator.model.prose import Attachment
from generator.source import limits
from generator.source.confined import BrokenOffError, confined_each, time_for
from generator.source.gate import PDF, RefusedError, content_within
from generator.source.limits import Limit

BAD_ATTACHMENT = Kind("P10", "附件不能用")
ODD_ATTACHMENT = Kind("P11", "附件装订后有变化", Level.NOTE)
NO_CLAIM = Kind("P12", "因装订附件不再声明 PDF/A", Level.NOTE)
INCOMPLETE = Kind("P13", "附件装订后会缺少或多出内容")
LEFT_BEHIND = Kind("P14", "附件有的内容装订不进来", Level.WARNING)

MARGIN_TOP, MARGIN_FOLIO = 45.35, 99.21
"""Points: room for our heading above the foreign page, and for our page number: below it, or at the left of a
page that lies on its side."""
_READER = "generator.foreign.bindable:answer"
_KEPT = 32 * limits.MB
"""Bytes of answers that are kept, so that a budget that is open is not waited for at every edit."""
_last: dict[tuple[bytes, ...], list[bytes]] = {}
_ELSEWHERE = "长的附件另行公开，正文里写明在哪里看"


@dataclass(frozen=True, slots=True)
class Bound:
    """An attachment, the sizes of its pages, and the pieces of each: the first draws the page.

    Pieces refer to others by their index among those of all pages.
    """

    attachment: Attachment
    pages: tuple[ForeignPage, ...] = ()
    pieces: tuple[tuple[Piece, ...], ...] = ()
    original: bytes = b""
    """The file as it was when it was read."""

    @property
    def wide(self) -> tuple[bool, ...]:
        """Which of the pages lie on their side."""
        return tuple(page.wide for page in self.pages)


def open_attachments(attachments: Sequence[Attachment], folder: Path) -> tuple[list[Bound], list[Finding]]:
    """The attachments of the budget in `folder`, and what is wrong or changes with them."""
    originals, findings = _contents(attachments, folder)
    try:
        answers, broken = _answers([data for _, data in originals]), ""
    except BrokenOffError as error:
        answers, broken = error.made, error.why
    bound: list[Bound] = []
    left = limits.ATTACHED_PAGES.most
    for (attachment, original), answer in zip(originals, answers, strict=False):
        opened, found = _opened(attachment, original, answer)
        findings += found
        left -= len(opened.pages)
        if left < 0:
            return [], [*findings, _too_much(attachment, limits.ATTACHED_PAGES)]
        bound.append(opened)
    if broken:
        findings.append(_broken_off(broken, [attachment for attachment, _ in originals[len(answers) :]]))
    if bound and not any(finding.level is Level.ERROR for finding in findings):
        message = "装订了外来的 PDF，整份文件不再声明符合 PDF/A 和 PDF/UA"
        place = attachments[0].place("文件")
        findings.append(NO_CLAIM.at(place, message, "需要归档格式时，把附件改为表格或文字写进预算"))
    return bound, findings


def _answers(given: Sequence[bytes]) -> list[bytes]:
    """What `bindable` says of each of the files; of those that were asked about last, it said it already.

    Raises BrokenOffError.
    """
    if not given:
        return []
    key = tuple(hashlib.sha256(data).digest() for data in given)
    answers = _last.get(key)
    if answers is None:
        answers = confined_each(_READER, given, time_for(*given))
        _last.clear()
        if sum(map(len, answers)) <= _KEPT:
            _last[key] = answers
    return answers


def _contents(
    attachments: Sequence[Attachment], folder: Path
) -> tuple[list[tuple[Attachment, bytes]], list[Finding]]:
    """The attachments that are files within the limits, with their bytes, and what is wrong with others."""
    contents: list[tuple[Attachment, bytes]] = []
    findings: list[Finding] = []
    left = limits.ATTACHED_BYTES.most
    for number, attachment in enumerate(attachments):
        if number == limits.ATTACHED_FILES.most:
            return contents, [*findings, _too_much(attachment, limits.ATTACHED_FILES)]
        try:
            data = content_within(folder, attachment.file, PDF)
        except RefusedError as error:
            findings.append(BAD_ATTACHMENT.at(attachment.place("文件"), error.of("附件"), error.hint))
            continue
        left -= len(data)
        if left < 0:
            return contents, [*findings, _too_much(attachment, limits.ATTACHED_BYTES)]
        contents.append((attachment, data))
    return contents, findings


def _too_much(attachment: Attachment, limit: Limit) -> Finding:
    message = f"装订到附件“{attachment.file}”，一共超过 {limit.said}"
    return BAD_ATTACHMENT.at(attachment.place("文件"), message, _ELSEWHERE)


def _broken_off(why: str, unread: Sequence[Attachment]) -> Finding:
    """The first of the `unread` was not read to its end because of `why`."""
    first, *others = unread
    more = f"；它后面的 {len(others)} 个附件没有看" if others else ""
    message = f"附件“{first.file}”已损坏，或里面的内容太大（{why}），没有读完{more}"
    return BAD_ATTACHMENT.at(first.place("文件"), message, PRINT_IT)


def _opened(attachment: Attachment, original: bytes, answer: bytes) -> tuple[Bound, list[Finding]]:
    """What `bindable` has answered."""
    head, _, rest = answer.partition(b"\n")
    said = json.loads(head)
    if "wrong" in said:
        why, hint = said["wrong"]
        message = f"附件“{attachment.file}”{why}"
        return Bound(attachment), [BAD_ATTACHMENT.at(attachment.place("文件"), message, hint)]
    pieces, pages = decoded(rest), said["pages"]
    bound = Bound(
        attachment,
        tuple(ForeignPage(width, height) for width, height, _ in pages),
        tuple(tuple(next(pieces) for _ in range(count)) for _, _, count in pages),
        original,
    )
    print_it, keep_it = "用阅读器打开后打印成新的 PDF，再装订", "要印出来的，先打印成新的 PDF；原件另行保存"
    return bound, [
        *_finding(INCOMPLETE, attachment, said["missing"], print_it),
        *_finding(LEFT_BEHIND, attachment, said["left"], keep_it),
        *_finding(ODD_ATTACHMENT, attachment, said["changed"], "请核对装订后的页"),
    ]


def _finding(kind: Kind, attachment: Attachment, said: Iterable[str], hint: str) -> Iterator[Finding]:
    text = "；".join(said)
    if text:
        yield kind.at(
            attachment.place("文件"), f"附件“{attachment.file}”：{text}", hint, about=attachment.file
        )


def fitted(width: float, height: float) -> tuple[float, float, float]:
    """Scale, left and upper edge (points) of a foreign page of that size on a page of ours lying as it."""
    wide = width > height
    across, along = A4[::-1] if wide else A4
    left, bottom = (MARGIN_FOLIO, 0.0) if wide else (0.0, MARGIN_FOLIO)
    scale = min((across - left) / width, (along - MARGIN_TOP - bottom) / height)
    return scale, left + (across - left - width * scale) / 2, MARGIN_TOP


@dataclass(frozen=True, slots=True)
class Under:
    """What is drawn under a page of ours: a form, the first of the pieces, and what draws it as FORM."""

    pieces: tuple[Piece, ...]
    content: bytes


def under_pages(bound: Bound, heights: Iterable[float]) -> Iterator[Under]:
    """What is drawn under the pages of ours, of these heights, that stand for those of `bound`."""
    for size, pieces, height in zip(bound.pages, bound.pieces, heights, strict=True):
        yield Under(pieces, _drawing(size, height))


def _drawing(size: ForeignPage, height: float) -> bytes:
    scale, left, top = fitted(size.width, size.height)
    moved = numbers((scale, 0, 0, scale, left, height - top - size.height * scale))
    return f"/Artifact BMC q {moved} cm {FORM} Do Q EMC\n".encode()
