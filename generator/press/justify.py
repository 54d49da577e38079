"""两端对齐: lines of Chinese text reach both edges by letter spacing, not by spaces.

WeasyPrint stretches spaces only, and there are none between Chinese characters. Here the lines of a
finished layout are widened: every line but the last of a paragraph gets the letter spacing that it lacks;
one that reaches over, by as much as its characters stand closer than an em, loses it.
Text copied from the page stays as it was written.
"""

from __future__ import annotations

from math import copysign
from typing import Any

from generator.press.boxes import descendants

MOST = 0.2
"""The most that may be put between two characters, in em; a line that needs more stays ragged."""

_TINY = 0.01

_WHOLE, _REST = 0.488, 0.512
"""Parts of a letter spacing: WeasyPrint writes one in whole thousandths of an em, cut off, and one as it is."""
_CLEAR = 0.05
"""Thousandths of an em to stay away from where the cut jumps."""


def justify(page: Any) -> None:
    """Widen the lines of all justified paragraphs of a WeasyPrint page, in place."""
    from weasyprint.formatting_structure import boxes

    for block in descendants(page._page_box, boxes.BlockBox):
        for line in block.children:
            if isinstance(line, boxes.LineBox) and line.style["text_align_all"] == "justify":
                last = getattr(line, "resume_at", None) is None
                if not last:
                    _widen(line, block.content_box_x() + block.width, boxes)


def _widen(line: Any, right: float, boxes: Any) -> None:
    texts = sorted(descendants(line, boxes.TextBox), key=lambda text: text.position_x)
    characters = sum(len(text.text) for text in texts)
    if characters < 2:
        return
    trailing = _spacing(texts[-1])
    lacking = right - (texts[-1].position_x + texts[-1].width - trailing)
    delta = lacking / (characters - 1)
    reaching_over = min(trailing, 0.0) / (characters - 1)
    if not reaching_over - _TINY < delta <= MOST * texts[-1].style["font_size"]:
        return
    moved, wider = {}, {}
    shift = 0.0
    for text in texts:
        before = _spacing(text)
        spacing, drawn = drawable(before + delta, text.style["font_size"])
        moved[id(text)], wider[id(text)] = shift, (drawn - before) * len(text.text)
        text.position_x += shift
        text.style = text.style.copy()
        text.style["letter_spacing"] = spacing
        text.width += wider[id(text)]
        shift += wider[id(text)]
    for inline in descendants(line, boxes.InlineBox):
        own = sorted(descendants(inline, boxes.TextBox), key=lambda text: text.position_x)
        if own:
            inline.position_x += moved[id(own[0])]
            inline.width += sum(wider[id(text)] for text in own)


def drawable(spacing: float, size: float) -> tuple[float, float]:
    """(what to ask for, what is then drawn) so that the letter spacing drawn is as near `spacing` as can be.

    Why: what is cut off a spacing adds up to 0.4 pt over a line of 28 characters of `size`.
    """
    wanted = abs(spacing) / size * 1000
    asked = []
    for whole in range(max(int(wanted * _WHOLE) - 1, 0), int(wanted * _WHOLE) + 2):
        least, most = (whole + _CLEAR) / _WHOLE, (whole + 1 - _CLEAR) / _WHOLE
        asked.append(min(max((wanted - whole) / _REST, least), most))
    best = min(asked, key=lambda value: abs(_drawn(value) - wanted))
    unit = copysign(size / 1000, spacing)
    return best * unit, _drawn(best) * unit


def _drawn(thousandths: float) -> float:
    return thousandths * _REST + int(thousandths * _WHOLE)


def _spacing(text: Any) -> float:
    spacing = text.style["letter_spacing"]
    return 0.0 if spacing == "normal" else float(spacing)
