"""What a profile declares that can never be printed: columns and rows that match no record."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.figures.kinds import PROPERTIES, never_matched, properties_of
from generator.figures.profile_specs import (
    GIVEN,
    JOINT,
    LEVELS,
    NEEDED,
    ORDINAL,
    SHOWN,
    TREES,
    BlockSpec,
    ColumnSpec,
    RowSpec,
    TableSpec,
    several,
)
from generator.model.base import Line, Written
from generator.model.facts import measures_of
from generator.model.kinds import ITEMS, LAST_ITEMS, MEASURED, UNIT
from generator.model.number import MONEY
from generator.model.vocabulary import APPROPRIATIONS, Vocabulary
from generator.source import Place

Wrong = tuple[Place | None, str, str]
"""Where, what is wrong, and what to do about it."""
_CALLED = {"": "个数", MONEY: "金额"}
"""What facts are in, in words."""
WAYS = ("和", "差", "增减率", "占比")
"""In which a column is computed of others."""


def without_last_year(
    tables: list[TableSpec], vocabulary: Vocabulary, last_year: Collection[str]
) -> Iterator[Wrong]:
    """A column of 上年三公经费 has what 上年 says: of each item the profile tells where it was published."""
    lacking = [item for item in vocabulary.items if f"{ITEMS}/{item}" not in last_year]
    for column in (one for table in tables for block in table.blocks for one in block.columns):
        if column.kind == LAST_ITEMS and lacking:
            why = f"“上年”里没有“{ITEMS}/{lacking[0]}”，这一栏印不出它"
            yield column.place("记录"), why, f"在“上年”里写 {ITEMS}/{lacking[0]}: 表号/行/栏"


def wrong_in(tables: list[TableSpec], vocabulary: Vocabulary, keeping: list[Line]) -> Iterator[Wrong]:
    """Everything in a declaration that contradicts itself; wrong words alone, for tables follow from them."""
    if wrong := [*_words(vocabulary)]:
        yield from wrong
        return
    rows = (row for table in tables for block in table.blocks for row in block.rows)
    if keeping and (row := next((row for row in rows if row.each == "政府经济科目"), None)):
        why = "按政府经济科目分行的，不能有沿用部门科目名的款"
        yield row.place("每"), why, "写上 政府经济科目沿用款名: []"
    numbers: set[str] = set()
    for table in tables:
        if table.number in numbers:
            yield table.place("号"), f"号“{table.number}”写了两次", "换一个号，或删去一张"
        numbers.add(table.number)
        for block in table.blocks:
            yield from _block(block, vocabulary)


def _words(vocabulary: Vocabulary) -> Iterator[Wrong]:
    for source in APPROPRIATIONS:
        if source not in vocabulary.sources:
            yield vocabulary.place("资金"), f"词汇里的“资金”缺少“{source}”", "补上；每个样式都要有"
    for topic in (kind.columns for kind in MEASURED.values() if kind.columns):
        for word in (word for word in vocabulary.words(topic) if word in (*PROPERTIES, *SHOWN)):
            yield vocabulary.place(topic), f"“{topic}”里的“{word}”已经另有意思", "换一个名称"


def _block(block: BlockSpec, vocabulary: Vocabulary) -> Iterator[Wrong]:
    rows = [*block.rows, *block.foot]
    kinds = tuple(dict.fromkeys([block.kind, *(kind for row in rows for kind in block.kinds_of(row))]))
    yield from _wanted(block, "取", block.wanted, kinds, vocabulary)
    yield from _wanted(block, "行取", block.rows_of or {}, (block.kind,), vocabulary)
    keys: set[str] = set()
    for column in block.columns:
        own = (column.kind,) if column.kind else kinds
        yield from _wanted(column, "取", column.wanted, own, vocabulary)
        yield from _computed(column, block)
        yield from ((column.place("是"), *why) for why in _shown(column.shows, kinds, vocabulary))
        if column.key in keys:
            yield column.place("键"), f"键“{column.key}”在这一栏里写了两次", "换一个键，表头不用换"
        keys.add(column.key)
    for row in rows:
        yield from _row(row, block, vocabulary)
    yield from _sums(block)
    yield from _mixed(block, vocabulary)


def _mixed(block: BlockSpec, vocabulary: Vocabulary) -> Iterator[Wrong]:
    """The first cell that would add up or compare 辆 and 平方米, as far as that is known without a budget.

    What the rows of 每 are is known only then; the table refuses such a cell whatever made it.
    """
    made: dict[str, dict[str, set[str]]] = {}
    for row in (*block.rows, *block.foot):
        cells: dict[str, set[str]] = {}
        if not row.amounts or not (row.name or row.key or row.each):
            continue
        for column in sorted(block.columns, key=lambda one: bool(one.operands)):
            if column.operands:
                place = next(filter(None, (column.place(way) for way in WAYS)), None)
                of, parts = column.operands, [cells.get(key, set()) for key in column.operands]
            elif row.total_of:
                place, of = row.place("和"), row.total_of
                parts = [made.get(key, {}).get(column.key, set()) for key in row.total_of]
            else:
                kind = column.kind or row.kind or block.kind
                place, of = column.place("取") or column.place("键"), [kind]
                parts = [] if column.shows else [_measures(kind, block, row, column, vocabulary)]
            units = cells[column.key] = set().union(*parts)
            if len(units) > 1:
                told = "、".join(_CALLED.get(measure, measure) for measure in sorted(units))
                why = f"“{'”“'.join(of)}”的这些数单位不同（{told}），不能加在一起，也不能相比"
                yield place, why, "用“取”分开，或写 每: 事项"
                return
        made[row.key or row.name] = cells


def _measures(
    kind: str, block: BlockSpec, row: RowSpec, column: ColumnSpec, vocabulary: Vocabulary
) -> set[str]:
    """What a cell adds up is in; nothing where each of its rows has a fact of its own."""
    if not MEASURED[kind].stated:
        return {MONEY}
    asked = [one["事项"] for one in (block.wanted, row.wanted, column.wanted) if "事项" in one]
    known = () if "事项" in row.steps else measures_of(kind, vocabulary)
    return {measure for path, measure in known if all(path in several(one) for one in asked)}


def _shown(shown: str, kinds: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Why a column of words shows nothing of such records, and what may be written."""
    properties = dict.fromkeys(name for kind in kinds for name in properties_of(kind, vocabulary))
    own = [name for name in properties if name not in PROPERTIES]
    known = [*(one for one in SHOWN if NEEDED.get(one, UNIT) in properties), *own]
    if shown and shown not in (*SHOWN, *own):
        yield f"不能是“{shown}”", f"可以写：{'、'.join(known)}"
    elif shown and shown not in known:
        yield f"“{'”“'.join(kinds)}”没有“{NEEDED[shown]}”", f"可以写：{'、'.join(known)}"


def _computed(column: ColumnSpec, block: BlockSpec) -> Iterator[Wrong]:
    """A column that is computed is so from two measures of its block, in one way, and is nothing else."""
    ways = (column.sum, column.difference, column.growth, column.share)
    given = [name for name, operands in zip(WAYS, ways, strict=True) if operands]
    if column.merged and not column.shows:
        yield column.place("合并"), "只有文字的栏可以合并", "删去“合并”；印文字的栏写上“是”"
    if not given:
        return
    place = column.place(given[0])
    measures = [other.key for other in block.columns if not other.shows and not other.operands]
    if len(given) > 1 or column.shows or column.kind or column.wanted:
        why = f"“{column.key}”是由别的栏算出来的，不能再写“是”“记录”“取”或另一种算法"
        yield place, why, "只留一种"
    elif len(column.operands) != 2 and not column.sum:
        yield place, f"“{given[0]}”要有两栏", f"写两栏的键，例如 {given[0]}: [合计, 上年数]"
    else:
        for key in (key for key in column.operands if key not in measures):
            yield place, f"没有“{key}”这一栏金额", f"可以写：{'、'.join(measures)}"


def _row(row: RowSpec, block: BlockSpec, vocabulary: Vocabulary) -> Iterator[Wrong]:
    kinds = block.kinds_of(row)
    yield from _wanted(row, "取", row.wanted, kinds, vocabulary)
    for kind in kinds:
        yield from ((row.place("每"), *why) for why in _groups(row, kind, vocabulary))
    lengths = [len(TREES[step][1]) for step in row.steps if step in TREES]
    known = LEVELS[: min(lengths, default=0)]
    if row.each and row.levels and not set(row.levels).issubset(known):
        told = f"可以写：{'、'.join(known)}" if known else "删去“层”；只有按科目分的行才有"
        yield row.place("层"), f"“{row.each}”没有这一层", told
    giving = [column.key for column in block.columns if column.shows == GIVEN]
    for key in (key for key in row.given if key not in giving):
        can = f"可以写：{'、'.join(giving)}" if giving else "先在那一栏写 是: 字"
        yield row.place("字", key), f"“{key}”不是“是: 字”的一栏", can
    if not row.amounts and (row.each or row.wanted or row.total_of or not row.name):
        yield row.place("数"), "不带数的一行只写“名”", "删去“每”“取”“和”，或删去“数”"
    if row.named_in and row.named_in not in (
        words := [one.key for one in block.columns if one.shows not in ("", GIVEN, ORDINAL)]
    ):
        yield row.place("名在"), f"没有“{row.named_in}”这一栏文字", f"可以写：{'、'.join(words)}"
    if not row.each and row.printed == "有数" and not (row.name or row.key):
        yield row.place("印"), "空行没有数，不能只在有数时印", "删去“印”，或写上“名”"


def _groups(row: RowSpec, kind: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Why records of `kind` cannot be parted as 每 says, and what may be written."""
    known, steps = MEASURED[kind], row.steps
    allowed = tuple(dict.fromkeys((*known.rows, *known.groups(vocabulary))))
    for step in (step for step in steps if step not in allowed):
        can = f"可以写：{'、'.join(allowed)}，几层的用“和”连起来"
        yield f"“{kind}”的记录不能按“{step}”分行", can
    if twice := next((step for step in steps if steps.count(step) > 1), ""):
        yield f"“{twice}”写了两次", f"可以写：{JOINT.join(dict.fromkeys(steps))}"
    if last := next((step for step in steps[:-1] if step in known.innermost), ""):
        yield f"“{last}”下面不能再分", f"可以写：{JOINT.join([*(one for one in steps if one != last), last])}"


def _sums(block: BlockSpec) -> Iterator[Wrong]:
    """A row adds up (和) rows that stand before it; those made by 每 are known by their codes only later."""
    known: dict[str, None] = {}
    open_ended = False
    for row in (*block.rows, *block.foot):
        missing = next((key for key in row.total_of if key not in known), "")
        if missing and not open_ended:
            hint = f"前面的行：{'、'.join(filter(None, known))}" if known else "写在它加的各行后面"
            yield row.place("和"), f"要加上“{missing}”，但前面没有这一行", hint
        known[row.key or row.name] = None
        open_ended = open_ended or bool(row.each)


def _wanted(
    spec: Written,
    key: str,
    wanted: dict[str, str | list[str]],
    kinds: tuple[str, ...],
    vocabulary: Vocabulary,
) -> Iterator[Wrong]:
    for name, value in wanted.items():
        for why in never_matched(kinds, name, value, vocabulary):
            yield spec.place(key, name), *why
