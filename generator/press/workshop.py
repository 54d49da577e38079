"""The workshop: where sections are set, in one process or in several, and where their prints are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from generator.errors import PressError
from generator.press.jobs import Job, engine_for
from generator.press.kept.coding import SpoiledError, decoded, encoded
from generator.press.kept.store import Store
from generator.press.pool.workers import collected, processes, uncollected

FEW = 3
"""So many stale sections are set at once sooner than processes are started for them."""

Done = Callable[[Job], None]
"""Called when a print is there."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Sets sections in so many `processes`, begun by a `method` if it matters; `store` keeps prints."""

    processes: int = 1
    store: Store | None = None
    method: str = ""

    def made(self, jobs: Sequence[Job], done: Done = lambda job: None) -> list[Any]:
        """The prints of `jobs`, in their order: kept ones, and those that are made now. Raises PressError."""
        prints: dict[int, Any] = dict(self._kept(jobs))
        for index in prints:
            done(jobs[index])
        stale = {index: job for index, job in enumerate(jobs) if index not in prints}
        for index, print_ in self._set(stale):
            prints[index] = print_
            done(jobs[index])
        return [prints[index] for index in range(len(jobs))]

    def _kept(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Any]]:
        for index, job in enumerate(jobs):
            data = self.store.get(job.key()) if self.store else None
            if data is not None:
                try:
                    yield index, decoded(data)
                except SpoiledError:
                    continue

    def _set(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Any]]:
        """The prints of `jobs` as they come."""
        if self.processes > 1 and len(jobs) > FEW:
            for index, data in self._in_processes(jobs):
                self._keep(jobs[index], data)
                yield index, decoded(data)
            return
        with uncollected():
            for index, job in jobs.items():
                print_ = collected(job.made)
                if self.store:
                    self._keep(job, encoded(print_))
                yield index, print_

    def _in_processes(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, bytes]]:
        """The prints as bytes, those that take longest begun first."""
        order = sorted(jobs, key=lambda index: -jobs[index].weight)
        for style in {job.style for job in jobs.values()}:
            engine_for(style)  # once, for processes that begin as copies of this one
        try:
            with processes(min(self.processes, len(jobs)), self.method) as pool:
                begun = {pool.submit(set_in_process, jobs[index]): index for index in order}
                for future in as_completed(begun):
                    yield begun[future], future.result()
        except BrokenProcessPool:
            cure = "请关闭别的程序再试一次，或加上 --jobs 1。"
            raise PressError(f"排版的一个进程被系统中止了，多半是内存不够。{cure}") from None

    def _keep(self, job: Job, data: bytes) -> None:
        if self.store:
            self.store.put(job.key(), data)


def set_in_process(job: Job) -> bytes:
    """The print of `job` as bytes: what a process is asked for."""
    data: bytes = collected(lambda: encoded(job.made()))
    return data
