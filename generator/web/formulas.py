"""The figures that a page shows and all that they are made of, as data that the page can look through."""

from __future__ import annotations

import json
from typing import Any

from generator.figures import Book, Figure, Formula
from generator.figures.told import operation, unrounded, with_unit


class Formulas:
    """Figures by number, in the order in which the page shows them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._numbers: dict[str, int] = {}
        self._figures: list[Figure] = []

    def number(self, name: str) -> int:
        """The number of the figure `name`. Raises UnknownFigureError."""
        return self._enter(self._book[name])

    def _enter(self, figure: Figure) -> int:
        number = self._numbers.setdefault(figure.id, len(self._figures))
        if number == len(self._figures):
            self._figures.append(figure)
        return number

    def data(self) -> str:
        """JSON that may stand in a script element: [id, printed, operation, operands, unrounded] of each."""
        told: list[list[Any]] = []
        for figure in self._figures:  # grows while it is gone through: operands come last
            origin = figure.origin if isinstance(figure.origin, Formula) else None
            operands = [self._enter(operand) for operand in origin.operands] if origin else []
            made = operation(origin) if origin else ""
            told.append([figure.id, with_unit(figure), made, operands, unrounded(figure)])
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
