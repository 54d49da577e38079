"""Processes whose results and errors come in files: one killed while it gives one back blocks nobody."""

from __future__ import annotations

import os
import pickle
import tempfile
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

_AT_ONCE = 2048
"""Bytes that a pipe takes whole or not at all, whatever is added to them."""


class Pool(ProcessPoolExecutor):
    """Results that are large lie in a `room` until they are taken.

    Why: whoever reads a result from a pipe waits for ever when its process is killed in the midst of it, by
    the system for its memory, or by us because somebody has stopped the command.
    """

    def __init__(self, room: Path | None, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.room = room

    def submit(self, work: Callable[..., Any], /, *given: Any, **more: Any) -> Future[Any]:
        """Have `work` done; its result is the future's."""
        inner = super().submit(_left, self.room, partial(work, *given, **more))
        outer: Future[Any] = Future()
        outer.add_done_callback(lambda future: inner.cancel() if future.cancelled() else None)
        inner.add_done_callback(partial(_passed_on, outer))
        return outer


def _left(room: Path | None, work: Callable[[], Any]) -> bytes | Path:
    """What came of `work` as bytes, or where they lie: whether it was done, and its result or its error."""
    try:
        data = pickle.dumps((True, work()))
    except Exception as error:
        error.add_note(traceback.format_exc())  # which the other process does not see
        data = pickle.dumps((False, error))
    if room is None or len(data) <= _AT_ONCE:
        return data
    name = ""
    try:
        handle, name = tempfile.mkstemp(dir=room)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError:  # there is no room any more
        if name:
            Path(name).unlink(missing_ok=True)
        return data
    return Path(name)


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


def _taken(left: bytes | Path) -> Any:
    if isinstance(left, bytes):
        return pickle.loads(left)
    data = left.read_bytes()
    left.unlink()
    return pickle.loads(data)
