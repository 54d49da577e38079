"""What differs between two trees: items of lists are matched by what they are about, not by position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.exchange.importer.cells import decimals, to_places
from generator.exchange.tree import Key, Leaf, Node, Path, Tree
from generator.model.references import REFERENCE

IDENTITY: Mapping[str, tuple[str, ...]] = {
    "支出": ("科目", "性质", "单位"),
    "基本支出": ("经济科目", "单位"),
    "政府性基金收入": ("科目",),
    "国有资本经营收入": ("科目",),
    "机关运行经费": ("单位",),
    "项目": ("名称",),
    "绩效目标": ("项目",),
    "单位": ("代码",),
}
"""What tells the items of a list apart; items of other lists are matched by position."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`old` is None for what is added, `new` for what is left out; `path` is that of the old tree.

    For an added key or item, `path` ends in the key, or in the number that the item would have.
    """

    path: Path
    old: Node | None
    new: Node | None
    about: str = ""


def differences(old: Node, new: Node, path: Path = (), about: str = "") -> Iterator[Difference]:
    """How `old` must change to say what `new` says. What `new` is silent about is left alone,
    but items of lists that `new` has in part. A nil amount is the same as none.
    """
    if isinstance(old, Leaf) or isinstance(new, Leaf):
        if not _same(old, new):
            yield Difference(path, old, new, about)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _in_mapping(old, new, path, about)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _in_list(old, new, path, about)
    else:
        yield Difference(path, old, new, about)


def _in_mapping(old: Tree, new: Tree, path: Path, about: str) -> Iterator[Difference]:
    for key, node in new.items():
        if key in old:
            yield from differences(old[key], node, (*path, key), about)
        elif not is_nil(node):
            yield Difference((*path, key), None, without_nil(node), about)


def _in_list(old: Sequence[Node], new: Sequence[Node], path: Path, about: str) -> Iterator[Difference]:
    pairs, added, left = matched(old, new, str(path[-1]) if len(path) == 1 else "")
    for index, node in pairs:
        yield from differences(old[index], node, (*path, index), about or name_of(old[index]))
    for number, node in enumerate(added, len(old)):
        if not is_nil(node):
            yield Difference((*path, number), None, without_nil(node), about or name_of(node))
    for index in left:
        yield Difference((*path, index), old[index], None, about or name_of(old[index]))


def matched(
    old: Sequence[Node], new: Sequence[Node], key: str
) -> tuple[list[tuple[int, Node]], list[Node], list[int]]:
    """Pairs (index in `old`, item of `new`), items only in `new`, and indexes only in `old`."""
    waiting: dict[tuple[str, ...], list[int]] = {}
    for index, node in enumerate(old):
        waiting.setdefault(identity(node, key, index), []).append(index)
    pairs, added = [], []
    for number, node in enumerate(new):
        found = waiting.get(identity(node, key, number))
        if found:
            pairs.append((found.pop(0), node))
        else:
            added.append(node)
    return pairs, added, sorted(index for indexes in waiting.values() for index in indexes)


def identity(node: Node, key: str, index: int) -> tuple[str, ...]:
    """What tells an item of the list `key` apart."""
    names = IDENTITY.get(key)
    if names is None or not isinstance(node, dict):
        return (str(index),)
    return tuple(str(leaf.value) if isinstance(leaf := node.get(name), Leaf) else "" for name in names)


def name_of(node: Node) -> str:
    """What an item is called in messages."""
    if not isinstance(node, dict):
        return ""
    keys = ("名称", "项目", "科目", "经济科目", "性质", "单位")
    texts = [str(leaf.value) for key in keys if isinstance(leaf := node.get(key), Leaf)]
    return " ".join(text for text in texts[:2] if not isinstance(text, Decimal))


def _same(old: Node, new: Node) -> bool:
    if not isinstance(old, Leaf) or not isinstance(new, Leaf):
        return is_nil(old) and is_nil(new)
    if isinstance(old.value, Decimal) and isinstance(new.value, Decimal):
        return agrees(new.value, old.value)
    return _words(old) == _words(new) or _printed_from(str(old.value), _words(new))


def _printed_from(text: str, printed: str) -> bool:
    """Whether `printed` can be what `text`, which has references, looks like in print."""
    if not REFERENCE.search(text):
        return False
    parts = REFERENCE.split(_words(Leaf(text)))[::2]
    return re.fullmatch(".*?".join(re.escape(part) for part in parts), printed, re.DOTALL) is not None


def agrees(printed: Decimal, exact: Decimal) -> bool:
    """Whether a cell says the same as an amount, which may have been rounded to be printed."""
    if printed == exact:
        return True
    return decimals(printed) <= 2 < decimals(exact) and to_places(exact, 2) == printed


def _words(leaf: Leaf) -> str:
    return "\n".join(line.strip() for line in str(leaf.value).splitlines() if line.strip())


def is_nil(node: Node) -> bool:
    """Whether there is no amount but nil, and no text but what names an item, below `node`."""
    if isinstance(node, Leaf):
        return node.value == 0 if isinstance(node.value, Decimal) else False
    if isinstance(node, list):
        return all(is_nil(below) for below in node)
    amounts = [
        below for below in node.values() if not (isinstance(below, Leaf) and isinstance(below.value, str))
    ]
    return all(is_nil(below) for below in amounts) and (bool(amounts) or not node)


def without_nil(node: Node) -> Node:
    """`node` without amounts that are nil."""
    if isinstance(node, dict):
        return {key: without_nil(below) for key, below in node.items() if not _nil_amount(below)}
    if isinstance(node, list):
        return [without_nil(below) for below in node]
    return node


def _nil_amount(node: Node) -> bool:
    if isinstance(node, Leaf):
        return isinstance(node.value, Decimal) and not node.value
    return isinstance(node, dict) and bool(node) and all(_nil_amount(below) for below in node.values())


def applied(tree: Tree, changes: Sequence[Difference]) -> Tree:
    """A copy of `tree` with `changes` made."""
    copy = _copied(tree)
    for change in changes:
        if change.new is not None:
            _put(copy, change.path, change.new)
    for change in sorted(changes, key=lambda change: str(change.path[-1]).zfill(9), reverse=True):
        if change.new is None:
            _drop(copy, change.path)
    return copy


def _copied(node: Node) -> Tree:
    def copy(below: Node) -> Node:
        if isinstance(below, dict):
            return {key: copy(value) for key, value in below.items()}
        return [copy(value) for value in below] if isinstance(below, list) else below

    result = copy(node)
    assert isinstance(result, dict)
    return result


def _at(tree: Tree, path: Sequence[Key]) -> Node:
    node: Node = tree
    for key in path:
        if isinstance(node, dict):
            node = node[str(key)]
        elif isinstance(node, list):
            node = node[int(key)]
    return node


def _put(tree: Tree, path: Path, new: Node) -> None:
    parent, key = _at(tree, path[:-1]), path[-1]
    if isinstance(parent, dict) and isinstance(key, str):
        parent[key] = new
    elif isinstance(parent, list) and isinstance(key, int):
        parent[key : key + 1] = [new]


def _drop(tree: Tree, path: Path) -> None:
    parent, key = _at(tree, path[:-1]), path[-1]
    if isinstance(parent, list) and isinstance(key, int):
        del parent[key]


def with_origins(old: Node, new: Node, key: str = "") -> Node:
    """`old` with the places of `new` where both say the same: a table says more than a list of keys."""
    if isinstance(old, Leaf):
        same = isinstance(new, Leaf) and new.origin is not None and _same(old, new)
        return Leaf(old.value, new.origin) if same and isinstance(new, Leaf) else old
    if isinstance(old, dict) and isinstance(new, dict):
        return {k: with_origins(node, new[k], k) if k in new else node for k, node in old.items()}
    if isinstance(old, list) and isinstance(new, list):
        pairs = dict(matched(old, new, key)[0])
        return [with_origins(node, pairs[i]) if i in pairs else node for i, node in enumerate(old)]
    return old
