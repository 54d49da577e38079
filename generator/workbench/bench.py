"""The bench (排版台): the process that sets sections as long as the server runs, and the prints in use."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from generator.errors import PressError
from generator.press.jobs import Job, SectionJob, Style, engine_for
from generator.press.kept.coding import SpoiledError, decoded
from generator.press.pool.crew import set_in_process
from generator.press.steps import Steps
from generator.press.workshop import Progress, Workshop, untold
from generator.source.processes import processes

T = TypeVar("T")

TRIES = 2
"""Processes that may be killed over one job."""


class Worker:
    """The process. It is begun when it is first needed, and anew when it was killed."""

    def __init__(self) -> None:
        self._begun: tuple[ExitStack, Executor] | None = None
        self._closed = False
        self._lock = threading.Lock()

    def warm(self, style: Style) -> None:
        """Have it ready for jobs in `style`, which takes a while, before there are any."""
        with suppress(RuntimeError, PressError):  # it was killed: who has a job for it finds out
            self._process().submit(_ready, style)

    def made(self, job: Job) -> bytes:
        """The print of `job`, as bytes; by another process where one was killed. Raises PressError."""
        for _ in range(TRIES):
            process = self._process()
            with suppress(BrokenProcessPool, CancelledError):
                return self._submitted(process, job).result()
            self._end(process)
        raise PressError("排版的进程被系统中止了，多半是内存不够。请关闭别的程序，再保存一次。")

    @staticmethod
    def _submitted(process: Executor, job: Job) -> Future[bytes]:
        """Raises BrokenProcessPool where it was killed, and perhaps somebody else has found out."""
        try:
            return process.submit(set_in_process, job)
        except RuntimeError as error:
            raise BrokenProcessPool from error

    def _process(self) -> Executor:
        with self._lock:
            if self._closed:
                raise PressError("工作台已经结束。")
            if self._begun is None:
                stack = ExitStack()
                self._begun = stack, stack.enter_context(processes(1, "spawn"))
            return self._begun[1]

    def _end(self, process: Executor) -> None:
        """Several may find that it was killed: the one that was begun after it goes on."""
        with self._lock:
            if self._begun is not None and self._begun[1] is process:
                stack, self._begun = self._begun[0], None
                stack.close()

    def close(self) -> None:
        """End the process, whatever it is at, for good."""
        with self._lock:
            self._closed, begun, self._begun = True, self._begun, None
        if begun is not None:
            stopped = SystemExit()
            begun[0].__exit__(SystemExit, stopped, None)


def _ready(style: Style) -> None:
    """In the process: read the fonts."""
    engine_for(style)


@dataclass(frozen=True, slots=True)
class Bench(Workshop):
    """The workshop of one open budget: `prints` are those in use, by key; what is `urgent` is set first."""

    worker: Worker = field(default_factory=Worker)
    prints: dict[bytes, Any] = field(default_factory=dict)
    urgent: Callable[[Job], bool] = lambda job: False

    def run(self, steps: Steps[T], progress: Progress = untold) -> T:
        """The result of `steps`; what `progress` raises leaves the rest unmade."""
        asked = done = 0
        answer: Any = None
        try:
            while True:
                wanted = steps.send(answer)
                asked += len(wanted.jobs)
                progress(done, asked, wanted.what)
                for job in self._stale(wanted.jobs):
                    self.prints[job.key()] = self._print(job)
                    done += 1
                    progress(done, asked, job.name)
                done = asked
                answer = [self.prints[job.key()] for job in wanted.jobs]
        except StopIteration as end:
            result: T = end.value
            return result

    def _stale(self, jobs: Sequence[Job]) -> list[Job]:
        stale = [job for job in jobs if job.key() not in self.prints]
        return sorted(stale, key=lambda job: not self.urgent(job))

    def made_of(self, job: SectionJob) -> Any | None:
        """The print of a section, if it has been made."""
        return self.prints.get(job.key())

    def forget(self, jobs: Sequence[Job]) -> None:
        """Drop all prints but those of `jobs`: the others are on the disk, or are made again."""
        wanted = {job.key() for job in jobs}
        for key in self.prints.keys() - wanted:
            del self.prints[key]

    def _print(self, job: Job) -> Any:
        kept = self.store.get(job.key()) if self.store else None
        if kept is not None:
            with suppress(SpoiledError):
                return decoded(kept)
        data = self.worker.made(job)
        if self.store:
            self.store.put(job.key(), data)
        return decoded(data)
