"""Merged cells (合并单元格) cut while WeasyPrint makes pages, so that a section is laid out once.

When a page ends inside a merged cell, the boxes are changed as `cuts.cut` changes the HTML, and that page
alone is made again. What boxes are needed then were made with all others, from the rows of a `Shelf`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from generator.press.boxes import descendants
from generator.press.hooks import boxes
from generator.press.section.cuts import Shelf

MOST = 50
"""How often a page is made again at most."""


class UnfitError(Exception):
    """The boxes cannot be cut on the way: the HTML has to be, step by step."""


@contextmanager
def cut_on_the_way(shelf: Shelf) -> Iterator[None]:
    """Where pages of the HTML of `shelf` end, merged cells are cut. Raises UnfitError."""
    from weasyprint import document
    from weasyprint.layout import page

    build, remake = document.build_formatting_structure, page.remake_page
    cutting = _Cutting(shelf, build, remake)
    document.build_formatting_structure, page.remake_page = cutting.build, cutting.remake
    try:
        yield
    finally:
        document.build_formatting_structure, page.remake_page = build, remake


class _Cutting:
    """The engine's two steps with ours behind them."""

    def __init__(self, shelf: Shelf, build: Callable[..., Any], remake: Callable[..., Any]) -> None:
        self.shelf, self.real_build, self.real_remake = shelf, build, remake
        self.kept: dict[Any, Any] = {}

    def build(self, *given: Any) -> Any:
        """The boxes of all that is not on the shelf; those of what is, are kept."""
        root = self.real_build(*given)
        for body in root.children:
            for box in [box for box in body.children if box.element in self.shelf.tops]:
                body.children.remove(box)
                for kind in (boxes().TableRowBox, boxes().TableCellBox):
                    self.kept |= {found.element: found for found in descendants(box, kind)}
        self.shelf.clear()
        return root

    def remake(self, index: int, context: Any, root: Any, html: Any) -> tuple[Any, Any]:
        """A page, and where the next goes on: as often as it ends inside a merged cell it is made again."""
        broken = context.broken_out_of_flow
        page, end = self.real_remake(index, context, root, html)
        for _ in range(MOST):
            found = _row_at(root, end)
            if found is None:
                return page, end
            undo = self._cut(*found)
            if undo is None:
                context.page_maker[index + 1][1]["break"] = "page"
                return page, end
            context.broken_out_of_flow = broken
            page, again = self.real_remake(index, context, root, html)
            if again == end:
                return page, end
            undo()
            end = again
        raise UnfitError

    def _cut(self, table: Any, group: Any, number: int) -> Callable[[], None] | None:
        """Let row `number` of a `group` begin a page; what takes it back, or None where nothing was to do."""
        row = group.children[number]
        reaching = [
            (above, cell)
            for above in range(number)
            for cell in group.children[above].children
            if above + cell.rowspan > number
        ]
        opened = self.shelf.opened.get(row.element)
        if not reaching and opened is None:
            return None
        if table.style["table_layout"] != "fixed" or table.style["width"] == "auto":
            raise UnfitError  # its columns are as wide as all its cells want them
        before = row.children, row.style, [(cell, cell.rowspan) for _, cell in reaching]

        def undo() -> None:
            row.children, row.style = before[:2]
            for cell, rows in before[2]:
                cell.rowspan = rows
            _draw_borders(table)

        cells = list(row.children)
        if opened is not None:
            row.style = self.kept[opened].style
            cells = [
                self._placed(element, cell, cell.rowspan) for element, cell in zip(opened, cells, strict=True)
            ]
        row.style = row.style.copy()
        row.style["break_before"] = "page"
        for above, cell in reaching:
            element = self.shelf.more[cell.element]
            cells.append(self._placed(element, cell, above + cell.rowspan - number))
            cell.rowspan = number - above
        row.children = sorted(cells, key=lambda cell: cell.grid_x)
        _draw_borders(table)
        return undo

    def _placed(self, element: Any, cell: Any, rows: int) -> Any:
        """The cell made of `element`, in the columns of `cell`."""
        placed = self.kept[element].deepcopy()
        placed.grid_x, placed.colspan, placed.rowspan = cell.grid_x, cell.colspan, rows
        return placed


def _row_at(root: Any, end: Any) -> tuple[Any, Any, int] | None:
    """(table, group, number) of the row before which a page ends; None when it ends elsewhere."""
    box, table = root, None
    while isinstance(end, dict) and len(end) == 1:
        [(number, end)] = end.items()
        if isinstance(box, boxes().TableBox):
            table = box
        if isinstance(box, boxes().TableRowGroupBox):
            fits = end is None and number > 0 and "data-row" in box.children[number].element.attrib
            return (table, box, number) if fits else None
        if not isinstance(box, boxes().ParentBox) or number >= len(box.children):
            return None
        box = box.children[number]
    return None


def _draw_borders(table: Any) -> None:
    """Settle anew which borders there are between the cells of `table`, where they collapse."""
    if table.style["border_collapse"] == "collapse":
        from weasyprint.layout.table import collapse_table_borders

        across, down = table.collapsed_border_grid
        table.collapsed_border_grid = collapse_table_borders(table, len(down[0]), len(across))
