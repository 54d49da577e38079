"""The structure tree of the file, from the trees of its sections."""

from __future__ import annotations

from collections.abc import Sequence

from generator.press.join.file import PdfFile
from generator.press.join.numbering import Numbers
from generator.press.join.syntax import array, dictionary, number, numbers, reference, text
from generator.press.section.values import Cell, Element, Kid, SectionPrint


def add_structure(file: PdfFile, sections: Sequence[tuple[SectionPrint, Numbers]]) -> int:
    """Write all elements and the tree of parents; the number of the root."""
    root, document, parents = (file.reserve() for _ in range(3))
    tops = []
    for section, at in sections:
        for index, element in enumerate(section.elements):
            file.put(at.elements + index, _element(element, section, at, document))
            if element.parent < 0:
                tops.append(reference(at.elements + index))
    entries = {"Type": b"/StructElem", "S": b"/Document", "K": array(tops), "P": reference(root)}
    file.put(document, dictionary(entries))
    file.put(parents, dictionary({"Nums": array(_parents(sections))}))
    tree = {"Type": b"/StructTreeRoot", "ParentTree": reference(parents), "K": array([reference(document)])}
    file.put(root, dictionary(tree))
    return root


def parent_keys(sections: Sequence[tuple[SectionPrint, Numbers]]) -> list[int]:
    """For every section, the key of its first link in the tree of parents; pages have the keys before."""
    key = sum(len(section.pages) for section, _ in sections)
    keys = []
    for section, _ in sections:
        keys.append(key)
        key += len(section.links)
    return keys


def _parents(sections: Sequence[tuple[SectionPrint, Numbers]]) -> list[bytes]:
    """Page → the elements of its marks in their order; then link → its element."""
    found = []
    for section, at in sections:
        for index, page in enumerate(section.pages):
            owners = (b"null" if o is None else reference(at.elements + o) for o in page.owners)
            found += [number(at.first_page + index), array(owners)]
    for (section, at), key in zip(sections, parent_keys(sections), strict=True):
        for index, link in enumerate(section.links):
            found += [number(key + index), reference(at.elements + link.element)]
    return found


def _element(element: Element, section: SectionPrint, at: Numbers, document: int) -> bytes:
    page = reference(at.pages + element.page)
    parent = document if element.parent < 0 else at.elements + element.parent
    kids = []
    for kind, kid in element.kids:
        if kind == Kid.ELEMENT:
            kids.append(reference(at.elements + kid))
        elif kind == Kid.MARK:
            kids.append(number(kid))
        else:
            kids.append(b"<</Type /OBJR/Obj %b/Pg %b>>" % (reference(at.links + kid), page))
    data = b"<</Type /StructElem/S /%b/P %b/Pg %b/K %b" % (
        element.kind.encode(),
        reference(parent),
        page,
        array(kids),
    )
    if element.alt:
        data += b"/Alt " + text(element.alt)
    if element.box:
        data += b"/A " + dictionary({"O": b"/Layout", "BBox": numbers(element.box)})
    if element.cell:
        data += _cell(element.cell, at.index)
    return data + b">>"


def _cell(cell: Cell, section: int) -> bytes:
    attributes = {"O": b"/Table"}
    if cell.columns != 1:
        attributes["ColSpan"] = number(cell.columns)
    if cell.rows != 1:
        attributes["RowSpan"] = number(cell.rows)
    if cell.scope:
        attributes["Scope"] = b"/" + cell.scope.encode()
    if cell.headers is not None:
        attributes["Headers"] = array(_name(section, header) for header in cell.headers)
    named = b"/ID " + _name(section, cell.name) if cell.name else b""
    return named + b"/A " + dictionary(attributes)


def _name(section: int, cell: str) -> bytes:
    """A name that no cell of another section has."""
    return text(f"{section}-{cell}")
