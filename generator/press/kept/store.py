"""A folder of prints on disk, by key: safe to delete, to share, and to be stopped in the middle of.

An entry says its own key and the checksum of what it holds. One that is not whole is as if it were not there,
and so is a folder that cannot be read or written: what is kept only saves time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageError
from generator.source.digits import whole
from generator.source.gate import MADE, RefusedError, content
from generator.source.scratch import umask

LIMIT = 1024**3
"""Bytes that may be kept, when GONGKAI_CACHE_LIMIT does not say otherwise."""
_MAGIC = b"gongkai1"
_SUFFIX = ".print"
_HEAD = len(_MAGIC) + 64
_TOUCHED = 3600.0
"""Seconds: how exactly it is known when an entry was used."""
_STALE = 3600.0
"""Seconds after which what was begun and not finished is swept away."""


def default_folder() -> Path:
    """GONGKAI_CACHE, or gongkai in the user's folder of caches."""
    said = os.environ.get("GONGKAI_CACHE")
    if said:
        return Path(said)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "gongkai"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A kept file: its size, and when it was last used."""

    path: Path
    size: int
    used: float


@dataclass(frozen=True, slots=True)
class Store:
    """The prints in `folder`, at most `limit` bytes of them."""

    folder: Path
    limit: int = LIMIT

    def get(self, key: bytes) -> bytes | None:
        """What is kept under `key` (32 bytes); None when there is nothing, or not the right thing."""
        path = self._path(key)
        try:
            whole = content(path, MADE)
        except RefusedError:
            return None
        with contextlib.suppress(OSError):  # one of another user's
            if time.time() - path.stat().st_mtime > _TOUCHED:
                os.utime(path)
        return opened(key, whole)

    def put(self, key: bytes, data: bytes) -> None:
        """Keep `data` under `key`, whole or not at all."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(sealed(key, data))
                os.chmod(name, 0o666 & ~umask())
                os.replace(name, path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(name)
                raise

    def entries(self) -> list[KeptFile]:
        """All that is kept, what was used longest ago first."""
        found = (entry for entry in self._files() if entry.path.suffix == _SUFFIX)
        return sorted(found, key=lambda entry: (entry.used, entry.path.name))

    def tidy(self) -> None:
        """Drop what was used longest ago until no more than the limit is left, and what was not finished."""
        now = time.time()
        for entry in self._files():
            if entry.path.suffix == ".new" and now - entry.used > _STALE:
                _remove(entry)
        entries = self.entries()
        left = sum(entry.size for entry in entries)
        for entry in entries:
            if left <= self.limit:
                return
            _remove(entry)
            left -= entry.size

    def clear(self) -> None:
        """Drop all of it; other files in the folder stay."""
        for entry in self._files():
            if entry.path.suffix in (_SUFFIX, ".new"):
                _remove(entry)

    def _path(self, key: bytes) -> Path:
        name = key.hex()
        return self.folder / name[:2] / f"{name}{_SUFFIX}"

    def _files(self) -> Iterator[KeptFile]:
        """All that lies there; not what somebody has put a link to."""
        for path in self.folder.glob("??/*"):
            with contextlib.suppress(OSError):
                known = path.lstat()
                if stat.S_ISREG(known.st_mode) and not path.parent.is_symlink():
                    yield KeptFile(path, known.st_size, known.st_mtime)


def sealed(key: bytes, data: bytes) -> bytes:
    """`data` as it is kept and sent: behind its `key` (32 bytes) and its checksum."""
    return _MAGIC + key + hashlib.sha256(data).digest() + data


def opened(key: bytes, whole: bytes) -> bytes | None:
    """The data in `whole`; None when it is not whole, or is that of another key."""
    data = whole[_HEAD:]
    return data if whole == sealed(key, data) else None


def _remove(entry: KeptFile) -> None:
    with contextlib.suppress(OSError):
        entry.path.unlink()


def store_here() -> Store:
    """The store that the surroundings name. Raises UsageError when they name no limit that is a number."""
    said = os.environ.get("GONGKAI_CACHE_LIMIT", "")
    most = whole(said)
    if said and most is None:
        raise UsageError(f"环境变量 GONGKAI_CACHE_LIMIT 应为整数（MB），现在是“{said}”。")
    return Store(default_folder(), LIMIT if most is None else most * 1024**2)
