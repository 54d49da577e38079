"""The progress bar of a build: on a terminal only, and gone when the build is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from generator.cli.output import raw
from generator.source.hidden import shown


@contextmanager
def progress_bar(name: str) -> Iterator[Callable[[int, int, str], None]]:
    """A function to call with (done, all, what) while the bar for `name` is shown."""
    console = Console(file=raw(sys.stderr))
    hidden = not console.is_terminal
    columns = (
        TextColumn("{task.fields[name]}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.description}"),
    )
    # Without a thread of its own: processes that begin as copies of this one must not inherit its locks.
    with Progress(*columns, console=console, transient=True, disable=hidden, auto_refresh=False) as bar:
        task = bar.add_task("", total=None, name=shown(name))

        def show(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what, refresh=True)

        yield show
