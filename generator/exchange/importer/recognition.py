"""Which table a sheet is, by the words of its title and its head; never by its position."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from generator.exchange.importer.blocks import Block
from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.detail_rows import shape_of
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import Column, Heading, Role
from generator.exchange.importer.kinds import ASSUMED, BY_MAPPING
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import (
    APPROPRIATION,
    PERIODS,
    SCALES,
    Measure,
    context_of,
)
from generator.model import SOURCES

_UNIT = re.compile(r"单位[:]?(?:人民币)?[:]?(万元|亿元|千元|元)|[(](万元|亿元|千元|元)[)]|^(万元|千元|元)$")
_UNIT_BELOW = re.compile(r"[(]?.{0,2}单位[:]?(?:人民币)?[:]?(万元|亿元|千元|元)[)]?")
_OTHER_HEAD = re.compile("品目|承接主体|购买(服务)?(内容|目录)|债券")
_OTHER_TITLE = re.compile("采购|购买服务|债券|债务|资产")
"""What tables of other things say, which have projects and amounts too."""


class TableKind(StrEnum):
    """What a table is of, in the words of the messages."""

    BALANCE = "收支总表"
    EXPENDITURE = "支出（按科目）"
    DETAILS = "支出明细"
    ECONOMIC = "基本支出（按经济科目）"
    FUND_REVENUE = "政府性基金收入"
    CAPITAL_REVENUE = "国有资本经营收入"
    ITEMS = "“三公”经费"
    RUNNING = "机关运行经费"
    PROJECTS = "项目"
    INCOME = "收入（按单位）"


def kind_of(block: Block) -> TableKind | None:
    """What `block` is of; None when neither its head nor its title says."""
    title, words = block.title, block.words
    if _OTHER_HEAD.search(words) or (_OTHER_TITLE.search(title) and "项目支出" not in title):
        return None
    roles = {column.role for column in block.columns}
    if re.search("三公|因公出国", title + words) and not re.search("明细", title):
        return TableKind.ITEMS
    if "机关运行" in title:
        return TableKind.RUNNING
    if shape_of(block.columns):
        return TableKind.DETAILS
    coded = Role.CODE in roles or Role.PART in roles or any(len(row.code) >= 3 for row in block.rows)
    # Codes say it best: 2… are functional, 3… economic, 5… economic of the government, 1… revenue.
    first = {row.code[0] for row in block.rows if len(row.code) in (3, 5, 7)}
    if first == {"3"} and "项目名称" not in words:
        return TableKind.ECONOMIC
    if first == {"5"}:
        return None
    if first == {"1"}:
        if "国有资本" in title + words:
            return TableKind.CAPITAL_REVENUE
        return TableKind.FUND_REVENUE if "基金" in title + words else None
    of_revenue = "收入科目" in words or ("收入" in title and coded)
    if of_revenue and first != {"2"} and not re.search("支出|收支|总表", title):
        if "国有资本" in title + words:
            return TableKind.CAPITAL_REVENUE
        return TableKind.FUND_REVENUE if "基金" in title + words else None
    if re.search("经济(分类)?科目|经济分类", words) or ("经济" in title and "分类" in title + words):
        functional = first == {"2"} or "功能" in words
        return TableKind.EXPENDITURE if functional else TableKind.ECONOMIC
    named = re.search(r"项目名称|名称\(.{0,2}项目\)", words)
    if named or ("项目支出" in title and Role.CODE not in roles and Role.PART not in roles):
        return TableKind.PROJECTS
    if not coded and {Role.UNIT_NAME, Role.UNIT_CODE} & roles and "收入" in title:
        return TableKind.INCOME
    if coded:
        return TableKind.EXPENDITURE
    if re.search("收支.{0,40}总表|收支预算表|收支总体", title) or re.search("收入|支出", words):
        return TableKind.BALANCE
    if "收入" in title and "支出" not in title:
        return TableKind.BALANCE
    return None


def measure_in(block: Block, column: Column, kind: TableKind) -> Measure:
    """What a column sums in its table, whose title may say something of all its amounts."""
    context = context_of(block.title)
    if kind is TableKind.DETAILS:
        return column.measure.within(replace(context, periods=column.measure.periods))
    if kind is TableKind.EXPENDITURE or (
        kind is TableKind.PROJECTS and context.periods != frozenset(PERIODS)
    ):
        return column.measure.within(context)
    if (
        kind is TableKind.BALANCE
        and column.measure.sources == frozenset(SOURCES)
        and "财政拨款" in block.title
    ):
        return column.measure.within(Measure(APPROPRIATION))
    return column.measure


def scale_of(grid: Grid, heading: Heading | None, log: Log, columns: range | None = None) -> Decimal:
    """What amounts of a sheet are multiplied by to be 万元, from its own words; 万元 is assumed.

    Of tables side by side, each of which says its own, it is that of one in some `columns`.
    """
    stated = scales_in(grid, heading)
    own = [scale for column, scale in stated if columns is None or column in columns]
    if stated:
        return (own or [stated[0][1]])[0]
    hint = f"不是万元的，在表的上方写上“单位：元”再导入，或{BY_MAPPING}写明金额单位"
    log.add(ASSUMED, f"{grid.file}:{grid.name}", "表里没有写金额单位，按万元读", hint)
    return Decimal(1)


def scales_in(grid: Grid, heading: Heading | None) -> list[tuple[int, Decimal]]:
    """What a sheet says that its money is in, and in which column: above the body, or else below it."""
    body = min(heading.body if heading else 12, grid.height)
    found: list[tuple[int, Decimal]] = []
    for row in range(body):
        for column in range(grid.width):
            if match := _UNIT.search(squeezed(grid.text(row, column))):
                found.append((column, SCALES[match[1] or match[2] or match[3]]))
    for row in () if found else reversed(range(body, grid.height)):
        for column in range(grid.width):
            if match := _UNIT_BELOW.fullmatch(squeezed(grid.text(row, column))):
                grid.use(row, column)
                return [(column, SCALES[match[1]])]
    above = (_UNIT.search(squeezed(text)) for text in (() if found else grid.borrowed))
    return found or [(0, SCALES[match[1] or match[2] or match[3]]) for match in above if match]
