"""The mapping that the program proposes: what it took every sheet and every column for, as YAML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from xlsxwriter.utility import xl_col_to_name

from generator.exchange.importer.balance import is_income
from generator.exchange.importer.blocks import Block
from generator.exchange.importer.detail_rows import shape_of
from generator.exchange.importer.flat import item_of, sums_items
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import Column, Heading, Role, head_words, without_unit
from generator.exchange.importer.mapping import CARS, LABELS, RUNNING, UNUSED
from generator.exchange.importer.measures import APPROPRIATION, GROUPS, PERIODS, SCALES, SORTS
from generator.exchange.importer.recognition import TableKind, measure_in, scales_in
from generator.exchange.importer.scalars import scalar
from generator.model import SOURCES
from generator.model.vocabulary import NATURES

_NAMES = {
    TableKind.PROJECTS: "项目名称",
    TableKind.ITEMS: "名称",
    TableKind.RUNNING: "单位名称",
}
MOST_ROWS = 10
"""Among which a head is looked for."""
MOST_VALUES = 3
"""Of a column, to know it by."""
LONGEST_VALUE = 20
_PARTS = ("类", "款", "项", "目")


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table of the workbook: `columns` are letter, head and what it is ("" when nobody knows)."""

    sheet: str
    what: str
    unit: str = ""
    rows: tuple[int, ...] = ()
    columns: tuple[tuple[str, str, str], ...] = ()
    known: bool = True
    of_unit: str = ""
    data_rows: tuple[int, ...] = ()
    values: tuple[tuple[str, ...], ...] = ()
    """What stands first below the head, column by column."""

    def lines(self) -> Iterator[str]:
        """As YAML; what is not known stands in comments."""
        if not self.known:
            yield f"  # 没有认出“{self.sheet}”：要用的，写明内容、表头行和列"
        yield f"  - 工作表: {scalar(self.sheet)}"
        yield f"    内容: {self.what}"
        if self.unit:
            yield f"    单位: {self.unit}"
        if self.of_unit:
            yield f"    预算单位: {scalar(self.of_unit)}"
        rows = f"表头行{':' if self.known else ''} [{', '.join(map(str, self.rows))}]"
        if self.columns and not self.known:
            yield f"    # {rows}：{'，'.join(f'{letter} 列“{head}”' for letter, head, _ in self.columns)}"
        elif self.columns:
            yield f"    {rows}"
            if self.data_rows:
                yield f"    数据行: [{', '.join(map(str, self.data_rows))}]"
            yield "    列:"
            for letter, head, what in self.columns:
                if what:
                    yield f"      {letter}: {{表头: {scalar(head, flow=True)}, 是: {what}}}"


class Proposal:
    """Collects what was recognised, sheet by sheet."""

    def __init__(self) -> None:
        self.entries: list[MappedTable] = []

    def text(self, file: str) -> str:
        """The file."""
        return "\n".join(
            (
                f"# {file} 的映射：每张工作表、每一列是什么。由程序认出，核对“内容”和“是”，改好后再导入：",
                f"#   gongkai import {file} -o 文件夹 --mapping 这个文件",
                "# 明年的表样没有变，接着用这一份。写法见使用手册第十二节。",
                "表:",
                *(line for entry in self.entries for line in entry.lines()),
                "",
            )
        )

    def add(self, grid: Grid, what: str, scale: Decimal) -> None:
        """Enter a sheet that is read by its labels."""
        self.entries.append(MappedTable(grid.name, what, _unit(scale)))

    def block(self, block: Block, kind: TableKind, unit: str) -> None:
        """Enter a table; `unit` is the name of the unit whose it is, "" for that of all."""
        grid = block.grid
        heads = head_words(grid, block.heading.first, block.heading.last)
        columns = (
            (
                xl_col_to_name(column.index),
                without_unit(heads[column.index]),
                _words(block, column, kind),
            )
            for column in block.columns
        )
        lines = (grid.offset + block.heading.body + 1, grid.offset + grid.height) if grid.part else ()
        rows = _rows(block.heading, grid.offset)
        money = _unit(block.scale)
        found = MappedTable(grid.name, kind, money, rows, tuple(columns), of_unit=unit, data_rows=lines)
        first = (_values(grid, block.heading.body, column.index) for column in block.columns)
        self.entries.append(replace(found, values=tuple(first)))

    def unknown(self, grid: Grid, heading: Heading | None) -> None:
        """Enter a sheet that was not recognised; its columns, if it has a head, for the user to say."""
        rows, words = (_rows(heading, grid.offset), heading.columns) if heading else ((), ())
        heads = [(column.index, column.words) for column in words if column.words]
        if heading is None and (fullest := _fullest(grid)):
            row, heads = fullest
            rows = (row + 1,)
        money = next((_unit(scale) for _, scale in scales_in(grid, heading)), "")
        found = tuple((xl_col_to_name(index), head, "") for index, head in heads)
        body = heading.body if heading else max(rows, default=0)
        first = tuple(_values(grid, body, index) for index, _ in heads)
        self.entries.append(MappedTable(grid.name, UNUSED, money, rows, found, known=False, values=first))


def _values(grid: Grid, body: int, column: int) -> tuple[str, ...]:
    """What the first cells of a column that say something say."""
    texts = (" ".join(grid.text(row, column).split()) for row in range(body, grid.height))
    said = (text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}……" for text in texts if text)
    return tuple(islice(said, MOST_VALUES))


def _fullest(grid: Grid) -> tuple[int, list[tuple[int, str]]] | None:
    """The row among the first that has most words, which may be the head; None where none has two."""
    said = [
        [(column, text) for column in range(grid.width) if (text := grid.text(row, column))]
        for row in range(min(MOST_ROWS, grid.height))
    ]
    row = max(range(len(said)), key=lambda row: len(said[row]), default=0)
    return (row, said[row]) if said and len(said[row]) > 1 else None


def _rows(heading: Heading, offset: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys((heading.first + 1 + offset, heading.last + offset)))


def _unit(scale: Decimal) -> str:
    return next(unit for unit, factor in SCALES.items() if factor == scale)


def _words(block: Block, column: Column, kind: TableKind) -> str:
    """What a column is, in the words of the mapping."""
    last = column.last
    shape = shape_of(block.columns) if kind is TableKind.DETAILS else None
    if shape and column in shape.economic:
        return "部门经济科目"
    if shape and column in shape.government:
        return "政府经济科目"
    if shape and column in shape.project:
        return "项目名称"
    if column.role is Role.NAME and kind is TableKind.BALANCE:
        return "收入项目" if is_income(block) else "支出项目"
    if column.role is Role.NAME:
        return _NAMES.get(kind, "科目名称")
    if column.role is Role.PART:
        return last
    if column.role is Role.SUBJECT_NAME:
        return "科目名称"
    if column.role is not Role.AMOUNT:
        return next(word for word, role in LABELS.items() if role is column.role)
    item = RUNNING if "机关运行" in last else CARS if sums_items(last) else item_of(last)
    return item or "/".join(_amount(block, column, kind, last)) or "合计"


def _amount(block: Block, column: Column, kind: TableKind, last: str) -> Iterator[str]:
    measure = measure_in(block, column, kind)
    if measure.sources == APPROPRIATION:
        yield "财政拨款"
    elif len(measure.sources) < len(SOURCES):
        yield from sorted(map(str, measure.sources))
    if len(measure.periods) < len(PERIODS):
        yield "本年" if PERIODS[0] in measure.periods else PERIODS[1]
    if group := GROUPS.search(last):
        yield f"{group[1]}经费"
    elif sort := SORTS.search(last):
        yield sort[0]
    elif len(measure.natures) < len(NATURES):
        yield from measure.natures
    if "小计" in last:
        yield "小计"
    elif any(word in last for word in ("合计", "总计", "金额")):
        yield "合计"
