"""What WeasyPrint works out again and again for equal things, worked out once: styles, lengths, lines.

None of it changes what is printed, but that pictures without end are broken off. A version of the engine that
is not known is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from generator.press.hooks.drawing import artifact_of, bytes_quickly, colour_of, stacked_of
from generator.press.hooks.shapes import circles_of_colours, line_of_colours, pages_of, picture_of, shape_of
from generator.press.hooks.styles import HeadSheets, Simple, filled_once, styles_once
from generator.press.hooks.texts import Drawn, Lines, Looks
from generator.press.loading import import_weasyprint

KNOWN = "70.0"
"""The version that what stands here was held against."""
SLOWER = "装着的 WeasyPrint 是 {} 版，不是 {} 版：省时间的做法不用了，印出来的一样，只是慢一些。"
_ACROSS = ("margin_left", "margin_right", "padding_left", "padding_right", "width", "min_width", "max_width")
_DOWN = ("margin_top", "margin_bottom", "padding_top", "padding_bottom", "height", "min_height", "max_height")
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_RADII = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
_SQUARE = (0, 0)
_LAYOUTS = ("inline", "page", "float", "grid", "absolute", "block", "column", "table", "percent")


@cache
def work_once() -> tuple[str, ...]:
    """Have the engine of this process work things out once; what people should be told of it."""
    version = import_weasyprint().VERSION
    if version != KNOWN:
        return (SLOWER.format(version, KNOWN),)
    simple, looks = Simple.of_engine(), Looks()
    makers: dict[str, Callable[[Any], Any]] = {
        "StyleFor": styles_once,
        "ComputedStyle": lambda kind: filled_once(kind, simple),
        "AnonymousStyle": lambda kind: filled_once(kind, simple),
        "find_stylesheets": cache(HeadSheets),
        "resolve_percentages": cache(Lengths),
        "split_first_line": cache(lambda real: Lines(real, looks)),
        "draw_text": lambda real: Drawn(real, looks),
        "_to_bytes": bytes_quickly,
        "stacked": stacked_of,
        "artifact": artifact_of,
        "set_color": colour_of,
        "resolve_radii_percentages": Corners,
        "strut": cache(Struts),
        "get_color": cache(Colours),
        "make_all_pages": pages_of,
        "draw": picture_of,
        "draw_node": shape_of,
        "spread_linear_gradient": line_of_colours,
        "spread_radial_gradient": circles_of_colours,
    }
    for owner, name in replaced():
        setattr(owner, name, makers[name](getattr(owner, name)))
    return ()


def replaced() -> list[tuple[Any, str]]:
    """(owner, name) of all that is replaced in the engine."""
    import pydyf
    from weasyprint import css, draw, layout
    from weasyprint.images import SVGImage
    from weasyprint.pdf.stream import Stream
    from weasyprint.svg import SVG, defs

    styles = [(css, name) for name in ("StyleFor", "ComputedStyle", "AnonymousStyle", "find_stylesheets")]
    lengths = [(getattr(layout, name), "resolve_percentages") for name in _LAYOUTS]
    colours = [(module, "get_color") for module in (draw.color, draw.border, draw.text)]
    lengths.append((layout.background, "resolve_radii_percentages"))
    lines = [(layout.inline, "split_first_line"), (layout.preferred, "split_first_line")]
    drawing = [(draw, "draw_text"), (pydyf, "_to_bytes")]
    drawing += [(Stream, name) for name in ("stacked", "artifact", "set_color")]
    shapes = [(layout, "make_all_pages"), (SVGImage, "draw"), (SVG, "draw_node")]
    shapes += [(defs, f"spread_{kind}_gradient") for kind in ("linear", "radial")]
    return [*styles, *lengths, *lines, (layout.inline, "strut"), *colours, *drawing, *shapes]


class Lengths:
    """The engine's `resolve_percentages`; lengths that depend on nothing else are read from a style once."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def __call__(self, box: Any, containing_block: Any) -> None:
        """Give `box` the lengths of its style as attributes, in CSS pixels."""
        style = box.style
        known = style.__dict__.get("lengths")
        if known is None:
            known = self._read(style)
        if not known:
            self.real(box, containing_block)
            return
        lengths, borders, collapse = known
        own = box.__dict__
        own.update(lengths)
        if not collapse:
            own.update(borders)
            return
        for name, width in borders.items():
            if not hasattr(box, name):
                own[name] = width

    @staticmethod
    def _read(style: Any) -> Any:
        """(lengths, widths of borders, whether these collapse) of a settled style, if they never depend."""
        known: Any = ()
        if _is_settled(style) and style["box_sizing"] == "content-box":
            lengths = {name: _length(style[name]) for name in (*_ACROSS, *_DOWN)}
            if None not in lengths.values():
                for name in ("min_width", "min_height"):
                    if lengths[name] == "auto":
                        lengths[name] = 0
                borders = {name: style[name] for name in _BORDERS}
                known = lengths, borders, style["border_collapse"] == "collapse"
        style.lengths = known
        return known


def _is_settled(style: Any) -> bool:
    """Whether nobody changes this style any more: it is no copy."""
    parent = style.parent_style
    return hasattr(style, "settled") or (
        parent is not None and parent.__dict__.get("anonymous_style") is style and _is_settled(parent)
    )


def _length(value: Any) -> Any:
    """A length that depends on nothing, in CSS pixels, or "auto"; else None."""
    if value == "auto":
        return value
    return value.value if getattr(value, "unit", None) == "px" else None


class Corners:
    """The engine's `resolve_radii_percentages`; that a style has no round corners is read from it once."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def __call__(self, box: Any) -> None:
        """Give `box` the radii of its corners as attributes, in CSS pixels."""
        style = box.style
        square = style.__dict__.get("square")
        if square is None:
            square = style.square = _is_settled(style) and all((0, "px") in style[name] for name in _RADII)
        if not square:
            self.real(box)
            return
        for name in _RADII:
            setattr(box, name, _SQUARE)  # which another box may take in its place


class Struts:
    """The engine's `strut`: height of a line and its baseline, read from a style once."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def __call__(self, style: Any) -> tuple[float, float]:
        """In CSS pixels."""
        known: tuple[float, float] | None = style.__dict__.get("strut")
        if known is None:
            known = style.strut = self.real(style)
        return known


class Colours:
    """The engine's `get_color`, which compares every colour with a word."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def __call__(self, style: Any, key: str) -> Any:
        """The colour that `style` has for `key`."""
        value = style[key]
        return self.real(style, key) if isinstance(value, str) else value
