"""What follows from a figure, and what it follows from: the formulas of a book read both ways."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from generator.figures.book import Book
from generator.figures.figure import Figure, Formula
from generator.source import Place

LAST_YEAR = "上年预算/"
"""Stands before the ids of inputs of last year's own budget."""


class Input(NamedTuple):
    """An input, what it is worth where that matters, and on which sides of 差, 占比 and 增减率 it stands."""

    figure: Figure
    value: Decimal | None
    role: str = ""


class Dependents:
    """For every figure of a book those that are computed from it."""

    def __init__(self, book: Book) -> None:
        self._direct: dict[str, list[Figure]] = {}
        for figure in book:
            if isinstance(figure.origin, Formula):
                own = (operand.id for operand in figure.origin.operands if is_of(book, operand))
                for name in dict.fromkeys(own):
                    self._direct.setdefault(name, []).append(figure)

    def of(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The ids of all figures that follow from those called `names`, nearest first.

        Each with the chain that leads to it: the ids between, from the given figure on, by the shortest way.
        """
        chains: dict[str, tuple[str, ...]] = {}
        queue: deque[tuple[str, tuple[str, ...]]] = deque((name, ()) for name in names)
        given = {name for name, _ in queue}
        while queue:
            name, chain = queue.popleft()
            for figure in self._direct.get(name, ()):
                if figure.id not in chains and figure.id not in given:
                    chains[figure.id] = chain
                    queue.append((figure.id, (*chain, figure.id)))
        return chains


class Inputs:
    """For every figure of a book the inputs it comes from, down to the lines of YAML."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[int, Mapping[str, Input]] = {}

    def of(self, figure: Figure) -> Mapping[str, Input]:
        """The inputs below `figure` by id; those of last year's budget, which may have the same, apart.

        In what is counted (个数) it matters that an input is there, not what it is worth.
        """
        if id(figure) not in self._known:
            self._known[id(figure)] = self._found(figure)
        return self._known[id(figure)]

    def _found(self, figure: Figure) -> Mapping[str, Input]:
        if isinstance(figure.origin, Place):
            last_year = not is_of(self._book, figure)
            return {f"{LAST_YEAR}{figure.id}" if last_year else figure.id: Input(figure, figure.value)}
        found: dict[str, Input] = {}
        if isinstance(figure.origin, Formula):
            counts = figure.origin.operator == "个数"
            ordered = figure.origin.operator in ("差", "占比", "增减率")
            for index, operand in enumerate(figure.origin.operands):
                for name, item in self.of(operand).items():
                    before = found.get(name, Input(item.figure, None))
                    value = item.value if before.value is None and not counts else before.value
                    role = before.role + item.role + str(index) if ordered else before.role or item.role
                    found[name] = Input(item.figure, value, role)
        return found


def is_of(book: Book, figure: Figure) -> bool:
    """Whether `figure` is one of `book`, not its namesake of last year's."""
    return figure.id in book and book[figure.id] is figure
