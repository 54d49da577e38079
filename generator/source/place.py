"""Where a value stands: file, line and column, and the line itself with a caret under it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from generator.source.hidden import shown

_MOST_SHOWN = 300
"""Characters of a line that are shown: a longer one is cut around what it is shown for."""
_MOST_BEFORE = 500
"""Times that the same words may stand before a part that is looked for among the lines of a file."""


@lru_cache(maxsize=64)
def _lines(text: str) -> tuple[str, ...]:
    """The lines of a file, split once for all that is found in it."""
    return tuple(lines_of(text))


def lines_of(text: str) -> list[str]:
    """The lines of `text` with their ends, as editors count them: other separators end none."""
    return re.findall(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", text)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file that was read: `name` is its path as shown to people, `inside` that within the budget's folder.

    Both have forward slashes; only `inside` is the same wherever the folder lies.
    """

    name: str
    text: str = field(repr=False, compare=False)
    inside: str = ""
    data: bytes = field(default=b"", repr=False, compare=False)
    """What was read, byte for byte: it is what a PDF made from the text encloses."""

    def line(self, number: int) -> str:
        """Line `number`, counted from 1, without its end; "" beyond the last line."""
        lines = _lines(self.text)
        return lines[number - 1].rstrip("\r\n") if 0 < number <= len(lines) else ""


class Place(NamedTuple):
    """A position in a file; `line` and `column` count characters from 1.

    Why a tuple: every value has one, and a frozen dataclass takes thrice as long to make.
    """

    source: SourceText
    line: int
    column: int

    @property
    def name(self) -> str:
        """The file as shown to people."""
        return self.source.name

    def __str__(self) -> str:
        return f"{self.name}:{self.line}:{self.column}"

    def of_character(self, char: str) -> Place:
        """Where `char` first stands in the text that begins here; this place if an escape stands for it."""
        lines = lines_of(self.source.text)[self.line - 1 :]
        rest = "".join(lines)[self.column - 1 :]
        quoted = re.match(r'"(?:[^"\\]|\\.)*"', rest, re.DOTALL)
        index = (quoted[0] if quoted else rest).find(char)
        if index < 0:
            return self
        return self._on(rest, index)

    def of_part(self, text: str, start: int, end: int) -> Place:
        """Where text[start:end] stands in the scalar `text` that begins here.

        This place where the file writes it otherwise: over two lines, or with an escape.
        """
        part, rest = text[start:end], self._following(2 * len(text) + 400)
        quoted = rest[:1] in ("'", '"')
        index = start + quoted
        if not rest.startswith(text[:end], quoted):
            index, times = -len(part), text.count(part, 0, start)
            for _ in range(times + 1 if times < _MOST_BEFORE else 0):
                index = rest.find(part, index + len(part))
                if index < 0:
                    return self
            if index < 0:
                return self
        return self._on(rest, index)

    def _on(self, rest: str, index: int) -> Place:
        """The place so many characters further on in the `rest` of the file from here."""
        lines = sum(rest.count(end, 0, index) for end in "\r\n") - rest.count("\r\n", 0, index)
        begun = max(rest.rfind(end, 0, index) for end in "\r\n") + 1
        return Place(self.source, self.line + lines, index - begun + (1 if lines else self.column))

    def _following(self, length: int) -> str:
        """The next `length` characters or more, up to the end of a line."""
        lines = _lines(self.source.text)
        rest = lines[self.line - 1][self.column - 1 :] if self.line <= len(lines) else ""
        for line in lines[self.line :]:
            if len(rest) >= length:
                break
            rest += line
        return rest

    def excerpt(self) -> tuple[str, str]:
        """The source line, and blanks up to a caret; a Chinese character is two columns wide."""
        line = shown(self.source.line(self.line).expandtabs(1))
        column = len(shown(self.source.line(self.line)[: self.column - 1].expandtabs(1)))
        if len(line) > _MOST_SHOWN:
            start = max(0, column - _MOST_SHOWN // 3)
            cut, rest = line[start : start + _MOST_SHOWN], line[start + _MOST_SHOWN :]
            line = f"{'……' if start else ''}{cut}{'……' if rest else ''}"
            column += (2 if start else 0) - start
        return line, " " * display_width(line[:column]) + "^"


def display_width(text: str) -> int:
    """Columns that `text` takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
