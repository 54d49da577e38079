"""Merged cells (合并单元格) of a column of labels."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell over `length` rows from row `start`."""

    start: int
    length: int


def spans(groups: Sequence[Hashable]) -> list[Span]:
    """The merged cells of a column: runs of equal `groups`, which cover all rows once and in order."""
    found: list[Span] = []
    for _, run in groupby(groups):
        start = found[-1].start + found[-1].length if found else 0
        found.append(Span(start, len(list(run))))
    return found
