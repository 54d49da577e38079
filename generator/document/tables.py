"""Tables as HTML: header cells merged from the header paths, body cells from the printed rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.figures import Table


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of a table's head; `parts` are its lines when it is too wide for one."""

    text: str
    colspan: int
    rowspan: int
    column: bool

    @property
    def parts(self) -> list[str]:
        """A head over one column is broken where the profile allows it (“/”); over several it is not."""
        return self.text.split("/") if self.column else [self.text.replace("/", "")]


def header_rows(paths: Sequence[tuple[str, ...]]) -> list[list[HeaderCell]]:
    """The head of a table whose columns have these header `paths`, from top to bottom.

    Equal neighbours below the same parent are one cell; a path that ends early reaches down to the last row.
    """
    depth = max(len(path) for path in paths)
    rows: list[list[HeaderCell]] = []
    for level in range(depth):
        row: list[HeaderCell] = []
        column = 0
        while column < len(paths):
            path = paths[column]
            if len(path) <= level:
                column += 1
                continue
            end = column + 1
            last = len(path) == level + 1
            while not last and end < len(paths) and _below(paths[end], path[: level + 1]):
                end += 1
            row.append(HeaderCell(path[level], end - column, depth - level if last else 1, last))
            column = end
        rows.append(row)
    return rows


def _below(path: tuple[str, ...], parent: tuple[str, ...]) -> bool:
    return len(path) > len(parent) and path[: len(parent)] == parent


def head_of(table: Table) -> list[list[HeaderCell]]:
    """The printed header rows of `table`."""
    return header_rows([column.path for column in table.columns])
