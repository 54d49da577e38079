"""The facts of YAML, each with a key path that survives reordering: what `git diff` and `log` compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pydantic_core import PydanticCustomError

from generator.figures.rounding import plain
from generator.model.kinds import TELLING, UNIT
from generator.model.load import number_keys
from generator.model.number import parse_number
from generator.source import Mapping as Keys
from generator.source import Sequence as Items
from generator.source import Value

KeyPath: TypeAlias = tuple[str, ...]
Facts: TypeAlias = Mapping[KeyPath, str]

NAMES = (("名称",), ("项目",), ("调出", "调入"), ("单位",), ("批次", "部门", "代码", "事项"), ("文件",))
"""Keys by which an item of a list is known that is no line of money: the first group of which it has any."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """`old` is None for what is new, `new` for what is gone; "" stands for an item or group as a whole."""

    path: KeyPath
    old: str | None
    new: str | None

    @property
    def kind(self) -> str:
        """改, 增 or 删."""
        return "增" if self.old is None else "删" if self.new is None else "改"


def facts_of(value: Value) -> dict[KeyPath, str]:
    """Every fact in the order of the file; numbers without superfluous zeros and separators.

    An item of a list that is a text itself stands in the path, and has no value.
    """
    return dict(_facts(value, ()))


def _facts(value: Value, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, Keys) and value:
        for key, below in value.items():
            yield from _facts(below, (*path, key))
    elif isinstance(value, Items) and value:
        yield from _items(value, path)
    elif isinstance(value, Keys | Items):
        yield path, "[]" if isinstance(value, Items) else "{}"
    else:
        yield path, _written(path[-1] if path else "", value)


def _items(items: Items, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    met: Counter[str] = Counter()
    telling = TELLING.get(path[-1], ()) if len(path) == 1 else ()
    for item in items:
        if not isinstance(item, Keys | Items):
            yield (*path, _written("", item)), ""
            continue
        keys = _naming(item, telling)
        name = "·".join(str(item[key]).strip() for key in keys) if isinstance(item, Keys) else ""
        met[name] += 1
        here = (*path, name if name and met[name] == 1 else f"{name}#{met[name]}")
        told = {(*here, key) for key in keys}
        yield from [fact for fact in _facts(item, here) if fact[0] not in told] or [(here, "")]


def _naming(item: Value, telling: Sequence[str]) -> list[str]:
    """The keys whose values are the name of an item: its 名称, or what tells lines of its kind apart."""
    if not isinstance(item, Keys):
        return []
    of_kind = [key for key in sorted(telling, key=UNIT.__ne__) if isinstance(item.get(key), str)]
    if of_kind and NAMES[0][0] not in item:
        return of_kind
    groups = ([key for key in group if isinstance(item.get(key), str)] for group in NAMES)
    return next((keys for keys in groups if keys), [])


def _written(key: str, value: object) -> str:
    text = "" if value is None else str(value).strip()
    if key in number_keys():
        try:
            return plain(parse_number(text).value)
        except PydanticCustomError:
            return text
    return "⏎".join(line.strip() for line in text.splitlines())


def changes(old: Facts, new: Facts) -> list[FactChange]:
    """What was changed, added and taken away; an item or group that is new or gone counts once."""
    found: dict[tuple[KeyPath, str], FactChange] = {}
    before, after = _stems(old), _stems(new)
    for path in dict.fromkeys([*new, *old]):
        one, other = old.get(path), new.get(path)
        if one == other:
            continue
        change = FactChange(path, one, other)
        if one is None or other is None:
            top = _top(path, before if one is None else after)
            if top != path:
                change = FactChange(top, None if one is None else "", None if other is None else "")
        found.setdefault((change.path, change.kind), change)
    return list(found.values())


def _stems(facts: Iterable[KeyPath]) -> set[KeyPath]:
    return {path[:length] for path in facts for length in range(1, len(path) + 1)}


def _top(path: KeyPath, known: set[KeyPath]) -> KeyPath:
    """The shortest beginning of `path` that is not known on the other side."""
    beginnings = (path[:length] for length in range(1, len(path) + 1))
    return next((beginning for beginning in beginnings if beginning not in known), path)
