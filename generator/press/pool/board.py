"""How far the processes are with the pieces that they do by themselves: numbers that all of them see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Board:
    """Two numbers for each of `count` pieces: done, and asked for.

    Nobody waits for a lock, which a process that is killed might have held.
    """

    def __init__(self, count: int) -> None:
        from multiprocessing.sharedctypes import RawArray

        self._numbers: Any = RawArray("i", 2 * count)

    def writer(self, number: int) -> Callable[[int, int, int, str], None]:
        """What is told of the progress of a piece."""

        def write(_: int, done: int, asked: int, what: str) -> None:
            self._numbers[2 * number], self._numbers[2 * number + 1] = done, asked

        return write

    def read(self, number: int) -> tuple[int, int]:
        """(done, asked) of a piece."""
        return self._numbers[2 * number], self._numbers[2 * number + 1]
