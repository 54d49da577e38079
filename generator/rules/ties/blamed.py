"""What is told of a line that is the cause of differences: which it is, how it is wrong, where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from generator.figures.told import exact
from generator.findings import Finding
from generator.rules.ties.apart import Cause, slack_of
from generator.rules.ties.slips import row_too_many, slip_among
from generator.rules.ties.sums import Untied, kind_of
from generator.source import Place

_SHOWN = 2
Names = Mapping[str, str]
"""The names of units by their codes."""


def blamed(
    kept: Untied, others: Sequence[Untied], causes: Sequence[Cause], untied: Sequence[Untied], names: Names
) -> Untied:
    """`kept` at the line that is the cause, with what else differs for it."""
    words, place = _line(kept, causes, untied, names)
    message, hint = with_others(kept, others), f"{words}{kept.advice}"
    return replace(kept, message=message, hint=hint, place=place or kept.place)


def with_others(kept: Finding, others: Sequence[Finding]) -> str:
    """The message of `kept`, and which rules see the same besides."""
    also = "、".join(sorted({one.code for one in others if one.code != kept.code}))
    return f"{kept.message}（同一个原因，{also} 也不相符）" if also else kept.message


def _line(
    kept: Untied, causes: Sequence[Cause], untied: Sequence[Untied], names: Names
) -> tuple[str, Place | None]:
    """Which line is wrong and how, as far as that is known, and where it stands."""
    first, unit = causes[0], kept.unit
    if first.without and not first.figure.id:
        amount = exact(first.excess, unit)
        return f"“{first.without}”里像是漏了一行，或有一行少写了 {amount}；", kept.place
    if first.without:
        return f"“{first.without}”里像是漏了一行，{_named(first, unit)}没有着落；", kept.place
    if first.elsewhere:
        return _swapped(causes, unit) or _misplaced(causes, untied, unit, names), first.place
    signed = [(cause.figure, cause.figure.value - cause.excess) for cause in causes]
    slip = row_too_many([figure for figure, _ in signed], first.excess, slack_of(kept))
    if slip := slip or slip_among(signed, slack_of(kept)):
        return slip.said(unit), slip.place
    if len(causes) == 1 and not signed[0][1]:
        return f"{_named(first, unit)}像是多写了，或者是别处的；", first.place
    if len(causes) == 1:
        return f"{_named(first, unit)}改成 {exact(signed[0][1], unit)}，就都相符；", first.place
    return "", kept.place if any(cause.place == kept.place for cause in causes) else first.place


def _misplaced(causes: Sequence[Cause], untied: Sequence[Untied], unit: str, names: Names) -> str:
    """What stands in the wrong place, and where it lacks."""
    first = causes[0]
    lacking = _other_unit(first, untied, names) or _differing(first, untied)
    amount = exact(abs(first.excess), unit)
    less, verb = ("少", "写错了地方") if first.excess > 0 else ("多", "少写了")
    alike = (cause for cause in causes if (cause.excess > 0) == (first.excess > 0))
    named = dict.fromkeys(f"“{cause.figure.id}”" for cause in alike)
    lines = "或".join(islice(named, _SHOWN))
    return f"{lines}像是有 {amount}{verb}，{lacking}正好{less}这么多；"


def _other_unit(cause: Cause, untied: Sequence[Untied], names: Names) -> str:
    """The unit that lacks what the cause has too much, where that is another."""
    own = {code for number in cause.own for code in untied[number].units}
    there = dict.fromkeys(code for number in sorted(cause.elsewhere) for code in untied[number].units)
    return "".join(f"“{names.get(code, code)}”" for code in there if code not in own) if own else ""


def _differing(cause: Cause, untied: Sequence[Untied]) -> str:
    """What tells the sums of `elsewhere` from the cause's own: another source, period or 科目."""
    for code, number in sorted((untied[number].code, number) for number in cause.elsewhere):
        there = untied[number].about.split("/")
        for own in cause.own:
            if untied[own].code == code:
                here = untied[own].about.split("/")
                return "".join(f"“{part}”" for part in there if part not in here)
    one = untied[min(cause.elsewhere)]
    return (one.left if kind_of(cause.figure) == one.left.kind else one.right).name


def _swapped(causes: Sequence[Cause], unit: str) -> str:
    """Two amounts in each other's place; "" where no two are."""
    known: dict[tuple[str, Decimal, Decimal], list[Cause]] = defaultdict(list)
    for less in causes:
        known[kind_of(less.figure), -less.excess, less.figure.value - less.excess].append(less)
    pairs = (
        f"{_named(more, unit)}和{_named(less, unit)}"
        for more in causes
        if more.excess > 0
        for less in known.get((kind_of(more.figure), more.excess, more.figure.value), ())
    )
    shown = "，或者".join(islice(pairs, _SHOWN))
    return f"{shown}像是写颠倒了；" if shown else ""


def _named(cause: Cause, unit: str) -> str:
    return f"“{cause.figure.id}”{exact(cause.figure.value, unit)}"
