"""Column widths: an amount never wraps, and names share what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.document.measures import Measures
from generator.figures import Table
from generator.figures.cells import Column

RULES = 0.5
"""Millimetres that the rules beside a cell take, with some room."""
FEWEST = 8
"""Characters that a column of names has room for, if it has as many."""
_DIGIT, _POINT, _PER_CENT, _LATIN = 0.55, 0.33, 0.95, 0.6


def ems(text: str) -> float:
    """The width of `text` in 宋体, in em: figures 0.55, points 0.33, Latin at most 0.6."""
    return sum(map(_ems, text))


def _ems(char: str) -> float:
    if char.isdigit() and char.isascii():
        return _DIGIT
    if char in ".,":
        return _POINT
    if char == "%":
        return _PER_CENT
    return _LATIN if char.isascii() else 1.0


@dataclass(frozen=True, slots=True)
class NameWidth:
    """What a name needs of its column, in mm: its characters on one line, and what is `beside` each line."""

    text: float
    beside: float
    em: float

    @property
    def needed(self) -> float:
        """On one line."""
        return self.text + self.beside

    def lines(self, width: float) -> int:
        """How many lines it has in a column; each may be a character short, for what may not end it."""
        if self.needed <= width:
            return 1
        return max(2, -int(-self.text // max(width - self.beside - self.em, self.em)))


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table in type of one size.

    `widths` in millimetres; together they fill the text width. `fits`: no amount stands out of its column,
    and names have room. `names` are the columns of names, with those of every row.
    """

    widths: tuple[float, ...]
    fits: bool
    names: dict[int, tuple[NameWidth, ...]]

    def lines(self, row: int) -> int:
        """How many lines row `row` has."""
        return max((each[row].lines(self.widths[index]) for index, each in self.names.items()), default=1)

    @property
    def wraps(self) -> bool:
        """Whether a name takes two lines."""
        return any(name.needed > self.widths[index] for index, each in self.names.items() for name in each)


def columns_of(
    table: Table, em: float, whole: float, measures: Measures, *, one_line: bool = False
) -> Columns:
    """The columns of `table` on `whole` millimetres, in type of `em` millimetres.

    With `one_line` nobody asks how many lines its rows have where not all have one.
    """
    beside = 2 * measures.cell_side + RULES
    fixed: dict[int, float] = {}
    names: dict[int, tuple[NameWidth, ...]] = {}
    asked: dict[int, float] = {}
    for index, column in enumerate(table.columns):
        head = max(map(ems, _head_parts(column))) * em + beside
        cells = [row.cells[index] for row in table.rows]
        if column.numeric or column.code:
            fixed[index] = max((ems(cell.printed) * em + beside for cell in cells), default=0.0)
            fixed[index] = max(fixed[index], head)
        else:
            names[index] = tuple(
                NameWidth(ems(cell.printed) * em, measures.indent * cell.level + beside, em) for cell in cells
            )
            asked[index] = max((head, *(name.needed for name in names[index])))
    left, least = whole - sum(fixed.values()), FEWEST * em + beside
    widths = fixed | _shared(asked, max(left, 0.0), least)
    spare = max(whole - sum(widths.values()), 0.0) / len(widths)
    if len(names) == 2 and sum(asked.values()) > left > 2 * least and not (one_line and _wraps(names, left)):
        widths |= _fewest_lines(names, left, least, widths)
    final = tuple(widths[index] + spare for index in range(len(table.columns)))
    fits = left >= 0 and all(final[index] >= min(width, least) for index, width in asked.items())
    return Columns(final, fits, names if fits else {})


def _fewest_lines(
    names: dict[int, tuple[NameWidth, ...]], room: float, least: float, now: dict[int, float]
) -> dict[int, float]:
    """The widths of two columns of names with which rows have the fewest lines, nearest to those of `now`."""
    one, other = names
    always = min(least, *now.values())
    rows = Counter(pair for pair in zip(names[one], names[other], strict=True) if _widest(pair) > always)
    ways = [(now[one], now[other])]
    ways += [(least + step, room - least - step) for step in range(int(room - 2 * least) + 1)]
    lines = {
        way: sum(n * max(a.lines(way[0]), b.lines(way[1])) for (a, b), n in rows.items()) for way in ways
    }
    best = min(ways, key=lambda way: (lines[way], abs(way[0] - now[one])))
    return dict(zip((one, other), best, strict=True))


def _wraps(names: dict[int, tuple[NameWidth, ...]], room: float) -> bool:
    """Whether a row needs more than `room` for its names, so that one wraps whatever the widths are."""
    return any(sum(name.needed for name in row) > room for row in zip(*names.values(), strict=True))


def _widest(names: tuple[NameWidth, NameWidth]) -> float:
    """What the longer of the names of a row needs: where even that has room, the row has one line."""
    return max(name.needed for name in names)


def _shared(asked: dict[int, float], room: float, least: float) -> dict[int, float]:
    """What columns of names get of `room`: what they ask for, or a part of it.

    Those that ask for `least` or less get all of it, where the others have at least as much then.
    """
    short = {index: width for index, width in asked.items() if width <= least}
    long = {index: width for index, width in asked.items() if width > least}
    if not long or room - sum(short.values()) < least * len(long):
        short, long = {}, asked
    scale = min(1.0, (room - sum(short.values())) / sum(long.values())) if long else 1.0
    return short | {index: width * scale for index, width in long.items()}


def _head_parts(column: Column) -> Sequence[str]:
    """The stretches of the column's own head cell that are not broken."""
    return column.path[-1].split("/")


def millimetres(width: float) -> str:
    """`width` for a style sheet, to a hundredth."""
    return f"{Decimal(width):.2f}mm"
