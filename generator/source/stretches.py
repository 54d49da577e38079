"""What two lists have in common, and where they differ, in bounded time whatever they say again and again.

`difflib` goes through all pairs of equal items, many times: two texts of 20,000 equal lines take it an hour.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

Stretch = tuple[str, int, int, int, int]
"""Tag (equal, replace, delete, insert), and where it begins and ends in one list and the other."""
Block = tuple[int, int, int]
"""Where so many items are the same: from where in one list, from where in the other, how many."""

MOST_ITEMS = 10_000
MOST_PAIRS = 10**6
"""Of equal items, one of each list, that `difflib` is given to go through at once, as `work` counts them."""
MOST_IN_ALL = 4 * 10**6
"""Those that it is given of two lists, one piece after another; of others only what is alone is paired."""
MOST_OF_ALL = 2 * 10**7
"""Those of all the lists of one comparison."""


def work(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How often `difflib` goes through a pair of equal items, at worst: again for every eight of an item.

    Measured: abab… against aabaab… takes it three seconds for a thousand characters, as many random ones of
    two letters a fiftieth of that.
    """
    one, other = Counter(old), Counter(new)
    pairs = sum(times * other[item] for item, times in one.items() if item in other)
    return pairs + pairs * pairs // (8 * (len(old) + len(new)) or 1)


class Effort:
    """What one comparison of many lists may take altogether; beyond, what differs is not looked into."""

    def __init__(self, most: int = MOST_OF_ALL) -> None:
        self._left = most
        self.spent = False

    def affords(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
        """Whether there is enough left to compare these two item by item, which is then taken from it."""
        self._left -= len(old) + len(new)
        needed = work(old, new) if self._left > 0 else 0
        if needed > self._left:
            self.spent = True
            return False
        self._left -= needed
        return True


def stretches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Stretch]:
    """Stretches as of `SequenceMatcher.get_opcodes`, without its guesses about what is frequent.

    Lists that repeat themselves beyond all use are paired by what stands once in both; between that by their
    beginnings and ends, and what is left is `replace`.
    """
    if _fits(old, new, MOST_PAIRS) is not None:
        return [*SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]
    return list(_between(_blocks(old, new), len(old), len(new)))


def fixed(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of what stands once in both lists, as many as follow each other in one order."""
    counts = [Counter(side) for side in (old, new)]
    places = {item: index for index, item in enumerate(new) if counts[1][item] == 1}
    pairs = [
        (index, places[item]) for index, item in enumerate(old) if counts[0][item] == 1 and item in places
    ]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [index]
    chosen, index = [], last[-1] if last else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _fits(old: Sequence[Hashable], new: Sequence[Hashable], most: int) -> int | None:
    """How many pairs of equal items there are; None when it is too much for `difflib`."""
    if min(len(old), len(new)) > MOST_ITEMS:
        return None
    pairs = work(old, new)
    return pairs if pairs <= most else None


def _blocks(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Block]:
    """What is the same in both, in their order."""
    left = MOST_IN_ALL
    a = c = 0
    for i, j in [*fixed(old, new), (len(old), len(new))]:
        one, other = old[a:i], new[c:j]
        head = same_at_first(one, other)
        tail = same_at_first(one[head:][::-1], other[head:][::-1])
        yield a, c, head
        inner = one[head : len(one) - tail], other[head : len(other) - tail]
        pairs = _fits(*inner, min(left, MOST_PAIRS))
        if pairs:
            left -= pairs
            for x, y, size in SequenceMatcher(None, *inner, autojunk=False).get_matching_blocks():
                yield a + head + x, c + head + y, size
        yield i - tail, j - tail, tail + (i < len(old))
        a, c = i + 1, j + 1


def same_at_first(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """With how many equal items both begin."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(old), len(new)))


def _between(blocks: Iterator[Block], end: int, stop: int) -> Iterator[Stretch]:
    """Stretches around blocks; those that touch are one."""
    joined: list[Block] = [(0, 0, 0)]
    for a, c, size in blocks:
        x, y, length = joined[-1]
        if (x + length, y + length) == (a, c):
            joined[-1] = x, y, length + size
        elif size:
            joined.append((a, c, size))
    a = c = 0
    for x, y, size in [*joined, (end, stop, 0)]:
        if a < x or c < y:
            yield ("replace" if a < x and c < y else "delete" if a < x else "insert"), a, x, c, y
        if size:
            yield "equal", x, x + size, y, y + size
        a, c = x + size, y + size
