"""The whole document as one PDF."""

from __future__ import annotations

from dataclasses import dataclass

from generator import __version__
from generator.document import Document
from generator.press.engine import Engine
from generator.press.layout import LaidOutSection, Progress, lay_out


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF. `pages` counts all of them; `messages` is what the engine complained about."""

    data: bytes
    pages: int
    sections: tuple[LaidOutSection, ...]
    messages: tuple[str, ...]


def print_pdf(document: Document, progress: Progress = lambda done, total, what: None) -> Printed:
    """The PDF of `document`: the same bytes for the same input. Raises PressError."""
    engine = Engine(document.disclosure.profile.folder)
    sections = lay_out(document, engine, progress)
    pages = [page for section in sections for page in section.pages]
    joined = sections[0].rendered.copy(pages)
    budget = document.disclosure.budget
    joined.metadata.title = document.title
    joined.metadata.authors = [budget.department.name]
    joined.metadata.description = f"{budget.department.name}{budget.year}年度部门预算公开"
    joined.metadata.keywords = ["部门预算", "预算公开", str(budget.year), budget.department.name]
    joined.metadata.lang = "zh-CN"
    joined.metadata.generator = f"gongkai {__version__}"
    data = engine.write(joined, pdf_tags=True)
    return Printed(data, len(pages), tuple(sections), tuple(engine.messages))
