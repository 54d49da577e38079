"""The tag tree of a section, from its boxes: one table however many pages it has, furniture left out.

Whatever is drawn with a mark and has no place in this tree is furniture: repeated heads of tables, running
heads, the dots of the 目录.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.press.hooks import SCALE, boxes, page_box, unwrapped, wrapped_table
from generator.press.section.nodes import Node
from generator.press.section.table_tags import joined, named, whole_again
from generator.press.section.values import Kid

_SVG = "{http://www.w3.org/2000/svg}svg"
_KINDS = {
    "div": "Div",
    "span": "Span",
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "blockquote": "BlockQuote",
    "p": "P",
    "dl": "L",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "dt": "LI",
    "dd": "LI",
    "li::marker": "Lbl",
    "table": "Table",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "img": "Figure",
    _SVG: "Figure",
    "caption": "Caption",
    "figcaption": "Caption",
} | {f"h{level}": f"H{level}" for level in range(1, 7)}

_HEADINGS = ("H1", "H2", "H3")
_GO_ON = {
    "P",
    "Span",
    "Div",
    "Sect",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "TOC",
    "TOCI",
    "Reference",
    "Caption",
    *_HEADINGS,
}
"""What may go on in another line or on another page."""

Marks = Mapping[Any, tuple[str, int]]
"""Box → the tag and the number of the mark that it is drawn with."""


def tag_tree(pages: Sequence[Any], marks: Sequence[Marks], links: Mapping[int, int]) -> list[Node]:
    """The nodes below the document, of pages drawn with `marks`; `links` are indexes by the id of a box."""
    tops: list[Node] = []
    tables: dict[int, list[Node]] = {}
    begun: dict[int, Node] = {}
    for number, (page, drawn) in enumerate(zip(pages, marks, strict=True)):
        tree = _PageTree(number, page.height, drawn, links, tables, begun)
        tops += tree.build(page_box(page), None)
    for number, parts in enumerate(tables.values(), 1):
        named(number, parts)
        for part in joined(parts):
            if part.parent is None:
                tops.remove(part)
            else:
                part.parent.kids.remove(part)
        whole_again(parts[0])
    return tops


@dataclass(frozen=True, slots=True)
class _PageTree:
    """The trees of one page's boxes. `tables` gathers the parts of every table, by its element.

    `begun` are the nodes by their elements: what goes on in another line or on another page is one node.
    """

    page: int
    height: float
    marks: Marks
    links: Mapping[int, int]
    tables: dict[int, list[Node]]
    begun: dict[int, Node]

    def build(self, box: Any, parent: Node | None) -> list[Node]:
        """The nodes that `box` puts below `parent`."""
        box = unwrapped(box)
        if isinstance(box, boxes().MarginBox):
            return []
        name = None if box.element is None else box.element_tag
        if name in ("html", "body") or isinstance(box, boxes().PageBox):
            return [node for child in box.children for node in self.build(child, parent)]
        if name == "figure":
            return _captioned([node for child in box.children for node in self.build(child, parent)])
        kind = _asked(box) or _kind(name, parent)
        begun = self.begun.get(id(box.element)) if kind in _GO_ON and not _is_pseudo(box) else None
        if begun is not None and (begun is parent or begun.parent is parent):
            self._children(begun, box)
            return []
        if _asked(box):
            return [self._element(kind, box, parent)]
        if kind == "LI" and parent is not None and parent.kind in ("LI", "LBody"):
            kind = "LBody" if parent.kind == "LI" else "NonStruct"
        elif kind == "LI" and not _has_bullet(box):
            item = Node("LI", parent, self.page)
            item.kids.append(self._element("LBody", box, item))
            return [item]
        return [self._element(kind, box, parent)]

    def _element(self, kind: str, box: Any, parent: Node | None) -> Node:
        node = Node(kind, parent, self.page, laid_out=box)
        if not _is_pseudo(box):
            self.begun[id(box.element)] = node
        if kind == "Figure":
            left, top = box.content_box_x(), box.content_box_y()
            corners = (left, self.height - top - box.height, left + box.width, self.height - top)
            node.box = (corners[0] * SCALE, corners[1] * SCALE, corners[2] * SCALE, corners[3] * SCALE)
            node.alt = _alternative(box)
        elif kind == "Table":
            node.alt = box.element.attrib.get("data-summary", "")
            box = wrapped_table(box)
        elif kind in _HEADINGS and not _is_pseudo(box):
            node.alt = box.element.attrib.get("data-heard", "")
        elif kind == "Link" and id(box) in self.links:
            node.kids.append((Kid.LINK, self.links[id(box)]))
        self._children(node, box)
        if isinstance(box, boxes().ReplacedBox):
            node.kids.append(self.marks[box][1])
        if kind == "Table":
            self.tables.setdefault(id(box.element), []).append(node)
        return node

    def _children(self, node: Node, box: Any) -> None:
        for child in _inline(box.children if isinstance(box, boxes().ParentBox) else ()):
            if isinstance(child, boxes().TextBox):
                tag, mark = self.marks[child]
                if node.kind == "Link":
                    node.kids.append(mark)
                else:
                    node.kids.append(Node(tag, node, self.page, [mark]))
            elif not _is_added(node, child):
                above = node
                if child.element_tag in ("ul", "ol") and node.kind == "LI" and node.parent:
                    above = node.parent
                above.kids += self.build(child, above)


def _inline(children: Sequence[Any]) -> Iterator[Any]:
    """The children, with those of lines in their place."""
    for child in children:
        if isinstance(child, boxes().LineBox):
            yield from child.children
        else:
            yield child


def _is_added(node: Node, child: Any) -> bool:
    """Whether the style sheet adds `child` to a line: the dots before a page number of the 目录."""
    name = None if child.element is None else child.element_tag
    return node.kind == "Span" and _kind(name, node) == "NonStruct"


def _captioned(nodes: list[Node]) -> list[Node]:
    """A picture and the words below it: these are its caption."""
    picture, *captions = nodes
    for caption in captions:
        caption.parent = picture
        picture.kids.append(caption)
    return [picture]


def _is_pseudo(box: Any) -> bool:
    """Whether the style sheet adds `box`, or it belongs to no element."""
    return box.element is None or "::" in box.element_tag


def _asked(box: Any) -> str:
    """What the template says that an element is to those who hear it."""
    return "" if _is_pseudo(box) else str(box.element.attrib.get("data-tag", ""))


def _kind(name: str | None, parent: Node | None) -> str:
    if name is not None and name.split(":")[0] == "a":
        return "Link"
    kind = _KINDS.get(name or "", "NonStruct")
    within = parent is not None and parent.kind in ("TH", "TD")
    return "NonStruct" if kind in ("TH", "TD") and within else kind  # an anonymous block of a cell


def _has_bullet(item: Any) -> bool:
    listed = "list-item" in item.style["display"] and item.style["list_style_type"] != "none"
    return bool(item.element_tag == "li" and listed)


def _alternative(box: Any) -> str:
    """The words for a picture."""
    if box.element.tag != _SVG:
        return str(box.element.attrib.get("alt", ""))
    title = box.element.find("{http://www.w3.org/2000/svg}title")
    return "" if title is None else title.text or ""
