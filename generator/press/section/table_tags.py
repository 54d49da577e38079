"""Tables in the tag tree: their cells have names, scopes and headers, and their parts on pages are one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, dropwhile, takewhile

from generator.press.justify import goes_on
from generator.press.section.nodes import Node
from generator.press.section.values import Cell

_SCOPES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}


def joined(parts: Sequence[Node]) -> list[Node]:
    """Put the rows of all `parts` of a table into the first, without repeated heads; what is left over."""
    first, *others = parts
    for part in others:
        bodies = [group for group in _groups(first) if group.kind != "THead"]
        for group in list(_groups(part)):
            if group.kind == "THead":
                continue
            if not bodies:
                group.parent = first
                first.kids.append(group)
                continue
            for row in group.below():
                row.parent = bodies[-1]
                bodies[-1].kids.append(row)
    return others


def _groups(table: Node) -> Iterator[Node]:
    """The groups of a table's rows, or the table itself when its rows are in no group."""
    if any(kid.kind == "TR" for kid in table.below()):
        yield table
    yield from (kid for kid in table.below() if kid.kind in ("THead", "TBody", "TFoot"))


def named(number: int, parts: Sequence[Node]) -> None:
    """Name the header cells of table `number` of a section, and say for every data cell which are its own.

    The head that every part repeats is that of the first.
    """
    columns: list[str] = []
    for index, part in enumerate(parts):
        _Part(f"{number}-{index}", part, columns, first=index == 0).name()


def whole_again(table: Node) -> None:
    """Put the rows that a long text was cut into together again, those of a page: they are heard as one."""
    above: Node | None = None
    reaching: list[tuple[Node, int]] = []
    taken: set[int] = set()
    for position, (_, row) in enumerate(_rows(table)):
        cells = list(row.below())
        reaching = [(cell, end) for cell, end in reaching if end > position]
        piece = row.laid_out.element is not None and "data-piece" in row.laid_out.element.attrib
        if piece and above and above.page == row.page and all(cell.kind == "TD" for cell in cells):
            texts = (cell for cell in above.below() if cell.kind == "TD")
            for text, more in zip(texts, cells, strict=True):
                _append(text, more)
            for cell, _ in reaching:
                if cell.cell:
                    cell.cell = replace(cell.cell, rows=cell.cell.rows - 1)
            taken.add(id(row))
        else:
            above = row
            reaching += [(cell, position + cell.laid_out.rowspan) for cell in cells]
    for group in _groups(table) if taken else ():
        group.kids = [kid for kid in group.kids if id(kid) not in taken]


def _append(text: Node, more: Node) -> None:
    """Let a cell go on with what is in another, the first paragraph in the one that it has begun."""
    for paragraph in list(more.below()):
        *_, last = (None, *text.below())
        if last is not None and goes_on(last.laid_out):
            last.kids += paragraph.kids
            for kid in paragraph.below():
                kid.parent = last
            last.laid_out = paragraph.laid_out
        else:
            paragraph.parent = text
            text.kids.append(paragraph)


class _Part:
    """A table on one page; `columns` are the names of the head's cells in the first part."""

    def __init__(self, name: str, table: Node, columns: list[str], *, first: bool) -> None:
        self.name_of_part, self.columns, self.first = name, columns, first
        self.rows = [(group.kind == "THead", row) for group, row in _rows(table)]
        self.cells = [[cell for cell in row.below() if cell.kind in ("TH", "TD")] for _, row in self.rows]

    def name(self) -> None:
        """Give every cell its name, scope and headers."""
        numbers = count()
        of_head = iter(list(self.columns))
        names: dict[int, str] = {}
        labels: list[tuple[int, str]] = []
        headers = self._headers()
        for position, (in_head, _) in enumerate(self.rows):
            for cell in self.cells[position]:
                box = cell.laid_out
                span = Cell(box.colspan, box.rowspan)
                if cell.kind == "TD":
                    of_rows = [name for end, name in labels if position < end]
                    own = [names[id(header)] for header in headers[id(cell)] if id(header) in names]
                    cell.cell = replace(span, headers=tuple(dict.fromkeys(own + of_rows)))
                    continue
                scope = _SCOPES.get(box.element.attrib.get("scope", "col"), "Column")
                name = names[id(cell)] = f"{self.name_of_part}-{next(numbers)}"
                cell.cell = replace(span, name=name, scope=scope)
                if in_head and self.first:
                    self.columns.append(name)
                elif in_head:
                    names[id(cell)] = next(of_head)
                if _scope(cell) == "rowgroup":
                    labels.append((position + box.rowspan, name))

    def _headers(self) -> dict[int, list[Node]]:
        """The header cells of every data cell: those of its row, then those that stand over its columns."""
        of_columns: defaultdict[int, list[Node]] = defaultdict(list)
        for cells in self.cells:
            for cell in cells:
                if cell.kind == "TH" and _SCOPES.get(_scope(cell)) != "Row":
                    for column in _columns(cell):
                        of_columns[column].append(cell)
        return {
            id(cell): [
                *(
                    header
                    for below in self.cells[row : row + cell.laid_out.rowspan]
                    for header in _labels(below, cell)
                ),
                *(header for column in _columns(cell) for header in of_columns[column]),
            ]
            for row, cells in enumerate(self.cells)
            for cell in cells
            if cell.kind == "TD"
        }


def _scope(cell: Node) -> str:
    """What a header cell is the head of."""
    return str(cell.laid_out.element.attrib.get("scope", "col"))


def _labels(row: Sequence[Node], cell: Node) -> list[Node]:
    """The header cells of a `row` that label `cell`: the nearest ones on its left that stand together.

    Of blocks side by side each has labels of its own; one that has none in this row is labelled by the other.
    """
    at = cell.laid_out.grid_x
    begins = [other.laid_out.grid_x for other in row if "data-block" in other.laid_out.element.attrib]
    first = max((begin for begin in begins if begin <= at), default=0)
    end = min((begin for begin in begins if begin > at), default=math.inf)
    own = any(_is_label(other) for other in row if first <= other.laid_out.grid_x < end)
    left = [other for other in row if (first if own else 0) <= other.laid_out.grid_x < at]
    before = dropwhile(lambda other: not _is_label(other), reversed(left))
    return list(takewhile(_is_label, before))[::-1]


def _is_label(cell: Node) -> bool:
    return cell.kind == "TH" and _scope(cell) == "row"


def _columns(cell: Node) -> range:
    """The columns of the table's grid that a cell covers."""
    first = cell.laid_out.grid_x
    return range(first, first + cell.laid_out.colspan)


def _rows(table: Node) -> Iterator[tuple[Node, Node]]:
    """(group or table, row) of every row."""
    return ((group, row) for group in _groups(table) for row in group.below() if row.kind == "TR")
