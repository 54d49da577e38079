"""数据 and the tables brought together: where a table was changed in Excel, the table wins."""

from __future__ import annotations

from decimal import Decimal

from generator.exchange.importer.cells import CellPlace, plain_number
from generator.exchange.importer.differences import Difference, applied, differences, is_nil, with_origins
from generator.exchange.importer.kinds import EDITED
from generator.exchange.importer.log import Log
from generator.exchange.tree import Leaf, Node, Tree, leaves


def merged(known: Tree, tables: Tree, complete: set[str], log: Log) -> Tree:
    """`known` with all that `tables` say otherwise, each change logged."""
    changes = []
    for change in differences(known, tables):
        if change.new is None and (change.path[0] not in complete or _without_amounts(change.old)):
            continue
        if change.path == ("部门", "名称") or change.path[0] == "年度":
            continue
        changes.append(change)
        _tell(change, log)
    result = with_origins(applied(known, changes), tables)
    assert isinstance(result, dict)
    return result


def _without_amounts(node: Node | None) -> bool:
    return node is None or is_nil(node)


def _tell(change: Difference, log: Log) -> None:
    """Say what was changed, where the table says it; what 数据 never holds is no change."""
    if change.old is None and change.path[0] == "绩效目标" and len(change.path) > 2:
        return
    about = "/".join(str(key) for key in change.path if isinstance(key, str))
    about = f"{change.about}（{about}）" if change.about else about
    place = first_place(change.new) or first_place(change.old) or "数据"
    if change.new is None:
        log.add(EDITED, place, f"{about}：“数据”表里有，表里没有了，没有导入")
    elif change.old is None:
        log.add(EDITED, place, f"{about}：表里有，“数据”表里没有，按表里的导入")
    else:
        log.add(
            EDITED,
            place,
            f"{about}：表里是 {said(change.new)}，“数据”表里是 {said(change.old)}，按表里的导入",
        )


def said(node: Node) -> str:
    """A leaf in words."""
    if not isinstance(node, Leaf):
        return "……"
    return plain_number(node.value, 2) if isinstance(node.value, Decimal) else f"“{node.value[:20]}”"


def first_place(node: Node | None) -> CellPlace | None:
    """The first cell that something came from."""
    if node is None:
        return None
    return next((leaf.origin for _, leaf in leaves(node) if isinstance(leaf.origin, CellPlace)), None)
