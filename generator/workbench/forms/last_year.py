"""Last year's answers (上年): what stood in last year's budget where something is to be filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.model.base import UNFILLED
from generator.model.kinds import KINDS, UNIT
from generator.source import Mapping, Scalar, Value
from generator.source import Sequence as Items
from generator.workbench.changes import Key, Path_

_NAMED = {"分单位": (UNIT,), "单位": ("代码",), "绩效目标": ("项目", UNIT)}
"""The keys by which an item of a list is found again; lines of money by their properties, others by 名称."""


def last_year(mapping: Mapping, before: Mapping | None) -> Callable[[Path_], str]:
    """What `before`, last year's budget, says where a path lies in `mapping`; "" when that is not certain."""
    return lambda path: _text(_there(mapping, before, path))


def _there(value: Value, before: Value, path: Path_) -> Value:
    within = ""
    for key in path:
        if isinstance(key, int):
            value, before = _same(value, before, key, _names(within))
        else:
            value, before, within = _below(value, key), _below(before, key), key
        if before is None:
            return None
    return before


def _below(value: Value, key: Key) -> Value:
    return value.get(str(key)) if isinstance(value, Mapping) else None


def _names(within: str) -> Sequence[str]:
    kind = KINDS.get(within)
    return list(kind.line.properties()) if kind and kind.line else _NAMED.get(within, ("名称",))


def _same(value: Value, before: Value, index: int, names: Sequence[str]) -> tuple[Value, Value]:
    """The item at `index`, and the only one of `before` that is called as it is."""
    if not isinstance(value, Items) or not isinstance(before, Items) or index >= len(value):
        return None, None
    item = value[index]
    called = _called(item, names)
    found = [one for one in before if called and _called(one, names) == called]
    return item, found[0] if len(found) == 1 else None


def _called(item: Value, names: Sequence[str]) -> list[str]:
    """[] for what is not called anything yet."""
    said = [_below(item, name) for name in names]
    texts = [str(one) if isinstance(one, Scalar) else "" for one in said]
    return texts if any(texts) and UNFILLED not in texts else []


def _text(value: Value) -> str:
    if isinstance(value, Items) and all(isinstance(one, Scalar) for one in value):
        return "；".join(map(str, value)) or "无"
    return str(value).strip() if isinstance(value, Scalar) and str(value).strip() != UNFILLED else ""
