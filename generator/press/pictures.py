"""Pictures that pages name: bounded before they are painted, for a profile may come from anybody."""

from __future__ import annotations

import io
import re
import warnings
from typing import Any
from xml.etree import ElementTree

from generator.source import limits

SVG = "{http://www.w3.org/2000/svg}svg"
_NAMED = re.compile(r"#([^\s\"')]{1,200})")
"""Where an attribute names an element that is painted once more: `#a`, `url(#a)`."""


class BeyondError(ValueError):
    """A picture that is larger than any is painted; the words go on after its name."""


def refuse_giant(data: bytes) -> None:
    """Refuse a picture of too many points or shapes; what is no picture passes. Raises BeyondError."""
    if data.lstrip()[:1] == b"<":
        try:
            tree = ElementTree.fromstring(data)
        except ElementTree.ParseError:
            return
        refuse_multiplied(tree)
        return
    width, height = _size(data)
    if width * height > limits.PROFILE_PICTURE.most:
        raise BeyondError(f"太大，超过 {limits.PROFILE_PICTURE.said}")


def refuse_multiplied(tree: Any) -> None:
    """Refuse an SVG whose shapes, each as often as it is named, are too many. Raises BeyondError."""
    named = {element.get("id"): element for element in tree.iter() if element.get("id")}
    known: dict[Any, int] = {}

    def painted(element: Any) -> int:
        if element not in known:
            known[element] = 0  # what names itself is painted once
            names = [name for value in element.attrib.values() for name in _NAMED.findall(value)]
            parts = [*element, *(named[name] for name in names if name in named)]
            known[element] = min(1 + sum(map(painted, parts)), limits.PROFILE_SHAPES.most + 1)
        return known[element]

    if painted(tree) > limits.PROFILE_SHAPES.most:
        raise BeyondError(f"太复杂，超过 {limits.PROFILE_SHAPES.said}")


def _size(data: bytes) -> tuple[int, int]:
    """Width and height of a picture in points; none of what is no picture."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of what is refused here
            return Image.open(io.BytesIO(data)).size
    except Image.DecompressionBombError:
        return limits.PROFILE_PICTURE.most + 1, 1
    except Exception:  # whatever its reader makes of what is none
        return 0, 0
