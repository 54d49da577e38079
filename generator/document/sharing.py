"""Short tables that share a page (同页): neighbours that stand the same way and have room together."""

from __future__ import annotations

from collections.abc import Sequence

from generator.document.measures import Measures
from generator.document.section import Section

APART = 12.0
"""Millimetres between two tables on a page, with some room."""


def on_pages(sections: Sequence[Section], measures: Measures) -> tuple[Section, ...]:
    """The sections as they are set: those that share a page are one, with what was there as its parts."""
    found: list[list[Section]] = []
    for section in sections:
        if found and _have_room([*found[-1], section], measures):
            found[-1].append(section)
        else:
            found.append([section])
    return tuple(_together(run) for run in found)


def _have_room(run: Sequence[Section], measures: Measures) -> bool:
    room = measures.text_width if "landscape" in run[0].classes else measures.text_height
    same = all(one.height and one.classes == run[0].classes for one in run)
    return same and sum(one.height for one in run) + APART * (len(run) - 1) < room


def _together(run: Sequence[Section]) -> Section:
    if len(run) == 1:
        return run[0]
    html = "".join(f'<div class="sharing">{section.html}</div>' for section in run)
    headings = tuple(heading for section in run for heading in section.headings)
    return Section(run[0].key, run[0].classes, html, headings, run[0].running, parts=tuple(run))
