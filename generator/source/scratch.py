"""Folders of our own: private ones for what is kept between runs, and passing ones for what is being made.

A passing folder is locked as long as its process lives. What a killed run left behind has no lock, and goes
when the next run makes a folder beside it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # not on this system: then nothing is locked, and nothing swept
    fcntl = None

PREFIX = ".gongkai-"
_room: Path | None = None
"""Where a process that may be killed at any time makes its passing folders: its parent takes them away."""


@contextlib.contextmanager
def scratch(parent: Path | None = None) -> Iterator[Path]:
    """A new folder in `parent` (in the private folder without), gone in the end. Raises OSError."""
    parent = parent or _room or private_folder()
    sweep(parent)
    folder, lock = _new(parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


@contextlib.contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to be filled, which takes its place at `target` in the end: in one step, or not at all.

    Raises OSError, also when something is there by then.
    """
    with made_for(target.parent):
        sweep(target.parent)
        folder, lock = _new(target.parent)
        try:
            yield folder
            folder.chmod(folder.stat().st_mode | 0o777 & ~umask())
            folder.rename(target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            if lock is not None:
                os.close(lock)


@contextlib.contextmanager
def made_for(folder: Path) -> Iterator[None]:
    """A folder with those above it. What is new of them and holds nothing in the end goes again."""
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for one in new:
            with contextlib.suppress(OSError):
                one.rmdir()


def stay_in(room: Path) -> None:
    """Make passing folders in `room` from now on."""
    global _room
    _room = room


def sweep(parent: Path) -> None:
    """Take away the folders of ours in `parent` that no process holds: a killed run left them behind."""
    with contextlib.suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and _is_mine(entry):
                _take_away(Path(entry.path))


def _new(parent: Path) -> tuple[Path, int | None]:
    """A folder in `parent` and what locks it: another one where somebody swept it before it was locked."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        with contextlib.suppress(BlockingIOError):
            lock = _locked(folder)
            if folder.is_dir():
                return folder, lock
            if lock is not None:
                os.close(lock)


def _locked(folder: Path) -> int | None:
    """A handle that locks `folder` until it is closed, also by a kill; None where that cannot be done.

    Raises BlockingIOError when another process has it.
    """
    handle = None
    if fcntl is None:
        return None
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if handle is not None:
            os.close(handle)
        if isinstance(error, BlockingIOError):
            raise
        return None
    return handle


def _is_mine(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder of this user's that has not gone in the meantime."""
    with contextlib.suppress(FileNotFoundError):
        return entry.is_dir(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_uid == _user()
    return False


def _take_away(folder: Path) -> None:
    with contextlib.suppress(BlockingIOError):
        lock = _locked(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


@cache
def private_folder() -> Path:
    """A folder that nobody else can write to or prepare: the user's cache, or one among the temporary files.

    Raises OSError when there is no place at all.
    """
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    for folder in (Path(home) / "gongkai", Path(tempfile.gettempdir()) / f"gongkai-{_user()}"):
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_private(folder):
                return folder
    return Path(tempfile.mkdtemp(prefix=f"gongkai-{_user()}-"))


@cache
def umask() -> int:
    """What this process takes from the rights of new files; to ask is to set it, for all threads."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _user() -> int:
    """Who runs this; 0 on systems without numbers for that."""
    return os.getuid() if hasattr(os, "getuid") else 0


def _is_private(folder: Path) -> bool:
    """Whether it is a folder, no link, of this user alone, that can be written to."""
    known = folder.lstat()
    own = os.path.isdir(folder) and not os.path.islink(folder) and known.st_uid == _user()
    shared = known.st_mode & 0o077 if fcntl else 0
    return own and not shared and os.access(folder, os.W_OK | os.X_OK)
