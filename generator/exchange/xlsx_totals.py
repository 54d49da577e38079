"""Totals as formulas: an amount that others on its sheet add up to is their sum, with the value beside it.

Which amounts a total is made of is known from the figures, not guessed from the places of the cells: the
cells of a sum show, between them, every amount of the total exactly once. Blank cells of the same rows and
columns are added up as well, so that an amount that is entered there is in the totals.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from generator.exchange.xlsx_sheet import Sheet
from generator.figures import Figure, Formula

CellAt = tuple[int, int]
Parts = frozenset[str]


def write_totals(sheet: Sheet) -> None:
    """Write a formula into every amount of `sheet` that is the sum of others on it."""
    _Totals(sheet).write()


class _Totals:
    """The amounts of a sheet, each with what it adds up; blocks are columns of amounts side by side."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        made: dict[int, Parts | None] = {}
        self.parts = {
            cell: found
            for cell, source in sheet.sources.items()
            if isinstance(source, Figure) and (found := _parts(source, made))
        }
        self.having: dict[tuple[int, str], list[CellAt]] = {}
        """The cells of a column in which an amount is."""
        for cell, found in self.parts.items():
            for part in found:
                self.having.setdefault((cell[1], part), []).append(cell)
        self.blank = {cell for cell in sheet.sources if cell not in sheet.values}
        self.blocks = {cell: self._block(*cell) for cell in sheet.scales}
        self.grand = {cell for cell in self.parts if "总计" in self._name(cell)}
        """Sums at the foot of a table, to which no other refers."""
        self.sums: dict[CellAt, list[CellAt]] = {}
        self.more: dict[CellAt, set[CellAt]] = {}
        """The blank cells that a total adds up as well, where they are in it once."""
        self.reach: dict[CellAt, set[CellAt]] = {}

    def write(self) -> None:
        """Find the cells of every total, those of a column first, and write them."""
        down = {cell: cells for cell in self.parts if (cells := self._sum(cell, self._column(cell)))}
        across = {
            cell: cells
            for cell in self.parts
            if cell not in down and (cells := self._sum(cell, self._row(cell)))
        }
        rows: dict[tuple[int, range], set[int]] = {}
        columns: dict[int, set[int]] = {}
        for cell, cells in down.items():
            rows.setdefault((cell[0], self.blocks[cell]), set()).update(row for row, _ in cells)
        for cell, cells in across.items():
            columns.setdefault(cell[1], set()).update(column for _, column in cells)
        self.sums = down | across
        for row, column in down:
            alike = {(other, column) for other in rows[row, self.blocks[row, column]]}
            self.more[row, column] = (alike & self.blank) | self._around((row, column), alike)
        for row, column in across:
            self.more[row, column] = {(row, other) for other in columns[column]} & self.blank
        for cell in self.sums:
            if added := self._once(cell):
                self.sheet.formula(*cell, f"=SUM({','.join(_ranges(sorted(added)))})")

    def _once(self, total: CellAt) -> set[CellAt]:
        """The cells that `total` adds up, with the blank ones that no other of them has in its own sum."""
        cells = self.sums[total]
        reached = [self._reached(cell) for cell in cells]
        union = set[CellAt]().union(*reached)
        return {*cells, *(self.more[total] - union)} if sum(map(len, reached)) == len(union) else set()

    def _reached(self, cell: CellAt) -> set[CellAt]:
        """The cells that are in `cell` in the end, itself where it is no total."""
        if cell not in self.reach:
            cells = self._once(cell) if cell in self.sums else set[CellAt]()
            self.reach[cell] = set[CellAt]().union(*map(self._reached, cells)) if cells else {cell}
        return self.reach[cell]

    def _column(self, cell: CellAt) -> set[CellAt]:
        """The cells above and below that have an amount in common with this one."""
        return {other for part in self.parts[cell] for other in self.having[cell[1], part]}

    def _row(self, cell: CellAt) -> list[CellAt]:
        return [(cell[0], column) for column in self.blocks[cell] if (cell[0], column) in self.parts]

    def _block(self, row: int, column: int) -> range:
        first = last = column
        while (row, first - 1) in self.sheet.scales:
            first -= 1
        while (row, last + 1) in self.sheet.scales:
            last += 1
        return range(first, last + 1)

    def _name(self, cell: CellAt) -> str:
        """What stands before the block of `cell`."""
        return str(self.sheet.values.get((cell[0], self.blocks[cell][0] - 1), ""))

    def _sum(self, total: CellAt, line: Iterable[CellAt]) -> list[CellAt]:
        """The cells of `line` whose sum `total` is, the largest that fit first; empty when there are none."""
        left, chosen = self.parts[total], list[CellAt]()
        first = total in self.grand
        for cell in sorted(
            line, key=lambda cell: (-len(self.parts[cell]), first and self._order(cell)[0], cell)
        ):
            if self._below(total, cell) and self.parts[cell] <= left:
                left -= self.parts[cell]
                chosen.append(cell)
        said = [self.sheet.values.get(cell) for cell in (total, *chosen)]
        amounts = [value for value in said if isinstance(value, Decimal)]
        right = len(amounts) == len(said) and amounts[0] == sum(amounts[1:], Decimal(0))
        return chosen if right and not left else []

    def _below(self, total: CellAt, cell: CellAt) -> bool:
        """Whether `total` may refer to `cell`; never so that one refers to itself by way of others.

        Of two that show the same a total refers to a line, and else the first in the table to the other.
        """
        if cell in self.grand:
            return False
        if total in self.grand or self.parts[cell] != self.parts[total]:
            return self.parts[cell] <= self.parts[total]
        return self._order(total) < self._order(cell)

    def _order(self, cell: CellAt) -> tuple[bool, CellAt]:
        return (cell[0], 0) not in self.sheet.totals, cell

    def _free(self, row: int, block: range) -> bool:
        return all((row, column) in self.blank for column in block)

    def _around(self, total: CellAt, cells: set[CellAt]) -> set[CellAt]:
        """The blank rows between the cells of a total and, where it stands below them, before and behind."""
        (row, column), block = total, self.blocks[total]
        first, last = min(cells)[0], max(cells)[0]
        between = {one for one in range(first, last) if self._free(one, block)}
        if last > row:
            return {(one, column) for one in between}
        found = between | {one for one in range(last + 1, row) if self._free(one, block)}
        while total not in self.grand and self._free(first - 1, block):
            first -= 1
            found.add(first)
        return {(one, column) for one in found}


def _ranges(cells: list[CellAt]) -> list[str]:
    """`cells`, in order, as the arguments of SUM: C7:C9 and C12."""
    ranges: list[list[CellAt]] = []
    for row, column in cells:
        last = ranges[-1][-1] if ranges else (-2, -2)
        if last in ((row - 1, column), (row, column - 1)):
            ranges[-1].append((row, column))
        else:
            ranges.append([(row, column)])
    return [
        xl_rowcol_to_cell(*one[0]) + (f":{xl_rowcol_to_cell(*one[-1])}" if len(one) > 1 else "")
        for one in ranges
    ]


def _parts(figure: Figure, made: dict[int, Parts | None]) -> Parts | None:
    """The amounts, none of them nil, that `figure` adds up, each once; None when it is no such sum."""
    key = id(figure)
    if key not in made:
        origin = figure.origin
        if not isinstance(origin, Formula):
            made[key] = frozenset((figure.id,)) if figure.value else frozenset()
        elif origin.operator != "和":
            made[key] = None
        else:
            below = [_parts(operand, made) for operand in origin.operands]
            known = [one for one in below if one is not None]
            union = frozenset[str]().union(*known)
            once = len(known) == len(below) and sum(map(len, known)) == len(union)
            made[key] = union if once else None
    return made[key]
