"""What an import has to say: findings, rows that were not understood, what was assumed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from generator.exchange.importer.cells import CellPlace
from generator.exchange.importer.kinds import ASSUMED, BY_MAPPING, NOT_UNDERSTOOD, TABLES_DISAGREE
from generator.findings import Finding, Kind

MOST_ROWS = 3
"""Rows of a sheet that were not understood for one reason and are told each; others are counted."""
MOST_PLACES = 12
"""Cells that a message lists."""


@dataclass(frozen=True)
class Deviation:
    """An amount that is not what others say, by `difference`; the lighter one is nearer to the cause."""

    kind: Kind
    place: CellPlace
    message: str
    hint: str
    difference: Decimal
    weight: int
    columns: Sequence[int] = ()
    """The columns beside it that it sums."""

    @property
    def lines(self) -> list[tuple[str, str, int]]:
        """The line and the columns that it has to do with."""
        columns = (self.place.column, *self.columns)
        return [("行", self.place.sheet, self.place.row), *(("列", self.place.sheet, one) for one in columns)]


def _of_one_cause(equal: list[Deviation]) -> list[list[Deviation]]:
    """What deviates by one difference, those together that may well have one cause.

    That is a line or a column of one table, or what two tables say.
    """
    if any(one.kind is TABLES_DISAGREE for one in equal):
        return [equal]
    above = list(range(len(equal)))

    def first(number: int) -> int:
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    known: dict[tuple[str, str, int], int] = {}
    for number, one in enumerate(equal):
        for line in one.lines:
            above[first(number)] = first(known.setdefault(line, number))
    groups: dict[int, list[Deviation]] = {}
    for number in reversed(range(len(equal))):
        groups.setdefault(first(number), []).append(equal[number])
    return [group[::-1] for group in groups.values()][::-1]


@dataclass(frozen=True)
class Leftover:
    """Cells of one column that were not used, with what they say."""

    places: tuple[CellPlace, ...]
    texts: tuple[str, ...]
    head: str = ""

    def __str__(self) -> str:
        column = f"（“{self.head}”一列）" if self.head else ""
        shown = "、".join(f"“{text[:30]}”" for text in self.texts[:3])
        more = f" 等 {len(self.texts)} 格" if len(self.texts) > 3 else ""
        places = "、".join(place.short for place in self.places[:3])
        return f"{places}{column}：{shown}{more}"

    def in_full(self) -> str:
        """All of them; what is the same in cells that follow one another is said once."""
        column = f"（“{self.head}”一列）" if self.head else ""
        same = [list(run) for _, run in groupby(zip(self.places, self.texts, strict=True), key=itemgetter(1))]
        said = [f"{'、'.join(place.short for place, _ in run)}：“{run[0][1]}”" for run in same]
        return f"{'；'.join(said)}{column}"


@dataclass
class Log:
    """Collects as the workbook is read.

    `used` are the sheets with what each was taken for, `unread` the rows that were not understood,
    `named` the cells that a message names, `unused` those that neither were used nor named; `in_full` has
    the cells of which a message lists the first only.
    """

    findings: list[Finding] = field(default_factory=list)
    used: dict[str, list[str]] = field(default_factory=dict)
    unread: list[tuple[CellPlace, str]] = field(default_factory=list)
    named: set[CellPlace] = field(default_factory=set)
    unused: list[Leftover] = field(default_factory=list)
    in_full: list[tuple[str, list[str]]] = field(default_factory=list)
    deviations: list[Deviation] = field(default_factory=list)
    _alike: dict[tuple[str, str, str], list[CellPlace]] = field(default_factory=dict)
    """The rows of a sheet that were not understood for the same reason."""
    _told: set[tuple[str, str]] = field(default_factory=set)

    def add(self, kind: Kind, place: CellPlace | str, message: str, hint: str = "") -> None:
        """Enter a finding once; its place goes into the message, since it lies in no text file."""
        if isinstance(place, CellPlace):
            self.named.add(place)
        if (kind.code, text := f"{place} {message}") not in self._told:
            self._told.add((kind.code, text))
            self.findings.append(kind.at(None, text, hint))

    def take(self, other: Log) -> None:
        """Enter what another one heard, which has neither deviations nor sheets."""
        self.findings += other.findings
        self._told |= other._told
        self.named |= other.named
        self.unread += other.unread
        for alike, places in other._alike.items():
            self._alike.setdefault(alike, []).extend(places)

    def deviate(self, deviation: Deviation) -> None:
        """Enter an amount that is not what others say; it is told by `tell_disagreements`."""
        self.named.add(deviation.place)
        self.deviations.append(deviation)

    def tell_disagreements(self) -> None:
        """Tell what deviates; a wrong amount makes many sums wrong by one difference, and is told once."""
        equal: dict[Decimal, list[Deviation]] = {}
        for one in self.deviations:
            equal.setdefault(abs(one.difference), []).append(one)
        for group in (group for same in equal.values() for group in _of_one_cause(same)):
            first = min(group, key=lambda one: one.weight)
            others = list(dict.fromkeys(one.place.short for one in group if one.place != first.place))
            more = f" 等 {len(others)} 格" if len(others) > MOST_PLACES else ""
            also = f"；同样相差的还有 {'、'.join(others[:MOST_PLACES])}{more}" if others else ""
            if more:
                self.in_full.append((f"与 {first.place.short} 同样相差的", others))
            self.add(first.kind, first.place, f"{first.message}{also}", first.hint)
        self.deviations = []
        for (file, sheet, why), places in self._alike.items():
            if why and len(places) > MOST_ROWS:
                message = f"还有 {len(places) - MOST_ROWS} 行没有看懂（{why}），没有导入"
                self.add(NOT_UNDERSTOOD, f"{file}:{sheet}", message)
        self._alike = {}

    def row(self, place: CellPlace, text: str, why: str = "") -> None:
        """Enter a row that was not understood, with what it says."""
        self.unread.append((place, text))
        alike = self._alike.setdefault((place.file, place.sheet, why), [])
        alike.append(place)
        if why and len(alike) > MOST_ROWS:
            return
        shown = text if len(text) <= 60 else text[:60] + "……"
        self.add(NOT_UNDERSTOOD, place, f"没有看懂这一行：“{shown}”{f'（{why}）' if why else ''}，没有导入")

    def sheet(self, name: str, rows: list[tuple[CellPlace, str]]) -> None:
        """Enter a whole sheet that was not understood: told once, its rows listed in the note only."""
        self.unread += rows
        message = f"没有认出这张工作表，{len(rows)} 行都没有导入"
        hint = (
            f"表头要有“科目编码”“项目名称”这样的字样；表头已有的，是预算里没有的表，或{BY_MAPPING}写明是什么"
        )
        self.add(NOT_UNDERSTOOD, f"{rows[0][0].file}:{name}", message, hint)

    def assumed(self, place: CellPlace | str, message: str) -> None:
        """Enter something that the workbook does not say and that was taken for granted."""
        self.add(ASSUMED, place, message, "不对时请改过来")

    def rows_unread(self) -> set[tuple[str, int]]:
        """The rows that were not understood, with their sheets."""
        return {(place.sheet, place.row) for place, _ in self.unread}

    def use(self, sheet: str, what: str) -> None:
        """Enter what `sheet` was taken for."""
        kinds = self.used.setdefault(sheet, [])
        if what not in kinds:
            kinds.append(what)
