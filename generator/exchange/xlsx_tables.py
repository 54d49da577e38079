"""A table of the disclosure as a sheet: the printed rows, with numbers that are numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from xlsxwriter.utility import xl_range

from generator.document.tables import HeaderCell, head_of
from generator.exchange.xlsx_sheet import (
    AMOUNT,
    BESIDE,
    CODE,
    HEAD,
    LANDSCAPE,
    PADDING,
    PORTRAIT,
    TEXT,
    Sheet,
    height,
    units,
)
from generator.exchange.xlsx_totals import write_totals
from generator.figures import Cell, Row, Table
from generator.figures.cells import Column
from generator.model.department import Department

INDENT = 2
"""Characters that a level of names is indented, about."""
NARROWEST_NAME = 24.0
"""Characters left to a column of names when amounts take up the page."""
_HEAD_ROW = 3


def write_table(sheet: Sheet, table: Table, publisher: Department) -> None:
    """Fill `sheet` with `table` as printed, with its note when it is empty."""
    widths = column_widths(table)
    sheet.widths(widths)
    write_top(sheet, table.title, publisher, widths, table.unit, table.label)
    first = _write_head(sheet, table, widths)
    for index, row in enumerate(table.rows):
        _write_row(sheet, table, first + index, row, widths)
    notes = [table.note] * table.empty + [table.remark] * bool(table.remark)
    for index, note in enumerate(notes):
        sheet.text(first + len(table.rows) + index, 0, note, BESIDE)
    write_totals(sheet)
    body = xl_range(first, 0, first + len(table.rows), len(widths))
    sheet.raw.ignore_errors(
        dict.fromkeys(("number_stored_as_text", "formula_differs", "formula_range"), body)
    )
    frozen = len(list(takewhile(lambda column: not column.numeric, table.columns)))
    footer = f"{table.number}　{table.title}"
    sheet.page(footer, landscape=table.landscape, head=(_HEAD_ROW, first - 1), frozen=frozen)


def write_top(
    sheet: Sheet, title: str, publisher: Department, widths: Sequence[float], unit: str = "", label: str = ""
) -> None:
    """The rows above the head: label; title over columns of `widths`; who publishes left, unit right."""
    if label:
        sheet.text(0, 0, label, BESIDE)
    sheet.title(1, title, widths)
    sheet.text(2, 0, f"{publisher.called}名称：{publisher.name}", BESIDE)
    if unit:
        sheet.text(2, len(widths) - 1, f"单位：{unit}", replace(BESIDE, align="right"))
    sheet.raw.set_row(2, 18)


def column_widths(table: Table) -> list[float]:
    """The width of every column in characters; names share what amounts and codes leave of the page."""
    rows = [row.cells for row in table.rows]
    natural = [
        PADDING + max([_units(column, row[index]) for row in rows] + [*map(units, _parts(column))])
        for index, column in enumerate(table.columns)
    ]
    page = LANDSCAPE if table.landscape else PORTRAIT
    names = [index for index, column in enumerate(table.columns) if _is_name(column)]
    left = page - sum(width for index, width in enumerate(natural) if index not in names)
    asked = sum(natural[index] for index in names)
    if names and asked > left:
        for index in names:
            natural[index] = max(natural[index] * left / asked, min(natural[index], NARROWEST_NAME))
    spare = max(0.0, page - sum(natural)) / len(natural)
    return [round(width + spare, 2) for width in natural]


def _is_name(column: Column) -> bool:
    return not column.numeric and not column.code


def _units(column: Column, cell: Cell) -> int:
    return units(cell.printed) + (INDENT * cell.level if _is_name(column) else 0)


def _parts(column: Column) -> list[str]:
    """The stretches of the column's own head cell that are not broken."""
    return column.path[-1].split("/")


def _write_head(sheet: Sheet, table: Table, widths: list[float]) -> int:
    """The merged head and, where the table has one, the numbering row; returns the row below."""
    placed = list(_placed(head_of(table)))
    depth = max(row + cell.rowspan for row, _, cell in placed)
    broken = any(
        units(cell.text.replace("/", "")) + PADDING > widths[column]
        for _, column, cell in placed
        if cell.column
    )
    heights = [20.0] * depth
    for row, column, cell in placed:
        text = "\n".join(cell.parts) if broken else cell.text.replace("/", "")
        width = sum(widths[column : column + cell.colspan])
        sheet.merged(_HEAD_ROW + row, column, text, HEAD, rows=cell.rowspan, columns=cell.colspan)
        heights[row] = max(heights[row], height([(text, width)]) / cell.rowspan)
    for row, points in enumerate(heights):
        sheet.raw.set_row(_HEAD_ROW + row, points)
    below = _HEAD_ROW + depth
    if table.numbered:
        for column in range(len(widths)):
            sheet.amount(below, column, Decimal(column + 1), HEAD)
        sheet.raw.set_row(below, 16)
    return below + table.numbered


def _placed(head: list[list[HeaderCell]]) -> Iterator[tuple[int, int, HeaderCell]]:
    """(row, column, cell) of every head cell; a cell stands right of those that reach down from above."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(head):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            taken |= {(row + r, column + c) for r in range(cell.rowspan) for c in range(cell.colspan)}


def _write_row(sheet: Sheet, table: Table, index: int, row: Row, widths: list[float]) -> None:
    bold = bool(row.style)
    if bold:
        sheet.totals.add((index, 0))
    texts: list[tuple[str, float]] = []
    for number, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        if column.numeric:
            _write_amount(sheet, index, number, cell, bold)
        elif column.code:
            sheet.text(index, number, cell.text, replace(CODE, bold=bold))
        else:
            sheet.text(index, number, cell.text, replace(TEXT, bold=bold, indent=cell.level))
            texts.append((cell.text, widths[number] - INDENT * cell.level))
    sheet.raw.set_row(index, height(texts))


def _write_amount(sheet: Sheet, row: int, column: int, cell: Cell, bold: bool) -> None:
    """The exact amount, in the unit of the table and the format of the cell; blank where print is."""
    look = replace(AMOUNT, bold=bold, number=cell.form.excel)
    if cell.figure is None or cell.figure.unwritten or not cell.printed:
        sheet.text(row, column, cell.printed, look, cell.figure)
    else:
        value = cell.figure.value * cell.form.factor
        sheet.amount(row, column, value, look, cell.figure, cell.form.step)
    sheet.scales[row, column] = cell.form.factor
