"""Many pieces of work in one thread, and one pool of processes for the prints that they ask for."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from generator.errors import PressError
from generator.press.jobs import Job, engine_for
from generator.press.kept.coding import SpoiledError, decoded, encoded
from generator.press.kept.store import Store
from generator.press.steps import Steps, Wanted
from generator.source.processes import collected, processes, uncollected

T = TypeVar("T")

FEW = 3
"""So many stale sections are set at once sooner than processes are started for them."""
AHEAD = 2
"""Jobs that wait for each process, so that none of them ever waits."""
TRIES = 2
"""How often the prints of a piece are begun when processes are killed."""

_LOST = "排版的一个进程被系统中止了，多半是内存不够"


@dataclass(slots=True, eq=False)
class _Piece(Generic[T]):
    """A piece of work that has been begun: what it waits for, and the prints that are there by now."""

    number: int
    steps: Steps[T]
    wanted: Wanted = field(default_factory=lambda: Wanted((), ""))
    prints: dict[int, Any] = field(default_factory=dict)
    asked: int = 0
    done: int = 0
    killed: int = 0

    def answer(self) -> list[Any]:
        """The prints that were asked for, in order."""
        return [self.prints[i] for i in range(len(self.wanted.jobs))]

    def stale(self) -> dict[int, Job]:
        """The jobs whose prints are not there."""
        return {i: job for i, job in enumerate(self.wanted.jobs) if i not in self.prints}


class Crew(Generic[T]):
    """Runs pieces of work; what is begun ahead of what is finished is bounded."""

    def __init__(
        self,
        count: int,
        method: str,
        store: Store | None,
        progress: Callable[[int, int, int, str], None],
        say: Callable[[str], None],
    ) -> None:
        self.count, self.method, self.store = count, method, store
        self.size = count
        self.progress, self.say = progress, say
        self.begun: dict[Future[bytes], tuple[_Piece[T], int]] = {}
        self.pool: Executor | None = None
        self.closing = ExitStack()

    def results(self, pieces: Iterable[Steps[T]]) -> Generator[tuple[int, T], None, None]:
        """(number, result) of every piece when it has come to its end. Raises what they raise."""
        coming = enumerate(pieces)
        with self.closing:
            while True:
                while len(self.begun) < AHEAD * self.count:
                    following = next(coming, None)
                    if following is None:
                        break
                    yield from self._go_on(_Piece(*following))
                if not self.begun:
                    return
                yield from self._wait()

    def _go_on(self, piece: _Piece[T], error: Exception | None = None) -> Iterator[tuple[int, T]]:
        """Let `piece` work until it waits for prints; its result when it has come to its end."""
        answer: Any = None if error or not piece.asked else piece.answer()
        try:
            while True:
                wanted = piece.steps.throw(error) if error else piece.steps.send(answer)
                error = None
                piece.wanted, piece.prints = wanted, {}
                piece.asked += len(wanted.jobs)
                self._told(piece, wanted.what)
                try:
                    self._take_kept(piece)
                    if self._begin(piece):
                        return
                except Exception as wrong:  # whatever it is, it is the piece that asked for it
                    error = wrong
                    continue
                answer = piece.answer()
        except StopIteration as end:
            yield piece.number, end.value

    def _take_kept(self, piece: _Piece[T]) -> None:
        if self.store is None:
            return
        for index, job in enumerate(piece.wanted.jobs):
            data = self.store.get(job.key())
            if data is not None:
                try:
                    self._has(piece, index, decoded(data))
                except SpoiledError:
                    continue

    def _begin(self, piece: _Piece[T]) -> bool:
        """Have the stale jobs of `piece` done; whether it has to wait for them."""
        stale = piece.stale()
        if self.count > 1 and stale and (self.pool is not None or piece.number or len(stale) > FEW):
            self._submit(piece, stale)
            return True
        with uncollected():
            for index, job in stale.items():
                print_ = collected(job.made)
                if self.store:
                    self.store.put(job.key(), encoded(print_))
                self._has(piece, index, print_)
        return False

    def _submit(self, piece: _Piece[T], jobs: Mapping[int, Job]) -> None:
        """Hand `jobs` to the processes, those that take longest first."""
        styles = {job.style for job in jobs.values()}
        assert all(style.key for style in styles)  # found here, not by the processes for every job
        if self.pool is None:
            for style in styles:
                engine_for(style)  # once, for processes that begin as copies of this one
            self.pool = self.closing.enter_context(processes(self.size, self.method))
        for index in sorted(jobs, key=lambda index: -jobs[index].weight):
            self.begun[self.pool.submit(set_in_process, jobs[index])] = piece, index

    def _wait(self) -> Iterator[tuple[int, T]]:
        """Take what is finished, and let those go on that waited for nothing else."""
        finished, _ = wait(self.begun, return_when=FIRST_COMPLETED)
        killed = False
        for future in finished:
            if future not in self.begun:  # of a piece that has failed meanwhile
                continue
            error = future.exception()
            if isinstance(error, BrokenExecutor):
                killed = True
                continue
            piece, index = self.begun.pop(future)
            if isinstance(error, Exception):
                yield from self._failed(piece, error)
                continue
            data = future.result()
            if self.store:
                self.store.put(piece.wanted.jobs[index].key(), data)
            self._has(piece, index, decoded(data))
            if not piece.stale():
                yield from self._go_on(piece)
        if killed:
            yield from self._begin_again()

    def _failed(self, piece: _Piece[T], error: Exception) -> Iterator[tuple[int, T]]:
        for future in [one for one, (waiting, _) in self.begun.items() if waiting is piece]:
            future.cancel()
            del self.begun[future]
        yield from self._go_on(piece, error)

    def _begin_again(self) -> Iterator[tuple[int, T]]:
        """After a process was killed: with fewer of them; a piece that has lost its prints before fails."""
        pieces = list(dict.fromkeys(piece for piece, _ in self.begun.values()))
        self.begun.clear()
        self.closing.close()
        self.pool = None
        self.size = max(1, self.size // 2)
        again = [piece for piece in pieces if piece.killed + 1 < TRIES]
        if again:
            self.say(f"{_LOST}；换新的进程再排一次。")
        for piece in pieces:
            piece.killed += 1
            if piece in again:
                self._submit(piece, piece.stale())
            else:
                cure = "请关闭别的程序再试一次，或加上 --jobs 1。"
                yield from self._go_on(piece, PressError(f"{_LOST}。{cure}"))

    def _has(self, piece: _Piece[T], index: int, print_: Any) -> None:
        piece.prints[index] = print_
        piece.done += 1
        self._told(piece, piece.wanted.jobs[index].name)

    def _told(self, piece: _Piece[T], what: str) -> None:
        self.progress(piece.number, piece.done, piece.asked, what)


def set_in_process(job: Job) -> bytes:
    """The print of `job` as bytes: what a process is asked for."""
    data: bytes = collected(lambda: encoded(job.made()))
    return data
