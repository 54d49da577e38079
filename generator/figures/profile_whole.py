"""What a declaration says twice, or contradicts: selections with nothing in common, words and marks that are
none, formats of two units, sections that stand twice."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.figures.profile_check import Wrong
from generator.figures.profile_specs import BlockSpec, ColumnSpec, RowSpec, TableSpec, Wanted, several
from generator.model.base import Line, Written
from generator.model.kinds import ITEMS, UNIT
from generator.model.parts import LastYear
from generator.model.vocabulary import DEFAULT, Vocabulary, keys_of

MARKS = ("{年度}", "{部门}", "{主体}")
"""What is filled in, in the texts of a profile."""
UNIT_MARK = "{单位}"
"""The name of the unit, in the texts of a table of each."""
_MARK = re.compile(r"\{[^{}]*\}")


def unknown_marks(of: Written, *keys: str, more: tuple[str, ...] = ()) -> Iterator[Wrong]:
    """Texts of `of`, one or several at each of the `keys`, with something in braces that is no mark."""
    known = (*MARKS, *more)
    for key in keys:
        field = next(name for name, field in type(of).model_fields.items() if field.alias == key)
        said = getattr(of, field)
        for index, text in enumerate([said] if isinstance(said, str) else said):
            for mark in (mark for mark in _MARK.findall(text) if mark not in known):
                path = (key,) if isinstance(said, str) else (key, index)
                hint = f"可以写：{'、'.join(known)}"
                hint += "；一个单位一张的表写上 每: 单位，才有单位的名称" if mark == UNIT_MARK else ""
                yield of.place(*path), f"“{mark}”不会换成别的，会照样印出来", hint


def contradictions(tables: Sequence[TableSpec]) -> Iterator[Wrong]:
    """What tables say that leaves nothing to print, or prints what nobody meant."""
    for table in tables:
        own = table.form.unit if table.form else None
        if own and table.unit and own != table.unit:
            yield table.place("单位"), f"“单位”是{table.unit}，“格式”里又是{own}", "只写一处"
        marks = (UNIT_MARK,) if table.each else ()
        yield from unknown_marks(table, "标题", "标识", "空表注", "表注", more=marks)
        yield from _rows_twice(table)
        for block in table.blocks:
            if table.each and UNIT in block.wanted:
                yield block.place("取", UNIT), "一个单位一张的表，不能再取“单位”", "删去它，或表的“每: 单位”"
            yield from _in_block(block)


def _rows_twice(table: TableSpec) -> Iterator[Wrong]:
    """Rows whose amounts would have the same names as those of a row above, and take their place."""
    known: set[tuple[str, str]] = set()
    for block in table.blocks:
        measures = [column.key for column in block.columns if not column.shows]
        for row in (row for row in block.of_rows if row.amounts and not row.each and (row.key or row.name)):
            key = row.key or row.name
            if twice := [column for column in measures if (key, column) in known]:
                why = f"已经有一行叫“{key}”，两行的“{twice[0]}”会是同一个数"
                yield row.place("键") or row.place("名"), why, "写一个不同的“键”，印出来的“名”不用换"
            known.update((key, column) for column in measures)


def _in_block(block: BlockSpec) -> Iterator[Wrong]:
    parts: tuple[ColumnSpec | RowSpec, ...] = (*block.columns, *block.of_rows)
    for part in parts:
        called = "栏" if isinstance(part, ColumnSpec) else "行"
        for name in _apart(block.wanted, part.wanted):
            both = f"{_listed(part.wanted[name])}，而整块只取 {_listed(block.wanted[name])}"
            hint = "两处要有相同的词；整块的“取”管所有的行和栏"
            yield part.place("取", name), f"这一{called}的{name}取 {both}：没有一笔钱符合", hint
    for column in block.columns:
        yield from unknown_marks(column, "表头", "题")
    for row in block.of_rows:
        yield from unknown_marks(row, "名")


def _apart(wanted: Wanted, more: Wanted) -> Iterator[str]:
    """The properties of which both select something, and nothing that is the same."""
    for name in (name for name in more if name in wanted):
        one, other = set(several(wanted[name])), set(several(more[name]))
        if one and other and not one & other:
            yield name


def _listed(wanted: str | list[str]) -> str:
    return "、".join(f"“{one}”" for one in several(wanted))


def twice_in(vocabulary: Vocabulary) -> Iterator[Wrong]:
    """Words that a list has twice."""
    for topic, name in ((field.alias or "", name) for name, field in Vocabulary.model_fields.items()):
        said = getattr(vocabulary, name)
        words = said if isinstance(said, list) else []
        for index, word in enumerate(words):
            if word in words[:index]:
                yield vocabulary.place(topic, index), f"“{topic}”里的“{word}”写了两次", "删去一个"


def unknown_last_year(of: Written, last_year: Collection[str], vocabulary: Vocabulary) -> Iterator[Wrong]:
    """Keys of 上年 that no budget may write."""
    known = [key for key in (*keys_of(LastYear), *vocabulary.last_year) if key != ITEMS]
    items = [f"{ITEMS}/{item}" for item in dict.fromkeys((*vocabulary.items, *DEFAULT.items))]
    for name in (name for name in last_year if name not in (*known, *items)):
        can = "、".join((*known, *(f"{ITEMS}/{item}" for item in vocabulary.items)))
        hint = f"可以写：{can}；还要别的上年数，先写进“词汇”的“上年”"
        yield of.place("上年", name, of_key=True), f"“上年”里不能写“{name}”", hint


def sections_twice(sections: Sequence[Written], made_of: Mapping[int, Line]) -> Iterator[Wrong]:
    """Sections that are the same as one above: `made_of` has the template, or the content, of each."""
    for index, section in enumerate(sections):
        if made_of[index] in [made_of[other] for other in range(index)]:
            yield section.place(), f"“{made_of[index]}”在“章节”里写了两次", "删去一个"
