"""Where in the text of a YAML file everything begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Span(NamedTuple):
    """Characters `start` to `end`: what is written for a value, without blank lines and comments behind it.

    `flow`: it is a list or a mapping in brackets; `within`: it lies in brackets.
    """

    start: int
    end: int
    flow: bool = False
    within: bool = False


@dataclass(slots=True)
class _Open:
    """A list or a mapping whose end is not known yet; `key` is the key of which the value is awaited."""

    start: int
    flow: bool
    mapping: bool
    end: int = 0
    key: int = -1


class Layout:
    """The spans of a text that can be read: values and items by their start, values by that of their key."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: dict[int, Span] = {}
        self.of_keys: dict[int, Span] = {}
        self._open: list[_Open] = []
        for event in yaml.parse(text, Loader=LOADER):
            start, end = _index(event.start_mark), _index(event.end_mark)
            if isinstance(event, yaml.CollectionStartEvent):
                self._open.append(
                    _Open(start, bool(event.flow_style), isinstance(event, yaml.MappingStartEvent))
                )
            elif isinstance(event, yaml.CollectionEndEvent):
                done = self._open.pop()
                self._close(Span(done.start, end if done.flow else done.end or start, done.flow))
            elif isinstance(event, yaml.NodeEvent):
                block = isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">")
                self._close(Span(start, len(text[:end].rstrip()) if block else end))

    def _close(self, span: Span) -> None:
        above = self._open[-1] if self._open else None
        span = span._replace(within=any(one.flow for one in self._open))
        if above is None:
            self.spans[span.start] = span
        elif above.mapping and above.key < 0:
            above.key = span.start
        else:
            self.spans[span.start] = span
            if above.mapping:
                self.of_keys[above.key] = span
                above.key = -1
            above.end = span.end

    def line_start(self, at: int) -> int:
        """Where the line of `at` begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line of `at` ends, before its line break."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[at:end].endswith("\r") else end

    def next_line(self, at: int) -> int:
        """Where the line after that of `at` begins."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    @property
    def newline(self) -> str:
        """The line break of the file."""
        return "\r\n" if "\r\n" in self.text else "\n"


def _index(mark: Any) -> int:
    return int(mark.index)


@lru_cache(maxsize=32)
def layout_of(text: str) -> Layout:
    """The layout of a text, worked out once for all that changes in it."""
    return Layout(text)


def cut(written: Sequence[tuple[int, int, bool]], around: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """What to cut out of the brackets `around` to be without those `written` in them that are to go.

    Each goes with the comma after it, or with the one before it once something has been kept.
    """
    if all(goes for _, _, goes in written):
        yield around[0] + 1, around[1] - 1
        return
    kept = False
    for index, (start, end, goes) in enumerate(written):
        if not goes:
            kept = True
        elif kept:
            yield written[index - 1][1], end
        else:
            yield start, written[index + 1][0]
