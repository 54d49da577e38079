"""What changed between two disclosures, by figure, row, sentence and finding — and why. Never by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, count

from generator.document.passages import Mention, Passage, PassageKind
from generator.errors import UsageError
from generator.figures import Book, Disclosure, Formula, Row, Table
from generator.figures.rounding import ZERO
from generator.findings import Finding
from generator.proof.published import published_in
from generator.review.apart import compared
from generator.review.authors import Authors
from generator.review.comparison import (
    AttachmentChange,
    Comparison,
    FigureChange,
    RowChange,
    What,
)
from generator.review.entry import Entry
from generator.review.explained import DifferingInputs, explained
from generator.review.lines import with_lines
from generator.review.naming import Names, names_of, years_of
from generator.review.side import Side
from generator.review.wording import chart_changes, displaced, text_changes
from generator.source import Place, limits
from generator.source.confined import spent
from generator.source.gate import PDF, RefusedError, content_within
from generator.source.stretches import Effort

ATTACHED = "附件/"
"""What the sections of attachments begin with."""

_TOO_MANY = "改动太多，没有全部逐字比较：有的段落可能是改动，这里写成减少一段、增加一段，或整段改写。"

Prints = dict[str, tuple[str, ...]]


def compare(old: Side, new: Side) -> Comparison:
    """The changes from `old` to `new`. Raises UsageError when they are not of one department."""
    refuse_unrelated(old, new)
    effort = Effort()
    names = names_of(old.disclosure.budget, new.disclosure.budget, effort)
    names = with_lines(names, old.disclosure, new.disclosure)
    before, after = _comparable(old, new, names)
    rows = tuple(_row_changes(old.disclosure, new.disclosure, names))
    changes = list(_figure_changes(old, new, names))
    changed = {change.id: change for change in changes}
    authors = Authors(old.disclosure, new.disclosure, names)
    inputs = DifferingInputs(old.disclosure, new.disclosure, names)
    texts = []
    for text in text_changes(before, after, effort):
        if text.passage.section.startswith(ATTACHED):
            continue  # it has no words of ours, and is told below
        place, below = authors.place(text), list(inputs.of_words(text))
        for cause in below:
            changed.setdefault(cause.id, cause)
        if place is None and len(below) == 1:
            place = below[0].place
        texts.append(replace(text, place=place))
    causes, joint, others = explained(inputs, changed.values())
    return Comparison(
        causes,
        joint,
        others,
        rows,
        names,
        tuple(texts),
        tuple(chart_changes(before, after, changed)),
        tuple(authors.untold(causes)),
        tuple(_attachment_changes(old, new)),
        appeared=_only(new.findings, old.findings, Names(), names),
        gone=_only(old.findings, new.findings, names, Names()),
        notes=(*_notes(old, new), *([_TOO_MANY] if effort.spent else [])),
    )


def refuse_unrelated(old: Side, new: Side) -> None:
    """Raise UsageError unless both sides are of one department: of the same code, or of the same name."""
    one, other = old.disclosure.budget.department, new.disclosure.budget.department
    if one.code != other.code and one.name != other.name:
        raise UsageError(
            f"“{old.name}”是{one.name}（{one.code}）的，“{new.name}”是{other.name}（{other.code}）的，"
            "不是同一个部门，不能比较。"
        )


def _notes(old: Side, new: Side) -> Iterator[str]:
    """What a reader must know of the sides themselves."""
    one, other = old.disclosure.budget, new.disclosure.budget
    if one.year != other.year:
        yield f"{one.year}年度与{other.year}年度比较：文字里的本年度、上年度各自对应，不算改动。"
    if one.profile != other.profile:
        yield f"两边的样式不同（{one.profile}、{other.profile}）。"
    if old.is_draft != new.is_draft:
        draft = old if old.is_draft else new
        yield f"“{draft.name}”是草稿，每页印有“草稿”；另一边不是。"
    yield from (*old.notes, *new.notes)


def _comparable(old: Side, new: Side, names: Names) -> tuple[list[Passage], list[Passage]]:
    """The passages of both sides, in the names of the new one."""
    years = [side.disclosure.budget.year for side in (old, new)]
    differ = years[0] != years[1]
    if not differ and not names.projects and not names.tables and not names.lines:
        return old.passages, new.passages
    same = Names()
    before = [names.comparable(p, years_of(years[0]) if differ else {}) for p in old.passages]
    after = [same.comparable(p, years_of(years[1]) if differ else {}) for p in new.passages]
    return before, after


def prints_of(disclosure: Disclosure, passages: Iterable[Passage]) -> Prints:
    """What every printed figure is printed as, in the order of the document, each way once."""
    found: dict[str, dict[str, None]] = {}
    for table in disclosure.tables.values():
        for row in table.rows:
            for cell in row.cells:
                if cell.figure:
                    found.setdefault(cell.figure.id, {})[cell.printed] = None
    for passage in passages:
        if passage.kind is not PassageKind.FIGURES:
            for word in passage.words:
                if isinstance(word, Mention):
                    found.setdefault(word.figure, {})[word.printed] = None
    return {name: tuple(ways) for name, ways in found.items()}


def _figure_changes(old: Side, new: Side, names: Names) -> Iterator[FigureChange]:
    """Inputs that are worth something else, and printed figures that print something else on both sides.

    A figure printed on one side only stands in a row or a sentence that came or went, and is told there.
    """
    printed = {names.of_figure(i): ways for i, ways in prints_of(old.disclosure, old.passages).items()}
    prints = prints_of(new.disclosure, new.passages)
    members = {names.of_figure(name) for name in _members(old.disclosure.book)}
    members |= set(_members(new.disclosure.book))
    was = {names.of_figure(figure.id): figure for figure in old.disclosure.book}
    now = {figure.id: figure for figure in new.disclosure.book}
    for name in dict.fromkeys([*now, *was]):
        both = printed.get(name, ()), prints.get(name, ())
        change = FigureChange(was.get(name), now.get(name), both, name)
        if change.is_input:
            if name in members and None in (change.old, change.new):
                continue  # it is only counted, and words tell it
            one, other = (figure.value if figure else ZERO for figure in (change.old, change.new))
            if one != other or name in names.resorted:
                yield change
        elif all(change.prints) and not set(change.prints[0]) & set(change.prints[1]):
            yield change


def _members(book: Book) -> Iterator[str]:
    """The ids of the inputs that are there to be counted (单位, 内设机构)."""
    for figure in book:
        if isinstance(figure.origin, Formula) and figure.origin.operator == "个数":
            yield from (item.id for item in figure.origin.operands if isinstance(item.origin, Place))


def _row_changes(old: Disclosure, new: Disclosure, names: Names) -> Iterator[RowChange]:
    """Rows of every table that came, went or moved; the blocks of a table are compared one by one."""
    for number in dict.fromkeys([*new.tables, *old.tables]):
        before = _rows(old.tables[number], names) if number in old.tables else []
        after = _rows(new.tables[number], Names()) if number in new.tables else []
        for one, other in zip(_padded(before, after), _padded(after, before), strict=True):
            yield from _changes_of_block(number, one, other, names)


Rows = Mapping[str, tuple[int, str, tuple[str, ...]]]
"""Key of a row → (its number in the table, its words, what is printed in it)."""


def _padded(blocks: list[Rows], others: list[Rows]) -> list[Rows]:
    return [*blocks, *({} for _ in others[len(blocks) :])]


def _rows(table: Table, names: Names) -> list[Rows]:
    """The rows of every block of a table by their keys, in order."""
    blocks: list[dict[str, tuple[int, str, tuple[str, ...]]]] = []
    for index, row in enumerate(table.rows):
        for block, key in enumerate(row.keys):
            if block == len(blocks):
                blocks.append({})
            if key:
                words, cells = _block_of(table.number, key, row)
                blocks[block].setdefault(names.of_figure(key), (index, words, cells))
    return list(blocks)


def _block_of(table: str, key: str, row: Row) -> tuple[str, tuple[str, ...]]:
    """The words and the printed cells of a row in the block in which it is called `key`."""
    words: list[str] = []
    cells: list[str] = []
    for cell in row.cells:
        if cell.figure is None:
            words.append(cell.text)
        elif cell.figure.id.startswith(f"{table}/{key}/"):
            cells.append(cell.printed)
        elif cells:
            break
        else:
            words.clear()  # they were another block's
    return " ".join(filter(None, words)), tuple(cells)


def _changes_of_block(table: str, before: Rows, after: Rows, names: Names) -> Iterator[RowChange]:
    above = ""
    for key, (index, name, cells) in after.items():
        if key not in before:
            yield RowChange(table, What.ADDED, key, name, cells, above, (None, index))
        else:
            above = key
    for key, (index, name, cells) in before.items():
        if key not in after:
            yield RowChange(table, What.REMOVED, key, name, cells, above, (index, None))
        else:
            above = key
    for key, (index, name, cells) in after.items():
        was_index, was, _ = before.get(key, (index, name, ()))
        if was != name and names.words_of_projects.get(was) != name:
            yield RowChange(table, What.CHANGED, key, name, cells, "", (was_index, index), was)
    for key in displaced(before, after):
        _, name, cells = after[key]
        yield RowChange(table, What.MOVED, key, name, cells, "", (before[key][0], after[key][0]))


def _attachment_changes(old: Side, new: Side) -> Iterator[AttachmentChange]:
    """Attachments by title; those with other bytes are compared like any PDF that is not ours."""
    before, after = (_attachments(side) for side in (old, new))
    until = spent() + limits.LONGEST_SECONDS.most
    for title in dict.fromkeys([*after, *before]):
        if title not in before or title not in after:
            yield AttachmentChange(title, What.ADDED if title in after else What.REMOVED)
            continue
        one, other = before[title], after[title]
        if one != other and spent() > until:
            untold = "前面的附件已用完比较的时间，这个附件的页没有比较"
            yield AttachmentChange(title, What.CHANGED, (Entry("附件", "附件", untold),))
        elif one != other:
            yield AttachmentChange(title, What.CHANGED, tuple(_page_changes(one, other)))


def _attachments(side: Side) -> dict[str, bytes]:
    """The files by title, which is numbered where another has the same; empty where they do not come in."""
    found: dict[str, bytes] = {}
    for item in side.disclosure.budget.attachments:
        titles = chain([item.title], (f"{item.title}#{number}" for number in count(2)))
        try:
            data = content_within(side.folder, item.file, PDF)
        except RefusedError:
            data = b""
        found[next(title for title in titles if title not in found)] = data
    return found


def _page_changes(old: bytes, new: bytes) -> list[Entry]:
    """What differs on the pages of two PDFs; or that one of them is not there or cannot be read."""
    if gone := [name for name, data in (("原来", old), ("现在", new)) if not data]:
        return [Entry("附件", "附件", f"{gone[0]}的文件不在或读不了，没有比较各页")]
    try:
        papers = [published_in(data, name).paper for data, name in ((old, "原来的文件"), (new, "现在的文件"))]
        found = compared(old, new).entries
        sizes = papers[0].sizes, papers[1].sizes
    except UsageError as error:
        return [Entry("附件", "附件", str(error).rstrip("。"))]
    return [
        replace(entry, marks=(entry.marks[0].bound_in(sizes[0]), entry.marks[1].bound_in(sizes[1])))
        for entry in found
    ]


def _only(
    findings: Iterable[Finding], others: Iterable[Finding], names: Names, their_names: Names
) -> tuple[Finding, ...]:
    """The findings that the others have not: a finding is the same when it is about the same thing.

    Both sides are called by the names of the new one.
    """
    known = {_key(finding, their_names) for finding in others}
    return tuple(finding for finding in findings if _key(finding, names) not in known)


def _key(finding: Finding, names: Names) -> tuple[str, str]:
    return finding.code, names.in_words(finding.about or finding.message)
