"""Many pieces of work, each done in one process of many; what is large or alone, section by section."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack
from functools import partial
from typing import Any, Generic, TypeVar

from generator.errors import PressError
from generator.press.jobs import Job, Style, engine_for
from generator.press.kept.coding import SpoiledError, decoded, encoded
from generator.press.kept.store import Store
from generator.press.pool.board import Board
from generator.press.pool.tasks import Far, Task
from generator.press.steps import Piece
from generator.source.processes import all_collected, collected, processes, uncollected

T = TypeVar("T")
Told = Callable[[int, int, int, str], None]

FEW = 3
"""So many stale sections are set at once sooner than processes are started for them."""
AHEAD = 2
"""What waits for each process, so that none of them ever waits."""
BY_ONE = 0.3
"""The part of a piece that one process does, also when others set its sections: reading, joining, proof."""
SMALL = 0.1
"""The part of what each process does below which a piece is not shared out among them."""
LOOK = 10.0
"""Seconds without a print after which it is seen whether anybody is far away."""
GLANCE = 0.5
"""Seconds after which it is seen how far the processes are."""
TRIES = 2
"""How often a piece may be lost with a process among others; then it is done with no other beside it."""

_LOST = "排版的一个进程被系统中止了，多半是内存不够"
_WHOLE = -1
"""Stands for a piece as a whole among the indices of its jobs."""


class Crew(Generic[T]):
    """Does pieces of work; what is begun ahead of what is finished is bounded.

    Work is done in `count` processes begun by a `method`; or prints are made by those who are `far`.
    """

    def __init__(
        self,
        count: int,
        method: str,
        far: Far | None,
        store: Store | None,
        progress: Told,
        say: Callable[[str], None],
    ) -> None:
        self.count, self.method, self.store = far.count if far else count, method, store
        self.far = far
        self.size = count
        self.progress, self.say = progress, say
        self.begun: dict[Future[Any], tuple[Task[T], int]] = {}
        self.suspects: deque[Task[T]] = deque()
        self.pool: Executor | None = None
        self.board: Board | None = None
        self.closing = ExitStack()

    def results(self, pieces: Sequence[Piece[T]]) -> Generator[tuple[int, T], None, None]:
        """(number, result) of every piece when it has come to its end. Raises what they raise."""
        whole, here = self._divided(pieces)
        self.board = Board(len(pieces)) if whole else None
        with self.closing:
            while True:
                if not self.suspects:
                    yield from self._fill(whole, here)
                elif not self.begun:
                    self._resume(self.suspects[0])
                if self.begun:
                    yield from self._wait()
                elif not (whole or here or self.suspects):
                    return

    def _divided(self, pieces: Sequence[Piece[T]]) -> tuple[deque[Task[T]], deque[Task[T]]]:
        """The pieces that are done as a whole in a process, and those that are done here.

        Those that take longest come first. One that would take longer than all that are left when its
        sections are shared out is done here, where that saves more than it takes to prepare this process.
        """
        numbered = list(enumerate(pieces))
        if self.far or self.count == 1:
            return deque(), deque(Task(number, piece, False) for number, piece in numbered)
        numbered.sort(key=lambda one: -one[1].weight)
        left = sum(piece.weight for piece in pieces)
        small = left / self.count * SMALL
        whole, here = deque[Task[T]](), deque[Task[T]]()
        for number, piece in numbered:
            shared = left * (BY_ONE + (1 - BY_ONE) / self.count)
            alone = piece.weight > max(shared, small)
            (here if alone else whole).append(Task(number, piece, not alone))
            left -= piece.weight
        return whole, here

    def _fill(self, whole: deque[Task[T]], here: deque[Task[T]]) -> Iterator[tuple[int, T]]:
        """Begin as much as there is room for: first something for every process, then what takes longest."""
        while len(self.begun) < AHEAD * self.count and (whole or here):
            busy = len(self.begun) >= self.count
            if here and (not whole or (busy and here[0].piece.weight > whole[0].piece.weight)):
                yield from self._start(here.popleft())
                continue
            task = whole.popleft()
            try:
                self._hand_out(task)
            except OSError as error:  # no process can begin
                yield self._result(task, task.piece.failed(error))

    def _start(self, task: Task[T]) -> Iterator[tuple[int, T]]:
        if self.far and self.far.gone:
            yield task.number, task.piece.failed(PressError(self.far.gone))
            return
        task.steps = task.piece.begin()
        yield from self._go_on(task)

    def _go_on(self, task: Task[T], error: Exception | None = None) -> Iterator[tuple[int, T]]:
        """Let `task` work until it waits for prints; its result when it has come to its end."""
        assert task.steps
        answer: Any = None if error else task.answer()
        try:
            while True:
                wanted = task.steps.throw(error) if error else task.steps.send(answer)
                error = None
                task.wanted, task.prints = wanted, {}
                task.asked += len(wanted.jobs)
                self._told(task, wanted.what)
                if not (wanted.jobs or self.begun):
                    self._dismiss()
                try:
                    self._take_kept(task)
                    if self._begin(task):
                        return
                except Exception as wrong:  # whatever it is, it is the piece that asked for it
                    self._forget(task)
                    error = wrong
                    continue
                answer = [task.prints[i] for i in range(len(wanted.jobs))]
        except StopIteration as end:
            yield self._result(task, end.value)

    def _take_kept(self, task: Task[T]) -> None:
        if self.store is None:
            return
        for index, job in enumerate(task.wanted.jobs):
            data = self.store.get(job.key())
            if data is not None:
                try:
                    self._has(task, index, decoded(data))
                except SpoiledError:
                    continue

    def _begin(self, task: Task[T]) -> bool:
        """Have the stale jobs of `task` done; whether it has to wait for them."""
        stale = task.stale()
        if stale and (self.far or (self.count > 1 and (self.pool is not None or len(stale) > FEW))):
            self._submit(task, stale)
            return True
        with uncollected():
            for index, job in stale.items():
                print_ = collected(job.made)
                if self.store:
                    self.store.put(job.key(), encoded(print_))
                self._has(task, index, print_)
        return False

    def _submit(self, task: Task[T], jobs: Mapping[int, Job]) -> None:
        """Hand `jobs` to the processes, those that take longest first."""
        styles = {job.style for job in jobs.values()}
        assert all(style.key for style in styles)  # found here, not by the processes for every job
        submit = self.far.submit if self.far else partial(_handed, self._started(styles), set_in_process)
        for index in sorted(jobs, key=lambda index: -jobs[index].weight):
            self.begun[submit(jobs[index])] = task, index

    def _hand_out(self, task: Task[T]) -> None:
        """Have all of `task` done in a process."""
        assert self.board
        future = _handed(self._started(()), done_in_process, task.piece, task.number, self.store)
        self.begun[future] = task, _WHOLE

    def _started(self, styles: Iterable[Style]) -> Executor:
        """The processes of this machine, which begin when there is work for them."""
        if self.pool is None:
            for style in styles:
                engine_for(style)  # once, for processes that begin as copies of this one
            ready = partial(_take_board, self.board)
            self.pool = self.closing.enter_context(processes(self.size, self.method, ready))
        return self.pool

    def _wait(self) -> Iterator[tuple[int, T]]:
        """Take what is finished, and let those go on that waited for nothing else."""
        finished, _ = wait(self.begun, LOOK if self.far else GLANCE if self.board else None, FIRST_COMPLETED)
        if self.far and not finished and not self.far.waited(LOOK):
            finished = set(self.begun)  # which is to say that nothing will come
        killed = False
        for future in finished:
            if future not in self.begun:  # of a piece that has failed meanwhile
                continue
            if future.done() and not future.cancelled() and isinstance(future.exception(), BrokenExecutor):
                killed = True
                continue
            task, index = self.begun.pop(future)
            try:
                self._take(task, index, future)
            except Exception as error:
                yield from self._failed(task, error)
                continue
            if task.whole:
                yield self._result(task, future.result())
            elif not task.stale():
                yield from self._go_on(task)
        if killed:
            yield from self._begin_again()
        self._read_board()

    def _take(self, task: Task[T], index: int, future: Future[Any]) -> None:
        """Take what has come; raises what kept it from coming."""
        if task.whole:
            future.result()
            return
        job = task.wanted.jobs[index]
        data = self.far.data_of(job, future) if self.far else future.result()
        print_ = decoded(data)
        if self.store:
            self.store.put(job.key(), data)
        self._has(task, index, print_)

    def _failed(self, task: Task[T], error: Exception) -> Iterator[tuple[int, T]]:
        self._forget(task)
        if task.whole:
            yield self._result(task, task.piece.failed(error))
        else:
            yield from self._go_on(task, error)

    def _forget(self, task: Task[T]) -> None:
        """Let go of the jobs that `task` has begun."""
        for future in [one for one, (waiting, _) in self.begun.items() if waiting is task]:
            future.cancel()
            del self.begun[future]

    def _result(self, task: Task[T], result: T) -> tuple[int, T]:
        if task in self.suspects:
            self.suspects.remove(task)
        return task.number, result

    def _dismiss(self) -> None:
        """End the processes, which have nothing to do, and whose memory a large piece may need."""
        self.closing.close()
        self.pool = None

    def _begin_again(self) -> Iterator[tuple[int, T]]:
        """After a process was killed: with fewer of them; what was lost again, with no other beside it.

        That way it is found out whose process it was, and only that piece fails.
        """
        lost = list(dict.fromkeys(task for task, _ in self.begun.values()))
        self.begun.clear()
        self._dismiss()
        found = len(lost) == 1 and lost[0].killed > 0 and (lost[0].whole or self.size == 1)
        self.size = max(1, self.size // 2)
        if found:
            cure = "请关闭别的程序再试一次，或加上 --jobs 1。"
            yield from self._failed(lost[0], PressError(f"{_LOST}。{cure}"))
            return
        self.say(f"{_LOST}；换新的进程再排一次。")
        for task in lost:
            task.killed += 1
            if task.killed < TRIES:
                self._resume(task)
            elif task not in self.suspects:
                self.suspects.append(task)

    def _resume(self, task: Task[T]) -> None:
        """Go on with a task whose process was killed."""
        if task.whole:
            self._hand_out(task)
        else:
            self._submit(task, task.stale())

    def _has(self, task: Task[T], index: int, print_: Any) -> None:
        task.prints[index] = print_
        task.done += 1
        self._told(task, task.wanted.jobs[index].name)

    def _told(self, task: Task[T], what: str) -> None:
        self.progress(task.number, task.done, task.asked, what)

    def _read_board(self) -> None:
        """Tell how far those pieces are that are done elsewhere."""
        for task in {task: None for task, _ in self.begun.values() if task.whole}:
            done, asked = self.board.read(task.number) if self.board else (0, 0)
            self.progress(task.number, done, asked, "")


def _handed(pool: Executor, work: Callable[..., Any], *given: object) -> Future[Any]:
    """The future of what a process is asked for; where one has just been killed, one that says so."""
    try:
        return pool.submit(work, *given)
    except BrokenExecutor as broken:
        future: Future[Any] = Future()
        future.set_exception(broken)
        return future


_board: Board | None = None
"""In a process: where it tells how far it is."""


def _take_board(board: Board | None) -> None:
    global _board
    _board = board


def set_in_process(job: Job) -> bytes:
    """The print of `job` as bytes: what a process is asked for."""
    data: bytes = collected(lambda: encoded(job.made()))
    return data


def done_in_process(piece: Piece[T], number: int, store: Store | None) -> T:
    """The result of `piece`, all of it done here, which is also a thing a process is asked for."""
    assert _board
    crew = Crew[T](1, "", None, store, _board.writer(number), lambda words: None)
    [(_, result)] = all_collected(lambda: list(crew.results([piece])))
    done: T = result
    return done
