"""The whole document as one PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator import __version__
from generator.document import Document
from generator.press.engine import Engine
from generator.press.identity import claim_ua, describe_links, label_pages
from generator.press.layout import LaidOutSection, Progress, lay_out
from generator.press.structure import TagTree


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
    _describe(joined.metadata, document)

    def finish(_: Any, pdf: Any) -> None:
        TagTree(pdf, pages).mend()
        label_pages(pdf, sum(len(section.pages) for section in sections if not section.first_page))
        headings = [heading for section in document.sections for heading in section.headings]
        describe_links(pdf, {heading.anchor: heading.text for heading in headings})
        claim_ua(pdf)

    data = engine.write(joined, pdf_variant="pdf/a-3a", finisher=finish)
    return Printed(data, len(pages), tuple(sections), tuple(engine.messages))


def _describe(metadata: Any, document: Document) -> None:
    """Title, author, subject, keywords and language; no dates, so that bytes repeat."""
    budget = document.disclosure.budget
    metadata.title = document.title
    metadata.authors = [budget.department.name]
    metadata.description = f"{budget.department.name}{budget.year}年度部门预算公开"
    metadata.keywords = ["部门预算", "预算公开", str(budget.year), budget.department.name]
    metadata.lang = "zh-CN"
    metadata.generator = f"gongkai {__version__}"
