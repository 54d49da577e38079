"""绩效目标表 in two sheets: a row for every project, and a row for every indicator and period (期)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from generator.document.prose import with_unit
from generator.exchange.xlsx_sheet import AMOUNT, CODE, HEAD, LANDSCAPE, PADDING, TEXT, Sheet, height, units
from generator.exchange.xlsx_tables import write_top
from generator.figures import Book, Disclosure, Figure
from generator.model import Indicator, Performance
from generator.model.performance import LEVELS
from generator.model.references import REFERENCE

PROJECTS, INDICATORS = "绩效项目", "绩效目标"
"""The names of the two sheets."""
PERIOD, ANNUAL = "实施期", "年度"

_HEAD_ROW = 3
_BODY_ROW = 5
_FUNDS = ("总额", *LEVELS)
_GROUPS: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = (
    ("", (("序号", 6), ("项目", 30))),
    ("", (("实施单位", 18), ("项目属性", 22), ("项目期", 9))),
    ("实施期资金", tuple((name, 12) for name in _FUNDS)),
    ("年度资金", tuple((name, 12) for name in _FUNDS)),
    ("", (("项目概况", 38), ("立项依据", 38), ("必要性", 38), ("制度措施", 38), ("实施计划", 38))),
    ("总体目标", ((PERIOD, 69), (ANNUAL, 69))),
    ("", (("负责人", 10), ("经办人", 10), ("联系电话", 16), ("填报日期", 16))),
)
"""The head of 绩效项目: groups and their columns with the least width, all named as the keys of the YAML."""
_NAMES, _PROSE, _GOALS = 2, 17, 22
"""Columns at which the pages of 绩效项目 begin: after the names the money, then the prose, then the goals."""

_COLUMNS = (
    ("序号", 6),
    ("项目", 52),
    ("期", 8),
    ("一级指标", 12),
    ("二级指标", 20),
    ("三级指标", 32),
    ("符号", 6),
    ("值", 22),
    ("单位", 8),
)
NUMBER = replace(TEXT, align="center")
DATE = replace(TEXT, number='yyyy"年"m"月"d"日"')

Value = int | str | Figure | datetime


def write_projects(sheet: Sheet, disclosure: Disclosure) -> None:
    """Fill `sheet` with a row for every performance table: what it is, its money in 元, prose, signatures."""
    budget = disclosure.budget
    title = f"{budget.year}年项目支出绩效目标表：项目、资金和总体目标"
    rows = [list(_values(number, table, disclosure)) for number, table in enumerate(budget.performance, 1)]
    widths = _project_widths(rows)
    sheet.widths(widths)
    write_top(sheet, title, budget.department, widths[:_PROSE], unit="元")
    _project_head(sheet)
    for index, row in enumerate(rows, _BODY_ROW):
        _project_row(sheet, index, row, widths)
    sheet.page(f"{PROJECTS}　{title}", landscape=True, head=(_HEAD_ROW, _BODY_ROW - 1), frozen=_NAMES)
    # Three pages wide instead of one, each beginning with the names of the projects.
    parts = [
        widths[:_NAMES] + part for part in (widths[_NAMES:_PROSE], widths[_PROSE:_GOALS], widths[_GOALS:])
    ]
    sheet.raw.repeat_columns(0, _NAMES - 1)
    sheet.raw.set_print_scale(int(100 * LANDSCAPE / max(sum(part) + 0.5 * len(part) for part in parts)))
    sheet.raw.set_v_pagebreaks([_PROSE, _GOALS])
    sheet.raw.print_across()


def _project_widths(rows: Sequence[Sequence[Value]]) -> list[float]:
    """The widths of the head, or wider where an amount needs it."""
    widths: list[float] = [width for _, columns in _GROUPS for _, width in columns]
    for row in rows:
        for column, value in enumerate(row):
            if isinstance(value, Figure):
                widths[column] = max(widths[column], units(value.printed) + PADDING)
    return widths


def _project_head(sheet: Sheet) -> None:
    column = 0
    for group, columns in _GROUPS:
        if group:
            sheet.merged(_HEAD_ROW, column, group, HEAD, columns=len(columns))
        for name, _ in columns:
            if group:
                sheet.text(_HEAD_ROW + 1, column, name, HEAD)
            else:
                sheet.merged(_HEAD_ROW, column, name, HEAD, rows=2)
            column += 1
    for row in (_HEAD_ROW, _HEAD_ROW + 1):
        sheet.raw.set_row(row, 20)


def _project_row(sheet: Sheet, row: int, values: Sequence[Value], widths: Sequence[float]) -> None:
    for column, value in enumerate(values):
        if isinstance(value, Figure):
            sheet.amount(row, column, value.value, replace(AMOUNT, number=yuan_format(value)))
        elif isinstance(value, int):
            sheet.raw.write_number(row, column, value, sheet.look(NUMBER))
        elif isinstance(value, datetime):
            sheet.raw.write_datetime(row, column, value, sheet.look(DATE))
        else:
            sheet.text(row, column, value, CODE)
    texts = [(value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str)]
    sheet.raw.set_row(row, height(texts))


def _values(number: int, table: Performance, disclosure: Disclosure) -> Iterator[Value]:
    """The cells of one project, in the order of the head."""
    budget, book = disclosure.budget, disclosure.book
    unit = budget.carried_out_by(table)
    yield from (number, table.project, unit, table.kind, table.duration)
    for period in ("实施期资金", "年度资金"):
        yield from (book[f"绩效目标/{budget.label_of_table(table)}/{period}/{name}"] for name in _FUNDS)
    for prose in (table.overview, table.basis, table.necessity, table.measures, table.plan):
        yield plain_text(prose, book)
    annual = table.goals.period if table.goals.annual is None else table.goals.annual
    yield from (plain_text(table.goals.period, book), plain_text(annual, book))
    yield from (table.head, table.clerk, table.phone)
    yield datetime.combine(table.filed, time()) if table.filed else ""


def plain_text(text: str, book: Book) -> str:
    """`text` as published: references replaced by figures, a line for every paragraph."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return REFERENCE.sub(lambda match: with_unit(book.said(book[match[1]])).striptags(), "\n".join(lines))


def yuan_format(figure: Figure) -> str:
    """The number format for 元 as print has it: thousands separators, and all decimals that there are."""
    exponent = figure.value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def write_indicators(sheet: Sheet, disclosure: Disclosure) -> None:
    """Fill `sheet` with a row for every indicator of both periods; one without 三级 for an empty 二级指标."""
    title = f"{disclosure.budget.year}年项目支出绩效目标表：绩效指标"
    widths = [width for _, width in _COLUMNS]
    sheet.widths(widths)
    write_top(sheet, title, disclosure.budget.department, widths)
    for column, (name, _) in enumerate(_COLUMNS):
        sheet.text(_HEAD_ROW, column, name, HEAD)
    sheet.raw.set_row(_HEAD_ROW, 20)
    row = _HEAD_ROW
    for number, table in enumerate(disclosure.budget.performance, 1):
        for cells in indicator_cells(table):
            row += 1
            sheet.raw.write_number(row, 0, number, sheet.look(NUMBER))
            for column, text in enumerate((table.project, *cells), 1):
                sheet.text(row, column, text, CODE)
            sheet.raw.set_row(row, height(list(zip((table.project, *cells), widths[1:], strict=True))))
    sheet.raw.ignore_errors({"number_stored_as_text": f"A1:I{row + 1}"})
    sheet.raw.autofilter(_HEAD_ROW, 0, row, len(_COLUMNS) - 1)
    sheet.page(f"{INDICATORS}　{title}", landscape=True, head=(_HEAD_ROW, _HEAD_ROW), frozen=2)


def indicator_cells(table: Performance) -> Iterator[tuple[str, ...]]:
    """期, 一级, 二级, 三级, 符号, 值, 单位 of every indicator of `table`, 实施期 before 年度."""
    for period in (PERIOD, ANNUAL):
        for first, groups in table.indicators.items():
            if not groups:
                yield (period, first, "", "", "", "", "")
            for second, group in groups.items():
                indicators = group.period if period == PERIOD else group.annual_list
                for indicator in indicators:
                    yield (period, first, second, *_indicator(indicator, annual=period == ANNUAL))
                if not indicators:
                    yield (period, first, second, "", "", "", "")


def _indicator(indicator: Indicator, *, annual: bool) -> tuple[str, str, str, str]:
    value = indicator.annual if annual and indicator.annual is not None else indicator.value
    return indicator.name, indicator.symbol, value, indicator.unit
