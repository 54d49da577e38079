"""A tree as YAML in the style of the sample budgets: lines of money in braces, behind them their cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from generator.exchange.importer.cells import CellPlace
from generator.exchange.importer.scalars import key_text, leaf_text, quoted
from generator.exchange.tree import Key, Leaf, Node, Path, Tree, leaves
from generator.exchange.xlsx_data import DATA
from generator.model.kinds import KINDS, UNIT
from generator.model.lines import CARRY_OVER
from generator.model.vocabulary import DEFAULT, fields_of
from generator.source.hidden import shown_name

LINES = frozenset((*(key for key, kind in KINDS.items() if kind.line), "单位"))
"""Lists of which every item is one line."""
BLOCKS = frozenset(("部门", "说明", "总体目标", "指标"))
"""Mappings that are never written in braces."""
MOST_PLACES = 4
LONGEST = 90
"""Characters that a mapping in braces may take."""

Names: TypeAlias = Callable[[Key, Node], str]
"""The name of the 科目 of a line of the list with this key, "" where it has none."""


class YamlWriter:
    """Writes trees of one budget: `unit` is its 金额单位, `names` gives comments to lines of 科目."""

    def __init__(self, unit: str, names: Names) -> None:
        self.unit = unit
        self.names = names

    def document(self, tree: Tree, keys: Sequence[str], head: str) -> str:
        """A file with the top-level `keys` of `tree` and `head` as comment; "" when it has none of them."""
        present = [key for key in keys if key in tree]
        lines = [f"# {line}" for line in head.splitlines()]
        for number, key in enumerate(present):
            if number == 0 or not isinstance(tree[key], Leaf):
                lines.append("")
            lines += self.entry(key, tree[key], (key,), 0)
        return "\n".join(lines) + "\n" if present else ""

    def flow(self, node: Node, path: Path) -> str:
        """`node` in one line, in braces or brackets."""
        if isinstance(node, Leaf):
            return leaf_text(node, path, self.unit, flow=True)
        if isinstance(node, list):
            return f"[{', '.join(self.flow(below, (*path, i)) for i, below in enumerate(node))}]"
        parts = (f"{key_text(key)}: {self.flow(node[key], (*path, key))}" for key in _ordered(node, path))
        return f"{{{', '.join(parts)}}}"

    def entry(self, key: str, node: Node, path: Path, indent: int) -> Iterator[str]:
        """The lines of `key` and what is below it."""
        name = f"{' ' * indent}{key_text(key)}:"
        if isinstance(node, Leaf) and _in_block(node):
            yield f"{name} |-{self._comment(node)}"
            yield from (f"{' ' * (indent + 2)}{line}" if line else "" for line in str(node.value).split("\n"))
        elif isinstance(node, Leaf):
            yield f"{name} {leaf_text(node, path, self.unit)}{self._comment(node)}"
        elif not node or _in_one_line(node, path):
            yield f"{name} {self.flow(node, path)}{self._comment(node)}"
        else:
            yield name
            yield from self._below(node, path, indent + 2)

    def item(self, item: Node, path: Path, indent: int) -> Iterator[str]:
        """The lines of an item of a list."""
        margin = " " * indent
        if isinstance(item, Leaf):
            text = str(item.value)
            written = quoted(text) if "\n" in text else leaf_text(item, path, self.unit)
            yield f"{margin}- {written}{self._comment(item)}"
        elif not item or _in_one_line(item, path):
            yield f"{margin}- {self.flow(item, path)}{self._comment(item, path)}"
        else:
            first, *others = self._below(item, path, indent + 2)
            yield f"{margin}- {first.lstrip()}"
            yield from others

    def _below(self, node: Node, path: Path, indent: int) -> Iterator[str]:
        if isinstance(node, list):
            for index, item in enumerate(node):
                yield from self.item(item, (*path, index), indent)
        elif isinstance(node, dict):
            for key, below in node.items():
                yield from self.entry(key, below, (*path, key), indent)

    def _comment(self, node: Node, path: Path = ()) -> str:
        """The cells that `node` came from; words from 数据 have none, of which every file's head speaks."""
        if isinstance(node, Leaf) and isinstance(node.value, str):
            place = node.origin
            if isinstance(place, CellPlace) and place.sheet == DATA:
                return ""
        name = self.names(path[0], node) if path else ""
        said = "；".join(part for part in (name, places_of(node)) if part)
        return f"  # {shown_name(said)}" if said else ""


def places_of(node: Node) -> str:
    """The cells that `node` came from, those of amounts if there are any: 支出!D8、项目!C9."""
    found = [leaf for _, leaf in leaves(node) if isinstance(leaf.origin, CellPlace)]
    amounts = [leaf for leaf in found if isinstance(leaf.value, Decimal)] or found[:1]
    names = list(dict.fromkeys(leaf.origin.short for leaf in amounts if isinstance(leaf.origin, CellPlace)))
    return "、".join(names[:MOST_PLACES]) + (" 等" if len(names) > MOST_PLACES else "")


def _ordered(node: Tree, path: Path) -> list[str]:
    if "值" in node:
        return list(node)
    known = _order(str(path[0]) if path else "")
    return sorted(node, key=lambda key: known.get(key, len(known)))


@cache
def _order(key: str) -> dict[str, int]:
    """The keys of what stands below `key` in the order in which they are written; others as they come.

    Of a line: what it is, whose, its amounts, and what is carried over.
    """
    line = KINDS[key].line if key in KINDS else None
    said = [*(name for name in line.properties() if name != UNIT), UNIT] if line else []
    amounts = [name for name in fields_of(line) if name != CARRY_OVER] if line else []
    words = dict.fromkeys((*said, *amounts, *DEFAULT.sources, CARRY_OVER, *DEFAULT.levels))
    return {word: index for index, word in enumerate(words)}


def _in_block(leaf: Leaf) -> bool:
    """Whether a text is written in lines of its own."""
    text = str(leaf.value)
    return "\n" in text and text == text.strip() and all(line.isprintable() for line in text.split("\n"))


def _in_one_line(node: Node, path: Path) -> bool:
    """Whether a node is written in braces: lines of money, and what is short and has no lists in it."""
    if len(path) == 2 and path[0] in LINES:
        return True
    if isinstance(node, list) or path[-1] in BLOCKS or (path[0] == "绩效目标" and len(path) == 2):
        return False
    found = list(leaves(node))
    if _has_list(node) or any("\n" in str(leaf.value) for _, leaf in found):
        return False
    if len(path) == 1 and not all(isinstance(leaf.value, Decimal) for _, leaf in found):
        return False
    return sum(len(str(p[-1])) + len(str(leaf.value)) + 4 for p, leaf in found) <= LONGEST


def _has_list(node: Node) -> bool:
    return isinstance(node, list) or (isinstance(node, dict) and any(_has_list(n) for n in node.values()))
