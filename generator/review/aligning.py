"""Lines of two PDFs that stand in the same place: those that say the same first, then those of one key."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.review.line import Line

Stretch = tuple[str, int, int, int, int]


def aligned(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Stretch]:
    """Stretches as of `SequenceMatcher.get_opcodes`: equal are lines of one key, whatever amounts they have.

    Tables list the same names again and again; lines that say the same on both sides, and only once, tell
    which table is which.
    """
    a = c = 0
    for i, j in [*_fixed(old, new), (len(old), len(new))]:
        matcher = SequenceMatcher(
            None, [line.key for line in old[a:i]], [line.key for line in new[c:j]], autojunk=False
        )
        for tag, start, end, from_, to in matcher.get_opcodes():
            yield tag, a + start, a + end, c + from_, c + to
        if i < len(old):
            yield "equal", i, i + 1, j, j + 1
        a, c = i + 1, j + 1


def _fixed(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    """The places of lines that stand once on both sides, as many as follow each other in one order."""
    counts = [Counter(line.text for line in side) for side in (old, new)]
    places = {line.text: index for index, line in enumerate(new) if counts[1][line.text] == 1}
    pairs = [
        (index, places[line.text])
        for index, line in enumerate(old)
        if counts[0][line.text] == 1 and line.text in places
    ]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length:] = [place, *ends[length + 1 :]]
        last[length:] = [index, *last[length + 1 :]]
    chosen, index = [], last[-1] if last else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]
