"""Charts as SVG: horizontal bars with amount and share at their ends, in one tone: they need no colour.

A bar per item; its length is its share of the longest, and what is said of it fits behind the longest. So one
slice of 99.9 % and twenty of 0.01 % are as readable as three.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from generator.document.measures import Measures
from generator.document.widths import ems
from generator.figures import Figure

_TEXT = 3.7
_GAP = 2.0
_TONE = "#6b6b6b"


@dataclass(frozen=True, slots=True)
class Bar:
    """An item of a chart: its name, its amount, and its share of the whole in per cent, if that is shown."""

    name: str
    amount: Figure
    share: Figure | None = None

    @property
    def labels(self) -> tuple[tuple[str, Figure], ...]:
        """Amount and share as printed, each with its figure."""
        amount = f"{self.amount.printed}{self.amount.unit_printed}", self.amount
        return (amount,) if self.share is None else (amount, (f"{self.share.printed}%", self.share))

    @property
    def width(self) -> float:
        """Millimetres that the labels take."""
        return sum(ems(label) * _TEXT + _GAP for label, _ in self.labels)


def bars(items: Sequence[Bar], *, ranked: bool = True) -> list[Bar]:
    """The items that are known and not nil; `ranked`: largest first, equal ones in the given order."""
    known = [item for item in items if item.amount.value and not item.amount.unwritten]
    return sorted(known, key=lambda item: -item.amount.value) if ranked else known


def reach(amount: Figure, most: Figure, whole: int = 100) -> str:
    """The length of a bar for a style sheet: `whole` per cent when `amount` is as large as `most`."""
    part = max(amount.value, Decimal(0)) / most.value if most.value > 0 else Decimal(0)
    return f"{min(part, Decimal(1)) * whole:.2f}%"


def alternative_text(title: str, items: Sequence[Bar]) -> str:
    """What the chart of these bars shows, in words."""
    parts = [f"{bar.name}{'，占'.join(label for label, _ in bar.labels)}" for bar in items]
    return f"{title}：{'；'.join(parts)}。"


def chart(title: str, shown: Sequence[Bar], measures: Measures) -> Markup:
    """The chart of these bars, or nothing where there are not two different amounts to compare.

    It is as wide as the text and a whole number of lines high; the last bar stands at its foot, so that the
    title is as near to every chart.
    """
    if len({bar.amount.value for bar in shown}) < 2:
        return Markup("")
    width, height = measures.text_width, measures.pitch * -(-len(shown) // 2)
    step = measures.pitch / 2
    names = min(max(ems(bar.name) for bar in shown) * _TEXT, width * 0.4)
    left = names + _GAP
    room = width - left - _GAP - max(bar.width for bar in shown)
    most = max(bar.amount.value for bar in shown)
    above = height - len(shown) * step
    parts = [_rect(left - 0.1, above, 0.2, len(shown) * step, "#000")]
    for index, bar in enumerate(shown):
        top = above + index * step
        base = top + step * 0.5 + _TEXT * 0.36
        length = max(float(bar.amount.value / most) * room, 0.15)
        fitted = min(_TEXT, _TEXT * names / max(ems(bar.name) * _TEXT, 0.01))
        parts += [
            _text(names, base, bar.name, "end", fitted),
            _rect(left, top + step * 0.18, length, step * 0.64, _TONE),
        ]
        at = left + length + _GAP
        for label, figure in bar.labels:
            parts.append(_text(at, base, label, "start", _TEXT, figure))
            at += ems(label) * _TEXT + _GAP
    return Markup(
        '<figure class="chart"><svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="{h}mm" '
        'viewBox="0 0 {w} {h}"><title>{alt}</title>{parts}</svg><figcaption>{title}</figcaption></figure>'
    ).format(
        w=_length(width),
        h=f"{height:.5f}",
        alt=alternative_text(title, shown),
        parts=Markup("").join(parts),
        title=title,
    )


def _text(x: float, y: float, text: str, anchor: str, size: float, figure: Figure | None = None) -> Markup:
    marked = Markup(' data-figure="{}"').format(figure.id) if figure else ""
    return Markup(
        '<text x="{}" y="{}" text-anchor="{}" font-family="GW Song" font-size="{}"{}>{}</text>'
    ).format(_length(x), _length(y), anchor, _length(size), marked, escape(text))


def _rect(x: float, y: float, width: float, height: float, fill: str) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
        *map(_length, (x, y, width, height)), fill
    )


def _length(value: float) -> str:
    """Millimetres to a thousandth."""
    return f"{Decimal(value):.3f}"
