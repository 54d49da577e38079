"""Fonts by role: the files of ours, and which face of a file is meant."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from generator.shipped import shipped

FONTS = shipped("fonts")

ROLES = {
    "标题": ("GW Title", "GWTitle-Bold.ttf"),
    "正文": ("GW Fang", "GWFang-Regular.ttf"),
    "黑体": ("GW Hei", "GWHei-Regular.ttf"),
    "楷体": ("GW Kai", "GWKai-Regular.ttf"),
    "宋体": ("GW Song", "GWSong-Regular.ttf"),
}
"""Role → family and file. 宋体 stands last in every stack of the style sheets: it has all of GBK."""
LAST_RESORT: Final = "宋体"

_CHINESE_FAMILY = (1, 3, 0x0804)
"""A family name, for Windows, in the Chinese of the mainland."""


class SeveralFacesError(Exception):
    """A collection of fonts with these `names`, none of which is known to be meant."""

    def __init__(self, names: str) -> None:
        super().__init__(names)
        self.names = names


def face_of(data: bytes) -> Any:
    """The font in `data`: the only face, or the first of a collection with a Chinese name.

    Why: a renderer would take the first. Raises SeveralFacesError, and what fontTools stumbles over.
    """
    faces = _faces(data)
    if len(faces) == 1:
        return faces[0]
    for face in faces:
        if any((name.nameID, name.platformID, name.langID) == _CHINESE_FAMILY for name in face["name"].names):
            return face
    raise SeveralFacesError("、".join(str(face["name"].getBestFamilyName()) for face in faces))


def _faces(data: bytes) -> Sequence[Any]:
    from fontTools.ttLib import TTCollection, TTFont

    options = {"lazy": True, "recalcTimestamp": False, "recalcBBoxes": False}
    stream = io.BytesIO(data)
    if data[:4] == b"ttcf":
        return list(TTCollection(stream, **options).fonts)
    return [TTFont(stream, **options)]
