"""S96, S78: what the totals of a table have and none of its other rows, or columns.

Of rows it is told of every budget, for what is printed does not add up; of columns of a full one only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.figures import Disclosure, Figure
from generator.figures.dependents import Inputs
from generator.figures.profile_specs import BlockSpec, RowSpec, TableSpec
from generator.figures.records import Record
from generator.findings import Finding, Kind, Level

WITHOUT_A_ROW = Kind("S96", "样式的合计大于各行之和")
ONLY_IN_SUMS = Kind("S78", "样式里只印在合计里的词", Level.NOTE)
_PART = "其中"
"""A head with this word does not promise to have all."""


def without_a_row(disclosure: Disclosure) -> Iterator[Finding]:
    """A total is what its rows have: money of a word that no row takes is in the total alone."""
    for spec in disclosure.profile.tables:
        for found in (found for block in spec.blocks for found in _rows(spec, block, disclosure)):
            yield replace(found, hint=disclosure.profile.hint(found.hint, found.place))


def not_added_up(spec: TableSpec, disclosure: Disclosure) -> Iterator[Finding]:
    """Of blocks whose rows, or columns, part the records by their properties: what no part has."""
    for block in spec.blocks:
        yield from _rows(spec, block, disclosure)
        yield from _columns(spec, block, disclosure)


def _rows(spec: TableSpec, block: BlockSpec, disclosure: Disclosure) -> Iterator[Finding]:
    rows = [row for row in (*block.rows, *block.foot) if row.name or row.key]
    whole = next((row for row in rows if not row.wanted and not row.total_of and not row.kind), None)
    parts = [row for row in rows if row.wanted and row.kind in ("", block.kind)]
    if whole is None or len(parts) < 2 or any(row.each for row in (*block.rows, *block.foot)):
        return
    if any(_PART in row.name for row in rows[rows.index(whole) + 1 :][:1]):
        return
    keys = [column.key for column in block.columns]
    lost = _lost(disclosure, _leaves(spec, [whole], keys, disclosure), _leaves(spec, parts, keys, disclosure))
    for name, words in _words(lost, [row.wanted for row in parts]):
        message = (
            f"{spec.number}的“{whole.name or whole.key}”里有{name}“{'、'.join(words)}”的钱，没有一行是它的"
        )
        hint = "加一行，或把它写进一行的“取”；不属于这张表的，在这一栏的“取”里只写这张表的"
        place = block.place_of(whole)
        yield WITHOUT_A_ROW.at(place, message, hint, about=f"{spec.number}/{words[0]}")


def _columns(spec: TableSpec, block: BlockSpec, disclosure: Disclosure) -> Iterator[Finding]:
    measures = [c for c in block.columns if not c.shows and not c.operands and c.kind in ("", block.kind)]
    whole = next((column for column in measures if not column.wanted), None)
    parts = [column for column in measures if column.wanted]
    if whole is None or len(parts) < 2 or any(_PART in head for column in parts for head in column.header):
        return
    rows = [row for row in (*block.rows, *block.foot) if not row.total_of]
    leaves = [_leaves(spec, rows, [column.key for column in ones], disclosure) for ones in ([whole], parts)]
    for name, words in _words(_lost(disclosure, *leaves), [column.wanted for column in parts]):
        message = (
            f"{spec.number}的“{whole.title or whole.key}”里有{name}“{'、'.join(words)}”的钱，没有它的一栏"
        )
        hint = "要分开公开的，在这张表里加一栏；不会有的，不用管"
        yield ONLY_IN_SUMS.at(whole.place("键"), message, hint, about=f"{spec.number}/{words[0]}")


def _leaves(
    spec: TableSpec, rows: Sequence[RowSpec], keys: Sequence[str], disclosure: Disclosure
) -> set[str]:
    """The ids of what the cells of these rows and columns are made of; of 每, those of all its rows."""
    names = {row.key or row.name for row in rows}
    each = any(row.each for row in rows)
    inputs, found = Inputs(disclosure.book), set[str]()
    for cell in _figures(spec, disclosure):
        _, *row, column = cell.id.split("/")
        if column in keys and (each or "/".join(row) in names):
            found |= inputs.of(cell).keys()
    return found


def _figures(spec: TableSpec, disclosure: Disclosure) -> Iterator[Figure]:
    for row in disclosure.tables[spec.number].rows:
        yield from (cell.figure for cell in row.cells if cell.figure)


def _lost(disclosure: Disclosure, whole: set[str], parts: set[str]) -> list[Record]:
    """The records that the whole has and no part; what is nil nobody misses."""
    return [r for r in disclosure.records if r.figure.value and r.figure.id in whole - parts]


def _words(
    lost: Sequence[Record], wanted: Iterable[dict[str, str | list[str]]]
) -> Iterator[tuple[str, list[str]]]:
    """The property by which the parts select, and its words that all of them lack."""
    known: dict[str, set[str]] = {}
    for one in wanted:
        for name, value in one.items():
            known.setdefault(name, set()).update([value] if isinstance(value, str) else value)
    for name, values in known.items():
        words = list(dict.fromkeys(r.properties[name] for r in lost if r.properties.get(name)))
        if missing := [word for word in words if word not in values]:
            yield name, missing


RULES = (without_a_row,)
