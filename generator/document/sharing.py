"""Short tables that share a page (同页), and a short part of text that begins where the one before ends."""

from __future__ import annotations

from collections.abc import Sequence

from generator.document.measures import Measures
from generator.document.section import TEXT, Section

APART = 10.5
"""Millimetres between two tables on a page, with some room."""


def on_pages(sections: Sequence[Section], measures: Measures) -> tuple[Section, ...]:
    """The sections as they are set: those that share a page are one, with what was there as its parts."""
    found: list[list[Section]] = []
    for section in sections:
        if found and (_runs_on(found[-1], section) or _have_room([*found[-1], section], measures)):
            found[-1].append(section)
        else:
            found.append([section])
    return tuple(_together(run) for run in found)


def _runs_on(run: Sequence[Section], section: Section) -> bool:
    """Whether a section is a short text behind a text: it begins there, or on the next page as a whole."""
    return run[0].classes == section.classes == TEXT and section.height > 0


def _have_room(run: Sequence[Section], measures: Measures) -> bool:
    room = measures.text_width if "landscape" in run[0].classes else measures.text_height
    same = run[0].classes != TEXT and all(one.height and one.classes == run[0].classes for one in run)
    return same and sum(one.height for one in run) + APART * (len(run) - 1) < room


def _together(run: Sequence[Section]) -> Section:
    if len(run) == 1:
        return run[0]
    if run[0].classes == TEXT:
        html = run[0].html + "".join(f'<div class="running-on">{section.html}</div>' for section in run[1:])
    else:
        html = "".join(f'<div class="sharing">{section.html}</div>' for section in run)
    headings = tuple(heading for section in run for heading in section.headings)
    return Section(run[0].key, run[0].classes, html, headings, run[0].running, parts=tuple(run))
