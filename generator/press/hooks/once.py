"""What WeasyPrint works out again and again for equal things, worked out once: styles, lengths, lines.

None of it changes what is printed. A version of the engine that is not known is left as it is.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Any

from generator.press.hooks.styles import HeadSheets, Simple, filled_once, styles_once
from generator.press.loading import import_weasyprint

KNOWN = "70.0"
"""The version that what stands here was held against."""
SLOWER = "装着的 WeasyPrint 是 {} 版，不是 {} 版：省时间的做法不用了，印出来的一样，只是慢一些。"
MOST = 20_000
"""Lines that are remembered at most."""

_TEXT = (
    *("font_size", "font_family", "font_style", "font_stretch", "font_weight", "font_kerning"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric"),
    *("font_variant_alternates", "font_variant_east_asian", "font_feature_settings"),
    *("font_variation_settings", "font_language_override", "lang", "letter_spacing", "word_spacing"),
    *("white_space", "overflow_wrap", "word_break", "hyphens", "hyphenate_character"),
    *("hyphenate_limit_chars", "hyphenate_limit_zone", "direction", "text_decoration_line", "tab_size"),
)
"""All of a style that its lines of text depend on."""
_ACROSS = ("margin_left", "margin_right", "padding_left", "padding_right", "width", "min_width", "max_width")
_DOWN = ("margin_top", "margin_bottom", "padding_top", "padding_bottom", "height", "min_height", "max_height")
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_LAYOUTS = ("inline", "page", "float", "grid", "absolute", "block", "column", "table", "percent")


@cache
def work_once() -> tuple[str, ...]:
    """Have the engine of this process work things out once; what people should be told of it."""
    version = import_weasyprint().VERSION
    if version != KNOWN:
        return (SLOWER.format(version, KNOWN),)
    simple = Simple.of_engine()
    makers: dict[str, Callable[[Any], Any]] = {
        "StyleFor": styles_once,
        "ComputedStyle": lambda kind: filled_once(kind, simple),
        "AnonymousStyle": lambda kind: filled_once(kind, simple),
        "find_stylesheets": cache(HeadSheets),
        "resolve_percentages": cache(Lengths),
        "split_first_line": cache(Lines),
        "strut": cache(Struts),
        "get_color": cache(Colours),
    }
    for owner, name in replaced():
        setattr(owner, name, makers[name](getattr(owner, name)))
    return ()


def replaced() -> list[tuple[Any, str]]:
    """(owner, name) of all that is replaced in the engine."""
    from weasyprint import css, draw, layout

    styles = [(css, name) for name in ("StyleFor", "ComputedStyle", "AnonymousStyle", "find_stylesheets")]
    lengths = [(getattr(layout, name), "resolve_percentages") for name in _LAYOUTS]
    colours = [(module, "get_color") for module in (draw.color, draw.border, draw.text)]
    lines = [(layout.inline, "split_first_line"), (layout.preferred, "split_first_line")]
    return [*styles, *lengths, *lines, (layout.inline, "strut"), *colours]


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


class Lines:
    """The engine's `split_first_line`: the same text in the same look and width breaks at the same place."""

    def __init__(self, real: Any) -> None:
        self.real = real
        self.known: dict[Any, Any] = {}
        self.looks: dict[Any, int] = {}
        self.numbers = count()

    def __call__(
        self,
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: Any,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> tuple[Any, ...]:
        """Layout, length, where the next line begins, width, height and baseline of the first line."""
        given = (max_width, justification_spacing, is_line_start, minimum)
        key = (text, self._look(style), *given)
        found = self.known.get(key)
        if found is None:
            found = self.real(text, style, context, *given)
            if len(self.known) >= MOST:
                self.known.clear()
                self.looks.clear()
            self.known[key] = found
        layout, *measures = found
        return (copy.copy(layout), *measures)

    def _look(self, style: Any) -> int:
        """The number of all that lines of text in this style depend on."""
        look: int | None = style.__dict__.get("look")
        if look is None:
            whole = style.font_config, repr([style[name] for name in _TEXT])
            if whole not in self.looks:
                self.looks[whole] = next(self.numbers)
            look = style.look = self.looks[whole]
        return look


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
