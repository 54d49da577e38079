"""The structure tree of the file, from the trees of its sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.press.join.file import PdfFile
from generator.press.join.numbering import Numbers
from generator.press.join.syntax import array, dictionary, number, numbers, order, reference, text
from generator.press.section.values import Cell, Element, Kid, SectionPrint

_Placed = tuple[SectionPrint, Numbers]
_HEADINGS = ("H1", "H2", "H3", "TOC")


def add_structure(file: PdfFile, sections: Sequence[_Placed]) -> int:
    """Write all elements and the tree of parents; the number of the root."""
    root, document, parents, names = (file.reserve() for _ in range(4))
    parts: list[bytes] = []
    holders: dict[int, int] = {}
    for tops in _parts(sections):
        part = file.reserve()
        holders |= {at.elements + top: part for (_, at), top in tops}
        file.put(part, _group("Sect", [reference(at.elements + top) for (_, at), top in tops], document))
        parts.append(reference(part))
    for section, at in sections:
        for index, element in enumerate(section.elements):
            element_number = at.elements + index
            file.put(element_number, _element(element, section, at, holders.get(element_number, 0)))
    file.put(document, _group("Document", parts, root))
    file.put(parents, dictionary({"Nums": array(_owners(sections))}))
    file.put(names, dictionary({"Names": array(_cell_names(sections))}))
    tree = {
        "Type": b"/StructTreeRoot",
        "ParentTree": reference(parents),
        "IDTree": reference(names),
        "K": array([reference(document)]),
    }
    file.put(root, dictionary(tree))
    return root


def _parts(sections: Sequence[_Placed]) -> list[list[tuple[_Placed, int]]]:
    """The topmost elements by part of the document: each begins with a title of the first level, or the 目录.

    A section whose first heading is a title begins a part as a whole; a title that comes later, of a part
    that runs on, begins another.
    """
    parts: list[list[tuple[_Placed, int]]] = []
    for placed in sections:
        elements = placed[0].elements
        tops = [index for index, element in enumerate(elements) if element.parent < 0]
        begins = {_top(elements, index) for index, element in enumerate(elements) if element.kind == "H1"}
        first = next((index for index, element in enumerate(elements) if element.kind in _HEADINGS), None)
        if first is not None and elements[first].kind in ("H1", "TOC"):
            begins = begins - {_top(elements, first)} | {*tops[:1]}
        for top in tops:
            if not parts or top in begins:
                parts.append([])
            parts[-1].append((placed, top))
    return parts


def _top(elements: Sequence[Element], index: int) -> int:
    """The topmost element above an element."""
    while elements[index].parent >= 0:
        index = elements[index].parent
    return index


def _group(kind: str, kids: Sequence[bytes], parent: int) -> bytes:
    """An element that only holds others."""
    entries = {"Type": b"/StructElem", "S": b"/" + kind.encode(), "K": array(kids), "P": reference(parent)}
    return dictionary(entries)


def _cell_names(sections: Sequence[_Placed]) -> Iterator[bytes]:
    """The names of all header cells, in the order of their bytes, each with its element."""
    found = {
        f"{at.index}-{element.cell.name}": at.elements + index
        for section, at in sections
        for index, element in enumerate(section.elements)
        if element.cell and element.cell.name
    }
    for name in sorted(found, key=order):
        yield text(name)
        yield reference(found[name])


def parent_keys(sections: Sequence[_Placed]) -> list[int]:
    """For every section, the key of its first link in the tree of parents; pages have the keys before."""
    key = sum(len(section.pages) for section, _ in sections)
    keys = []
    for section, _ in sections:
        keys.append(key)
        key += len(section.links)
    return keys


def _owners(sections: Sequence[_Placed]) -> list[bytes]:
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


def _element(element: Element, section: SectionPrint, at: Numbers, part: int) -> bytes:
    page = reference(at.pages + element.page)
    parent = part if element.parent < 0 else at.elements + element.parent
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
    if element.alt and element.kind == "Table":
        data += b"/A " + dictionary({"O": b"/Table", "Summary": text(element.alt)})
    elif element.alt:
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
