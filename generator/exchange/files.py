"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from generator.errors import UsageError


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
            f"不能写入“{path}”：{error.strerror}。请换一个输出文件夹，或检查磁盘和权限。"
        ) from None
