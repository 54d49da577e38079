"""Rows of tables on two sides: which is which, and what differs in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import ne

from generator.review.entry import Entry, Marks, Runs, marks_at
from generator.review.folding import folded, folded_runs
from generator.review.likeness import Likeness
from generator.review.line import Line, is_signed
from generator.review.naming import MOST_NAMES
from generator.review.sheets import Sheets
from generator.review.wording import spans
from generator.source.stretches import Effort, Stretch, stretches

ALIKE = 0.6
"""How much alike the names of two rows must be to be one that was renamed."""
MOST_TRIED = 100
"""Rows that say the same of which it is tried whether they stand in the same place."""
_YEAR = re.compile(r"20\d\d")

Label = tuple[str, str]
Pair = tuple[Line | None, Line | None]


def paired(old: Sequence[Line], new: Sequence[Line]) -> list[Pair]:
    """The rows of two stretches that differ, in the order of the new, what is gone behind what it stood
    behind: paired by code and name, by either, by likeness. Those that say the same are no difference,
    wherever they stand.
    """
    pairs = list(_pairs(old, new))
    place = {id(row): index for index, row in enumerate(new)}
    stands = {id(one): place[id(other)] for one, other in pairs if one and other}
    last = -1
    for row in old:
        last = stands.setdefault(id(row), last)
    told = [
        (one, other)
        for one, other in pairs
        if not (one and other and one.text == other.text) or one.has_moved(other)
    ]
    return sorted(told, key=lambda pair: (place[id(pair[1])], 0) if pair[1] else (stands[id(pair[0])], 1))


def _pairs(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Pair]:
    """The rows that others of their label stand under first, so that it is known which is which of them."""
    labels: dict[Label, Label] = {}
    left, right = ({id(row): row for row in side} for side in (before, after))
    for way in (*_WAYS, _Alike(len(before)), *_WAYS):
        waiting: dict[Hashable, list[Line]] = {}
        for row in right.values():
            waiting.setdefault(way.key(row), []).append(row)
        for one in list(left.values()):
            near = waiting.get(way.key(one), [])
            fits = (row for row in near[: way.most] if way.same(one, row) and _stand_alike(one, row, labels))
            if other := next(fits, None):
                near.remove(other)
                del left[id(one)], right[id(other)]
                labels[one.label] = other.label
                yield one, other
    yield from ((one, None) for one in left.values())
    yield from ((None, other) for other in right.values())


def _stand_alike(old: Line, new: Line, labels: Mapping[Label, Label]) -> bool:
    """Whether they may stand under one row: that of the one became that of the other, or is not known."""
    if old.text == new.text or not (old.under[1] and new.under[1]):
        return True
    return labels.get(old.under, old.under) == new.under


@dataclass(frozen=True)
class _Way:
    """What makes two rows the same: of the rows of one `key` the first of `most` that is the `same`."""

    key: Callable[[Line], Hashable]
    same: Callable[[Line, Line], bool] = lambda old, new: True
    most: int = MOST_TRIED


_WAYS = (
    _Way(lambda row: (row.text, row.under)),
    _Way(lambda row: row.text),
    _Way(lambda row: row.label),
    _Way(lambda row: row.label[0], lambda old, new: bool(old.label[0])),
    _Way(lambda row: row.label[1], lambda old, new: not (old.label[0] and new.label[0])),
)


class _Alike:
    """A name without a code was changed; two that are numbered otherwise are two."""

    def __init__(self, rows: int) -> None:
        self.most = min(max(MOST_NAMES // (rows or 1), 1), rows)
        self._effort = Effort()
        self._known: dict[str, Likeness] = {}

    def key(self, row: Line) -> Hashable:
        """What both have: no code, and these numbers."""
        return bool(row.label[0]), *re.findall(r"\d+", self._name(row))

    def same(self, old: Line, new: Line) -> bool:
        """Whether the names are alike."""
        name = self._name(new)
        if name not in self._known:
            self._known[name] = Likeness(name, self._effort)
        return not old.label[0] and self._known[name].of(self._name(old), ALIKE) > 0

    def _name(self, row: Line) -> str:
        return _YEAR.sub("", row.label[1])


def row_entry(old: Line | None, new: Line | None, before: Sheets, after: Sheets) -> Entry:
    """What is told of a pair: boxes around the cells that differ."""
    runs = _joined([("删", _told(old.cells))] if old else [("增", _told(new.cells))] if new else [])
    if old and new:
        runs = row_runs(old, new)
    marks = _marks(old, runs, "删", before), _marks(new, runs, "增", after)
    pages = [f"第 {row.page + 1} 页" if row else "无" for row in (old, new)]
    moved = old and new and old.has_moved(new)
    what = "改动（数换了栏）" if moved else "改动" if old and new else "增加" if new else "减少"
    return Entry("行", pages[0], f"{what}　{pages[0]} → {pages[1]}", runs=runs, marks=marks)


def _marks(row: Line | None, runs: Runs, kind: str, paper: Sheets) -> Marks:
    if row is None:
        return Marks()
    bare = tuple((what, re.sub(r"\s", "", run)) for what, run in runs)
    parts = list(spans(bare, kind)) or [(0, len(row.places))]
    return marks_at([box for start, end in parts for box in paper.boxes(row.places[start:end])])


def row_runs(old: Line, new: Line) -> Runs:
    """What differs in a row, cell by cell: an amount changes whole."""
    one: Sequence[Hashable] = old.values
    other: Sequence[Hashable] = new.values
    if old.has_moved(new):
        one, other = ([*zip(row.values, row.columns, strict=False)] for row in (old, new))
    runs: list[tuple[str, str]] = []
    for tag, a, b, c, d in _cells(one, other):
        gone, came = old.cells[a:b], new.cells[c:d]
        if tag == "equal":
            runs += [("同", "".join(word for cell in came for word in cell))]
        elif len(gone) == len(came):
            for before, after in zip(gone, came, strict=True):
                both = ("".join(before), "".join(after))
                whole = any(map(is_signed, both)) or folded(both[0]) == folded(both[1])  # in another column
                runs += (
                    [("删", _told([before])), ("增", _told([after]))] if whole else folded_runs(before, after)
                )
        else:
            runs += [("删", _told(gone)), ("增", _told(came))]
    return _joined(runs)


def _cells(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Stretch]:
    """Stretches as of `stretches`; of rows with as many cells, cell by cell where no more differ that way."""
    found = stretches(one, other)
    aside = sum(end - start + stop - first for tag, start, end, first, stop in found if tag != "equal")
    if len(one) != len(other) or 2 * sum(map(ne, one, other)) > aside:
        return found
    return [
        ("equal" if a == b else "replace", i, i + 1, i, i + 1)
        for i, (a, b) in enumerate(zip(one, other, strict=True))
    ]


def _told(cells: Sequence[Sequence[str]]) -> str:
    return "".join(word for cell in cells for word in cell)


def _joined(runs: Sequence[tuple[str, str]]) -> Runs:
    joined: list[tuple[str, str]] = []
    for kind, text in runs:
        if joined and joined[-1][0] == kind == "同":
            text = joined.pop()[1] + text
        if text:
            joined.append((kind, text))
    return tuple(joined)
