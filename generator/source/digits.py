"""Numbers that others write in digits: Python refuses thousands of them, and takes ² for one."""

from __future__ import annotations

MOST = 9
"""Digits: no year, line, page or place in a list has more."""


def whole(text: str) -> int | None:
    """The number that `text` is in the digits 0 to 9; None where it is none, or beyond all use."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST else None
