"""Tables of an HTML text as grids: a merged cell stands in every place it covers."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from tests.printed_pages import squeezed


@dataclass
class HtmlCell:
    """A cell, its text without white space, and how many rows and columns it covers."""

    rowspan: int
    colspan: int
    text: str = ""


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[str, list[list[HtmlCell]]]] = []
        self.cell: HtmlCell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "table":
            self.tables.append((values.get("class") or "", []))
        elif tag == "tr":
            self.tables[-1][1].append([])
        elif tag in ("td", "th"):
            self.cell = HtmlCell(int(values.get("rowspan") or 1), int(values.get("colspan") or 1))
            self.tables[-1][1][-1].append(self.cell)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.text += squeezed(data)


def tables_of(html: str, css_class: str) -> list[list[list[str]]]:
    """The tables with `css_class`, each a list of rows of texts."""
    parser = _Tables()
    parser.feed(html)
    return [_grid(rows) for classes, rows in parser.tables if css_class in classes.split()]


def _grid(rows: list[list[HtmlCell]]) -> list[list[str]]:
    grid: list[list[str]] = []
    open_cells: dict[int, tuple[int, str]] = {}
    for cells in rows:
        row: list[str] = []
        waiting = iter(cells)
        cell = next(waiting, None)
        while cell is not None or len(row) in open_cells:
            column = len(row)
            if column in open_cells:
                left, text = open_cells.pop(column)
                row.append(text)
                if left > 1:
                    open_cells[column] = (left - 1, text)
            elif cell is not None:
                for offset in range(cell.colspan):
                    row.append(cell.text)
                    if cell.rowspan > 1:
                        open_cells[column + offset] = (cell.rowspan - 1, cell.text)
                cell = next(waiting, None)
        grid.append(row)
    return grid


def text_of(html: str) -> str:
    """The characters that `html` shows, its tags taken away."""
    shown: list[str] = []
    parser = HTMLParser(convert_charrefs=True)
    parser.handle_data = shown.append  # type: ignore[method-assign]
    parser.feed(html)
    parser.close()
    return "".join(shown)
