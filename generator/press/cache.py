"""A private folder for fonts, which may be deleted at any time."""

from __future__ import annotations

from pathlib import Path

from generator.errors import PressError
from generator.source.scratch import private_folder


def cache_folder() -> Path:
    """The folder, made if need be. Raises PressError when no place can be written to."""
    try:
        folder = private_folder() / "fonts"
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise PressError("没有可以写临时文件的文件夹。请把环境变量 TMPDIR 设为自己能写的文件夹。") from None
    return folder
