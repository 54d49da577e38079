"""The tag tree, the fonts and the links of a finished PDF: sound, or a list of what is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.figures import Table
from generator.model.fonts import ROLES
from generator.press.heads_check import heads_problems
from generator.press.reading import Pdf, Reference

Element = tuple[int, dict[str, Any]]
"""A structure element: its number and its entries."""


def tag_problems(data: bytes, ours: Sequence[int], tables: Mapping[int, Sequence[Table]]) -> list[str]:
    """What is wrong with the structure of the PDF in `data`; `ours` are the pages without foreign content,
    `tables` those of figures, by the index of the page that they begin on.

    Raises PressError when it cannot be read at all.
    """
    pdf = Pdf(data)
    if "StructTreeRoot" not in pdf.root or pdf.of(pdf.root.get("Lang")) != "zh-CN":
        return ["文件没有标签树或没有注明语言"]
    root = pdf.of(pdf.root["StructTreeRoot"])
    elements = list(_elements(pdf, root))
    pages = list(pdf.pages())
    return [
        *_element_problems(pdf, root, elements),
        *_mark_problems(pdf, root, elements, {index: pages[index] for index in ours}),
        *_font_problems(pdf, [pages[index] for index in ours]),
        *_link_problems(pdf, elements, pages),
        *heads_problems(pdf, [element for _, element in elements], tables),
    ]


def _elements(pdf: Pdf, root: dict[str, Any]) -> Iterator[Element]:
    """Every structure element in the order in which it is heard."""
    stack = _kids(pdf, root)[::-1]
    while stack:
        kid = stack.pop()
        element = pdf.of(kid)
        if isinstance(element, dict) and "S" in element:
            yield (kid.number if isinstance(kid, Reference) else 0), element
            stack += _kids(pdf, element)[::-1]


def _kids(pdf: Pdf, element: dict[str, Any]) -> list[Any]:
    kids = pdf.of(element.get("K", []))
    return kids if isinstance(kids, list) else [kids]


def _element_problems(pdf: Pdf, root: dict[str, Any], elements: Sequence[Element]) -> Iterator[str]:
    """Header cells have a scope and a name of their own; pictures have words; rows stand in tables."""
    names = Counter(element["ID"] for _, element in elements if "ID" in element)
    yield from (f"表头单元格的标识“{name}”重复" for name, count in names.items() if count > 1)
    listed = pdf.of(pdf.of(root.get("IDTree", {})).get("Names", []))[::2]
    if listed != sorted(names):
        yield "表头单元格的标识没有都列出来"
    for _, element in elements:
        kind, attributes = element["S"], pdf.of(element.get("A", {}))
        if kind == "/TH" and "Scope" not in attributes:
            yield "有表头单元格没有注明作用范围"
        if kind == "/TD" and not names.keys() >= set(pdf.of(attributes.get("Headers", []))):
            yield "有单元格指向不存在的表头"
        if kind == "/Figure" and not element.get("Alt"):
            yield "有图没有替代文字"
        if kind == "/TR" and pdf.of(element["P"])["S"] not in ("/Table", "/THead", "/TBody"):
            yield "有表格行不在表格里"


def _mark_problems(
    pdf: Pdf, root: dict[str, Any], elements: Sequence[Element], ours: dict[int, dict[str, Any]]
) -> Iterator[str]:
    """Every numbered mark on a page belongs to an element of the tree."""
    reached = {number for number, _ in elements}
    numbers = pdf.of(pdf.of(root["ParentTree"])["Nums"])
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for index, page in ours.items():
        marks = {int(mark) for mark in re.findall(rb"/MCID (\d+)", pdf.content(page))}
        owners = pdf.of(parents[page["StructParents"]])
        lost = [
            mark
            for mark in marks
            if mark >= len(owners) or getattr(owners[mark], "number", None) not in reached
        ]
        if lost:
            yield f"第 {index + 1} 页有 {len(lost)} 处内容不在标签树里"


def _font_problems(pdf: Pdf, ours: Sequence[dict[str, Any]]) -> Iterator[str]:
    """All fonts are embedded, and they are ours."""
    known = {family.replace(" ", "-") for family, _ in ROLES.values()}
    seen: dict[str, Any] = {}
    for page in ours:
        for font in pdf.of(pdf.of(page["Resources"]).get("Font", {})).values():
            seen[pdf.of(font)["BaseFont"]] = pdf.of(font)
    for name, font in seen.items():
        below = pdf.of(pdf.of(font["DescendantFonts"])[0]) if "DescendantFonts" in font else font
        descriptor = pdf.of(below.get("FontDescriptor", {}))
        if not any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3")):
            yield f"字体 {name} 没有嵌入"
        if not any(family in name for family in known):
            yield f"字体 {name} 不是指定的字体"


def _link_problems(pdf: Pdf, elements: Sequence[Element], pages: Sequence[Any]) -> Iterator[str]:
    """Every link leads somewhere, says where, and has its place in the tag tree."""
    names = pdf.of(pdf.of(pdf.of(pdf.root.get("Names", {})).get("Dests", {})).get("Names", []))
    destinations = set(names[::2])
    tagged = {
        number for _, element in elements if element["S"] == "/Link" for number in _objects(pdf, element)
    }
    for number, page in enumerate(pages, 1):
        for annotation in pdf.of(page.get("Annots", [])):
            link = pdf.of(annotation)
            if link.get("Subtype") == "/Link" and "Dest" in link:
                if link["Dest"] not in destinations:
                    yield f"第 {number} 页有一个链接没有去处"
                if not link.get("Contents"):
                    yield f"第 {number} 页有一个链接没有说明"
                if annotation.number not in tagged:
                    yield f"第 {number} 页有一个链接不在标签树里"


def _objects(pdf: Pdf, element: dict[str, Any]) -> Iterator[int]:
    """The numbers of the annotations that `element` stands for."""
    for kid in map(pdf.of, _kids(pdf, element)):
        if isinstance(kid, dict) and kid.get("Type") == "/OBJR":
            yield kid["Obj"].number
