"""The whole document as one PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.document import Document
from generator.press.binding import Bound, under_pages
from generator.press.enclosures import Enclosure
from generator.press.fonts import font_files
from generator.press.jobs import Style
from generator.press.join.identity import identity_of
from generator.press.join.joining import Book, FoliatedSection, join
from generator.press.layout import NumberedSection, set_document, set_numbers
from generator.press.positions import NAME, positions
from generator.press.postflight import inspect
from generator.press.steps import Steps, Wanted
from generator.press.workshop import Progress, Workshop, untold

ALONE = Workshop()
"""One process, and nothing kept."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF. `pages` counts all of them; `messages` is what the engine complained about.

    `receipt` (收据) says with what it was made, once it is published.
    """

    data: bytes
    pages: int
    sections: tuple[NumberedSection, ...]
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
    workshop: Workshop = ALONE,
    progress: Progress = untold,
) -> Printed:
    """The PDF of `document`, by the `workshop`, which decides how fast it goes, not what comes out.

    For the rest see `print_steps`.
    """
    steps = print_steps(
        document, bound=bound, enclosures=enclosures, fonts=fonts, places_inside=places_inside, draft=draft
    )
    return workshop.run(steps, progress)


def print_steps(
    document: Document,
    *,
    bound: Sequence[Bound],
    enclosures: tuple[Enclosure, ...],
    fonts: Mapping[str, Path] | None,
    places_inside: bool,
    draft: bool,
) -> Steps[Printed]:
    """The PDF of `document`: the same bytes for the same input, read back and proved. Raises PressError.

    `places_inside` encloses where everything stands on its pages, beside the `enclosures`.
    With foreign pages `bound` in, the file claims neither PDF/A nor PDF/UA. A `draft` says so on every page.
    """
    style = _style(document, fonts, draft=draft)
    sections = yield from set_document(document, style)
    numbered = yield from set_numbers(document, sections, style)
    yield Wanted((), "写 PDF")
    if places_inside:
        where = Enclosure(NAME, positions(sections), "每个数和每段文字在页面上的位置", "Supplement")
        enclosures = (*enclosures, where)
    names = document.anchors()
    titles = {names[s.key, h.anchor]: h.text for s in document.sections for h in s.headings}
    data = join(
        Book(
            sections=with_foreign(numbered, sections, bound),
            front=sum(len(section.pages) for section in sections if not section.first_page),
            identity=identity_of(document, draft=draft),
            titles=titles,
            enclosures=enclosures,
            fonts=font_files(fonts or {}),
            claim=not bound,
        )
    )
    yield Wanted((), "核对 PDF")
    inspect(data, document, sections, overprint="草稿" if draft else "")
    pages = sum(len(section.pages) for section in sections)
    messages = dict.fromkeys(message for section in sections for message in section.print.messages)
    return Printed(data, pages, tuple(sections), tuple(messages))


def place(
    document: Document, fonts: Mapping[str, Path] | None, progress: Progress, workshop: Workshop = ALONE
) -> bytes:
    """Where everything in `document` would stand (see `positions`), without writing it. Raises PressError."""
    style = _style(document, fonts)
    return positions(workshop.run(set_document(document, style), progress))


def _style(document: Document, fonts: Mapping[str, Path] | None, *, draft: bool = False) -> Style:
    profile = document.disclosure.profile
    first, *beneath = profile.paths
    return Style(first, tuple((fonts or {}).items()), draft, profile.own, tuple(beneath))


def with_foreign(
    foliated: Sequence[FoliatedSection], sections: Sequence[NumberedSection], bound: Sequence[Bound]
) -> list[FoliatedSection]:
    """The sections with the pages of the attachments under those that stand for them."""
    foreign = iter(bound)
    found = []
    for item, part in zip(foliated, sections, strict=True):
        if part.section.classes == "bound" and bound:
            under = under_pages(next(foreign), (page.height for page in part.pages))
            item = replace(item, under=tuple(under))
        found.append(item)
    return found
