"""What a print depends on, in one key: change any of it, and the print is made again."""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from collections.abc import Mapping
from ctypes import CDLL
from ctypes.util import find_library
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path

from generator.press.fonts import font_files
from generator.press.join.subset import harfbuzz_version
from generator.press.section.values import VERSION

_ENGINES = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pyphen", "pillow")
_LIBRARIES = {"pango-1.0": "pango_version", "freetype": "", "fontconfig": "FcGetVersion"}
_OURS = ("press", "document")
_PACKAGE = Path(__file__).parents[2]


def key_of(style: bytes, *parts: str) -> bytes:
    """The key of what is made in this `style` from these texts."""
    found = hashlib.sha256(style)
    for part in parts:
        data = part.encode()
        found.update(b"%d:" % len(data) + data)
    return found.digest()


def style_key(profile: Path, fonts: Mapping[str, Path], *, draft: bool) -> bytes:
    """What all prints of a document depend on besides their HTML: program, engines, fonts, profile."""
    found = hashlib.sha256(_program())
    found.update(b"draft" if draft else b"final")
    for digest in font_files(fonts):
        found.update(digest.encode())
    for role in fonts:
        found.update(role.encode())
    for path in sorted(profile.rglob("*")):
        if path.is_file() and path.suffix not in (".j2", ".yaml"):
            found.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.digest()


@cache
def _program() -> bytes:
    """Our own code that makes prints, the engine's parts and the libraries below it."""
    found = hashlib.sha256(f"{VERSION} {sys.version} {zlib.ZLIB_RUNTIME_VERSION}".encode())
    for package in _OURS:
        for path in sorted((_PACKAGE / package).rglob("*.py")):
            found.update(path.relative_to(_PACKAGE).as_posix().encode() + path.read_bytes())
    for name in _ENGINES:
        found.update(f"{name} {version(name)}".encode())
    found.update(harfbuzz_version().encode())
    for library, function in _LIBRARIES.items():
        file = find_library(library)
        said = getattr(CDLL(file), function)() if file and function else file
        found.update(f"{library} {said}".encode())
    return found.digest()


@cache
def whole_program() -> bytes:
    """All of our own code and data, and everything that it runs on."""
    found = hashlib.sha256(_program())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(path.relative_to(_PACKAGE).as_posix().encode() + path.read_bytes())
    for name in _parts_of_others():
        found.update(f"{name} {version(name)}".encode())
    return found.digest()


def _parts_of_others() -> list[str]:
    """The distributions that ours needs."""
    wanted = (re.match(r"[\w.-]+", line) for line in requires("gongkai") or () if "extra ==" not in line)
    return sorted(match[0] for match in wanted if match)
