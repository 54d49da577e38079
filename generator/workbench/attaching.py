"""What is uploaded into a budget (附件、字体): a file in its folder, and what the files say of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from pathlib import Path

from generator.errors import UsageError
from generator.exchange.files import IN_PLACE, write_whole
from generator.exchange.importer.scalars import scalar
from generator.model.fonts import ROLES
from generator.source.gate import Sort, content, path_within
from generator.source.limits import PDF_FILE
from generator.workbench.changes import Change, Row
from generator.workbench.edits import MovedError, apply, written_in
from generator.workbench.writing import Changed

ATTACHMENTS, FONTS = "附件", "字体"
_BEGINNING, _WITHIN = b"%PDF-", 1024
_FONTS = {b"\0\1\0\0": ".ttf", b"true": ".ttf", b"OTTO": ".otf", b"ttcf": ".ttc"}
"""How files of fonts begin."""
_UPLOADED = Sort("上传的文件", PDF_FILE)


def attached(folder: Path, *, title: str, file: str, version: str, data: bytes) -> list[Changed]:
    """Put `data`, uploaded as `file`, into the budget at `version`; both its file and its line, or neither.

    Raises UsageError for what is no PDF, MovedError when the files are others by now.
    """
    if _BEGINNING not in data[:_WITHIN]:
        raise UsageError(f"“{file}”不是 PDF 文件。图片、文档先放进 Word 或 WPS，另存为 PDF。")
    inside = _free(folder, f"{ATTACHMENTS}/{_stem(file) or '附件'}", ".pdf", data)
    cells: dict[tuple[str, ...], str] = {
        ("标题",): scalar(title, flow=True),
        ("文件",): scalar(inside, flow=True),
    }
    row = Row((ATTACHMENTS,), cells)
    return _put(folder, inside, data, version, lambda: apply(folder, version, [], [row]))


def font_put(folder: Path, *, role: str, file: str, version: str, data: bytes) -> list[Changed]:
    """Put a font into the budget, and write that it takes the place of ours for `role`. Raises as above."""
    suffix = _FONTS.get(data[:4])
    if suffix is None:
        raise UsageError(f"“{file}”不是字体文件（.ttf、.otf、.ttc）。")
    if role not in ROLES:
        raise UsageError(f"没有“{role}”这一种字。")
    inside = _free(folder, f"{FONTS}/{_stem(file) or role}", suffix, data)
    change = Change((FONTS, role), scalar(inside, flow=True))
    return _put(folder, inside, data, version, lambda: apply(folder, version, [change]))


def _stem(file: str) -> str:
    """The name of an uploaded file, as far as it can stand in a folder."""
    stem = Path(file.replace("\\", "/")).stem
    return re.sub(r"[^\w（）()〔〕·—.-]+", "_", stem)[-60:].strip("._")


def _free(folder: Path, stem: str, suffix: str, data: bytes) -> str:
    """A name that no other file has: one may still be there that was uploaded, and undone or taken out."""
    for number in count(1):
        inside = f"{stem}-{number}{suffix}" if number > 1 else f"{stem}{suffix}"
        path = path_within(folder, inside)
        if not path.exists() or _says(path, data):
            return inside
    raise AssertionError


def _says(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and content(path, _UPLOADED) == data


def _put(
    folder: Path, inside: str, data: bytes, version: str, told: Callable[[], list[Changed]]
) -> list[Changed]:
    path = path_within(folder, inside)
    is_new = not path.exists()
    if written_in(folder).version != version:
        raise MovedError
    if is_new:
        write_whole(path, data, IN_PLACE)
    try:
        return told()
    except BaseException:
        if is_new:
            path.unlink(missing_ok=True)
        raise
