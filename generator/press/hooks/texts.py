"""Lines of text that are equal: broken at the same place, and drawn with the same operators."""

from __future__ import annotations

from itertools import count
from typing import Any

MOST = 20_000
"""Lines that are remembered at most."""
MOST_DRAWN = 5_000
"""Drawings of short lines that are remembered at most."""
SHORT = 24
"""Characters: labels, amounts and the like, which stand in many places."""

_TEXT = (
    *("font_size", "font_family", "font_style", "font_stretch", "font_weight", "font_kerning"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric"),
    *("font_variant_alternates", "font_variant_east_asian", "font_feature_settings"),
    *("font_variation_settings", "font_language_override", "lang", "letter_spacing", "word_spacing"),
    *("white_space", "overflow_wrap", "word_break", "hyphens", "hyphenate_character"),
    *("hyphenate_limit_chars", "hyphenate_limit_zone", "direction", "text_decoration_line", "tab_size"),
)
"""All of a style that its lines of text depend on."""


class Looks:
    """Numbers for all that lines of text depend on in a style."""

    def __init__(self) -> None:
        self.known: dict[Any, int] = {}
        self.numbers = count()

    def of(self, style: Any) -> int:
        """The number of the look of `style`, which nobody changes any more."""
        look: int | None = style.__dict__.get("look")
        if look is None:
            whole = style.font_config, repr([style[name] for name in _TEXT])
            if len(self.known) >= MOST:
                self.known.clear()
            if whole not in self.known:
                self.known[whole] = next(self.numbers)
            look = style.look = self.known[whole]
        return look


class Lines:
    """The engine's `split_first_line`: the same text in the same look and width breaks at the same place."""

    def __init__(self, real: Any, looks: Looks) -> None:
        self.real, self.looks = real, looks
        self.known: dict[Any, Any] = {}

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
        key = (text, self.looks.of(style), *given)
        found = self.known.get(key)
        if found is None:
            found = self.real(text, style, context, *given)
            if len(self.known) >= MOST:
                self.known.clear()
            self.known[key] = found
        layout, *measures = found
        again = object.__new__(type(layout))
        again.__dict__.update(layout.__dict__)  # what copy.copy does, in more steps
        return (again, *measures)


class Drawn:
    """The engine's `draw_text`; short lines are drawn as they were when they were drawn first."""

    def __init__(self, real: Any, looks: Looks) -> None:
        from weasyprint.matrix import Matrix

        self.real, self.looks, self.matrix = real, looks, Matrix
        self.known: dict[Any, _Drawing] = {}

    def __call__(
        self, stream: Any, box: Any, offset_x: Any, text_overflow: Any = "clip", block_ellipsis: Any = "none"
    ) -> None:
        """Draw the line of a box."""
        given = (box, offset_x, text_overflow, block_ellipsis)
        style, layout = box.style, box.pango_layout
        plain = (
            len(layout.text) <= SHORT
            and (text_overflow, block_ellipsis) == ("clip", "none")
            and (style["text_decoration_line"], style["visibility"]) == ("none", "visible")
            and box.text.strip()
        )
        if not plain:
            self.real(stream, *given)
            return
        key = (layout.text, layout.justification_spacing, self.looks.of(style))
        known = self.known.get(key)
        if known is None or not known.fits(stream):
            noted = _Noted(stream)
            try:
                self.real(noted, *given)
            finally:
                drawing = noted.done()
            if drawing is not None:
                if len(self.known) >= MOST_DRAWN:
                    self.known.clear()
                self.known[key] = drawing
            return
        stream.set_color(style["color"])
        stream.begin_text()
        place = self.matrix(d=-1, e=box.position_x, f=box.position_y + box.baseline)
        stream.set_text_matrix(*place.values)
        known.draw(stream)
        stream.end_text()


class _Drawing:
    """What was drawn: calls of a stream, and of every font the glyphs with widths and characters."""

    def __init__(self, steps: list[Any], fonts: list[Any]) -> None:
        self.steps, self.fonts = steps, fonts

    def fits(self, stream: Any) -> bool:
        """Whether it would be drawn the same way now: a glyph has the width that it was first seen with."""
        return all(
            stream._fonts.get(key) is font
            and all(font.widths.get(glyph, width) == width for glyph, width in widths.items())
            for key, font, widths, _ in self.fonts
        )

    def draw(self, stream: Any) -> None:
        """Draw it again."""
        for name, given in self.steps:
            getattr(stream, name)(*given)
        for _, font, widths, characters in self.fonts:
            for own, shown in ((font.widths, widths), (font.to_unicode, characters)):
                for glyph, value in shown.items():
                    own.setdefault(glyph, value)


class _Widths(dict[int, int]):
    """Widths of glyphs, and which of them were asked for."""

    def __init__(self, known: dict[int, int]) -> None:
        super().__init__(known)
        self.asked: dict[int, None] = {}

    def __contains__(self, glyph: object) -> bool:
        self.asked[glyph] = None  # type: ignore[index]
        return super().__contains__(glyph)


class _Noted:
    """A stream that takes down how a line is drawn."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._steps: list[Any] = []
        self._fonts: dict[Any, Any] = {}

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._stream, name)
        if name not in ("set_font_size", "show_text", "set_text_rise"):
            return real

        def noted(*given: Any) -> None:
            self._steps.append((name, given))
            real(*given)

        return noted

    def add_font(self, pango_font: Any) -> Any:
        """The font and its size; what is shown of it is gathered apart."""
        font, size = self._stream.add_font(pango_font)
        if font not in self._fonts:
            key = next(key for key, one in self._stream._fonts.items() if one is font)
            self._fonts[font] = key, font.widths, font.to_unicode
            font.widths, font.to_unicode = _Widths(font.widths), {}
        return font, size

    def done(self) -> _Drawing | None:
        """What was drawn, if it can be drawn again; the fonts are as if nobody had looked."""
        drawn, again = [], True
        for font, (key, widths, characters) in self._fonts.items():
            shown, said = font.widths, font.to_unicode
            for glyph in shown:
                widths.setdefault(glyph, shown[glyph])
            for glyph, text in said.items():
                characters.setdefault(glyph, text)
            font.widths, font.to_unicode = widths, characters
            again = again and not (0 in shown.asked or font.bitmap or font.svg or font.png or font.colr)
            drawn.append(
                (key, font, {glyph: widths[glyph] for glyph in shown.asked if glyph in widths}, said)
            )
        return _Drawing(self._steps, drawn) if again else None
