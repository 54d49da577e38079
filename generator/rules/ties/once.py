"""One fact that is wrong makes many findings: it is told once, where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace

from generator.figures import Disclosure
from generator.figures.rounding import ZERO
from generator.findings import Finding, Level
from generator.rules.acceptance import NOTHING_TO_ACCEPT
from generator.rules.slots import ABOUT_NOTHING
from generator.rules.structure import PROJECT_TWICE, UNKNOWN_FIGURE, UNKNOWN_PROJECT
from generator.rules.subjects import NO_GOVERNMENT_SUBJECT
from generator.rules.ties.absent import absent_kind, denied_kinds, lacking_of
from generator.rules.ties.apart import Told, figures_of, near, over, slack_of
from generator.rules.ties.basic import NEITHER_GROUP
from generator.rules.ties.blamed import blamed, with_others
from generator.rules.ties.causes import best
from generator.rules.ties.copied import copied
from generator.rules.ties.exchanged import exchanged
from generator.rules.ties.lines import Lines
from generator.rules.ties.paying import OTHER_BUDGET
from generator.rules.ties.projects import NO_COLUMN, PROJECTS
from generator.rules.ties.running import NO_RUNNING_COSTS, RUNNING_COSTS
from generator.rules.ties.slips import WRITTEN_TWICE
from generator.rules.ties.sums import Untied, kind_of
from generator.rules.ties.twice import TWICE
from generator.source import Place

_MOST = 60
"""More sums than this that differ have more than one cause."""
_MOST_TRIED = 2_000_000
"""Amounts that are held against sums that differ; among more lines the wrong one is not looked for."""
_PROJECT = "项目"
_STRANGE = (OTHER_BUDGET.code, NO_COLUMN.code)
_OF_LINES = (*_STRANGE, NEITHER_GROUP.code)
"""What is told of an amount that is of no such source, or 科目."""


def by_cause(disclosure: Disclosure, findings: Sequence[Finding]) -> list[Finding]:
    """`findings` with those that are there for one cause told as one."""
    lines, left = Lines(disclosure), _Left(findings)
    for told in _about_nothing(disclosure, lines, left):
        left.tell(told)
    for told in _denied(disclosure, left):
        left.tell(told)
    for told in _copied(disclosure, lines, left):
        left.tell(told)
    for told in _lost_projects(lines, left):
        left.tell(told)
    while swap := exchanged(left.untied, lines.units):
        of_projects = any(one.code == PROJECTS.code for one in (swap.kept, *swap.others))
        lost = [one for one in left.of(UNKNOWN_PROJECT.code) if of_projects and not one.figures]
        left.tell(swap._replace(others=[*swap.others, *lost]))
    tried = 0
    for group in [left.untied] if len(left.untied) <= _MOST else _by_units(left.untied):
        tried = _tell_lines(lines, left, group, tried)
    for told in _at_strange_lines(lines, left):
        left.tell(told)
    for told in _exchanged_subjects(disclosure, left):
        left.tell(told)
    for told in _other_natures(lines, left):
        left.tell(told)
    for told in _twice(left.told):
        left.tell(told)
    return [_plain(one) for one in left.told]


class _Left:
    """What is told of what was found, and the sums of which nothing else is told yet."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._told = {id(one): one for one in findings}
        self._key = {id(one): id(one) for one in findings}
        self._found = findings
        self._done: set[int] = set()

    @property
    def told(self) -> list[Finding]:
        """The findings that are told."""
        return list(self._told.values())

    @property
    def untied(self) -> list[Untied]:
        """The sums that nothing explains yet."""
        return [
            one
            for one in self._found
            if isinstance(one, Untied) and not one.accepted and id(one) not in self._done
        ]

    def of(self, *codes: str) -> list[Finding]:
        """What is told of these rules, and not accepted."""
        return [one for one in self.told if one.code in codes and not one.accepted]

    def tell(self, one: Told) -> None:
        """Tell one thing in place of several."""
        self._done |= {id(one.kept), *map(id, one.others)}
        key = self._key.pop(id(one.kept), None)
        for other in one.others:
            if (gone := self._key.pop(id(other), None)) is not None:
                del self._told[gone]
        if key is not None:
            self._told[key] = one.told
            self._key[id(one.told)] = key


def _by_units(untied: Sequence[Untied]) -> list[list[Untied]]:
    groups: dict[tuple[str, ...], list[Untied]] = defaultdict(list)
    for one in untied:
        groups[one.units].append(one)
    return list(groups.values())


def _tell_lines(lines: Lines, left: _Left, rest: list[Untied], tried: int) -> int:
    """Tell the lines that each explain several of the sums in `rest`; how many amounts have been `tried`."""
    strange = {one.place: one for one in left.of(*_STRANGE) if one.place}
    while 1 < len(rest) <= _MOST and (tried := tried + _to_try(rest)) <= _MOST_TRIED:
        if not (causes := best(rest, strange.keys())):
            break
        causes.sort(key=lambda cause: -len(lines.along(cause, rest)))
        first = causes[0]
        of_other = lines.other_unit(first, rest)
        order = sorted(
            (rest[n].level is not Level.ERROR, of_other and n not in first.own, rest[n].code, n)
            for n in first.explained
        )
        kept, *others = [rest[number] for *_, number in order]
        others += lines.along(first, rest)
        told = blamed(kept, others, causes, rest, lines.units)
        followers: list[Finding] = [*others]
        if known := strange.pop(first.place, None):
            told = replace(told, hint=f"{known.message}；{known.hint}")
            followers.append(known)
        elif of_other:  # so that a table is of no project there, and a 款 is none of that unit's 性质
            followers += [one for one in left.of(UNKNOWN_PROJECT.code) if one.about in first.line]
            followers += [one for one in left.of(NO_GOVERNMENT_SUBJECT.code) if lines.on_line(one, first)]
        followers += [one for one in left.told if absent_kind(one) and one.place == first.place]
        left.tell(Told(kept, told, followers))
        rest = [one for one in rest if one is not kept and not any(one is other for other in others)]
    return tried


def _to_try(untied: Sequence[Untied]) -> int:
    """How many amounts there are to be held against how many sums."""
    return len(untied) * len({figure.origin for one in untied for figure in figures_of(one)})


def _about_nothing(disclosure: Disclosure, lines: Lines, left: _Left) -> Iterator[Told]:
    """What speaks of lines of a kind of which nothing is written: projects, references, what was accepted."""
    amounts = {(one.kind, one.unit): one.amount for one in lacking_of(disclosure)}
    for one in left.told:
        if not (kind := absent_kind(one)):
            continue
        followers = _speaking_of(disclosure, kind, one.units, left)
        lacking = amounts.get((kind, one.units[0]), ZERO) if one.units else ZERO
        there, sums = lines.of_other(kind, lacking, left.untied)
        if there and isinstance(there.origin, Place):
            hint = f"“{there.id}”这一行像是它的，写在了别的单位；{one.hint}"
            told = replace(one, message=with_others(one, sums), hint=hint, place=there.origin)
            yield Told(one, told, [*followers, *sums])
        else:
            yield Told(one, one, followers)


def _speaking_of(disclosure: Disclosure, kind: str, units: Sequence[str], left: _Left) -> list[Finding]:
    """What is told of lines of a kind, of which `units`, or else the budget, have none."""
    own = {t.project for t in disclosure.budget.performance if t.owner is None or t.owner in units}
    lost = [s for s in left.of(UNKNOWN_PROJECT.code) if not units or s.about in own]
    found = lost if kind == _PROJECT else []
    if not units:
        tables = disclosure.profile.tables
        of_kind = [table.number for table in tables if any(block.kind == kind for block in table.blocks)]
        found += left.of(NOTHING_TO_ACCEPT.code)  # of what is not there nothing is found
        found += [s for s in left.of(ABOUT_NOTHING.code) if s.about.partition("/")[0] == kind]
        referred = left.of(UNKNOWN_FIGURE.code)
        found += [s for s in referred if s.about.partition(".")[0] in (kind, *of_kind)]
    return found


def _denied(disclosure: Disclosure, left: _Left) -> Iterator[Told]:
    """Sums that differ for lines of a kind of which a unit says that it has none: told where it says so."""
    for one, denial in denied_kinds(disclosure):
        units = (one.unit,) if disclosure.budget.has_many_units else ()
        sums = [s for s in left.untied if (s.units == units or s.about == one.unit) and over(s, one.kind)]
        others = [*sums, *_speaking_of(disclosure, one.kind, units, left)]
        kept = next((s for s in sums if s.code == denial.code), None)
        if kept and len(others) > 1:
            told = replace(denial, message=with_others(denial, others), figures=kept.figures, units=units)
            yield Told(kept, told, [s for s in others if s is not kept])


def _copied(disclosure: Disclosure, lines: Lines, left: _Left) -> Iterator[Told]:
    """What a unit has of another: one finding, where the first line stands."""
    for one in copied(disclosure.records, left.untied):
        kept, *others = sorted(one.untied, key=lambda sum_: (sum_.level is not Level.ERROR, sum_.code))
        others_and_more = [*others, *_speaking_of(disclosure, one.kind, (one.unit,), left)]
        names = [f"“{lines.units[unit]}”" for unit in (one.unit, one.another)]
        hint = f"{names[0]}的“{one.kind}”和{names[1]}的完全一样，像是照抄的；{kept.advice}"
        message = with_others(kept, others_and_more)
        told = replace(kept, message=message, hint=hint, place=one.place)
        yield Told(kept, told, others_and_more)


def _lost_projects(lines: Lines, left: _Left) -> Iterator[Told]:
    """A project that a 绩效目标表 has and 项目 has not, which is just what sums of 项目 lack."""
    for one in left.of(UNKNOWN_PROJECT.code):
        figure, untied = lines.figure(one.figures), left.untied
        amount = figure.value if figure else ZERO
        lacking = [s for s in untied if amount and near(over(s, _PROJECT), -amount, slack_of(s))]
        if not lacking or any(near(over(s, _PROJECT), amount, slack_of(s)) for s in untied):
            continue
        twins = [other for other in figures_of(lacking[0]) if other.value == amount]
        lacking += [s for twin in twins for s in lines.beside(twin, _PROJECT, untied) if s not in lacking]
        yield Told(one, replace(one, message=with_others(one, lacking)), lacking)


def _at_strange_lines(lines: Lines, left: _Left) -> Iterator[Told]:
    """An amount under a 科目 that it cannot be of lacks where it belongs."""
    for one in left.of(*_OF_LINES):
        figure = lines.figure(one.figures)
        lacking = [
            s
            for s in left.untied
            if figure
            and not s.bound
            and (not one.units or not s.units or one.units == s.units)
            and not any(figure.origin in side.origins for side in (s.left, s.right))
            and near(over(s, kind_of(figure)), -figure.value, slack_of(s))
        ]
        if lacking:
            yield Told(one, replace(one, message=with_others(one, lacking)), lacking)


def _exchanged_subjects(disclosure: Disclosure, left: _Left) -> Iterator[Told]:
    """Two lines each of which has the 科目 that the other's money pays for."""
    budget_of = disclosure.names.classification.budget_of
    alone: dict[tuple[tuple[str, ...], str, str], Finding] = {}
    for one in left.of(OTHER_BUDGET.code):
        subject, _, source = one.about.rpartition("/")
        right = budget_of(subject)
        other = alone.pop((one.units, source, right), None)
        if other is None or one.place is None:
            alone[one.units, right, source] = one
            continue
        where = f"{one.place.source.inside or one.place.name} 第 {one.place.line} 行的 {subject}"
        hint = f"与{where}像是写颠倒了；{other.hint}"
        yield Told(other, replace(other, hint=hint), [one])


def _other_natures(lines: Lines, left: _Left) -> Iterator[Told]:
    """A unit whose 性质 is not what its amounts are: 机关运行经费 of a 事业 unit, or none of another."""
    strange = left.of(NO_RUNNING_COSTS.code)
    lacking = [one for one in left.untied if one.code == RUNNING_COSTS.code and not one.left.value]
    kept = strange or lacking
    if not kept:
        return
    units = {lines.unit(one) for one in (*strange, *lacking)}
    subjects = [one for one in left.of(NO_GOVERNMENT_SUBJECT.code) if lines.unit(one) in units]
    others = [*(lacking if strange else ()), *subjects]
    if not others:
        return
    guess = ""
    if strange and lacking:
        names = [f"“{lines.units.get(lines.unit(one), '')}”" for one in (strange[0], lacking[0])]
        guess = f"{'和'.join(names)}像是写颠倒了，或这一行是后一个单位的；"
    told = replace(kept[0], message=with_others(kept[0], others), hint=f"{guess}{kept[0].hint}")
    yield Told(kept[0], told, others)


def _twice(told: Iterable[Finding]) -> Iterator[Told]:
    """A line that is written twice is told as such beside no sum that it makes too large."""
    sums: dict[tuple[str, int] | None, list[Finding]] = {}
    for one in told:
        if isinstance(one, Untied) and WRITTEN_TWICE in one.hint:
            sums.setdefault(_line_of(one), []).append(one)
    for one in told:
        known = sums.get(_line_of(one), [])
        if known and one.code == TWICE.code:
            yield Told(known[0], known[0], [one])
        elif known and one.code == PROJECT_TWICE.code:
            yield Told(one, replace(one, message=with_others(one, known)), known)


def _line_of(finding: Finding) -> tuple[str, int] | None:
    return (finding.place.name, finding.place.line) if finding.place else None


def _plain(finding: Finding) -> Finding:
    """It without its sums."""
    return Finding(*(getattr(finding, one.name) for one in fields(Finding)))
