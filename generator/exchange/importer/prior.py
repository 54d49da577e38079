"""支出 when it is known what the tables were made of: only cells that were changed since are followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.exchange.importer.cells import CellPlace, plain_number
from generator.exchange.importer.differences import agrees
from generator.exchange.importer.expenditure import lines_from, tell_open, verify, without
from generator.exchange.importer.kinds import UNDECIDED
from generator.exchange.importer.log import Log
from generator.exchange.importer.solver import ZERO, Observation, Solution, Variable, solve
from generator.exchange.tree import Leaf, Node, Tree
from generator.model import SOURCES
from generator.model.lines import CARRY_OVER, THIS_YEAR


@dataclass
class ExpenditureAmount:
    """An amount of a line of 支出; `holder` is the mapping that has it under `key`."""

    variable: Variable
    holder: Tree
    key: str
    value: Decimal
    place: CellPlace | None = None


class Prior:
    """The lines of 支出 that are known, as entries by variable; the lines are changed in place."""

    def __init__(self, lines: Sequence[Tree], first: str = "") -> None:
        """`first` is the unit of lines that name none, where tables tell units apart."""
        self.lines = lines
        self.entries: dict[Variable, list[ExpenditureAmount]] = {}
        for line in lines:
            carried = line.get(CARRY_OVER, {})
            for period, holder in ((THIS_YEAR, line), (CARRY_OVER, carried)):
                for source in SOURCES if isinstance(holder, dict) else ():
                    leaf = holder.get(str(source))  # type: ignore[union-attr]
                    if isinstance(leaf, Leaf):
                        assert isinstance(holder, dict)
                        unit = (_text(line, "单位") or first) if first else ""
                        variable = Variable(_text(line, "科目"), source, _text(line, "性质"), period, unit)
                        entry = ExpenditureAmount(variable, holder, str(source), leaf.number)
                        self.entries.setdefault(variable, []).append(entry)
        self.subjects = {variable.subject for variable in self.entries}
        self.pairs = list(dict.fromkeys((v.unit, v.subject) for v in self.entries))

    def of(self, observation: Observation) -> list[ExpenditureAmount]:
        """The entries that a cell sums, nil ones left out."""
        return [entry for v in observation.variables for entry in self.entries.get(v, []) if entry.value]


def follow(prior: Prior, observations: Sequence[Observation], log: Log) -> list[Node]:
    """The known lines with what was changed in the tables, and lines for new 科目."""
    single = [o for o in observations if len({v.subject for v in o.variables}) == 1]
    edits = []
    for one in sorted(single, key=lambda o: len(o.variables)):
        entries = prior.of(one)
        if agrees(one.value, sum((entry.value for entry in entries), ZERO)):
            if len(entries) == 1 and one.value:
                entries[0].place = entries[0].place or one.place
        elif _subject(one) in prior.subjects:
            edits.append((one, entries))
    changed: dict[int, Decimal] = {}
    open_subjects: set[str] = set()
    for one, entries in edits:
        _follow(one, entries, changed, open_subjects)
    amounts: dict[Variable, tuple[Decimal, CellPlace]] = {}
    for entries in prior.entries.values():
        for entry in entries:
            value = changed.get(id(entry), entry.value)
            entry.holder[entry.key] = Leaf(value, entry.place)
            place = entry.place or observations[0].place
            amounts[entry.variable] = (amounts.get(entry.variable, (ZERO, place))[0] + value, place)
    undecided = _undecided([o for o, _ in edits if _subject(o) in open_subjects], amounts, log)
    new = [o for o in single if _subject(o) not in prior.subjects]
    solution = solve(new)
    amounts |= solution.amounts
    unknown = tell_open(solution, log)
    unknown |= {v for one in observations for v in one.variables if v.subject in undecided}
    verify(without(observations, unknown), Solution(amounts), log)
    return [*prior.lines, *lines_from(solution.amounts)]


def _follow(
    one: Observation, entries: list[ExpenditureAmount], changed: dict[int, Decimal], open_subjects: set[str]
) -> None:
    """Change the one entry that an edited cell is of; a blank cell makes all of them nil."""
    now = sum((changed.get(id(entry), entry.value) for entry in entries), ZERO)
    if agrees(one.value, now):
        return
    if not one.value:
        changed.update({id(entry): ZERO for entry in entries})
        for entry in entries:
            entry.place = one.place
    elif len(entries) == 1 and id(entries[0]) not in changed:
        changed[id(entries[0])] = one.value
        entries[0].place = one.place
    elif len(entries) != 1:
        open_subjects.add(_subject(one))


def _undecided(
    edits: Sequence[Observation], amounts: dict[Variable, tuple[Decimal, CellPlace]], log: Log
) -> set[str]:
    """The 科目 whose edited cells no change of one amount explains, each said once."""
    told: set[str] = set()
    for one in edits:
        summed = sum((amounts[v][0] for v in one.variables if v in amounts), ZERO)
        subject = _subject(one)
        if agrees(one.value, summed) or subject in told:
            continue
        told.add(subject)
        was, now = plain_number(summed, 2), plain_number(one.value, 2)
        message = f"{subject} 的这个数由 {was} 改成了 {now} 万元，但分不清改的是哪一项资金，没有改"
        log.add(UNDECIDED, one.place, message, "在“数据”表或 YAML 的“支出”里改")
    return told


def _subject(observation: Observation) -> str:
    return next(iter(observation.variables)).subject


def _text(line: Tree, key: str) -> str:
    leaf = line.get(key)
    return str(leaf.value) if isinstance(leaf, Leaf) else ""
