"""Reading the sheet 数据 back into the budget that it was written from."""

from __future__ import annotations

from decimal import Decimal

from generator.errors import InputError
from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.kinds import BAD_CELL, NO_RESULT, NOT_UNDERSTOOD, too_much
from generator.exchange.importer.log import Log
from generator.exchange.tree import Leaf, Node, Path, Tree, is_money
from generator.exchange.xlsx_data import BEFORE, COLUMNS, EMPTIES, EMPTY, SEAL, path_of
from generator.source import limits

_ITEM = "\0"
"""What begins the number of an item while lists are mappings; no key of a workbook can begin so."""
MOST_ITEMS = 100_000
"""Items of a list; more is a slip of the pen in a key."""


def is_data(grid: Grid) -> int | None:
    """The row of the head when this is the sheet 数据."""
    for row in range(min(10, grid.height)):
        if tuple(squeezed(grid.text(row, column)) for column in range(len(COLUMNS))) == COLUMNS:
            return row
    return None


def read_data(grid: Grid, head: int, log: Log) -> tuple[Tree, Tree]:
    """The budget that the sheet holds, money in 万元; and what it has of last year's budget.

    Raises InputError when a number in it cannot be read: a budget without it would be another one.
    """
    tree: Tree = {}
    before: Tree = {}
    # Before there was a seal, a text that is empty was written as it is.
    since = bool(sealed(grid, head))
    if grid.height - head > limits.XLSX_DATA.most:
        hint = "项目特别多的部门，按单位分开导入；或用预算的 YAML"
        raise too_much(grid.place(head + limits.XLSX_DATA.most, 0), f"超过 {limits.XLSX_DATA.said}", hint)
    for row in range(head + 1, grid.height):
        path = _path(grid, row, log)
        _tell_beside(grid, row, log)
        node = _node(grid, row, path, log) if path else None
        said = BEFORE if grid.text(row, 3) == BEFORE and grid.text(row, 1) else ""
        if path and node is None and since:
            log.row(grid.place(row, 0), grid.row_text(row), "这个键没有数，也没有文字")
        elif path and not _enter(before if said else tree, path, Leaf("") if node is None else node):
            log.row(grid.place(row, 0), grid.text(row, 0), "键与别的行矛盾")
    if bad := [finding for finding in log.findings if finding.code in (BAD_CELL.code, NO_RESULT.code)]:
        raise InputError(bad)
    return _compact(tree), _compact(before)


def sealed(grid: Grid, head: int) -> list[str]:
    """The seals of the tables above the head, of all cells and without sums; none in an old workbook."""
    texts = (grid.text(row, 0) for row in range(head))
    return next((text.removeprefix(SEAL).split() for text in texts if text.startswith(SEAL)), [])


def _tell_beside(grid: Grid, row: int, log: Log) -> None:
    """Name what stands beside the four columns, or as a text beside a number."""
    beside = [3] if grid.text(row, 1) and grid.text(row, 3) != BEFORE else []
    for column in (*beside, *range(len(COLUMNS), grid.width)):
        if text := grid.text(row, column):
            log.unread.append((grid.place(row, column), text))
            hint = "一行一个值：数写在“数”一栏，话写在“文字”一栏，别的不写"
            log.add(NOT_UNDERSTOOD, grid.place(row, column), f"“{text[:30]}”没有导入", hint)


def _node(grid: Grid, row: int, path: Path, log: Log) -> Node | None:
    empty = grid.text(row, 2) == EMPTY and not grid.text(row, 1)
    written = grid.value(row, 3)
    # The text as it is: every blank in it is the author's.
    text = written if isinstance(written, str) else grid.text(row, 3)
    if empty and text in EMPTIES.values():
        blank: dict[str, Node] = {"list": [], "mapping": {}, "text": Leaf("", grid.place(row, 3))}
        return next(blank[kind] for kind, said in EMPTIES.items() if said == text)
    number = grid.amount(row, 1, log)
    if number is not None:
        yuan = squeezed(grid.text(row, 2)) == "元" and is_money(path)
        return Leaf(number / Decimal(10000) if yuan else number, grid.place(row, 1))
    return Leaf(text, grid.place(row, 3)) if text else None


def _path(grid: Grid, row: int, log: Log) -> Path:
    text = grid.text(row, 0)
    try:
        path = path_of(text) if text else ()
    except ValueError:
        path = (0,)
    if path and (not isinstance(path[0], str) or any(isinstance(k, int) and k > MOST_ITEMS for k in path)):
        log.row(grid.place(row, 0), text, "键不对")
        return ()
    return path


def _enter(tree: Tree, path: Path, leaf: Node) -> bool:
    """Put `leaf` at `path`; lists are kept as mappings by number until all is entered."""
    node: Tree = tree
    for key in path[:-1]:
        below = node.setdefault(_key(key), {})
        if not isinstance(below, dict):
            return False
        node = below
    if _key(path[-1]) in node:
        return False
    node[_key(path[-1])] = leaf
    return True


def _key(key: str | int) -> str:
    return key if isinstance(key, str) else f"{_ITEM}{key:06d}"


def _compact(node: Tree) -> Tree:
    return {key: _listed(below) for key, below in node.items()}


def _listed(node: Node) -> Node:
    if not isinstance(node, dict):
        return node
    if node and all(key.startswith(_ITEM) for key in node):
        return [_listed(node[key]) for key in sorted(node)]
    return _compact(node)
