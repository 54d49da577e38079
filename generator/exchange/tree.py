"""A budget as plain data in the shape of its YAML: what is imported, exported, compared and written.

Money is in 万元 in here, whatever the 金额单位; amounts of 绩效目标 are in 元, as in the YAML.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Several
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from generator.model import Budget, IndicatorGroup, Number
from generator.model.base import Written
from generator.model.number import MONEY
from generator.model.paths import measure_at
from generator.source import Mapping, Place, Sequence, Value

if TYPE_CHECKING:
    from generator.exchange.importer.cells import CellPlace

Key: TypeAlias = str | int
Path: TypeAlias = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A number or a text, and where it was read."""

    value: Decimal | str
    origin: CellPlace | Place | None = None

    @property
    def number(self) -> Decimal:
        """The number; 0 for a text."""
        return self.value if isinstance(self.value, Decimal) else Decimal(0)


Node: TypeAlias = "Leaf | dict[str, Node] | list[Node]"
Tree: TypeAlias = dict[str, Node]


def is_money(path: Several[Key]) -> bool:
    """Whether a number at `path` is in the 金额单位 of the budget."""
    return _measure(path) == MONEY


def unit_of(path: Several[Key], unit: str) -> str:
    """The unit of a number at `path` of a budget in `unit`; "" for counts."""
    measure = _measure(path)
    return unit if measure == MONEY else measure or ""


def _measure(path: Several[Key]) -> str | None:
    return measure_at(Budget, tuple(key for key in path if isinstance(key, str)))


def tree_of(budget: Budget) -> Tree:
    """What is written in `budget`, all of it, with the places in its files."""
    tree = _node(budget, budget.written) if budget.written is not None else {}
    assert isinstance(tree, dict)
    if budget.unit == "元":
        tree = {key: _scaled(node, Decimal("0.0001"), (key,)) for key, node in tree.items()}
    return tree


def _node(value: object, written: Value) -> Node | None:
    """What the file has (`written`), as the model reads it (`value`): numbers exact, texts as printed."""
    if isinstance(written, Mapping):
        below = {key: _node(_at_key(value, key), node) for key, node in written.items()}
        return {key: node for key, node in below.items() if node is not None}
    if isinstance(written, Sequence):
        # A plain list of indicators stands for both periods.
        read = value.period if isinstance(value, IndicatorGroup) else value
        known = read if isinstance(read, list) and len(read) == len(written) else [None] * len(written)
        items = (_node(item, node) for item, node in zip(known, written, strict=True))
        return [item for item in items if item is not None]
    if written is None:
        return None
    if isinstance(value, Number):
        return Leaf(value.value, written.place)
    text = value.isoformat() if isinstance(value, date) else value
    return Leaf(text if isinstance(text, str) else str(written), written.place)


def _at_key(value: object, key: str) -> object:
    if isinstance(value, Written):
        fields = type(value).model_fields.items()
        known = {field.alias or name: name for name, field in fields}
        return getattr(value, known[key]) if key in known else (value.model_extra or {}).get(key)
    return value.get(key) if isinstance(value, dict) else None


def _scaled(node: Node, factor: Decimal, path: Path) -> Node:
    if isinstance(node, dict):
        return {key: _scaled(below, factor, (*path, key)) for key, below in node.items()}
    if isinstance(node, list):
        return [_scaled(below, factor, (*path, index)) for index, below in enumerate(node)]
    if isinstance(node.value, Decimal) and is_money(path):
        return Leaf(node.value * factor, node.origin)
    return node


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Leaf]]:
    """(path, leaf) of everything below `node`, in order."""
    if isinstance(node, Leaf):
        yield path, node
    else:
        for key, below in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(below, (*path, key))


def entries(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """(path, node) of all that `leaves` has, and of lists and mappings that are written but empty."""
    if isinstance(node, Leaf) or (path and not node):
        yield path, node
    else:
        for key, below in node.items() if isinstance(node, dict) else enumerate(node):
            yield from entries(below, (*path, key))


def items(tree: Tree, key: str) -> list[Tree]:
    """The mappings of the list at `key`."""
    node = tree.get(key)
    return [item for item in node if isinstance(item, dict)] if isinstance(node, list) else []


def mapping(tree: Tree, *path: str) -> Tree:
    """The mapping at `path`; an empty one when there is none."""
    node: Node = tree
    for key in path:
        node = node.get(key, {}) if isinstance(node, dict) else {}
    return node if isinstance(node, dict) else {}


def text_at(tree: Tree, *path: str) -> str:
    """The text at `path`; "" when there is none."""
    node = mapping(tree, *path[:-1]).get(path[-1])
    return str(node.value) if isinstance(node, Leaf) else ""


def joined(tree: Tree, other: Tree) -> Tree:
    """Two mappings in one, at every level; `tree` wins."""
    both: Tree = {**tree}
    for key, node in other.items():
        own = tree.get(key, node)
        below = isinstance(own, dict) and isinstance(node, dict)
        both[key] = joined(own, node) if below else own  # type: ignore[arg-type]
    return both
