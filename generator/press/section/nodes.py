"""The tag tree of a section while it is made: nodes, which become numbered elements when all is in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.press.section.values import Cell, Element, Kid


@dataclass(slots=True, eq=False)
class Node:
    """A structure element in the making; `kids` are nodes, numbers of marks, and (LINK, index)."""

    kind: str
    parent: Node | None
    page: int
    kids: list[Node | int | tuple[Kid, int]] = field(default_factory=list)
    cell: Cell | None = None
    alt: str = ""
    box: tuple[float, float, float, float] | None = None
    laid_out: Any = None

    def below(self) -> Iterator[Node]:
        """The nodes directly below."""
        return (kid for kid in self.kids if isinstance(kid, Node))


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finished tree: its elements, the owner of every mark by (page, number), and of every link in it.

    Links are counted anew, in the order of the tree: (number before, owner).
    """

    elements: tuple[Element, ...]
    owners: dict[tuple[int, int], int]
    linked: tuple[tuple[int, int], ...]


def numbered(tops: Sequence[Node]) -> Numbered:
    """The elements of the trees below `tops`, parents before children; what cannot be reached is left out."""
    order: list[Node] = []
    stack = list(reversed(tops))
    while stack:
        node = stack.pop()
        order.append(node)
        stack.extend(reversed(list(node.below())))
    numbers = {id(node): number for number, node in enumerate(order)}
    owners: dict[tuple[int, int], int] = {}
    linked: list[tuple[int, int]] = []
    elements = []
    for number, node in enumerate(order):
        kids: list[tuple[Kid, int]] = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append((Kid.ELEMENT, numbers[id(kid)]))
            elif isinstance(kid, int):
                kids.append((Kid.MARK, kid))
                owners[node.page, kid] = number
            else:
                kids.append((Kid.LINK, len(linked)))
                linked.append((kid[1], number))
        parent = -1 if node.parent is None else numbers[id(node.parent)]
        elements.append(Element(node.kind, parent, node.page, tuple(kids), node.cell, node.alt, node.box))
    return Numbered(tuple(elements), owners, tuple(linked))
