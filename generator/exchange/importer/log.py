"""What an import has to say: findings, rows that were not understood, what was assumed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.exchange.importer.cells import CellPlace
from generator.exchange.importer.kinds import ASSUMED, NOT_UNDERSTOOD
from generator.findings import Finding, Kind

if TYPE_CHECKING:
    from generator.exchange.importer.leftovers import Leftover


@dataclass
class Log:
    """Collects as the workbook is read.

    `used` are the sheets with what each was taken for, `unread` the rows that were not understood,
    `named` the cells that a message names, `unused` those that neither were used nor named.
    """

    findings: list[Finding] = field(default_factory=list)
    used: dict[str, list[str]] = field(default_factory=dict)
    unread: list[tuple[CellPlace, str]] = field(default_factory=list)
    named: set[CellPlace] = field(default_factory=set)
    unused: list[Leftover] = field(default_factory=list)
    _told: set[tuple[str, str]] = field(default_factory=set)

    def add(self, kind: Kind, place: CellPlace | str, message: str, hint: str = "") -> None:
        """Enter a finding once; its place goes into the message, since it lies in no text file."""
        if isinstance(place, CellPlace):
            self.named.add(place)
        if (kind.code, text := f"{place} {message}") not in self._told:
            self._told.add((kind.code, text))
            self.findings.append(kind.at(None, text, hint))

    def row(self, place: CellPlace, text: str, why: str = "") -> None:
        """Enter a row that was not understood, with what it says."""
        self.unread.append((place, text))
        shown = text if len(text) <= 60 else text[:60] + "……"
        self.add(NOT_UNDERSTOOD, place, f"没有看懂这一行：“{shown}”{f'（{why}）' if why else ''}，没有导入")

    def sheet(self, name: str, rows: list[tuple[CellPlace, str]]) -> None:
        """Enter a whole sheet that was not understood: told once, its rows listed in the note only."""
        self.unread += rows
        message = f"没有认出这张工作表，{len(rows)} 行都没有导入"
        self.add(
            NOT_UNDERSTOOD, f"{rows[0][0].file}:{name}", message, "表头要有“科目编码”“项目名称”这样的字样"
        )

    def assumed(self, place: CellPlace | str, message: str) -> None:
        """Enter something that the workbook does not say and that was taken for granted."""
        self.add(ASSUMED, place, message, "不对时请改 YAML")

    def use(self, sheet: str, what: str) -> None:
        """Enter what `sheet` was taken for."""
        kinds = self.used.setdefault(sheet, [])
        if what not in kinds:
            kinds.append(what)
