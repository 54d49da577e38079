"""Merged cells (合并单元格) over a page break: closed at the foot, opened again with their label."""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell over `length` rows from row `start`; `continued` when it goes on from the page before."""

    start: int
    length: int
    continued: bool


def spans(groups: Sequence[Hashable], breaks: Set[int]) -> list[Span]:
    """The merged cells of a column: runs of equal `groups`, cut before every row in `breaks`.

    The spans cover all rows once and in order; none crosses a break or a change of group.
    """
    found: list[Span] = []
    start = 0
    for row in range(1, len(groups) + 1):
        ends = row == len(groups) or groups[row] != groups[start] or row in breaks
        if ends:
            continued = start > 0 and groups[start - 1] == groups[start]
            found.append(Span(start, row - start, continued))
            start = row
    return found
