"""The comparison as one HTML file that needs nothing else: entries to search, pages side by side, boxes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import jinja2

from generator.proof.paper import Paper
from generator.review.entry import Entry, Marks
from generator.source import limits

_TOO_MANY = "有改动的页太多，新旧各只画出前面的 {}；其余的改动照样列出，页面请看原来的文件。"


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a report: what was compared, in words, and what the reader must know of it."""

    title: str
    old: str
    new: str
    notes: tuple[str, ...]


def html_report(heading: Heading, entries: Sequence[Entry], old: Paper, new: Paper) -> bytes:
    """UTF-8 HTML. Pictures are made of the pages that some entry points at, of the first so many, and of no
    others.
    """
    shown, told = zip(*(_shown([entry.marks[side] for entry in entries]) for side in (0, 1)), strict=True)
    data = {
        "entries": [_entry(entry) for entry in entries],
        "papers": [_paper(paper, pages) for paper, pages in zip((old, new), shown, strict=True)],
    }
    if any(told):
        heading = replace(heading, notes=(*heading.notes, _TOO_MANY.format(limits.PICTURED.said)))
    folder = files("generator.review") / "page"
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    template = environment.from_string((folder / "report.html.j2").read_text(encoding="utf-8"))
    html = template.render(
        heading=heading,
        style=(folder / "report.css").read_text(encoding="utf-8"),
        script=(folder / "report.js").read_text(encoding="utf-8"),
        data=json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
    )
    return html.encode()


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "group": entry.group,
        "where": entry.where,
        "title": entry.title,
        "old": entry.old,
        "new": entry.new,
        "change": entry.change,
        "note": entry.note,
        "place": entry.place,
        "runs": entry.runs,
        "depth": entry.depth,
        "marks": [
            {
                "page": marks.page,
                "boxes": [[box.page, box.left, box.top, box.right, box.bottom] for box in marks.boxes],
            }
            for marks in entry.marks
        ],
    }


def _shown(marks: Iterable[Marks]) -> tuple[list[int], bool]:
    """The pages that the marks point at, and whether there are more than are painted."""
    wanted: dict[int, None] = {}
    for mark in marks:
        wanted |= dict.fromkeys(box.page for box in mark.boxes)
        wanted |= {mark.page: None} if mark.page is not None else {}
    pages = list(wanted)
    return sorted(pages[: limits.PICTURED.most]), len(pages) > limits.PICTURED.most


def _paper(paper: Paper, pages: Sequence[int]) -> dict[str, Any]:
    pictures = {
        page: {
            "size": paper.sizes[page],
            "picture": f"data:image/png;base64,{base64.b64encode(picture).decode()}",
        }
        for page, picture in zip(pages, paper.pictures(pages), strict=True)
    }
    return {"count": len(paper.sizes), "pages": pictures}
