"""Short tables that share a page (同页); texts and forms that begin where the one before ends (接排)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.document.measures import Measures
from generator.document.section import TEXT, Section
from generator.document.shapes import Shape, shape_of
from generator.figures import Table

APART = 10.5
"""Millimetres between two tables on a page, with some room."""


def on_pages(sections: Sequence[Section], measures: Measures) -> tuple[Section, ...]:
    """The sections as they are set: those that share a page are one, with what was there as its parts."""
    found: list[list[Section]] = []
    for section in sections:
        if found and (_runs_on(found[-1], section) or _alike(found[-1], section)):
            found[-1].append(section)
        else:
            found.append([section])
    return tuple(together(page) for run in found for page in _pages(run, measures))


def _runs_on(run: Sequence[Section], section: Section) -> bool:
    """Whether a section begins where the run ends: a text or a list behind a text, a form behind one."""
    behind_text = run[0].classes == TEXT and section.listing
    return section.runs_on and (behind_text or run[0].classes == section.classes)


def _alike(run: Sequence[Section], section: Section) -> bool:
    """Whether a table may share a page with those of the run."""
    return run[0].classes == section.classes != TEXT and bool(run[-1].height and section.height)


def _pages(run: Sequence[Section], measures: Measures) -> list[list[Section]]:
    """A run of tables page by page: as few pages as there may be, none emptier than it must be."""
    if len(run) == 1 or run[1].runs_on:
        return [list(run)]
    room = room_of(run[0], measures)
    best: list[tuple[int, float, list[list[Section]]]] = [(0, 0.0, [])]
    for end in range(1, len(run) + 1):
        ways = []
        for start in range(end):
            heights = [run[start].tail or run[start].height, *(one.height for one in run[start + 1 : end])]
            spare = room - sum(heights) - APART * (len(heights) - 1)
            if spare > 0 or len(heights) == 1:
                pages, empty, before = best[start]
                ways.append((pages + 1, empty + max(spare, 0.0) ** 2, [*before, list(run[start:end])]))
        best.append(min(ways, key=lambda way: way[:2]))
    return best[-1][2]


def room_of(section: Section, measures: Measures) -> float:
    """The millimetres of a page of tables from top to bottom."""
    return measures.text_width if "landscape" in section.classes else measures.text_height


def shape_behind(before: Section | None, table: Table, measures: Measures, above: float) -> Shape:
    """How a table is set: on its side if it is meant to lie and shares the last page of one that does."""
    if before and before.tail and table.landscape and "landscape" in before.classes:
        lying = shape_of(table, measures, aside=True)
        if before.tail + APART + lying.height < room_of(before, measures):
            return lying
    return shape_of(table, measures, above)


def together(run: Sequence[Section]) -> Section:
    """The sections of a run as one."""
    if len(run) == 1:
        return run[0]
    if run[1].runs_on:
        html = run[0].html + "".join(f'<div class="{_place(one)}">{one.html}</div>' for one in run[1:])
    else:
        whole = "".join(f'<div class="sharing">{section.html}</div>' for section in run[1:])
        html = (run[0].html if run[0].tail else f'<div class="sharing">{run[0].html}</div>') + whole
    headings = tuple(heading for section in run for heading in section.headings)
    return Section(
        run[0].key,
        run[0].classes,
        html,
        headings,
        run[0].running,
        listing=any(section.listing for section in run),
        parts=tuple(run),
    )


def _place(section: Section) -> str:
    """The CSS classes of what runs on: as a whole where it is short, with those of a list among text."""
    if not section.height:
        return "following"
    return "running-on" if section.classes == TEXT else f"running-on {section.classes}"
