"""Tables: from a declaration and the records to rows of figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from generator.errors import ProfileError
from generator.figures.book import Book
from generator.figures.cells import Cell, Column, Row, Table, has_money, joined, numbered
from generator.figures.figure import Figure, Unit
from generator.figures.formats import cell_format
from generator.figures.profile import Profile, fill
from generator.figures.profile_specs import (
    CODES,
    GIVEN,
    ORDINAL,
    BlockSpec,
    ColumnSpec,
    RowSpec,
    TableSpec,
)
from generator.figures.records import Filter, Record
from generator.figures.rounding import CELL, AmountFormat, decimals_of
from generator.figures.subject_names import SubjectNames
from generator.figures.subjects import RowPlan, expand
from generator.model import Budget
from generator.model.kinds import MEASURED, UNIT
from generator.model.number_format import NumberFormat
from generator.source import limits

_RECORDS = 50
"""Records that are looked at in the time that a cell takes."""


class TableMaker:
    """Makes the tables of one budget; every amount is entered in the book as `表号/行/列`."""

    def __init__(
        self,
        budget: Budget,
        names: SubjectNames,
        records: Sequence[Record],
        book: Book,
        profile: Profile,
    ) -> None:
        self.budget = budget
        self.formats = profile.formats
        self.vocabulary = profile.vocabulary
        self._forms: dict[tuple[str, str], AmountFormat] = {}
        self._unplaced: list[Figure] = []
        self._blank_rows = True
        self._cells = 0
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
                printed = [(plan, row) for plan, row in made_rows if _printed(plan, row)]
                part.append(list(numbered(block, printed)))
        height = max(map(len, feet), default=0)
        level = [[None] * (height - len(foot)) + foot for foot in feet]  # their ends side by side
        rows = (*self._beside(spec, bodies), *self._beside(spec, level))
        columns = [column for block in spec.blocks for column in block.columns]
        return Table(
            spec.number,
            self._fill(spec.title),
            self._fill(spec.label),
            self._form(spec).unit if has_money(rows) else "",
            spec.landscape,
            spec.numbered,
            self._fill(spec.empty_note),
            self._fill(spec.remark),
            tuple(self._column(column) for block in spec.blocks for column in block.columns),
            tuple(joined(columns, rows)),
            tuple(self._unplaced),
        )

    def _fill(self, text: str) -> str:
        return fill(text, self.budget)

    def _column(self, column: ColumnSpec) -> Column:
        path = tuple(text for text, _ in groupby(self._fill(part) for part in column.header))
        title = self._fill(column.title) or column.key
        return Column(title, path, not column.shows, column.shows in CODES)

    def _plans(self, block: BlockSpec, specs: Sequence[RowSpec]) -> Iterator[RowPlan]:
        for spec in specs:
            self._count(len(self.records) // _RECORDS)
            if spec.only not in ("", self.budget.department.called):
                continue
            kinds = block.kinds_of(spec)
            if spec.each:
                wanted: Filter = block.wanted if block.rows_of is None else block.rows_of
                of_block = {kind: _known_to(kind, wanted) for kind in kinds[1:]} | {kinds[0]: wanted}
                selected = self._select(kinds, spec.wanted)
                records = [record for record in selected if record.matches(of_block[record.kind])]
                yield from self._expanded(block, spec, records)
                continue
            name = self._fill(spec.name)
            has_figures = bool(name or spec.key) and spec.amounts and not spec.total_of
            own = self._select(kinds, spec.wanted) if has_figures else None
            key, parts = spec.key or name, tuple(spec.total_of)
            plan = RowPlan(key, name, "", spec.level, own, "", parts, spec.style, spec.printed, kinds[0])
            alone = spec.kind not in ("", block.kind)
            yield replace(plan, named_in=spec.named_in, given=spec.given, alone=alone)

    def _select(self, kinds: Sequence[str], wanted: Filter) -> list[Record]:
        return [record for record in self.records if record.kind in kinds and record.matches(wanted)]

    def _expanded(self, block: BlockSpec, spec: RowSpec, records: Sequence[Record]) -> Iterator[RowPlan]:
        """The rows of 每; 类 are numbered as `numbered` says."""
        ordinals = iter(self.names.classification.classes)
        kind = spec.kind or block.kind
        shown = {column.shows for column in block.columns}
        placed: set[str] = set()
        for plan in expand(spec, records, self.budget, self.names, shown, self.vocabulary):
            if not plan.groups:  # what has rows of its own is in them, or in none
                placed.update(record.figure.id for record in plan.records or ())
            printed = "否" if "否" in (plan.printed, spec.printed) else "是"
            plan = replace(plan, kind=kind, printed=printed, given=spec.given)
            if spec.printed == "有数" or not self._blank_rows:
                self._count(_work(block, plan))
                if not _has_amount(block, plan):
                    continue
            if spec.each == "类" and spec.numbered != "无":
                official = {code: ordinal for ordinal, code in self.names.classification.classes}
                number = official[plan.code] if spec.numbered == "原序" else next(ordinals)[0]
                plan = replace(plan, name=f"{number}、{plan.name}")
            yield plan
        left = (r.figure for r in records if r.figure.id not in placed and not r.figure.unwritten)
        self._unplaced += [figure for figure in left if figure.value]

    def _count(self, cells: int) -> None:
        """Count what is made: thousands of rows and of columns multiply. Raises ProfileError."""
        self._cells += cells
        if self._cells > limits.TABLE_CELLS.most:
            raise ProfileError(f"样式的各张表在这份预算里一共超过 {limits.TABLE_CELLS.said}，太大了。")

    def _row(self, spec: TableSpec, block: BlockSpec, plan: RowPlan, made: dict[str, list[Cell]]) -> Row:
        self._count(_work(block, plan))
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
        if plan.total_of:
            parts = list(self._parts(spec, plan, index, made))
            known = [figure for figure in parts if figure is not None]
            return self._amount(name, known, spec, column) if len(known) == len(parts) else Cell()
        if plan.records is None or (plan.alone and column.kind not in ("", plan.kind)):
            return Cell()
        stated = MEASURED[column.kind or plan.kind].stated
        return self._amount(name, _terms(block, column, plan), spec, column, stated=stated)

    def _text(self, block: BlockSpec, column: ColumnSpec, plan: RowPlan) -> str:
        """The words of a cell; a total has its name in the first column of words."""
        if column.shows == GIVEN:
            return plan.given.get(column.key, "")
        if column.shows == ORDINAL:
            return ""
        if plan.style == "合计":
            named = (other.key for other in block.columns if other.shows not in ("", GIVEN, ORDINAL))
            first = plan.named_in or next(named, "")
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
        name = f"{spec.number}/{plan.key}/{column.key}"
        if column.sum:
            return self._amount(name, terms, spec, column)
        first, second = terms
        self._unit(name, terms)
        if column.difference:
            return self._shown(
                self.book.difference(first, second, name, self._told(spec, column)), spec, column
            )
        rate = (self.book.growth if column.growth else self.book.share)(first, second, name)
        return self._shown(rate, spec, column) if rate else Cell()

    def _amount(
        self, name: str, terms: Iterable[Figure], spec: TableSpec, column: ColumnSpec, *, stated: bool = False
    ) -> Cell:
        """A cell with a sum, in what its terms are in; one of facts (`stated`) that has none is a count."""
        own = tuple(terms)
        unit = self._unit(name, own) or (Unit.COUNT if stated else Unit.MONEY)
        return self._shown(self.book.total(name, own, unit, self._told(spec, column)), spec, column)

    def _unit(self, name: str, terms: Sequence[Figure]) -> Unit | None:
        """What `terms` are in, all of them; a sum of nothing is in whatever it stands beside."""
        units = list(dict.fromkeys(term.unit for term in terms if term.origin or term.unwritten))
        if len(units) > 1:
            raise ProfileError(f"样式的“{name}”由单位不同的数（{'、'.join(units)}）算出来，没有意义。")
        return units[0] if units else None

    def _told(self, spec: TableSpec, column: ColumnSpec) -> AmountFormat:
        """People are told an amount with thousands separators, and of nil that it is 0."""
        return replace(self._form(spec, column), thousands=True, nil="0")

    def _shown(self, figure: Figure, spec: TableSpec, column: ColumnSpec) -> Cell:
        """A cell with `figure`; what is no money has decimals of its own, where its column asks for none."""
        form = self._form(spec, column)
        if figure.unit is Unit.MONEY:
            return Cell(figure=figure, form=form)
        decimals = column.form.decimals if column.form else None
        if decimals is None:
            decimals = CELL.decimals if figure.unit is Unit.PERCENT else decimals_of(figure.value)
        return Cell(figure=figure, form=replace(form, unit="万元", decimals=decimals))

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
        return cell_format(spec.declared, own, self.formats, self.budget.formats)

    def _parts(
        self, spec: TableSpec, plan: RowPlan, index: int, made: dict[str, list[Cell]]
    ) -> Iterator[Figure | None]:
        """What the rows have that a total adds up, None for one that has nothing in this column."""
        for key in plan.total_of:
            if key not in made:
                raise ProfileError(f"{spec.number}的“{plan.name}”要加上“{key}”，但前面没有这一行。")
            yield made[key][index].figure

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


def _work(block: BlockSpec, plan: RowPlan) -> int:
    """How many cells could be made while those of a row are: each looks through the records of its row."""
    looked_at = len(plan.records or ()) // _RECORDS
    return len(block.columns) * (max(1, len(plan.total_of)) + looked_at)


def _has_amount(block: BlockSpec, plan: RowPlan) -> bool:
    return any(figure.value for column in block.columns for figure in _terms(block, column, plan))


def _known_to(kind: str, wanted: Filter) -> Filter:
    """What is `wanted` of a block's records, as far as records of another `kind` have such properties."""
    known = (*MEASURED[kind].properties, UNIT)
    return {name: value for name, value in wanted.items() if name in known}


def _terms(block: BlockSpec, column: ColumnSpec, plan: RowPlan) -> list[Figure]:
    """What a cell adds up; nothing for a column of words."""
    if column.shows or plan.records is None:
        return []
    kind = column.kind or plan.kind
    of_block = _known_to(kind, block.wanted) if column.kind else block.wanted
    own = (r for r in plan.records if r.kind == kind and r.matches(of_block))
    return [r.figure for r in own if r.matches(column.wanted)]
