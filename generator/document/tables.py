"""Tables as HTML: header cells merged from the header paths, body cells from the printed rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.figures import Table
from generator.figures.cells import Row


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


def row_heads(table: Table) -> list[set[int]]:
    """For every row, the columns whose cells label the amounts right of them: the names of its 科目, 项目.

    A row without a name, such as a total, is labelled by what stands in its column of codes.
    """
    runs = label_columns(table)
    return [{head for run in runs for head in _head_of_run(table, row, run)} for row in table.rows]


def parents(table: Table) -> set[int]:
    """The rows that are followed by their parts: no page ends with one of these."""
    labels = [index for run in label_columns(table)[:1] for index in run]
    levels = [max((row.cells[index].level for index in labels), default=0) for row in table.rows]
    return {index for index, (own, below) in enumerate(pairwise(levels)) if below > own}


def label_columns(table: Table) -> list[list[int]]:
    """The columns of words at the beginning of each of the blocks that stand side by side."""
    runs: list[list[int]] = []
    for index, column in enumerate(table.columns):
        if column.numeric:
            continue
        if not index or table.columns[index - 1].numeric:
            runs.append([])
        runs[-1].append(index)
    return runs


def _head_of_run(table: Table, row: Row, run: Sequence[int]) -> list[int]:
    filled = [index for index in run if row.cells[index].printed]
    return ([index for index in filled if not table.columns[index].code] or filled)[:1]


def head_of(table: Table) -> list[list[HeaderCell]]:
    """The printed header rows of `table`."""
    return header_rows([column.path for column in table.columns])
