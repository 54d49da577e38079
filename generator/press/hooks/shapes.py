"""Pages and the shapes of an SVG, counted while they are made: only then is it known how many there are.

Styles, patterns, markers and pictures within pictures multiply them; repeated gradients have no end. What
is too much is broken off, and logged in words of ours.
"""

from __future__ import annotations

import logging
import time
from math import hypot
from typing import Any

from generator.press.pictures import BeyondError, TooLongError, too_many
from generator.source import limits


class _Counter:
    """What the picture that is painted has taken so far, with all that are within it."""

    def __init__(self) -> None:
        self.within = self.shapes = 0
        self.until = 0.0
        self.wrong: Exception | None = None

    def count(self, shapes: float) -> None:
        """Raise BeyondError when it is too much."""
        self.shapes += int(min(shapes, limits.PROFILE_SHAPES.most + 1))
        if self.shapes > limits.PROFILE_SHAPES.most:
            raise too_many()
        if time.thread_time() > self.until:
            raise BeyondError(f"太复杂，超过 {limits.PROFILE_SECONDS.said}没有画完")


_COUNTER = _Counter()


def pages_of(real: Any) -> Any:
    """`make_all_pages`; no more pages than `html` says it may have (`most_pages`)."""

    def make_all_pages(context: Any, root: Any, html: Any, pages: Any) -> Any:
        most = getattr(html, "most_pages", None)
        for number, page in enumerate(real(context, root, html, pages)):
            if most is not None and number >= most:
                raise TooLongError(f"太长，超过 {limits.SECTION_PAGES.said}")
            yield page

    make_all_pages.real = real  # type: ignore[attr-defined]
    return make_all_pages


def picture_of(real: Any) -> Any:
    """`SVGImage.draw`; what cannot be painted is told with its reason, and once."""

    def draw(image: Any, *given: Any) -> None:
        counter = _COUNTER
        if not counter.within:
            counter.shapes, counter.wrong = 0, None
            counter.until = time.thread_time() + limits.PROFILE_SECONDS.most
        counter.within += 1
        try:
            stream, width, height, _ = given
            image._svg.draw(stream, width, height, image._base_url, image._context)
        except Exception as error:
            counter.wrong = counter.wrong or error
        finally:
            counter.within -= 1
        if counter.wrong and not counter.within:
            where = f"image at '{image._base_url}'" if image._base_url else "image"
            logging.getLogger("weasyprint").error("Failed to load SVG %s: %s", where, counter.wrong)

    draw.real = real  # type: ignore[attr-defined]
    return draw


def shape_of(real: Any) -> Any:
    """`SVG.draw_node`, counted."""

    def draw_node(svg: Any, *given: Any, **more: Any) -> None:
        _COUNTER.count(1)
        real(svg, *given, **more)

    draw_node.real = real  # type: ignore[attr-defined]
    return draw_node


def line_of_colours(real: Any) -> Any:
    """`spread_linear_gradient`; its colours are as many shapes."""

    def spread_linear_gradient(spread: str, positions: Any, colors: Any, *given: Any) -> Any:
        x1, y1, x2, y2, (left, top, width, height), matrix = given
        (x, y), (to_x, to_y) = matrix.transform_point(x1, y1), matrix.transform_point(x2, y2)
        reach = max(hypot(left + a * width - x, top + b * height - y) for a in (0, 1) for b in (0, 1))
        _refuse(spread, positions, hypot(to_x - x, to_y - y), reach)
        return real(spread, positions, colors, *given)

    spread_linear_gradient.real = real  # type: ignore[attr-defined]
    return spread_linear_gradient


def circles_of_colours(real: Any) -> Any:
    """`spread_radial_gradient`, likewise."""

    def spread_radial_gradient(spread: str, positions: Any, colors: Any, *given: Any) -> Any:
        fx, fy, fr, _, _, r, width, height, matrix = given
        to_x, to_y = matrix.invert.transform_point(width, height)
        reach = hypot(max(abs(fx), abs(to_x - fx)), max(abs(fy), abs(to_y - fy))) + abs(fr) + abs(r)
        _refuse(spread, positions, abs(r - fr), reach)
        return real(spread, positions, colors, *given)

    spread_radial_gradient.real = real  # type: ignore[attr-defined]
    return spread_radial_gradient


def _refuse(spread: str, positions: Any, length: float, reach: float) -> None:
    """Count the colours of a gradient of that length that is repeated as far as that."""
    step = length * (positions[-1] - positions[0])
    if spread in ("repeat", "reflect") and step:
        _COUNTER.count(len(positions) * reach / abs(step))
