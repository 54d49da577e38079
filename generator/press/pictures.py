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
_FORMATS = ("PNG", "JPEG", "MPO", "GIF", "WEBP", "BMP", "TIFF")
"""What is read as a picture. There are kinds that are programs, and run by one."""
_LONG = 1_000
"""Characters of an attribute that take as long as a shape: twice as many take four times as long."""
_MOST_LOOKED_UP = 4_000_000
"""Names that are looked for among the elements, and rules that are held against them, one by one."""


class BeyondError(ValueError):
    """A picture that is larger than any is painted; the words go on after its name."""


class TooLongError(ValueError):
    """A section of more pages than one may have in a style of others; the words go on after its name."""


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
    """Refuse an SVG whose shapes, each as often as it is named, are too many. Raises BeyondError.

    What a style sheet within it names, and for whom, is found out as it is painted (`hooks/shapes.py`).
    """
    named = {element.get("id"): element for element in tree.iter() if element.get("id")}
    known: dict[Any, int] = {}

    def painted(element: Any) -> int:
        if element not in known:
            known[element] = 0  # what names itself is painted once
            names = [name for value in element.attrib.values() for name in _NAMED.findall(value)]
            parts = [*element, *(named[name] for name in names if name in named)]
            long = sum((len(value) // _LONG) ** 2 for value in element.attrib.values())
            known[element] = min(1 + long + sum(map(painted, parts)), limits.PROFILE_SHAPES.most + 1)
        return known[element]

    if painted(tree) > limits.PROFILE_SHAPES.most or _looked_up(tree) > _MOST_LOOKED_UP:
        raise too_many()


def too_many() -> BeyondError:
    """What is said of a picture of too many shapes."""
    return BeyondError(f"太复杂，超过 {limits.PROFILE_SHAPES.said}")


def _looked_up(tree: Any) -> int:
    """How many names and rules there are for how many elements."""
    elements = list(tree.iter())
    names = {name for one in elements for value in one.attrib.values() for name in _NAMED.findall(value)}
    sheets = [one.text or "" for one in elements if isinstance(one.tag, str) and one.tag.endswith("style")]
    names.update(name for sheet in sheets for name in _NAMED.findall(sheet))
    return len(elements) * (len(names) + sum(sheet.count("{") for sheet in sheets))


def _size(data: bytes) -> tuple[int, int]:
    """Width and height of a picture in points; none of what is no picture. Raises BeyondError."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of what is refused here
            picture = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError:
        return limits.PROFILE_PICTURE.most + 1, 1
    except Exception:  # whatever its reader makes of what is none
        return 0, 0
    if picture.format not in _FORMATS:
        raise BeyondError("不是 PNG、JPEG、GIF、WebP、BMP、TIFF 或 SVG")
    return picture.size
