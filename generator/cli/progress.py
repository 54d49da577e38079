"""How far a build is: a bar, on a terminal only, and gone when the build is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TextColumn
from rich.text import Text

from generator.cli.output import raw
from generator.source.hidden import shown

T = TypeVar("T")


class Meter:
    """How far `total` budgets are, by name and weight of the `pieces` of work; with the time that is left."""

    def __init__(self, total: int, pieces: Sequence[tuple[str, float]]) -> None:
        console = Console(file=raw(sys.stderr))
        columns = (
            TextColumn("{task.fields[name]}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            _Left(),
            TextColumn("{task.description}", markup=False),
        )
        # Without a thread of its own: processes that begin as copies of this one must not inherit its locks.
        self.bar = Progress(
            *columns, console=console, transient=True, disable=not console.is_terminal, auto_refresh=False
        )
        self.total = total
        self.task = self.bar.add_task("", total=total, name="")
        self.pieces = pieces
        self.parts: dict[int, float] = {}
        self.done = 0.0

    def __enter__(self) -> Meter:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def step(self, number: int, done: int, asked: int, what: str) -> None:
        """Of the prints that piece `number` has `asked` for so many are `done`; it is busy with `what`."""
        name, weight = self.pieces[number]
        self.parts[number] = weight * done / asked if asked else 0.0
        if self.total > 1:
            name, what = f"{int(self.done)}/{self.total}", f"{name} {what}"
        self.bar.update(
            self.task,
            completed=self.done + sum(self.parts.values()),
            description=shown(what),
            name=shown(name),
            refresh=True,
        )

    def finished(self, results: Iterable[tuple[int, T]]) -> Iterator[tuple[int, T]]:
        """The `results` as they come, each counted as done."""
        for number, result in results:
            self.parts.pop(number, None)
            self.done += self.pieces[number][1]
            yield number, result

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Meanwhile something else may be written."""
        self.bar.stop()
        yield
        self.bar.start()


class _Left(ProgressColumn):
    """The time that is left, by what the last half minute has done."""

    def render(self, task: Task) -> Text:
        left = task.time_remaining
        if left is None or task.finished or left < 1:
            return Text("")
        minutes, seconds = divmod(int(left), 60)
        return Text(f"约剩 {minutes} 分 {seconds:02} 秒" if minutes else f"约剩 {seconds} 秒")


@contextmanager
def progress_bar(name: str) -> Iterator[Callable[[int, int, str], Any]]:
    """A function to call with (done, all, what) while the bar for `name` is shown."""
    with Meter(1, [(name, 1)]) as meter:
        yield lambda done, total, what: meter.step(0, done, total, what)
