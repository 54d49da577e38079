"""Findings (检查结果): what is wrong, how bad it is, where it stands and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.source.place import Place


class Level(StrEnum):
    """How bad a finding is; only ERROR stops a build."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in the author's files.

    `figures` are ids of the figures involved; `place` is None only when no file is concerned.
    """

    code: str
    level: Level
    message: str
    place: Place | None = None
    hint: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: its stable code, its title and its level."""

    code: str
    title: str
    level: Level = Level.ERROR

    def at(self, place: Place | None, message: str, hint: str = "", figures: tuple[str, ...] = ()) -> Finding:
        """A finding of this kind at `place`."""
        return Finding(self.code, self.level, message, place, hint, figures)


def in_reading_order(findings: list[Finding]) -> list[Finding]:
    """Sorted by file, line and column; findings without a place come first."""

    def key(finding: Finding) -> tuple[str, int, int, str]:
        place = finding.place
        return (place.name, place.line, place.column, finding.code) if place else ("", 0, 0, finding.code)

    return sorted(findings, key=key)
