"""An office's own fonts by role (字体): checked, and given the line height of ours."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from generator import __version__
from generator.errors import FindingsError
from generator.findings import Finding, Kind
from generator.model import Budget
from generator.model.fonts import SeveralFacesError, face_of
from generator.press.cache import cache_folder
from generator.press.metrics import set_line_metrics
from generator.source.confined import BrokenOffError, confined
from generator.source.gate import FONT, RefusedError, content_within

UNFIT_FONT = Kind("P03", "字体文件不能用于排版")

_USAGE, _RESTRICTED = 0x000F, 0x0002
_NO_SUBSET, _BITMAPS_ONLY = 0x0100, 0x0200
"""Bits of OS/2.fsType."""
_TABULAR = "宋体"
"""The role of the tables, where decimal points stand below each other."""
_ANOTHER = "换一个字体文件"


class _UnfitError(Exception):
    """Why a font cannot be used, and what to do."""

    def __init__(self, message: str, hint: str = _ANOTHER) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def own_font_files(budget: Budget, folder: Path) -> dict[str, Path]:
    """Role → a private copy, with our line height, of the font that 字体 names for it.

    `folder` is the budget's. Roles that are not named are left out: they are set in our fonts.
    Raises FindingsError with every file that cannot be used.
    """
    files: dict[str, Path] = {}
    findings: list[Finding] = []
    for role, name in budget.fonts.items():
        try:
            files[role] = _prepared(_content(folder, name), role)
        except _UnfitError as reason:
            message = f"{role}的字体“{name}”{reason.message}"
            findings.append(UNFIT_FONT.at(budget.place("字体", role), message, reason.hint))
    if findings:
        raise FindingsError(findings)
    return files


def _content(folder: Path, name: str) -> bytes:
    """The bytes of the file `name` in `folder`. Raises _UnfitError: a draft is built in spite of S28."""
    try:
        return content_within(folder, name, FONT)
    except RefusedError as error:
        raise _UnfitError(error.why, error.hint) from None


def _prepared(data: bytes, role: str) -> Path:
    """A private copy of the font in `data`, the same for the same content. Raises _UnfitError.

    A copy that is there already was found fit for this role, by this version.
    """
    content = hashlib.sha256(f"{__version__} {role} ".encode() + data).hexdigest()
    target = cache_folder() / f"{content}.ttf"
    if not target.is_file():
        _write(_normalised(data, role), target)
    return target


def _normalised(data: bytes, role: str) -> bytes:
    """The font in `data`, fit for `role`, with our line height. Raises _UnfitError."""
    try:
        said = confined(f"{__name__}:answer", role.encode() + b"\n" + data)
    except BrokenOffError as error:
        raise _UnfitError(f"读不完（{error.why}），不是完好的字体文件") from None
    head, _, made = said.partition(b"\n")
    if wrong := json.loads(head):
        raise _UnfitError(*wrong)
    return made


def answer(given: bytes) -> bytes:
    """A line of JSON, what is wrong and what to do or nothing, and the font that is fit.

    `given` is a line with the role, and the font. Runs in a process of its own.
    """
    role, _, data = given.partition(b"\n")
    try:
        return b"[]\n" + _fit(data, role.decode())
    except _UnfitError as reason:
        return json.dumps([reason.message, reason.hint]).encode() + b"\n"


def _fit(data: bytes, role: str) -> bytes:
    written = io.BytesIO()
    try:
        font = face_of(data)
        _check(font, role)
        set_line_metrics(font)
        font.save(written, reorderTables=None)
    except (_UnfitError, MemoryError):
        raise
    except SeveralFacesError as several:
        message = f"是字体集合（{several.names}），不知道该用哪一个"
        raise _UnfitError(message, "先拆成单个字体文件（.ttf 或 .otf）") from None
    except Exception:  # fontTools raises whatever it stumbles over in a broken file
        hint = "从装有这个字体的电脑上重新复制一份"
        raise _UnfitError("打不开，不是完好的字体文件", hint) from None
    return written.getvalue()


def _check(font: Any, role: str) -> None:
    """Raises _UnfitError for a font that may not or cannot be embedded, or that would spoil the page."""
    if "glyf" not in font and "CFF " not in font:
        raise _UnfitError("里没有字形轮廓，只有点阵或别的内容")
    if "fvar" in font:
        raise _UnfitError("是可变字体，PDF 里不能嵌入", "换成固定字重的字体文件")
    _check_licence(font)
    cmap = font.getBestCmap()
    if not cmap or ord(" ") not in cmap:
        raise _UnfitError("缺少 Unicode 编码或空格字符，不能用来排文字")
    widths = {font["hmtx"][cmap[code]][0] for code in map(ord, "0123456789") if code in cmap}
    if role == _TABULAR and len(widths) > 1:
        raise _UnfitError("的数字宽窄不一，表里的小数点会对不齐")


def _check_licence(font: Any) -> None:
    """The maker's permission to embed, as the font itself says it (OS/2.fsType)."""
    permission = font["OS/2"].fsType if "OS/2" in font else 0
    if permission & _USAGE == _RESTRICTED or permission & (_NO_SUBSET | _BITMAPS_ONLY):
        message = f"的厂商不允许把它嵌入 PDF（OS/2 fsType 为 0x{permission:04X}）"
        raise _UnfitError(message, "向字体厂商取得允许嵌入的版本，或换一个字体文件")


def _write(data: bytes, target: Path) -> None:
    """Write `target` whole or not at all: other builds may be reading or writing the same file."""
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(name, target)
