"""Lines of two PDFs that stand in the same place: those that say the same first, then those of one key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.review.line import Line
from generator.source.stretches import Stretch, fixed, stretches


def aligned(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Stretch]:
    """Stretches as of `stretches`: equal are lines of one key, whatever amounts they have.

    Tables list the same names again and again; lines that say the same on both sides, and only once, tell
    which table is which.
    """
    a = c = 0
    same = fixed([line.text for line in old], [line.text for line in new])
    for i, j in [*same, (len(old), len(new))]:
        keys = [line.key for line in old[a:i]], [line.key for line in new[c:j]]
        for tag, start, end, from_, to in stretches(*keys):
            yield tag, a + start, a + end, c + from_, c + to
        if i < len(old):
            yield "equal", i, i + 1, j, j + 1
        a, c = i + 1, j + 1
