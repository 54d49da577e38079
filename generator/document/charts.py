"""Charts as SVG: horizontal bars with amount and share, which never overlap and need no colour.

A bar per item, longest first; its length is its share of the longest. Names, amounts and shares stand in
columns of their own, so one slice of 99.9 % and twenty of 0.01 % are as readable as three equal ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from markupsafe import Markup, escape

from generator.document.widths import EM, text_width
from generator.figures import Figure

WIDTH = 156.0
"""Millimetres: the text width."""
LINE = 225 / 22
"""Millimetres: the line pitch of text pages; a chart is a whole number of lines high."""

_TEXT = 3.7
_GAP = 2.0
_SCALE = _TEXT / EM
_TONES = ("#3b3b3b", "#9a9a9a")


@dataclass(frozen=True, slots=True)
class Bar:
    """An item of a chart: its name, its amount, and its share of the whole in per cent."""

    name: str
    amount: Figure
    share: Figure

    @property
    def labels(self) -> tuple[str, str]:
        """Amount and share as printed."""
        return f"{self.amount.printed}{self.amount.unit_printed}", f"{self.share.printed}%"


def bars(items: Sequence[Bar]) -> list[Bar]:
    """The items that are known and not nil, largest first; equal ones stay in the given order."""
    known = [item for item in items if not item.amount.unwritten]
    return sorted((item for item in known if item.amount.value), key=lambda item: -item.amount.value)


def alternative_text(title: str, items: Sequence[Bar]) -> str:
    """What the chart shows, in words."""
    parts = [f"{bar.name}{bar.labels[0]}，占{bar.labels[1]}" for bar in bars(items)]
    return f"{title}：{'；'.join(parts)}。" if parts else f"{title}：无数据。"


def chart(title: str, items: Sequence[Bar]) -> Markup:
    """The chart, or nothing when all items are nil."""
    shown = bars(items)
    if not shown:
        return Markup("")
    step = LINE / 2
    height = LINE * (1 + ceil(len(shown) / 2))
    names = max(text_width(bar.name) for bar in shown) * _SCALE
    names = min(names, WIDTH * 0.4)
    amounts, shares = (max(text_width(bar.labels[i]) for bar in shown) * _SCALE for i in (0, 1))
    room = WIDTH - names - amounts - shares - 4 * _GAP
    parts = [_text(WIDTH / 2, LINE * 0.66, title, "middle", "GW Hei", 4.9)]
    for index, bar in enumerate(shown):
        top = LINE + index * step
        base = top + step * 0.5 + _TEXT * 0.36
        length = max(float(bar.amount.value / shown[0].amount.value) * room, 0.15)
        fitted = min(_TEXT, _TEXT * names / max(text_width(bar.name) * _SCALE, 0.01))
        parts += [
            _text(names, base, bar.name, "end", "GW Song", fitted),
            _rect(names + _GAP, top + step * 0.18, length, step * 0.64, _TONES[index % 2]),
            _text(WIDTH - shares - _GAP, base, bar.labels[0], "end", "GW Song", _TEXT, bar.amount),
            _text(WIDTH, base, bar.labels[1], "end", "GW Song", _TEXT, bar.share),
        ]
    axis = _rect(names + _GAP - 0.1, LINE, 0.2, len(shown) * step, "#000")
    return Markup(
        '<figure class="chart"><svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="{h}mm" '
        'viewBox="0 0 {w} {h}"><title>{alt}</title>{parts}</svg></figure>'
    ).format(
        w=_length(WIDTH),
        h=_length(height),
        alt=alternative_text(title, items),
        parts=Markup("").join([axis, *parts]),
    )


def _text(
    x: float, y: float, text: str, anchor: str, family: str, size: float, figure: Figure | None = None
) -> Markup:
    marked = Markup(' data-figure="{}"').format(figure.id) if figure else ""
    return Markup('<text x="{}" y="{}" text-anchor="{}" font-family="{}" font-size="{}"{}>{}</text>').format(
        _length(x), _length(y), anchor, family, _length(size), marked, escape(text)
    )


def _rect(x: float, y: float, width: float, height: float, fill: str) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
        *map(_length, (x, y, width, height)), fill
    )


def _length(value: float) -> str:
    """Millimetres to a thousandth."""
    return f"{Decimal(value):.3f}"
