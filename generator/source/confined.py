"""Reading what others made in a process of its own, with limits of memory and time.

Readers of Excel and PDF are partly native code: what makes them use all memory, run for ever or abort is then
an answer, and not the end of the command.
"""

from __future__ import annotations

import importlib
import signal
import subprocess
import sys
from pathlib import Path

from generator.source import limits
from generator.source.limits import Limit

_START = "import sys; sys.path.insert(0, sys.argv[1]); from generator.source.confined import work; work()"
_TOP = str(Path(__file__).resolve().parents[2])
_WALL = 8
"""Seconds of the clock for one of the processor's, on a machine that is busy with other things."""
_NO_MEMORY = 3
_OUT_OF_TIME = [getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)]


class BrokenOffError(Exception):
    """The reader did not come to an end; `why` says in a word or two what it was."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def confined(function: str, data: bytes, limit: Limit = limits.READER_SECONDS) -> bytes:
    """What `function` (`module:name`, bytes to bytes) makes of `data` in that time. Raises BrokenOffError."""
    command = [sys.executable, "-I", "-c", _START, _TOP, function, str(limit.most)]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_WALL * limit.most,
        )
    except subprocess.TimeoutExpired:
        raise BrokenOffError("太费时间") from None
    if done.returncode == 0:
        return done.stdout
    if -done.returncode in _OUT_OF_TIME:
        raise BrokenOffError("太费时间")
    raise BrokenOffError("太费内存" if done.returncode == _NO_MEMORY else "读到一半出错")


def work() -> None:
    """The process of its own: limits first, then the function that its arguments name."""
    _limit(int(sys.argv[3]))
    module, _, name = sys.argv[2].partition(":")
    function = getattr(importlib.import_module(module), name)
    try:
        made: bytes = function(sys.stdin.buffer.read())
    except MemoryError:
        sys.exit(_NO_MEMORY)
    sys.stdout.buffer.write(made)


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.READER_MEMORY.most,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
