"""HTML: pages and parts of pages from the templates, and the files that they use."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from generator.findings import Level
from generator.model.fonts import FONTS
from generator.source.hidden import shown

_HERE = Path(__file__).parent
_TYPES = {".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml"}
LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note", Level.UNCHECKED: "unchecked"}


@cache
def assets() -> dict[str, tuple[bytes, str]]:
    """Every file that a page may ask for, by name: its bytes and its type."""
    found = [path for path in sorted((_HERE / "static").iterdir()) if path.suffix in _TYPES]
    found.append(FONTS / "GWHei-Regular.ttf")
    return {path.name: (path.read_bytes(), _TYPES[path.suffix]) for path in found}


@cache
def version() -> str:
    """Another one whenever one of the files is another: browsers keep them under it."""
    found = hashlib.sha256()
    for name, (data, _) in assets().items():
        found.update(name.encode() + hashlib.sha256(data).digest())
    return found.hexdigest()[:16]


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "html"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shown"] = lambda text: shown(str(text))
    made.filters["level"] = lambda level: LEVELS[level]
    made.globals["static"] = f"/-/static/{version()}"
    return made


def html(template: str, **values: Any) -> str:
    """What a template makes; all values are escaped."""
    return _environment().get_template(template).render(values)
