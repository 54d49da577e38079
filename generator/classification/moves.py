"""Subjects (科目) that another year has, and where what they stood for is now, as far as our tables tell."""

from __future__ import annotations

from generator.classification.subjects import FIRST_YEAR, RECALLED, Subject, all_subjects, subjects_by_code


def of_other_years(code: str, year: int) -> Subject | None:
    """What `code` was called last before `year`, or is called first after it; None when it is in force."""
    known = subjects_by_code().get(code, [])
    if not known or any(subject.in_force(year) for subject in known):
        return None
    before = [subject for subject in known if subject.last and subject.last < year]
    return before[-1] if before else known[0]


def instead_of(subject: Subject, year: int) -> Subject | None:
    """The subject in force in `year` to which `subject`, of other years, moved or from which it came.

    The one begins where the other ends. Both have one name, and their 款 too, or no third has that name.
    """
    named = {other.code for other in all_subjects() if other.name == subject.name}
    found = [
        other
        for other in all_subjects()
        if other.name == subject.name
        and len(other.code) == len(subject.code)
        and other.code != subject.code
        and other.in_force(year)
        and _follow(*sorted((subject, other), key=lambda one: one.first))
    ]
    beside = [other for other in found if _group(other, year) == _group(subject, year)]
    chosen = beside or (found if len(named) == 2 else [])
    return chosen[0] if len(chosen) == 1 else None


def _follow(earlier: Subject, later: Subject) -> bool:
    """Whether the one begins when the other ends; both may be in a table for a year."""
    return bool(earlier.last) and FIRST_YEAR < later.first <= earlier.last + 1


def _group(subject: Subject, year: int) -> str:
    """The name of the 款 of a 项; of another subject its own."""
    known = subjects_by_code().get(subject.code[:5], [])
    now = [one.name for one in known if one.in_force(year)] or [one.name for one in known]
    return now[-1] if now else ""


def is_recalled(*subjects: Subject) -> bool:
    """Whether no document proves one of them."""
    return any(subject.confidence in RECALLED for subject in subjects)


def what_became_of(subject: Subject, year: int) -> str:
    """What became of `subject`, which is not in force in `year`, as a message for an author says it."""
    instead = instead_of(subject, year)
    years = subject.years if subject.last and subject.last < year else f"{subject.first} 年起才有"
    said = f"“{subject.code}”（{subject.name}）{years}"
    if instead:
        said += f"，{year} 年用 {instead.code}（{instead.name}）"
    return (
        f"{said}；程序的科目表这样记，没有文件证明，请核对"
        if is_recalled(subject, instead or subject)
        else said
    )
