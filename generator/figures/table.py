"""Tables: from a declaration and the records to rows of figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from generator.errors import ProfileError
from generator.figures.book import Book
from generator.figures.figure import Figure
from generator.figures.formats import cell_format
from generator.figures.profile import fill
from generator.figures.profile_specs import CODES, BlockSpec, ColumnSpec, RowSpec, TableSpec
from generator.figures.records import Filter, Record
from generator.figures.rounding import CELL, AmountFormat
from generator.figures.subject_names import SubjectNames
from generator.figures.subjects import RowPlan, expand
from generator.model import Budget
from generator.model.base import UNFILLED
from generator.model.kinds import MEASURED, UNIT
from generator.model.number_format import NumberFormat


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a figure, or a text; `form` is how the figure is printed."""

    text: str = ""
    figure: Figure | None = None
    form: AmountFormat = CELL
    level: int = 0
    joined: bool = False
    """It belongs to the cell above it, which has the words of both."""

    @property
    def printed(self) -> str:
        """The characters in the cell."""
        if self.figure is None:
            return self.text
        return UNFILLED if self.figure.unwritten else self.form.printed(self.figure.value)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row; `style` is 合计 for totals. `keys` names its part in every block, "" for none."""

    cells: tuple[Cell, ...]
    style: str = ""
    keys: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The words of the row: code and name, or the names of both sides."""
        return " ".join(cell.text for cell in self.cells if cell.figure is None and cell.text)


@dataclass(frozen=True, slots=True)
class Column:
    """A printed column: its title in flat tables, its header path, and whether it holds amounts."""

    title: str
    path: tuple[str, ...]
    numeric: bool
    code: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the disclosure, ready to print. `empty` tables are published all the same.

    `unplaced` are the amounts that its totals have and that no row of 每 could take: a project without 科目.
    """

    number: str
    title: str
    label: str
    unit: str
    landscape: bool
    numbered: bool
    note: str
    remark: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unplaced: tuple[Figure, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether every cell is known, and none holds an amount."""
        figures = [cell.figure for row in self.rows for cell in row.cells if cell.figure]
        return not any(figure.value or figure.unwritten for figure in figures)

    def printed_rows(self) -> list[list[str]]:
        """The characters of every cell, as published."""
        return [[cell.printed for cell in row.cells] for row in self.rows]


class TableMaker:
    """Makes the tables of one budget; every amount is entered in the book as `表号/行/列`."""

    def __init__(
        self,
        budget: Budget,
        names: SubjectNames,
        records: Sequence[Record],
        book: Book,
        formats: Mapping[str, NumberFormat],
    ) -> None:
        self.budget = budget
        self.formats = formats
        self._forms: dict[tuple[str, str], AmountFormat] = {}
        self._unplaced: list[Figure] = []
        self._blank_rows = True
        self._units = {unit.code: unit.name for unit in budget.units}
        self.names = names
        self.records = records
        self.book = book

    def make(self, spec: TableSpec) -> Table:
        """The table that `spec` declares. Raises ProfileError when it names a row that is not there."""
        self._unplaced, self._blank_rows = [], spec.blank_rows
        bodies: list[list[Row]] = []
        feet: list[list[Row]] = []
        for block in spec.blocks:
            made: dict[str, list[Cell]] = {}
            for part, rows_of_part in ((bodies, block.rows), (feet, block.foot)):
                plans = self._plans(block, rows_of_part)
                made_rows = [(plan, self._row(spec, block, plan, made)) for plan in plans]
                part.append([row for plan, row in made_rows if _printed(plan, row)])
        height = max(map(len, feet), default=0)
        level = [[None] * (height - len(foot)) + foot for foot in feet]  # their ends side by side
        rows = (*self._beside(spec, bodies), *self._beside(spec, level))
        columns = [column for block in spec.blocks for column in block.columns]
        return Table(
            spec.number,
            self._fill(spec.title),
            spec.label,
            self._form(spec).unit,
            spec.landscape,
            spec.numbered,
            self._fill(spec.empty_note),
            self._fill(spec.remark),
            tuple(self._column(column) for block in spec.blocks for column in block.columns),
            tuple(_joined(columns, rows)),
            tuple(self._unplaced),
        )

    def _fill(self, text: str) -> str:
        return fill(text, self.budget)

    def _column(self, column: ColumnSpec) -> Column:
        path = tuple(self._fill(part) for part in column.header)
        title = self._fill(column.title) or column.key
        return Column(title, path, not column.shows, column.shows in CODES)

    def _plans(self, block: BlockSpec, specs: Sequence[RowSpec]) -> Iterator[RowPlan]:
        for spec in specs:
            if spec.only not in ("", self.budget.department.called):
                continue
            kinds = block.kinds_of(spec)
            if spec.each:
                wanted: Filter = block.wanted if block.rows_of is None else block.rows_of
                records = self._select(kinds, {**wanted, **spec.wanted})
                yield from self._expanded(block, spec, records)
                continue
            name = self._fill(spec.name)
            has_figures = bool(name or spec.key) and spec.amounts and not spec.total_of
            own = self._select(kinds, spec.wanted) if has_figures else None
            key, parts = spec.key or name, tuple(spec.total_of)
            plan = RowPlan(key, name, "", spec.level, own, "", parts, spec.style, spec.printed, kinds[0])
            yield replace(plan, named_in=spec.named_in)

    def _select(self, kinds: Sequence[str], wanted: Filter) -> list[Record]:
        return [record for record in self.records if record.kind in kinds and record.matches(wanted)]

    def _expanded(self, block: BlockSpec, spec: RowSpec, records: Sequence[Record]) -> Iterator[RowPlan]:
        """The rows of 每; 类 are numbered as `numbered` says."""
        ordinals = iter(self.names.classification.classes)
        kind = spec.kind or block.kind
        shown = {column.shows for column in block.columns}
        placed: set[str] = set()
        for plan in expand(spec, records, self.budget, self.names, shown):
            placed.update(record.figure.id for record in plan.records or ())
            printed = "否" if "否" in (plan.printed, spec.printed) else "是"
            plan = replace(plan, kind=kind, printed=printed)
            if not _has_amount(block, plan) and (spec.printed == "有数" or not self._blank_rows):
                continue
            if spec.each == "类" and spec.numbered != "无":
                official = {code: ordinal for ordinal, code in self.names.classification.classes}
                number = official[plan.code] if spec.numbered == "原序" else next(ordinals)[0]
                plan = replace(plan, name=f"{number}、{plan.name}")
            yield plan
        left = (r.figure for r in records if r.figure.id not in placed and not r.figure.unwritten)
        self._unplaced += [figure for figure in left if figure.value]

    def _row(self, spec: TableSpec, block: BlockSpec, plan: RowPlan, made: dict[str, list[Cell]]) -> Row:
        keys = [column.key for column in block.columns]
        cells = [
            self._cell(spec, block, column, index, plan, made) for index, column in enumerate(block.columns)
        ]
        cells = [
            self._computed(spec, column, plan, dict(zip(keys, cells, strict=True)))
            if column.operands
            else cell
            for column, cell in zip(block.columns, cells, strict=True)
        ]
        if plan.key:
            made[plan.key] = cells
        return Row(tuple(cells), plan.style, (plan.key,))

    def _cell(
        self,
        spec: TableSpec,
        block: BlockSpec,
        column: ColumnSpec,
        index: int,
        plan: RowPlan,
        made: dict[str, list[Cell]],
    ) -> Cell:
        if column.operands:
            return Cell()
        if column.shows:
            indented = column.shows in ("名称", "政府经济科目", *CODES)
            return Cell(self._text(block, column, plan), level=plan.level if indented else 0)
        name = f"{spec.number}/{plan.key}/{column.key}"
        form = self._form(spec, column)
        if plan.total_of:
            return self._amount(name, self._parts(spec, plan, index, made), form)
        if plan.records is None:
            return Cell()
        return self._amount(name, _terms(block, column, plan), form)

    def _text(self, block: BlockSpec, column: ColumnSpec, plan: RowPlan) -> str:
        """The words of a cell; a total has its name in the first column of words."""
        if plan.style == "合计":
            first = plan.named_in or next(other.key for other in block.columns if other.shows)
            return plan.name if column.key == first else ""
        if column.shows in CODES:
            return plan.code[CODES[column.shows]]
        if column.shows == "名称":
            own = "单位名称" if plan.groups[-1:] == (UNIT,) else "".join(plan.groups[-1:])
            return "小计" if own and any(other.shows == own for other in block.columns) else plan.name
        if column.shows == "科目名称":
            return self.names.functional(plan.code)
        if column.shows == "政府经济科目":
            return plan.beside
        of = UNIT if column.shows.startswith(UNIT) else column.shows
        if plan.groups and of not in plan.groups:
            return ""
        return self._said(column.shows, plan.records or ())

    def _said(self, what: str, records: Sequence[Record]) -> str:
        """A property that all `records` have alike."""
        own = {r.properties.get("单位" if what.startswith("单位") else what, "") for r in records}
        if len(own) != 1:
            return ""
        word = own.pop()
        return self._units.get(word, self.budget.department.name) if what == "单位名称" else word

    def _computed(
        self, spec: TableSpec, column: ColumnSpec, plan: RowPlan, cells: Mapping[str, Cell]
    ) -> Cell:
        """A cell made of others of its row; blank where one lacks, or there is nothing to compare with."""
        figures = [cells[key].figure for key in column.operands]
        terms = [figure for figure in figures if figure is not None]
        if len(terms) < len(figures):
            return Cell()
        name, form = f"{spec.number}/{plan.key}/{column.key}", self._form(spec, column)
        if column.sum:
            return self._amount(name, terms, form)
        first, second = terms
        if column.difference:
            told = replace(form, thousands=True, nil="0")
            return Cell(figure=self.book.difference(first, second, name, told), form=form)
        rate = self.book.growth if column.growth else self.book.share
        return Cell(figure=rate(first, second, name), form=replace(form, unit="万元"))

    def _amount(self, name: str, terms: Iterable[Figure], form: AmountFormat) -> Cell:
        """A cell with a sum; people are told it with thousands separators, and of nil that it is 0."""
        told = replace(form, thousands=True, nil="0")
        return Cell(figure=self.book.total(name, terms, form=told), form=form)

    def _form(self, spec: TableSpec, column: ColumnSpec | None = None) -> AmountFormat:
        key = spec.number, column.key if column else ""
        if key not in self._forms:
            self._forms[key] = self._asked(spec, column)
        return self._forms[key]

    def _asked(self, spec: TableSpec, column: ColumnSpec | None) -> AmountFormat:
        own = (
            NumberFormat(单位=spec.unit) if spec.unit else None,
            spec.form,
            column.form if column else None,
        )
        return cell_format(spec.number, own, self.formats, self.budget.formats)

    def _parts(
        self, spec: TableSpec, plan: RowPlan, index: int, made: dict[str, list[Cell]]
    ) -> Iterator[Figure]:
        for key in plan.total_of:
            figure = made[key][index].figure if key in made else None
            if figure is None:
                raise ProfileError(f"{spec.number}的“{plan.name}”要加上“{key}”，但前面没有这一行。")
            yield figure

    def _beside(self, spec: TableSpec, blocks: Sequence[Sequence[Row | None]]) -> Iterator[Row]:
        for rows in zip_longest(*blocks):
            cells: list[Cell] = []
            keys = tuple(row.keys[0] if row else "" for row in rows)
            style = ""
            for row, block in zip(rows, spec.blocks, strict=True):
                cells += row.cells if row else [Cell()] * len(block.columns)
                style = style or (row.style if row else "")
            yield Row(tuple(cells), style, keys)


def _printed(plan: RowPlan, row: Row) -> bool:
    """Whether a row stands on paper; a fixed one of 有数 has its figures all the same."""
    if plan.printed == "有数":
        return any(cell.figure and cell.figure.value for cell in row.cells)
    return plan.printed == "是"


def _has_amount(block: BlockSpec, plan: RowPlan) -> bool:
    return any(figure.value for column in block.columns for figure in _terms(block, column, plan))


def _terms(block: BlockSpec, column: ColumnSpec, plan: RowPlan) -> list[Figure]:
    """What a cell adds up; nothing for a column of words."""
    if column.shows or plan.records is None:
        return []
    kind = column.kind or plan.kind
    known = (*MEASURED[kind].properties, UNIT) if column.kind else block.wanted
    wanted: Filter = {name: value for name, value in block.wanted.items() if name in known} | column.wanted
    return [r.figure for r in plan.records if r.kind == kind and r.matches(wanted)]


def _joined(columns: Sequence[ColumnSpec], rows: Sequence[Row]) -> Iterator[Row]:
    """Rows in which the equal words of merged columns stand once: where those left of them are equal too."""
    merged = [index for index, column in enumerate(columns) if column.merged]
    before: list[str] = []
    for row in rows:
        cells, same = list(row.cells), bool(before)
        words = [cells[index].text for index in merged]
        for place, index in enumerate(merged):
            same = same and not row.style and words[place] == before[place]
            if same:
                cells[index] = replace(cells[index], text="", joined=True)
        before = [] if row.style else words
        yield replace(row, cells=tuple(cells)) if merged else row
