"""Findings (检查结果): what is wrong, how bad it is, where it stands and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from generator.source.place import Place


class Level(StrEnum):
    """How bad a finding is; only ERROR stops a build. UNCHECKED: the rule lacked its data."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"
    UNCHECKED = "未检查"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in the author's files.

    `about` names what it is about in words that survive an edit (a project, a figure id), so that an
    author can accept it; `accepted` is the reason given. `figures` are ids of the figures involved.
    `place` is None only when no file is concerned. `units` are the codes of the 单位 whose finding it is,
    none where it is the whole budget's.
    """

    code: str
    level: Level
    message: str
    place: Place | None = None
    hint: str = ""
    figures: tuple[str, ...] = ()
    about: str = ""
    accepted: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: its stable code, its title and its level. Every code is given once."""

    known: ClassVar[dict[str, Kind]] = {}

    code: str
    title: str
    level: Level = Level.ERROR

    def __post_init__(self) -> None:
        if self.known.setdefault(self.code, self) is not self:
            raise ValueError(f"two kinds of finding with the code {self.code}")

    def at(
        self,
        place: Place | None,
        message: str,
        hint: str = "",
        figures: tuple[str, ...] = (),
        about: str = "",
    ) -> Finding:
        """A finding of this kind at `place`."""
        return Finding(self.code, self.level, message, place, hint, figures, about)

    def unchecked(self, why: str) -> Finding:
        """Say that this could not be checked, and which data were missing."""
        return Finding(self.code, Level.UNCHECKED, f"{self.title}：{why}")


def in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by file, line and column; findings without a place come first, what was not checked last."""

    def key(finding: Finding) -> tuple[bool, str, int, int, str]:
        place = finding.place
        unchecked = finding.level is Level.UNCHECKED
        where = (place.name, place.line, place.column) if place else ("", 0, 0)
        return unchecked, *where, finding.code

    return sorted(findings, key=key)


def some_of(names: Sequence[str], most: int = 5) -> str:
    """The first few of `names`, and how many there are when that is more: 甲、乙等 55 个."""
    listed = "、".join(names[:most])
    return f"{listed}等 {len(names)} 个" if len(names) > most else listed


def errors_in(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop a build."""
    return [finding for finding in findings if finding.level is Level.ERROR]
