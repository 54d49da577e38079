"""The receipt (收据): with what a PDF was made, so that it can be made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator import __version__
from generator.model.fonts import FONTS, ROLES
from generator.press.enclosures import Enclosure
from generator.source.gate import PDF, RECEIPT, RefusedError, content

NAME = "收据.json"
"""The name of the receipt inside the PDF, and the end of its name beside it."""

PRINT = "SHA-256"
"""The key in the receipt beside a PDF that has the print of the whole file."""

MOST_SHOWN = 100
"""Characters of what a receipt says that are told."""
MADE_WITH = ("gongkai", "引擎", "样式")
"""The keys of the receipt that say by what the words of a PDF were set."""

_ENGINES = ("weasyprint", "pydyf", "pypdf", "jinja2", "fonttools", "XlsxWriter")


def receipt(sources: Iterable[Enclosure], profile: Mapping[str, bytes], *, unit: str, draft: bool) -> bytes:
    """Versions of the program and its engines, and SHA-256 of fonts, profile and sources; UTF-8 JSON."""
    data: dict[str, Any] = {
        "gongkai": __version__,
        "引擎": {name: version(name) for name in _ENGINES},
        "字体": {file: _hash(FONTS / file) for _, file in ROLES.values()},
        "样式": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(profile.items())},
        "源文件": {item.name: hashlib.sha256(item.data).hexdigest() for item in sources},
        "单位": unit,
        "草稿": draft,
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def receipt_beside(made_with: bytes, pdf: bytes) -> bytes:
    """The receipt that stands beside a finished `pdf`: that inside, with the print of the file."""
    data = json.loads(made_with) | {PRINT: hashlib.sha256(pdf).hexdigest()}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def path_beside(pdf: Path) -> Path:
    """Where the receipt of the file `pdf` stands."""
    return pdf.with_name(f"{pdf.stem}.{NAME}")


def agrees_beside(pdf: Path) -> bool | None:
    """Whether the file `pdf` is the one that the receipt beside it was written for; None without one."""
    if not pdf.name:  # "."
        return None
    try:
        said = json.loads(content(path_beside(pdf), RECEIPT))
        return bool(said[PRINT] == hashlib.sha256(content(pdf, PDF)).hexdigest())
    except (RefusedError, ValueError, LookupError, TypeError, RecursionError):
        return None


def differences(ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    """What differs between two receipts, in words."""
    found = []
    for key in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(key), theirs.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
            if names:
                found.append(f"{key}不同：{'、'.join(_told(name, one, other) for name in names)}")
        elif one != other:
            found.append(f"{key}不同：文件里是 {_short(other)}，现在是 {_short(one)}")
    return found


def _short(value: object) -> str:
    """As much as is told of what somebody else may have written."""
    said = str(value)
    return said if len(said) <= MOST_SHOWN else f"{said[:MOST_SHOWN]}……"


def _told(name: str, one: dict[str, Any], other: dict[str, Any]) -> str:
    mine, others = _short(one.get(name, "没有")), _short(other.get(name, "没有"))
    return name if len(mine) == 64 or len(others) == 64 else f"{name}（文件里是 {others}，现在是 {mine}）"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
