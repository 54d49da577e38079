"""WeasyPrint's drawing with less work: the same operators, written in fewer steps."""

from __future__ import annotations

from typing import Any


def bytes_quickly(real: Any) -> Any:
    """pydyf's `_to_bytes`; what is asked for most is looked for first."""

    def to_bytes(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            data: bytes = item
        elif kind is float and not item.is_integer():
            data = f"{item:f}".rstrip("0").encode("ascii")
        elif kind is str:
            data = item.encode("ascii")
        else:
            data = real(item)
        return data

    to_bytes.real = real  # type: ignore[attr-defined]
    return to_bytes


class _Between:
    """Something done before and after, without a generator for it."""

    def __init__(self, before: Any, after: Any) -> None:
        self.before, self.after = before, after

    def __enter__(self) -> None:
        self.before()

    def __exit__(self, *error: object) -> None:
        self.after()


def _nothing() -> None: ...


def stacked_of(real: Any) -> Any:
    """A stream's `stacked`."""

    def stacked(stream: Any) -> _Between:
        return _Between(stream.push_state, stream.pop_state)

    stacked.real = real  # type: ignore[attr-defined]
    return stacked


def artifact_of(real: Any) -> Any:
    """A stream's `artifact`."""
    import pydyf

    plain = pydyf.Stream

    def artifact(stream: Any) -> _Between:
        if stream._tags is None:
            return _Between(_nothing, _nothing)
        begin, end = plain.begin_marked_content, plain.end_marked_content
        return _Between(lambda: begin(stream, "Artifact"), lambda: end(stream))

    artifact.real = real  # type: ignore[attr-defined]
    return artifact


def colour_of(real: Any) -> Any:
    """A stream's `set_color`; a colour of the screen is read once."""

    def set_color(stream: Any, color: Any, stroke: bool = False) -> None:
        known = color.__dict__.get("said")
        if known is None:
            plain = color.space == "srgb"
            *channels, alpha = color
            color.said = known = (
                alpha,
                (color.space, *channels),
                color.to("srgb").coordinates if plain else None,
            )
        alpha, said, channels = known
        if channels is None:
            real(stream, color, stroke)
            return
        stream.set_alpha(alpha, stroke)
        name = "_current_color_stroke" if stroke else "_current_color"
        if getattr(stream, name) != said:
            setattr(stream, name, said)
            stream.set_color_rgb(*channels, stroke)

    set_color.real = real  # type: ignore[attr-defined]
    return set_color
