"""Which lines of YAML say what changed, and which were edited without anything else telling it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.document.passages import CELL, Passage, squeezed
from generator.figures import Disclosure
from generator.model.kinds import SORTING
from generator.review.comparison import Cause, EditedText, TextChange
from generator.review.naming import Names
from generator.review.written import KeyPath, WrittenValue, inputs_of, item_of, said_in
from generator.source import Place

MOST_COMPARED = 500_000
"""Times that a value is looked for in a passage; of more, values are known by their whole text."""


class Authors:
    """The values of YAML that stand on one side only, amounts aside: those are causes of their own."""

    def __init__(self, old: Disclosure, new: Disclosure, names: Names) -> None:
        self._all = [_inputs(old, names), _inputs(new, Names())]
        self._words = []
        for side, items in zip((old, new), self._all, strict=True):
            amounts = {figure.origin for figure in side.book if isinstance(figure.origin, Place)}
            self._words.append(
                [item for item in items if item.place not in amounts and item.path != ("年度",)]
            )
        self._in_section = [_by_section(words) for words in self._words]
        known = [{_said(item) for item in side} for side in self._all]
        own = [
            [item for item in side if _said(item) not in known[1 - index]]
            for index, side in enumerate(self._words)
        ]
        self._own = [_by_section(items) for items in own]
        self._just = [_by_words(items) for items in own]
        self._left = MOST_COMPARED
        named = {name for pair in names.pairs for name in pair}
        self._told = [{_alike(item) for item in side if item.text in named} for side in own]

    def place(self, change: TextChange) -> Place | None:
        """The line that says it, on the new side if possible; None when the words are the profile's."""
        places = []
        for index, passage in ((1, change.new), (0, change.old)):
            if passage is None:
                continue
            section = self._in_section[index].get(passage.section, [])
            if change.is_whole_section:
                found = section
            else:
                own = [self._own[index].get(name, []) for name in {"": 0, passage.section: 0}]
                self._left -= sum(map(len, own)) + len(section)
                if self._left < 0:
                    own, section = [self._saying_just(passage, index)], []
                mine = [item for items in own for item in items]
                found = [item for item in said_in(passage, mine) if item.path[-1] not in SORTING]
                self._told[index].update(map(_alike, said_in(passage, section)))
            self._told[index].update(map(_alike, found))
            if found:
                longest = max(found, key=lambda item: (bool(item.section), sum(map(len, item.pieces))))
                places.append(found[0].place if change.is_whole_section else longest.place)
        return places[0] if places else None

    def _saying_just(self, passage: Passage, index: int) -> list[WrittenValue]:
        """What one side alone writes that is just what `passage` says, or one of its cells: one of those that
        are alike.
        """
        texts = dict.fromkeys(map(squeezed, (passage.text, *passage.text.split(CELL))))
        return [
            item
            for known in filter(None, map(self._just[index].get, texts))
            for section in {"": 0, passage.section: 0}
            for near in {"": 0, **dict.fromkeys(texts, 0)}
            for item in known.get((section, near), {}).values()
        ]

    def untold(self, causes: Iterable[Cause]) -> Iterator[EditedText]:
        """The values that were edited, came or went, and that neither a text nor a cause tells."""
        causes = list(causes)
        places = {place for cause in causes for place in cause.places}
        told = [{item_of(i.path) for i in side if i.place in places} for side in self._all]
        old, new = ({item.called: item for item in side} for side in self._words)
        alone: tuple[list[WrittenValue], list[WrittenValue]] = ([], [])
        for called in dict.fromkeys([*new, *old]):
            pair = old.get(called), new.get(called)
            told_by = (
                (item, told[index], _alike(item) in self._told[index])
                for index, item in enumerate(pair)
                if item
            )
            if any(said or item_of(item.path) in items for item, items, said in told_by):
                continue
            one, other = pair
            if one and other and one.text != other.text:
                yield EditedText("/".join(called), one.text, other.text, other.place)
            elif one and not other:
                alone[0].append(one)
            elif other and not one:
                alone[1].append(other)
        yield from _came_and_went(*alone)


Alike = tuple[object, ...]


def _alike(item: WrittenValue) -> Alike:
    """What decides which passages say it: what has all of it is told by the same ones."""
    return item.section, item.beside, item.text, item.path[0], item.path[-1] in SORTING


def _by_words(
    items: Iterable[WrittenValue],
) -> dict[str, dict[tuple[str, str], dict[Alike, WrittenValue]]]:
    """By what they say, then by section and what they stand beside: the first of those that are alike."""
    found: dict[str, dict[tuple[str, str], dict[Alike, WrittenValue]]] = {}
    for item in items:
        places = found.setdefault("".join(item.pieces), {})
        places.setdefault((item.section, squeezed(item.beside)), {}).setdefault(_alike(item), item)
    return found


def _by_section(items: Iterable[WrittenValue]) -> dict[str, list[WrittenValue]]:
    found: dict[str, list[WrittenValue]] = {}
    for item in items:
        found.setdefault(item.section, []).append(item)
    return found


def _came_and_went(old: Sequence[WrittenValue], new: Sequence[WrittenValue]) -> Iterator[EditedText]:
    """Items of lists told whole, and single values; what stands in an item of another name has stayed."""
    both = {_wherever(item) for item in old} & {_wherever(item) for item in new}
    for is_new, side in enumerate((old, new)):
        items: dict[KeyPath, list[WrittenValue]] = {}
        for item in side:
            if _wherever(item) not in both:
                items.setdefault(item_of(item.path), []).append(item)
        for path, own in items.items():
            said = "，".join(item.text for item in own)
            called = own[0].called[: len(path)] if len(own) > 1 else own[0].called
            yield EditedText("/".join(called), "" if is_new else said, said if is_new else "", own[0].place)


def _wherever(item: WrittenValue) -> tuple[str, str | int, str]:
    """A value by its list and key, whatever its item is called."""
    return item.called[0], item.path[-1], item.text


def _inputs(side: Disclosure, names: Names) -> list[WrittenValue]:
    """What is written on one side, its sections, projects and lines called as on the new one."""
    written = inputs_of(side.budget)
    paths = {item.place: item.path for item in written}
    lines: dict[KeyPath, str] = {}
    for record in side.records:
        path = paths.get(record.figure.origin, ()) if isinstance(record.figure.origin, Place) else ()
        if any(isinstance(step, int) for step in path):
            lines.setdefault(item_of(path), names.of_figure(record.figure.id))
    renamed = {**names.words_of_tables, **names.words_of_projects}
    found = []
    for item in written:
        line = item_of(item.path)
        called = tuple(renamed.get(step, step) for step in item.called)
        if line in lines:
            called = (lines[line], *item.called[len(line) :])
        found.append(replace(item, section=names.of_section(item.section), called=called))
    return found


def _said(item: WrittenValue) -> tuple[str, str, tuple[str, ...]]:
    return item.section, item.beside, item.pieces
