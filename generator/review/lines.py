"""The same line of YAML on both sides, whatever its amount is called there.

Lines of one 科目 are told apart by a number (支出/2010301/基本支出/一般公共预算#2) that says no more than
their order, and a line that was sorted otherwise (性质, 科目) has another id. Both are found again by what
they say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from generator.figures import Disclosure
from generator.figures.corrections import labelled
from generator.model.correction import Correction
from generator.model.kinds import MEASURED, SORTING, RecordKind
from generator.review.naming import Names
from generator.source.stretches import stretches

_SORTED = frozenset(SORTING.values())
"""Properties that one edit in a line may change. A project or a 事项 of another name is another one."""


def _beside(kind: RecordKind) -> frozenset[str]:
    """Properties that no id is made of: they follow from others, or only describe the line."""
    if kind.line is None:
        return frozenset()
    told = {mark.name or key for key, mark in kind.line.properties().items() if mark.telling}
    return frozenset(kind.properties) - told - {"资金", "期"}


_BESIDE = {kind.name: _beside(kind) for kind in MEASURED.values()}


@dataclass(frozen=True, slots=True)
class _Line:
    """An amount: its id, what kind of line it stands in, its properties, what it is worth."""

    id: str
    kind: str
    properties: tuple[tuple[str, str], ...]
    value: Hashable


def _everything(line: _Line) -> Hashable:
    return line.kind, line.properties, line.value


def _sorting(line: _Line) -> Hashable:
    return line.kind, line.properties


def with_lines(names: Names, old: Disclosure, new: Disclosure) -> Names:
    """`names` with the ids that the amounts of `old` have in `new`, where those differ."""
    before = _lines(old, names)
    after = _lines(new, Names())
    taken = {line.id for line in after}
    numbered = {_base(line.id) for line in (*before, *after) if "#" in line.id}
    kept = {line.id for line in before if _base(line.id) not in numbered} & taken
    left = ([line for line in side if line.id not in kept] for side in (before, after))
    pairs = dict(_paired(*left))
    resorted = frozenset(now for was, now in pairs.items() if _base(was) != _base(now))
    pairs |= {name: name for name in kept}
    ids = {**pairs, **dict(_freed(before, pairs, taken)), **dict(_corrections(old, new))}
    return replace(names, lines={was: now for was, now in ids.items() if was != now}, resorted=resorted)


def _lines(disclosure: Disclosure, names: Names) -> list[_Line]:
    return [
        _Line(
            names.of_figure(record.figure.id),
            record.kind,
            tuple(
                (key, names.projects.get(value, value) if key == "项目" else value)
                for key, value in sorted(record.properties.items())
                if key not in _BESIDE[record.kind]
            ),
            record.figure.value,
        )
        for record in disclosure.records
    ]


def _base(name: str) -> str:
    """The id without the number of its namesakes."""
    return name.partition("#")[0]


def _paired(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[tuple[str, str]]:
    """(id, id) of the same line: it says the same, or is sorted the same, or is worth the same."""
    left, right = list(old), list(new)
    for key in (_everything, _sorting):
        pairs = [(one.id, other.id) for one, other in _with_one_key(left, right, key)]
        yield from pairs
        known = [{names[index] for names in pairs} for index in (0, 1)]
        left, right = (
            [line for line in side if line.id not in ids]
            for side, ids in zip((left, right), known, strict=True)
        )
    rivals, others = _by_what_else(left), _by_what_else(right)
    for one in left:
        near = _alone(others, one)
        if near and _alone(rivals, near):
            yield one.id, near.id


def _with_one_key(
    old: Iterable[_Line], new: Iterable[_Line], key: Callable[[_Line], Hashable]
) -> Iterator[tuple[_Line, _Line]]:
    """Lines of the same key, in order."""
    waiting: dict[Hashable, list[_Line]] = {}
    for line in new:
        waiting.setdefault(key(line), []).append(line)
    for line in old:
        if found := waiting.get(key(line)):
            yield line, found.pop(0)


def _what_else(line: _Line) -> Iterator[Hashable]:
    """What it says besides one property that an edit may change, for each of them: what another line of the
    same worth says, too, from which it differs in that one.
    """
    if line.value:
        for key in sorted(_SORTED):
            yield line.kind, line.value, key, tuple(one for one in line.properties if one[0] != key)


def _alone(lines: Mapping[Hashable, Sequence[_Line]], one: _Line) -> _Line | None:
    """The only one of `lines` that differs from `one` in just one property; None where several do."""
    found = [lines[what] for what in _what_else(one) if what in lines]
    return found[0][0] if sum(map(len, found)) == 1 else None


def _by_what_else(lines: Iterable[_Line]) -> dict[Hashable, list[_Line]]:
    found: dict[Hashable, list[_Line]] = {}
    for line in lines:
        for what in _what_else(line):
            found.setdefault(what, []).append(line)
    return found


def _freed(before: Iterable[_Line], pairs: Mapping[str, str], taken: set[str]) -> Iterator[tuple[str, str]]:
    """(id, id that nothing has) of what is gone while another line has got its id."""
    used = taken | {line.id for line in before}
    numbers: dict[str, Iterator[int]] = {}
    for line in before:
        if line.id not in pairs and line.id in taken:
            base = _base(line.id)
            names = (f"{base}#{number}" for number in numbers.setdefault(base, count(2)))
            yield line.id, next(name for name in names if name not in used)


def _corrections(old: Disclosure, new: Disclosure) -> Iterator[tuple[str, str]]:
    """(id, id) of the figures of 更正, which are called by their number: the same words are the same 更正."""
    before, after = ([_said(one) for one in side.budget.corrections] for side in (old, new))
    labels, now_called = (list(labelled(side.budget)) for side in (old, new))
    called: dict[str, str] = {}
    gone: list[str] = []
    for _, a, b, c, d in stretches(before, after):
        called.update(zip(labels[a:b], now_called[c:d], strict=False))
        gone += labels[min(b, a + d - c) : b]
    free = count(max(len(before), len(after)) + 1)
    called.update(
        (label, "/".join((*label.split("/")[:-1], str(next(free))))) for label in gone if label in now_called
    )
    for figure in old.book:
        head, *parts = figure.id.split("/")
        many = next((n for n in (1, 2) if "/".join(parts[:n]) in called), 0)
        if head == "更正" and many:
            yield figure.id, "/".join((head, called["/".join(parts[:many])], *parts[many:]))


def _said(correction: Correction) -> Hashable:
    """What a 更正 says, whatever its number: references to its own figures name it."""
    note = re.sub(r"(?<=更正[./])(?:[^./{}]{1,40}[./])?\d{1,9}(?=[./])", "", correction.note)
    return correction.amount.value, correction.by, *correction.between, note
