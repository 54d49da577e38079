"""两端对齐: lines of Chinese text reach both edges by letter spacing, not by spaces.

WeasyPrint stretches spaces only, and there are none between Chinese characters. Here the lines of a
finished layout are widened: every line but the last of a paragraph gets the letter spacing that it lacks.
Text copied from the page stays as it was written.
"""

from __future__ import annotations

from typing import Any

from generator.press.boxes import descendants

MOST = 0.2
"""The most that may be put between two characters, in em; a line that needs more stays ragged."""

_TINY = 0.01


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
    if not _TINY < delta <= MOST * texts[-1].style["font_size"]:
        return
    moved = {}
    shift = 0.0
    for text in texts:
        moved[id(text)] = shift
        text.position_x += shift
        text.style = text.style.copy()
        text.style["letter_spacing"] = _spacing(text) + delta
        text.width += delta * len(text.text)
        shift += delta * len(text.text)
    for inline in descendants(line, boxes.InlineBox):
        own = sorted(descendants(inline, boxes.TextBox), key=lambda text: text.position_x)
        if own:
            inline.position_x += moved[id(own[0])]
            inline.width += delta * sum(len(text.text) for text in own)


def _spacing(text: Any) -> float:
    spacing = text.style["letter_spacing"]
    return 0.0 if spacing == "normal" else float(spacing)
