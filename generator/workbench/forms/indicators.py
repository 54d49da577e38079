"""The indicators (指标) of a performance table as one grid: levels, name, symbol, value, unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.model.performance import Indicator
from generator.model.vocabulary import DEFAULT
from generator.source import Mapping
from generator.source import Sequence as Items
from generator.workbench.changes import Path_, value_at
from generator.workbench.forms.columns import WORD, Column, columns_of
from generator.workbench.forms.parts import Cell, Grid, Line, cell_at

LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
"""The usual 一级指标 and their 二级指标."""
_FIRST, _SECOND = "一级指标", "二级指标"
_USUAL = {
    "符号": ("≥", "≤", "＝", "＞", "＜"),
    "单位": ("%", "个", "人", "人次", "项", "次", "天", "万元", "平方米", "公里"),
}
"""What is offered where anything may be written."""


def indicators_of(mapping: Mapping, base: Path_) -> Grid:
    """The grid of the indicators at `base`; its rows lie in as many lists as there are 二级指标."""
    own = tuple(replace(one, words=_USUAL.get(one.label, ())) for one in columns_of(Indicator, DEFAULT))
    known = {first: dict.fromkeys(LEVELS.get(first, ())) for first in LEVELS}
    lines = []
    for path in _lists(value_at(mapping, base), base):
        first, second, *rest = (str(step) for step in path[len(base) :])
        known.setdefault(first, {}).setdefault(second)
        there = value_at(mapping, path)
        for index in range(len(there) if isinstance(there, Items) else 0):
            label = "年度" if rest == ["年度"] else ""
            above = [
                Cell(path, Column((name,), WORD), text, open=False)
                for name, text in ((_FIRST, first), (_SECOND, second))
            ]
            cells = (cell_at(mapping, (*path, index), column) for column in own)
            lines.append(Line(label, (*above, *cells), (*path, index)))
    seconds = tuple(dict.fromkeys(name for below in known.values() for name in below))
    levels = (
        Column((_FIRST,), WORD, "指标分三级，先选一级、二级", tuple(known), True),
        Column((_SECOND,), WORD, "属于哪一个二级指标", seconds, True),
    )
    return Grid("指标", (*levels, *own), tuple(lines), base, (_FIRST, _SECOND))


def _lists(value: object, path: Path_) -> Iterator[Path_]:
    """The lists of 三级指标, in their order."""
    if isinstance(value, Items):
        yield path
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from _lists(below, (*path, key))
