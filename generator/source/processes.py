"""Work in several processes at a time, and what lets go of what it took."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.source.confined import die_with_parent
from generator.source.scratch import scratch, stay_in

if TYPE_CHECKING:
    from concurrent.futures import Executor

_STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What stops a command; processes of its own end when it ends them."""
_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h."""


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _nothing() -> None:
    """What a process does before its work, when there is nothing."""


@contextmanager
def processes(count: int, method: str = "", ready: Callable[[], None] = _nothing) -> Iterator[Executor]:
    """`count` processes that do `ready` first; when the work is left early they are killed.

    None of them stays behind, and nothing of what they have made in passing.
    """
    import multiprocessing  # a check of one budget does not wait for it

    from generator.source.pools import Pool

    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context(method or _method())
    with ExitStack() as room:
        folder = None
        with suppress(OSError):  # then they say it who need one
            folder = room.enter_context(scratch())
        begin = partial(_begin, os.getpid(), folder, ready)
        pool = Pool(folder, count, mp_context=context, initializer=begin)
        try:
            with _undisturbed():
                pool.submit(os.getpid)  # forked ones begin here, all of them
            yield pool
        except BaseException:
            for child in set(multiprocessing.active_children()) - others:
                child.kill()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Nobody stops a process that has not yet learned what to do then; it is stopped afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _method() -> str:
    """fork where no other thread could hold a lock in the child, else spawn."""
    safe = sys.platform.startswith("linux") and threading.active_count() == 1
    return "fork" if safe else "spawn"


def _begin(parent: int, folder: Path | None, ready: Callable[[], None]) -> None:
    """In a new process: only the parent stops it, and nothing of the parent is collected.

    What it makes in passing lies in the parent's `folder`.
    """
    for number in _STOPS:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # by which a pool ends the others when one was killed
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    die_with_parent(parent)
    if folder:
        stay_in(folder)
    gc.disable()
    gc.freeze()
    ready()


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector, which walks all boxes that live; `collected` frees them, section by section."""
    enabled = gc.isenabled()
    gc.disable()
    gc.freeze()  # what is there before has no part in it
    try:
        yield
    finally:
        if enabled:
            gc.unfreeze()
            gc.enable()


def collected(made: Callable[[], Any]) -> Any:
    """What `made` makes, with the boxes that it took freed again; what is left need not be looked through."""
    result = made()
    gc.collect()
    gc.freeze()
    return result


_MORE = 1.5
"""When so many times as much memory is taken, what nobody looks through is looked through."""
_living = 0
"""The blocks of memory that were taken the last time; counting objects would take as long as ten of them."""


def all_collected(made: Callable[[], Any]) -> Any:
    """As `collected`, for work that lets others be collected in its midst, and leaves garbage among them.

    To look through all of them each time would take as long as two pages.
    """
    global _living
    result = made()
    if not _living:
        _living = sys.getallocatedblocks()
    elif sys.getallocatedblocks() > _MORE * _living:
        gc.unfreeze()
        gc.collect()
        _living = sys.getallocatedblocks()
    gc.freeze()
    return result


def in_two_stores() -> None:
    """Let the threads of this process take their memory from two stores, not from one each.

    Why: what one thread lets go of is no use to another's store, and with many threads a process grows for
    hours.
    """
    _told_to_libc("mallopt", _ARENA_MAX, 2)


def given_back() -> None:
    """What nobody uses any more goes back to the system, also what the C library keeps for each thread."""
    gc.collect()
    _told_to_libc("malloc_trim", 0)


def _told_to_libc(name: str, *values: int) -> None:
    """Where that is glibc; others have no such thing."""
    if sys.platform.startswith("linux"):
        from ctypes import CDLL

        told = getattr(CDLL(None), name, None)
        if told:
            told(*values)
