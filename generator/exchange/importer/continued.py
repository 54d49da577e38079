"""A table that goes on on the next sheet (续表) is read as one: its head and its money are the same there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.headings import heading_of
from generator.exchange.importer.leftovers import leftovers
from generator.exchange.importer.log import Log
from generator.exchange.importer.recognition import scales_in
from generator.exchange.importer.whose import departments_in

_GOES_ON = re.compile(r".{0,60}(续表?|接上表)[()\d]{0,4}")


def as_one_table(grids: Iterable[Grid], log: Log) -> list[Grid]:
    """The sheets, those that go on with the one before as rows of that."""
    found: list[Grid] = []
    for grid in grids:
        body = _body_of_more(found[-1], grid) if found else 0
        if body:
            found[-1] = found[-1].joined(grid, body)
            log.unused += leftovers(grid.section(0, body), heading_of(grid), (), ())
            log.use(grid.name, f"“{found[-1].name}”的续表")
        else:
            found.append(grid)
    return found


def _body_of_more(before: Grid, grid: Grid) -> int:
    """The first row of what goes on with the table `before`; 0 where it is another table."""
    heading, above = heading_of(grid), heading_of(before)
    if not heading or not above:
        return 0
    said = [squeezed(text) for text in (grid.name, *heading.above)]
    same = [one.words for one in heading.columns] == [one.words for one in above.columns]
    if not same or not any(_GOES_ON.fullmatch(text) for text in said):
        return 0
    pairs = (
        [{scale for _, scale in scales_in(*one)} for one in ((grid, heading), (before, above))],
        [{name for name, _ in departments_in(one)} for one in (grid, before)],
    )
    return heading.body if all(own <= there for own, there in pairs) else 0
