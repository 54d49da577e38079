"""New names put in place of old ones in texts, in time that grows with the texts, however many names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.source.stretches import same_at_first

_BEFORE = frozenset("/(")
_BEHIND = frozenset("/),")
"""What a whole part of an id stands between, besides blanks and the ends."""


def _anywhere(_: int) -> bool:
    return True


class Renaming:
    """New names put in place of old ones, all at once; `kept` are names within which none is replaced.

    Of two that begin at one place the longer one is meant.
    """

    def __init__(self, names: Mapping[str, str], kept: Iterable[str]) -> None:
        self._new = names
        old = _Names(names)
        around = [name for name in kept if name not in names and any(old.found(name, _anywhere, _anywhere))]
        self._names = _Names([*names, *around]) if around else old

    def in_text(self, text: str) -> str:
        """`text` with the new names."""
        return self._replaced(text, _anywhere, _anywhere)

    def in_id(self, name: str) -> str:
        """The id `name` with the new names, where an old one is a whole part of it."""

        def begins(start: int) -> bool:
            return not start or name[start - 1] in _BEFORE or name[start - 1].isspace()

        return self._replaced(name, begins, lambda end: end == len(name) or name[end] in _BEHIND)

    def _replaced(self, text: str, begins: Callable[[int], bool], ends: Callable[[int], bool]) -> str:
        made, done = [], 0
        for start, end in self._names.found(text, begins, ends):
            made += [text[done:start], self._new.get(text[start:end], text[start:end])]
            done = end
        return "".join([*made, text[done:]]) if done else text


class _Names:
    """Names in their order, among which the longest that a text goes on with is soon found.

    It is the last that does not come behind what the text says there; where that is none of its beginnings,
    it is a beginning of both.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(filter(None, names))
        self._longest = max(map(len, self._names), default=0)
        firsts = "".join(sorted({re.escape(name[0]) for name in self._names}))
        self._first = re.compile(f"[{firsts}]" if firsts else "(?!)")

    def found(
        self, text: str, begins: Callable[[int], bool], ends: Callable[[int], bool]
    ) -> Iterator[tuple[int, int]]:
        """(start, end) of names in `text`, one behind the other, that may begin and end there."""
        done = 0
        for match in self._first.finditer(text):
            start = match.start()
            end = self._end(text, start, ends) if start >= done and begins(start) else 0
            if end:
                yield start, end
                done = end

    def _end(self, text: str, start: int, ends: Callable[[int], bool]) -> int:
        said = text[start : start + self._longest]
        while said and (index := bisect_right(self._names, said)):
            name = self._names[index - 1]
            if not said.startswith(name):
                said = said[: same_at_first(said, name)]
            elif ends(start + len(name)):
                return start + len(name)
            else:
                said = name[:-1]
        return 0
