"""A folder of ours among the temporary files, which may be deleted at any time."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from generator.errors import PressError


def cache_folder() -> Path:
    """The folder, made if need be. Raises PressError when it is another user's, who could put files there."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"gongkai-fonts-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid != user:
        raise PressError(
            f"临时文件夹 {folder} 属于别的用户。请删去它，或把环境变量 TMPDIR 设为自己的文件夹。"
        )
    return folder
