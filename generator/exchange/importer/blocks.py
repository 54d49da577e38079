"""Tables side by side on a sheet as blocks: label columns, amount columns, and rows of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from generator.exchange.importer.cells import CellPlace, squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import Column, Heading, Role
from generator.exchange.importer.log import Log

_CODE_AND_NAME = re.compile(
    r"[\[(【（]?(\d{3}(?:[.]?\d{2}){0,3})(?:[.]0)?[\])】）]?[\s　.、:：_\-—]*([^\d.].*)?", re.DOTALL
)
TOTAL = re.compile(r".{0,6}(合计|总计|小计|共计)数?|.*(收入|支出)(合计|总计)")
SIGNED = re.compile("(填表|制表|填报|经办|审核|复核|联系|(单位|部门|财务)?负责)(人|电话|日期|时间|单位)?:")
"""What stands below tables: who filled them in, and when."""
_NOTE = re.compile(r"[*※]?(备?注|说明)\d{0,2}[:.、]")
LABELS = (
    Role.CODE,
    Role.PART,
    Role.NAME,
    Role.SUBJECT_NAME,
    Role.UNIT_CODE,
    Role.UNIT_NAME,
    Role.CATEGORY,
    Role.GOVERNMENT,
    Role.SOURCE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a block; `amounts` by column, in 万元, blank ones left out."""

    index: int
    code: str
    name: str
    texts: Labels
    amounts: dict[int, Decimal]
    place: CellPlace

    @property
    def is_total(self) -> bool:
        """Whether the row has the name of a total, in its name or where it has none in another label."""
        said = (self.name,) if self.name else self.texts.values()
        return not self.code and any(TOTAL.fullmatch(squeezed(text)) for text in said)


class Labels(dict[Role, str]):
    """The labels of a row by role. A label that is asked for is used."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self.grid = grid
        self.cells: dict[Role, tuple[int, int]] = {}

    def put(self, role: Role, text: str, cell: tuple[int, int]) -> None:
        """Enter the label that stands in `cell`."""
        self[role] = text
        self.cells[role] = cell

    def said(self, role: Role) -> str:
        """The label of a role, "" where there is none."""
        if role in self:
            self.grid.use(*self.cells[role])
        return self.get(role, "")


@dataclass
class Block:
    """A table, or one of two side by side. `scale` is what amounts are multiplied by to be 万元."""

    grid: Grid
    heading: Heading
    columns: list[Column]
    scale: Decimal = Decimal(1)
    unknown: list[Column] = field(default_factory=list)
    """Columns of amounts of which nobody knows what they are."""
    rows: list[Row] = field(default_factory=list)
    together: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    """Columns that are one amount, by row and the first of them."""
    unread: set[tuple[int, int]] = field(default_factory=set)
    """Cells that say something, but no amount, which is told."""
    spoilt: set[int] = field(default_factory=set)
    """Their columns: sums of these cannot be checked."""
    _used: set[int] = field(default_factory=set, init=False)
    _sums: dict[tuple[int, int], tuple[Sequence[Row], Decimal]] = field(default_factory=dict, init=False)

    @property
    def labels(self) -> list[Column]:
        """The columns of codes and names."""
        return [column for column in self.columns if column.role in LABELS]

    @property
    def measures(self) -> list[Column]:
        """The columns of amounts."""
        return [column for column in self.columns if column.role is Role.AMOUNT]

    @property
    def words(self) -> str:
        """All words of the head."""
        return " ".join(column.words for column in self.columns)

    @cached_property
    def title(self) -> str:
        """The name of the sheet and the cells above the head: its own where these name a table.

        "" where the head says it all.
        """
        if not self.heading.titled:
            return ""
        rows, span = range(self.heading.first), [column.index for column in self.columns]
        own = [self.grid.text(row, one) for row in rows for one in range(min(span), max(span) + 1)]
        above = own if any(squeezed(text).endswith("表") for text in own) else self.heading.above
        return "|".join(map(squeezed, (self.grid.name, *filter(None, above))))

    def place(self, row: Row, column: Column) -> CellPlace:
        """Where an amount stands."""
        return self.grid.place(row.index, column.index)

    def use(self, row: Row) -> None:
        """Note that what a row is called was read: its code and its name."""
        if row.index in self._used:
            return
        self._used.add(row.index)
        naming = (Role.CODE, Role.PART, self.naming)
        for column in (column for column in self.columns if column.role in naming):
            said = squeezed(self.grid.spread(row.index, column.index))
            if column.role is Role.CODE:
                told = bool(row.code) and row.code in said.replace(".", "")
            else:
                digits = column.role is Role.PART and bool(row.code) and said[:1].isdigit()
                told = digits or squeezed(row.name) in said
            if told:
                self.grid.use(*self.grid.top_left(row.index, column.index))

    @property
    def naming(self) -> Role:
        """The role of the column that names the rows."""
        named = any(column.role is Role.NAME for column in self.columns)
        return Role.NAME if named else Role.UNIT_NAME

    def amount(self, row: Row, column: Column) -> Decimal:
        """An amount in 万元; a blank cell is nil."""
        self.use(row)
        if column.index in row.amounts:
            for index in self.together.get((row.index, column.index), (column.index,)):
                self.grid.use(row.index, index)
        return row.amounts.get(column.index, Decimal(0))

    def sum_of(self, row: Row, columns: Sequence[Column]) -> Decimal:
        """What a row has in several columns, which are not used by that."""
        return sum((row.amounts.get(column.index, Decimal(0)) for column in columns), Decimal(0))

    def add_up(self, parts: Sequence[Column]) -> None:
        """Make one column of several, in the place of the first."""
        first, *others = parts
        self.columns = [column for column in self.columns if column not in others]
        for row in self.rows:
            beside = [column.index for column in parts if column.index in row.amounts]
            if beside:
                row.amounts[first.index] = self.sum_of(row, parts)
                self.together[row.index, first.index] = tuple(beside)

    def leave_out(self, columns: Sequence[Column]) -> None:
        """Read some columns no further: what stands in them is left over, and told as that."""
        self.columns = [column for column in self.columns if column not in columns]

    def summed(self, rows: Sequence[Row], column: Column) -> Decimal:
        """The sum of `rows` in a column: added up once, however many totals there are of the same list."""
        key = (id(rows), column.index)
        if key not in self._sums:
            self._sums[key] = (
                rows,
                sum((row.amounts.get(column.index, Decimal(0)) for row in rows), Decimal(0)),
            )
        return self._sums[key][1]


MOST_BESIDE = 20
"""Tables side by side on a sheet."""


def blocks_of(grid: Grid, heading: Heading, scale: Callable[[range], Decimal], log: Log) -> list[Block]:
    """The blocks of a sheet with all their rows; a label right of amounts begins a new block.

    `scale` says what the money in some columns is multiplied by.
    """
    groups: list[list[Column]] = []
    unknown: list[list[Column]] = [[]]
    for column in heading.columns:
        if column.role is Role.IGNORED:
            continue
        if column.role is Role.AMOUNT and not column.is_known:
            unknown[-1].append(column)
            continue
        begins = column.role in LABELS and (not groups or groups[-1][-1].role is Role.AMOUNT)
        if begins or not groups:
            groups.append([])
            unknown += [[]] if len(groups) > 1 else []
        groups[-1].append(column)
    # Labels at the right end are of the amounts left of them.
    if len(groups) > 1 and all(column.role in LABELS for column in groups[-1]):
        groups[-2:], unknown[-2:] = [groups[-2] + groups[-1]], [unknown[-2] + unknown[-1]]
    # Amounts before any label are of the labels that follow, where these have none of their own.
    if len(groups) > 1 and not any(c.role in LABELS for c in groups[0]):
        groups[:2], unknown[:2] = [groups[0] + groups[1]], [unknown[0] + unknown[1]]
    starts = [0, *(group[0].index for group in groups[1:]), grid.width]
    blocks = [
        Block(grid, heading, told_apart(group), scale(range(*span)), of_none)
        for group, of_none, span in zip(groups or [[]], unknown, pairwise(starts), strict=True)
    ]
    for block in blocks:
        _tell_unknown(block, log)
    blocks = [b for b in blocks if b.measures and (b.labels or any(c.is_item for c in b.measures))]
    for block in blocks[MOST_BESIDE:]:
        place = grid.place(heading.first, block.columns[0].index)
        log.row(place, block.words, f"一张工作表里并排的表超过 {MOST_BESIDE} 张，从这一列起没有读")
        break
    for block in blocks[:MOST_BESIDE]:
        fill(block, log)
    return blocks[:MOST_BESIDE]


def told_apart(columns: list[Column]) -> list[Column]:
    """Where a column has names of projects, another one with names is that of their 科目."""
    if not any(column.role is Role.NAME and "项目名称" in column.words for column in columns):
        return columns
    return [
        replace(column, role=Role.SUBJECT_NAME)
        if column.role is Role.NAME and "项目名称" not in column.words
        else column
        for column in columns
    ]


def fill(block: Block, log: Log) -> None:
    """Read the rows of a block."""
    block.rows = _rows(block, log)


def _tell_unknown(block: Block, log: Log) -> None:
    """Say that columns with amounts are left out because their words are not known."""
    grid, body = block.grid, block.heading.body
    for column in block.unknown:
        numbers = [row for row in range(body, grid.height) if grid.is_number(row, column.index)]
        if any(grid.amount(row, column.index, Log()) != 0 for row in numbers):
            place = grid.place(body - 1, column.index)
            log.row(place, column.words, f"这一列不知道是什么，有 {len(numbers)} 个数")


def _rows(block: Block, log: Log) -> list[Row]:
    rows = []
    parts: list[str] = []
    for index in range(block.heading.body, block.grid.height):
        if not block.grid.unused(index):
            continue
        amounts = {}
        signed = any(SIGNED.match(squeezed(text)) for text in block.grid.row_texts(index))
        for column in (*block.measures, *block.unknown):
            number = block.grid.is_number(index, column.index)
            if not number and (signed or column in block.unknown or block.grid.blank(index, column.index)):
                continue
            scale = block.scale if column.scale is None else column.scale
            of_it = Log() if column in block.unknown else log
            amount = block.grid.money(index, column.index, scale, of_it)
            if amount is not None:
                amounts[column.index] = amount
            else:
                block.unread.add((index, column.index))
                block.spoilt.add(column.index)
        if signed and not amounts:
            continue
        texts = _labels(block, index)
        code = parts_code(block, index, parts) or squeezed(texts.get(Role.CODE, ""))
        name = texts.get(block.naming, "")
        code, name = split_code(code, name)
        if not code and not name and not any(texts.values()):
            name = _total_beside(block, index)
            if not name and not amounts:
                continue
        if not amounts and any(is_note(text) for text in (name or code, *texts.values())):
            continue
        rows.append(Row(index, code, name, texts, amounts, block.grid.place(index, block.columns[0].index)))
    return rows


def is_note(text: str) -> bool:
    """Whether a label is a sentence below the table: 注：……, or any that ends."""
    plain = squeezed(text)
    return bool(_NOTE.match(plain)) or plain.endswith("。")


def _total_beside(block: Block, index: int) -> str:
    """The name of a total that stands in a column of numbers or remarks; "" where there is none."""
    for column in block.heading.columns:
        text = block.grid.text(index, column.index) if column.role is Role.IGNORED else ""
        if TOTAL.fullmatch(squeezed(text)):
            return text
    return ""


def _labels(block: Block, index: int) -> Labels:
    """The labels of a row by role; of several columns of one role the first that says something."""
    texts = Labels(block.grid)
    for column in block.labels:
        text = block.grid.spread(index, column.index)
        if text and not texts.get(column.role):
            texts.put(column.role, text, block.grid.top_left(index, column.index))
    return texts


def parts_code(block: Block, index: int, before: list[str]) -> str:
    """The code from columns 类, 款, 项; what a row leaves out left of its own part is as in the row above."""
    columns = [column.index for column in block.columns if column.role is Role.PART]
    if not columns:
        return ""
    own = [squeezed(block.grid.spread(index, column)) for column in columns]
    if not any(re.fullmatch(r"\d+", text) for text in own):
        return next((text for text in own if text), "")
    last = max(number for number, text in enumerate(own) if text)
    for number in range(last):
        own[number] = own[number] or (before[number] if number < len(before) else "")
    before[:] = own[: last + 1]
    return "".join(text.zfill(3 if number == 0 else 2) for number, text in enumerate(own[: last + 1]))


def split_code(code: str, name: str) -> tuple[str, str]:
    """Code and name, from two cells or from one: “2010350 事业运行”, “[2010350]事业运行”."""
    for text in (code, name):
        match = _CODE_AND_NAME.fullmatch(text.strip())
        if match:
            other = name if text is code else ""
            return match[1].replace(".", ""), (match[2] or other).strip()
    return "", (name or code).strip()
