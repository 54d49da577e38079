"""Measures of paper (版面尺寸): they stand in the style sheet, below `:root`, and are read from there.

What the style sheet of a profile does not say, that of the profile it is based on says, and at last that of
the profile which is used when none is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache

from generator.figures.profile import Profile, load_profile
from generator.model.budget import PROFILE

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
    form_type: float


def measures(profile: Profile) -> Measures:
    """The measures of `profile`."""
    said = _said(_sheets(profile))
    wanted = [field.name for field in fields(Measures)]
    if any(name not in said for name in wanted):
        said = _said(_sheets(load_profile(PROFILE))) | said
    return Measures(**{name: said[name] for name in wanted})


def missing(profile: Profile) -> list[str]:
    """The measures that a style sheet of its own does not say: it was made for an earlier program."""
    sheets = [sheet for sheet in _sheets(profile) if sheet]
    if not sheets or not any(folder.own for folder in profile.folders):
        return []
    said = said_in(sheets[0].decode("utf-8", "replace"))
    return [f"--{field.name.replace('_', '-')}" for field in fields(Measures) if field.name not in said]


def _sheets(profile: Profile) -> tuple[bytes, ...]:
    """Its style sheet, and those of what it is based on behind it."""
    return tuple(dict(one.files).get("style.css", b"") for one in profile.folders)


@lru_cache(maxsize=8)
def _said(sheets: tuple[bytes, ...]) -> dict[str, float]:
    said: dict[str, float] = {}
    for sheet in reversed(sheets):
        said |= said_in(sheet.decode("utf-8", "replace"))
    return said


def said_in(sheet: str) -> dict[str, float]:
    """The measures that a style sheet says."""
    return {
        name.replace("-", "_"): float(value)
        for root in _ROOT.findall(sheet)
        for name, value, _ in _MEASURE.findall(root)
    }
