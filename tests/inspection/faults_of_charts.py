"""Faults of charts, as painted. Each function yields one sentence per fault it finds in a section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from weasyprint.formatting_structure import boxes

from tests.inspection.letters import Box
from tests.inspection.paper import POINT, Paper

LINES, TEXT_HEIGHT = 22, 225 * 72 / 25.4
"""GB/T 9704: lines on a page, and their height in points."""
NEAR = 0.1
"""Points within which a chart stands on the lines."""
THIN = 0.6
"""Points: the least that a bar is drawn, with some room, so that it can be seen."""
ROUNDED = 0.01
"""By how much bars may be out of scale: amounts are printed to a hundredth."""
APART = (3.0, 9.0)
"""Points from the end of a bar to what is said of it."""
_AMOUNT = re.compile(r"-?\d[\d,]{0,20}(?:\.\d{1,4})?")


@dataclass(frozen=True)
class PaintedBar:
    """A bar with what is said behind it: where that begins, and its first number, if there is any."""

    box: Box
    begins: float | None
    amount: Decimal | None


def charts_off_the_grid(paper: Paper) -> Iterator[str]:
    """A chart that is no whole number of lines high, or begins between two: a line would leave the page."""
    pitch = TEXT_HEIGHT / LINES
    for page in range(len(paper.laid_out)):
        top = paper.block(page)[1]
        for box in paper.elements(page, boxes.BlockBox):
            if box.element is not None and "chart" in box.element.get("class", "").split():
                for what, length in (
                    ("begins", box.position_y * POINT - top),
                    ("is high", box.margin_height() * POINT),
                ):
                    if abs(length - round(length / pitch) * pitch) > NEAR:
                        yield f"{paper.at(page)}: a chart {what} {length / pitch:.3f} lines"


def bars_out_of_scale(paper: Paper) -> Iterator[str]:
    """Bars of a chart that are not as long as their amounts are large."""
    for page, bars in _charts(paper):
        longest = max(bars, key=lambda bar: bar.amount or 0)
        for bar in bars:
            if longest.amount and bar.amount is not None:
                wanted = float(bar.amount / longest.amount) * _length(longest)
                length = _length(bar)
                if abs(length - max(wanted, 0.0)) > max(THIN, ROUNDED * wanted):
                    yield f"{paper.at(page)}: the bar of {bar.amount} has {length:.1f}, not {wanted:.1f} pt"


def bars_without_labels(paper: Paper) -> Iterator[str]:
    """A bar at whose end no amount stands."""
    for page, bars in _charts(paper):
        for bar in bars:
            apart = (bar.begins or 0.0) - bar.box[2]
            if bar.amount is None or not APART[0] <= apart <= APART[1]:
                yield f"{paper.at(page)}: {bar.amount} stands {apart:.1f} pt behind its bar"


def charts_of_one_amount(paper: Paper) -> Iterator[str]:
    """A chart whose bars all say the same: it shows nothing."""
    for page, bars in _charts(paper):
        if len({bar.amount for bar in bars}) < 2:
            yield f"{paper.at(page)}: all bars of a chart are {bars[0].amount}"


def _length(bar: PaintedBar) -> float:
    return bar.box[2] - bar.box[0]


def _charts(paper: Paper) -> Iterator[tuple[int, list[PaintedBar]]]:
    """The bars of every chart with their page, from the top: those of one chart begin at one line."""
    for page, painted in enumerate(paper.painted):
        run: list[PaintedBar] = []
        bars = [_bar(paper, page, box) for box in painted.bars]
        for before, bar in pairwise([None, *bars]):
            assert bar is not None
            if before and bar.box[1] - before.box[3] > TEXT_HEIGHT / LINES:
                yield page, run
                run = []
            run.append(bar)
        if run:
            yield page, run


def _bar(paper: Paper, page: int, box: Box) -> PaintedBar:
    painted = paper.painted[page]
    said = sorted(painted.inside((box[2], box[1], painted.width, box[3])), key=lambda letter: letter.start)
    amount = _AMOUNT.match("".join(letter.char for letter in said))
    value = Decimal(amount[0].replace(",", "")) if amount else None
    return PaintedBar(box, said[0].start if said else None, value)
