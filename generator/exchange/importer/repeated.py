"""What several tables say of one thing: the first is taken, and another that says otherwise is told."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.exchange.importer.cells import CellPlace, plain_number
from generator.exchange.importer.differences import agrees, matched, name_of
from generator.exchange.importer.kinds import TABLES_DISAGREE
from generator.exchange.importer.log import Deviation, Log
from generator.exchange.tree import Leaf, Node, Tree


def enter(tree: Tree, key: str, new: Node, about: str, log: Log, *, nil: bool = False) -> None:
    """Put `new` at `key` of `tree`, or compare it with what an earlier table said there.

    `nil` is whether tables of such things leave out, or print as nil, what stands in another one.
    """
    old = tree.get(key)
    if isinstance(old, dict) and isinstance(new, dict):
        for below, node in new.items():
            enter(old, below, node, f"{about}/{below}", log, nil=nil)
    elif isinstance(old, Leaf) and isinstance(new, Leaf):
        if nil and not old.value:
            tree[key] = new
        elif not (nil and not new.value):
            _compare(old, new, about, log)
    elif old is None:
        tree[key] = new


def enter_lines(tree: Tree, key: str, lines: Sequence[Node], log: Log) -> None:
    """Put `lines` in the list at `key`; one that an earlier table has too is compared with that."""
    present = tree.setdefault(key, [])
    assert isinstance(present, list)
    pairs, added, _ = matched(present, lines, key)
    for index, line in pairs:
        old = present[index]
        assert isinstance(old, dict)
        assert isinstance(line, dict)
        for name, node in line.items():
            enter(old, name, node, f"{key}/{name_of(line)}", log)
    present += added


def _compare(old: Leaf, new: Leaf, about: str, log: Log) -> None:
    if not isinstance(old.value, Decimal) or not isinstance(new.value, Decimal):
        return
    if agrees(new.value, old.value) or agrees(old.value, new.value):
        return
    here, there = plain_number(new.value, 2), plain_number(old.value, 2)
    if isinstance(new.origin, CellPlace) and isinstance(old.origin, CellPlace):
        message = f"{about}：这里是 {here} 万元，而 {old.origin.short} 是 {there} 万元，照后一处导入"
        hint, difference = "核对哪一张表是对的", new.value - old.value
        log.deviate(Deviation(TABLES_DISAGREE, new.origin, message, hint, difference, 0))
