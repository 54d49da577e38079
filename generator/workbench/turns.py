"""Turns (轮流): the work of several people, each one's in order, and nobody's behind all that another has."""

from __future__ import annotations

import threading
from bisect import insort
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

Work = Callable[[], None]


@dataclass(frozen=True, slots=True, order=True)
class _Waiting:
    when: int
    number: int
    whose: Hashable = field(compare=False)
    work: Work = field(compare=False)


class Turns:
    """Threads take work from here: never two of them that of one person, who does not need to be known."""

    def __init__(self) -> None:
        self._there = threading.Condition()
        self._waiting: list[_Waiting] = []
        self._busy: set[Hashable] = set()
        self._numbers = count()

    def put(self, whose: Hashable, work: Work, when: int = 0) -> None:
        """Have `work` done when all is done, or being done, that came before it; the least `when` first."""
        with self._there:
            insort(self._waiting, _Waiting(when, next(self._numbers), whose, work))
            self._there.notify()

    @property
    def idle(self) -> bool:
        """Whether nobody waits for anything."""
        return not self._waiting and not self._busy

    @contextmanager
    def next(self, seconds: float | None = None) -> Iterator[Work | None]:
        """What is to be done next, being done in this context; None when nothing came within `seconds`."""
        with self._there:
            self._there.wait_for(self._free, seconds)
            turn = self._free()
            if turn is not None:
                self._waiting.remove(turn)
                self._busy.add(turn.whose)
        try:
            yield turn.work if turn else None
        finally:
            if turn is not None:
                with self._there:
                    self._busy.discard(turn.whose)
                    self._there.notify_all()

    def _free(self) -> _Waiting | None:
        return next((one for one in self._waiting if one.whose not in self._busy), None)
