"""Rows that are counted: 1, 2, 3 … in a cell of its own, or 一、二、三 … before their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.review.folding import folded
from generator.review.line import Line

MOST_MISSING = 30
"""Rows of a counted table that may be gone one after the other."""
_COUNT = re.compile(r"\d{1,4}")
_ORDINAL = re.compile(r"(\()?(\d{1,3}|[一二三四五六七八九十]{1,3})(?(1)\)|[、.)])(?!\d)")
_DIGITS = "一二三四五六七八九"

_Counted = tuple[int, int, bool]
"""A line, its number, and whether that is written as codes are (01, 02 …)."""


def uncounted(lines: Sequence[Line]) -> list[Line]:
    """The rows without the numbers that count them: a row that comes shifts all that follow, and one that
    goes leaves a gap. Of what counts before a name it is known that it is not compared.
    """
    bare = [without_number(line) for line in lines]
    numbered = ((i, int(lines[i].texts[0]), lines[i].texts[0][0] == "0") for i, row in enumerate(bare) if row)
    counted = _counting(numbered)
    rows = [bare[index] or line if index in counted else line for index, line in enumerate(lines)]
    sorts: dict[str, list[_Counted]] = {}
    lengths: dict[int, int] = {}
    for index, line in enumerate(rows):
        if line.is_row and (match := _ORDINAL.match(line.text)) and match.end() < len(line.label[1]):
            sort = f"{match[1] or ''}{match[2].isdecimal()}{match[0][-1]}"
            sorts.setdefault(sort, []).append((index, _value(match[2]), False))
            lengths[index] = _words_of(line, match.end())
    counted = {index for sort in sorts.values() for index in _counting(sort)}
    return [
        replace(line, counted=lengths[index]) if index in counted else line for index, line in enumerate(rows)
    ]


def _counting(numbered: Iterable[_Counted]) -> set[int]:
    """The lines whose numbers grow as those of rows do: half of what they count to is there at least; all
    where they are written as codes are.
    """
    return {index for run in _runs(numbered) if _counts(run) for index, *_ in run}


def _runs(numbered: Iterable[_Counted]) -> Iterator[list[_Counted]]:
    run: list[_Counted] = []
    for line in numbered:
        last = run[-1][1] if run else 0
        if line[1] <= last:
            yield run
            run = [line]
        elif line[1] <= last + MOST_MISSING:
            run.append(line)
    yield run


def _counts(run: Sequence[_Counted]) -> bool:
    most = len(run) if any(as_code for *_, as_code in run) else 2 * len(run)
    return len(run) > 1 and run[-1][1] <= most


def _value(ordinal: str) -> int:
    if ordinal.isdecimal():
        return int(ordinal)
    tens, ten, ones = ordinal.rpartition("十")
    return (_DIGITS.find(tens) + 1 or 1) * 10 * bool(ten) + _DIGITS.find(ones) + 1


def _words_of(line: Line, length: int) -> int:
    """How many of its words make up so many characters of what it says."""
    said = 0
    for count, word in enumerate(line.words):
        if said >= length:
            return count
        said += len(folded(word))
    return len(line.words)


def without_number(line: Line) -> Line | None:
    """A row without the short number that it begins with; None where it begins otherwise."""
    if not _COUNT.fullmatch(line.texts[0]):
        return None
    count = len(line.cells[0])
    bare = replace(line, words=line.words[count:], places=line.places[count:], columns=line.columns[1:])
    return bare if bare.words and bare.is_row else None
