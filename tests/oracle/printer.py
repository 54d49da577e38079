"""The whole document as one PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator import __version__
from generator.document import Document
from generator.press.binding import Bound
from generator.press.enclosures import Enclosure
from generator.press.engine import Engine
from tests.oracle.binding import bind
from tests.oracle.enclosures import enclose, settle
from tests.oracle.identity import claim_ua, label_pages
from tests.oracle.layout import LaidOutSection, lay_out
from tests.oracle.links import settle_links
from tests.oracle.structure import TagTree


def write(engine: Engine, document: Any, **options: Any) -> bytes:
    """The PDF of what the engine laid out."""
    with engine.listening():
        data: bytes = document.write_pdf(**options)
        return data


def print_by_oracle(
    document: Document,
    *,
    bound: Sequence[Bound] = (),
    enclosures: tuple[Enclosure, ...] = (),
    fonts: Mapping[str, Path] | None = None,
    draft: bool = False,
) -> bytes:
    """The PDF of `document`."""
    engine = Engine(document.disclosure.profile.folder, fonts, draft=draft)
    sections = lay_out(document, engine, lambda done, total, what: None)
    pages = [page for section in sections for page in section.pages]
    joined = sections[0].rendered.copy(pages)
    _describe(joined.metadata, document, draft)
    data = write(
        engine,
        joined,
        pdf_variant=None if bound else "pdf/a-3a",
        pdf_tags=True,
        attachments=enclose(engine.weasyprint, enclosures),
        finisher=_finisher(document, sections, pages, enclosures, claim=not bound),
    )
    return bind(data, _places(sections, bound)) if bound else data


def _finisher(
    document: Document,
    sections: Sequence[LaidOutSection],
    pages: Sequence[Any],
    enclosures: tuple[Enclosure, ...],
    *,
    claim: bool,
) -> Callable[[Any, Any], None]:
    """What is done to the PDF's objects just before they are written."""

    def finish(_: Any, pdf: Any) -> None:
        TagTree(pdf, pages).mend()
        label_pages(pdf, sum(len(section.pages) for section in sections if not section.first_page))
        names = document.anchors()
        settle_links(pdf, {names[s.key, h.anchor]: h.text for s in document.sections for h in s.headings})
        settle(pdf, enclosures)
        if claim:
            claim_ua(pdf)

    return finish


def _places(sections: Sequence[LaidOutSection], bound: Sequence[Bound]) -> list[tuple[int, Bound]]:
    """(index of our first page, attachment) for every attachment."""
    places = []
    foreign = iter(bound)
    index = 0
    for section in sections:
        if section.section.classes == "bound":
            places.append((index, next(foreign)))
        index += len(section.pages)
    return places


def _describe(metadata: Any, document: Document, draft: bool) -> None:
    """Title, author, subject, keywords and language; no dates, so that bytes repeat."""
    budget = document.disclosure.budget
    metadata.title = f"【草稿】{document.title}" if draft else document.title
    metadata.authors = [budget.department.name]
    what = f"{budget.department.called}预算"
    metadata.description = f"{budget.department.name}{budget.year}年度{what}公开"
    metadata.keywords = [
        f"{budget.department.called}预算",
        "预算公开",
        str(budget.year),
        budget.department.name,
    ]
    metadata.lang = "zh-CN"
    metadata.generator = f"gongkai {__version__}"
