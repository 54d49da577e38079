"""The comments of lines that are written anew."""

from __future__ import annotations

from collections.abc import Sequence


def with_comments(lines: Sequence[str], old: Sequence[str]) -> list[str]:
    """`lines` with the comments of the `old` lines: behind or above the line of the same key.

    A comment whose line is gone stands by itself above the next that is left, or at the end.
    """
    keys: dict[str, int] = {}
    for number, line in enumerate(lines):
        keys.setdefault(_key(line), number)
    above: dict[int, list[str]] = {}
    behind: dict[int, str] = {}
    waiting: list[str] = []
    for line in old:
        code, comment = _parted(line)
        index = keys.get(_key(code)) if code else None
        if index is not None:
            above.setdefault(index, []).extend(waiting)
            waiting = []
        if comment and (index is None or index in behind):
            waiting.append(comment)
        elif comment and index is not None:
            behind[index] = comment
    result: list[str] = []
    for number, line in enumerate(lines):
        result += [_margin(line) + comment for comment in above.get(number, ())]
        result.append(f"{line}  {behind[number]}" if number in behind else line)
    return result + [_margin(lines[-1]) + comment for comment in waiting]


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _key(line: str) -> str:
    return line.strip().removeprefix("- ").partition(": ")[0].rstrip(": ").strip("\"'")


def _parted(line: str) -> tuple[str, str]:
    """What the line says, and its comment: what begins with a # after a blank, outside quotes."""
    quote = ""
    before = " "
    for index, char in enumerate(line):
        if quote:
            quote = "" if char == quote and before != "\\" else quote
        elif char in "\"'" and before in " {[,":
            quote = char
        elif char == "#" and before in " \t":
            return line[:index].rstrip(), line[index:].rstrip()
        before = char
    return line.rstrip(), ""
