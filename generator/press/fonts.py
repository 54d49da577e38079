"""Fonts by role, from fonts/ only: no font of the machine can slip in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.errors import PressError
from generator.model.fonts import FONTS, ROLES
from generator.press.cache import cache_folder

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{preferences}
<cachedir>{cache}</cachedir>
</fontconfig>
"""
_PREFERENCE = '<alias binding="same"><family>{0}</family><prefer><family>{0} Own</family></prefer></alias>'
"""In every stack, an office's own font of a role stands before ours; without one it is passed over."""


def forget_system_fonts() -> None:
    """Point fontconfig at a configuration without any font. Must run before WeasyPrint is imported."""
    folder = cache_folder()
    configuration = folder / "fonts.conf"
    preferences = "\n".join(_PREFERENCE.format(family) for family, _ in ROLES.values())
    text = _CONFIGURATION.format(cache=folder, preferences=preferences)
    if not configuration.is_file() or configuration.read_text(encoding="utf-8") != text:
        configuration.write_text(text, encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(configuration)


def font_faces(own: Mapping[str, Path]) -> str:
    """The @font-face rules of all roles; `own` are the office's own files by role.

    Raises PressError when a file is missing.
    """
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; src: url("{path.resolve().as_uri()}") }}'
        for family, path in _families(own)
    )


def font_files(own: Mapping[str, Path]) -> dict[str, Path]:
    """The files of all roles, and the office's `own`, by their SHA-256."""
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for _, path in _families(own)}


def _families(own: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    for role, (family, file) in ROLES.items():
        path = FONTS / file
        if not path.is_file():
            raise PressError(f"缺少字体文件 fonts/{file}。请重新取得完整的程序文件。")
        yield family, path
        if role in own:
            yield f"{family} Own", own[role]
