"""What a print depends on, in one key: change any of it, and the print is made again."""

from __future__ import annotations

import hashlib
import platform
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from ctypes import CDLL, byref, c_int, c_void_p
from ctypes.util import find_library
from functools import cache
from importlib.metadata import requires, version
from itertools import islice
from pathlib import Path

from generator import __version__
from generator.errors import ProfileError
from generator.press.fonts import font_files
from generator.press.join.subset import harfbuzz_version
from generator.press.section.values import VERSION
from generator.source import limits
from generator.source.gate import PROFILE_FILE, RefusedError, content_within

_ENGINES = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pyphen", "pillow")
_OURS = ("press", "document")
_PACKAGE = Path(__file__).parents[2]


def key_of(style: bytes, *parts: str) -> bytes:
    """The key of what is made in this `style` from these texts."""
    found = hashlib.sha256(style)
    for part in parts:
        data = part.encode()
        found.update(b"%d:" % len(data) + data)
    return found.digest()


def style_key(profile: Sequence[Path], fonts: Mapping[str, Path], *, draft: bool) -> bytes:
    """What all prints of a document depend on besides their HTML: program, engines, fonts, profile."""
    found = hashlib.sha256(_program())
    found.update(b"draft" if draft else b"final")
    for digest in font_files(fonts):
        found.update(digest.encode())
    for role in fonts:
        found.update(role.encode())
    for name, data in style_files(profile):
        found.update(name.encode() + hashlib.sha256(data).digest())
    return found.digest()


def style_sheet(profile: Sequence[Path]) -> Path:
    """The style sheet of a profile: that of the first of its folders that has one."""
    own = (folder / "style.css" for folder in profile)
    return next((path for path in own if path.is_file()), profile[0] / "style.css")


def style_files(profile: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files in a profile's folders that pages are set with: style sheet, pictures.

    Templates are not among them: what they give is in the HTML; nor are links to what lies elsewhere, which
    the engine does not read. Raises ProfileError for too much.
    """
    found = {name: folder for folder in reversed(profile) for name in _names_in(folder)}
    left = limits.PROFILE_BYTES.most
    for name, folder in sorted(found.items()):
        try:
            data = content_within(folder, name, PROFILE_FILE)
        except RefusedError:
            continue
        left -= len(data)
        if left < 0:
            raise ProfileError(f"样式“{folder.name}”里的文件一共超过 {limits.PROFILE_BYTES.said}")
        yield name, data


def _names_in(folder: Path) -> list[str]:
    """The files in and below the folder of a profile, without what pages are not set with."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    found = list(islice(paths, limits.PROFILE_FILES.most + 1))
    if len(found) > limits.PROFILE_FILES.most:
        raise ProfileError(f"样式“{folder.name}”里的文件超过 {limits.PROFILE_FILES.said}")
    return [path.relative_to(folder).as_posix() for path in found if path.suffix not in (".j2", ".yaml")]


@cache
def program_parts() -> dict[str, str]:
    """All that makes prints besides the fonts, each with its version: our code, the engine, libraries."""
    code = hashlib.sha256()
    for package in _OURS:
        for path in sorted((_PACKAGE / package).rglob("*.py")):
            code.update(path.relative_to(_PACKAGE).as_posix().encode() + path.read_bytes())
    parts = {
        "gongkai": f"{__version__}（{code.hexdigest()[:16]}）",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "处理器": platform.machine(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "HarfBuzz": harfbuzz_version(),
    }
    parts |= {name: version(name) for name in _ENGINES}
    for library, function in _LIBRARIES.items():
        file = find_library(library)
        parts[library] = str(function(CDLL(file)) if file else None)
    return parts


def _freetype_version(library: CDLL) -> str:
    handle, numbers = c_void_p(), [c_int(), c_int(), c_int()]
    if library.FT_Init_FreeType(byref(handle)):
        return ""
    library.FT_Library_Version(handle, *map(byref, numbers))
    library.FT_Done_FreeType(handle)
    return ".".join(str(number.value) for number in numbers)


_LIBRARIES: dict[str, Callable[[CDLL], object]] = {
    "pango-1.0": lambda library: library.pango_version(),
    "freetype": _freetype_version,
    "fontconfig": lambda library: library.FcGetVersion(),
}


@cache
def _program() -> bytes:
    parts = "".join(f"{name} {said}\n" for name, said in program_parts().items())
    return hashlib.sha256(f"{VERSION}\n{parts}".encode()).digest()


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
