"""What two units say of themselves, each in the place of the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from generator.findings import Level
from generator.rules.ties.apart import Told, near, slack_of
from generator.rules.ties.blamed import with_others
from generator.rules.ties.causes import by_one_line
from generator.rules.ties.sums import TieSide, Untied

MOST_UNITS = 60
"""More units than this whose sums differ have more than one cause."""
_OF_ALL = ("收入", "年终结转", "结余分配", "三公经费")
"""What a unit says of itself that is no list of lines: it stands together."""
_KINDS = ("收入", "基本支出", "项目", "机关运行经费", "支出")
"""支出 is compared with all others: where only those with one of them do not agree, it is that."""


def exchanged(untied: Sequence[Untied], units: Mapping[str, str]) -> Told | None:
    """Two units whose sums would all agree if each had what the other has of one kind.

    A single line that explains the same is told as that line.
    """
    for first, second in _pairs(untied):
        crossed = list(_crossed(first, second))
        kind = _kind(crossed)
        both = any(one.left.value and one.right.value for one, _ in crossed)
        if not kind or not both or by_one_line([one for pair in crossed for one in pair]):
            continue
        kinds = _OF_ALL if kind in _OF_ALL else (kind,)
        all_of = [one for one in (*first, *second) if _has(one, kinds)]
        kept, *others = sorted(all_of, key=lambda one: (one.level is not Level.ERROR, one.code))
        names = "和".join(f"“{units.get(one[0].units[0], '')}”" for one in (first, second))
        hint = f"{names}的“{kind}”像是写颠倒了，换过来正好都相符；{kept.advice}"
        return Told(kept, replace(kept, message=with_others(kept, others), hint=hint), others)
    return None


def _pairs(untied: Sequence[Untied]) -> Iterator[tuple[list[Untied], list[Untied]]]:
    of_units: dict[str, list[Untied]] = {}
    for one in untied:
        if len(one.units) == 1:
            of_units.setdefault(one.units[0], []).append(one)
    if len(of_units) <= MOST_UNITS:
        yield from combinations(of_units.values(), 2)


def _crossed(first: Sequence[Untied], second: Sequence[Untied]) -> Iterator[tuple[Untied, Untied]]:
    """The sums of two units of which each has a side of the other."""
    for one in first:
        for other in second:
            if one.code == other.code and not one.bound and _about(one) == _about(other):
                slack = slack_of(one) + slack_of(other)
                left, right = one.left.value, one.right.value
                if near(other.right.value, left, slack) and near(other.left.value, right, slack):
                    yield one, other


def _about(one: Untied) -> str:
    return "" if one.about in one.units else one.about


def _kind(crossed: Sequence[tuple[Untied, Untied]]) -> str:
    """The kind of lines that all of the sums have; "" where there is none."""
    sums = [{*_kinds(one.left), *_kinds(one.right)} for pair in crossed for one in pair]
    common = set[str]().union(*sums).intersection(*sums) if sums else set()
    return next((kind for kind in _KINDS if kind in common), "")


def _kinds(side: TieSide) -> list[str]:
    return [side.kind] if side.kind else sorted(side.kinds)


def _has(one: Untied, kinds: Sequence[str]) -> bool:
    return any(kind in kinds for side in (one.left, one.right) for kind in _kinds(side))
