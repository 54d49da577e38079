"""T60: a line written twice; where sums were made from the lines, every one of them agrees all the same."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model import Project
from generator.model.kinds import UNIT, money_lines
from generator.source import Mapping, Place, Scalar, Sequence, Value

TWICE = Kind("T60", "一行写了两遍", Level.WARNING)


def lines_twice(disclosure: Disclosure) -> Iterator[Finding]:
    """No two lines of a unit in a list of money say the same, amounts and all; projects have names (S21)."""
    first: dict[tuple[object, ...], Place | None] = {}
    for kind, line in money_lines(disclosure.budget):
        if not line.written or isinstance(line, Project):
            continue
        key, called = next(iter(line.said().items()))
        said = (kind.name, line.said()[UNIT], _plain(line.written))
        place = line.place(key if called else UNIT)
        if said not in first:
            first[said] = place
            continue
        before = first[said]
        where = f"{before.source.inside or before.name} 第 {before.line} 行" if before else "前面"
        subject = f" {called} 的" if called else ""
        message = f"“{kind.name}”里{subject}这一行与{where}完全相同，金额也相同"
        hint = "写重了的，删去一行，再核对合计；确是两笔的，合成一行"
        yield TWICE.at(place, message, hint, about=f"{kind.name}/{called}" if called else kind.name)


def _plain(value: Value) -> object:
    if isinstance(value, Mapping):
        return frozenset((key, _plain(below)) for key, below in value.items() if key != "单位")
    if isinstance(value, Sequence):
        return tuple(_plain(below) for below in value)
    return value.strip() if isinstance(value, Scalar) else value


RULES = (lines_twice,)
