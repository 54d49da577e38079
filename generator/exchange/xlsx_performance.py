"""绩效目标表 in two sheets: a row for every project, and a row for every indicator and period (期)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from itertools import accumulate

from xlsxwriter.utility import xl_range

from generator.document.prose import with_unit
from generator.exchange.tree import Path
from generator.exchange.xlsx_sheet import (
    AMOUNT,
    CODE,
    HEAD,
    LANDSCAPE,
    PADDING,
    TEXT,
    Sheet,
    Source,
    height,
    units,
)
from generator.exchange.xlsx_tables import write_top
from generator.figures import Book, Disclosure, Figure
from generator.model import Indicator, IndicatorGroup, Performance
from generator.model.performance import UnitPerformance
from generator.model.references import REFERENCE
from generator.source import Mapping

PROJECTS, INDICATORS = "绩效项目", "绩效目标"
"""The names of the two sheets."""
PERIOD, ANNUAL = "实施期", "年度"

_HEAD_ROW = 3
_BODY_ROW = 5
_Group = tuple[str, tuple[tuple[str, float], ...]]
_Head = tuple[_Group, ...]
_NAMES: _Head = (("", (("序号", 6), ("项目", 30))),)
_ABOUT: _Head = (("", (("实施单位", 18), ("项目属性", 22), ("项目期", 9))),)
_PROSE: _Head = (
    ("", (("项目概况", 38), ("立项依据", 38), ("必要性", 38), ("制度措施", 38), ("实施计划", 38))),
)
_GOALS: _Head = (
    ("总体目标", ((PERIOD, 69), (ANNUAL, 69))),
    ("", (("负责人", 10), ("经办人", 10), ("联系电话", 16), ("填报日期", 16))),
)


def _pages(disclosure: Disclosure) -> tuple[_Head, ...]:
    """The head of 绩效项目, page by page: groups and their columns with the least width.

    All are named as the keys of the YAML: first the names, that every page has, the money, prose, goals.
    """
    money = tuple((name, 12.0) for name in ("总额", *disclosure.profile.vocabulary.levels))
    return _NAMES, (*_ABOUT, ("实施期资金", money), ("年度资金", money)), _PROSE, _GOALS


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
_WEIGHT = ("权重", 8)
"""A column that is there when an indicator has one."""
NUMBER = replace(TEXT, align="center")
DATE = replace(TEXT, number='yyyy"年"m"月"d"日"')

Value = int | str | Figure | datetime


def write_projects(sheet: Sheet, disclosure: Disclosure) -> None:
    """Fill `sheet` with a row for every performance table: what it is, its money in 元, prose, signatures."""
    budget = disclosure.budget
    title = f"{budget.year}年项目支出绩效目标表：项目、资金和总体目标"
    rows = [list(_values(number, table, disclosure)) for number, table in enumerate(budget.performance, 1)]
    pages = _pages(disclosure)
    groups = [group for page in pages for group in page]
    names, prose, goals = accumulate(sum(len(columns) for _, columns in page) for page in pages[:3])
    widths = _project_widths(groups, [[value for value, _ in row] for row in rows])
    sheet.widths(widths)
    write_top(sheet, title, budget.department, widths[:prose], unit="元")
    _project_head(sheet, groups)
    for index, row in enumerate(rows, _BODY_ROW):
        _project_row(sheet, index, row, len(disclosure.profile.vocabulary.levels), widths)
    sheet.page(f"{PROJECTS}　{title}", landscape=True, head=(_HEAD_ROW, _BODY_ROW - 1), frozen=names)
    # Three pages wide instead of one, each beginning with the names of the projects.
    parts = [widths[:names] + part for part in (widths[names:prose], widths[prose:goals], widths[goals:])]
    sheet.raw.repeat_columns(0, names - 1)
    sheet.raw.set_print_scale(int(100 * LANDSCAPE / max(sum(part) + 0.5 * len(part) for part in parts)))
    sheet.raw.set_v_pagebreaks([prose, goals])
    sheet.raw.print_across()


def _project_widths(groups: Iterable[_Group], rows: Sequence[Sequence[Value]]) -> list[float]:
    """The widths of the head, or wider where an amount needs it."""
    widths: list[float] = [width for _, columns in groups for _, width in columns]
    for row in rows:
        for column, value in enumerate(row):
            if isinstance(value, Figure):
                widths[column] = max(widths[column], units(value.printed) + PADDING)
    return widths


def _project_head(sheet: Sheet, groups: Iterable[_Group]) -> None:
    column = 0
    for group, columns in groups:
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


def _project_row(
    sheet: Sheet, row: int, values: Sequence[tuple[Value, Source]], levels: int, widths: Sequence[float]
) -> None:
    totals: list[int] = []
    for column, (value, source) in enumerate(values):
        if isinstance(value, Figure):
            sheet.amount(row, column, value.value, replace(AMOUNT, number=yuan_format(value)), source)
            if source is value:
                totals.append(column)
        elif isinstance(value, int):
            sheet.amount(row, column, Decimal(value), NUMBER)
        elif isinstance(value, datetime):
            sheet.day(row, column, value, DATE, source)
        else:
            sheet.text(row, column, value, CODE, source)
    for column in totals:
        below = [sheet.values.get((row, column + level)) for level in range(1, levels + 1)]
        if sheet.values.get((row, column)) == sum(one for one in below if isinstance(one, Decimal)):
            sheet.formula(row, column, f"=SUM({xl_range(row, column + 1, row, column + levels)})")
    cells = zip((value for value, _ in values), widths, strict=True)
    sheet.raw.set_row(row, height([(value, width) for value, width in cells if isinstance(value, str)]))


def _values(number: int, table: Performance, disclosure: Disclosure) -> Iterator[tuple[Value, Source]]:
    """The cells of one project, in the order of the head, each with what it shows."""
    budget, book = disclosure.budget, disclosure.book
    own: Path = ("绩效目标", number - 1)
    yield number, own
    yield table.project, (*own, "项目")
    yield budget.carried_out_by(table), (*own, "实施单位")
    yield table.kind, (*own, "项目属性")
    yield table.duration, (*own, "项目期")
    for period in ("实施期资金", "年度资金"):
        for name in ("总额", *disclosure.profile.vocabulary.levels):
            figure = book[f"绩效目标/{budget.label_of_table(table)}/{period}/{name}"]
            yield figure, figure if name == "总额" else (*own, period, name)
    texts = (table.overview, table.basis, table.necessity, table.measures, table.plan)
    for key, text in zip(("项目概况", "立项依据", "必要性", "制度措施", "实施计划"), texts, strict=True):
        yield plain_text(text, book), (*own, key)
    annual = table.goals.period if table.goals.annual is None else table.goals.annual
    yield plain_text(table.goals.period, book), (*own, "总体目标", PERIOD)
    yield plain_text(annual, book), (*own, "总体目标", ANNUAL)
    yield table.head, (*own, "负责人")
    yield table.clerk, (*own, "经办人")
    yield table.phone, (*own, "联系电话")
    yield datetime.combine(table.filed, time()) if table.filed else "", (*own, "填报日期")


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
    weighed = any(table.weights() for table in disclosure.budget.performance)
    columns = (*_COLUMNS, _WEIGHT) if weighed else _COLUMNS
    widths = [width for _, width in columns]
    sheet.widths(widths)
    write_top(sheet, title, disclosure.budget.department, widths)
    for column, (name, _) in enumerate(columns):
        sheet.text(_HEAD_ROW, column, name, HEAD)
    sheet.raw.set_row(_HEAD_ROW, 20)
    row = _HEAD_ROW
    for number, table in enumerate(disclosure.budget.performance, 1):
        for cells in indicator_cells(table):
            row += 1
            sheet.amount(row, 0, Decimal(number), NUMBER)
            sheet.text(row, 1, table.project, CODE)
            for column, (text, source) in enumerate(cells[: len(columns) - 2], 2):
                path: Path | None = ("绩效目标", number - 1, *source) if source else None
                sheet.text(row, column, text, CODE, path)
            texts = (table.project, *(text for text, _ in cells))
            sheet.raw.set_row(row, height(list(zip(texts, widths[1:], strict=False))))
    sheet.raw.ignore_errors({"number_stored_as_text": xl_range(0, 0, row, len(columns) - 1)})
    sheet.raw.autofilter(_HEAD_ROW, 0, row, len(columns) - 1)
    sheet.page(f"{INDICATORS}　{title}", landscape=True, head=(_HEAD_ROW, _HEAD_ROW), frozen=2)


def indicator_cells(table: Performance) -> Iterator[tuple[tuple[str, Path], ...]]:
    """期, 一级, 二级, 三级, 符号, 值, 单位, 权重 of every indicator of `table`, 实施期 before 年度.

    Each with its path below the table; () for what can be changed only in the YAML.
    """
    for period in (PERIOD, ANNUAL):
        for first, groups in table.indicators.items():
            if not groups:
                yield _row(period, first)
            for second, group in groups.items():
                indicators = group.period if period == PERIOD else group.annual_list
                side = side_of(table, first, second, period, group)
                for index, indicator in enumerate(indicators):
                    path: Path = ("指标", first, second, *side, index)
                    yield (*_row(period, first, second)[:3], *_indicator(indicator, path, period))
                if not indicators:
                    yield _row(period, first, second)


def _row(*names: str) -> tuple[tuple[str, Path], ...]:
    return tuple((name, ()) for name in (*names, *("",) * (8 - len(names))))


def side_of(
    table: Performance | UnitPerformance, first: str, second: str, period: str, group: IndicatorGroup
) -> Path:
    """The key of a period's list; none where a plain list stands for both."""
    node: object = table.written
    for key in ("指标", first, second):
        node = node.get(key) if isinstance(node, Mapping) else None
    if isinstance(node, list):
        return ()
    return (ANNUAL if period == ANNUAL and group.annual is not None else PERIOD,)


def _indicator(indicator: Indicator, path: Path, period: str) -> Iterator[tuple[str, Path]]:
    annual = indicator.value if indicator.annual is None else indicator.annual
    yield indicator.name, (*path, "名称")
    yield indicator.symbol, (*path, "符号")
    # Without an annual value, one that is entered in the annual row is the first.
    yield (annual, (*path, ANNUAL)) if period == ANNUAL else (indicator.value, (*path, "值"))
    yield indicator.unit, (*path, "单位")
    yield indicator.weight, (*path, "权重")
