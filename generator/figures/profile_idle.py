"""Keys of a declaration that say nothing where they stand: whoever wrote them thinks that they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.figures.profile_check import Wrong
from generator.figures.profile_specs import BlockSpec, ColumnSpec, RowSpec, TableSpec
from generator.model.base import Written


def idle(tables: Sequence[TableSpec]) -> Iterator[Wrong]:
    """Every such key of tables, with what it would need or what is in its way."""
    for table in tables:
        blocks = table.blocks
        each = any(row.each for block in blocks for row in block.of_rows)
        if not each:
            yield from needless(table, ["空行"], "这张表没有“每”的行", "不要空行的，先写“每”")
        for block in blocks:
            if not any(row.each for row in block.of_rows):
                yield from needless(block, ["行取"], "这一块没有“每”的行", "条件写进“取”")
            for column in block.columns:
                yield from _of_column(column)
            for row in block.of_rows:
                yield from _of_row(row, block)


def _of_column(column: ColumnSpec) -> Iterator[Wrong]:
    if column.shows:
        why = f"“{column.key}”是文字的栏，不数记录"
        yield from needless(column, ["取", "记录", "格式"], why, "印金额的栏不写“是”")


def _of_row(row: RowSpec, block: BlockSpec) -> Iterator[Wrong]:
    if row.each:
        why = f"有“每: {row.each}”的，一笔记录一行，名称由记录来"
        yield from needless(row, ["名", "键", "和", "样", "名在"], why, "合计、小计另写一行")
    else:
        yield from needless(row, ["层"], "没有“每”的行不分层", "写上“每”，例如 每: 科目")
    if row.each != "类":
        yield from needless(row, ["序号"], "只有“每: 类”的行前面有序号", "要编号的一栏写 是: 序号")
    if row.total_of:
        yield from needless(row, ["取", "记录"], "“和”加的是前面的行，不再数记录", "只留一种")
    names = [column.key for column in block.columns if column.shows == "名称"]
    if row.style != "合计" and not row.each and row.named_in not in names:
        yield from needless(row, ["名在"], "只有“样: 合计”的行可以换一栏印名称", "写上 样: 合计")
    if not row.amounts:
        yield from needless(row, ["记录", "印"], "不带数的一行只印“名”", "要数的，删去“数”")


def needless(spec: Written, keys: Iterable[str], why: str, hint: str) -> Iterator[Wrong]:
    """Those of the `keys` that `spec` has, `why` they say nothing there, and what would help."""
    for key in (key for key in keys if spec.gives(key)):
        yield spec.place(key, of_key=True), f"“{key}”在这里没有用：{why}", f"删去“{key}”；{hint}"
