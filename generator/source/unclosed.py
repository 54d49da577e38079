"""Brackets and quotation marks that are left open: told where they open; the parser stops lines below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.findings import Finding
from generator.source.place import Place, SourceText
from generator.source.slips import SYNTAX

_CLOSERS = {"{": "}", "[": "]"}
_QUOTES = "\"'"
_ENTRY = re.compile(
    r"[ \t]*(?:-(?=[ \t]|$)|(?:[^\s\"'{}\[\],#&*!|>%@`-][^\s:]{0,40}|\"[^\"]{0,40}\"):(?=[ \t]|$))"
)
"""What begins a line that is no more of the value above: a dash, or a key."""
_UNOPENED = re.compile(
    r"[ \t]*(?:-[ \t]+)?[^\s:{\[]{1,40}:[ \t]+"
    r"(?P<value>[^\s:{\[]{1,40}:[ \t][^{\[#]*(?P<end>[}\]]))[ \t]*(?:#.*)?$"
)
"""A line of a key whose value begins with another, and has the end of brackets only."""
_LITERAL = re.compile(r"[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")


@dataclass(slots=True)
class _Scan:
    """What is open after the characters so far; `entry` is how far in the line stands where it was opened."""

    source: SourceText
    open: list[tuple[str, int, int]] = field(default_factory=list)
    quote: tuple[str, int, int] | None = None
    entry: int = 0
    literal: int = -1
    number: int = 0
    commented: tuple[int, int] = (0, 0)
    """Where a comment has what closes the bracket that is open."""

    def found(self, at: tuple[str, int, int], message: str, hint: str) -> Finding:
        return SYNTAX.at(Place(self.source, at[1], at[2] + 1), message, hint)

    def left(self) -> Finding | None:
        """What is open, where an entry of its own begins or the file ends."""
        if self.quote:
            char = self.quote[0]
            hint = f"在这个值的末尾补上另一半 {char}；值里本来就有引号的，整句用另一种引号"
            return self.found(self.quote, f"引号 {char} 没有配对，这一行里没有另一半", hint)
        if not self.open:
            return None
        char, *_ = self.open[-1]
        if self.commented[0]:
            closer = _CLOSERS[char]
            at = (closer, *self.commented)
            return self.found(at, f"“{closer}”在“#”后面，被当作说明", f"把“{closer}”移到“#”的前面，逗号也是")
        due = "".join(_CLOSERS[one[0]] for one in reversed(self.open))
        return self.found(
            self.open[-1], f"“{char}”没有收住，缺“{due}”", f"在这个值的末尾补上“{due}”，或删去多写的“{char}”"
        )

    def line(self, number: int, text: str) -> Finding | None:
        """Go on through a line."""
        self.number = number
        bare = text.lstrip(" \t")
        indent = len(text) - len(bare)
        if not bare or (self.literal >= 0 and indent > self.literal):
            return None
        self.literal = -1
        if self.quote or self.open:
            if indent <= self.entry and _ENTRY.match(text):
                return self.left()
        else:
            self.entry = indent
            if match := _UNOPENED.match(text):
                opener = {"}": "{", "]": "["}[match["end"]]
                at = (opener, number, match.start("value"))
                return self.found(at, f"末尾有“{match['end']}”，前面少了“{opener}”", f"在这里补上“{opener}”")
        return self._through(number, text, indent)

    def _through(self, number: int, text: str, index: int) -> Finding | None:
        begins = True
        while index < len(text):
            char = text[index]
            if self.quote:
                index, wrong = self._quoted(text, index)
                if wrong:
                    return wrong
                begins = False
            elif char == "#" and (index == 0 or text[index - 1] in " \t"):
                if self.open and (closer := text.find(_CLOSERS[self.open[-1][0]], index)) > 0:
                    self.commented = (number, closer)
                return None
            elif char in " \t":
                index += 1
            elif begins and char in _QUOTES:
                self.quote, index = (char, number, index), index + 1
            elif begins and char in _CLOSERS:
                self.open.append((char, number, index))
                index += 1
            elif self.open and char in "}]":
                opened = self.open[-1]
                due = _CLOSERS[opened[0]]
                if due == char:
                    self.open.pop()
                elif any(_CLOSERS[one[0]] == char for one in self.open):
                    return self.found(
                        opened,
                        f"“{opened[0]}”没有收住，缺“{due}”",
                        f"在“{char}”前面补上“{due}”，或删去多写的“{opened[0]}”",
                    )
                begins, index = False, index + 1
            elif self.open and char == ",":
                begins, index = True, index + 1
            elif begins and char == "-" and not self.open and text[index + 1 : index + 2] in ("", " ", "\t"):
                index += 1
            elif begins and not self.open and _LITERAL.match(text, index):
                self.literal = self.entry
                return None
            else:
                index, begins = self._word(text, index)
        return None

    def _word(self, text: str, index: int) -> tuple[int, bool]:
        """Past a word without quotes; whether a value begins behind it."""
        stops = ",{}[]" if self.open else ""
        while index < len(text) and text[index] not in stops:
            if text[index] == ":" and text[index + 1 : index + 2] in ("", " ", "\t"):
                return index + 1, True
            if text[index] == "#" and text[index - 1] in " \t":
                break
            index += 1
        if index < len(text) and text[index] in "{[":
            index += 1  # within a word: no bracket
        return index, False

    def _quoted(self, text: str, index: int) -> tuple[int, Finding | None]:
        """To the end of a quoted text, or of the line; what is wrong behind it."""
        assert self.quote
        opened = self.quote
        while index < len(text):
            if opened[0] == '"' and text[index] == "\\":
                index += 2
                continue
            if text[index] == opened[0]:
                if opened[0] == "'" and text[index + 1 : index + 2] == "'":
                    index += 2
                    continue
                self.quote = None
                rest = text[index + 1 :].lstrip(" \t")
                if rest and rest[0] not in ",}]:#":
                    hint = "值里本来就有引号的，整句用另一种引号；"
                    here = opened[1] == self.number
                    hint += "不是的，把右引号移到最后" if here else "不是的，在前一个值的末尾补上右引号"
                    return index + 1, self.found(opened, "从这里开始的引号收住以后，后面还有字", hint)
                return index + 1, None
            index += 1
        return index, None


def left_open(source: SourceText, last: int) -> Finding | None:
    """The bracket or quotation mark of the lines up to `last` that is not closed where its value ends."""
    scan = _Scan(source)
    lines = source.text.split("\n")
    for number, text in enumerate(lines[: last + 1], 1):
        if wrong := scan.line(number, text.rstrip("\r")):
            return wrong
    return scan.left() if last >= len(lines) or not any(line.strip() for line in lines[last:]) else None
