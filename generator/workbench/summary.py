"""The state of a budget (概况) in a line: findings, signatures, its PDF, its last change."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from generator.errors import FindingsError, GongkaiError, InputError
from generator.figures import Disclosure
from generator.findings import Level
from generator.proof.publish import materials
from generator.proof.receipt import PRINT, agrees_beside, path_beside
from generator.signoff.check import CHANGED
from generator.signoff.file import read_sign_offs
from generator.source.gate import RECEIPT, content
from generator.workbench.making import path_of_pdf
from generator.workbench.reading import Reading, Stamp, read, stamp_of


class FinishedPdf(StrEnum):
    """What is known of the finished file."""

    NONE = "没有生成"
    CURRENT = "是现在的"
    OLD = "预算改过了，要重新生成"
    CHANGED = "被改动过，或收据不在"


@dataclass(frozen=True, slots=True)
class Summary:
    """`seen` is what the PDF was like when it was looked at."""

    stamp: Stamp
    year: str
    name: str
    profile: str
    errors: int
    warnings: int
    accepted: int
    signed: str
    pdf: FinishedPdf
    path: Path
    seen: int
    changed: datetime | None

    def is_of(self, output: Path) -> bool:
        """Whether the PDF is still the one that was looked at."""
        return _time(self.path) == self.seen


def summary_of(folder: Path, output: Path) -> Summary:
    """The state of the budget in `folder`."""
    reading = read(folder)
    disclosure = reading.disclosure
    budget = disclosure.budget if disclosure else None
    year = str(budget.year) if budget else folder.parent.name
    path = path_of_pdf(output, year, folder)
    return Summary(
        stamp=reading.stamp,
        year=year,
        name=budget.department.name if budget else folder.name,
        profile=budget.profile if budget else "",
        errors=reading.count(Level.ERROR) + bool(reading.trouble),
        warnings=reading.count(Level.WARNING),
        accepted=sum(bool(finding.accepted) for finding in reading.findings),
        signed=_signed(folder, reading),
        pdf=pdf_state(path, disclosure, folder),
        path=path,
        seen=_time(path),
        changed=_changed(reading.stamp, folder),
    )


def unknown(folder: Path, output: Path) -> Summary:
    """Of a budget over which an error of ours came: it is not looked at again until its files change."""
    path = path_of_pdf(output, folder.parent.name, folder)
    stamp = stamp_of(folder)
    return Summary(
        stamp=stamp,
        year=folder.parent.name,
        name=folder.name,
        profile="",
        errors=1,
        warnings=0,
        accepted=0,
        signed="",
        pdf=FinishedPdf.OLD if path.is_file() else FinishedPdf.NONE,
        path=path,
        seen=_time(path),
        changed=_changed(stamp, folder),
    )


def _signed(folder: Path, reading: Reading) -> str:
    try:
        signed = read_sign_offs(folder)
    except InputError:
        return "审核.yaml 有错误"
    if not signed:
        return "还没有"
    changed = sum(finding.code == CHANGED.code for finding in reading.findings)
    people = len({one.reviewer for one in signed})
    return f"{people} 人签了 {len(signed)} 项" + (f"，{changed} 项签后有改动" if changed else "")


def pdf_state(path: Path, disclosure: Disclosure | None, folder: Path, unit: str = "") -> FinishedPdf:
    """Whether the PDF was made from what the files say now, by its receipt."""
    if not path.is_file():
        return FinishedPdf.NONE
    if not agrees_beside(path):
        return FinishedPdf.CHANGED
    said = json.loads(content(path_beside(path), RECEIPT))
    said.pop(PRINT, None)
    if disclosure is None:
        return FinishedPdf.OLD
    try:
        now = json.loads(materials(disclosure, folder, unit).made_with)
    except (FindingsError, GongkaiError):
        return FinishedPdf.OLD
    return FinishedPdf.CURRENT if said == now else FinishedPdf.OLD


def _time(path: Path) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _changed(stamp: Stamp, folder: Path) -> datetime | None:
    times = [time for path, time, _ in stamp if path.endswith(".yaml") and Path(path).is_relative_to(folder)]
    return datetime.fromtimestamp(max(times) / 1e9) if times else None
