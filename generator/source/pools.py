"""Processes whose work and results come in files: one killed while it takes or gives blocks nobody."""

from __future__ import annotations

import os
import pickle
import tempfile
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

_AT_ONCE = 2048
"""Bytes that a pipe takes whole or not at all, whatever is added to them."""


class Pool(ProcessPoolExecutor):
    """What is large lies in a `room` until it is taken: what is to be done, and what came of it.

    Why: whoever reads from a pipe waits for ever when the process at its other end is killed in the midst of
    it, by the system for its memory, or by us because somebody has stopped the command; and whoever writes to
    one that is full when nobody is left to read (with Python 3.11.2, which Debian 12 has).
    """

    def __init__(self, room: Path | None, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.room = room

    def submit(self, work: Callable[..., Any], /, *given: Any, **more: Any) -> Future[Any]:
        """Have `work` done; its result is the future's. Raises what keeps it from being sent."""
        sent = _put(self.room, pickle.dumps(partial(work, *given, **more)))
        inner = super().submit(_left, self.room, sent)
        outer: Future[Any] = Future()
        outer.add_done_callback(lambda future: _let_go(inner, sent) if future.cancelled() else None)
        inner.add_done_callback(partial(_passed_on, outer))
        return outer


def _put(room: Path | None, data: bytes) -> bytes | Path:
    """`data`, or where it lies: in the `room`, if there is one that has any room left."""
    if room is None or len(data) <= _AT_ONCE:
        return data
    name = ""
    try:
        handle, name = tempfile.mkstemp(dir=room)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError:
        if name:
            Path(name).unlink(missing_ok=True)
        return data
    return Path(name)


def _taken(put: bytes | Path) -> Any:
    """The value that was pickled, whose file goes."""
    if isinstance(put, bytes):
        return pickle.loads(put)
    data = put.read_bytes()
    put.unlink()
    return pickle.loads(data)


def _left(room: Path | None, sent: bytes | Path) -> bytes | Path:
    """What came of the work that was `sent`: whether it was done, and its result or its error."""
    try:
        data = pickle.dumps((True, _taken(sent)()))
    except Exception as error:
        error.add_note(traceback.format_exc())  # which the other process does not see
        data = pickle.dumps((False, error))
    return _put(room, data)


def _let_go(inner: Future[bytes | Path], sent: bytes | Path) -> None:
    """Do not have work done that nobody waits for."""
    if inner.cancel() and isinstance(sent, Path):
        with suppress(OSError):
            sent.unlink(missing_ok=True)


def _passed_on(outer: Future[Any], inner: Future[bytes | Path]) -> None:
    """Let `outer` end as `inner` did."""
    if inner.cancelled():
        outer.cancel()
    if not outer.set_running_or_notify_cancel():
        return
    try:
        done, value = _taken(inner.result())
    except BaseException as error:
        done, value = False, error
    if done:
        outer.set_result(value)
    else:
        outer.set_exception(value)
