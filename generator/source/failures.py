"""What is said of an error, and the exit code that goes with it: never a stack trace."""

from __future__ import annotations

import errno
import os

from generator.errors import GongkaiError

INTERNAL_ERROR = 70
"""An error of the program itself (EX_SOFTWARE of sysexits.h)."""


_REASONS = {
    errno.ENOENT: "找不到，可能已被移走",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EEXIST: "同名的文件已经存在",
    errno.ENOTEMPTY: "同名的文件夹已经存在，里面有文件",
    errno.EISDIR: "同名的文件夹已经存在",
    errno.ENAMETOOLONG: "文件名太长",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese."""
    return _REASONS.get(error.errno or 0, "系统不允许")


def sentence(error: Exception) -> tuple[str, int]:
    """What is said of `error`, and the exit code."""
    if isinstance(error, GongkaiError):
        return str(error), error.exit_code
    if isinstance(error, OSError):
        return f"{f'“{error.filename}”' if error.filename else '输出'}：{reason(error)}。", 2
    if isinstance(error, MemoryError):
        return "内存不够，没有生成文件。", 2
    return _apology(error), INTERNAL_ERROR


def _apology(error: Exception) -> str:
    """An error nobody foresaw: a sentence for the user, the details in a file for the maintainers."""
    import tempfile
    import traceback

    from generator.source.scratch import private_folder

    said = f"程序内部出错（{type(error).__name__}），没有生成文件。\n"
    try:
        handle, details = tempfile.mkstemp(prefix="error-", suffix=".txt", dir=private_folder())
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(traceback.format_exception(error))
    except OSError:
        return f"{said}出错的经过没有地方可写。请把预算文件夹和用的命令发给维护人员。"
    return f"{said}请把预算文件夹和 {details} 发给维护人员。"
