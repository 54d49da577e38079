"""What follows from a figure: the formulas of a book read backwards."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from generator.figures.book import Book
from generator.figures.figure import Figure, Formula


class Dependents:
    """For every figure of a book those that are computed from it."""

    def __init__(self, book: Book) -> None:
        self._direct: dict[str, list[Figure]] = {}
        for figure in book:
            if isinstance(figure.origin, Formula):
                for name in dict.fromkeys(operand.id for operand in figure.origin.operands):
                    self._direct.setdefault(name, []).append(figure)

    def of(self, names: Iterable[str], *, values_only: bool = False) -> dict[str, tuple[str, ...]]:
        """The ids of all figures that follow from those called `names`, nearest first.

        With `values_only`, those that follow from what they are worth: a count (个数) does not. Each with the
        chain that leads to it: the ids between, from the given figure on, by the shortest way.
        """
        chains: dict[str, tuple[str, ...]] = {}
        queue: deque[tuple[str, tuple[str, ...]]] = deque((name, ()) for name in names)
        given = {name for name, _ in queue}
        while queue:
            name, chain = queue.popleft()
            for figure in self._direct.get(name, ()):
                counts = isinstance(figure.origin, Formula) and figure.origin.operator == "个数"
                if figure.id not in chains and figure.id not in given and not (values_only and counts):
                    chains[figure.id] = chain
                    queue.append((figure.id, (*chain, figure.id)))
        return chains
