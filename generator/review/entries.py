"""A comparison as entries, each with its places on both papers: the lines of the HTML report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.document.passages import Passage
from generator.findings import Finding
from generator.review.changes import delta, sorted_by, values
from generator.review.comparison import (
    AttachmentChange,
    Cause,
    ChartChange,
    Comparison,
    FigureChange,
    RowChange,
    TextChange,
    What,
)
from generator.review.entry import Entry, Marks, marks_at
from generator.review.printed_side import PrintedSide

MOST_CAUSES = 10


def entries(comparison: Comparison, old: PrintedSide, new: PrintedSide) -> Iterator[Entry]:
    """All changes, causes first with what follows from each."""
    for cause in comparison.causes:
        yield _cause(cause, old, new)
        for effect in cause.effects:
            note = f"经 {' → '.join(effect.chain)}" if effect.chain else ""
            yield _figure(effect.change, "改动的数", old, new, note=note, depth=1)
    for joint in comparison.joint:
        more = "……" if len(joint.causes) > MOST_CAUSES else ""
        note = f"由 {len(joint.causes)} 处改动共同引起：{'、'.join(joint.causes[:MOST_CAUSES])}{more}"
        yield _figure(joint.change, "由几处改动引起的数", old, new, note=note)
    for change in comparison.others:
        yield _figure(change, "其他变化的数", old, new)
    for before, after in comparison.renamed:
        marks = (old.naming(before), new.naming(after))
        yield Entry("项目改名", "项目", after, before, after, marks=marks)
    yield from (_row(row, old, new) for row in comparison.rows)
    yield from (_text(text, old, new) for text in comparison.texts)
    yield from (_chart(chart, old, new) for chart in comparison.charts)
    for edit in comparison.edits:
        yield Entry("其他改动的写法", "写法", edit.path, edit.old, edit.new, place=str(edit.place))
    for attachment in comparison.attachments:
        yield from _attachment(attachment, old, new)
    yield from _findings("新出现的问题", comparison.appeared)
    yield from _findings("已消除的问题", comparison.gone)


def _cause(cause: Cause, old: PrintedSide, new: PrintedSide) -> Entry:
    """An input; where it only counts elsewhere, what it was and is sorted by instead of what it is worth."""
    place = str(cause.place) if cause.place else ""
    entry = _figure(cause.change, "改动的数", old, new, place=place)
    was, now = sorted_by(cause)
    if not cause.change.is_regrouped:
        return replace(entry, note="　".join(filter(None, (entry.note, was and f"{was} → {now}"))))
    return replace(entry, title=f"改归 {entry.title}（{entry.new}）", old=was, new=now, change="")


def _figure(
    change: FigureChange,
    group: str,
    old: PrintedSide,
    new: PrintedSide,
    *,
    note: str = "",
    place: str = "",
    depth: int = 0,
) -> Entry:
    before, after = values(change)
    marks = (old.figure(change.id), new.figure(change.id))
    label = new.labels.get(change.id) or old.labels.get(change.id, "")
    note = "　".join(filter(None, (label if label not in change.id else "", note)))
    where = _where(change.id)
    return Entry(group, where, change.id, before, after, delta(change), note, place, depth=depth, marks=marks)


def _row(row: RowChange, old: PrintedSide, new: PrintedSide) -> Entry:
    marks = [side.row(row.table, index) for side, index in zip((old, new), row.index, strict=True)]
    if row.what is What.ADDED:
        marks[0] = old.near_row(row.table, row.before)
    elif row.what is What.REMOVED:
        marks[1] = new.near_row(row.table, row.before)
    printed = "　".join(filter(None, row.cells))
    before, after = ("", printed) if row.what is What.ADDED else (printed, "")
    if row.what is What.CHANGED:
        before, after = row.was, row.name
    if row.what is What.MOVED:
        before, after = f"第 {_count(row.index[0])} 行", f"第 {_count(row.index[1])} 行"
    return Entry(
        "表中的行", row.table, f"{row.what} {row.table} {row.name}", before, after, marks=(marks[0], marks[1])
    )


def _count(index: int | None) -> int:
    return 0 if index is None else index + 1


def _text(text: TextChange, old: PrintedSide, new: PrintedSide) -> Entry:
    passage = text.passage
    before, after = old.passage(text.old, text.runs, "删"), new.passage(text.new, text.runs, "增")
    if text.old is None:
        before = Marks(page=old.start(passage.section, passage.number))
    if text.new is None:
        after = Marks(page=new.start(passage.section, passage.number))
    place = str(text.place) if text.place else ""
    where = _section_title(passage)
    title = f"{text.what} {text.about}"
    return Entry("文字", where, title, place=place, runs=text.runs, marks=(before, after))


def _chart(chart: ChartChange, old: PrintedSide, new: PrintedSide) -> Entry:
    marks = []
    for side, passage in ((old, chart.old), (new, chart.new)):
        boxes = [] if passage is None else side.paper.of_passage(side.own(passage))
        marks.append(marks_at(boxes))
    note = f"{len(chart.figures)} 个数改变：{'、'.join(chart.figures)}" if chart.figures else ""
    return Entry("图", "图", f"{chart.what} {chart.title}", note=note, marks=(marks[0], marks[1]))


def _attachment(attachment: AttachmentChange, old: PrintedSide, new: PrintedSide) -> Iterator[Entry]:
    """An attachment, and what differs on its pages where they are bound in."""
    first = [side.start(f"附件/{attachment.title}") for side in (old, new)]
    marks = (Marks(page=first[0]), Marks(page=first[1]))
    yield Entry("附件", "附件", f"{attachment.what} {attachment.title}", marks=marks)
    for entry in attachment.pages:
        one, other = (one.further(page or 0) for one, page in zip(entry.marks, first, strict=True))
        yield replace(entry, group="附件", where="附件", depth=1, marks=(one, other))


def _findings(group: str, findings: Iterable[Finding]) -> Iterator[Entry]:
    for finding in findings:
        place = str(finding.place) if finding.place else ""
        title = f"{finding.level} {finding.code}"
        yield Entry(group, "检查", title, note=finding.message, place=place)


def _where(figure: str) -> str:
    """The table or kind of thing that a figure belongs to; what is computed counts with what it is of."""
    first = figure.partition("/")[0]
    return first.partition("(")[2] or first


def _section_title(passage: Passage) -> str:
    if "/" in passage.section:
        return passage.section.partition("/")[0]
    if passage.section.startswith("表"):
        return passage.section
    return passage.path[0] if passage.path else passage.text
