"""What becomes of every key of a budget in the year after."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import yaml

from generator.model import Budget, Performance, Project
from generator.model.base import UNFILLED
from generator.model.marks import OnlyThisYear, mark_of
from generator.model.paths import below_keys, has_money, measure_at
from generator.model.vocabulary import fields_of
from generator.source import Place
from generator.source.editing.nodes import Editor, Node, Pair, items, pairs, value_of

_FIELDS = fields_of(Budget)


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
            "国有资产": self._assets,
            "说明": self._reasons,
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
            elif name in self._handlers:
                self._handlers[name](editor, pair)
            elif has_money(below_keys(Budget, (name,))):
                _fill_amounts(editor, pair[1], (name,))

    def _units(self, editor: Editor, pair: Pair) -> None:
        for unit in items(pair[1]):
            self._keys(editor, unit)

    def _last_year(self, editor: Editor, pair: Pair) -> None:
        editor.put_instead(pair, self.before)

    def _assets(self, editor: Editor, pair: Pair) -> None:
        """The date, or 无, which has to be said anew."""
        nothing = isinstance(pair[1], yaml.ScalarNode)
        _fill(editor, pair[1] if nothing else value_of(pair[1], "截至日期"))

    def _reasons(self, editor: Editor, pair: Pair) -> None:
        """Every reason anew, last year's above it to be looked at."""
        for key, value in pairs(pair[1]):
            if isinstance(value, yaml.MappingNode):
                self._reasons(editor, (key, value))
                continue
            if isinstance(pair[1], yaml.MappingNode) and not pair[1].flow_style:
                editor.above(key, [f"上年：{line}" for line in value.value.split("\n") if line.strip()])
                editor.replace(value, UNFILLED)
            else:
                _fill(editor, value, key.value)

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
            _fill_amounts(editor, item, ("项目",))

    def _performance(self, editor: Editor, pair: Pair) -> None:
        for item in self._kept(editor, pair, "项目"):
            for name, value in pairs(item):
                if name.value == "年度资金":
                    for source, amount in pairs(value):
                        _fill(editor, amount, source.value)
                elif name.value == "项目期" and (text := self._duration(_text(value))):
                    editor.replace(value, text)
                elif name.value == "总体目标":
                    _fill(editor, value_of(value, "年度"))
                elif name.value == "填报日期":
                    _fill(editor, value)
                elif name.value == "指标":
                    for annual in _annual_values(value):
                        _fill(editor, annual)

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


def _fill(editor: Editor, node: Node | None, label: str = "") -> None:
    """Mark `node`, with what stood there beside it."""
    if node is None:
        return
    editor.replace(node, UNFILLED)
    text = _text(node)
    if not text:
        return
    if "\n" in text or node.start_mark.line != node.end_mark.line:
        editor.above(node, [f"上年：{line}" for line in text.split("\n") if line.strip()])
    else:
        editor.note(node, label, text)


def _fill_amounts(editor: Editor, node: Node, path: tuple[str, ...], within: str = "") -> None:
    """Mark every number below `node`, which stands at `path`, and every nil in the place of some.

    `within` tells it from others of its name.
    """
    if isinstance(node, yaml.ScalarNode):
        if measure_at(Budget, path) is not None or has_money(below_keys(Budget, path)):
            _fill(editor, node, within)
        return
    for key, value in pairs(node):
        _fill_amounts(editor, value, (*path, key.value), f"{within}{key.value}")
    for item in items(node):
        _fill_amounts(editor, item, path)


def _annual_values(node: Node, annual: bool = False) -> Iterator[Node]:
    """The annual values of indicators: those called 年度, and every 值 in a list called 年度."""
    for key, value in pairs(node):
        if isinstance(value, yaml.ScalarNode):
            if key.value == ("值" if annual else "年度"):
                yield value
        else:
            yield from _annual_values(value, annual or key.value == "年度")
    for item in items(node):
        yield from _annual_values(item, annual)
