"""整体支出绩效目标表 in a sheet: the goal of the year, its tasks, and a row for every indicator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xlsxwriter.utility import xl_range

from generator.exchange.tree import Path
from generator.exchange.xlsx_performance import ANNUAL, NUMBER, plain_text, side_of
from generator.exchange.xlsx_sheet import AMOUNT, CODE, HEAD, TEXT, Sheet, height
from generator.exchange.xlsx_tables import write_top
from generator.figures import Disclosure
from generator.model.performance import WHOLE

TITLE = "整体支出绩效目标表"

_HEAD_ROW = 3
_WIDTHS = (6.0, 24.0, 22.0, 44.0, 6.0, 22.0, 8.0, 8.0)
_TASKS = ("序号", "主要任务", "金额", "主要内容")
_INDICATORS = ("序号", "一级指标", "二级指标", "三级指标", "符号", "值", "单位", "权重")


def write_whole(sheet: Sheet, disclosure: Disclosure) -> None:
    """Fill `sheet` with what the department writes of all that it spends, each part below its head."""
    title = f"{disclosure.budget.year}年{disclosure.budget.department.called}{TITLE}"
    form = disclosure.book.sentences
    sheet.widths(_WIDTHS)
    write_top(sheet, title, disclosure.budget.department, _WIDTHS, unit=form.unit)
    row = _goal(sheet, disclosure, _HEAD_ROW)
    row = _tasks(sheet, disclosure, row)
    row = _indicators(sheet, disclosure, row)
    sheet.raw.ignore_errors({"number_stored_as_text": xl_range(0, 0, row, len(_WIDTHS) - 1)})
    sheet.page(f"{WHOLE}　{title}", landscape=True, head=(_HEAD_ROW - 1, _HEAD_ROW - 1), frozen=0)


def _goal(sheet: Sheet, disclosure: Disclosure, row: int) -> int:
    """The 总体目标; the row below it."""
    goal = plain_text(disclosure.budget.unit_performance.goal, disclosure.book)
    if not goal:
        return row
    sheet.text(row, 0, "序号", HEAD)
    sheet.merged(row, 1, "总体目标", HEAD, columns=3)
    _number(sheet, row + 1, 1)
    sheet.merged(row + 1, 1, goal, TEXT, columns=3, source=(WHOLE, "总体目标"))
    sheet.raw.set_row(row + 1, height([(goal, sum(_WIDTHS[1:4]))]))
    return row + 2


def _number(sheet: Sheet, row: int, number: int) -> None:
    """The 序号 of a row: an import knows by it a row whose words were changed."""
    sheet.amount(row, 0, Decimal(number), NUMBER)


def _tasks(sheet: Sheet, disclosure: Disclosure, row: int) -> int:
    """A row for every 主要任务 below their head; the row below them."""
    tasks, book = disclosure.budget.unit_performance.tasks, disclosure.book
    if not tasks:
        return row
    for column, name in enumerate(_TASKS):
        sheet.text(row, column, name, HEAD)
    for index, task in enumerate(tasks):
        row += 1
        own: Path = (WHOLE, "主要任务", index)
        content = plain_text(task.content, book)
        _number(sheet, row, index + 1)
        sheet.text(row, 1, task.name, TEXT, (*own, "名称"))
        if task.amount is not None:
            figure = book[f"{WHOLE}/主要任务/{index + 1}/金额"]
            look = replace(AMOUNT, number=book.sentences.excel)
            sheet.amount(row, 2, figure.value * book.sentences.factor, look, figure)
            sheet.scales[row, 2] = book.sentences.factor
        sheet.text(row, 3, content, TEXT, (*own, "内容"))
        sheet.raw.set_row(row, height([(task.name, _WIDTHS[1]), (content, _WIDTHS[3])]))
    return row + 1


def _indicators(sheet: Sheet, disclosure: Disclosure, row: int) -> int:
    """A row for every indicator of the year below their head; the row below them."""
    cells = list(_cells(disclosure))
    if not cells:
        return row
    for column, name in enumerate(_INDICATORS):
        sheet.text(row, column, name, HEAD)
    for number, one in enumerate(cells, 1):
        row += 1
        _number(sheet, row, number)
        for column, (text, source) in enumerate(one, 1):
            sheet.text(row, column, text, CODE, (WHOLE, *source) if source else None)
        sheet.raw.set_row(row, height([(text, w) for (text, _), w in zip(one, _WIDTHS[1:], strict=True)]))
    return row + 1


def _cells(disclosure: Disclosure) -> Iterator[list[tuple[str, Path]]]:
    """The cells of every indicator, each with its path below 整体绩效; () for names of groups."""
    whole = disclosure.budget.unit_performance
    for first, groups in whole.indicators.items():
        for second, group in groups.items():
            for index, one in enumerate(group.annual_list):
                path: Path = ("指标", first, second, *side_of(whole, first, second, ANNUAL, group), index)
                value = (one.value, "值") if one.annual is None else (one.annual, ANNUAL)
                said = (
                    (one.name, "名称"),
                    (one.symbol, "符号"),
                    value,
                    (one.unit, "单位"),
                    (one.weight, "权重"),
                )
                yield [(first, ()), (second, ()), *((text, (*path, key)) for text, key in said)]
