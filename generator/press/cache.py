"""Private folders for fonts: one that is kept, and passing ones. They may be deleted when nothing runs."""

from __future__ import annotations

import os
import weakref
from contextlib import ExitStack
from pathlib import Path

from generator.errors import PressError
from generator.source.scratch import private_folder, scratch

_NO_PLACE = "没有可以写临时文件的文件夹。请把环境变量 TMPDIR 设为自己能写的文件夹。"


def cache_folder() -> Path:
    """The folder, made if need be. Raises PressError when no place can be written to."""
    try:
        folder = private_folder() / "fonts"
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise PressError(_NO_PLACE) from None
    return folder


def passing_folder(owner: object) -> Path:
    """A folder that goes with `owner`, or with the process that made it. Raises PressError."""
    room = ExitStack()
    try:
        folder = room.enter_context(scratch())
    except OSError:
        raise PressError(_NO_PLACE) from None
    weakref.finalize(owner, _put_away, room, os.getpid())
    return folder


def _put_away(room: ExitStack, process: int) -> None:
    """Not in a process that began as a copy of the one that made it."""
    if os.getpid() == process:
        room.close()
