"""What a crew has in hand, and who else may set sections for it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from generator.press.jobs import Job
from generator.press.steps import Piece, Steps, Wanted

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Task(Generic[T]):
    """A piece that has been begun, in a process as a `whole` or here.

    What it waits for here, and the prints that are there by now; how often it was lost with a process.
    """

    number: int
    piece: Piece[T]
    whole: bool
    steps: Steps[T] | None = None
    wanted: Wanted = field(default_factory=lambda: Wanted((), ""))
    prints: dict[int, Any] = field(default_factory=dict)
    asked: int = 0
    done: int = 0
    killed: int = 0

    def answer(self) -> list[Any] | None:
        """The prints that were asked for, in order; None at the beginning."""
        return [self.prints[i] for i in range(len(self.wanted.jobs))] if self.asked else None

    def stale(self) -> dict[int, Job]:
        """The jobs whose prints are not there."""
        return {i: job for i, job in enumerate(self.wanted.jobs) if i not in self.prints}


class Far(Protocol):
    """Other machines that set sections, in `count` processes."""

    @property
    def count(self) -> int: ...

    @property
    def gone(self) -> str:
        """Why nobody is there any more; "" while there is."""

    def submit(self, job: Job) -> Future[bytes]:
        """Have `job` done. Raises PressError."""

    def data_of(self, job: Job, future: Future[bytes]) -> bytes:
        """The bytes of a print that has come. Raises PressError, or what setting it raised."""

    def waited(self, seconds: float) -> bool:
        """Whether to go on waiting when nothing has come for so long."""
