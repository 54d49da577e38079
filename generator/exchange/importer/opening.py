"""Opening a workbook: every way in which a file is not one is said in words that a clerk can act on."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

from generator.errors import InputError, UsageError
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.kinds import ASSUMED, LOCKED, NOT_EXCEL
from generator.exchange.importer.log import Log
from generator.exchange.importer.raw_sheet import (
    LockedError,
    RawSheet,
    SpoiledError,
    TooMuchError,
    grid_of,
)
from generator.findings import Kind
from generator.source import limits
from generator.source.confined import BrokenOffError, confined
from generator.source.gate import XLSX, MissingError, UnreadableError, content

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TRY = "用 Excel 打开看看；能打开，就“文件—另存为”“Excel 工作簿（*.xlsx）”，再导入另存的文件"
_SAVE_AS = "用 Excel 或 WPS 打开它，“文件—另存为”，类型选“Excel 工作簿（*.xlsx）”，再导入另存的文件"


def open_workbook(path: Path, log: Log) -> list[Grid]:
    """The sheets of the workbook at `path`, in its order; hidden ones are read too, and that is logged.

    Raises UsageError when there is no file, InputError when it is no workbook that can be read.
    """
    try:
        data = content(path, XLSX)
    except MissingError:
        raise UsageError(f"找不到文件“{path}”。请检查路径，文件名要写全，例如 预算表.xlsx。") from None
    except UnreadableError:
        raise UsageError(f"“{path}”读不了：没有权限。如果正用 Excel 打开着，请先关闭。") from None
    _refuse(path.name, data)
    header = json.dumps(path.name).encode()
    try:
        said = json.loads(confined(f"{__name__}:answer", header + b"\n" + data))
    except BrokenOffError as error:
        _stop(NOT_EXCEL, path.name, f"文件损坏或太大，读不出来（{error.why}）", _TRY)
    if "findings" in said:
        raise InputError([Kind.known[code].at(None, words, hint) for code, words, hint in said["findings"]])
    grids = [grid_of(path.name, sheet) for sheet in said["sheets"]]
    for grid in grids:
        if grid.scaled:
            message = f"{len(grid.scaled)} 格的数字格式使显示的数比存的小（显示为万元之类），按显示的数读"
            hint = "核对金额单位；不对时把格式改成“常规”再导入"
            log.add(ASSUMED, grid.place(*grid.scaled[0]), message, hint)
    return grids


def answer(given: bytes) -> bytes:
    """What is in a workbook, as JSON: its sheets, or what is wrong with it. Runs in a process of its own."""
    header, _, data = given.partition(b"\n")
    name = json.loads(header)
    try:
        return json.dumps({"sheets": _read(name, data)}).encode()
    except InputError as error:
        found = [(finding.code, finding.message, finding.hint) for finding in error.findings]
        return json.dumps({"findings": found}).encode()


def _read(name: str, data: bytes) -> list[dict[str, Any]]:
    # Readers are imported where strangers' files are read, and nowhere else.
    from generator.exchange.importer import new_format, old_format

    most = limits.XLSX_CELLS.most, limits.XLSX_SHEETS.most
    try:
        if data.startswith(_OLE):
            return list(_said(old_format.sheets_of(data, *most)))
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _bounded(name, archive)
            return list(_said(new_format.sheets_of(archive, data, *most)))
    except LockedError:
        _locked(name)
    except TooMuchError as error:
        hint = "按 Ctrl+End 看最后一格在哪里，删去后面多余的行和列，和用不着的工作表，保存后再导入"
        raise InputError([NOT_EXCEL.at(None, f"{name}{error}", hint)]) from None
    except SpoiledError as error:
        raise InputError([NOT_EXCEL.at(None, f"{name}{error}，文件损坏", _TRY)]) from None
    except (InputError, MemoryError):
        raise
    except BaseException:  # a reader raises anything, a panic of native code included
        _stop(NOT_EXCEL, name, "文件损坏或太大，读不出来", _TRY)


def _said(sheets: Iterable[RawSheet]) -> Iterator[dict[str, Any]]:
    """The sheets for JSON. Raises TooMuchError for texts in so many cells that they fill the memory."""
    left = limits.XLSX_TEXT.most
    for sheet in sheets:
        left -= sum(len(cell) for row in sheet.rows for cell in row if isinstance(cell, str))
        if left < 0:
            raise TooMuchError(f" 里的文字一共超过 {limits.XLSX_TEXT.said}")
        yield sheet.said()


def _refuse(name: str, data: bytes) -> None:
    """Stop at files that are no workbooks, by their first bytes: names can be wrong."""
    if not data:
        _stop(NOT_EXCEL, name, "文件是空的（0 字节）", "重新导出一次")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
            _locked(name)
        if "WordDocument".encode("utf-16-le") in data:
            _stop(NOT_EXCEL, name, "这是 Word 文档（.doc），不是 Excel 工作簿", _SAVE_AS)
    elif not data.startswith(b"PK"):
        text = data[:4096]
        what = "这不是 Excel 文件"
        if b"<html" in text.lower() or b"<table" in text.lower():
            what = "这是网页（HTML），只是名字像 Excel"
        elif b"\0" not in text and (b"," in text or b"\t" in text):
            what = "这是文本文件（CSV），不是 Excel"
        elif text.startswith(b"%PDF"):
            what = "这是 PDF，不是 Excel"
        _stop(NOT_EXCEL, name, what, _SAVE_AS)


def _bounded(name: str, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if len(names) < len(archive.namelist()):  # which of them counts is anybody's guess
        raise SpoiledError(" 里有同名的部分")
    if sum(item.file_size for item in archive.infolist()) > limits.XLSX_UNPACKED.most:
        _stop(NOT_EXCEL, name, "文件解开以后太大了", "删去与预算无关的工作表和图片，保存后再导入")
    if "xl/workbook.xml" not in names:
        what = "这是压缩包，不是 Excel 工作簿"
        if "word/document.xml" in names:
            what = "这是 Word 文档，不是 Excel 工作簿"
        elif "xl/workbook.bin" in names:
            what = "这是二进制的 Excel 文件（.xlsb）"
        elif "content.xml" in names:
            what = "这是 ODS 表格，不是 Excel 工作簿"
        _stop(NOT_EXCEL, name, what, _SAVE_AS)


def _locked(name: str) -> NoReturn:
    hint = "用 Excel 打开，“文件—信息—保护工作簿—用密码进行加密”，把密码清空，保存后再导入"
    _stop(LOCKED, name, "文件加了打开密码，读不了", hint)


def _stop(kind: Kind, place: str, message: str, hint: str) -> NoReturn:
    raise InputError([kind.at(None, f"{place} {message}", hint)])
