"""What of a workbook is not shown: whether it was read is said, and what is said beside its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from xlsxwriter.utility import xl_col_to_name

from generator.exchange.importer.grid import Grid
from generator.exchange.importer.kinds import ASSUMED, NOT_UNDERSTOOD
from generator.exchange.importer.log import Log

Line = tuple[str, str, int]
"""行 or 列, the name of the sheet, and the number: a line that was read."""
_READ = "也读了", "不要的，在 Excel 里取消隐藏、删去，再导入"
_UNREAD = "没有用到", "里面有要用的，导入以后补上"


def lines_read(tables: Iterable[tuple[Grid, int]]) -> set[Line]:
    """Every row and column in which a cell says something for the result.

    `tables` come with the first row below their head; a row of the head is read, be it only to know the rest.
    """
    found: set[Line] = set()
    for grid, body in tables:
        places = [grid.place(row, 0) for row in range(grid.height)]
        found |= {("行", place.sheet, place.row) for place in places[:body]}
        for row, column in grid.used - grid.contrary:
            if grid.text(row, column):
                sheet = places[row].sheet
                found |= {("行", sheet, places[row].row), ("列", sheet, column)}
    return found


def tell_unseen(grids: Iterable[Grid], log: Log, read: set[Line] | None = None) -> None:
    """Say of sheets what is not shown; all that they say was read, or else the lines in `read`."""
    for grid in grids:
        if grid.hidden:
            known = read is None or any(sheet == grid.name for _, sheet, _ in read)
            what, hint = _READ if known else _UNREAD
            log.add(ASSUMED, f"{grid.file}:{grid.name}", f"这张工作表是隐藏的，{what}", hint)
        for known, (what, hint) in ((True, _READ), (False, _UNREAD)):
            rows, columns = (
                [one for one in numbers if (read is None or (line, grid.name, one) in read) is known]
                for line, numbers in (("行", grid.hidden_rows), ("列", grid.hidden_columns))
            )
            said = [*_named(rows, "行", _row), *_named(columns, "列", xl_col_to_name)]
            if said:
                log.add(ASSUMED, f"{grid.file}:{grid.name}", f"{'，'.join(said)}是隐藏的，{what}", hint)
        for cell, words in grid.notes:
            message = f"有批注“{' '.join(words.split())[:40]}”，没有导入"
            log.add(NOT_UNDERSTOOD, grid.place(*cell), message)


def _row(number: int) -> str:
    return str(number + 1)


def _named(numbers: Sequence[int], line: str, name: Callable[[int], str]) -> Iterator[str]:
    """Lines in order, each run as its first and last."""
    runs = list[tuple[int, int]]()
    for number in numbers:
        first = runs.pop()[0] if runs and runs[-1][1] == number - 1 else number
        runs.append((first, number))
    if runs:
        yield f"第 {'、'.join(name(a) if a == b else f'{name(a)}—{name(b)}' for a, b in runs)} {line}"
