"""A budget read and checked: what its files say now, and how one sees that they have changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.classification.book import BOOKS
from generator.document import Document
from generator.errors import FindingsError, GongkaiError
from generator.figures import Disclosure, disclose_folder
from generator.figures.disclosure import last_years_folder
from generator.findings import Finding, Level
from generator.press.binding import Bound
from generator.proof.publish import composed, materials
from generator.rules import apply_rules
from generator.rules.unused_files import unused_files
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

    @property
    def disclosure(self) -> Disclosure:
        """What it was made from."""
        return self.document.disclosure


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a budget; it is `broken` when it cannot be read or printed.

    `trouble` is what no finding tells: a sentence.
    """

    stamp: Stamp
    disclosure: Disclosure | None = None
    findings: tuple[Finding, ...] = ()
    trouble: str = ""
    broken: bool = False

    def count(self, level: Level) -> int:
        """How many findings of a level are not accepted."""
        return sum(finding.level is level and not finding.accepted for finding in self.findings)


def read(folder: Path) -> Reading:
    """Read and check the budget in `folder`. What is wrong is told, never raised."""
    stamp = stamp_of(folder)
    disclosure, found, trouble = None, list[Finding](), ""
    try:
        disclosure = disclose_folder(folder)
        found += apply_rules(disclosure, folder)
        found += unused_files(disclosure.budget, folder)
    except FindingsError as error:
        found += error.findings
    except GongkaiError as error:
        trouble = str(error)
    found += check_sign_offs(folder, disclosure)
    return Reading(stamp, disclosure, tuple(found), trouble, broken=disclosure is None)


def compose(reading: Reading, folder: Path) -> tuple[Reading, Manuscript | None]:
    """What is to be printed of what was read, and the reading with what was found meanwhile."""
    if reading.disclosure is None:
        return reading, None
    try:
        material = materials(reading.disclosure, folder)
        document = composed(reading.disclosure, material)
    except FindingsError as error:
        more = tuple(finding for finding in error.findings if finding not in reading.findings)
        return replace(reading, findings=(*reading.findings, *more), broken=True), None
    except GongkaiError as error:
        return replace(reading, trouble=str(error), broken=True), None
    findings = (*reading.findings, *material.found)
    manuscript = Manuscript(document, tuple(material.bound), material.fonts)
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
