"""Composed sections, made for a screen: addresses, headings below the page's own, tables, charts, figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from generator.document import Section
from generator.document.nodes import Child, Node, parsed
from generator.figures.book import UnknownFigureError
from generator.web.addresses import Addresses, link
from generator.web.formulas import Formulas
from generator.web.tables import TableTalk, Title
from generator.web.writing import written

_ROLES = {"L": "list", "LI": "listitem"}
_HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4"}
_REACH = re.compile(r"width: ([\d.]{1,8}%)")


@dataclass(frozen=True)
class Adapter:
    """Makes sections for one page; `formulas` None: figures do not say how they came about."""

    addresses: Addresses
    talk: TableTalk
    formulas: Formulas | None

    def page_section(self, section: Section) -> Markup:
        """The HTML of `section`."""
        root = parsed(section.html)
        title = Title(section.running)
        if section.headings:
            last = section.headings[-1]
            title = Title(last.text, self.addresses.entries[section.key, last.anchor].id)
        self._below(root, section.key, title)
        return written(root)

    def _below(self, node: Node, key: str, title: Title) -> None:
        children: list[Child] = []
        for child in node.children:
            if isinstance(child, Node):
                words = child.text.strip() if child.tag in _HEADINGS else ""
                child = self._adapted(child, key, title)
                if words:
                    title = Title(words, child.attributes.get("id", ""))
            children.append(child)
        node.children = children

    def _adapted(self, node: Node, key: str, title: Title) -> Node:
        self._below(node, key, title)
        self._name(node, key)
        self._figure(node)
        if node.tag == "table":
            return self.talk.adapt(node, title)
        return _chart(node) if node.tag == "figure" else _bar(node)

    def _name(self, node: Node, key: str) -> None:
        """Its id and its part in the text, as the print knows them."""
        anchor, tag = node.attributes.pop("id", ""), node.attributes.get("data-tag", "")
        if node.tag in _HEADINGS:
            node.tag = _HEADINGS[node.tag]
            if entry := self.addresses.entries.get((key, anchor)):
                node.attributes["id"] = entry.id
            if heard := node.attributes.get("data-heard"):
                node.children = [heard]
        elif node.tag == "a" and (name := self.addresses.named.get(node.attributes.get("href", "")[1:])):
            node.attributes["href"] = link(name)
        elif tag == "H1":
            node.tag = "h1"
        elif tag in _ROLES:
            node.attributes["role"] = _ROLES[tag]

    def _figure(self, node: Node) -> None:
        name = node.attributes.get("data-figure")
        if self.formulas is None or not name:
            return
        try:
            node.attributes["data-f"] = str(self.formulas.number(name))
        except UnknownFigureError:  # a template of somebody's own marked what is none
            return


def _bar(node: Node) -> Node:
    """What is drawn by its width alone, as a drawing: the page has no styles of its own beside its sheet."""
    reach = _REACH.fullmatch(node.attributes.get("style", ""))
    if node.children or node.tag not in ("span", "div") or reach is None:
        return node
    part = Node("rect", {"width": reach[1], "height": "100%"}, [])
    drawn = {"class": node.attributes.get("class", "").strip(), "role": "none"}
    return Node("svg", drawn, [part])


def _chart(figure: Node) -> Node:
    """A chart that scrolls where it would be too small to read, and what it shows in words."""
    said = next((title.text for title in figure.all("title")), "")
    for drawing in [child for child in figure.elements() if child.tag == "svg"]:
        drawing.attributes |= {"role": "img", "aria-label": said}
        box = {
            "class": "scroll",
            "role": "region",
            "tabindex": "0",
            "aria-label": said.partition("：")[0] or "图",
        }
        figure.children[figure.children.index(drawing)] = Node("div", box, [drawing])
        _flow(drawing)
    if said:
        words = Node("details", {}, [Node("summary", {}, ["图的文字说明"]), Node("p", {}, [said])])
        figure.children.append(words)
    return figure


def _flow(drawing: Node) -> None:
    """Words behind words follow them, however wide the letters of the reader's own font are."""
    children: list[Child] = []
    for child in drawing.children:
        before = children[-1] if children else None
        if isinstance(child, Node) and isinstance(before, Node) and _line(child) == _line(before) != "":
            if before.children and isinstance(before.children[0], str):
                before.children = [_span(before)]
                before.attributes.pop("data-f", None)
            before.children.append(_span(child, dx="2"))
        else:
            children.append(child)
    drawing.children = children


def _span(words: Node, **attributes: str) -> Node:
    own = {name: value for name, value in words.attributes.items() if name == "data-f"}
    return Node("tspan", attributes | own, words.children)


def _line(node: Node) -> str:
    """Where the line is that words begin in, "" for what are none."""
    begins = node.tag == "text" and node.attributes.get("text-anchor") == "start"
    return node.attributes.get("y", "") if begins else ""
