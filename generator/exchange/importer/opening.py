"""Opening a workbook: every way in which a file is not one is said in words that a clerk can act on."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from generator.errors import InputError, UsageError
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.kinds import LOCKED, NOT_EXCEL
from generator.exchange.importer.log import Log
from generator.exchange.importer.package_xml import sheet_facts
from generator.findings import Kind
from generator.source.gate import XLSX, MissingError, UnreadableError, content

MAX_UNPACKED = 400 * 1024 * 1024
MAX_CELLS = 4_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _bounded(path.name, archive)
            facts = sheet_facts(archive)
        for name, found in facts.items():
            if found.rows * found.columns > MAX_CELLS:
                hint = "在这张表里按 Ctrl+End 看最后一格在哪里，删去后面多余的行和列，保存后再导入"
                _stop(NOT_EXCEL, f"{path.name}:{name}", "这张表占用的范围太大了", hint)
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            return _grids(path.name, workbook, facts, log)
    except PasswordError:
        _locked(path.name)
    except (
        CalamineError,
        zipfile.BadZipFile,
        KeyError,
        ElementTree.ParseError,
        OSError,
        ValueError,
        RuntimeError,
    ):
        _stop(NOT_EXCEL, path.name, "文件损坏，读不出来", "用 Excel 打开看看；能打开就" + _SAVE_AS[12:])


def _grids(file: str, workbook: CalamineWorkbook, facts: object, log: Log) -> list[Grid]:
    assert isinstance(facts, dict)
    grids = []
    for metadata in workbook.sheets_metadata:
        if metadata.name not in facts:
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        found = facts[metadata.name]
        rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        hidden = metadata.visible != SheetVisibleEnum.Visible
        grid = Grid(file, metadata.name, rows, list(sheet.merged_cell_ranges or []), found.broken, hidden)
        grids.append(grid)
    return grids


def _refuse(name: str, data: bytes) -> None:
    """Stop at files that are no xlsx, by their first bytes: names can be wrong."""
    if not data:
        _stop(NOT_EXCEL, name, "文件是空的（0 字节）", "重新导出一次")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
            _locked(name)
        _stop(NOT_EXCEL, name, "这是旧格式的 Excel 文件（.xls），读不了", f"请另存为 .xlsx：{_SAVE_AS}")
    if not data.startswith(b"PK"):
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
    if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
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
