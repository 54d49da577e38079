"""Reading what others made in a process of its own, with limits of memory and time.

Readers of Excel and PDF are partly native code: what makes them use all memory, run for ever or abort is then
an answer, and not the end of the command.
"""

from __future__ import annotations

import importlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from generator.source import limits
from generator.source.limits import Limit

_START = "import sys; sys.path.insert(0, sys.argv[1]); from generator.source.confined import work; work()"
_TOP = str(Path(__file__).resolve().parents[2])
_WALL = 8
"""Seconds of the clock for one of the processor's, on a machine that is busy with other things."""
_NO_MEMORY = 3
_LATE = 4
_OUT_OF_TIME = [-getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)]
_SILENT = {"RUST_BACKTRACE": "0", "RUST_LIB_BACKTRACE": "0"}
"""Native code that has no memory left for a list of its calls waits for ever to make one."""
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG"""
_HEAD = 8
"""Bytes before every piece of data that say how long it is."""


class BrokenOffError(Exception):
    """The reader did not come to an end; `why` says in a word or two what it was.

    `made` is what it had made of the first pieces of data until then.
    """

    def __init__(self, why: str, made: Iterable[bytes] = ()) -> None:
        super().__init__(why)
        self.why, self.made = why, list(made)


def confined(function: str, data: bytes, limit: Limit | None = None) -> bytes:
    """What `function` (`module:name`, bytes to bytes) makes of `data` in that time. Raises BrokenOffError."""
    [made] = confined_each(function, [data], limit)
    return made


def confined_each(function: str, items: Iterable[bytes], limit: Limit | None = None) -> list[bytes]:
    """What `function` makes of each of `items`, one after another, in that time for all of them.

    Raises BrokenOffError.
    """
    limit = limit or limits.READER_SECONDS
    command = [sys.executable, "-I", "-c", _START, _TOP, function, str(limit.most), str(os.getpid())]
    given = b"".join(part for item in items for part in (_size(item), item))
    code = _LATE
    try:
        done = subprocess.run(
            command,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_WALL * limit.most,
            env=os.environ | _SILENT,
        )
        said, code = done.stdout, done.returncode
    except subprocess.TimeoutExpired as error:
        said = error.output or b""
    made = list(_framed(io.BytesIO(said)))
    if code == 0:
        return made
    raise BrokenOffError(_why(code), made)


def time_for(*given: bytes, limit: Limit | None = None) -> Limit:
    """The time that there is for PDFs, or for what `limit` says: what is large is long, and takes long."""
    limit = limit or limits.READER_SECONDS
    more = sum(map(len, given)) // limits.MB
    return limit._replace(most=min(limit.most + more, limits.LONGEST_SECONDS.most))


def spent() -> float:
    """Seconds of the processor's that processes of their own have used so far; 0 where no one counts them."""
    try:
        import resource
    except ImportError:  # not on this system
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _why(code: int) -> str:
    """Why a process ended with that code."""
    if code in (_LATE, *_OUT_OF_TIME):
        return "太费时间"
    return "太费内存" if code == _NO_MEMORY else "读到一半出错"


def work() -> None:
    """The process of its own: limits first, then what its arguments name, for all that is given."""
    die_with_parent(int(sys.argv[4]))
    _limit(int(sys.argv[3]))
    module, _, name = sys.argv[2].partition(":")
    function = getattr(importlib.import_module(module), name)
    try:
        for item in _framed(sys.stdin.buffer):
            made: bytes = function(item)
            sys.stdout.buffer.write(_size(made))
            sys.stdout.buffer.write(made)
            sys.stdout.buffer.flush()
    except MemoryError:
        sys.exit(_NO_MEMORY)


def die_with_parent(parent: int) -> None:
    """This process ends with `parent`, which began it, however and whenever that ends."""
    if sys.platform.startswith("linux"):
        from ctypes import CDLL

        CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended before this one came to ask: nobody will be told any more
        os._exit(1)


def _size(data: bytes) -> bytes:
    return len(data).to_bytes(_HEAD, "big")


def _framed(stream: BinaryIO) -> Iterator[bytes]:
    """The pieces of data in `stream`, each behind its size; none that is not whole."""
    while len(head := stream.read(_HEAD)) == _HEAD:
        size = int.from_bytes(head, "big")
        data = stream.read(size)
        if len(data) < size:
            return
        yield data


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.READER_MEMORY.most,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
