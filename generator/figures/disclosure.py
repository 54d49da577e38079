"""The disclosure: a budget's book of figures and its tables, before any page is made."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.classification import Classification, classification_of, find_book
from generator.classification.book import FoundBook
from generator.errors import InputError, ProfileError, UsageError
from generator.figures.book import Book
from generator.figures.cells import Table
from generator.figures.facts import FactCollector
from generator.figures.formats import sentence_format
from generator.figures.profile import Profile, load_profile
from generator.figures.profile_units import for_units
from generator.figures.records import LAST_YEAR, Record, collect
from generator.figures.subject_names import SubjectNames
from generator.figures.table import TableMaker
from generator.model import Budget, load_budget, unit_budget
from generator.model.draft import draft_budget
from generator.model.kinds import LAST_ITEMS, STATED
from generator.model.profiles import UNKNOWN_PROFILE
from generator.model.vocabulary import NATURES
from generator.source import SourceText, limits
from generator.source.yaml_reader import TOO_BIG


@dataclass(frozen=True, slots=True)
class Files:
    """What a budget was read from, as it was when it was read: its YAML, and the official book of 科目."""

    sources: tuple[SourceText, ...]
    official: bytes | None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Everything that is computed from one budget."""

    budget: Budget
    profile: Profile
    names: SubjectNames
    records: list[Record]
    book: Book
    tables: dict[str, Table]
    files: Files
    before: Disclosure | None = field(default=None, repr=False)
    """Last year's, where there is one."""


def disclose(
    budget: Budget, before: Disclosure | None = None, official: FoundBook | None = None
) -> Disclosure:
    """All figures and tables of `budget`; `before` is last year's disclosure, if there is one.

    `official` is the book of 科目 of the year (科目表/<year>.csv), if there is one.
    Raises ProfileError when the profile is wrong or unknown.
    """
    classification = classification_of(budget.year, official)
    files = Files(budget.sources, official.data if official else None)
    return _disclose(budget, before, classification, files)


def unit_disclosures(disclosure: Disclosure) -> Iterator[Disclosure]:
    """What each unit of a department discloses for itself; nothing where there is only one."""
    budget = disclosure.budget
    if not budget.has_many_units:
        return
    for code in dict.fromkeys(unit.code for unit in budget.units):
        yield unit_disclosure(disclosure, code)


def unit_disclosure(disclosure: Disclosure, code: str) -> Disclosure:
    """The own disclosure of a unit, compared with its own of last year if it was there."""
    before = disclosure.before
    known = before is not None and any(unit.code == code for unit in before.budget.units)
    last = unit_disclosure(before, code) if before is not None and known else None
    budget = unit_budget(disclosure.budget, code)
    return _disclose(budget, last, disclosure.names.classification, disclosure.files)


def _disclose(
    budget: Budget, before: Disclosure | None, classification: Classification, files: Files
) -> Disclosure:
    if len(budget.performance) > limits.PERFORMANCE.most:
        message = f"有 {len(budget.performance):,} 张绩效目标表，超过 {limits.PERFORMANCE.said}"
        place = budget.place("绩效目标", limits.PERFORMANCE.most)
        raise InputError(
            [TOO_BIG.at(place, message, "检查是否误贴了大量内容；确有这么多时，按单位分成几份预算")]
        )
    profile = for_units(load_profile(budget.profile, budget.folder), budget)
    names = SubjectNames(budget, classification, profile.keeping_names)
    codes = [unit.code for unit in budget.units]
    book = Book(sentence_format(profile.formats, budget.formats), codes)
    measured = profile.measured
    compared = before.records if before and LAST_YEAR in measured else ()
    records = collect(budget, names, book, profile.vocabulary.items, profile.told, compared)
    facts = FactCollector(budget, records, book, profile)
    facts.collect()
    if LAST_ITEMS in measured:
        facts.last_year(_published(profile, before), before.book if before else None)
        records += facts.last_items(before.records if before else ())
    for block in (block for block in STATED if block in measured):
        records += facts.stated(block)
    maker = TableMaker(budget, names, records, book, profile)
    tables = {spec.number: maker.make(spec) for spec in profile.tables}
    if LAST_ITEMS not in measured:
        facts.last_year(_published(profile, before), before.book if before else None)
    natures = {
        nature: book.total(
            f"支出/{nature}",
            (r.figure for r in records if r.kind == "支出" and r.matches({"性质": nature})),
        )
        for nature in dict.fromkeys((*NATURES, *profile.vocabulary.natures))
    }
    facts.corrections(natures)
    return Disclosure(budget, profile, names, records, book, tables, files, before)


def _published(profile: Profile, before: Disclosure | None) -> dict[str, str]:
    """Where each figure of 上年 stood in the tables of last year, which were those of last year's profile."""
    told = before.profile.last_year if before else profile.last_year
    return {name: told.get(name, "") for name in profile.last_year}


def last_years_folder(folder: Path, year: int) -> Path | None:
    """`budgets/<year-1>/<same name>` beside `budgets/<year>/<name>`, when it exists; no link to elsewhere."""
    own = Path(os.path.realpath(folder))
    candidate = own.parent.parent / str(year - 1) / own.name
    inside = Path(os.path.realpath(candidate)).is_relative_to(own.parent.parent)
    return candidate if inside and candidate.is_dir() and candidate != own else None


def disclose_folder(folder: Path, unit: str = "", called: str = "") -> Disclosure:
    """The disclosure of the budget in `folder`, compared with last year's folder when there is one.

    With the code of a `unit`, that unit's own; `called` is what people know the folder by, if not by
    its path. Raises InputError when either cannot be read, UsageError when there is no such unit.
    """
    budget = load_budget(folder, unit, called)
    try:
        load_profile(budget.profile, folder)
    except ProfileError as error:
        place = budget.place("样式") or budget.place()
        raise InputError([UNKNOWN_PROFILE.at(place, error.message, error.hint or "先改好样式")]) from None
    previous = last_years_folder(folder, budget.year)
    before = _disclosed_before(previous, unit) if previous else None
    return disclose(budget, before, find_book(folder, budget.year))


def disclose_draft(folder: Path, unit: str = "") -> Disclosure | None:
    """What the budget in `folder`, or its `unit`, discloses as far as it is filled in; None when nothing yet.

    Raises what `disclose_folder` raises for last year's.
    """
    budget = draft_budget(folder, unit)
    if budget is None:
        return None
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
