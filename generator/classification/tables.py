"""The look-up over `data/<year>/*.csv`.

Names and codes change from year to year, so a year has its own folder. A year without one uses the
latest year before it (or the earliest there is), and `Classification.year` says which.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class EconomicSubject:
    """A 部门预算支出经济科目. `group` is 人员经费, 公用经费 or "" (表六 prints it in neither column)."""

    code: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Classification:
    """The code tables of one year. `classes` are the 类 of 表一 as (ordinal, code), in print order.

    `fund_links`: a 目 of 政府性基金收入 → the 款 of expenditure that it pays for, where that is sure.
    """

    year: int
    classes: tuple[tuple[str, str], ...]
    functional: dict[str, str]
    economic: dict[str, EconomicSubject]
    government: dict[str, str]
    mapping: dict[str, tuple[str, str]]
    revenue: dict[str, str]
    fund_links: dict[str, str]

    def economic_group(self, code: str) -> str:
        """人员经费 or 公用经费, by the 款 or else its 类; "" when neither is known."""
        subject = self.economic.get(code) or self.economic.get(code[:3])
        return subject.group if subject else ""

    def government_name(self, economic_code: str, *, institution: bool) -> str:
        """The 政府经济 name beside a 部门经济 款, for 事业单位 (`institution`) or 行政单位; "" if unknown."""
        codes = self.mapping.get(economic_code)
        return self.government.get(codes[1 if institution else 0], "") if codes else ""


def nearest(code: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The `count` codes most like `code`, same beginning first; same length only where there are any."""
    candidates = list(known)
    same_length = [other for other in candidates if len(other) == len(code)] or candidates

    def likeness(other: str) -> tuple[int, float]:
        pairs = enumerate(zip(code, other, strict=False))
        shared = next((i for i, (a, b) in pairs if a != b), min(len(code), len(other)))
        return -shared, -SequenceMatcher(None, code, other).ratio()

    return sorted(same_length, key=lambda other: (*likeness(other), other))[:count]


@cache
def classification_of(year: int) -> Classification:
    """The code tables in force in `year`."""
    years = _years()
    used = max((known for known in years if known <= year), default=years[0])
    folder = _DATA / str(used)
    classes = _rows(folder / "functional_classes.csv")
    revenue = _rows(folder / "revenue.csv")
    functional = {row["code"]: row["name"] for row in classes}
    functional |= {row["code"]: row["name"] for row in _rows(folder / "functional.csv")}
    return Classification(
        year=used,
        classes=tuple((row["order"], row["code"]) for row in classes),
        functional=functional,
        economic={
            row["code"]: EconomicSubject(row["code"], row["name"], row["表六列"])
            for row in _rows(folder / "department_economic.csv")
        },
        government={row["code"]: row["name"] for row in _rows(folder / "government_economic.csv")},
        mapping={
            row["dept_code"]: (row["行政单位_gov_code"], row["事业单位_gov_code"])
            for row in _rows(folder / "economic_mapping.csv")
        },
        revenue={row["code"]: row["name"] for row in revenue},
        fund_links={
            row["code"]: row["matching_expenditure_款"] for row in revenue if row["link_sure"] == "high"
        },
    )


def latest_year() -> int:
    """The last year that has code tables."""
    return _years()[-1]


def _years() -> list[int]:
    return sorted(int(folder.name) for folder in _DATA.iterdir() if folder.name.isdigit())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
