"""The one gate (关口) through which files come in: where they lie, what they are, how large they may be.

What a source names (an attachment, a font, a file enclosed in a PDF) lies in the folder of that source once
all links are followed. Whatever is read is a regular file, opened without waiting and read once, up to a
limit: a pipe or a device never stops a command, and a file that grows cannot fill the memory.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import UsageError
from generator.source import limits
from generator.source.limits import Limit

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_MOST_NAME = 1_000
_READING = os.O_RDONLY
for _flag in ("O_CLOEXEC", "O_NONBLOCK", "O_BINARY"):  # no system has all of them
    _READING |= getattr(os, _flag, 0)


class RefusedError(UsageError):
    """A file that does not come in: `why` goes on after its name, `hint` says what to do."""

    def __init__(self, why: str, hint: str, name: str = "") -> None:
        super().__init__(f"“{name}”{why}。{hint}。")
        self.why, self.hint, self.name = why, hint, name

    def of(self, what: str) -> str:
        """The sentence, without a full stop, about a file that is a `what` (附件, 字体文件)."""
        return f"{what}“{self.name}”{self.why}"


class MissingError(RefusedError):
    """There is no such file."""

    def __init__(self, name: str) -> None:
        super().__init__("找不到", "核对文件名，或先放进文件夹", name)

    def __str__(self) -> str:
        return f"找不到文件“{self.name}”。请检查路径。"

    def of(self, what: str) -> str:
        """As for other files, in another order of words."""
        return f"找不到{what}“{self.name}”"


class OutsideError(RefusedError):
    """The file would lie outside of the folder of what names it."""


class TooBigError(RefusedError):
    """The file is above the limit."""


class UnreadableError(RefusedError):
    """The system does not let us read the file."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of files: how they are called, how they begin (anything when empty), and how large they may be.

    The beginning may stand a little further on, within the first `within` bytes.
    """

    called: str
    limit: Limit
    beginnings: tuple[bytes, ...] = ()
    within: int = 0
    hint: str = "换成正确的文件"

    def fits(self, data: bytes) -> bool:
        """Whether `data` begins as such files do."""
        if not self.beginnings:
            return True
        return any(mark in data[: self.within + len(mark)] for mark in self.beginnings)


YAML = Sort("YAML", limits.YAML_FILE)
PDF = Sort("PDF", limits.PDF_FILE, (b"%PDF-",), 1024)
FONT = Sort(
    "TrueType、OpenType 字体文件",
    limits.FONT_FILE,
    (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"),
    hint="用 .ttf、.otf、.ttc 文件；网页字体（.woff）不能用",
)
XLSX = Sort("Excel", limits.XLSX_FILE)
MADE = Sort("生成的文件", limits.PDF_FILE)
RECEIPT = Sort("收据", limits.YAML_FILE)
PROFILE_FILE = Sort("样式的文件", limits.PROFILE_FILE)


def path_within(folder: Path, name: str) -> Path:
    """Where the file that a source in `folder` calls `name` lies, all links followed.

    It need not be there. Raises OutsideError for whatever would lie elsewhere, or can be no name.
    """
    if _CONTROL.search(name):
        raise OutsideError("的名称里有控制字符", "改正文件名", name)
    if not name.strip() or len(name) > _MOST_NAME:
        raise OutsideError("不能作文件名", "改正文件名", name[:40])
    try:
        base = Path(os.path.realpath(folder))
        path = Path(os.path.realpath(base / PurePosixPath(name)))
        in_a_circle = any(part.is_symlink() for part in (path, *path.parents))  # where realpath gives up
    except (OSError, ValueError):
        raise OutsideError("不能作文件名", "改正文件名", name) from None
    if in_a_circle:
        raise OutsideError("是指向自己的链接", "换成文件本身", name)
    if path == base or not path.is_relative_to(base):
        raise OutsideError("不在预算的文件夹里", "把文件放进预算的文件夹，只写文件名", name)
    return path


def content_within(folder: Path, name: str, sort: Sort) -> bytes:
    """The bytes of the file that a source in `folder` calls `name`. Raises RefusedError."""
    return _content(path_within(folder, name), sort, name)


def content(path: Path, sort: Sort) -> bytes:
    """The bytes of the file at `path`, which the user has named. Raises RefusedError."""
    return _content(path, sort, str(path))


def _content(path: Path, sort: Sort, name: str) -> bytes:
    try:
        data = _read(path, sort.limit, name)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise MissingError(name) from None
        if error.errno in (errno.ENXIO, errno.ENODEV):
            raise _odd(name) from None
        if error.errno in (errno.ELOOP, errno.ENAMETOOLONG):
            raise RefusedError("是指向自己的链接，或名称太长", "换成文件本身", name) from None
        raise UnreadableError("读不了", "检查文件的权限，并确认它没有被移走", name) from None
    except ValueError:
        raise RefusedError("不能作文件名", "改正文件名", name) from None
    if not sort.fits(data):
        raise RefusedError(f"不是 {sort.called}", sort.hint, name)
    return data


def _read(path: Path, limit: Limit, name: str) -> bytes:
    handle = os.open(path, _READING)
    known = os.fstat(handle)
    if not stat.S_ISREG(known.st_mode):
        os.close(handle)
        if stat.S_ISDIR(known.st_mode):
            raise RefusedError("是文件夹，不是文件", "写文件夹里的文件名", name)
        raise _odd(name)
    with os.fdopen(handle, "rb") as file:
        data = file.read(limit.most + 1) if known.st_size <= limit.most else b""
    if max(len(data), known.st_size) > limit.most:
        raise TooBigError(f"超过 {limit.said}，太大了", "换成较小的文件，或拆成几个", name)
    return data


def _odd(name: str) -> RefusedError:
    return RefusedError("不是普通文件（是管道、设备或别的东西）", "换成文件本身", name)
