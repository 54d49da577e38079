"""What follows from an amount that is in doubt itself is not told beside that."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures import Disclosure
from generator.findings import Finding
from generator.rules.ties.items import NOT_APPROPRIATED
from generator.rules.ties.last_year import AMONG_THEMSELVES
from generator.rules.ties.performance import ONE_YEAR, PERFORMANCE, PERIOD_LESS
from generator.rules.ties.running import NO_RUNNING_COSTS, RUNNING_COSTS
from generator.rules.ties.scale import LAST_YEAR_SCALE
from generator.rules.ties.totals import CONTROL_TOTAL
from generator.rules.units import Amounts

_OF_WORDS = ("X30", "X46")
_ECHOES = {
    CONTROL_TOTAL.code: _OF_WORDS,
    PERFORMANCE.code: (PERIOD_LESS.code, ONE_YEAR.code),
    NOT_APPROPRIATED.code: (*_OF_WORDS, LAST_YEAR_SCALE.code, "X08"),
    NO_RUNNING_COSTS.code: (*_OF_WORDS, "X31", "X08"),
    LAST_YEAR_SCALE.code: (*_OF_WORDS, AMONG_THEMSELVES.code),
    AMONG_THEMSELVES.code: _OF_WORDS,
    RUNNING_COSTS.code: _OF_WORDS,
}
"""Doubt of an amount → what only follows from it, of the same amount."""


def without_echoes(disclosure: Disclosure, found: Sequence[Finding]) -> list[Finding]:
    """`found` without words and sums that are wrong only because of an amount of which is told.

    A doubt that the author may let stand (接受) explains nothing.
    """
    accepted = {acceptance.code for acceptance in disclosure.budget.accepted}
    codes = {one.code for one in found}
    amounts, result = Amounts(disclosure), list(found)
    for doubt in (code for code in _ECHOES if code in codes - accepted):
        places = {place for one in result if one.code == doubt for place in amounts.of(one)}
        result = [one for one in result if one.code not in _ECHOES[doubt] or not places & amounts.of(one)]
    return result
