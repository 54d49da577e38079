"""The subjects (科目) of all years that are known, with their years and how sure they are: `data/*.csv`.

The first digit of a code tells its table: 1 revenue (收入), 2 functional (支出功能), 3 economic of
departments (部门预算支出经济), 5 economic of governments (政府预算支出经济); no code stands in two of them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

_DATA = Path(__file__).parent / "data"

FIRST_YEAR, LAST_YEAR = 2021, 2026
"""The years whose tables are known."""

Confidence = Literal["official", "high", "medium", "old", "low", "unsure"]
"""What a name rests on: the official book; two, one or only old documents; memory alone (low, unsure)."""
RECALLED: tuple[Confidence, ...] = ("low", "unsure")

TABLES = {
    "1": "收入分类科目",
    "2": "支出功能分类科目",
    "3": "部门预算支出经济分类科目",
    "5": "政府预算支出经济分类科目",
}
"""The names of the tables by the first digit of their codes."""
NARROWEST = {
    "收入分类科目": 7,
    "支出功能分类科目": 7,
    "部门预算支出经济分类科目": 5,
    "政府预算支出经济分类科目": 5,
}
"""The digits of the codes that budgets are written by; tables may go on below them (103015001)."""
_FILES = ("functional.csv", "economic.csv", "government.csv", "revenue.csv")


class Subject(NamedTuple):
    """A code and a name that it has, or had, from the year `first` to `last` (0: no end is known).

    `group` is 人员经费, 公用经费 or "" for economic subjects; `origin` names the documents that have it.
    A tuple, for there are thousands.
    """

    code: str
    name: str
    first: int = FIRST_YEAR
    last: int = 0
    confidence: Confidence = "official"
    group: str = ""
    origin: str = ""

    def in_force(self, year: int) -> bool:
        """Whether the code has this name in `year`."""
        return self.first <= year and (not self.last or year <= self.last)

    @property
    def years(self) -> str:
        """Since when and until when, as far as the tables go."""
        since = f"{self.first} 年起" if self.first > FIRST_YEAR else ""
        until = f"到 {self.last} 年为止" if self.last else ""
        return f"{since}{until}"


@cache
def all_subjects() -> tuple[Subject, ...]:
    """Every code and name of every year, in the order of the files."""
    return tuple(subject for file in _FILES for subject in _read(file))


@cache
def subjects_by_code() -> dict[str, list[Subject]]:
    """What every code is called and was called, oldest name first."""
    found: dict[str, list[Subject]] = {}
    for subject in sorted(all_subjects(), key=lambda subject: (subject.code, subject.first)):
        found.setdefault(subject.code, []).append(subject)
    return found


def rows(file: str) -> Iterator[dict[str, str]]:
    """The rows of one of the data files."""
    with (_DATA / file).open(encoding="utf-8", newline="") as opened:
        lines = csv.reader(opened)
        names = next(lines)
        yield from (dict(zip(names, line, strict=True)) for line in lines)


def _read(file: str) -> Iterator[Subject]:
    for row in rows(file):
        yield Subject(
            row["code"],
            row["name"],
            int(row["first_year"] or FIRST_YEAR),
            int(row["last_year"] or 0),
            cast(Confidence, row["confidence"]),
            row.get("group", ""),
            row["origin"],
        )
