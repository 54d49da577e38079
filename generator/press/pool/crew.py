"""Many pieces of work in one thread, and one pool of processes, or a cluster, for the prints they ask for."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from generator.errors import PressError
from generator.press.jobs import Job, Style, engine_for
from generator.press.kept.coding import SpoiledError, decoded, encoded
from generator.press.kept.store import Store
from generator.press.steps import Steps, Wanted
from generator.source.processes import collected, processes, uncollected

T = TypeVar("T")

FEW = 3
"""So many stale sections are set at once sooner than processes are started for them."""
AHEAD = 2
"""Jobs that wait for each process, so that none of them ever waits."""
LOOK = 10.0
"""Seconds without a print after which it is seen whether anybody is there."""
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


class Crew(Generic[T]):
    """Runs pieces of work; what is begun ahead of what is finished is bounded.

    Prints are made in `count` processes begun by a `method`, or by those who are `far`.
    """

    def __init__(
        self,
        count: int,
        method: str,
        far: Far | None,
        store: Store | None,
        progress: Callable[[int, int, int, str], None],
        say: Callable[[str], None],
    ) -> None:
        self.count, self.method, self.store = far.count if far else count, method, store
        self.far = far
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
                    self._forget(piece)
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
        if stale and (self.far or self._is_worth_it(piece, len(stale))):
            self._submit(piece, stale)
            return True
        with uncollected():
            for index, job in stale.items():
                print_ = collected(job.made)
                if self.store:
                    self.store.put(job.key(), encoded(print_))
                self._has(piece, index, print_)
        return False

    def _is_worth_it(self, piece: _Piece[T], stale: int) -> bool:
        """Whether processes are to set so many sections: they are many, or more are to be expected."""
        return self.count > 1 and (self.pool is not None or piece.number > 0 or stale > FEW)

    def _submit(self, piece: _Piece[T], jobs: Mapping[int, Job]) -> None:
        """Hand `jobs` to the processes, those that take longest first."""
        styles = {job.style for job in jobs.values()}
        assert all(style.key for style in styles)  # found here, not by the processes for every job
        submit = self.far.submit if self.far else self._started(styles)
        for index in sorted(jobs, key=lambda index: -jobs[index].weight):
            self.begun[_handed(submit, jobs[index])] = piece, index

    def _started(self, styles: Iterable[Style]) -> Callable[[Job], Future[bytes]]:
        """What hands a job to the processes of this machine, which begin when there is work for them."""
        if self.pool is None:
            for style in styles:
                engine_for(style)  # once, for processes that begin as copies of this one
            self.pool = self.closing.enter_context(processes(self.size, self.method))
        pool = self.pool
        return lambda job: pool.submit(set_in_process, job)

    def _wait(self) -> Iterator[tuple[int, T]]:
        """Take what is finished, and let those go on that waited for nothing else."""
        finished, _ = wait(self.begun, LOOK if self.far else None, FIRST_COMPLETED)
        if self.far and not finished and not self.far.waited(LOOK):
            finished = set(self.begun)  # which is to say that nothing will come
        killed = False
        for future in finished:
            if future not in self.begun:  # of a piece that has failed meanwhile
                continue
            if future.done() and not future.cancelled() and isinstance(future.exception(), BrokenExecutor):
                killed = True
                continue
            piece, index = self.begun.pop(future)
            try:
                self._take(piece, index, future)
            except Exception as error:
                yield from self._failed(piece, error)
                continue
            if not piece.stale():
                yield from self._go_on(piece)
        if killed:
            yield from self._begin_again()

    def _take(self, piece: _Piece[T], index: int, future: Future[bytes]) -> None:
        job = piece.wanted.jobs[index]
        data = self.far.data_of(job, future) if self.far else future.result()
        print_ = decoded(data)
        if self.store:
            self.store.put(job.key(), data)
        self._has(piece, index, print_)

    def _failed(self, piece: _Piece[T], error: Exception) -> Iterator[tuple[int, T]]:
        self._forget(piece)
        yield from self._go_on(piece, error)

    def _forget(self, piece: _Piece[T]) -> None:
        """Let go of the jobs that `piece` has begun."""
        for future in [one for one, (waiting, _) in self.begun.items() if waiting is piece]:
            future.cancel()
            del self.begun[future]

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


def _handed(submit: Callable[[Job], Future[bytes]], job: Job) -> Future[bytes]:
    """The future of `job`; where a process has just been killed, one that says so."""
    try:
        return submit(job)
    except BrokenExecutor as broken:
        future: Future[bytes] = Future()
        future.set_exception(broken)
        return future


def set_in_process(job: Job) -> bytes:
    """The print of `job` as bytes: what a process is asked for."""
    data: bytes = collected(lambda: encoded(job.made()))
    return data
