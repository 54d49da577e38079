"""The tag tree, the fonts and the links of a finished PDF: sound, or a list of what is not."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from generator.model.fonts import ROLES


def tag_problems(data: bytes, ours: Sequence[int]) -> list[str]:
    """What is wrong with the structure of the PDF in `data`; `ours` are the pages without foreign content."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    root = reader.root_object
    if "/StructTreeRoot" not in root or root.get("/Lang") != "zh-CN":
        return ["文件没有标签树或没有注明语言"]
    elements = list(_elements(root["/StructTreeRoot"]))
    return [
        *_element_problems(elements),
        *_mark_problems(reader, root["/StructTreeRoot"], elements, ours),
        *_font_problems(reader, ours),
        *_link_problems(reader, elements),
    ]


def _elements(root: Any) -> Iterator[Any]:
    """Every structure element, parents before children."""
    stack = [root]
    while stack:
        element = stack.pop()
        if element.get("/S"):
            yield element
        kids = element.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            child = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(child, dict) and child.get("/S"):
                stack.append(child)


def _element_problems(elements: Sequence[Any]) -> Iterator[str]:
    """Header cells have a scope and a name of their own; pictures have words; rows stand in tables."""
    names = Counter(element["/ID"] for element in elements if "/ID" in element)
    yield from (f"表头单元格的标识“{name}”重复" for name, count in names.items() if count > 1)
    for element in elements:
        kind = element["/S"]
        if kind == "/TH" and "/Scope" not in element.get("/A", {}):
            yield "有表头单元格没有注明作用范围"
        if kind == "/TD" and not names.keys() >= set(element.get("/A", {}).get("/Headers", ())):
            yield "有单元格指向不存在的表头"
        if kind == "/Figure" and not element.get("/Alt"):
            yield "有图没有替代文字"
        if kind == "/TR" and element["/P"].get_object()["/S"] not in ("/Table", "/THead", "/TBody"):
            yield "有表格行不在表格里"


def _mark_problems(reader: Any, root: Any, elements: Sequence[Any], ours: Sequence[int]) -> Iterator[str]:
    """Every numbered mark on a page belongs to an element of the tree."""
    reached = {element.indirect_reference.idnum for element in elements if element.indirect_reference}
    numbers = root["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for index in ours:
        page = reader.pages[index]
        contents = page.get_contents()
        stream = contents.get_data() if contents is not None else b""
        marks = {int(mark) for mark in re.findall(rb"/MCID (\d+)", stream)}
        owners = parents[page["/StructParents"]]
        owners = owners.get_object() if hasattr(owners, "get_object") else owners
        lost = [m for m in marks if m >= len(owners) or getattr(owners[m], "idnum", None) not in reached]
        if lost:
            yield f"第 {index + 1} 页有 {len(lost)} 处内容不在标签树里"


def _font_problems(reader: Any, ours: Sequence[int]) -> Iterator[str]:
    """All fonts are embedded, and they are ours."""
    known = {family.replace(" ", "-") for family, _ in ROLES.values()}
    seen: dict[str, Any] = {}
    for index in ours:
        resources = reader.pages[index]["/Resources"].get_object()
        for font in resources.get("/Font", {}).values():
            font = font.get_object()
            seen[str(font["/BaseFont"])] = font
    for name, font in seen.items():
        below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = below.get("/FontDescriptor", {})
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"字体 {name} 没有嵌入"
        if not any(family in name for family in known):
            yield f"字体 {name} 不是指定的字体"


def _link_problems(reader: Any, elements: Sequence[Any]) -> Iterator[str]:
    """Every link leads somewhere, says where, and has its place in the tag tree."""
    destinations = reader.named_destinations
    tagged = {number for element in elements if element["/S"] == "/Link" for number in _objects(element)}
    for number, page in enumerate(reader.pages, 1):
        for annotation in page.get("/Annots", []):
            link = annotation.get_object()
            if link.get("/Subtype") == "/Link" and "/Dest" in link:
                if str(link["/Dest"]) not in destinations:
                    yield f"第 {number} 页有一个链接没有去处"
                if not link.get("/Contents"):
                    yield f"第 {number} 页有一个链接没有说明"
                if annotation.idnum not in tagged:
                    yield f"第 {number} 页有一个链接不在标签树里"


def _objects(element: Any) -> Iterator[int]:
    """The numbers of the annotations that `element` stands for."""
    for kid in element.get("/K", []):
        child: Any = kid.get_object()
        if isinstance(child, dict) and child.get("/Type") == "/OBJR":
            yield dict.__getitem__(child, "/Obj").idnum
