"""The lines of a budget that amounts stand in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.figures import Disclosure, Figure
from generator.findings import Finding
from generator.model.kinds import UNIT
from generator.rules.ties.apart import Cause, near, over, slack_of, within
from generator.rules.ties.sums import Untied, kind_of
from generator.source import Place


class Lines:
    """The amounts of a disclosure by the lines that they stand in; `units` are the names of units by code."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.units = {unit.code: unit.name for unit in disclosure.budget.units}
        self._book = disclosure.book
        self._line: dict[tuple[str, Place], tuple[str, ...]] = {}
        self._amounts: dict[tuple[str, ...], list[Figure]] = {}
        self._unit = {record.figure.id: record.properties.get(UNIT, "") for record in disclosure.records}
        for record in disclosure.records:
            figure, number = record.figure, record.figure.id.partition("#")[2]
            if record.line and isinstance(figure.origin, Place):
                line = record.kind, record.line, number
                self._line[record.kind, figure.origin] = line
                self._amounts.setdefault(line, []).append(figure)

    def figure(self, ids: Sequence[str]) -> Figure | None:
        """The first of the figures with these `ids`, if it is known."""
        return next((self._book[name] for name in ids[:1] if name in self._book), None)

    def of_other(
        self, kind: str, amount: Decimal, untied: Sequence[Untied]
    ) -> tuple[Figure | None, list[Untied]]:
        """The line of a kind that is just what a unit lacks, and all too much where it stands; these sums."""
        for (own, *_), figures in self._amounts.items():
            if own != kind or not amount or sum(figure.value for figure in figures) != amount:
                continue
            sums = [[s for s in untied if near(over(s, kind), f.value, slack_of(s))] for f in figures]
            if all(sums):
                return figures[0], [one for those in sums for one in those]
        return None, []

    def on_line(self, finding: Finding, cause: Cause) -> bool:
        """Whether a finding is about the amount of a cause."""
        figure = self.figure(finding.figures)
        return figure is not None and figure.origin == cause.place

    def unit(self, finding: Finding) -> str:
        """The code of the unit that a finding is of, or whose amount it is about; "" for none."""
        return next(iter(finding.units), "") or next(
            (self._unit[name] for name in finding.figures[:1] if name in self._unit), ""
        )

    def along(self, cause: Cause, untied: Sequence[Untied]) -> list[Untied]:
        """The sums that differ by another amount of a line that is all wrong, or missing."""
        if not cause.whole and not cause.without:
            return []
        units = {code for number in cause.explained for code in untied[number].units}
        rest = [
            one for n, one in enumerate(untied) if n not in cause.explained and units.issuperset(one.units)
        ]
        return self.beside(cause.figure, cause.without, rest)

    def beside(self, figure: Figure, without: str, untied: Sequence[Untied]) -> list[Untied]:
        """The sums that differ by another amount of the line of `figure`.

        `without`: the kind of which a line like this one is missing; "" where this line is wrong.
        """
        line = self._line.get((kind_of(figure), figure.origin)) if isinstance(figure.origin, Place) else None
        others = [one for one in self._amounts.get(line, ()) if one.origin != figure.origin] if line else []
        whole = sum((one.value for one in others), figure.value)
        kind, missing = without or kind_of(figure), bool(without)

        def differs(one: Untied) -> bool:
            if one.bound:
                return within(one, kind, -whole, slack_of(one))
            return any(_differs(one, kind, other, missing=missing) for other in others)

        return [one for one in untied if differs(one)]

    @staticmethod
    def other_unit(cause: Cause, untied: Sequence[Untied]) -> bool:
        """Whether the amount belongs to another unit."""
        own, there = (
            {code for number in numbers for code in untied[number].units}
            for numbers in (cause.own, cause.elsewhere)
        )
        return bool(there - own)


def _differs(one: Untied, kind: str, figure: Figure, *, missing: bool) -> bool:
    """Whether `one` has what is all wrong there, or lacks it; or has on one side what is `missing`."""
    more, slack = over(one, kind), slack_of(one)
    has = any(figure.origin in side.origins for side in (one.left, one.right))
    return near(more, figure.value if has and not missing else -figure.value, slack) and has >= missing
