"""What windows are told of a budget: plain data for JSON."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from generator.document import Heading, Section
from generator.findings import Finding, Level
from generator.model import Budget
from generator.model.load import NOT_FILLED
from generator.workbench.reading import Reading
from generator.workbench.sheets import Sheet

_RANK = {Level.ERROR: 3, Level.WARNING: 2, Level.NOTE: 1}
_CLASS = {3: "error", 2: "warning", 1: "note"}


def layout(
    budget: Budget | None, parts: Sequence[Sheet | Section], *, done: bool, trouble: str
) -> dict[str, Any]:
    """The pages of all sections in order, and the headings that lead to them."""
    name = f"{budget.year} 年度　{budget.department.name}" if budget else ""
    return {"name": name, "done": done, "trouble": trouble, "sheets": [_sheet(part) for part in parts]}


def _sheet(part: Sheet | Section) -> dict[str, Any]:
    section = part.numbered.section if isinstance(part, Sheet) else part
    told: dict[str, Any] = {"name": section.name, "title": title_of(section)}
    if not isinstance(part, Sheet):
        return told | {"key": "", "pages": [], "first": 0, "stale": True, "headings": [], "looks": []}
    headings = [
        {"text": spaced(one), "level": one.level, "page": part.page_of(one)}
        for one in section.headings
        if one.in_contents
    ]
    sizes = [[round(page.width, 2), round(page.height, 2)] for page in part.numbered.pages]
    first = part.numbered.first_page
    told |= {"key": part.key, "pages": sizes, "first": first, "stale": part.stale, "headings": headings}
    looks = [zlib.crc32(page.content) for page in part.numbered.pages]
    return told | {"looks": looks, "foreign": bool(part.foliated.under)}


def title_of(section: Section) -> str:
    """How people call a section."""
    named = {"cover": "封面", "contents": "目录"}
    if section.key in named:
        return named[section.key]
    return spaced(section.headings[0]) if section.headings else section.running or section.name


def spaced(heading: Heading) -> str:
    """The words of a heading, the label a little apart."""
    rest = heading.text.removeprefix(heading.label)
    return f"{heading.label} {rest}" if heading.label and rest else heading.text


def boxes(sheet: Sheet, page: int) -> list[list[Any]]:
    """(figure, left, top, right, bottom) of every figure on a page, in points, in reading order."""
    here = (printed for printed in sheet.figures if printed.page == page)
    found = [(printed.figure, *(round(edge, 1) for edge in printed.box)) for printed in here]
    return [list(box) for box in sorted(found, key=lambda box: (box[2], box[1]))]


def findings(
    reading: Reading | None, sheets: Sequence[Sheet], units: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """How many findings there are of each level, and the figures that they are about."""
    if reading is None:
        nothing = {"errors": 0, "warnings": 0, "unfilled": 0, "marked": {}, "pages": {}}
        return nothing | {"broken": False, "draft": False, "units": []}
    rank: dict[str, int] = {}
    for finding in reading.findings:
        if not finding.accepted and finding.level in _RANK:
            for name in finding.figures:
                rank[name] = max(rank.get(name, 0), _RANK[finding.level])
    return {
        "errors": reading.count(Level.ERROR) + bool(reading.trouble),
        "warnings": reading.count(Level.WARNING),
        "unfilled": sum(finding.code == NOT_FILLED.code for finding in reading.findings),
        "marked": {name: _CLASS[worst] for name, worst in rank.items()},
        "pages": _pages(sheets, rank),
        "broken": reading.broken,
        "draft": reading.draft is not None,
        "units": units,
    }


def _pages(sheets: Sequence[Sheet], rank: dict[str, int]) -> dict[str, dict[int, str]]:
    """The pages that show figures with findings, by section, and how bad the worst of these is."""
    found: dict[str, dict[int, int]] = {}
    for sheet in sheets if rank else ():
        for printed in sheet.figures:
            worst = rank.get(printed.figure)
            if worst:
                pages = found.setdefault(sheet.name, {})
                pages[printed.page] = max(worst, pages.get(printed.page, 0))
    return {name: {page: _CLASS[worst] for page, worst in pages.items()} for name, pages in found.items()}


def findings_in(reading: Reading | None, file: str) -> list[dict[str, Any]]:
    """What was found in a file, by line."""
    found = reading.findings if reading else ()
    return [by_line(one) for one in found if _is_told(one, file)]


def _is_told(finding: Finding, file: str) -> bool:
    place, told = finding.place, finding.level in _RANK and not finding.accepted
    return told and place is not None and place.source.inside == file


def by_line(finding: Finding) -> dict[str, Any]:
    """What an editor shows at the line of a finding that has a place."""
    assert finding.place is not None
    return {
        "line": finding.place.line,
        "column": finding.place.column,
        "level": _CLASS[_RANK[finding.level]],
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
    }
