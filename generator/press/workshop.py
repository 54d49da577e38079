"""The workshop: where sections are set, in one process or in several, and where their prints are kept."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from generator.press.jobs import Job
from generator.press.kept.store import Store
from generator.press.pool.crew import Crew
from generator.press.pool.tasks import Far
from generator.press.steps import Piece, Steps, Wanted

T = TypeVar("T")

Progress = Callable[[int, int, str], None]
"""Called with (done, all, what) as prints are made."""


def untold(done: int, total: int, what: str) -> None:
    """Progress that nobody looks at."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Sets sections in so many `processes`, begun by a `method` if it matters, or by those who are `far`.

    `store` keeps prints.
    """

    processes: int = 1
    store: Store | None = None
    method: str = ""
    far: Far | None = None

    def run(self, steps: Steps[T], progress: Progress = untold) -> T:
        """The result of `steps`. Raises what they raise."""
        piece: Piece[T] = Piece(lambda: steps, _raised)
        results = self.run_all([piece], lambda _, done, total, what: progress(done, total, what))
        [(_, result)] = results
        return result

    def run_all(
        self,
        pieces: Sequence[Piece[T]],
        progress: Callable[[int, int, int, str], None] = lambda number, done, total, what: None,
        say: Callable[[str], None] = lambda words: None,
    ) -> Generator[tuple[int, T], None, None]:
        """(number, result) of all `pieces` as they come to their end.

        Of many, each is done in one process from beginning to end; of few, the sections are.
        `progress` is told the number of the piece first; `say` what people should know of the processes.
        """
        return Crew[T](self.processes, self.method, self.far, self.store, progress, say).results(pieces)

    def made(self, jobs: Sequence[Job], progress: Progress = untold) -> list[Any]:
        """The prints of `jobs`, in their order. Raises PressError."""
        return self.run(_once(jobs), progress)


def _once(jobs: Sequence[Job]) -> Steps[list[Any]]:
    return (yield Wanted(jobs, ""))


def _raised(error: Exception) -> Any:
    raise error
