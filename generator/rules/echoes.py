"""What follows from an amount that is in doubt itself is not told beside that."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.figures import Disclosure
from generator.figures.rounding import ZERO
from generator.findings import Finding
from generator.rules.ties.holdings import VEHICLES
from generator.rules.ties.items import ITEMS, NOT_APPROPRIATED
from generator.rules.ties.items_elsewhere import VEHICLE_COSTS
from generator.rules.ties.last_year import AMONG_THEMSELVES
from generator.rules.ties.performance import ONE_YEAR, PERFORMANCE, PERIOD_LESS
from generator.rules.ties.running import NO_RUNNING_COSTS, RUNNING_COSTS
from generator.rules.ties.scale import LAST_YEAR_SCALE, PER_HEAD
from generator.rules.ties.sums import Untied
from generator.rules.ties.totals import CONTROL_TOTAL
from generator.rules.units import AmountPlaces

_OF_WORDS = ("X08", "X30", "X42", "X46")
_ECHOES = {
    CONTROL_TOTAL.code: _OF_WORDS,
    PERFORMANCE.code: (PERIOD_LESS.code, ONE_YEAR.code),
    NOT_APPROPRIATED.code: (*_OF_WORDS, LAST_YEAR_SCALE.code),
    NO_RUNNING_COSTS.code: (*_OF_WORDS, "X31"),
    LAST_YEAR_SCALE.code: (*_OF_WORDS, AMONG_THEMSELVES.code),
    AMONG_THEMSELVES.code: _OF_WORDS,
    RUNNING_COSTS.code: _OF_WORDS,
    ITEMS.code: (VEHICLE_COSTS.code,),
    VEHICLES.code: (VEHICLE_COSTS.code,),
}
"""Doubt of an amount → what only follows from it, of the same amount."""


_NEARLY = Decimal("0.9")


def without_echoes(disclosure: Disclosure, found: Sequence[Finding]) -> list[Finding]:
    """`found` without words and sums that are wrong only because of an amount of which is told.

    A doubt that the author may let stand (接受) explains nothing.
    """
    accepted = {acceptance.code for acceptance in disclosure.budget.accepted}
    codes = {one.code for one in found}
    amounts, result = (
        AmountPlaces(disclosure),
        [one for one in found if not _of_scale(disclosure, one, found)],
    )
    for doubt in (code for code in _ECHOES if code in codes - accepted):
        places = {place for one in result if one.code == doubt for place in amounts.of(one)}
        result = [one for one in result if one.code not in _ECHOES[doubt] or not places & amounts.of(one)]
    return result


def _of_scale(disclosure: Disclosure, finding: Finding, found: Sequence[Finding]) -> bool:
    """Whether amounts are out of scale for no more than the difference of a sum that they are in."""
    if finding.code not in (LAST_YEAR_SCALE.code, PER_HEAD.code):
        return False
    figures = [disclosure.book[name] for name in finding.figures if name in disclosure.book]
    pairs = zip(figures[::2], figures[1::2], strict=True) if finding.code == LAST_YEAR_SCALE.code else ()
    apart = [abs(now.value - before.value) for now, before in pairs]
    apart = apart or [sum((figure.value for figure in figures), ZERO)]
    untied = [abs(one.left.value - one.right.value) for one in found if isinstance(one, Untied)]
    return all(any(_NEARLY * amount <= other <= amount / _NEARLY for other in untied) for amount in apart)
