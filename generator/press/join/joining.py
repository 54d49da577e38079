"""Sections in their order → the bytes of one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import PressError
from generator.press.binding import Under
from generator.press.enclosures import Enclosure, add_enclosures
from generator.press.join.file import PdfFile
from generator.press.join.fonts import add_fonts, program, shown_glyphs
from generator.press.join.identity import (
    LANGUAGE,
    Identity,
    add_info,
    add_metadata,
    add_profile,
    intents,
    page_labels,
)
from generator.press.join.numbering import Numbers
from generator.press.join.outline import add_outline
from generator.press.join.pages import add_links, add_pages
from generator.press.join.structure import add_structure, parent_keys
from generator.press.join.syntax import array, dictionary, number, order, reference, text
from generator.press.section.folios import FolioSheet
from generator.press.section.values import SectionPrint, Shared

_LAB = """<</lab-d50 [/Lab <</WhitePoint [0.964296 1 0.825105]/Range [-125 125 -125 125]>>]\
/lab-d65 [/Lab <</WhitePoint [0.950456 1 1.089058]/Range [-125 125 -125 125]>>]>>"""
"""Colour spaces that the engine names for colours beyond sRGB."""


@dataclass(frozen=True, slots=True)
class FoliatedSection:
    """A section in its place: the sheet and the index of the number of each page, None where it has none.

    `names` are those that its headings have in the whole file, by anchor. `under` are foreign pages that are
    drawn under its own.
    """

    section: SectionPrint
    names: Mapping[str, str]
    folios: tuple[tuple[FolioSheet, int] | None, ...]
    under: tuple[Under, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What a file is made of: sections, what it says of itself, the titles of its headings by name.

    `fonts` are the font files by their SHA-256. `claim`: it says that it is PDF/A and PDF/UA.
    """

    sections: Sequence[FoliatedSection]
    front: int
    identity: Identity
    titles: Mapping[str, str]
    enclosures: Sequence[Enclosure]
    fonts: Mapping[str, Path]
    claim: bool


def join(book: Book) -> bytes:
    """The file. Raises PressError when a font is missing."""
    file = PdfFile()
    catalog, tree = file.reserve(), file.reserve()
    shared = {what: file.reserve() for what in (Shared.FONTS, Shared.COLOURS)}
    shared[Shared.PROFILE] = add_profile(file)
    file.put(shared[Shared.COLOURS], _LAB.encode())
    file.put(shared[Shared.FONTS], _fonts(file, book))
    numbered = list(_numbered(file, book, shared))
    pages = [at.pages + index for section, at in numbered for index in range(len(section.pages))]
    for item, (section, at), key in zip(book.sections, numbered, parent_keys(numbered), strict=True):
        add_pages(file, section, at, tree, item.folios, item.under)
        add_links(file, section, at, key, book.titles)
    kids = array(map(reference, pages))
    file.put(tree, dictionary({"Type": b"/Pages", "Kids": kids, "Count": number(len(pages))}))
    file.put(catalog, dictionary(_catalog(file, book, numbered, tree, shared[Shared.PROFILE])))
    return file.written(catalog, add_info(file, book.identity))


def _numbered(
    file: PdfFile, book: Book, shared: Mapping[Shared, int]
) -> Iterator[tuple[SectionPrint, Numbers]]:
    first_page = 0
    for index, foliated in enumerate(book.sections):
        yield foliated.section, Numbers.reserved(file, index, first_page, foliated.section, shared)
        first_page += len(foliated.section.pages)


def _fonts(file: PdfFile, book: Book) -> bytes:
    """The fonts of all sections and of the page numbers that they have."""
    used = [glyphs for foliated in book.sections for glyphs in foliated.section.glyphs]
    sheets = {id(f[0]): f[0] for foliated in book.sections for f in foliated.folios if f}
    faces = shown_glyphs([*used, *(glyphs for sheet in sheets.values() for glyphs in sheet.glyphs)])
    programs = [program(_font_file(book, face.digest), shown) for face, shown in faces.items()]
    return add_fonts(file, faces, programs)


def _font_file(book: Book, digest: str) -> bytes:
    if digest not in book.fonts:
        raise PressError("排版用的字体文件不见了，或被换过。请再运行一次。")
    return book.fonts[digest].read_bytes()


def _catalog(
    file: PdfFile, book: Book, numbered: Sequence[tuple[SectionPrint, Numbers]], tree: int, profile: int
) -> dict[str, bytes]:
    entries = {
        "Type": b"/Catalog",
        "Pages": reference(tree),
        "Lang": text(LANGUAGE),
        "PageLabels": page_labels(book.front),
        "ViewerPreferences": b"<</DisplayDocTitle true>>",
        "MarkInfo": b"<</Marked true>>",
        "StructTreeRoot": reference(add_structure(file, numbered)),
    }
    pages = ((at.pages + index, page) for section, at in numbered for index, page in enumerate(section.pages))
    outline = add_outline(file, ((number, mark) for number, page in pages for mark in page.bookmarks))
    if outline is not None:
        entries |= {"Outlines": reference(outline), "PageMode": b"/UseOutlines"}
    names = {"Dests": dictionary({"Names": array(_destinations(book, numbered))})}
    if book.enclosures:
        names["EmbeddedFiles"], entries["AF"] = add_enclosures(file, book.enclosures)
    entries["Names"] = dictionary(names)
    if book.claim:
        entries["Metadata"] = reference(add_metadata(file, book.identity))
        entries["OutputIntents"] = intents(profile)
    return entries


def _destinations(book: Book, numbered: Sequence[tuple[SectionPrint, Numbers]]) -> Iterator[bytes]:
    """Where every heading stands, in the order of the bytes of their names."""
    found = {
        item.names[anchor]: (at.pages + page, x, y)
        for item, (section, at) in zip(book.sections, numbered, strict=True)
        for anchor, (page, x, y) in section.anchors.items()
        if anchor in item.names
    }
    for name in sorted(found, key=order):
        page, x, y = found[name]
        yield text(name)
        yield array([reference(page), b"/XYZ", number(x), number(y), b"0"])
