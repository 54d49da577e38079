"""The pages of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.foreign.forms import FORM
from generator.press.binding import Under
from generator.press.join.file import PdfFile
from generator.press.join.foreign import Copier
from generator.press.join.numbering import Numbers
from generator.press.join.syntax import array, dictionary, number, numbers, reference, text
from generator.press.section.folios import FolioSheet
from generator.press.section.values import Link, PagePrint, SectionPrint, Shared

_PRINTED = 4
"""The flag of an annotation that is printed, which PDF/A asks for."""


def add_pages(
    file: PdfFile,
    section: SectionPrint,
    at: Numbers,
    tree: int,
    folios: Sequence[tuple[FolioSheet, int] | None],
    under: Sequence[Under],
) -> None:
    """Write the pages of a section below the page tree; `folios` are the number of each, if it has one.

    `under` are the foreign pages that are drawn under them, if there are any.
    """
    resources = _resources(section, at, [sheet for sheet, _ in filter(None, folios)])
    file.put(at.resources, _written(resources, at))
    for index, item in enumerate(section.objects):
        file.put_stream(at.objects + index, at.resolved(item.head), item.data)
    copier = Copier(file)
    for index, (page, folio) in enumerate(zip(section.pages, folios, strict=True)):
        contents = _contents(file, page)
        own = reference(at.resources)
        if under:
            contents.insert(0, file.add_stream(under[index].content))
            form = {FORM[1:]: reference(copier.copy(under[index].pieces))}
            pictures = {"XObject": resources.get("XObject", {}) | form}
            own = reference(file.add(_written(resources | pictures, at)))
        if folio and folio[0].contents[folio[1]]:
            contents.append(file.add_compressed(folio[0].contents[folio[1]]))
        links = [n for n, link in enumerate(section.links) if link.page == index]
        entries = {
            "Type": b"/Page",
            "Parent": reference(tree),
            "MediaBox": numbers(page.media),
            "Contents": array(map(reference, contents)),
            "Resources": own,
            "Tabs": b"/S",
            "StructParents": number(at.first_page + index),
            "TrimBox": numbers(page.trim),
            "BleedBox": numbers(page.bleed),
        }
        if links:
            entries["Annots"] = array(reference(at.links + n) for n in links)
        file.put(at.pages + index, dictionary(entries))


def _contents(file: PdfFile, page: PagePrint) -> list[int]:
    """What draws a page, in its place."""
    drawn = file.add_compressed(page.content)
    if not any(page.moved):
        return [drawn]
    x, y = page.moved
    before = file.add_plain(b"q 1 0 0 1 %b %b cm" % (number(x), number(y)))
    return [before, drawn, file.add_plain(b"Q")]


_Resources = dict[str, dict[str, bytes]]


def _resources(section: SectionPrint, at: Numbers, sheets: Sequence[FolioSheet]) -> _Resources:
    """What the pages of a section refer to by name."""
    merged = {kind: dict(entries) for kind, entries in section.resources.items()}
    for sheet in sheets:
        for kind, entries in sheet.resources.items():
            merged[kind] = entries | merged.get(kind, {})
    return {
        kind: {name: at.resolved(parts) for name, parts in entries.items()}
        for kind, entries in merged.items()
    }


def _written(resources: _Resources, at: Numbers) -> bytes:
    """A resource dictionary."""
    shared = {"ColorSpace": Shared.COLOURS, "Font": Shared.FONTS}
    kinds = {kind: dictionary(entries) for kind, entries in resources.items()}
    return dictionary(kinds | {kind: reference(at.shared[what]) for kind, what in shared.items()})


def add_links(file: PdfFile, section: SectionPrint, at: Numbers, key: int, titles: Mapping[str, str]) -> None:
    """Write the links of a section, the first of which has the `key`; `titles` say where each leads."""
    for index, link in enumerate(section.links):
        file.put(at.links + index, _link(link, key + index, titles))


def _link(link: Link, key: int, titles: Mapping[str, str]) -> bytes:
    return dictionary(
        {
            "Type": b"/Annot",
            "Subtype": b"/Link",
            "Rect": numbers(link.box),
            "BS": b"<</W 0>>",
            "Contents": text(titles.get(link.target, link.target)),
            "Dest": text(link.target),
            "StructParent": number(key),
            "F": number(_PRINTED),
        }
    )
