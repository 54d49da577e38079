"""The engine's PDF objects as values: references are kept as such, never found in the bytes."""

from __future__ import annotations

import zlib
from typing import Any

from generator.press.hooks import Canvas, Marker, is_stream, to_bytes
from generator.press.section.values import Parts, Ref, Resources, Shared, Stream

LEVEL = 6


class Freezer:
    """Turns what was painted on a canvas into values; streams become objects that are referred to."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.objects: list[Stream | None] = []
        self._known: dict[int, int] = {}
        self._kept: list[Any] = []

    def resources(self) -> Resources:
        """What the painted content refers to, but for what all sections share."""
        kinds = self._with_images(self.canvas.resources).items()
        return {
            kind: {name: self.parts(value) for name, value in entries.items()}
            for kind, entries in kinds
            if isinstance(entries, dict) and entries
        }

    def parts(self, value: Any) -> Parts:
        """`value` as bytes and references."""
        found: list[bytes | Ref] = []
        self._freeze(value, found)
        return _joined(found)

    def _freeze(self, value: Any, found: list[bytes | Ref]) -> None:
        if isinstance(value, Marker):
            found.append(Ref(value.meaning))
        elif is_stream(value):
            found.append(Ref(self._stream(value)))
        elif isinstance(value, dict):
            found.append(b"<<")
            for key, item in value.items():
                found.append(b"/" + to_bytes(key) + b" ")
                self._freeze(item, found)
            found.append(b">>")
        elif isinstance(value, (list, tuple)):
            found.append(b"[")
            for index, item in enumerate(value):
                if index:
                    found.append(b" ")
                self._freeze(item, found)
            found.append(b"]")
        else:
            found.append(to_bytes(value))

    def _stream(self, stream: Any) -> int:
        """The index of the object that `stream` is; it may be drawn on many pages."""
        known = self._known.get(id(stream))
        if known is not None:
            return known
        index = self._known[id(stream)] = len(self.objects)
        self._kept.append(stream)
        self.objects.append(None)
        extra = {key: value for key, value in stream.extra.items() if key not in ("Filter", "Length")}
        if "Resources" in extra:
            extra["Resources"] = self._with_images(extra["Resources"]) | {"Font": Marker(Shared.FONTS)}
        data = b"\n".join(map(to_bytes, stream.stream))
        compressed = "Filter" in stream.extra
        head = self.parts(extra | {"Filter": stream.extra["Filter"] if compressed else "/FlateDecode"})
        self.objects[index] = Stream(head, data if compressed else zlib.compress(data, LEVEL))
        return index

    def _with_images(self, resources: dict[str, Any]) -> dict[str, Any]:
        drawn = resources.get("XObject", {})
        pictures = {name: self.canvas.image(name) if item is None else item for name, item in drawn.items()}
        return dict(resources) | {"XObject": pictures}


def _joined(items: list[bytes | Ref]) -> Parts:
    """`items` with neighbouring bytes made one."""
    found: list[bytes | Ref] = []
    run: list[bytes] = []
    for item in items:
        if isinstance(item, bytes):
            run.append(item)
            continue
        if run:
            found.append(b"".join(run))
            run = []
        found.append(item)
    return (*found, b"".join(run)) if run else tuple(found)
