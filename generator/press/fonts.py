"""Fonts by role, from fonts/ only: no font of the machine can slip in."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.errors import PressError

_CHECKOUT = Path(__file__).parents[2] / "fonts"
_INSTALLED = Path(__file__).parents[1] / "_data" / "fonts"
FONTS = _CHECKOUT if _CHECKOUT.is_dir() else _INSTALLED

ROLES = {
    "标题": ("GW Title", "GWTitle-Bold.ttf"),
    "正文": ("GW Fang", "GWFang-Regular.ttf"),
    "黑体": ("GW Hei", "GWHei-Regular.ttf"),
    "楷体": ("GW Kai", "GWKai-Regular.ttf"),
    "宋体": ("GW Song", "GWSong-Regular.ttf"),
}
"""Role → family and file. 宋体 stands last in every stack of the style sheets: it has all of GBK."""

_EMPTY_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir>{cache}</cachedir></fontconfig>
"""


def forget_system_fonts() -> None:
    """Point fontconfig at a configuration without any font. Must run before WeasyPrint is imported."""
    folder = Path(tempfile.gettempdir()) / f"gongkai-fonts-{os.getuid() if hasattr(os, 'getuid') else 0}"
    folder.mkdir(exist_ok=True)
    configuration = folder / "fonts.conf"
    text = _EMPTY_CONFIGURATION.format(cache=folder)
    if not configuration.is_file() or configuration.read_text(encoding="utf-8") != text:
        configuration.write_text(text, encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(configuration)


def font_faces(own: Mapping[str, Path]) -> str:
    """The @font-face rules of all roles; `own` are the office's own files by role.

    Raises PressError when a file is missing.
    """
    rules = []
    for role, (family, file) in ROLES.items():
        path = own.get(role, FONTS / file)
        if not path.is_file():
            raise PressError(f"缺少字体文件 fonts/{file}。请重新取得完整的程序文件。")
        rules.append(f'@font-face {{ font-family: "{family}"; src: url("{path.resolve().as_uri()}") }}')
    return "\n".join(rules)
