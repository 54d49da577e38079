"""The kinds of records (记录), each declared once: by its key of `Budget` and the model of what is there.

A list of lines is a kind, and so is a block with amounts by source, or by item and source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_args

from generator.model.budget import Budget
from generator.model.facts import BLOCKS, measures_of
from generator.model.lines import CARRY_OVER, THIS_YEAR, Group, MoneyLine, OwnColumns
from generator.model.marks import Records, mark_of
from generator.model.paths import annotation_of, item_of, model_in, said_in, table_of_codes, words_of
from generator.model.vocabulary import Open, Topic, Vocabulary, Word, fields_of
from generator.source import Place

UNIT = "单位"
"""A property of every record."""
Values = Topic | tuple[str, ...]
"""The topic whose words the values of a property are, or the values; none for the author's own."""

_DERIVED: dict[str, Values] = {"资金": "资金", "期": (THIS_YEAR, CARRY_OVER), "组别": get_args(Group)}
_ITEM = "事项"
_ROWS_OF_CODES = {
    "支出功能分类科目": ("类", "科目"),
    "部门预算支出经济分类科目": ("经济科目",),
    "政府预算支出经济分类科目": ("政府经济科目",),
    "收入分类科目": ("收入科目",),
}


@dataclass(frozen=True, slots=True)
class RecordKind:
    """`name` is its key, `field` what the budget has there, `line` the model of a line; None for a block.

    One that is `stated` has the facts (事项) below its key, which nobody writes as amounts of lines.
    `properties` has the values of each, `rows` what 每 may make of its records beside groups by unit and by
    one of a few words (`groups`), and `row` that for a row of each line, "" where lines have codes. `columns`
    is the topic of the words that its lines have in columns of the profile's own (另列).
    """

    name: str
    field: str
    said: Records
    line: type[MoneyLine] | None
    properties: dict[str, Values]
    rows: tuple[str, ...] = ()
    row: str = ""
    columns: Topic | None = None
    stated: bool = False

    def groups(self, vocabulary: Vocabulary) -> tuple[str, ...]:
        """What its records may be grouped by: 单位, properties that are one of a few words, 另列."""
        few = (name for name in self.properties if self.values(name, vocabulary))
        return (UNIT, *few, *self.own(vocabulary))

    def own(self, vocabulary: Vocabulary) -> list[str]:
        """The columns of the profile's own (另列) that its lines have."""
        return vocabulary.words(self.columns) if self.columns else []

    def values(self, name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        """The values that its property `name` can have; none when they are the author's own (科目, 项目)."""
        if self.stated and name == _ITEM:
            return tuple(path for path, _ in measures_of(self.name, vocabulary))
        known = self.properties.get(name, ())
        return tuple(vocabulary.words(known)) if isinstance(known, str) else known

    @property
    def innermost(self) -> tuple[str, ...]:
        """The rows that have no others below them."""
        return ("类", self.row)


def _declared() -> Iterator[RecordKind]:
    names = {id(field): name for name, field in Budget.model_fields.items()}
    for key, field in fields_of(Budget).items():
        said, annotation, name = mark_of(field, Records), annotation_of(field), names[id(field)]
        if said is None:
            continue
        line = model_in(item_of(annotation))
        if line is not None and issubclass(line, MoneyLine):
            yield RecordKind(key, name, said, line, _properties(line), *_rows(line), _columns(line))
        else:
            block = model_in(annotation)
            assert block is not None
            assert issubclass(block, Open)
            items: dict[str, Values] = {} if block.topic == "资金" else {_ITEM: block.topic}
            period = {"期": _DERIVED["期"]} if said.of_year else {}
            yield RecordKind(key, name, said, None, items | {"资金": "资金"} | period)


def _properties(line: type[MoneyLine]) -> dict[str, Values]:
    """What records of such lines have, with its values."""
    marked = line.properties()
    fields = fields_of(line)
    said = {
        mark.name or key: _values(annotation_of(fields[key])) for key, mark in marked.items() if key != UNIT
    }
    return said | {name: _DERIVED[name] for name in line.derived()}


def _columns(line: type[MoneyLine]) -> Topic | None:
    models = (model_in(annotation_of(field)) for field in fields_of(line).values())
    return next((one.topic for one in models if one and issubclass(one, OwnColumns)), None)


def _values(annotation: Any) -> Values:
    word = next((one for one in said_in(annotation) if isinstance(one, Word)), None)
    return word.topic if word else words_of(annotation)


def _rows(line: type[MoneyLine]) -> tuple[tuple[str, ...], str]:
    """The rows that such lines can make, and what a row of each line is called."""
    marked = line.properties()
    tables = (table_of_codes(annotation_of(f)) for key, f in fields_of(line).items() if key in marked)
    rows = tuple(row for table in tables for row in _ROWS_OF_CODES.get(table, ()))
    first = next((key for key in line.telling() if key != UNIT), "")
    if not first or table_of_codes(annotation_of(fields_of(line)[first])):
        return rows, ""
    row = marked[first].name or first
    return (row, *rows), row


KINDS = {kind.name: kind for kind in _declared()}
"""By name, in the order of the budget's keys."""


LEFT_OVER = tuple(kind.name for kind in KINDS.values() if not kind.said.of_year)
"""What is not spent in the year, and stands below 支出 where that is set against 收入."""

ITEMS, LAST_ITEMS = "三公经费", "上年三公经费"
STATED = {
    key: RecordKind(key, "", Records(of_year=False), None, {_ITEM: ()}, stated=True)
    for key in BLOCKS
    if key != "上年"
}
"""The blocks of facts (国有资产, 机构, 政府采购 …), as tables measure them."""
MEASURED = (
    KINDS
    | {LAST_ITEMS: replace(KINDS[ITEMS], name=LAST_ITEMS, properties={_ITEM: KINDS[ITEMS].properties[_ITEM]})}
    | STATED
)
"""What tables measure: the kinds, and what nobody writes as lines: 上年 of each item, and facts."""

TELLING = {name: kind.line.telling() for name, kind in KINDS.items() if kind.line}
"""The keys that tell the lines of a list apart."""


def lines_of(budget: Budget, kind: RecordKind) -> list[MoneyLine]:
    """The lines of a kind; none of a block."""
    return getattr(budget, kind.field) if kind.line else []


def money_lines(budget: Budget) -> Iterator[tuple[RecordKind, MoneyLine]]:
    """All lines of money with their kinds."""
    yield from ((kind, line) for kind in KINDS.values() for line in lines_of(budget, kind))


def codes_in(budget: Budget) -> Iterator[tuple[str, str, Place | None]]:
    """(its table, the code, where it stands) of every 科目 that a line of money is of."""
    for kind, line in money_lines(budget):
        for key, (name, table) in _codes(kind.line).items() if kind.line else ():
            if code := getattr(line, name):
                yield table, code, line.place(key)


@cache
def _codes(line: type[MoneyLine]) -> dict[str, tuple[str, str]]:
    """The keys of such lines that have codes, with the name of the field and the table."""
    fields = {name: field for name, field in line.model_fields.items() if field.alias}
    tables = {name: table_of_codes(annotation_of(field)) for name, field in fields.items()}
    return {str(fields[name].alias): (name, table) for name, table in tables.items() if table}


def _sorting() -> Iterator[tuple[str, str]]:
    for kind in KINDS.values():
        if kind.line is None:
            continue
        fields = fields_of(kind.line)
        for key, mark in kind.line.properties().items():
            name = mark.name or key
            if key == UNIT or table_of_codes(annotation_of(fields[key])) or kind.properties[name]:
                yield key, name


SORTING = dict(_sorting())
"""The keys of lines that say where amounts belong, by code or by one of a few words, and their properties."""
