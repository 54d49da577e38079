"""The caret (光标): where in a budget what is being typed belongs, in a text that is not valid YAML yet.

Lines are read once from the top; what is above the caret by its indentation is the path.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.workbench.completing.flow import Brackets

ITEM = 0
"""The step of a path into a list, whichever item it is."""
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$")
_KEY = re.compile(r"""(?:"([^"]*)"[ \t]*|'([^']*)'[ \t]*|([^\s"'#\[{][^:#]*)):(?=[ \t]|$)""")
_REFERENCE = re.compile(r"\{\{([^{}\n]*)$")


@dataclass(frozen=True, slots=True)
class Caret:
    """What is being typed stands from `start` on, below `path`; `keys` are there already.

    A key may be typed at it, or a `value`; or, within the braces of a text, the id of a figure.
    """

    path: tuple[str | int, ...]
    start: int
    keys: frozenset[str] = frozenset()
    value: bool = False
    key: bool = False
    figure: bool = False
    flow: bool = False


@dataclass(slots=True)
class _Level:
    column: int
    step: str | int


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.levels: list[_Level] = []
        self.brackets = Brackets(text)
        self.block = -1
        """The column of the key whose text stands in the lines below it; -1 when none does."""

    def line(self, start: int, end: int) -> None:
        """Read a whole line."""
        if self.brackets.inside:
            self.brackets.read(start, min(end + 1, len(self.text)))
            return
        at, value = self.open(start, end)
        if at < 0 or value < 0:
            return
        if _BLOCK.match(self.text, value, end):
            self.block = self.levels[-1].column if self.levels else 0
        elif value < end and self.text[value] in "[{":
            self.brackets.read(value, min(end + 1, len(self.text)))
        elif value < end and self.text[value] in "'\"":
            self.brackets.begin_quote(value)
            self.brackets.read(value + 1, min(end + 1, len(self.text)))

    def open(self, start: int, end: int) -> tuple[int, int]:
        """Open the levels of a line: where its words begin after dashes, and its value, -1 for none."""
        at = start + _blanks(self.text, start, end)
        column = at - start
        if at == end:
            return at, -1
        if self.block >= 0 and column > self.block:
            return -1, -1
        self.block = -1
        if self.text[at] == "#":
            return -1, -1
        dash = self.text.startswith(("- ", "-\n"), at) or self.text[at:end] == "-"
        self.close(column, dash=dash)
        while self.text.startswith("- ", at, end) or self.text[at:end] == "-":
            self.levels.append(_Level(at - start, ITEM))
            at += 1 + _blanks(self.text, at + 1, end)
        found = _KEY.match(self.text, at, end)
        if found is None:
            return at, at if self.levels and self.levels[-1].step == ITEM else -1
        self.levels.append(_Level(at - start, next(filter(None, found.groups()), "").strip()))
        return at, found.end() + _blanks(self.text, found.end(), end)

    def close(self, column: int, *, dash: bool) -> None:
        """Leave what does not reach to a line that begins at `column`."""
        while self.levels and (
            self.levels[-1].column > column
            or (self.levels[-1].column == column and (not dash or self.levels[-1].step == ITEM))
        ):
            self.levels.pop()

    @property
    def path(self) -> tuple[str | int, ...]:
        return tuple(level.step for level in self.levels)


def caret_in(text: str, at: int) -> Caret | None:
    """What is being typed at the character `at`; None where nothing can be offered."""
    at = min(max(at, 0), len(text))
    begun = text.rfind("\n", 0, at) + 1
    reader, start = _Reader(text), 0
    while start < begun:
        end = text.index("\n", start)
        reader.line(start, end)
        start = end + 1
    reference = _REFERENCE.search(text, begun, at)
    if reference is not None:
        name = reference.start(1)
        return Caret((), name + _blanks(text, name, at), figure=True)
    if reader.brackets.inside:
        reader.brackets.read(begun, at)
        return _in_brackets(reader, at) if reader.brackets.inside else None
    return _in_line(reader, begun, at)


def _in_line(reader: _Reader, begun: int, at: int) -> Caret | None:
    text = reader.text
    blanks = _blanks(text, begun, at)
    if begun + blanks == at:  # nothing is typed yet: the caret says how deep it is
        if reader.block >= 0 and blanks > reader.block:
            return None
        reader.close(blanks, dash=False)
        return Caret(reader.path, at, _beside(text, begun, blanks), key=True)
    words, value = reader.open(begun, at)
    begins = text[value:at][:1] if value >= 0 else ""
    if words < 0 or begins == "#" or (value == at and text[at - 1] == ":"):
        return None
    if begins and begins in "[{":
        reader.brackets.read(value, at)
        return _in_brackets(reader, at) if reader.brackets.inside else None
    quoted = begins in ("'", '"')
    if quoted and text.find(begins, value + 1, at) >= 0:
        return None
    if value >= 0 and value != words:
        return Caret(reader.path, value + quoted, value=True)
    keys = frozenset() if quoted else _beside(text, begun, words - begun)
    return Caret(reader.path, words + quoted, keys, key=not quoted, value=value >= 0)


def _in_brackets(reader: _Reader, at: int) -> Caret | None:
    brackets = reader.brackets
    if brackets.comment or not brackets.open:
        return None
    top = brackets.open[-1]
    *above, own = (ITEM if one.kind == "[" else one.key or "" for one in brackets.open)
    path = (*reader.path, *above)
    token = top.token + _blanks(reader.text, top.token, at, "\n")
    token += bool(brackets.quote) and token < at
    if top.kind == "{" and top.key is None:
        if brackets.quote:
            return None
        return Caret(path, token, frozenset(brackets.keys_from(at)), key=True, flow=True)
    return Caret((*path, own), token, value=True, flow=True)


def _blanks(text: str, start: int, end: int, more: str = "") -> int:
    at = start
    while at < end and (text[at] in " \t" or text[at] in more):
        at += 1
    return at - start


def _beside(text: str, begun: int, column: int) -> frozenset[str]:
    """The keys of the block that has a key at `column` of the line that begins at `begun`."""
    lines = text[:begun].split("\n")[:-1]
    own, _, below = text[begun:].partition("\n")
    found: set[str] = set()
    dash = own[:column].strip() == "-"
    for line in reversed([] if dash else lines):
        if not _is_of_block(line, column, found):
            break
        if line[:column].strip():
            break
    for line in below.split("\n"):
        if line[:column].strip() or not _is_of_block(line, column, found):
            break
    return frozenset(found)


def _is_of_block(line: str, column: int, found: set[str]) -> bool:
    """Whether a line may stand in the block; its key, if one stands at `column`, is added to `found`."""
    if not line.strip():
        return True
    if line[:column].strip(" -"):
        return False
    if line[:column].strip() and line[column - 1 : column] != " ":
        return False
    key = _KEY.match(line, column) if line[column : column + 1].strip() else None
    if key is not None:
        found.add(next(filter(None, key.groups()), "").strip())
    return True
