"""What follows from an amount that is in doubt itself is not told beside that."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.figures import Disclosure
from generator.figures.rounding import ZERO
from generator.findings import Finding
from generator.rules.acceptance import is_let_stand
from generator.rules.ties.holdings import VEHICLES
from generator.rules.ties.items import ITEMS, NOT_APPROPRIATED
from generator.rules.ties.items_elsewhere import VEHICLE_COSTS
from generator.rules.ties.last_year import AMONG_THEMSELVES
from generator.rules.ties.performance import ONE_YEAR, PERFORMANCE, PERIOD_LESS
from generator.rules.ties.running import NO_RUNNING_COSTS, RUNNING_COSTS
from generator.rules.ties.scale import LAST_YEAR_SCALE, PER_HEAD
from generator.rules.ties.slips import WAN
from generator.rules.ties.sums import TieSide, Untied
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
    "X30": ("X42",),
    RUNNING_COSTS.code: _OF_WORDS,
    ITEMS.code: (VEHICLE_COSTS.code,),
    VEHICLES.code: (VEHICLE_COSTS.code,),
}
"""Doubt of an amount → what only follows from it, of the same amount."""


_COMPARED = {"收入总计": "收入", "支出总计": "支出", "一般公共预算支出": "支出"}
_NEARLY = Decimal("0.9")


def without_echoes(disclosure: Disclosure, found: Sequence[Finding]) -> list[Finding]:
    """`found` without words and sums that are wrong only because of an amount of which is told.

    A doubt that the author may let stand (接受) explains nothing.
    """
    accepted = {acceptance.code for acceptance in disclosure.budget.accepted}
    codes = {one.code for one in found}
    amounts, result = (
        AmountPlaces(disclosure),
        [one for one in found if not _of_scale(disclosure, one, found) and not _is_lacking(one, found)],
    )
    for doubt in (code for code in _ECHOES if code in codes - accepted):
        doubts = [one for one in result if one.code == doubt]
        places = {place for one in doubts for place in amounts.of(one)}
        blank = {side.kind for one in doubts for side in _sides(one) if not side.figures}
        result = [
            one
            for one in result
            if one.code not in _ECHOES[doubt]
            or is_let_stand(disclosure.budget, one)
            or not (places & amounts.of(one) or blank & _kinds(disclosure, one))
            or _stands_all_the_same(disclosure, one, doubts)
        ]
    return result


def _sides(finding: Finding) -> tuple[TieSide, ...]:
    return (finding.left, finding.right) if isinstance(finding, Untied) else ()


def _kinds(disclosure: Disclosure, finding: Finding) -> set[str]:
    """The kinds of records that are compared with last year."""
    names = (name for name, now in disclosure.profile.last_year.items() if now in finding.figures)
    return {_COMPARED.get(name, name.partition("/")[0]) for name in names}


def _stands_all_the_same(disclosure: Disclosure, finding: Finding, doubts: Sequence[Finding]) -> bool:
    """Whether 实施期资金 are too little, or too much, for what the project has, too."""
    if finding.code not in _ECHOES[PERFORMANCE.code]:
        return False
    period = disclosure.book[finding.figures[0]].value
    projects = [
        one.right.value * WAN for one in doubts if isinstance(one, Untied) and one.about == finding.about
    ]
    return all(period < it if finding.code == PERIOD_LESS.code else period > it for it in projects)


def _is_lacking(finding: Finding, found: Sequence[Finding]) -> bool:
    """Whether a part is larger than all that is spent for no more than 支出 lacks of 收入."""
    if not isinstance(finding, Untied) or finding.right.kind != "支出" or not finding.bound:
        return False
    lacking = [one for one in found if isinstance(one, Untied) and one.code == CONTROL_TOTAL.code]
    less = sum((max(ZERO, one.left.value - one.right.value) for one in lacking), ZERO)
    return finding.left.value - finding.right.value <= less


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
