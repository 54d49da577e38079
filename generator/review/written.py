"""What an author wrote: every value of the YAML with its keys, its place, and where it may be printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass
from functools import cached_property

from generator.document.passages import CELL, Passage, PassageKind, squeezed
from generator.model import Budget
from generator.model.kinds import TELLING, UNIT
from generator.source import Mapping, Place, Scalar, Value
from generator.source import Sequence as Items

KeyPath = tuple[str | int, ...]

PERFORMANCE = "绩效目标"
NAMING = (
    "名称",
    "项目",
    *dict.fromkeys(key for keys in TELLING.values() for key in keys if key != UNIT),
    *("事项", "标题", "代码", "部门"),
)
"""Keys that an item of a list may be called by; a line of money by what tells its kind apart."""
MOVED = "调出", "调入"
SECTIONS: Mapping_[KeyPath, str] = {
    ("名词解释",): "glossary",
    ("部门", "职责", "条目"): "overview",
    ("购买服务目录", "目录"): "catalogue",
    ("整体绩效",): "整体绩效目标表",
}
"""What one section prints."""
SUBJECTS = "科目名称"
"""Names of 科目: they stand in cells of their own, and among the words of 情况说明."""


@dataclass(frozen=True)
class WrittenValue:
    """A value in a file: its keys, the text as written, and where it stands.

    `section` is the only section that prints it, "" when it may be any; `beside` is the 名称 of the indicator
    that it belongs to, in whose row it stands. `called` are its keys with the names of items in place of
    their numbers, so that it is called the same when others come before it.
    """

    path: KeyPath
    text: str
    place: Place
    section: str = ""
    beside: str = ""
    called: tuple[str, ...] = ()

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """The text as it is printed, without blanks, in pieces between its references."""
        if date := re.fullmatch(r"(\d{4})-0?(\d+)-0?(\d+)", self.text):
            return (f"{date[1]}年{date[2]}月{date[3]}日",)
        return tuple(filter(None, map(squeezed, re.split(r"\{\{[^{}]*\}\}", self.text))))

    @cached_property
    def says_something(self) -> bool:
        """One character alone says nothing, except beside the name of its indicator."""
        return bool(self.pieces) and (sum(map(len, self.pieces)) > 1 or bool(self.beside))

    def is_part_of(self, said: str) -> bool:
        """Whether `said`, which is without blanks, says all of it, or a part of it."""
        if not self.says_something or (self.beside and squeezed(self.beside) not in said):
            return False
        whole = all(piece in said for piece in self.pieces)
        return whole or (len(said) > 8 and any(said in piece for piece in self.pieces))


def said_in(passage: Passage, inputs: Iterable[WrittenValue]) -> Iterator[WrittenValue]:
    """The `inputs` that `passage` says, or of which it says a part."""
    said = squeezed(passage.text)
    for item in inputs:
        concerned = item.section in ("", passage.section) and item.is_part_of(said)
        if concerned and (item.path[0] != SUBJECTS or _names_a_subject(passage, item)):
            yield item


def _names_a_subject(passage: Passage, item: WrittenValue) -> bool:
    """Whether `passage` is about the 科目: it is a row with its name, or a sentence that lists it."""
    if passage.kind is PassageKind.FIGURES:
        cells = (
            re.sub("^[一二三四五六七八九十]+、", "", squeezed(cell)) for cell in passage.text.split(CELL)
        )
        return any(cell in item.pieces for cell in cells)
    return passage.kind is PassageKind.PARAGRAPH and passage.section.startswith("explanations")


def inputs_of(budget: Budget) -> list[WrittenValue]:
    """Every value of `budget`, in the order of the files."""
    sections = dict(SECTIONS)
    for index, table in enumerate(budget.performance):
        sections[PERFORMANCE, index] = f"{PERFORMANCE}表/{budget.label_of_table(table)}"
    return list(_values(budget._mapping, (), "", "", (), sections))


def _values(
    value: Value,
    path: KeyPath,
    section: str,
    beside: str,
    called: tuple[str, ...],
    sections: Mapping_[KeyPath, str],
) -> Iterator[WrittenValue]:
    section = section or sections.get(path, "")
    if isinstance(value, Scalar):
        near = "" if path[-1] == "名称" else beside
        yield WrittenValue(path, str(value), value.place, section, near, called)
    elif isinstance(value, Mapping):
        named = str(value["名称"]) if "指标" in path and isinstance(value.get("名称"), Scalar) else beside
        for key, below in value.items():
            yield from _values(below, (*path, key), section, named, (*called, key), sections)
    elif isinstance(value, Items):
        names = [_name(below, called) or str(index + 1) for index, below in enumerate(value)]
        several = {name for name, times in Counter(names).items() if times > 1}
        known: Counter[str] = Counter()
        for index, (name, below) in enumerate(zip(names, value, strict=True)):
            if name in several and isinstance(below, Mapping) and isinstance(below.get("单位"), Scalar):
                name = f"{below['单位']}/{name}"  # two units may have projects of one name
            known[name] += 1
            own = (*called, f"{name}#{known[name]}" if known[name] > 1 else name)
            yield from _values(below, (*path, index), section, beside, own, sections)


def _name(item: Value, listed: tuple[str, ...]) -> str:
    """What an item of a list is called by: its words, or the value that names it; a 单位 by its code."""
    if isinstance(item, Scalar):
        return str(item)
    if isinstance(item, Mapping) and all(isinstance(item.get(key), Scalar) for key in MOVED):
        return "→".join(str(item[key]) for key in MOVED)
    telling = [key for key in TELLING.get(listed[0], ()) if key != UNIT] if len(listed) == 1 else []
    keys = ("代码",) if listed == (UNIT,) else tuple(telling) or NAMING
    names = (item.get(key) for key in keys) if isinstance(item, Mapping) else ()
    return next((str(name) for name in names if isinstance(name, Scalar)), "")


def item_of(path: KeyPath) -> KeyPath:
    """The item of a list that a value stands in; the mapping around it where there is no list."""
    last = max((index for index, step in enumerate(path) if isinstance(step, int)), default=len(path) - 2)
    return path[: last + 1]
