"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from generator.errors import UsageError
from generator.source.failures import reason
from generator.source.scratch import made_for, new_folder, scratch

ELSEWHERE = "请换一个输出文件夹，或检查磁盘和权限"
IN_PLACE = "请检查磁盘和权限"
"""What to do where a file cannot be written: one that can be anywhere, and one that belongs where it is."""


def write_whole(path: Path, data: bytes, hint: str = ELSEWHERE) -> None:
    """Write `data` to `path` in one step; what was there stays until then.

    Raises UsageError when the folder cannot be made or written to.
    """
    write_all({path: data}, hint)


def write_all(files: Mapping[Path, bytes], hint: str = ELSEWHERE) -> None:
    """Write files that belong together: none takes its place before all of them are on the disk.

    Raises UsageError, which says `hint`, when a folder cannot be made or written to; no new one stays then.
    """
    path = Path()
    try:
        with ExitStack() as passing:
            made: dict[Path, Path] = {}
            folders: dict[Path, Path] = {}
            for path, data in files.items():
                _refuse_folder(path)
                if path.parent not in folders:
                    passing.enter_context(made_for(path.parent))
                    folders[path.parent] = passing.enter_context(scratch(path.parent))
                made[path] = folders[path.parent] / path.name
                _write(made[path], data)
                if path.exists():
                    shutil.copymode(path, made[path])
            for path, temporary in made.items():
                temporary.replace(path)
    except OSError as error:
        raise UsageError(f"不能写入“{path}”：{reason(error)}。{hint}。") from None


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new `folder` with `files` by path: it is there with all of them or not. Raises UsageError."""
    try:
        with new_folder(folder) as made:
            for name, data in files.items():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                _write(made / name, data)
    except OSError as error:
        raise UsageError(f"不能写入“{folder}”：{reason(error)}。{ELSEWHERE}。") from None


def _write(path: Path, data: bytes) -> None:
    """A new file, on the disk for certain."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o644)


def _refuse_folder(path: Path) -> None:
    """A folder in the place of a file would only be noticed when others have taken theirs.

    A device (/dev/null) would be lost: a file would take its place.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "")
    if path.exists() and not path.is_file():
        raise UsageError(f"“{path}”不是普通文件，不能写到那里。请写一个文件名。")
