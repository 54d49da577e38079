"""Opening a workbook: what it is, by its bytes, and its sheets as grids."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NoReturn

from generator.errors import InputError, UsageError
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.kinds import ASSUMED, LOCKED, NOT_EXCEL
from generator.exchange.importer.log import Log
from generator.findings import Kind
from generator.foreign.workbooks import reading
from generator.foreign.workbooks.reading import OLE, SAVE_AS, TRY
from generator.source.confined import BrokenOffError, confined
from generator.source.gate import XLSX, MissingError, UnreadableError, content


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
        said = json.loads(confined(f"{reading.__name__}:answer", data))
    except BrokenOffError as error:
        _stop(NOT_EXCEL, path.name, f" 文件损坏或太大，读不出来（{error.why}）", TRY)
    if "locked" in said:
        _locked(path.name)
    if "unfit" in said:
        _stop(NOT_EXCEL, path.name, *said["unfit"])
    grids = [_grid(path.name, sheet) for sheet in said["sheets"]]
    for grid in grids:
        if grid.scaled:
            message = f"{len(grid.scaled)} 格的数字格式使显示的数比存的小（显示为万元之类），按显示的数读"
            hint = "核对金额单位；不对时把格式改成“常规”再导入"
            log.add(ASSUMED, grid.place(*grid.scaled[0]), message, hint)
    return grids


def _refuse(name: str, data: bytes) -> None:
    """Stop at files that are no workbooks, by their first bytes: names can be wrong."""
    if not data:
        _stop(NOT_EXCEL, name, " 文件是空的（0 字节）", "重新导出一次")
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
            _locked(name)
        if "WordDocument".encode("utf-16-le") in data:
            _stop(NOT_EXCEL, name, " 这是 Word 文档（.doc），不是 Excel 工作簿", SAVE_AS)
    elif not data.startswith(b"PK"):
        text = data[:4096]
        what = " 这不是 Excel 文件"
        if b"<html" in text.lower() or b"<table" in text.lower():
            what = " 这是网页（HTML），只是名字像 Excel"
        elif b"\0" not in text and (b"," in text or b"\t" in text):
            what = " 这是文本文件（CSV），不是 Excel"
        elif text.startswith(b"%PDF"):
            what = " 这是 PDF，不是 Excel"
        _stop(NOT_EXCEL, name, what, SAVE_AS)


def _grid(file: str, said: Mapping[str, Any]) -> Grid:
    """The grid that a sheet is, from JSON. Raises InputError for a number that is none."""
    rows = [[_cell(cell) for cell in row] for row in said["rows"]]
    merged = [((top, left), (bottom, right)) for (top, left), (bottom, right) in said["merged"]]
    broken = {(row, column): words for row, column, words in said["broken"]}
    grid = Grid(file, said["name"], rows, merged, broken, said["hidden"])
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, float) and not math.isfinite(cell):
                _stop(NOT_EXCEL, str(grid.place(row, column)), " 里的数是无穷大，或大得存不下，文件损坏", TRY)
    grid.scaled = [(row, column) for row, column, _ in said["scaled"] if grid.value(row, column) != ""]
    grid.hidden_rows = [row for row in said["hidden_rows"] if grid.row_texts(row)]
    grid.notes = [((row, column), words) for row, column, words in said["notes"]]
    full = {column for row in range(grid.height) for column in range(grid.width) if grid.text(row, column)}
    grid.hidden_columns = [column for column in said["hidden_columns"] if column in full]
    return grid


def _cell(said: Any) -> object:
    if not isinstance(said, list):
        return said
    sort, text = said
    if sort == "timedelta":
        return timedelta(seconds=text)
    readers = {
        "datetime": datetime.fromisoformat,
        "date": date.fromisoformat,
        "time": time.fromisoformat,
    }
    return readers[sort](text)


def _locked(name: str) -> NoReturn:
    hint = "用 Excel 打开，“文件—信息—保护工作簿—用密码进行加密”，把密码清空，保存后再导入"
    _stop(LOCKED, name, " 文件加了打开密码，读不了", hint)


def _stop(kind: Kind, place: str, message: str, hint: str) -> NoReturn:
    raise InputError([kind.at(None, place + message, hint)])
