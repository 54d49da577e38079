"""A workbook as JSON: its sheets, or why it cannot be read. Runs in a process of its own."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from generator.foreign.workbooks import new_format, old_format
from generator.foreign.workbooks.raw_sheet import LockedError, RawSheet, TooMuchError, UnfitError
from generator.source import limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of the old format begins."""
TRY = "用 Excel 打开看看；能打开，就“文件—另存为”“Excel 工作簿（*.xlsx）”，再导入另存的文件"
SAVE_AS = "用 Excel 或 WPS 打开它，“文件—另存为”，类型选“Excel 工作簿（*.xlsx）”，再导入另存的文件"
_FEWER_CELLS = "按 Ctrl+End 看最后一格在哪里，删去后面多余的行和列，和用不着的工作表，保存后再导入"
_FEWER_SHEETS = "删去与预算无关的工作表和图片，保存后再导入"
_OTHERS = {
    "word/document.xml": " 这是 Word 文档，不是 Excel 工作簿",
    "xl/workbook.bin": " 这是二进制的 Excel 文件（.xlsb）",
    "content.xml": " 这是 ODS 表格，不是 Excel 工作簿",
}
"""Parts that other archives have, and what is said of them."""


def answer(data: bytes) -> bytes:
    """`sheets` as `RawSheet.said` has them; or `unfit`, words after the name and a hint; or `locked`."""
    try:
        return json.dumps({"sheets": _sheets(data)}).encode()
    except LockedError:
        return json.dumps({"locked": True}).encode()
    except UnfitError as error:
        return json.dumps({"unfit": [error.why, error.hint]}).encode()


def _sheets(data: bytes) -> list[dict[str, Any]]:
    most = limits.XLSX_CELLS.most, limits.XLSX_SHEETS.most
    try:
        if data.startswith(OLE):
            return list(_said(old_format.sheets_of(data, *most)))
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _judge(archive)
            return list(_said(new_format.sheets_of(archive, data, *most)))
    except TooMuchError as error:
        raise UnfitError(str(error), _FEWER_CELLS) from None
    except (LockedError, UnfitError, MemoryError):
        raise
    except BaseException:  # a reader raises anything, a panic of native code included
        raise UnfitError(" 文件损坏或太大，读不出来", TRY) from None


def _said(sheets: Iterable[RawSheet]) -> Iterator[dict[str, Any]]:
    """The sheets for JSON. Raises TooMuchError for texts in so many cells that they fill the memory."""
    left = limits.XLSX_TEXT.most
    for sheet in sheets:
        left -= sum(len(cell) for row in sheet.rows for cell in row if isinstance(cell, str))
        if left < 0:
            raise TooMuchError(f" 里的文字一共超过 {limits.XLSX_TEXT.said}")
        yield sheet.said()


def _judge(archive: zipfile.ZipFile) -> None:
    """Raises UnfitError for an archive that is too large, or no workbook."""
    names = set(archive.namelist())
    if len(names) < len(archive.namelist()):  # which of them counts is anybody's guess
        raise UnfitError(" 里有同名的部分，文件损坏", TRY)
    if sum(item.file_size for item in archive.infolist()) > limits.XLSX_UNPACKED.most:
        raise UnfitError(" 文件解开以后太大了", _FEWER_SHEETS)
    if "xl/workbook.xml" not in names:
        what = next(
            (said for part, said in _OTHERS.items() if part in names), " 这是压缩包，不是 Excel 工作簿"
        )
        raise UnfitError(what, SAVE_AS)
