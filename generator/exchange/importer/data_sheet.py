"""Reading the sheet 数据 back into the budget that it was written from."""

from __future__ import annotations

from decimal import Decimal

from generator.exchange.importer.cells import squeezed
from generator.exchange.importer.grid import Grid
from generator.exchange.importer.log import Log
from generator.exchange.tree import Leaf, Node, Path, Tree, is_money
from generator.exchange.xlsx_data import COLUMNS, path_of

MOST_ITEMS = 100_000
"""Items of a list; more is a slip of the pen in a key."""


def is_data(grid: Grid) -> int | None:
    """The row of the head when this is the sheet 数据."""
    for row in range(min(10, grid.height)):
        if tuple(squeezed(grid.text(row, column)) for column in range(len(COLUMNS))) == COLUMNS:
            return row
    return None


def read_data(grid: Grid, head: int, log: Log) -> Tree:
    """The budget that the sheet holds, money in 万元."""
    tree: Tree = {}
    for row in range(head + 1, grid.height):
        path = _path(grid, row, log)
        leaf = _leaf(grid, row, path, log) if path else None
        if leaf is not None and not _enter(tree, path, leaf):
            log.row(grid.place(row, 0), grid.text(row, 0), "键与别的行矛盾")
    return _compact(tree)


def _leaf(grid: Grid, row: int, path: Path, log: Log) -> Leaf | None:
    text = grid.text(row, 3)
    if text:
        return Leaf(text, grid.place(row, 3))
    number = grid.amount(row, 1, log)
    if number is None:
        return None
    yuan = squeezed(grid.text(row, 2)) == "元" and is_money(path)
    return Leaf(number / Decimal(10000) if yuan else number, grid.place(row, 1))


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


def _enter(tree: Tree, path: Path, leaf: Leaf) -> bool:
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
    return key if isinstance(key, str) else f"#{key:06d}"


def _compact(node: Tree) -> Tree:
    return {key: _listed(below) for key, below in node.items()}


def _listed(node: Node) -> Node:
    if not isinstance(node, dict):
        return node
    if node and all(key.startswith("#") for key in node):
        return [_listed(node[key]) for key in sorted(node)]
    return _compact(node)
