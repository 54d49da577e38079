"""What differs between two trees: items of lists are matched by what they are about, not by position."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.exchange.importer.cells import decimals, to_places
from generator.exchange.tree import Leaf, Node, Path, Tree
from generator.model.base import NOTHING
from generator.model.kinds import TELLING
from generator.model.references import REFERENCE

IDENTITY: Mapping[str, tuple[str, ...]] = {
    **TELLING,
    "绩效目标": ("项目", "单位"),
    "单位": ("代码",),
    "分单位": ("单位",),
}
"""What tells the items of a list apart; items of other lists are matched by position."""
OF_UNITS = frozenset(key for key, keys in TELLING.items() if "单位" in keys)
"""The lists whose lines are a unit's."""
_NAMING = dict.fromkeys(
    ("名称", *(key for keys in TELLING.values() for key in keys if key != "单位"), "单位")
)


@dataclass(frozen=True, slots=True)
class Difference:
    """`old` is None for what is added, `new` for what is left out; `path` is that of the old tree.

    For an added key or item, `path` ends in the key, or in the number that the item would have.
    """

    path: Path
    old: Node | None
    new: Node | None
    about: str = ""


def differences(
    old: Node, new: Node, path: Path = (), about: str = "", *, exact: bool = False
) -> Iterator[Difference]:
    """How `old` must change to say what `new` says.

    What `new` is silent about is left alone, but items of lists that `new` has in part, and a nil amount
    is the same as none: tables are blank for both. An `exact` one says all that there is, nil too.
    """
    if isinstance(old, Leaf) or isinstance(new, Leaf):
        if not _same(old, new):
            yield Difference(path, old, new, about)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _in_mapping(old, new, path, about, exact)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _in_list(old, new, path, about, exact)
    else:
        yield Difference(path, old, new, about)


def _in_mapping(old: Tree, new: Tree, path: Path, about: str, exact: bool) -> Iterator[Difference]:
    for key, node in new.items():
        if key in old:
            yield from differences(old[key], node, (*path, key), about, exact=exact)
        elif exact or not is_nil(node):
            yield Difference((*path, key), None, node if exact else without_nil(node), about)
    if exact:
        yield from (Difference((*path, key), old[key], None, about) for key in old if key not in new)


def _in_list(
    old: Sequence[Node], new: Sequence[Node], path: Path, about: str, exact: bool
) -> Iterator[Difference]:
    pairs, added, left = matched(old, new, str(path[-1]) if len(path) == 1 else "")
    for index, node in pairs:
        yield from differences(old[index], node, (*path, index), about or name_of(old[index]), exact=exact)
    for number, node in enumerate(added, len(old)):
        if exact or not is_nil(node):
            yield Difference(
                (*path, number), None, node if exact else without_nil(node), about or name_of(node)
            )
    for index in left:
        yield Difference((*path, index), old[index], None, about or name_of(old[index]))


def matched(
    old: Sequence[Node], new: Sequence[Node], key: str
) -> tuple[list[tuple[int, Node]], list[Node], list[int]]:
    """Pairs (index in `old`, item of `new`), items only in `new`, and indexes only in `old`."""
    waiting: dict[tuple[str, ...], deque[int]] = {}
    for index, node in enumerate(old):
        waiting.setdefault(identity(node, key, index), deque()).append(index)
    pairs, added = [], []
    for number, node in enumerate(new):
        found = waiting.get(identity(node, key, number))
        if found:
            pairs.append((found.popleft(), node))
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
    texts = [str(leaf.value) for key in _NAMING if isinstance(leaf := node.get(key), Leaf)]
    return " ".join(text for text in texts[:2] if not isinstance(text, Decimal))


def _same(old: Node, new: Node) -> bool:
    if not isinstance(old, Leaf) or not isinstance(new, Leaf):
        return (is_nil(old) or says_none(old)) and is_nil(new)
    if isinstance(old.value, Decimal) and isinstance(new.value, Decimal):
        return agrees(new.value, old.value)
    return _words(old) == _words(new) or _printed_from(str(old.value), _words(new))


def says_none(node: Node) -> bool:
    """Whether it is written, in the place of amounts, that there are none: 0 or 无."""
    return isinstance(node, Leaf) and bool(re.fullmatch(rf"{NOTHING}|0(\.0*)?", str(node.value)))


def _printed_from(text: str, printed: str) -> bool:
    """Whether `printed` can be what `text`, which has references, looks like in print."""
    parts = REFERENCE.split(_words(Leaf(text)))[::2]
    if len(parts) < 2:
        return False
    first, *between, last = parts
    at, end = len(first), len(printed) - len(last)
    for part in between:  # the first place of each leaves most to the next: no other need be tried
        found = printed.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return at <= end and printed.startswith(first) and printed.endswith(last)


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
