"""Attachments (附件) that are uploaded: the PDF in the budget's folder, and its line in the files."""

from __future__ import annotations

import re
from pathlib import Path

from generator.errors import UsageError
from generator.exchange.files import write_whole
from generator.exchange.importer.scalars import scalar
from generator.source.gate import path_within
from generator.workbench.edits import Changed, MovedError, Row, apply, written_in

FOLDER = "附件"
_BEGINNING, _WITHIN = b"%PDF-", 1024


def attached(folder: Path, *, title: str, file: str, version: str, data: bytes) -> list[Changed]:
    """Put `data`, uploaded as `file`, into the budget at `version`; both its file and its line, or neither.

    Raises UsageError for what is no PDF or is there already, MovedError when the files are others by now.
    """
    if _BEGINNING not in data[:_WITHIN]:
        raise UsageError(f"“{file}”不是 PDF 文件。")
    stem = Path(file.replace("\\", "/")).stem
    name = re.sub(r"[^\w（）()〔〕·—.-]+", "_", stem)[-60:].strip("._") or "附件"
    inside = f"{FOLDER}/{name}.pdf"
    path = path_within(folder, inside)
    if path.exists():
        raise UsageError(f"文件夹里已经有“{inside}”。换一个文件名再上传。")
    if written_in(folder).version != version:
        raise MovedError
    write_whole(path, data)
    try:
        cells: dict[tuple[str, ...], str] = {
            ("标题",): scalar(title, flow=True),
            ("文件",): scalar(inside, flow=True),
        }
        return apply(folder, version, [], [Row((FOLDER,), cells)])
    except BaseException:
        path.unlink(missing_ok=True)
        raise
