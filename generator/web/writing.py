"""Trees as HTML again: only what a page of words, tables and charts needs, and all of it escaped.

Templates may be a stranger's, and so may every word: what is not listed here does not come out. An element
that is not listed is left out, its words stay; so no script, style, address of others or handler is written.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from generator.document.nodes import EMPTY, Child, Node

_DROPPED = frozenset(("script", "style", "template", "iframe", "object", "embed", "noscript", "head"))
"""Elements that go with all they hold."""
_TAGS = frozenset(
    (
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "section", "span", "br", "hr", "strong", "b", "em"),
        *("sub", "sup", "mark", "a", "ul", "ol", "li", "dl", "dt", "dd", "details", "summary"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption"),
        *("svg", "g", "title", "rect", "line", "path", "circle", "text", "tspan"),
    )
)
_ATTRIBUTES = frozenset(
    (
        *("id", "class", "href", "colspan", "rowspan", "scope", "role", "tabindex", "aria-label"),
        *("aria-labelledby", "data-f", "data-sortable", "data-table"),
        *(
            "viewbox",
            "x",
            "y",
            "dx",
            "x1",
            "x2",
            "y1",
            "y2",
            "cx",
            "cy",
            "r",
            "width",
            "height",
            "d",
            "points",
        ),
        *("fill", "stroke", "stroke-width", "text-anchor", "font-size", "font-weight", "transform"),
    )
)
_SAFE = {
    "href": re.compile(r"#\S*"),
    "fill": re.compile(r"[\w#]+"),
    "stroke": re.compile(r"[\w#]+"),
}
"""What the values of attributes that can lead elsewhere must look like."""


def written(child: Child) -> Markup:
    """The HTML of `child` and all below it."""
    return Markup("".join(_pieces(child)))


def _pieces(child: Child) -> list[str]:
    if isinstance(child, str):
        return [escape(child)]
    if child.tag in _DROPPED:
        return []
    inner = [piece for below in child.children for piece in _pieces(below)]
    if child.tag not in _TAGS:
        return inner
    start = f"<{child.tag}{''.join(_attributes(child))}>"
    return [start] if child.tag in EMPTY and child.tag in ("br", "hr") else [start, *inner, f"</{child.tag}>"]


def _attributes(node: Node) -> list[str]:
    return [
        f' {name}="{escape(value)}"'
        for name, value in node.attributes.items()
        if name in _ATTRIBUTES and (name not in _SAFE or _SAFE[name].fullmatch(value))
    ]
