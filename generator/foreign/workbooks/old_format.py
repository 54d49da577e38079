"""Workbooks of the old format (.xls, BIFF in an OLE file), read by xlrd: values and how they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from io import StringIO

import xlrd
from xlrd.book import Book
from xlrd.sheet import Cell, Sheet

from generator.foreign.workbooks.package_xml import factor_of
from generator.foreign.workbooks.raw_sheet import LockedError, RawSheet, TooMuchError
from generator.source import limits


def sheets_of(data: bytes, cells: int, sheets: int) -> Iterator[RawSheet]:
    """The sheets of a workbook, at most so many `cells` and `sheets` in all.

    Raises TooMuchError and LockedError, and anything for a damaged file.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise LockedError from None
        raise
    if book.nsheets > sheets:
        raise TooMuchError(f" 里的工作表超过 {sheets} 张")
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        cells -= sheet.nrows * sheet.ncols
        if cells < 0:
            said = f"{sheet.nrows:,} 行、{sheet.ncols:,} 列"
            raise TooMuchError(f":{sheet.name} 有 {said}，行数乘列数一共超过 {limits.XLSX_CELLS.said}")
        yield _sheet(book, sheet)
        book.unload_sheet(number)


def _sheet(book: Book, sheet: Sheet) -> RawSheet:
    there = [(row, column, cell) for row in range(sheet.nrows) for column, cell in enumerate(sheet.row(row))]
    factors = ((row, column, _factor(book, cell)) for row, column, cell in there)
    return RawSheet(
        name=sheet.name,
        rows=[[_value(book, cell) for cell in sheet.row(row)] for row in range(sheet.nrows)],
        merged=[((top, left), (end - 1, stop - 1)) for top, end, left, stop in sheet.merged_cells],
        broken=[
            (row, column, xlrd.error_text_from_code.get(cell.value, ""))
            for row, column, cell in there
            if cell.ctype == xlrd.XL_CELL_ERROR
        ],
        scaled=[(row, column, factor) for row, column, factor in factors if factor != 1],
        hidden=sheet.visibility != 0,
        hidden_rows=[row for row, info in sorted(sheet.rowinfo_map.items()) if info.hidden],
        hidden_columns=[column for column, info in sorted(sheet.colinfo_map.items()) if info.hidden],
        notes=[(*cell, note.text) for cell, note in sorted(sheet.cell_note_map.items())],
    )


def _factor(book: Book, cell: Cell) -> int:
    if cell.ctype != xlrd.XL_CELL_NUMBER:
        return 1
    return factor_of(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)


def _value(book: Book, cell: Cell) -> object:
    """What a cell holds, as calamine gives it for the new format."""
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype != xlrd.XL_CELL_DATE:
        return cell.value
    try:
        moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
    except (xlrd.XLDateError, OverflowError):
        return cell.value
    return moment if moment.time() != time() else moment.date()
