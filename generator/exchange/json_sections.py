"""What stands in the sections of a document, in its order, as plain data: headings, words, forms, charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.document import Document, Section
from generator.document.nodes import Node, parsed
from generator.source.digits import whole

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_PARTS = ("table", "figure", "p", *_HEADINGS)


def sections(document: Document) -> list[dict[str, Any]]:
    """The sections that have words; the 目录 belongs to paper."""
    shown = [section for section in document.sections if section.classes != "contents"]
    return [
        {
            "key": section.key,
            "kind": section.classes.split()[0],
            "about": section.about,
            "parts": _parts(section),
        }
        for section in shown
    ]


def _parts(section: Section) -> list[dict[str, Any]]:
    return [part for node in _nodes(parsed(section.html)) for part in _said(node)]


def _nodes(node: Node) -> Iterator[Node]:
    """The elements that say something for themselves."""
    for child in node.elements():
        if child.tag in _PARTS:
            yield child
        else:
            yield from _nodes(child)


def _said(node: Node) -> Iterator[dict[str, Any]]:
    words = _words(node)
    if node.tag in _HEADINGS:
        yield {"heading": node.attributes.get("data-heard", words), "level": _HEADINGS[node.tag]}
    elif node.tag == "figure":
        yield {"chart": next((title.text for title in node.all("title")), words)}
    elif node.tag == "p":
        if words:
            yield {"text": words, "figures": _figures(node)}
    elif number := node.attributes.get("data-table"):
        yield {"table": number}
    else:
        yield {"form": node.attributes.get("data-summary", ""), "rows": [_row(row) for row in node.all("tr")]}


def _words(node: Node) -> str:
    """The words of a node, broken only where it breaks them."""
    paragraphs = [_words(one) for one in node.elements() if one.tag == "p"]
    return "\n".join(paragraphs) if paragraphs else " ".join(node.text.split())


def _figures(node: Node) -> list[str]:
    own = [node.attributes["data-figure"]] if "data-figure" in node.attributes else []
    return own + [id for child in node.elements() for id in _figures(child)]


def _row(row: Node) -> list[dict[str, Any]]:
    return [_cell(cell) for cell in row.elements() if cell.tag in ("td", "th")]


def _cell(cell: Node) -> dict[str, Any]:
    """A cell; what is usual is left out."""
    told: dict[str, Any] = {"text": _words(cell)}
    if cell.tag == "th":
        told["head"] = True
    for name in ("colspan", "rowspan"):
        number = whole(cell.attributes.get(name, "1"))
        if number is not None and number != 1:
            told[name] = number
    if figures := _figures(cell):
        told["figures"] = figures
    return told
