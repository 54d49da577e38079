"""Tables for a screen: a caption, a box to scroll in, heads that stay, an address for each project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.document.nodes import Node
from generator.figures import Disclosure
from generator.web.addresses import Addresses, link

_PROJECTS = "项目"


@dataclass(frozen=True, slots=True)
class Title:
    """The heading that a table stands below: its words, and its id, "" where it has none."""

    words: str
    id: str = ""


@dataclass(frozen=True)
class TableTalk:
    """What is to be known of all tables of a page."""

    disclosure: Disclosure
    addresses: Addresses
    rows: dict[tuple[str, str], str] = field(default_factory=dict)
    """The ids that rows were given, by (表号, key of the row)."""

    def adapt(self, table: Node, title: Title) -> Node:
        """`table` with a caption, in its box, which is called as its heading and its caption are."""
        table.children = [
            child for child in table.children if not (isinstance(child, Node) and child.tag == "colgroup")
        ]
        words = table.attributes.get("data-summary") or title.words or "表"
        name = self.addresses.take(f"表题-{words}")
        table.children.insert(0, Node("caption", {"id": name}, [words]))
        if "projects" in table.classes:
            _drop_page_numbers(table)
        number = table.attributes.get("data-table", "")
        if number in self.disclosure.tables:
            self._give_addresses(table, number)
        _mark_stubs(table)
        called = name if title.words.endswith(words) else f"{title.id} {name}".strip()
        return Node(
            "div", {"class": "scroll", "role": "region", "tabindex": "0", "aria-labelledby": called}, [table]
        )

    def _of_projects(self, number: str) -> bool:
        spec = next((spec for spec in self.disclosure.profile.tables if spec.number == number), None)
        return spec is not None and any(
            row.steps[-1:] == [_PROJECTS] for block in spec.blocks for row in block.of_rows
        )

    def _give_addresses(self, table: Node, number: str) -> None:
        """Rows have ids; where there are projects, only these have: their names lead to their 绩效目标表."""
        budget, of_projects = self.disclosure.budget, self._of_projects(number)
        labels = {budget.label_of(project) for project in budget.projects}
        rows = self.disclosure.tables[number].rows
        if of_projects:
            table.attributes["data-sortable"] = ""
        printed = list(_body_rows(table))
        if len(rows) != len(printed):  # a template of somebody's own prints other rows
            return
        for row, element in zip(rows, printed, strict=True):
            keys = [key for key in row.keys if key and (key in labels or not of_projects)]
            if keys:
                name = element.attributes["id"] = self.addresses.take(f"{number}-{keys[0]}")
                self.rows.update({(number, key): name for key in keys if (number, key) not in self.rows})
                _lead(element, self.addresses.about, keys[0])


def _lead(row: Node, about: Mapping[str, str], label: str) -> None:
    target = about.get(f"绩效目标表/{label}")
    head = next((cell for cell in row.elements() if cell.attributes.get("scope") == "row"), None)
    if target and head:
        head.children = [Node("a", {"href": link(target)}, head.children)]


def _drop_page_numbers(table: Node) -> None:
    """The pages in a list of projects are of paper."""
    for row in table.all("tr"):
        row.children = [cell for cell in row.children if isinstance(cell, str) or "page" not in cell.classes]


def _body_rows(table: Node) -> Iterator[Node]:
    for part in table.elements():
        if part.tag == "tr":
            yield part
        elif part.tag in ("tbody", "tfoot"):
            yield from (row for row in part.elements() if row.tag == "tr")


def _mark_stubs(table: Node) -> None:
    """The heads over columns that name the rows stay where these stay when the table is scrolled."""
    columns = {
        column
        for row in _body_rows(table)
        if "total" not in row.classes
        for column, cell in _placed([row])
        if cell.attributes.get("scope") == "row"
    }
    heads = [row for part in table.elements() if part.tag == "thead" for row in part.elements()]
    for column, cell in _placed(heads):
        if column in columns and cell.attributes.get("colspan", "1") == "1":
            cell.attributes["class"] = " ".join([*cell.classes, "stub"])


def _placed(rows: Sequence[Node]) -> Iterator[tuple[int, Node]]:
    """(column, cell) of these rows, merged cells counted."""
    down: dict[int, int] = {}
    for row in rows:
        column, taken = 0, {at for at, left in down.items() if left}
        down = {at: left - 1 for at, left in down.items() if left}
        for cell in row.elements():
            while column in taken:
                column += 1
            yield column, cell
            wide, high = (_count(cell.attributes.get(name)) for name in ("colspan", "rowspan"))
            down |= {at: high - 1 for at in range(column, column + wide) if high > 1}
            column += wide


def _count(text: str | None) -> int:
    """How many rows or columns a cell covers; no more than a browser takes."""
    return min(int(text), 1000) if text and text.isascii() and text.isdigit() else 1
