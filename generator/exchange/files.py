"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from generator.errors import UsageError

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EEXIST: "同名的文件已经存在",
    errno.EISDIR: "同名的文件夹已经存在",
    errno.ENAMETOOLONG: "文件名太长",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese."""
    return _REASONS.get(error.errno or 0, "系统不允许")


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` in one step; what was there stays until then.

    Raises UsageError when the folder cannot be made or written to.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".tmp", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise UsageError(
            f"不能写入“{path}”：{reason(error)}。请换一个输出文件夹，或检查磁盘和权限。"
        ) from None
