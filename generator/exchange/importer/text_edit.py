"""Changing YAML text in place: a scalar, an item of a list, a key of a mapping; nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.source import Mapping, Place, Sequence, SourceText


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters `start` to `end` of a file become `text`; `number` keeps insertions in order."""

    start: int
    end: int
    number: int
    text: str


@dataclass
class Edits:
    """The edits of all files, by the file's path within the budget."""

    files: dict[str, list[Edit]] = field(default_factory=dict)
    sources: dict[str, SourceText] = field(default_factory=dict)

    def add(self, source: SourceText, start: int, end: int, text: str) -> None:
        """Enter one edit."""
        self.sources[source.inside] = source
        edits = self.files.setdefault(source.inside, [])
        edits.append(Edit(start, end, len(edits), text))

    def results(self) -> Iterator[tuple[str, str, str]]:
        """(path, old text, new text) of every file that changes."""
        for inside, edits in sorted(self.files.items()):
            old = self.sources[inside].text
            parts, at = [], 0
            for edit in sorted(edits):
                parts += [old[at : edit.start], edit.text]
                at = edit.end
            yield inside, old, "".join([*parts, old[at:]])


def offset_of(place: Place) -> int:
    """How many characters stand before `place` in its file."""
    lines = place.source.text.splitlines(keepends=True)
    return sum(map(len, lines[: place.line - 1])) + place.column - 1


def scalar_end(text: str, start: int, value: str) -> int | None:
    """Where the scalar at `start` that says `value` ends; None when it is written over several lines."""
    quoted = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\n]|\'\')*\'').match(text, start)
    if quoted:
        return quoted.end()
    return start + len(value) if value and text.startswith(value, start) else None


def flow_end(text: str, start: int) -> int:
    """Where the bracket at `start` is closed (the place of the closing one)."""
    token = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[\[{]|[\]}]|(?<=\s)#[^\n]*|.', re.DOTALL)
    depth, at = 0, start
    while at < len(text):
        match = token.match(text, at)
        assert match is not None
        found = match[0]
        # A quote within a word is only a character.
        if found[0] in "\"'" and len(found) > 1 and at and text[at - 1] not in " ,:[{\n\t":
            at += 1
            continue
        depth += (found in "[{") - (found in "]}")
        if not depth:
            return at
        at = match.end()
    return len(text)


def line_end(text: str, at: int) -> int:
    """Where the line of `at` ends, before its line break."""
    match = re.compile(r"[^\r\n]*").match(text, at)
    assert match is not None
    return match.end()


def block_end(text: str, at: int, indent: int) -> int:
    """Where what begins on the line of `at` ends: before the next line that is indented by `indent` or less.

    Blank lines and comments after it are not part of it.
    """
    end = line_end(text, at)
    following = end
    while following < len(text):
        start = following + (2 if text.startswith("\r\n", following) else 1)
        following = line_end(text, start)
        line = text[start:following]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if len(line) - len(line.lstrip(" ")) <= indent:
            break
        end = following
    return end


def newline_of(text: str) -> str:
    """The line break of a file."""
    return "\r\n" if "\r\n" in text else "\n"


def append_item(edits: Edits, sequence: Sequence, flow: str, block: list[str]) -> bool:
    """Add an item to a list: `flow` within brackets, `block` (not indented) as lines of its own.

    False when the list is written in a way that cannot be extended.
    """
    source = sequence.place.source
    text, start = source.text, offset_of(sequence.place)
    if text.startswith("[", start):
        end = flow_end(text, start)
        if len(sequence):
            edits.add(source, end, end, f", {flow}")
        else:
            margin = " " * (_indent(text, start) + 2)
            edits.add(source, start, end + 1, "")
            return _insert_lines(edits, source, end + 1, margin, block)
        return True
    if not len(sequence):
        return False
    last = sequence.places[-1]
    at = offset_of(last)
    dash = text.rfind("-", text.rfind("\n", 0, at) + 1, at)
    if dash < 0:
        return False
    column = dash - (text.rfind("\n", 0, dash) + 1)
    margin = " " * column
    return _insert_lines(edits, last.source, block_end(last.source.text, at, column), margin, block)


def _insert_lines(edits: Edits, source: SourceText, at: int, margin: str, lines: list[str]) -> bool:
    end = newline_of(source.text)
    edits.add(source, at, at, "".join(f"{end}{margin}{line}" if line else end for line in lines))
    return True


def _indent(text: str, at: int) -> int:
    start = text.rfind("\n", 0, at) + 1
    return len(text[start:]) - len(text[start:].lstrip(" "))


def add_key(edits: Edits, mapping: Mapping, flow: str, block: list[str]) -> bool:
    """Add a key to a mapping: `flow` (key: value) within braces, `block` as lines of its own."""
    source = mapping.place.source
    text, start = source.text, offset_of(mapping.place)
    if text.startswith("{", start):
        end = flow_end(text, start)
        edits.add(source, end, end, f", {flow}" if mapping else flow)
        return True
    places = list(mapping.key_places.values())
    if not places or any(place.source is not source for place in places):
        return False
    column = places[-1].column - 1
    at = block_end(text, offset_of(places[-1]), column)
    return _insert_lines(edits, source, at, " " * column, block)


def append_lines(edits: Edits, source: SourceText, lines: list[str]) -> None:
    """Add lines at the end of a file, after a blank one."""
    text, end = source.text, newline_of(source.text)
    gap = end if text.endswith("\n") or not text else end * 2
    edits.add(source, len(text), len(text), gap + "".join(f"{line}{end}" for line in lines))
