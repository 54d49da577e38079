"""The whole document as one PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import __version__
from generator.document import Document
from generator.press.binding import Bound, bind
from generator.press.enclosures import Enclosure, enclose, settle
from generator.press.engine import Engine
from generator.press.identity import claim_ua, label_pages
from generator.press.layout import LaidOutSection, Progress, lay_out
from generator.press.links import settle_links
from generator.press.placing import NAME, places
from generator.press.postflight import inspect
from generator.press.structure import TagTree


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF. `pages` counts all of them; `messages` is what the engine complained about.

    `receipt` (收据) says with what it was made, once it is published.
    """

    data: bytes
    pages: int
    sections: tuple[LaidOutSection, ...]
    messages: tuple[str, ...]
    receipt: bytes = b""


def print_pdf(
    document: Document,
    *,
    bound: Sequence[Bound] = (),
    enclosures: tuple[Enclosure, ...] = (),
    fonts: Mapping[str, Path] | None = None,
    places_inside: bool = False,
    draft: bool = False,
    progress: Progress = lambda done, total, what: None,
) -> Printed:
    """The PDF of `document`: the same bytes for the same input, read back and proved. Raises PressError.

    `places_inside` encloses where everything stands on its pages, beside the `enclosures`.
    With foreign pages `bound` in, the file claims neither PDF/A nor PDF/UA. A `draft` says so on every page.
    """
    engine = Engine(document.disclosure.profile.folder, fonts, draft=draft)
    sections = lay_out(document, engine, progress)
    progress(1, 1, "写 PDF")
    pages = [page for section in sections for page in section.pages]
    if places_inside:
        placed = Enclosure(NAME, places(sections), "每个数和每段文字在页面上的位置", "Supplement")
        enclosures = (*enclosures, placed)
    joined = sections[0].rendered.copy(pages)
    _describe(joined.metadata, document, draft)
    data = engine.write(
        joined,
        pdf_variant=None if bound else "pdf/a-3a",
        pdf_tags=True,
        attachments=enclose(engine.weasyprint, enclosures),
        finisher=_finisher(document, sections, pages, enclosures, claim=not bound),
    )
    if bound:
        data = bind(data, _places(sections, bound))
    progress(1, 1, "核对 PDF")
    inspect(data, document, sections, overprint="草稿" if draft else "")
    return Printed(data, len(pages), tuple(sections), tuple(engine.messages))


def place(document: Document, fonts: Mapping[str, Path] | None, progress: Progress) -> bytes:
    """Where everything in `document` would stand (see `placing`), without writing it. Raises PressError."""
    return places(lay_out(document, Engine(document.disclosure.profile.folder, fonts), progress))


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
        headings = [heading for section in document.sections for heading in section.headings]
        settle_links(pdf, {heading.anchor: heading.text for heading in headings})
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
