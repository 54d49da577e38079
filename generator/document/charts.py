"""Charts as SVG: horizontal bars with amount and share, which never overlap and need no colour.

A bar per item, longest first; the bar's length is its share of the longest. Labels stand in columns of their
own, so one slice of 99.9 % and twenty of 0.01 % are as readable as three equal ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from generator.document.prose import figure_markup
from generator.figures import Figure


@dataclass(frozen=True, slots=True)
class Bar:
    """An item of a chart: its name, its amount, and its share of the whole in per cent."""

    name: str
    amount: Figure
    share: Figure


def bars(items: Sequence[Bar]) -> list[Bar]:
    """The items that are not nil, largest first; equal ones stay in the given order."""
    return sorted((item for item in items if item.amount.value), key=lambda item: -item.amount.value)


def alternative_text(title: str, items: Sequence[Bar]) -> str:
    """What the chart shows, in words."""
    parts = [f"{bar.name}{bar.amount.printed}万元，占{bar.share.printed}%" for bar in bars(items)]
    return f"{title}：{'；'.join(parts)}。" if parts else f"{title}：无数据。"


def bar_rows(items: Sequence[Bar]) -> list[tuple[str, Markup, Markup, Markup]]:
    """(name, bar as SVG, amount, share) for every bar."""
    shown = bars(items)
    longest = max((bar.amount.value for bar in shown), default=None)
    rows = []
    for index, bar in enumerate(shown):
        width = bar.amount.value * 100 / longest if longest else 0
        rows.append(
            (bar.name, _bar(float(width), index), figure_markup(bar.amount), figure_markup(bar.share))
        )
    return rows


def _bar(width: float, index: int) -> Markup:
    """A bar `width` per cent long; neighbours differ in tone so that they can be told apart in print."""
    tone = ("#3b3b3b", "#8a8a8a")[index % 2]
    shape = Markup('<rect x="0" y="1" width="{}" height="8" fill="{}"/>').format(
        f"{max(width, 0.25):.2f}", escape(tone)
    )
    return Markup(
        '<svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="4mm">'
        "{}</svg>"
    ).format(shape)
