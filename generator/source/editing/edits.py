"""The changes of texts, collected before any is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.source.place import SourceText


class _Edit(NamedTuple):
    """Characters `start` to `end` become `text`; `number` keeps insertions in order."""

    start: int
    end: int
    number: int
    text: str


@dataclass
class TextEdits:
    """The changes of one text."""

    text: str
    _edits: list[_Edit] = field(default_factory=list)

    def add(self, start: int, end: int, text: str) -> None:
        """Enter one change; another of the same characters takes its place, but insertions add up."""
        if start < end:
            self._edits = [edit for edit in self._edits if (edit.start, edit.end) != (start, end)]
        number = self._edits[-1].number + 1 if self._edits else 0
        self._edits.append(_Edit(start, end, number, text))

    def result(self) -> str:
        """The changed text."""
        parts, at = [], 0
        for edit in sorted(self._edits):
            parts += [self.text[at : edit.start], edit.text]
            at = edit.end
        return "".join([*parts, self.text[at:]])


@dataclass
class Edits:
    """The changes of all files of a budget, by the file's path within it."""

    files: dict[str, TextEdits] = field(default_factory=dict)

    def add(self, source: SourceText, start: int, end: int, text: str) -> None:
        """Enter one change."""
        self.files.setdefault(source.inside, TextEdits(source.text)).add(start, end, text)

    def results(self) -> Iterator[tuple[str, str, str]]:
        """(path, old text, new text) of every file that changes."""
        for inside, edits in sorted(self.files.items()):
            yield inside, edits.text, edits.result()
