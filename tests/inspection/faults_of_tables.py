"""Faults of tables. Each function yields one sentence per fault it finds in a section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tests.inspection.paper import Cell, Paper, Part, Row

FEW = 3
"""Rows: a last page with fewer looks forgotten."""
CONTINUED = "（续）"
SLACK = 0.75
"""Points by which the boxes of text may reach over their cell: rounding."""
POINTS_APART = 0.4
"""Points: those of sums are of another face, whose figures are as wide to a hundredth of an em."""


def outside_their_cell(paper: Paper) -> Iterator[str]:
    """A cell whose letters, as painted between its edges, are not those that were written in it."""
    for part in _parts(paper):
        page = paper.painted[part.page]
        for cell in (cell for row in part.rows for cell in row.cells):
            left, top, right, bottom = cell.box
            letters = page.inside(cell.box)
            printed = "".join(letter.char for letter in letters)
            written = "".join(cell.text.split())
            if printed != written:
                yield f"{paper.at(part.page)}: the cell of “{written[:20]}” holds “{printed[:20]}”"
            for letter in letters:
                ink = letter.ink
                if (
                    ink[0] < left - SLACK
                    or ink[2] > right + SLACK
                    or ink[1] < top - SLACK
                    or ink[3] > bottom + SLACK
                ):
                    yield f"{paper.at(part.page)}: “{letter.char}” reaches over the cell of “{written[:20]}”"


def torn_rows(paper: Paper) -> Iterator[str]:
    """A row that stands on two pages, though it is not taller than one."""
    for table in paper.tables:
        fragments: dict[int, list[tuple[Part, Row]]] = defaultdict(list)
        for part in table:
            for row in part.body:
                fragments[row.key].append((part, row))
        for pieces in fragments.values():
            if len(pieces) > 1 and sum(row.bottom - row.top for _, row in pieces) <= _room(
                paper, pieces[1][0]
            ):
                yield f"{paper.at(pieces[0][0].page)}: the row “{_name(pieces[0][1])}” is torn"


def wrapped_figures(paper: Paper) -> Iterator[str]:
    """A figure of more than one line."""
    for part in _parts(paper):
        for cell in (cell for row in part.body for cell in row.cells):
            if "amount" in cell.classes.split() and cell.lines > 1:
                yield f"{paper.at(part.page)}: “{cell.text}” is wrapped"


def missing_heads(paper: Paper) -> Iterator[str]:
    """A table whose header rows do not stand on every one of its pages, the same each time."""
    for table in (table for table in paper.tables if len(table) > 1):
        heads = [[[cell.text for cell in row.cells] for row in part.head] for part in table]
        for part, head in zip(table, heads, strict=True):
            if head != heads[0] or (not head and _is_head(table[0].body[0])):
                yield f"{paper.at(part.page)}: the head of “{part.classes}” is not repeated"


def _is_head(row: Row) -> bool:
    return all(cell.tag == "th" and cell.scope.startswith("col") for cell in row.cells)


def heads_left_behind(paper: Paper) -> Iterator[str]:
    """A row that is the head of the rows below it, as the last of its page."""
    for table in paper.tables:
        for part in table[:-1]:
            if part.body and not any(cell.tag == "td" for cell in part.body[-1].cells):
                yield f"{paper.at(part.page)}: the head “{_name(part.body[-1])}” is the last row"


def open_spans(paper: Paper) -> Iterator[str]:
    """A merged cell that is not closed at the foot of a page, or not opened again at the top of the next."""
    for part in _parts(paper):
        for rows in (part.head, part.body):
            for index, row in enumerate(rows):
                for cell in row.cells:
                    if index + cell.rows > len(rows):
                        yield f"{paper.at(part.page)}: the merged cell “{cell.text}” is not closed"
        covered = sum(cell.columns for cell in part.body[0].cells) if part.body else part.width
        if covered != part.width:
            yield f"{paper.at(part.page)}: a merged cell is not opened again above “{_name(part.body[0])}”"


def unlabelled_spans(paper: Paper) -> Iterator[str]:
    """A merged cell that goes on from the page before without saying so, or says so without going on."""
    for table in paper.tables:
        for before, part in pairwise(table):
            above = _labels(before.body)
            path: list[str] = []
            for cell in _merged(part.body[:1]):
                path.append(cell.text.removesuffix(CONTINUED))
                goes_on = [above.get(column, "") for column in range(len(path))] == path
                if goes_on != cell.text.endswith(CONTINUED):
                    yield f"{paper.at(part.page)}: “{cell.text}” {'goes' if goes_on else 'does not go'} on"


def _labels(rows: Sequence[Row]) -> dict[int, str]:
    """Column → the label of its last merged cell."""
    return {cell.column: cell.text.removesuffix(CONTINUED) for cell in _merged(rows)}


def _merged(rows: Sequence[Row]) -> Iterator[Cell]:
    for row in rows:
        yield from (cell for cell in row.cells if cell.scope == "rowgroup")


def unclosed_feet(paper: Paper) -> Iterator[str]:
    """A ruled table that has no rule along its foot on some page."""
    for part in _parts(paper):
        if _is_ruled(part) and part.rows:
            foot = part.rows[-1].bottom
            ruled = paper.painted[part.page].ruled(foot)
            if ruled < part.right - part.left - 1:
                yield f"{paper.at(part.page)}: below “{_name(part.rows[-1])}” {ruled:.0f} pt are ruled"


def forgotten_rows(paper: Paper) -> Iterator[str]:
    """A table that ends with a page of one or two rows, although three would have fitted there."""
    on_page: dict[int, int] = defaultdict(int)
    for part in _parts(paper):
        on_page[part.page] += len(part.body) if _is_ruled(part) else 0
    for table in paper.tables:
        rows = [row for part in table for row in part.body]
        last = table[-1]
        avoidable = sum(row.bottom - row.top for row in rows[-FEW:]) <= _room(paper, last)
        if len(table) > 1 and 0 < on_page[last.page] < FEW < len(rows) and avoidable:
            yield f"{paper.at(last.page)}: only {len(last.body)} rows of “{last.classes}” are left"


def begun_at_the_foot(paper: Paper) -> Iterator[str]:
    """A table with one or two rows below its head at the foot of a page, although three would fit."""
    for table in (table for table in paper.tables if len(table) > 1 and table[0].head):
        rows = [row for part in table for row in part.body][:FEW]
        fits = sum(row.bottom - row.top for row in rows) <= _room(paper, table[0])
        if len(table[0].body) < len(rows) and fits:
            yield f"{paper.at(table[0].page)}: only {len(table[0].body)} rows of “{table[0].classes}” stand"


def uneven_points(paper: Paper) -> Iterator[str]:
    """Decimal points of a column that do not stand below each other."""
    for table in paper.tables:
        points: dict[int, list[float]] = defaultdict(list)
        for part in table:
            page = paper.painted[part.page]
            for cell in (cell for row in part.body for cell in row.cells):
                if "amount" in cell.classes.split():
                    middles = [letter.centre[0] for letter in page.inside(cell.box) if letter.char == "."]
                    points[cell.column] += [middle - part.left for middle in middles]
        for column, places in points.items():
            apart = max(places, default=0.0) - min(places, default=0.0)
            if apart > POINTS_APART:
                yield f"{paper.key}: the points of column {column + 1} are {apart:.2f} pt apart"


def _parts(paper: Paper) -> Iterator[Part]:
    for table in paper.tables:
        yield from table


def _is_ruled(part: Part) -> bool:
    return bool({"amounts", "grid"} & set(part.classes.split()))


def _room(paper: Paper, part: Part) -> float:
    """The height that rows have on a page of `part`'s table that has nothing else."""
    _, top, _, bottom = paper.block(part.page)
    return bottom - top - sum(row.bottom - row.top for row in part.head)


def _name(row: Row) -> str:
    return " ".join(cell.text for cell in row.cells)[:24]


def parents_left_behind(paper: Paper) -> Iterator[str]:
    """A row of a table of figures that is followed by its parts on the next page."""
    for table in paper.tables:
        for part in table[:-1]:
            if part.body and "parent" in part.body[-1].classes.split():
                yield f"{paper.at(part.page)}: “{_name(part.body[-1])}” is parted from its parts"
