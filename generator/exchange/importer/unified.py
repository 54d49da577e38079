"""A unified diff, made in bounded time whatever lines are there again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.source.stretches import Stretch, stretches

_END = "\n"
_NO_END = "\n\\ No newline at end of file\n"
AROUND = 3
"""Lines that are shown before and after a change."""


def unified(name: str, old: str, new: str) -> Iterator[str]:
    """The lines of the diff of a file, with their ends; nothing where the texts are the same."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    hunks = list(_hunks(stretches(before, after)))
    if hunks:
        yield from (f"--- a/{name}\n", f"+++ b/{name}\n")
    for hunk in hunks:
        (_, a, _, c, _), (_, _, b, _, d) = hunk[0], hunk[-1]
        yield f"@@ -{_lines(a, b)} +{_lines(c, d)} @@\n"
        for tag, a, b, c, d in hunk:
            sides = [(" ", before[a:b])] if tag == "equal" else [("-", before[a:b]), ("+", after[c:d])]
            for mark, lines in sides:
                yield from (f"{mark}{line}{'' if line.endswith(_END) else _NO_END}" for line in lines)


def _hunks(found: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Changes with what stands around them; those that are near are one."""
    hunk: list[Stretch] = []
    for index, (tag, a, b, c, d) in enumerate(found):
        if tag != "equal":
            hunk.append((tag, a, b, c, d))
            continue
        last = index == len(found) - 1
        if hunk and (last or b - a > 2 * AROUND):
            until = min(AROUND, b - a)
            yield [*hunk, (tag, a, a + until, c, c + until)]
            hunk = []
        if not last:
            since = b - a if hunk else min(AROUND, b - a)
            hunk.append((tag, b - since, b, d - since, d))
    if any(tag != "equal" for tag, *_ in hunk):
        yield hunk


def _lines(start: int, end: int) -> str:
    """Where a hunk stands in one of the files: its first line, from 1, and how many there are."""
    if end - start == 1:
        return str(start + 1)
    return f"{start + (end > start)},{end - start}"
