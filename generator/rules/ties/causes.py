"""The one line of money that makes many sums differ.

What is looked for is the one change of one line after which the most of the sums agree: another amount, or
the same amount elsewhere (another source, period, 科目, 性质, unit), or two amounts that stand in each
other's place. Sums that have no such cause in common are told as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

from generator.figures import Figure, Unit
from generator.figures.rounding import ZERO
from generator.model.lines import CARRY_OVER
from generator.rules.ties.apart import Cause, figures_of, near, of_same_money, over, slack_of, within
from generator.rules.ties.sums import Untied, kind_of
from generator.source import Place

_INCOME, _PROJECTS, _BASIC = "T01", "T02", "T03"
_FUNDS = "T11"
_FEWEST = 2
"""Of so many rules sums must lack the same amount, for a line to be missing that stands nowhere."""
_OF_NATURES = {"项目支出": _PROJECTS, "基本支出": _BASIC}


def best(untied: Sequence[Untied], misplaced: Set[Place]) -> list[Cause]:
    """The causes that explain the most, at least two, all of the same differences; the likeliest first.

    `misplaced` are the places of amounts that are in doubt for another reason.
    """

    def unlikely(cause: Cause) -> tuple[bool, bool, bool]:
        of_funds = all(untied[number].code == _FUNDS for number in cause.explained)
        return cause.place not in misplaced, not cause.moved, of_funds and kind_of(cause.figure) == "支出"

    causes = [cause for cause in _causes(untied, misplaced) if len(cause.explained) > 1]
    causes.sort(key=lambda cause: (-len(cause.explained), *unlikely(cause)))
    likely = [c for c in causes if c.explained == causes[0].explained and unlikely(c) == unlikely(causes[0])]
    missing = max(_missing(untied), key=lambda cause: (len(cause.own), bool(cause.figure.id)), default=None)
    many = len(likely) > 1 and not likely[0].moved and missing is not None and bool(missing.figure.id)
    if missing and len(missing.own) > (len(likely[0].explained) - many if likely else 1):
        return [missing]
    return likely


def by_one_line(untied: Sequence[Untied]) -> bool:
    """Whether one cause explains all of them."""
    causes = best(untied, frozenset())
    return bool(causes) and len(causes[0].explained) == len(untied)


def _missing(untied: Sequence[Untied]) -> Iterator[Cause]:
    """Lines that are missing on one side of some sums, and stand on the other side of one of them.

    Where none does, several sums that lack the same say that there was such a line.
    """
    for number, one in enumerate(untied):
        for side in () if one.bound else (one.left, one.right):
            kind = side.kind or next(map(kind_of, side.figures), "")
            apart, slack = over(one, kind), slack_of(one)
            if not kind or apart is None or apart > ZERO:
                continue
            other = one.right if side is one.left else one.left
            twins = [f for f in other.figures if near(f.value, -apart, slack)]
            likely = (pair for pair in enumerate(untied) if of_same_money(one, pair[1]))
            of_unit = [(n, o) for n, o in likely if not o.units or o.units == one.units]
            same = {n for n, o in of_unit if not o.bound and near(over(o, kind), apart, slack)}
            alone = len(twins) != 1 and len({untied[n].code for n in same}) < _FEWEST
            same |= {n for n, o in of_unit if o.bound and within(o, kind, apart, slack)}
            figure = twins[0] if len(twins) == 1 else Figure("", -apart, Unit.MONEY, one.place)
            if not alone and isinstance(figure.origin, Place):
                yield Cause(figure, figure.origin, -apart, frozenset({number, *same}), frozenset(), kind)


def _causes(untied: Sequence[Untied], misplaced: Set[Place]) -> Iterator[Cause]:
    holding: dict[tuple[str, Place], dict[int, Figure]] = defaultdict(dict)
    for number, one in enumerate(untied):
        for figure in figures_of(one):
            if isinstance(figure.origin, Place):
                holding[kind_of(figure), figure.origin][number] = figure
    for (kind, place), figures in holding.items():
        cause = _of_line(untied, kind, place, figures)
        if cause and (place in misplaced or _leaves_the_rest(cause, untied)):
            yield cause


def _of_line(
    untied: Sequence[Untied], kind: str, place: Place, figures: Mapping[int, Figure]
) -> Cause | None:
    """What the amount at `place`, which is in the sums of `figures`, is too large or too small by.

    Of one that is only part of what must not be more than something else, all of it belongs elsewhere.
    """
    equal = [number for number in figures if not untied[number].bound]
    figure = figures[(equal or list(figures))[0]]
    excess = over(untied[equal[0]], kind) if equal else figure.value
    slack = max(slack_of(untied[one]) for one in figures)
    if excess is None or excess > figure.value:
        return None
    if not all(near(over(untied[one], kind), excess, slack) for one in equal):
        return None
    own = [*equal, *(n for n in figures if n not in equal and within(untied[n], kind, excess, slack))]
    elsewhere = {
        other
        for other, one in enumerate(untied)
        if other not in figures
        and not one.bound
        and near(over(one, kind), -excess, slack)
        and (_is_alike(one, [untied[n] for n in equal]) or _takes(one, figure, excess, slack))
    }
    elsewhere = _one_of_each(untied, own, _of_one_unit(untied, own, elsewhere))
    if not equal and not elsewhere:
        return None
    if elsewhere and excess == figure.value:  # and what it makes a part larger than its whole
        elsewhere |= {
            n
            for n, one in enumerate(untied)
            if one.bound and n not in figures and within(one, kind, -excess, slack)
        }
    return Cause(figure, place, excess, frozenset(own), frozenset(elsewhere))


def _of_one_unit(untied: Sequence[Untied], own: Sequence[int], elsewhere: set[int]) -> set[int]:
    """Those of `elsewhere` that are the own unit's, or all where they are one other unit's."""
    units = {untied[n].units for n in own}
    others = {untied[n].units for n in elsewhere} - units - {()}
    return elsewhere if len(others) < 2 else {n for n in elsewhere if untied[n].units not in others}


def _one_of_each(untied: Sequence[Untied], own: Sequence[int], elsewhere: set[int]) -> set[int]:
    """Of each rule one of `elsewhere`, that which differs least: one amount lacks in one place."""
    parts = {part for n in own for part in untied[n].about.split("/")}
    nearest: dict[str, int] = {}
    for n in sorted(elsewhere, key=lambda n: (-len(parts & {*untied[n].about.split("/")}), n)):
        nearest.setdefault(untied[n].code, n)
    return {*nearest.values()}


def _is_alike(one: Untied, others: Sequence[Untied]) -> bool:
    return any(one.code == other.code for other in others)


def _takes(one: Untied, figure: Figure, excess: Decimal, slack: Decimal) -> bool:
    """Whether a sum lacks all of an amount, or has another that belongs in the place of that one."""
    right = figure.value - excess
    return not right or any(side.has(kind_of(figure), right, slack) for side in (one.left, one.right))


def _leaves_the_rest(cause: Cause, untied: Sequence[Untied]) -> bool:
    """Whether sums that agree as they are still agree when the cause is mended.

    支出 of a source is compared with 收入 and, by its 性质, with 项目 or 基本支出.
    """
    kind, *parts = cause.figure.id.split("/")
    own, elsewhere = ({untied[n].code for n in numbers} for numbers in (cause.own, cause.elsewhere))
    if kind != "支出" or CARRY_OVER in parts:
        return True
    other = next((code for nature, code in _OF_NATURES.items() if nature in parts), "")
    units, there = ({untied[n].units for n in numbers} for numbers in (cause.own, cause.elsewhere))
    if there - units - {()}:
        return {_INCOME, other} - {""} <= own & elsewhere
    if _INCOME in own | elsewhere:
        return not cause.elsewhere or other in own | elsewhere
    return bool(elsewhere) and _PROJECTS not in own & elsewhere
