"""PDF's notation: numbers, strings, arrays and dictionaries as bytes."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Mapping


def number(value: float) -> bytes:
    """`value` to six places, without noughts at the end."""
    if isinstance(value, int) or value.is_integer():
        return b"%d" % int(value)
    return f"{value:f}".rstrip("0").encode()


def text(words: str) -> bytes:
    """A text string."""
    if words.isascii():
        return b"(" + re.sub(rb"([\\()])", rb"\\\1", words.encode()) + b")"
    return b"<" + (BOM_UTF16_BE + words.encode("utf-16-be")).hex().encode() + b">"


def order(words: str) -> bytes:
    """The bytes of a text string, by which name trees are sorted."""
    return words.encode() if words.isascii() else BOM_UTF16_BE + words.encode("utf-16-be")


def name(words: str) -> bytes:
    """A name of letters, digits and marks that need no escape but the slash."""
    return b"/" + words.replace("/", "#2f").encode()


def reference(target: int) -> bytes:
    """A reference to the object `target`."""
    return b"%d 0 R" % target


def array(items: Iterable[bytes]) -> bytes:
    """An array."""
    return b"[" + b" ".join(items) + b"]"


def numbers(values: Iterable[float]) -> bytes:
    """An array of numbers."""
    return array(map(number, values))


def dictionary(entries: Mapping[str, bytes]) -> bytes:
    """A dictionary."""
    return b"<<" + b"".join(b"/%b %b" % (key.encode(), value) for key, value in entries.items()) + b">>"
