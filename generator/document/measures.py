"""Measures of paper (版面尺寸): they stand in the style sheet, below `:root`, and are read from there.

What the style sheet of a profile does not say, that of the profile it is based on says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache

from generator.errors import ProfileError
from generator.figures.profile import Profile

MILLIMETRES_IN_A_POINT = 25.4 / 72
_ROOT = re.compile(r":root\s{0,9}\{([^{}]{0,9999})\}")
_MEASURE = re.compile(r"--([a-z-]{1,40}):\s{0,9}(-?\d{1,6}(?:\.\d{1,6})?)(mm|pt)\s{0,9};")


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths in millimetres, sizes of type and what stands between characters in points.

    A field `text_width` is `--text-width` in the style sheet.
    """

    text_width: float
    text_height: float
    pitch: float
    type_size: float
    closer: float
    cell_side: float
    indent: float
    table_type: float
    table_row: float
    dense_type: float
    dense_row: float
    small_type: float
    small_row: float


def measures(profile: Profile) -> Measures:
    """The measures of `profile`. Raises ProfileError when one is missing."""
    return _read(profile.name, tuple(dict(one.files).get("style.css", b"") for one in profile.folders))


@lru_cache(maxsize=8)
def _read(name: str, sheets: tuple[bytes, ...]) -> Measures:
    """`sheets`: the style sheets of the profile `name` and of those it is based on."""
    said: dict[str, float] = {}
    for sheet in reversed(sheets):
        said |= said_in(sheet.decode("utf-8", "replace"))
    wanted = [field.name for field in fields(Measures)]
    if missing := [f"--{field.replace('_', '-')}" for field in wanted if field not in said]:
        raise ProfileError(f"样式“{name}”的 style.css 在 :root 里没有写版面尺寸 {'、'.join(missing)}。")
    return Measures(**{field: said[field] for field in wanted})


def said_in(sheet: str) -> dict[str, float]:
    """The measures that a style sheet says."""
    return {
        name.replace("-", "_"): float(value)
        for root in _ROOT.findall(sheet)
        for name, value, _ in _MEASURE.findall(root)
    }
