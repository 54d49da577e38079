"""What becomes of every key of a budget in the year after."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any

import yaml

from generator.model import Budget, Performance, Project
from generator.model.base import UNFILLED
from generator.model.marks import OnlyThisYear, mark_of
from generator.model.paths import annotation_of, item_of, said_in
from generator.model.vocabulary import fields_of
from generator.rolling.anew import Anew, within_a_year
from generator.source import Place
from generator.source.editing.nodes import Editor, Node, Pair, items, pairs, value_of

_FIELDS = fields_of(Budget)
_LISTS = ("项目", "绩效目标")
"""Of these what has ended is left out."""


@dataclass(slots=True)
class Finished:
    """The projects that do not go on, by name, and where in each file they are named.

    Why places: a project of another unit may have the name, and go on.
    """

    once: list[str] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)
    places: dict[str, set[tuple[int, int]]] = field(default_factory=dict)

    def named_at(self, place: Place | None) -> None:
        """One of them is named at `place`."""
        if place is not None:
            self.places.setdefault(place.source.inside, set()).add((place.line, place.column))


def finished_projects(budget: Budget) -> Finished:
    """一次性 projects, as their 绩效目标 says, and those that only spent what was carried over.

    A project without 绩效目标 is taken to go on.
    """
    once = {budget.label_of_table(table) for table in budget.performance if _once(table)}
    gone: set[str] = set()
    result = Finished()
    for project in budget.projects:
        label = budget.label_of(project)
        if label in once or not _has_own(project):
            (result.once if label in once else result.carried).append(project.name)
            result.named_at(project.place("名称"))
            gone.add(label)
    for table in budget.performance:
        if budget.label_of_table(table) in gone:
            result.named_at(table.place("项目"))
    return result


def _once(table: Performance) -> bool:
    goes_on = any(word in table.kind for word in ("跨年", "延续", "经常"))
    return "一次性" in table.kind or (table.duration in ("1年", "一年") and not goes_on)


def _has_own(project: Project) -> bool:
    return any(True for _ in project.amounts())


class NextYear:
    """Rewrites `file` of a budget for `year`. `before` are the lines that stand for 上年."""

    def __init__(self, year: int, finished: Finished, before: str, file: str) -> None:
        self.year = year
        self.finished = finished
        self.before = before
        self._gone = finished.places.get(file, set())
        self._handlers: dict[str, Callable[[Editor, Pair], None]] = {
            "年度": lambda editor, pair: editor.replace(pair[1], str(self.year)),
            "项目": self._projects,
            "绩效目标": self._performance,
            "上年": self._last_year,
            "分单位": self._units,
        }

    def rewrite(self, text: str) -> str:
        """The text of a file for the next year."""
        editor = Editor(text)
        self._keys(editor, editor.root)
        return editor.result()

    def _keys(self, editor: Editor, node: Node | None) -> None:
        """What is only of this year becomes a comment, and amounts are asked anew; all else stays."""
        for pair in pairs(node):
            name = pair[0].value
            field = _FIELDS.get(name)
            ends = mark_of(field, OnlyThisYear) if field else None
            if ends:
                if items(pair[1]):
                    editor.comment_out(pair)
                    editor.above(pair[0], [ends.said])
            elif name in self._handlers and (items(pair[1]) or name not in _LISTS):
                self._handlers[name](editor, pair)
            elif field:
                own = name if isinstance(pair[1], yaml.ScalarNode) or not pair[1].value else ""
                Anew(editor, self.year).ask(pair[1], annotation_of(field), within=own)

    def _units(self, editor: Editor, pair: Pair) -> None:
        for unit in items(pair[1]):
            self._keys(editor, unit)

    def _last_year(self, editor: Editor, pair: Pair) -> None:
        editor.put_instead(pair, self.before)

    def _projects(self, editor: Editor, pair: Pair) -> None:
        here = {_text(value_of(item, "名称")) for item in items(pair[1]) if self._is_gone(item, "名称")}
        once, carried = (
            [name for name in dict.fromkeys(names) if name in here]
            for names in (self.finished.once, self.finished.carried)
        )
        if once:
            editor.above(pair[0], ["上年的一次性项目没有带过来：", *(f"  {name}" for name in once)])
        if carried:
            said = "上年只用结转资金的项目没有带过来；今年还有结转的，请写回来："
            editor.above(pair[0], [said, *(f"  {name}" for name in carried)])
        for item in self._kept(editor, pair, "名称"):
            Anew(editor, self.year).ask(item, _item("项目"))

    def _performance(self, editor: Editor, pair: Pair) -> None:
        for item in self._kept(editor, pair, "项目"):
            duration = value_of(item, "项目期")
            if duration is not None and (text := self._duration(_text(duration))):
                editor.replace(duration, text)
            Anew(editor, self.year, one_year=within_a_year(_text(duration))).ask(item, _item("绩效目标"))

    def _is_gone(self, item: Node, key: str) -> bool:
        """Whether what the item's `key` names does not go on."""
        name = value_of(item, key)
        if name is None:
            return False
        return (name.start_mark.line + 1, name.start_mark.column + 1) in self._gone

    def _duration(self, text: str) -> str:
        """What becomes of a 项目期 that names years and ends in the year gone by: the project goes on."""
        years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", text))
        if not years or max(years) != str(self.year - 1):
            return ""
        return text.replace(years.pop(), str(self.year)) if len(years) == 1 else UNFILLED

    def _kept(self, editor: Editor, pair: Pair, key: str) -> list[Node]:
        """The items of a list that go on; the others are taken out, and the key too when none is left."""
        every = items(pair[1])
        dropped = [item for item in every if self._is_gone(item, key)]
        if dropped and len(dropped) == len(every):
            editor.put_instead(pair, f"# {pair[0].value}：这个文件里的都是上年的，没有带过来\n")
            return []
        if dropped:
            editor.without(pair[1], dropped)
        return [item for item in every if item not in dropped]


def _text(node: Node | None) -> str:
    return node.value.strip() if isinstance(node, yaml.ScalarNode) else ""


def _item(key: str) -> Any:
    """The annotation of the items of a list of the budget, with what is said of the list."""
    listed = annotation_of(_FIELDS[key])
    return Annotated[(item_of(listed), *said_in(listed))]
