"""The disclosure: a budget's book of figures and its tables, before any page is made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.classification import classification_of, find_book
from generator.errors import InputError, ProfileError, UsageError
from generator.figures.book import Book
from generator.figures.facts import FactCollector
from generator.figures.formats import sentence_format
from generator.figures.profile import Profile, load_profile
from generator.figures.records import Record, collect
from generator.figures.subject_names import Names
from generator.figures.table import Table, TableMaker
from generator.findings import Kind
from generator.model import Budget, load_budget

UNKNOWN_PROFILE = Kind("S27", "样式不能用")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Everything that is computed from one budget."""

    budget: Budget
    profile: Profile
    names: Names
    records: list[Record]
    book: Book
    tables: dict[str, Table]


def disclose(budget: Budget, before: Disclosure | None = None, official: Path | None = None) -> Disclosure:
    """All figures and tables of `budget`; `before` is last year's disclosure, if there is one.

    `official` is the book of 科目 of the year (科目表/<year>.csv), if there is one.
    Raises ProfileError when the profile is wrong or unknown.
    """
    profile = load_profile(budget.profile)
    classification = classification_of(budget.year, official)
    names = Names(budget, classification, profile.keeping_names)
    book = Book(sentence_format(profile.formats, budget.formats))
    records = collect(budget, names, book)
    facts = FactCollector(budget, records, book)
    facts.collect()
    maker = TableMaker(budget, names, records, book, profile.formats)
    tables = {spec.number: maker.make(spec) for spec in profile.tables}
    facts.last_year(profile.last_year, before.book if before else None)
    natures = [
        book.total(
            f"支出/{nature}",
            (r.figure for r in records if r.kind == "支出" and r.properties["性质"] == nature),
        )
        for nature in ("基本支出", "项目支出")
    ]
    facts.corrections(*natures)
    return Disclosure(budget, profile, names, records, book, tables)


def last_years_folder(folder: Path, year: int) -> Path | None:
    """`budgets/<year-1>/<same name>` beside `budgets/<year>/<name>`, when it exists."""
    candidate = folder.resolve().parent.parent / str(year - 1) / folder.resolve().name
    return candidate if candidate.is_dir() and candidate != folder.resolve() else None


def disclose_folder(folder: Path, unit: str = "", called: str = "") -> Disclosure:
    """The disclosure of the budget in `folder`, compared with last year's folder when there is one.

    With the code of a `unit`, that unit's own; `called` is what people know the folder by, if not by
    its path. Raises InputError when either cannot be read, UsageError when there is no such unit.
    """
    budget = load_budget(folder, unit, called)
    try:
        load_profile(budget.profile)
    except ProfileError as error:
        place = budget.place("样式") or budget.place()
        raise InputError([UNKNOWN_PROFILE.at(place, str(error).rstrip("。"), "改成其中一个")]) from None
    previous = last_years_folder(folder, budget.year)
    before = _disclosed_before(previous, unit) if previous else None
    return disclose(budget, before, find_book(folder, budget.year))


def _disclosed_before(folder: Path, unit: str) -> Disclosure | None:
    """Last year's disclosure; None for a unit that was not there."""
    try:
        budget = load_budget(folder, unit)
        return disclose(budget, official=find_book(folder, budget.year))
    except UsageError:
        return None
