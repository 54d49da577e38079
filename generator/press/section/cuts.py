"""Merged cells (合并单元格) over a page break: closed at the foot, opened again on the next page （续）.

Cells that are `joined` to the one above, which has the words of both, have them again there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from generator.errors import ProfileError
from generator.source.digits import whole

MORE = "（续）"
JOINED = "joined"
"""The class of rows, and of cells, that go on with those above."""
MOST_SPANNED = {"colspan": 1_000, "span": 1_000, "rowspan": 65_534}
"""Columns and rows that a cell may be as wide and as high as: what HTML allows."""


def rows_of(root: Any) -> list[Any]:
    """The rows below `root` that may begin a page, in order."""
    return [row for row in root.iter("tr") if "data-row" in row.attrib]


def labels_of(row: Any) -> list[Any]:
    """The cells of a row that label it and the rows below."""
    return [cell for cell in row if cell.get("scope") == "rowgroup" and _rows(cell) > 1]


def goes_on(row: Any) -> bool:
    """Whether a row has a label for rows below, or a cell that goes on with the one above."""
    return bool(labels_of(row)) or any(map(is_joined, row))


def refuse_spans(root: Any) -> None:
    """Raise ProfileError for a cell that is wider or higher than any: it is laid out column by column."""
    for element in root.iter():
        for name, most in MOST_SPANNED.items():
            said = element.get(name)
            if said is not None and not 1 <= (whole(said.strip()) or 0) <= most:
                raise ProfileError(f"样式的模板里，{name} 要写 1 到 {most:,} 的整数，现在是“{said[:20]}”。")


def cut(root: Any, breaks: Set[int]) -> None:
    """Let the rows `breaks` begin pages, in place, and cut the merged cells there."""
    numbers = {id(row): number for number, row in enumerate(rows_of(root))}
    for group in root.iter():
        rows = [row for row in group if row.tag == "tr"]
        beginning = [index for index, row in enumerate(rows) if numbers.get(id(row)) in breaks]
        if beginning:
            _cut_group(rows, beginning)


Said = dict[int, Any]
"""The last cell that has words of its own, by how many stand behind it: cells before may be merged."""


@dataclass(slots=True)
class _Open:
    """A merged cell from row `start` to before `end`, in its column; `whole` is as it was written."""

    cell: Any
    whole: Any
    column: int
    start: int
    end: int


def _cut_group(rows: Sequence[Any], beginning: Sequence[int]) -> None:
    """Cut the merged cells of a table's `rows` before those `beginning` a page."""
    open_cells: list[_Open] = []
    said: Said = {}
    for index, row in enumerate(rows):
        open_cells = [item for item in open_cells if item.end > index]
        placed = list(zip(row, _columns(row, open_cells), strict=True))
        _note(row, said)
        if index in beginning:
            _begin_page(row, said)
            for item in sorted(open_cells, key=lambda item: -item.column):
                row.insert(sum(column < item.column for _, column in placed), _go_on(item, index))
        for cell, column in placed:
            if _rows(cell) > 1:
                open_cells.append(_Open(cell, deepcopy(cell), column, index, index + _rows(cell)))


def _columns(row: Any, above: Sequence[_Open]) -> Iterator[int]:
    """The columns of the cells of a row, beside those that reach into it from above."""
    taken = {item.column + span for item in above for span in range(int(item.cell.get("colspan", "1")))}
    column = 0
    for cell in row:
        while column in taken:
            column += 1
        yield column
        column += int(cell.get("colspan", "1"))


def is_joined(element: Any) -> bool:
    """Whether a row, or a cell, goes on with the one above."""
    return JOINED in element.get("class", "").split()


def _part(element: Any, *more: str) -> None:
    """It goes on with nothing, and has the classes `more`."""
    classes = [name for name in element.get("class", "").split() if name != JOINED]
    element.set("class", " ".join([*classes, *more]))


def _note(row: Any, said: Said) -> None:
    """Keep the cells of a row that have words of their own."""
    said.update({number: cell for number, cell in enumerate(reversed(row)) if not is_joined(cell)})


def _begin_page(row: Any, said: Said) -> None:
    _part(row, "begins-page")
    for number, cell in enumerate(reversed(row)):
        if is_joined(cell) and number in said:
            _part(cell)
            cell.text = said[number].text
            cell[:] = [deepcopy(below) for below in said[number]]


def _go_on(item: _Open, index: int) -> Any:
    """The rest of a merged cell that is cut before row `index`."""
    rest = deepcopy(item.whole)
    item.cell.set("rowspan", str(index - item.start))
    rest.set("rowspan", str(item.end - index))
    if rest.get("scope") == "rowgroup":
        _say_more(rest)
    item.cell, item.start = rest, index
    return rest


def _say_more(cell: Any) -> None:
    """（续） after the label, on a line of its own where the template asks for that."""
    if cell.get("data-more") == "line":
        line = cell.makeelement("br", {})
        cell.append(line)
        line.tail = MORE
    elif len(cell):
        cell[-1].tail = (cell[-1].tail or "") + MORE
    else:
        cell.text = (cell.text or "") + MORE


@dataclass(slots=True)
class Shelf:
    """What rows may need when they begin a page, at the end of the body (`tops`) until it is known which do.

    `more` says for every merged cell what goes on with it, `opened` for a row that goes on with that above,
    or has cells that are, how it is when it is not.
    """

    body: Any
    tops: list[Any] = field(default_factory=list)
    more: dict[Any, Any] = field(default_factory=dict)
    opened: dict[Any, Any] = field(default_factory=dict)

    def clear(self) -> None:
        """Take all of it out of the body."""
        for top in self.tops:
            self.body.remove(top)


def shelve(root: Any) -> Shelf | None:
    """A shelf for the rows below `root`, in its body; None where no row has a label that could be cut."""
    if not any(goes_on(row) for row in rows_of(root)):
        return None
    shelf = Shelf(root.find("body"))
    parents = {child: parent for parent in root.iter() for child in parent}
    for group in dict.fromkeys(parents[row] for row in rows_of(root)):
        said: Said = {}
        copies = [copy for row in group if row.tag == "tr" for copy in _copies(row, shelf, said)]
        if copies:
            top = _like(group, copies)
            while (group := parents[group]) is not shelf.body:
                top = _like(group, [top])
            shelf.tops.append(top)
    shelf.body.extend(shelf.tops)
    return shelf


def _copies(row: Any, shelf: Shelf, said: Said) -> Iterator[Any]:
    """The rows that stand on the `shelf` for one; `said` are the cells with words above it."""
    _note(row, said)
    merged = [cell for cell in row if _rows(cell) > 1]
    if merged:
        rest = row.makeelement("tr", {})
        for cell in merged:
            copy = deepcopy(cell)
            copy.set("rowspan", "1")
            if copy.get("scope") == "rowgroup":
                _say_more(copy)
            rest.append(copy)
            shelf.more[cell] = shelf.more[copy] = copy
        yield rest
    if is_joined(row) or any(map(is_joined, row)):
        opened = deepcopy(row)
        _begin_page(opened, said)
        shelf.opened[row] = opened
        shelf.more |= {
            copy: shelf.more[cell] for copy, cell in zip(opened, row, strict=True) if cell in shelf.more
        }
        yield opened


def _like(element: Any, children: Sequence[Any]) -> Any:
    """An element like another, but for its name, with these children."""
    like = element.makeelement(element.tag, {name: value for name, value in element.items() if name != "id"})
    like.extend(children)
    return like


def _rows(cell: Any) -> int:
    return int(cell.get("rowspan", "1"))
