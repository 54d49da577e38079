"""Topics (表名): which keys of a budget have a form, whose it is, and what it consists of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.errors import UsageError
from generator.model import Budget
from generator.model.base import UNFILLED
from generator.model.budget import PROFILE
from generator.model.department import Unit
from generator.model.kinds import KINDS
from generator.model.paths import annotation_of, has_money
from generator.model.performance import Performance
from generator.model.prose import ServiceCatalogue
from generator.model.units import INSTEAD, LINES, NAMES, SAID, SUMMED
from generator.model.vocabulary import APPROPRIATIONS, Vocabulary, fields_of
from generator.source import Mapping, Scalar, Value
from generator.source import Sequence as Items
from generator.workbench.changes import Path_, value_at
from generator.workbench.forms.columns import (
    PROSE,
    TEXT,
    WORD,
    Column,
    column_of,
    columns_of,
    is_free,
    is_list,
    may_be_nothing,
    model_of,
    plain,
)
from generator.workbench.forms.free import free_keys
from generator.workbench.forms.indicators import indicators_of
from generator.workbench.forms.parts import Cell, Form, Grid, Line, Questions, cell_at, grid_of
from generator.workbench.forms.questions import questions_of

GENERAL = "年度和样式"
PERFORMANCE = "绩效目标"
UNITS = "单位"
TEXTS = "说明"
FONTS = "字体"
GROUPS: dict[str, tuple[str, ...]] = {
    "部门和单位": ("部门", "单位"),
    "收支": (
        *("收入", "支出", "基本支出", "项目", "三公经费", "机关运行经费"),
        *("政府性基金收入", "国有资本经营收入", "年终结转"),
    ),
    "采购和资产": ("政府采购", "采购", "国有资产"),
    "文字": ("说明", "其他说明", "名词解释", "购买服务目录", "附件"),
    "绩效": (PERFORMANCE, "整体绩效"),
    "其他": ("上年", "上年支出", "更正", "接受", NAMES, "数字格式", FONTS, GENERAL),
}
"""The keys that have a form, in the order of the form's list."""
GROUPS["收支"] += tuple(kind for kind in KINDS if not any(kind in keys for keys in GROUPS.values()))
TOPICS = tuple(key for keys in GROUPS.values() for key in keys)
MATRICES = (*(name for name, kind in KINDS.items() if not kind.line), "政府采购")
"""Blocks of amounts that are a table of their own."""
APPROPRIATED = ("三公经费", "机关运行经费")
"""What is paid from 财政拨款 only."""
_PARTS = "分单位"


def form_of(
    mapping: Mapping,
    key: str,
    vocabulary: Vocabulary,
    whose: str = "",
    item: int = 0,
    profiles: Sequence[str] = (),
) -> Form:
    """The form of a key, with what is written; of the unit `whose`, of the item `item` of several.

    `profiles` are the names from which 样式 is chosen. Raises UsageError for a key that has none.
    """
    if key == GENERAL:
        return _general(mapping, vocabulary, profiles)
    if key not in TOPICS:
        raise UsageError(f"“{key}”没有表可填，请到“文件”里改。")
    field = fields_of(Budget)[key]
    whoever = _whoever(mapping, key)
    whose = whose if whose in dict(whoever) else ""
    base = _base(mapping, key, whose)
    there = value_at(mapping, base)
    items: tuple[str, ...] = ()
    if key == PERFORMANCE:
        items = _names(there)
        item = min(max(item, 0), max(len(items) - 1, 0))
        parts = tuple(_performance(mapping, (*base, item), vocabulary)) if items else ()
    elif key == UNITS and whose:
        index = next(i for i, unit in enumerate(_mappings(there)) if str(unit.get("代码")) == whose)
        parts = tuple(questions_of(mapping, (*base, index), Unit, vocabulary, ""))
    else:
        parts = tuple(_parts(mapping, base, key, field, vocabulary))
    nothing = Cell(base, Column((key,), TEXT, words=("无",))) if may_be_nothing(field) else None
    return Form(
        key=key,
        description=plain(field.description),
        money=has_money(annotation_of(field)),
        parts=parts,
        base=base,
        nothing=nothing if _is_bare(there) else None,
        stands=_stands(there),
        whose=whose,
        whoever=whoever,
        silent=frozenset(_silent(mapping, key, whoever)),
        item=item,
        items=items,
        addable=_without_table(mapping) if key == PERFORMANCE else (),
    )


def _general(mapping: Mapping, vocabulary: Vocabulary, profiles: Sequence[str]) -> Form:
    """What holds for the whole budget and has no keys of its own."""
    fields = {
        key: field
        for key, field in fields_of(Budget).items()
        if model_of(field) is None and not is_list(field) and not is_free(field)
    }
    columns = [column_of((key,), field, vocabulary) for key, field in fields.items()]
    if profiles:
        said = f"哪一个省、县的表样；空着的是 {PROFILE}"
        of_profile = Column(("样式",), WORD, said, tuple(profiles))
        columns = [of_profile if column.path == of_profile.path else column for column in columns]
    cells = tuple(cell_at(mapping, (), column) for column in columns)
    return Form(GENERAL, "整份预算的年度、样式和金额单位", (Questions("", cells),), ())


def _whoever(mapping: Mapping, key: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of those who may each say something under `key`; nothing where there is only one."""
    named = units_of(mapping)
    if len(named) < 2 or key not in (UNITS, *SUMMED, *SAID, *INSTEAD):
        return ()
    if key == UNITS:
        return (("", "全部单位的名称和代码"), *named)
    if key in SUMMED:
        return (("", named[0][1]), *named[1:])
    return (("", "整个部门"), *named)


def _silent(mapping: Mapping, key: str, whoever: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Those of whom nothing is written under a key that is each unit's, and not 无 for all."""
    there = mapping.get(key)
    if _stands(there) == "无":
        return
    if key in SUMMED:
        own = {code: value_at(mapping, _base(mapping, key, code)) for code, _ in whoever}
        yield from (code for code, value in own.items() if value is None or _stands(value) == UNFILLED)
    elif key in LINES and (lines := _mappings(there)):
        units = [code for code, _ in units_of(mapping)]
        named = {str(line.get("单位") or units[0]) for line in lines} if units else set()
        yield from (code for code in units if code not in named)


def units_of(mapping: Mapping) -> list[tuple[str, str]]:
    """(code, name) of every 预算单位 that has a code."""
    units = _mappings(mapping.get("单位"))
    coded = [(str(unit.get("代码") or UNFILLED), str(unit.get("名称") or "")) for unit in units]
    return [(code, name or code) for code, name in coded if code != UNFILLED]


def _base(mapping: Mapping, key: str, whose: str) -> Path_:
    """Where the form's keys lie: at the top, or in what a unit says, which may be still to be written.

    What the first unit has for itself lies at the top, unless it says it in a file of its own.
    """
    parts = _mappings(mapping.get(_PARTS))
    if key in SUMMED and not whose and key not in mapping:
        first = next((code for code, _ in units_of(mapping)), "")
        whose = first if any(part.get("单位") == first and key in part for part in parts) else ""
    if not whose or key == UNITS:
        return (key,)
    own = (number for number, part in enumerate(parts) if part.get("单位") == whose)
    having = [number for number, part in enumerate(parts) if part.get("单位") == whose and key in part]
    return (_PARTS, having[0] if having else next(own, len(parts)), key)


def _parts(
    mapping: Mapping, base: Path_, key: str, field: FieldInfo, vocabulary: Vocabulary
) -> Iterator[Grid | Questions]:
    model = model_of(field)
    if is_free(field):
        yield free_keys(mapping, base, field, vocabulary)
    elif model is ServiceCatalogue and not isinstance(value_at(mapping, base), Mapping):
        yield Questions("", (cell_at(mapping, base, Column((), PROSE, "用一句话说明；没有的写 无")),))
        yield from questions_of(mapping, base, model, vocabulary, "或者附上整份目录")
    elif model is None:
        column = column_of((), field, vocabulary)
        yield Questions("", (cell_at(mapping, base, column),))
    elif is_list(field):
        grid = grid_of(mapping, base, tuple(columns_of(model, vocabulary)))
        yield replace(grid, aside=_aside(key, vocabulary))
    elif key in MATRICES:
        yield replace(_matrix(mapping, base, model, vocabulary), aside=_aside(key, vocabulary))
    else:
        yield from questions_of(mapping, base, model, vocabulary, "")
        if "指标" in fields_of(model):
            yield indicators_of(mapping, (*base, "指标"))


def _aside(key: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The sources that what is paid from 财政拨款 cannot have."""
    return frozenset(vocabulary.sources).difference(APPROPRIATIONS) if key in APPROPRIATED else frozenset()


def _matrix(mapping: Mapping, base: Path_, model: type[BaseModel], vocabulary: Vocabulary) -> Grid:
    """The first keys as rows, what is below each as columns."""
    columns = tuple(columns_of(model, vocabulary))
    below = tuple(dict.fromkeys(Column(column.path[1:], column.kind) for column in columns))
    heads = dict.fromkeys(column.path[0] for column in columns)
    own = {head: {column.path[1:] for column in columns if column.path[0] == head} for head in heads}
    rows = {
        head: [cell_at(mapping, (*base, head), c) if c.path in own[head] else None for c in below]
        for head in heads
    }
    for head, (first, *rest) in rows.items():
        there = value_at(mapping, (*base, head))
        if first and not first.text and isinstance(there, Scalar):  # of the whole row
            rows[head] = [replace(first, text="0" if _stands(there) == "无" else UNFILLED), *rest]
    return Grid("", below, tuple(Line(head, tuple(cells)) for head, cells in rows.items()))


def _performance(mapping: Mapping, base: Path_, vocabulary: Vocabulary) -> Iterator[Grid | Questions]:
    yield from questions_of(mapping, base, Performance, vocabulary, "")
    yield indicators_of(mapping, (*base, "指标"))


def _names(there: Value) -> tuple[str, ...]:
    return tuple(str(one.get("项目") or "（没有名称）") for one in _mappings(there))


def _without_table(mapping: Mapping) -> tuple[str, ...]:
    """The projects that have no performance table."""
    known = set(_names(mapping.get(PERFORMANCE)))
    names = (str(one.get("名称") or "") for one in _mappings(mapping.get("项目")))
    return tuple(dict.fromkeys(name for name in names if name and name != UNFILLED and name not in known))


def _stands(there: Value) -> str:
    """What is said of the whole: 待填, 无, or nothing."""
    if isinstance(there, Scalar):
        return "无" if there.strip() in ("无", "0") else str(there)
    return "无" if isinstance(there, Items) and not len(there) else ""


def _is_bare(there: Value) -> bool:
    """Whether nothing is written that 无 would replace."""
    return isinstance(there, Scalar) or there is None or not len(there)


def _mappings(value: Value) -> list[Mapping]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, Items) else []
