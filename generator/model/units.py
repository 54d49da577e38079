"""A department of many 预算单位: what a unit's own file says, and the budget of one unit.

A file that says 本单位 is that unit's: its lines without 单位 get it, and its keys that are no lists
(收入, 政府采购, …) become the unit's part of the budget (分单位). In any other file money without 单位 is the
first unit's; 政府采购, 国有资产, 职责, 机构, 上年 … there are the whole department's, and no unit's. A
department of one unit is that unit: what either says is said of both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from operator import is_

from generator.errors import UsageError
from generator.findings import Finding, Kind, some_of
from generator.model.base import UNFILLED, is_nothing
from generator.model.budget import Budget
from generator.model.kinds import KINDS, UNIT
from generator.model.marks import InPlaceOf, mark_of
from generator.model.parts import UnitPart
from generator.model.paths import annotation_of, item_of, model_in
from generator.model.vocabulary import fields_of, keys_of
from generator.source import Mapping, Place, Scalar, Sequence, SourceText, Value
from generator.source.twins import KEY_IN_TWO_FILES
from generator.source.yaml_reader import parse_yaml

OWN_UNIT = "本单位"
NAMES = "科目名称"
"""Names that hold for the whole budget, whoever gives them."""
DESCRIBED = ("职责", "机构")
"""What 部门 says of the department, and a line of 单位 of that unit."""

TABLES = "绩效目标"
_PART = {key: field for key, field in fields_of(UnitPart).items() if key not in (UNIT, TABLES)}
_ITEMS = {key: item_of(annotation_of(field), list) for key, field in fields_of(Budget).items()}
"""What the lists of a budget hold, by key; None for what is no list."""
EMPTY = tuple(key for key, item in _ITEMS.items() if item and key not in (UNIT, "分单位"))
"""Lists that several files may give, and any of them as 无."""
LINES = frozenset(key for key in EMPTY if (line := model_in(_ITEMS[key])) and UNIT in keys_of(line))
"""Lists whose lines are each a unit's."""
SUMMED = tuple(key for key in _PART if key in KINDS)
"""Keys that each unit has for itself and that add up to the department's."""
INSTEAD = tuple(key for key, field in _PART.items() if mark_of(field, InPlaceOf))
"""Keys that a unit may have for itself in place of the department's."""
SAID = tuple(key for key in _PART if key not in (*SUMMED, *INSTEAD))
"""Keys that each unit has for itself, beside the department's own."""
GENERAL = tuple(key for key, item in _ITEMS.items() if key not in (*_PART, *EMPTY, NAMES, UNIT, "分单位"))
"""Keys that are no unit's: what they say holds for the whole budget."""

_OTHERS = "\0"
"""In what a file says of its unit: the items that it lists of others. No author can write this key."""

NOT_OF_A_UNIT = Kind("S42", "整份预算的键写在单位的文件里")
TWO_NAMES = Kind("S43", "一个科目有两个名称")
UNIT_TWICE = Kind("S17", "一个单位的同一个键写了两次")
UNKNOWN_UNIT = Kind("S25", "不认识的单位")
WHOSE_PROJECT = Kind("S40", "分不清是哪个单位的项目")


def spread(file: Mapping) -> None:
    """Give what one file says to the unit that it names as 本单位."""
    file.lists, file.stand_in = frozenset(EMPTY), UNFILLED
    for key in EMPTY:
        value = file.get(key)
        if isinstance(value, Scalar) and is_nothing(value):
            file.put(key, Sequence(value.place), file.key_places[key])
    unit = file.get(OWN_UNIT)
    whose = str(unit) if isinstance(unit, Scalar) else ""
    empty = ((key, value) for key in EMPTY if isinstance(value := file.get(key), Sequence) and not value)
    file.empty = {(whose, key): value.place for key, value in empty}
    if not isinstance(unit, Scalar):
        return
    place = file.key_places[OWN_UNIT]
    part = Mapping(place)
    part.put("单位", unit, place)
    for key in (OWN_UNIT, *SUMMED, *SAID, *INSTEAD, NAMES, *GENERAL):
        if key in file:
            value = file.pop(key)
            if key != OWN_UNIT:
                part.put(key, value, file.key_places[key])
    for key in LINES & file.keys():
        for line in _mappings(file[key]):
            if "单位" not in line:
                line.put("单位", unit, place)
    others = Sequence(place)
    for key, code in (("单位", "代码"), ("分单位", "单位")):
        for item in _mappings(file.get(key)):
            if item.get(code, unit) != unit:
                others.put(item, item.place)
    if others:
        part.put(_OTHERS, others, place)
    if TABLES in file and not file[TABLES]:  # which is lost among the tables of others
        part.put(TABLES, file[TABLES], file.key_places[TABLES])
    if len(part) == 1:
        return
    parts = file.get("分单位")
    if not isinstance(parts, Sequence):
        parts = Sequence(place)
        file.put("分单位", parts, place)
    parts.put(part, place)


def of_other_unit(source: SourceText, unit: str) -> bool:
    """Whether `source`, which can be parsed, is another unit's; of no file when `unit` is ""."""
    if not unit:
        return False
    value, _ = parse_yaml(source)
    return isinstance(value, Mapping) and value.get(OWN_UNIT, unit) != unit


def complete(whole: Mapping) -> Iterator[Finding]:
    """What units wrote twice, or may not write. 收入, which a budget must have, may be left to the units:
    an empty one says nothing.

    Of a budget with one unit, what is that unit's is the whole's. A whole that is complete stays as it is.
    """
    yield from _general(whole)
    codes = unit_codes(whole)
    both = (*SUMMED, *SAID) if len(codes) == 1 else SUMMED
    said = [key for key in both if key in whole and (key != "收入" or whole[key])]
    known = {(code, key): whole.key_places[key] for code in codes[:1] for key in said}
    twice: dict[tuple[str, str, SourceText], list[tuple[str, Place, Place]]] = {}
    if len(codes) < 2:
        _take_over(whole)
    for part in _mappings(whole.get("分单位")):
        if "收入" in part and "收入" not in whole:
            whole.put("收入", Mapping(part.key_places["收入"]), part.key_places["收入"])
        for key in (*SUMMED, *SAID, *INSTEAD):
            if key in part:
                place, code = part.key_places[key], str(part.get("单位"))
                before = known.setdefault((code, key), place)
                if before != place:
                    twice.setdefault((code, before.name, place.source), []).append((key, place, before))
    for (code, *_), keys in twice.items():
        yield UNIT_TWICE.at(keys[0][1], *_twice(code, keys))
    if "分单位" in whole:
        parts = _only(whole["分单位"], lambda part: len(part) > 1)
        whole.put("分单位", parts, whole.key_places["分单位"])


def _general(whole: Mapping) -> Iterator[Finding]:
    """Take out of the parts what holds for the whole budget, and say what a unit may not say."""
    many = len(unit_codes(whole)) > 1
    for part in _mappings(whole.get("分单位")):
        yield from _of_others(part)
        for key in [key for key in (NAMES, *GENERAL) if key in part]:
            value, place = part.pop(key), part.key_places[key]
            if key == NAMES and isinstance(value, Mapping) and isinstance(whole.get(NAMES), Mapping):
                yield from _named(whole[NAMES], value)
            elif key != NAMES and many:
                hint = "写在没有“本单位”的文件里；单位自己的职责、机构写在“单位”的这一项里"
                yield NOT_OF_A_UNIT.at(place, f"“{key}”是整份预算的，不能写在单位的文件里", hint)
            elif key in whole:
                before = whole.key_places[key]
                message = f"键“{key}”已经写在 {before.name} 第 {before.line} 行"
                yield KEY_IN_TWO_FILES.at(place, message, "除列表外，一个键只能写在一个文件里")
            if key not in whole:
                whole.put(key, value, place)


def _of_others(part: Mapping) -> Iterator[Finding]:
    """What a unit's file says of other units: it would be read, and look as if it were the unit's own."""
    for item in _mappings(part.pop(_OTHERS, None)):
        message = f"这是单位“{part.get('单位')}”的文件，这里写的是别的单位"
        yield NOT_OF_A_UNIT.at(item.place, message, "移到没有“本单位”的文件里，或核对代码")


def _named(known: Value, more: Mapping) -> Iterator[Finding]:
    """Add `more` names of 科目 to the `known` ones."""
    assert isinstance(known, Mapping)
    for code, name in more.items():
        place = more.key_places[code]
        if code not in known:
            known.put(code, name, place)
        elif known[code] != name:
            message = f"科目 {code} 已经叫“{known[code]}”，这里写的是“{name}”"
            yield TWO_NAMES.at(place, message, "一份预算里一个科目一个名称；核对后只留一个")


def _take_over(whole: Mapping) -> None:
    """Put what the only unit says for itself where the budget says it, unless that is taken."""
    for part in _mappings(whole.get("分单位")):
        for key in [key for key in (*SUMMED, *SAID, *INSTEAD) if key in part and key not in whole]:
            whole.put(key, part.pop(key), part.key_places[key])
        if TABLES in whole:
            part.pop(TABLES, None)
    department, units = whole.get("部门"), _mappings(whole.get("单位"))
    for key in DESCRIBED if units and isinstance(department, Mapping) else ():
        assert isinstance(department, Mapping)
        if key in units[0] and key not in department:
            department.put(key, units[0][key], units[0].key_places[key])


def _twice(code: str, keys: list[tuple[str, Place, Place]]) -> tuple[str, str]:
    """What is said of the `keys` of a unit that one file writes and another had written."""
    before = keys[0][2]
    names = some_of([f"“{key}”" for key, _, _ in keys])
    message = f"单位“{code}”的{names}已经写在 {before.name} 第 {before.line} 行"
    hint = "没有写“本单位”的文件，收支算在第一个单位名下；合并成一处"
    return message, f"{hint}，或核对是不是写错了单位的代码" if len(keys) > 1 else hint


def unit_codes(whole: Mapping) -> list[str]:
    """The codes of the 预算单位, in their order."""
    return [str(unit["代码"]) for unit in _mappings(whole.get("单位")) if "代码" in unit]


def unknown_units(whole: Mapping) -> Iterator[Finding]:
    """A line, or a file, is of one of the budget's 单位, which it calls by its code."""
    department = whole.get("部门")
    units = _mappings(whole.get(UNIT)) or ([department] if isinstance(department, Mapping) else [])
    named = {str(unit["代码"]): str(unit.get("名称", "")) for unit in units if "代码" in unit}
    codes = {name: code for code, name in named.items()}
    told: dict[str, list[Place]] = {}
    for line in (line for key in _ITEMS if key in (*LINES, "分单位") for line in _mappings(whole.get(key))):
        unit = line.get(UNIT)
        if isinstance(unit, Scalar) and unit not in named and unit.place not in told.get(unit, ()):
            told.setdefault(unit, []).append(unit.place)
    if len(told) > 1 and UNIT not in whole:
        places = [place for own in told.values() for place in own]
        lines = ", ".join(f'{{名称: …, 代码: "{code}"}}' for code in sorted(told))
        message = f"没有写“单位”，而有 {len(places)} 处写了单位的代码：{some_of(sorted(told))}"
        yield UNKNOWN_UNIT.at(places[0], message, f"写上 单位: [{lines}]；改好以后再检查别的")
        return
    for code, places in told.items():
        known = some_of([f"{code}（{name}）" for code, name in named.items()])
        hint = f"写它的代码：{codes[code]}" if code in codes else f"现有的单位：{known}"
        more = f"，这样写的有 {len(places)} 处" if len(places) > 1 else ""
        yield UNKNOWN_UNIT.at(places[0], f"没有代码为“{code}”的单位{more}", f"{hint}；改好以后再检查别的")


def doubtful_tables(whole: Mapping, unit: str) -> Iterator[Finding]:
    """A 绩效目标表 that does not say whose it is, of a project that the `unit` has, and another one too."""
    codes = unit_codes(whole)
    having: dict[str, dict[str, None]] = {}
    for project in _mappings(whole.get("项目")) if len(codes) > 1 else ():
        having.setdefault(str(project.get("名称")), {})[str(project.get(UNIT, codes[0]))] = None
    for table in _mappings(whole.get(TABLES)):
        name = table.get("项目")
        owners = list(having.get(str(name), ()))
        if isinstance(name, Scalar) and UNIT not in table and len(owners) > 1 and unit in owners:
            yield whose_project(name.place, name, owners)


def whose_project(place: Place | None, name: str, having: Collection[str]) -> Finding:
    """Of which of the units `having` one of this name a performance table is, is not said."""
    message = f"{len(having)} 个单位都有项目“{name}”：{some_of(list(having))}"
    hint = '在这张绩效目标表里加一行“单位: "代码"”，或把它写在有“本单位”的文件里'
    return WHOSE_PROJECT.at(place, message, hint)


def of_unit(whole: Mapping, code: str) -> Mapping:
    """The budget of the unit `code` alone, which publishes for itself.

    Raises UsageError when there is no such unit.
    """
    codes = unit_codes(whole)
    if code not in codes:
        known = f"现有的单位：{'、'.join(codes)}。" if codes else "预算里没有列出“单位”。"
        raise UsageError(f"没有代码为“{code}”的单位。{known}")
    first, only = code == codes[0], len(codes) == 1
    unit = next(unit for unit in _mappings(whole["单位"]) if unit.get("代码") == code)
    result = Mapping(whole.place)
    own = (code, "") if first else (code,)
    result.empty = {("", key): place for (unit, key), place in whole.empty.items() if unit in own}
    for key, value in whole.items():
        if key == "部门" and isinstance(value, Mapping):
            value = _publisher(value, unit, only=only)
        elif key == "单位":
            value = _only(value, partial(is_, unit))
        elif key in LINES and key != TABLES:
            value = _only(value, partial(_belongs, code=code, default=first or key == "接受"))
        elif key == "分单位" or (key in SAID and not only) or (key in SUMMED and not first):
            continue
        result.put(key, value, whole.key_places[key])
    parts = [part for part in _mappings(whole.get("分单位")) if part.get("单位") == code]
    for part in parts:
        for key, value in part.items():
            if key not in ("单位", TABLES):
                result.put(key, value, part.key_places[key])
    if TABLES in result:
        projects = {project.get("名称") for project in _mappings(result.get("项目"))}
        tables = _only(
            result[TABLES],
            lambda table: _belongs(table, code, default=table.get("项目") in projects),
        )
        result.put(TABLES, tables, whole.key_places[TABLES])
        # That others publish some does not say that this unit publishes none.
        if whole[TABLES] and projects and not tables and not any(TABLES in part for part in parts):
            del result[TABLES]
    if "收入" not in result:
        result.put("收入", Mapping(whole.place), whole.place)
    return result


def _publisher(department: Mapping, unit: Mapping, *, only: bool) -> Mapping:
    """部门 of a unit's own budget: the unit, with the department as its 主管部门.

    The 职责 and 机构 of the department are its own only when there is no other unit.
    """
    result = Mapping(unit.place)
    for key, value in unit.items():
        result.put(key, value, unit.key_places[key])
    for key in ("性质", "类别", *DESCRIBED):
        if key in department and key not in unit and (only or key == "性质"):
            result.put(key, department[key], department.key_places[key])
    authority = Mapping(department.place)
    for key in ("名称", "代码"):
        if key in department:
            authority.put(key, department[key], department.key_places[key])
    result.put("主管部门", authority, department.place)
    return result


def _belongs(line: Mapping, code: str, default: bool) -> bool:
    return line["单位"] == code if "单位" in line else default


def _only(value: Value, wanted: Callable[[Mapping], bool]) -> Value:
    """The items of a list that are wanted; anything else as it is."""
    if not isinstance(value, Sequence):
        return value
    result = Sequence(value.place)
    for item, place in zip(value, value.places, strict=True):
        if not isinstance(item, Mapping) or wanted(item):
            result.put(item, place)
    return result


def _mappings(value: Value) -> list[Mapping]:
    """The items of a list that are mappings; what else there is, the models refuse."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, Sequence) else []
