"""The disclosure as an Excel workbook: a sheet for every table, the performance targets, data, and a 目录."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname

from generator.exchange.xlsx_data import DATA, write_data
from generator.exchange.xlsx_performance import INDICATORS, PROJECTS, write_indicators, write_projects
from generator.exchange.xlsx_sheet import FONT, HEAD, TEXT, Look, Sheet
from generator.exchange.xlsx_tables import write_table
from generator.exchange.xlsx_whole import TITLE, write_whole
from generator.figures import Disclosure
from generator.figures.profile import fill
from generator.model.performance import WHOLE

CONTENTS = "目录"
"""The name of the first sheet."""


def to_xlsx(disclosure: Disclosure) -> bytes:
    """A workbook that can be published as the Excel annex; the same disclosure gives the same bytes.

    Amounts are numbers of the exact value, in the unit of their table, shown to two decimals; money of
    performance targets is in 元. Raises ProfileError when a table's number cannot name a sheet, UsageError
    when a text is longer than a cell can hold.
    """
    data, _ = written(disclosure)
    return data


def written(disclosure: Disclosure) -> tuple[bytes, list[Sheet]]:
    """The workbook, and its sheets with what every cell says and shows; raises as `to_xlsx` does."""
    data = BytesIO()
    # Without in_memory the parts of the file go through temporary files and carry their time.
    workbook = Workbook(data, {"in_memory": True, "default_format_properties": FONT})
    budget = disclosure.budget
    title = _title(disclosure)
    workbook.set_properties(
        {
            "title": title,
            "author": budget.department.name,
            "company": budget.department.name,
            "created": datetime(budget.year, 1, 1),
        }
    )
    looks: dict[Look, Format] = {}
    contents = Sheet(workbook, looks, CONTENTS)
    sheets, entries = [], []
    for table in disclosure.tables.values():
        sheets.append(Sheet(workbook, looks, table.number))
        write_table(sheets[-1], table, budget.department)
        entries.append((table.number, table.title, table.note if table.empty else ""))
    if budget.performance:
        sheets += [Sheet(workbook, looks, PROJECTS), Sheet(workbook, looks, INDICATORS)]
        write_projects(sheets[-2], disclosure)
        write_indicators(sheets[-1], disclosure)
        entries.append((PROJECTS, "项目支出绩效目标表：项目、资金和总体目标", ""))
        entries.append((INDICATORS, "项目支出绩效目标表：绩效指标", ""))
    if budget.unit_performance.has_table:
        sheets.append(Sheet(workbook, looks, WHOLE))
        write_whole(sheets[-1], disclosure)
        entries.append((WHOLE, f"{budget.department.called}{TITLE}", ""))
    write_data(Sheet(workbook, looks, DATA), disclosure, sheets)
    entries.append((DATA, "预算数据：供 gongkai import 读回", ""))
    _write_contents(contents, title, entries)
    workbook.close()
    return data.getvalue(), sheets


def _title(disclosure: Disclosure) -> str:
    return fill(disclosure.profile.title, disclosure.budget)


def _write_contents(sheet: Sheet, title: str, entries: list[tuple[str, str, str]]) -> None:
    """Fill `sheet` with links to the others: `entries` are (sheet, title, note)."""
    widths = [12.0, 54.0, 20.0]
    sheet.widths(widths)
    sheet.title(0, title, widths)
    for column, name in enumerate(("工作表", "名称", "备注")):
        sheet.text(1, column, name, HEAD)
    sheet.raw.set_row(1, 20)
    for row, (name, what, note) in enumerate(entries, 2):
        link = f"internal:{quote_sheetname(name)}!A1"
        sheet.raw.write_url(row, 0, link, sheet.look(Look(link=True)), name)
        sheet.raw.write_url(row, 1, link, sheet.look(Look(link=True)), what)
        sheet.text(row, 2, note, TEXT)
        sheet.raw.set_row(row, 20)
    sheet.page(CONTENTS, landscape=False, head=(1, 1), frozen=0)
