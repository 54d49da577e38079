"""What is found in the units of a department, beside what is found in the department as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.figures import Disclosure
from generator.figures.dependents import Inputs
from generator.findings import Finding, Level
from generator.source import Place

MOST_NAMED = 3


@dataclass
class Held:
    """A finding; `units` are the names, by code, of those that have it in their own disclosures.

    `general`: the department's disclosure has it.
    """

    finding: Finding
    units: dict[str, str] = field(default_factory=dict)
    general: bool = True


def together(
    whole: Disclosure, own: Sequence[Finding], of_units: Iterable[tuple[Disclosure, Sequence[Finding]]]
) -> list[Held]:
    """The department's `own` findings and those of its units, each once.

    A finding of a unit names it. Where the amounts that are wrong in a unit are wrong in the department too,
    the unit's finding stands for both: it is nearer to the cause. Words are each disclosure's own.
    """
    if not whole.budget.has_many_units:
        codes = {unit.code: unit.name for unit in whole.budget.units}
        return [Held(finding, codes) for finding in own]
    held = [Held(finding) for finding in own]
    known = {_key(one.finding): one for one in held}
    names: dict[tuple[str, Place | None], Held] = {
        (f.code, f.place): one for one in held if (f := one.finding).code.startswith("S") and f.place
    }
    nearer: dict[tuple[str, str], list[frozenset[Place]]] = defaultdict(list)
    for disclosure, findings in of_units:
        unit, amounts = disclosure.budget.units[0], AmountPlaces(disclosure)
        for finding in findings:
            one = known.get(_key(finding)) or names.get((finding.code, finding.place))
            if one is None:
                one = known[_key(finding)] = Held(finding, general=False)
                held.append(one)
            if not one.general and not finding.code.startswith("X") and (places := amounts.of(finding)):
                nearer[finding.code, finding.about].append(places)
            one.units[unit.code] = unit.name
    amounts = AmountPlaces(whole)
    return [
        _named(one)
        for one in held
        if not one.general
        or not any(p <= amounts.of(one.finding) for p in nearer[one.finding.code, one.finding.about])
    ]


def _key(finding: Finding) -> tuple[str, Place | None, str]:
    return finding.code, finding.place, finding.message


class AmountPlaces:
    """Where the amounts were written that findings of a disclosure are about."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._book = disclosure.book
        self._inputs = Inputs(disclosure.book)

    def of(self, finding: Finding) -> frozenset[Place]:
        """The places of the inputs of its figures."""
        figures = (self._book[name] for name in finding.figures if name in self._book)
        found = (item.figure.origin for figure in figures for item in self._inputs.of(figure).values())
        return frozenset(place for place in found if isinstance(place, Place))


def _named(held: Held) -> Held:
    """With its units, where the finding is theirs alone, or a sum of one, which its message names."""
    finding, names = held.finding, list(held.units.values())
    if held.general and not (len(names) == 1 and finding.code.startswith("T")):
        return held
    message = finding.message
    if not any(name in message for name in names):
        unchecked = finding.level is Level.UNCHECKED and not held.general
        message = f"{message}（{_listed(names)}）" if unchecked else f"“{_listed(names)}”：{message}"
    return replace(held, finding=replace(finding, message=message, units=tuple(held.units)))


def _listed(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 个单位" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more
