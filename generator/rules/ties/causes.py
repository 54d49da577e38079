"""One amount that is wrong makes many sums differ: it is told once, where it stands.

What is looked for is the one change of one line after which the most of the sums agree: another amount, or
the same amount elsewhere (another source, period, 科目, 性质), or two amounts that stand in each other's
place. Sums that have no such cause in common are told as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from itertools import permutations

from generator.figures import Figure
from generator.figures.rounding import ZERO
from generator.figures.told import exact
from generator.findings import Finding, Level
from generator.model.lines import CARRY_OVER
from generator.rules.ties.paying import OTHER_BUDGET
from generator.rules.ties.projects import NO_COLUMN
from generator.rules.ties.slips import WRITTEN_TWICE, row_too_many, slip_among
from generator.rules.ties.sums import Untied
from generator.rules.ties.twice import TWICE
from generator.source import Place

_MOST = 60
"""More sums than this that differ have more than one cause."""
_INCOME, _PROJECTS, _BASIC = "T01", "T02", "T03"
_FUNDS = "T11"
_OF_NATURES = {"项目支出": _PROJECTS, "基本支出": _BASIC}
_MISPLACED = (OTHER_BUDGET.code, NO_COLUMN.code)
"""What is told of an amount that is of no such source."""
_SHOWN = 2


@dataclass(frozen=True, slots=True)
class _Cause:
    """A line of money that would explain the differences with the numbers in `own` and `elsewhere`.

    It is `excess` 万元 too large in its `own` sums; in those of `elsewhere` that is just what is missing.
    `without`: the kind of which a line like this one is missing in all these sums; "" where there is none.
    """

    figure: Figure
    place: Place
    excess: Decimal
    own: frozenset[int]
    elsewhere: frozenset[int]
    without: str = ""

    @property
    def explained(self) -> frozenset[int]:
        """The numbers of the differences."""
        return self.own | self.elsewhere

    @property
    def moved(self) -> bool:
        """Whether all of it belongs elsewhere."""
        return bool(self.elsewhere) and self.excess == self.figure.value

    @property
    def line(self) -> tuple[str, ...]:
        """What tells the line of a budget from others: its id without source and period."""
        *line, _ = (part for part in self.figure.id.split("/") if part != CARRY_OVER)
        return tuple(line)


def by_cause(findings: Sequence[Finding]) -> list[Finding]:
    """`findings` with those sums that differ by one cause told as one."""
    result = {id(one): one for one in findings}
    untied = [one for one in findings if isinstance(one, Untied) and not one.accepted]
    strange = [one for one in findings if one.code in _MISPLACED and not one.accepted]
    misplaced = {one.place: one for one in strange if one.place}
    for units in dict.fromkeys(one.units for one in untied):
        rest, moved = [one for one in untied if one.units == units], set[tuple[str, ...]]()
        while 1 < len(rest) <= _MOST and (causes := _best(rest, misplaced.keys())):
            explained = [rest[number] for number in sorted(causes[0].explained)]
            kept, *others = sorted(explained, key=lambda one: (one.level is not Level.ERROR, one.code))
            told = _told(kept, others, causes, rest)
            if (known := misplaced.get(causes[0].place)) and id(known) in result:
                told = replace(told, hint=f"{known.message}；{known.hint}")
                del result[id(known)]
            result[id(kept)] = told
            again = causes[0].moved and causes[0].line in moved  # all of the line belongs elsewhere
            for other in [*others, kept] if again else others:
                del result[id(other)]
            moved |= {cause.line for cause in causes if cause.moved}
            rest = [one for one in rest if not any(one is known for known in explained)]
    lines = {
        _line_of(one) for one in result.values() if isinstance(one, Untied) and WRITTEN_TWICE in one.hint
    }
    twice = [one for one in result.values() if one.code == TWICE.code and _line_of(one) in lines]
    return [_plain(one) for one in result.values() if one not in twice]


def _line_of(finding: Finding) -> tuple[str, int] | None:
    return (finding.place.name, finding.place.line) if finding.place else None


def _plain(finding: Finding) -> Finding:
    """It without its sums."""
    return Finding(*(getattr(finding, one.name) for one in fields(Finding)))


def _best(untied: Sequence[Untied], misplaced: Set[Place]) -> list[_Cause]:
    """The causes that explain the most, at least two, all of the same differences; the likeliest first."""

    def unlikely(cause: _Cause) -> tuple[bool, bool, bool]:
        of_funds = all(untied[number].code == _FUNDS for number in cause.explained)
        return cause.place not in misplaced, not cause.moved, of_funds and _kind(cause.figure) == "支出"

    causes = [cause for cause in _causes(untied, misplaced) if len(cause.explained) > 1]
    causes.sort(key=lambda cause: (-len(cause.explained), *unlikely(cause)))
    best = [c for c in causes if c.explained == causes[0].explained and unlikely(c) == unlikely(causes[0])]
    missing = max(_missing(untied), key=lambda cause: len(cause.own), default=None)
    many = len(best) > 1 and not best[0].moved
    if missing and len(missing.own) > (len(best[0].explained) - many if best else 1):
        return [missing]
    return best


def _missing(untied: Sequence[Untied]) -> Iterator[_Cause]:
    """Lines that are missing on one side of some sums, and stand on the other side of one of them."""
    equal = [(number, one) for number, one in enumerate(untied) if not one.bound]
    for number, one in equal:
        for side in (one.left, one.right):
            kind = side.kind or next(map(_kind, side.figures), "")
            apart, slack = _over(one, kind), _slack(one)
            other = one.right if side is one.left else one.left
            twins = [f for f in other.figures if apart is not None and _near(f.value, -apart, slack)]
            if not kind or apart is None or len(twins) != 1 or not isinstance(twins[0].origin, Place):
                continue
            same = (n for n, o in equal if _near(_over(o, kind), apart, slack))
            yield _Cause(twins[0], twins[0].origin, -apart, frozenset({number, *same}), frozenset(), kind)


def _causes(untied: Sequence[Untied], misplaced: Set[Place]) -> Iterator[_Cause]:
    holding: dict[tuple[str, Place], dict[int, Figure]] = defaultdict(dict)
    for number, one in enumerate(untied):
        for figure in (*one.left.figures, *one.right.figures):
            if isinstance(figure.origin, Place):
                holding[_kind(figure), figure.origin][number] = figure
    for (kind, place), figures in holding.items():
        equal = [number for number in figures if not untied[number].bound]
        excess = _over(untied[equal[0]], kind) if equal else None
        slack = max(_slack(untied[one]) for one in figures)
        if excess is None or not all(_near(_over(untied[one], kind), excess, slack) for one in equal):
            continue
        own = [*equal, *(n for n in figures if n not in equal and _within(untied[n], kind, excess, slack))]
        figure, codes = figures[equal[0]], {untied[one].code for one in equal}
        elsewhere = frozenset(
            other
            for other, one in enumerate(untied)
            if other not in figures
            and not one.bound
            and (one.code in codes or excess == figure.value)
            and _near(_over(one, kind), -excess, slack)
        )
        cause = _Cause(figure, place, excess, frozenset(own), elsewhere)
        if figure.value >= excess and (place in misplaced or _leaves_the_rest(cause, untied)):
            yield cause


def _leaves_the_rest(cause: _Cause, untied: Sequence[Untied]) -> bool:
    """Whether sums that agree as they are still agree when the cause is mended.

    支出 of a source is compared with 收入 and, by its 性质, with 项目 or 基本支出.
    """
    kind, *parts = cause.figure.id.split("/")
    own, elsewhere = ({untied[n].code for n in numbers} for numbers in (cause.own, cause.elsewhere))
    if kind != "支出" or CARRY_OVER in parts:
        return True
    if _INCOME in own | elsewhere:
        other = next((code for nature, code in _OF_NATURES.items() if nature in parts), "")
        return not cause.elsewhere or other in own | elsewhere
    return bool(elsewhere) and _PROJECTS not in own & elsewhere


def _told(
    kept: Untied, others: Sequence[Untied], causes: Sequence[_Cause], untied: Sequence[Untied]
) -> Untied:
    """`kept` at the line that is the cause, with what else differs for it."""
    also = "、".join(dict.fromkeys(one.code for one in others if one.code != kept.code))
    message = f"{kept.message}（同一个原因，{also} 也不相符）" if also else kept.message
    words, place = _line(kept, causes, untied)
    return replace(kept, message=message, hint=f"{words}{kept.advice}", place=place or kept.place)


def _line(kept: Untied, causes: Sequence[_Cause], untied: Sequence[Untied]) -> tuple[str, Place | None]:
    """Which line is wrong and how, as far as that is known, and where it stands."""
    first, unit = causes[0], kept.unit
    if first.without:
        return f"“{first.without}”里像是漏了一行，{_named(first, unit)}没有着落；", kept.place
    if first.elsewhere:
        return _swapped(causes, unit) or _misplaced(causes, untied, unit), first.place
    signed = [(cause.figure, cause.figure.value - cause.excess) for cause in causes]
    slip = row_too_many([figure for figure, _ in signed], first.excess, _slack(kept))
    if slip := slip or slip_among(signed, _slack(kept)):
        return slip.said(unit), slip.place
    if len(causes) == 1 and not signed[0][1]:
        return f"{_named(first, unit)}像是多写了，或者是别处的；", first.place
    if len(causes) == 1:
        return f"{_named(first, unit)}改成 {exact(signed[0][1], unit)}，就都相符；", first.place
    return "", kept.place if any(cause.place == kept.place for cause in causes) else first.place


def _misplaced(causes: Sequence[_Cause], untied: Sequence[Untied], unit: str) -> str:
    """What stands in the wrong place, and where it lacks."""
    first = causes[0]
    lacking = _differing(first, untied)
    amount = exact(abs(first.excess), unit)
    less, verb = ("少", "写错了地方") if first.excess > 0 else ("多", "少写了")
    names = "或".join(f"“{cause.figure.id}”" for cause in causes[:_SHOWN])
    return f"{names}像是有 {amount}{verb}，{lacking}正好{less}这么多；"


def _differing(cause: _Cause, untied: Sequence[Untied]) -> str:
    """What tells the sums of `elsewhere` from the cause's own: another source, period or 科目."""
    for code, number in sorted((untied[number].code, number) for number in cause.elsewhere):
        there = untied[number].about.split("/")
        for own in cause.own:
            if untied[own].code == code:
                here = untied[own].about.split("/")
                return "".join(f"“{part}”" for part in there if part not in here)
    one = untied[min(cause.elsewhere)]
    return (one.left if _kind(cause.figure) == one.left.kind else one.right).name


def _swapped(causes: Sequence[_Cause], unit: str) -> str:
    """Two amounts in each other's place; "" where no two are."""
    pairs = [
        f"{_named(more, unit)}和{_named(less, unit)}"
        for more, less in permutations(causes, 2)
        if _kind(more.figure) == _kind(less.figure)
        and more.excess == -less.excess == more.figure.value - less.figure.value > 0
    ]
    return f"{'，或者'.join(pairs[:_SHOWN])}像是写颠倒了；" if pairs else ""


def _named(cause: _Cause, unit: str) -> str:
    return f"“{cause.figure.id}”{exact(cause.figure.value, unit)}"


def _over(one: Untied, kind: str) -> Decimal | None:
    """How much larger the side with records of a kind is than the other; None where it has no such side."""
    apart = one.left.value - one.right.value
    for side, over in ((one.left, apart), (one.right, -apart)):
        if kind == side.kind or any(_kind(figure) == kind for figure in side.figures):
            return over
    return None


def _within(one: Untied, kind: str, excess: Decimal, slack: Decimal) -> bool:
    """Whether a part that is more than its whole is no more when records of a kind are less by `excess`."""
    over = _over(one, kind)
    return over is not None and (ZERO <= over <= excess + slack or excess - slack <= over <= ZERO)


def _near(value: Decimal | None, other: Decimal, slack: Decimal) -> bool:
    return value is not None and abs(value - other) <= slack


def _slack(one: Untied) -> Decimal:
    return one.left.slack + one.right.slack


def _kind(figure: Figure) -> str:
    return figure.id.partition("/")[0]
