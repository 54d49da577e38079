"""A budget read and checked: what its files say now, and how one sees that they have changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.classification.book import BOOKS
from generator.document import Document
from generator.errors import FindingsError, GongkaiError
from generator.figures import Disclosure, disclose_folder
from generator.figures.disclosure import disclose_draft, last_years_folder
from generator.findings import Finding, Level, errors_in
from generator.model.load import NOT_FILLED
from generator.press.binding import Bound
from generator.proof.publish import composed, materials
from generator.rules import apply_rules
from generator.rules.draft import sums_of_draft
from generator.rules.unused_files import about_folder
from generator.signoff.check import check_sign_offs

Stamp = tuple[tuple[str, int, int], ...]
"""(path, time of the last change, size) of all files that a budget may be made from."""

MOST_FILES = 20_000


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What is to be printed: the document, what is bound into it, and the office's own fonts."""

    document: Document
    bound: tuple[Bound, ...]
    fonts: dict[str, Path]
    draft: bool

    @property
    def disclosure(self) -> Disclosure:
        """What it was made from."""
        return self.document.disclosure


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a budget; it is `broken` when it cannot be read or printed.

    `draft` is what it discloses while it is not filled in; then there is no `disclosure`.
    `trouble` is what no finding tells: a sentence.
    """

    stamp: Stamp
    disclosure: Disclosure | None = None
    draft: Disclosure | None = field(default=None, repr=False)
    findings: tuple[Finding, ...] = ()
    trouble: str = ""
    broken: bool = False

    def count(self, level: Level) -> int:
        """How many findings of a level are not accepted."""
        return sum(finding.level is level and not finding.accepted for finding in self.findings)


def read(
    folder: Path, unit: str = "", meanwhile: Callable[[Disclosure], None] = lambda disclosure: None
) -> Reading:
    """Read and check the budget in `folder`, or its `unit`. What is wrong is told, never raised.

    What it discloses is handed to `meanwhile` before it is checked.
    """
    stamp = stamp_of(folder)
    disclosure, found, trouble = None, list[Finding](), ""
    try:
        disclosure = disclose_folder(folder, unit)
        meanwhile(disclosure)
        found += apply_rules(disclosure, folder)
        found += about_folder(disclosure.budget, folder)
    except FindingsError as error:
        found += error.findings
    except GongkaiError as error:
        trouble = str(error)
    found += check_sign_offs(folder, disclosure, unit)
    draft = _draft(folder, unit, found) if disclosure is None and not trouble else None
    found += sums_of_draft(draft) if draft else ()
    return Reading(stamp, disclosure, draft, tuple(found), trouble, broken=disclosure is draft is None)


def _draft(folder: Path, unit: str, found: Iterable[Finding]) -> Disclosure | None:
    """What can be shown of a budget in which nothing is wrong but that it is not filled in."""
    if any(finding.code != NOT_FILLED.code for finding in errors_in(found)):
        return None
    try:
        return disclose_draft(folder, unit)
    except GongkaiError:
        return None


def compose(reading: Reading, folder: Path, unit: str = "") -> tuple[Reading, Manuscript | None]:
    """What is to be printed of what was read, and the reading with what was found meanwhile."""
    disclosure = reading.disclosure or reading.draft
    if disclosure is None:
        return reading, None
    draft = reading.disclosure is None
    try:
        material = materials(disclosure, folder, unit, draft=draft)
        document = composed(disclosure, material)
    except FindingsError as error:
        more = tuple(finding for finding in error.findings if finding not in reading.findings)
        return replace(reading, findings=(*reading.findings, *more), broken=True), None
    except GongkaiError as error:
        return replace(reading, trouble=str(error), broken=True), None
    findings = (*reading.findings, *material.found)
    manuscript = Manuscript(document, tuple(material.bound), material.fonts, draft)
    return replace(reading, findings=findings), manuscript


def stamp_of(folder: Path) -> Stamp:
    """What the files of the budget in `folder`, of last year's, and of what both may use, are like."""
    year = folder.parent.name
    before = last_years_folder(folder, int(year)) if year.isdecimal() else None
    beside = [above / name for above in folder.parents[:2] for name in (BOOKS, "样式")]
    found: list[tuple[str, int, int]] = []
    for top in filter(None, (folder, before, *beside)):
        for known in _files(top):
            found.append(known)
            if len(found) > MOST_FILES:
                return tuple(found)
    return tuple(found)


def _files(top: Path) -> Iterator[tuple[str, int, int]]:
    for folder, below, names in os.walk(top):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from _stats(folder, sorted(names))


def _stats(folder: str, names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    for name in names:
        if name.startswith(".") or name.endswith(("~", ".swp", ".tmp")):
            continue
        path = os.path.join(folder, name)
        try:
            known = os.stat(path)
        except OSError:
            continue
        yield path, known.st_mtime_ns, known.st_size
