"""Annotations of a foreign page: which of them printing shows, and how they lie on it (ISO 32000 12.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

HIDDEN, PRINT, NO_ROTATE, NO_VIEW = 2, 4, 16, 32
_INVISIBLE = 1
_MOST_PARENTS = 32
_MOST_SAID = 40
"""Characters of a name of a foreign file's that a message has."""
ON_SCREEN_ONLY = frozenset({"/Link", "/Popup"})
"""What has nothing of its own to print."""
NAMES = {
    "/Stamp": "印章",
    "/Highlight": "高亮",
    "/Underline": "下划线",
    "/Squiggly": "波浪线",
    "/StrikeOut": "删除线",
    "/FreeText": "文本框",
    "/Text": "批注",
    "/FileAttachment": "夹带的文件",
    "/Ink": "手写",
    "/Line": "线条",
    "/Square": "方框",
    "/Circle": "圆圈",
    "/Polygon": "多边形",
    "/PolyLine": "折线",
    "/Caret": "插入符",
    "/Watermark": "水印",
    "/Widget": "表单栏",
    "/Link": "链接",
}


def entry(holder: Any, key: str) -> Any:
    """What `holder` says under `key`, itself and no reference to it; None where it says nothing."""
    from pypdf.generic import NullObject, PdfObject

    value = holder.get(key) if isinstance(holder, dict) else None
    if isinstance(value, PdfObject):
        value = value.get_object()
    return None if isinstance(value, NullObject) else value


def shortened(text: str) -> str:
    """What a foreign file calls something, on one line and no longer than can be read in a message."""
    text = " ".join(text[: 2 * _MOST_SAID].split())
    return text if len(text) <= _MOST_SAID else f"{text[: _MOST_SAID - 1]}…"


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation and the number of the page, from 1, that it lies on."""

    page: int
    said: Any

    @property
    def kind(self) -> str:
        """Its /Subtype."""
        return str(entry(self.said, "/Subtype"))

    @property
    def flags(self) -> int:
        """Its /F, 0 where there is none."""
        return int(entry(self.said, "/F") or 0)

    @property
    def hidden(self) -> bool:
        """Whether it shows neither on a screen nor on paper."""
        unknown = self.kind not in NAMES
        return bool(self.flags & HIDDEN or (unknown and self.flags & _INVISIBLE) or not self._area)

    @property
    def printed(self) -> bool:
        """Whether printing shows it."""
        return not self.hidden and bool(self.flags & PRINT)

    @property
    def on_screen(self) -> bool:
        """Whether a reader on a screen sees it."""
        return not self.hidden and not self.flags & NO_VIEW

    @property
    def is_signature(self) -> bool:
        """Whether it is the field of a signature."""
        return bool(self.field("/FT") == "/Sig")

    @property
    def words(self) -> str:
        """What an author would know it by: its kind in Chinese, with its text."""
        other = shortened(self.kind.lstrip("/")) if entry(self.said, "/Subtype") else "没有写种类的批注"
        name = "签名" if self.is_signature else NAMES.get(self.kind, other)
        value = self.field("/V") if self.kind == "/Widget" and not self.is_signature else None
        text = " ".join(str(value or entry(self.said, "/Contents") or "").split())
        return f"{name}“{text[:20]}{'…' if len(text) > 20 else ''}”" if text else name

    def field(self, key: str) -> Any:
        """What it, or the field that it belongs to, says under `key`."""
        holder = self.said
        for _ in range(_MOST_PARENTS):
            found = entry(holder, key)
            if found is not None or holder is None:
                return found
            holder = entry(holder, "/Parent")
        return None

    @property
    def _area(self) -> bool:
        left, bottom, right, top = self._rectangle
        return left < right and bottom < top

    @property
    def _rectangle(self) -> tuple[float, float, float, float]:
        return rectangle(entry(self.said, "/Rect")) or (0, 0, 0, 0)

    @property
    def appearance(self) -> Any:
        """The form that shows it in its present state; None where it has none."""
        shown = entry(entry(self.said, "/AP"), "/N")
        if shown is not None and not hasattr(shown, "get_data"):
            states = shown
            shown = entry(states, str(self._state(states)))
        if not hasattr(shown, "get_data") or not rectangle(entry(shown, "/BBox")):
            return None
        return shown

    def _state(self, states: Any) -> Any:
        state = entry(self.said, "/AS")
        value = state if state is not None else self.field("/V")
        return value if state is not None or value in states else "/Off"

    @property
    def loses(self) -> bool:
        """Whether printing shows something of it that it has no appearance for."""
        if not self.printed or self.kind in ON_SCREEN_ONLY or self.kind in ("/Text", "/FileAttachment"):
            return False
        if self.kind != "/Widget":
            return self.appearance is None
        value, sort = self.field("/V"), self.field("/FT")
        if sort in ("/Tx", "/Ch"):
            return bool(value) and (self.appearance is None or not self.appearance.get_data().strip())
        ticked = sort == "/Btn" and (entry(self.said, "/AS") or value or "/Off") != "/Off"
        return ticked and self.appearance is None

    def placed(self, rotation: int) -> tuple[float, ...]:
        """The matrix that brings its appearance to its place on a page that is shown turned by `rotation`."""
        from pypdf import Transformation

        left, bottom, right, top = self._rectangle
        from_left, from_bottom, from_right, from_top = _covered(self.appearance)
        across = (right - left) / (from_right - from_left)
        along = (top - bottom) / (from_top - from_bottom)
        moved = Transformation().scale(across, along)
        moved = moved.translate(left - from_left * across, bottom - from_bottom * along)
        if self.flags & NO_ROTATE and rotation:
            moved = moved.translate(-left, -top).rotate(rotation).translate(left, top)
        return tuple(float(number) for number in moved.ctm)


def notes_on(page: Any, number: int) -> Iterator[Annotation]:
    """All annotations of `page`, the lowest first."""
    found = entry(page, "/Annots")
    for reference in found if isinstance(found, list) else []:
        said = reference.get_object()
        if isinstance(said, dict):
            yield Annotation(number, said)


def _covered(form: Any) -> tuple[float, float, float, float]:
    """The upright rectangle around the box of `form`, moved by its own matrix."""
    from pypdf import Transformation

    left, bottom, right, top = rectangle(entry(form, "/BBox")) or (0, 0, 1, 1)
    matrix = entry(form, "/Matrix") or (1, 0, 0, 1, 0, 0)
    moved = Transformation(tuple(float(number) for number in matrix))  # type: ignore[arg-type]
    corners = [moved.apply_on((x, y)) for x in (left, right) for y in (bottom, top)]
    across, along = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(along), max(across), max(along)


def rectangle(numbers: Any) -> tuple[float, float, float, float] | None:
    """(left, bottom, right, top) of a rectangle with an area, whichever corners it names."""
    if not isinstance(numbers, list) or len(numbers) != 4:
        return None
    x1, y1, x2, y2 = (float(number.get_object()) for number in numbers)
    box = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    return box if box[0] < box[2] and box[1] < box[3] else None
