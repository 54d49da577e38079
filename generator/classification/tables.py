"""The look-up of one year: its codes and their names, those of the official book before ours.

A year without a table uses the latest before it (or the earliest), and `Classification.year` says which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from heapq import nlargest

from generator.classification.book import FoundBook, read_book
from generator.classification.subjects import FIRST_YEAR, LAST_YEAR, RECALLED, Subject, all_subjects, rows

_ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Classification:
    """The code tables of one year. `classes` are the 类 of 支出 as (ordinal, code), in print order.

    `fund_links`: a 目 of 政府性基金收入 → the 款 of expenditure that it pays for, where that is sure.
    `budgets`: a 类, 款 or 项 → the source that alone pays for it, where that is not 一般公共预算.
    `mapping`: a 部门经济 款 → the 政府经济 款 of 行政单位 and of 事业单位, "" where it has none.
    `recalled`: the codes whose names no document proves; `official`: those of the official book.
    """

    year: int
    classes: tuple[tuple[str, str], ...]
    functional: dict[str, str]
    economic: dict[str, Subject]
    government: dict[str, str]
    mapping: dict[str, tuple[str, str]]
    revenue: dict[str, str]
    fund_links: dict[str, str]
    budgets: dict[str, str]
    recalled: frozenset[str]
    official: frozenset[str] = frozenset()

    def budget_of(self, code: str) -> str:
        """Which of the three budgets pays for a 项 of 支出; "" when its 款 is not known."""
        if code[:5] not in self.functional:
            return ""
        known = (self.budgets[code[:size]] for size in (7, 5, 3) if code[:size] in self.budgets)
        return next(known, "一般公共预算")

    def economic_group(self, code: str) -> str:
        """人员经费 or 公用经费, by the 款 or else its 类; "" when neither is known."""
        subject = self.economic.get(code) or self.economic.get(code[:3])
        return subject.group if subject else ""

    def government_code(self, economic_code: str, *, institution: bool) -> str:
        """The 政府经济 code beside a 部门经济 款, for 事业单位 (`institution`) or 行政单位; "" if unknown."""
        codes = self.mapping.get(economic_code)
        return codes[1 if institution else 0] if codes else ""


def nearest(code: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The `count` codes most like `code`, those of the same 款 first; same length only where there are any.

    A code that one slip makes `code` is always among them: two neighbours swapped, a digit wrong, missing or
    too many.
    """
    candidates = dict.fromkeys(known)
    same_length = dict.fromkeys(other for other in candidates if len(other) == len(code)) or candidates
    slips = [other for other in _one_slip_from(code) if other in same_length]
    shared = {other: _in_common(code, other) for other in same_length}
    least = min(nlargest(count, shared.values()), default=0)

    def likeness(other: str) -> tuple[int, float, str]:
        return -shared[other], -SequenceMatcher(None, code, other).ratio(), other

    near = {other for other in same_length if shared[other] >= least}.union(slips)
    ordered = sorted(near, key=likeness)
    chosen = sorted(slips, key=likeness)[:count]
    chosen += [other for other in ordered if other not in slips][: count - len(chosen)]
    return sorted(chosen, key=ordered.index)


def _in_common(code: str, other: str) -> int:
    """How many digits both begin with."""
    pairs = enumerate(zip(code, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(code), len(other)))


def _one_slip_from(code: str) -> dict[str, None]:
    """What one slip of hand could have made `code`, a Damerau distance of one away."""
    splits = [(code[:i], code[i:]) for i in range(len(code) + 1)]
    found = [left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1]
    found += [left + right[1:] for left, right in splits if right]
    for digit in "0123456789":
        found += [left + digit + right[1:] for left, right in splits if right]
        found += [left + digit + right for left, right in splits]
    return dict.fromkeys(other for other in found if other != code)


def classification_of(year: int, book: FoundBook | None = None) -> Classification:
    """The code tables in force in `year`; the names of the official `book` of that year win."""
    tables = _tables(min(max(year, FIRST_YEAR), LAST_YEAR))
    return _with_book(tables, year, read_book(book)) if book else tables


@cache
def _tables(year: int) -> Classification:
    subjects = [subject for subject in all_subjects() if subject.in_force(year)]
    named = {digit: {s.code: s.name for s in subjects if s.code[0] == digit} for digit in "1235"}
    return Classification(
        year=year,
        classes=_classes(named["2"]),
        functional=named["2"],
        economic={subject.code: subject for subject in subjects if subject.code[0] == "3"},
        government=named["5"],
        mapping={
            row["economic"]: (row["administrative"], row["institutional"])
            for row in rows("economic_mapping.csv")
        },
        revenue=named["1"],
        fund_links={row["revenue"]: row["expenditure"] for row in rows("fund_links.csv")},
        budgets={row["code"]: row["source"] for row in rows("budgets.csv") if row["code"] in named["2"]},
        recalled=frozenset(subject.code for subject in subjects if subject.confidence in RECALLED),
    )


def _with_book(tables: Classification, year: int, book: dict[str, str]) -> Classification:
    by_digit = {digit: {code: name for code, name in book.items() if code[0] == digit} for digit in "1235"}
    functional = tables.functional | by_digit["2"]
    economic = {
        code: Subject(code, name, group=tables.economic_group(code)) for code, name in by_digit["3"].items()
    }
    return replace(
        tables,
        year=year,
        classes=_classes(functional),
        functional=functional,
        economic=tables.economic | economic,
        government=tables.government | by_digit["5"],
        revenue=tables.revenue | by_digit["1"],
        recalled=tables.recalled - book.keys(),
        official=frozenset(book),
    )


def _classes(functional: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The 类 with their ordinals, in the order of their codes."""
    codes = sorted(code for code in functional if len(code) == 3)
    return tuple((_ordinal(number), code) for number, code in enumerate(codes, 1))


def _ordinal(number: int) -> str:
    tens, ones = divmod(number, 10)
    before = (_ORDINALS[tens - 1] if tens > 1 else "") + ("十" if tens else "")
    return before + (_ORDINALS[ones - 1] if ones else "")


def latest_year() -> int:
    """The last year that has code tables."""
    return LAST_YEAR
