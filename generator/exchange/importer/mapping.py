"""映射: what every sheet of a workbook is and what its columns hold, as a YAML file says it.

The program proposes it (`mapping_text`), the user corrects it once and keeps it for the next year. It says
of a column in a fixed vocabulary what the words of its head would say, so that whatever reads a table reads
it the same; what stands in the head is kept beside it, so that a column that has moved is found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from generator.errors import InputError
from generator.exchange.importer.blocks import Block, fill, told_apart
from generator.exchange.importer.cells import CellPlace, squeezed
from generator.exchange.importer.flat import ITEMS
from generator.exchange.importer.form import is_form
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import Column, Heading, Role, head_words, without_unit
from generator.exchange.importer.kinds import ASSUMED, MAPPING
from generator.exchange.importer.log import Log
from generator.exchange.importer.measures import SCALES, measure_of, scale_in
from generator.exchange.importer.performance_list import list_head
from generator.exchange.importer.recognition import scale_of, scales_in
from generator.findings import Finding
from generator.model import SOURCES
from generator.model.base import Line, Name, Written
from generator.model.load import read_model
from generator.source import Mapping
from generator.source.nearest import close_matches
from generator.source.yaml_reader import read_yaml

UNUSED = "不用"
FORM, LIST = "绩效目标申报表", "绩效目标（列表）"
CARS, RUNNING = "公务用车购置及运行维护费", "机关运行经费"
LABELS = {
    "科目编码": Role.CODE,
    "类": Role.PART,
    "款": Role.PART,
    "项": Role.PART,
    "目": Role.PART,
    **dict.fromkeys(("科目名称", "收入项目", "支出项目", "项目名称", "名称"), Role.NAME),
    "单位编码": Role.UNIT_CODE,
    "单位名称": Role.UNIT_NAME,
    "项目类别": Role.CATEGORY,
    "部门经济科目": Role.NAME,
    "政府经济科目": Role.GOVERNMENT,
    "资金来源": Role.SOURCE,
    UNUSED: Role.IGNORED,
}
AMOUNTS = (
    *map(str, SOURCES),
    *("财政拨款", "基本支出", "项目支出", "人员经费", "公用经费", "特定目标类", "其他运转类"),
    *("本年", "上年结转", "合计", "小计"),
    *(item for _, item in ITEMS),
    *(CARS, RUNNING),
)
_YEAR = re.compile(r"20\d\d年?度?")


class MappedColumn(Written):
    """A column: what stands in its head, and what it is."""

    head: Line = Field("", alias="表头")
    what: Name = Field(alias="是")


class MappedTable(Written):
    """A table on a sheet; two tables side by side are two entries."""

    sheet: Name = Field(alias="工作表")
    what: Literal[
        "收支总表",
        "收入（按单位）",
        "支出（按科目）",
        "支出明细",
        "基本支出（按经济科目）",
        "政府性基金收入",
        "国有资本经营收入",
        "“三公”经费",
        "机关运行经费",
        "项目",
        "绩效目标申报表",
        "绩效目标（列表）",
        "不用",
    ] = Field(alias="内容")
    unit: Literal["", "元", "千元", "万元", "亿元"] = Field("", alias="单位")
    of_unit: Line = Field("", alias="预算单位")
    rows: list[Line] = Field([], alias="表头行")
    lines: list[Line] = Field([], alias="数据行")
    columns: dict[Name, MappedColumn] = Field(default_factory=dict, alias="列")


class MappingFile(Written):
    """The file: a list of tables."""

    tables: list[MappedTable] = Field(alias="表")


@dataclass(frozen=True)
class Mapped:
    """An entry with its sheet; `block` is None where cells are not read as a table."""

    table: MappedTable
    grid: Grid
    scale: Decimal = Decimal(1)
    """What amounts are multiplied by to be 万元."""
    block: Block | None = None

    @property
    def read(self) -> Grid:
        """What is read of the sheet."""
        return self.block.grid if self.block else self.grid

    @property
    def place(self) -> CellPlace:
        """Where its head begins."""
        return self.grid.place(self.block.heading.first if self.block else 0, 0)


def read_mapping(path: Path, grids: Sequence[Grid], log: Log) -> list[Mapped]:
    """What the file at `path` says of `grids`.

    Raises InputError with everything that is wrong in it, at its place.
    """
    value, findings = read_yaml(path, str(path))
    if not isinstance(value, Mapping):
        raise InputError([*findings, MAPPING.at(None, f"{path} 里没有“表: …”", "照使用手册第十二节写")])
    made, wrong = read_model(MappingFile, value)
    if made is None or findings or wrong:
        raise InputError([*findings, *wrong])
    reader = _Reader(grids, log)
    found = [one for table in made.tables for one in reader.read(table)]
    if reader.findings:
        raise InputError(reader.findings)
    return found


class _Reader:
    def __init__(self, grids: Sequence[Grid], log: Log) -> None:
        self.grids = grids
        self.log = log
        self.findings: list[Finding] = []

    def wrong(self, table: MappedTable, path: Sequence[str | int], message: str, hint: str) -> None:
        self.findings.append(MAPPING.at(table.place(*path), message, hint))

    def read(self, table: MappedTable) -> Iterator[Mapped]:
        """The entry with its sheet; nothing (told) when it does not fit."""
        grid = self._grid(table)
        if grid is None:
            return
        if table.what in (UNUSED, FORM, LIST):
            for key in ("表头行", "数据行", "列"):
                if table.gives(key):
                    self.wrong(table, (key,), f"内容是“{table.what}”的，不写“{key}”", "删去它，或改“内容”")
            fits = list_head(grid) is not None if table.what == LIST else is_form(grid)
            if table.what == UNUSED:
                yield Mapped(table, grid)
            elif fits:
                yield Mapped(table, grid, self._scale(table, grid, None))
            else:
                hint = "表里要有“项目名称”和“一级指标”“二级指标”“三级指标”；不是的，改“内容”"
                self.wrong(table, ("内容",), f"“{table.sheet}”不像{table.what}", hint)
            return
        span = self._span(table, grid)
        columns = self._columns(table, grid, *span) if span else None
        if span and columns:
            lines = self._lines(table, grid, span[1])
            if lines is None:
                return
            read = grid.only({*range(*span), *lines}) if lines else copy(grid)
            heading = Heading(*span, (), tuple(columns), titled=False)
            used = [column for column in columns if column.role is not Role.IGNORED]
            for column in columns:
                if column.role is Role.IGNORED:
                    for row in range(grid.height):
                        grid.dismissed.add((row, column.index))
            scale = self._scale(table, grid, heading)
            block = Block(read, heading, told_apart(used), scale)
            fill(block, self.log)
            yield Mapped(table, grid, scale, block)

    def _scale(self, table: MappedTable, grid: Grid, heading: Heading | None) -> Decimal:
        """What amounts are multiplied by: as the entry says, or else the sheet; told where the two differ."""
        if not table.unit:
            return scale_of(grid, heading, self.log)
        said = [one for _, one in scales_in(grid, heading)]
        if said and SCALES[table.unit] not in said:
            there = next(unit for unit, one in SCALES.items() if one == said[0])
            message = f"“{table.sheet}”写的是{there}，映射写的是{table.unit}，照映射读"
            self.log.add(
                MAPPING, grid.place(0, 0), message, "核对金额单位；改映射的“单位”，或删去这一行，照表里写的读"
            )
        return SCALES[table.unit]

    def _grid(self, table: MappedTable) -> Grid | None:
        """The sheet of that name, be the year in it another one."""
        for plain in (squeezed, lambda name: _YEAR.sub("", squeezed(name))):
            found = [grid for grid in self.grids if plain(grid.name) == plain(table.sheet)]
            if len(found) == 1:
                return found[0]
        names = [grid.name for grid in self.grids]
        close = close_matches(table.sheet, names, n=2, cutoff=0.3) or names[:5]
        hint = f"工作簿里有“{'”“'.join(close)}”；今年没有这张表的，删去这一项"
        self.wrong(table, ("工作表",), f"工作簿里没有工作表“{table.sheet}”", hint)
        return None

    def _span(self, table: MappedTable, grid: Grid) -> tuple[int, int] | None:
        """The first row of the head and the first one below it."""
        numbers = [int(row) for row in table.rows if re.fullmatch(r"\d{1,7}", row)]
        if len(numbers) == len(table.rows) in (1, 2) and 0 < numbers[0] <= numbers[-1] < grid.height:
            return numbers[0] - 1, numbers[-1]
        hint = f"写表头的第一行和最后一行，例如 [3, 4]；这张工作表有 {grid.height} 行"
        at = ("表头行", 0) if table.rows else ()
        self.wrong(table, at, f"“{table.sheet}”的表头行不对" if at else f"“{table.sheet}”没有写表头行", hint)
        return None

    def _lines(self, table: MappedTable, grid: Grid, body: int) -> range | None:
        """The rows that are the table's; none where it does not say, None (told) for wrong ones."""
        if not table.lines:
            return range(0)
        numbers = [int(row) for row in table.lines if re.fullmatch(r"\d{1,7}", row)]
        if len(numbers) == len(table.lines) == 2 and body < numbers[0] <= numbers[1] <= grid.height:
            return range(numbers[0] - 1, numbers[1])
        hint = f"写表头以下的第一行和最后一行，例如 [{body + 1}, {grid.height}]"
        self.wrong(table, ("数据行", 0), f"“{table.sheet}”的数据行不对", hint)
        return None

    def _columns(self, table: MappedTable, grid: Grid, first: int, body: int) -> list[Column] | None:
        said = head_words(grid, first, body)
        heads = [_YEAR.sub("", without_unit(words)) for words in said]
        before = len(self.findings)
        columns = [
            Column(
                index,
                one.what,
                LABELS.get(one.what, Role.AMOUNT),
                measure_of(one.what),
                scale_in(said[index]),
            )
            for letter, one in table.columns.items()
            if self._known(table, letter, one)
            and (index := self._index(table, letter, one, grid, heads)) >= 0
        ]
        roles = {column.role for column in columns}
        if len(self.findings) > before:
            return None
        named = roles & {*LABELS.values()} - {Role.IGNORED} or any(column.is_item for column in columns)
        if Role.AMOUNT not in roles or not named:
            what = "金额" if Role.AMOUNT not in roles else "编码或名称"
            self.wrong(table, ("列",), f"“{table.sheet}”没有一列是{what}", f"在“列”里写上哪一列是{what}")
            return None
        return sorted(columns, key=lambda column: column.index)

    def _known(self, table: MappedTable, letter: str, one: MappedColumn) -> bool:
        """Whether the words of the vocabulary are used."""
        if one.what in LABELS:
            return True
        bad = [word for word in one.what.split("/") if word not in AMOUNTS]
        if bad:
            close = close_matches(bad[0], [*LABELS, *AMOUNTS], n=3, cutoff=0.4)
            meant = f"是否想写“{'”“'.join(close)}”？" if close else ""
            hint = f"{meant}编码和名称：{'、'.join(LABELS)}；金额（几个词用 / 连起来）：{'、'.join(AMOUNTS)}"
            self.wrong(table, ("列", letter, "是"), f"不认识“{bad[0]}”", hint)
        return not bad

    def _index(
        self, table: MappedTable, letter: str, one: MappedColumn, grid: Grid, heads: Sequence[str]
    ) -> int:
        """The number of the column; −1 (told) when it is not to be found."""
        index = xl_cell_to_rowcol(f"{letter}1")[1] if re.fullmatch("[A-Z]{1,3}", letter) else -1
        if index < 0:
            hint = "写 Excel 上方的列号，例如 C"
            self.findings.append(
                MAPPING.at(table.place("列", letter, of_key=True), f"“{letter}”不是列", hint)
            )
            return -1
        wanted = _YEAR.sub("", squeezed(one.head))
        here = heads[index] if index < len(heads) else ""
        if here == wanted or (not one.head and index < grid.width):
            return index
        others = [number for number, head in enumerate(heads) if head == wanted]
        if wanted and len(others) == 1:
            place = grid.place(int(table.rows[0]) - 1, others[0])
            said = f"“{one.head}”在映射里是 {letter} 列，这里是 {xl_col_to_name(others[0])} 列，按表头读"
            self.log.add(ASSUMED, place, said)
            return others[0]
        message = (
            f"“{table.sheet}”的 {letter} 列没有写表头"
            if not here
            else f"“{table.sheet}”的 {letter} 列是“{here}”"
        )
        self.wrong(
            table, ("列", letter), f"{message}，不是“{one.head}”", "核对这张表是不是变了样，改列号或“表头”"
        )
        return -1
