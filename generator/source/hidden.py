"""Characters that are not seen and change what is: controls, escapes of terminals, directions of writing."""

from __future__ import annotations

import re

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
"""Tabs and line feeds are not among them, nor what is merely invisible."""
_BREAKS = re.compile("[\t\n]")


def shown(text: str) -> str:
    """`text` with such characters as people and programs can read them; in JSON it means the same."""
    return HIDDEN.sub(lambda match: _escaped(match[0]), text)


def shown_name(name: str) -> str:
    """`name` (of a file, a folder) on one line: what breaks it would look like a line of ours."""
    return _BREAKS.sub(lambda match: _escaped(match[0]), shown(name))


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
