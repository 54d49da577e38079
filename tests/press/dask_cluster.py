"""A cluster on this machine: a scheduler and its workers, each a process, and all of them gone in the end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
BEGIN = """
import ctypes, runpy, sys
ctypes.CDLL(None).prctl(1, 15)  # to end with the tests, should these be killed
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


@dataclass(frozen=True)
class Here:
    """The address of the scheduler, its process, and those of all."""

    address: str
    scheduler: int
    processes: tuple[int, ...]


@contextmanager
def cluster_here(folder: Path, workers: int) -> Iterator[Here]:
    """A scheduler and so many `workers`; one that is killed comes again; a task may kill two."""
    file = folder / "scheduler.json"
    with ExitStack() as running:
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", file)
        scheduler = running.enter_context(_process(folder, "scheduler", *options))
        address = _address(file, scheduler)
        processes = [scheduler.pid]
        for number in range(workers):
            own = ("--nthreads", "1", "--local-directory", folder / f"worker{number}")
            more = ("--host", "127.0.0.1", "--no-dashboard", "--death-timeout", "60", *own)
            processes.append(running.enter_context(_process(folder, "worker", address, *more)).pid)
        yield Here(address, scheduler.pid, tuple(processes))


@contextmanager
def _process(folder: Path, kind: str, *options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A scheduler or a worker, with all that it starts in a group of its own."""
    settings = {
        "PYTHONPATH": str(ROOT),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        "XDG_CACHE_HOME": str(folder / "caches"),
    }
    command = [sys.executable, "-c", BEGIN, f"distributed.cli.dask_{kind}", *map(str, options)]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _address(file: Path, scheduler: subprocess.Popen[bytes]) -> str:
    """Where the scheduler listens, once it does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and scheduler.poll() is None:
        try:
            address: str = json.loads(file.read_text())["address"]
            return address
        except (OSError, ValueError):
            time.sleep(0.05)
    raise RuntimeError("the scheduler does not listen")
