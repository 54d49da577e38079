"""两端对齐: lines of Chinese text reach both edges by letter spacing, not by spaces.

WeasyPrint stretches spaces only, and there are none between Chinese characters. Here the lines of a
finished layout are widened: every line but the last of a paragraph gets the letter spacing that it lacks;
one that reaches over, by as much as its characters stand closer than an em, loses it. The style sheet sets
paragraphs closer than lines are meant to be, so that more fits on a line before it is widened; the last line,
which is not, gets what is meant.
Text copied from the page stays as it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import copysign
from typing import Any

from generator.press.boxes import descendants
from generator.press.hooks import carry_background

MEANT = -0.215 / 16
"""Em between two characters: 28 of them fill a line."""
MOST = MEANT + 0.08
"""Em between two characters at the most: a line that lacks more stays a little short.

Why: more looks torn apart, and readers of PDF take gaps (0.165 em, 0.076 em after a point) for spaces.
"""

_NOISE = 0.01
"""CSS pixels."""
_WHOLE, _REST = 0.488, 0.512
"""Parts of a letter spacing: WeasyPrint cuts one to whole thousandths of an em, and writes one as it is."""
_CLEAR = 0.05
"""Thousandths of an em to stay away from where the cut jumps."""


def justify(page: Any) -> None:
    """Widen the lines of all justified paragraphs of a WeasyPrint page, in place."""
    from weasyprint.formatting_structure import boxes

    for block in descendants(page._page_box, boxes.BlockBox):
        for line in block.children:
            if isinstance(line, boxes.LineBox) and line.style["text_align_all"] == "justify":
                last = getattr(line, "resume_at", None) is None and not (
                    line is block.children[-1] and goes_on(block)
                )
                _widen(line, block.content_box_x() + block.width, boxes, last=last)


def goes_on(block: Any) -> bool:
    """Whether a paragraph goes on in the next row of its table: its last line is a line like the others."""
    return block.element is not None and "goes-on" in block.element.get("class", "").split()


def _widen(line: Any, right: float, boxes: Any, *, last: bool) -> None:
    texts = sorted(descendants(line, boxes.TextBox), key=lambda text: text.position_x)
    if not texts:
        return
    trailing = _spacing(texts[-1])
    lacking = right - (texts[-1].position_x + texts[-1].width - trailing)
    if lacking < min(trailing, 0.0) - _NOISE:
        return
    counts = [len(text.text) for text in texts]
    counts[-1] -= 1
    if last:
        lacking = min(lacking, sum(_closer(text) * count for text, count in zip(texts, counts, strict=True)))
        if lacking < _NOISE:
            return
    moved, wider = {}, {}
    shift = wanted = 0.0
    for text, count, share in zip(texts, counts, _shares(texts, counts, lacking), strict=True):
        before = _spacing(text)
        wanted += share * count
        spacing, drawn = drawable(before + (wanted - shift) / max(count, 1), text.style["font_size"])
        moved[id(text)], wider[id(text)] = shift, (drawn - before) * len(text.text)
        text.position_x += shift
        text.style = text.style.copy()
        text.style["letter_spacing"] = spacing
        text.width += wider[id(text)]
        shift += (drawn - before) * count
    for inline in descendants(line, boxes.InlineBox):
        own = sorted(descendants(inline, boxes.TextBox), key=lambda text: text.position_x)
        if own:
            inline.position_x += moved[id(own[0])]
            inline.width += sum(wider[id(text)] for text in own)
            carry_background(inline)


def _shares(texts: Sequence[Any], counts: Sequence[int], lacking: float) -> list[float]:
    """What every text adds to its letter spacing: together `lacking`, or as much of it as may be."""
    most = [_most(text) for text in texts]
    shares = [0.0] * len(texts)
    open_texts = [index for index, count in enumerate(counts) if count]
    while open_texts:
        equal = lacking / sum(counts[index] for index in open_texts)
        full = [index for index in open_texts if most[index] < equal]
        if not full:
            return [equal if index in open_texts else share for index, share in enumerate(shares)]
        for index in full:
            shares[index] = most[index]
            lacking -= most[index] * counts[index]
            open_texts.remove(index)
    return shares


def _closer(text: Any) -> float:
    """How much closer than meant the characters of `text` stand."""
    return float(MEANT * text.style["font_size"]) - _spacing(text)


def _most(text: Any) -> float:
    """The most that may be added between the characters of `text`."""
    return max(float(MOST * text.style["font_size"]) - _spacing(text), 0.0)


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
