"""T42–T44: what the disclosure has to say, and the budget neither states nor denies.

Not written is not nil. A fact that the profile's sentences need is written with a value, or with 0, 无 or [].
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from generator.figures import Disclosure
from generator.figures.book import UnknownFigureError
from generator.figures.lacking import SAYING
from generator.figures.records import LAST_YEAR
from generator.findings import Finding, Kind, Level, some_of
from generator.model import Budget
from generator.model.base import Written
from generator.model.facts import Facts, keys_below
from generator.model.kinds import KINDS, LAST_ITEMS
from generator.model.lines import MoneyLine
from generator.model.paths import annotation_of, words_of
from generator.model.references import prose_references
from generator.model.silent import silent_units
from generator.model.vocabulary import APPROPRIATIONS, fields_of
from generator.rules.dates import fits
from generator.rules.subjects import RECALLED_SUBJECTS
from generator.rules.text.performance import UNSIGNED
from generator.rules.ties.absent import absent_kind
from generator.source import Place

UNWRITTEN = Kind("T42", "没有写的事项")
REFERENCE_UNWRITTEN = Kind("T44", "引用的数没有写")
OF_A_UNIT = Kind("T43", "单位自己公开还缺的事项", Level.NOTE)

_NEEDED = (
    *("政府采购", "国有资产/车辆", "国有资产", "国有资产/计划购置/车辆", "国有资产/计划购置"),
    "整体绩效",
)
"""Blocks of numbers, all of which are printed in one sentence."""
_QUOTA, _OWNED = "国有资产/车辆/编制", "国有资产/车辆/实有"
_SHOWN = 3
_KEYS_SHOWN = 6


def unwritten_facts(disclosure: Disclosure) -> Iterator[Finding]:
    """What the profile prints is written, or denied; what it does not print (不印) need not be."""
    for rule in (_numbers, _items, _last_items, _words, _as_of, _whole, _tables):
        for finding in rule(disclosure):
            if disclosure.profile.prints(finding.about):
                yield finding


def units_without_a_word(disclosure: Disclosure) -> Iterator[Finding]:
    """A unit that is listed has a budget of its own."""
    for code, name in silent_units(disclosure.budget).items():
        hint = f'建一个它自己的文件，第一行写 本单位: "{code}"，再写 收入、支出、基本支出、项目、三公经费等'
        hint += "；没有预算的，从“单位”里删去"
        place = _unit_place(disclosure.budget, code)
        found = UNWRITTEN.at(place, f"单位“{name}”什么都没有写", hint, about=f"单位/{code}")
        yield replace(found, units=(code,))


def _numbers(disclosure: Disclosure) -> Iterator[Finding]:
    """政府采购, 国有资产 and 整体绩效 are written number by number, or as nil."""
    budget, facts = disclosure.budget, Facts(disclosure.budget)
    missing = [name for name in _unwritten(disclosure) if disclosure.profile.prints(name)]
    owned = disclosure.book[_OWNED]
    if not owned.unwritten and not owned.value:  # of no vehicles it is said that there are none
        missing = [name for name in missing if name != _QUOTA]
    for block in _NEEDED:
        given = _given(budget, block)
        within = [name for name in missing if name.startswith(f"{block}/")]
        if given:
            within = [name for name in within if name.rpartition("/")[0] == block]
        if not within or (not given and block == "整体绩效"):
            continue
        if "/" in block and not _given(budget, block.rpartition("/")[0]):
            continue
        every, first = _keys(disclosure, block), block.partition("/")[0]
        own = any(name.startswith(f"{block}/") for name in facts.own)
        if own or not facts.giving(first):
            keys = [name.rpartition("/")[2] for name in within]
            yield _finding(_place(budget, *block.split("/")), block, every, keys if own else [])
        else:
            for those, lacking in _lacking(facts, silent_units(budget), within).items():
                yield from _of_units(disclosure, facts, block, every, those, lacking)


def _lacking(facts: Facts, silent: Collection[str], names: Sequence[str]) -> dict[tuple[str, ...], list[str]]:
    """The codes of units by the keys of `names` that they do not give."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for code in (code for code in facts.units if code not in silent):
        keys = tuple(name.rpartition("/")[2] for name in names if code not in facts.of_units.get(name, {}))
        if keys:
            lacking.setdefault(keys, []).append(code)
    return lacking


def _of_units(
    disclosure: Disclosure,
    facts: Facts,
    block: str,
    every: Sequence[str],
    keys: Sequence[str],
    lacking: Sequence[str],
) -> Iterator[Finding]:
    """The units `lacking` do not give of `block` what others give, so that the department's is not known."""
    budget = disclosure.budget
    giving = {above: facts.giving(above) for above in (block, block.rpartition("/")[0])}
    if "/" in block and not any(code in giving[block.rpartition("/")[0]] for code in lacking):
        return  # of what that is part of it is told
    first = lacking[0]
    partly = first in giving[block]
    part = next(
        (part for part in budget.parts if part.unit == first and part.gives(block.split("/")[0])), None
    )
    place = part.place(*block.split("/")) if part else _unit_place(budget, first)
    whose = f"单位{some_of([f'“{facts.units[code]}”' for code in lacking], _SHOWN)}的"
    where = _where(budget, first)
    found = _finding(place, block, every, keys if partly else [], whose=whose, where=where)
    form = f"{{{', '.join(f'{key}: …' for key in (keys if partly else every))}}}"
    for step in reversed(block.split("/")):
        form = f"{step}: {form}" if step == block.partition("/")[0] else f"{{{step}: {form}}}"
    hint = found.hint
    if part and (nil := _denied(part, block)):
        hint = f"{'、'.join(keys)}也没有的，把这里的“无”换成：{_zeros(disclosure, nil)}；有的写数"
    hint += f"；或在部门的文件里写部门的：{form}"
    yield replace(found, hint=hint, units=tuple(lacking))


def _denied(owner: Written, path: str) -> str:
    """The block at `path` or above it that is written 无, beside which no key can be written; "" for none."""
    block: Written | None = owner
    steps = path.split("/")
    for depth, key in enumerate(steps, 1):
        block = _at(block, key) if block is not None else None
        places = list(block.written.key_places.values()) if block is not None and block.written else []
        if len(places) > 1 and len(set(places)) == 1:
            return "/".join(steps[:depth])
    return ""


def _zeros(disclosure: Disclosure, block: str) -> str:
    """What says of every number in a block that there is none."""
    profile = disclosure.profile
    keys = [key for key in keys_below(block, profile.vocabulary) if profile.prints(f"{block}/{key}")]
    within = {key: f"{block}/{key}" for key in keys if key != "截至日期"}
    said = (f"{key}: {_zeros(disclosure, at) if at in _NEEDED else 0}" for key, at in within.items())
    return f"{{{', '.join(said)}}}"


def _given(budget: Budget, path: str) -> bool:
    """Whether the department, or one of its units, writes anything at `path`."""
    first, *below = path.split("/")
    blocks = [_at(budget, first), *budget.of_units(first).values()]
    for key in below:
        blocks = [_at(block, key) for block in blocks if block is not None]
    return any(block is not None for block in blocks)


def _at(owner: Written, key: str) -> Written | None:
    """The block that is written at `key`."""
    if not owner.gives(key):
        return None
    block = next(getattr(owner, n) for n, f in type(owner).model_fields.items() if f.alias == key)
    return block if isinstance(block, Written) else None


def _keys(disclosure: Disclosure, block: str) -> list[str]:
    """The keys that a block is written with, or the first and the last of many."""
    profile = disclosure.profile
    keys = [key for key in keys_below(block, profile.vocabulary) if profile.prints(f"{block}/{key}")]
    return keys if len(keys) <= _KEYS_SHOWN else [keys[0], keys[-1]]


def _items(disclosure: Disclosure) -> Iterator[Finding]:
    """“三公”经费 is written item by item, of the whole or of every unit, and 机关运行经费 as a list."""
    budget = disclosure.budget
    of_unit: dict[str, list[str]] = {}
    for name in _unwritten(disclosure):
        _, *unit, item = name.split("/") if name.startswith("三公经费/") else ("", "")
        if item:
            of_unit.setdefault(unit[0] if unit else "", []).append(item)
    names = {unit.code: unit.name for unit in budget.units}
    words = disclosure.profile.vocabulary.items
    silent = silent_units(budget)
    for code, items in ((code, items) for code, items in of_unit.items() if code not in silent):
        holder = next((part for part in budget.parts if part.unit == code and part.items), budget)
        written = bool(holder.items and list(holder.items.items()))
        place = holder.place("三公经费") if written else _unit_place(budget, code)
        whose = f"单位“{names.get(code, code)}”的" if code else ""
        where = "在这个文件里" if code in ("", budget.first_unit) else _where(budget, code)
        found = _finding(place, "三公经费", words, items if written else [], whose=whose, where=where)
        yield replace(found, units=(code,) if code else ())
    for key, kind in KINDS.items():
        if kind.line and kind.said.none and not budget.gives(key):
            if key == LAST_YEAR and disclosure.before:
                continue
            hint = f"在这个文件里写上：{key}: [{{{_example(kind.line)}}}]；{kind.said.none}的，写 {key}: []"
            yield UNWRITTEN.at(_home(budget), f"没有写“{key}”", hint, about=key)


def _last_items(disclosure: Disclosure) -> Iterator[Finding]:
    """Where a table prints last year's “三公”经费 beside this year's, each item of it is known."""
    records = (record for record in disclosure.records if record.kind == LAST_ITEMS)
    lacking = [record.properties["事项"] for record in records if record.figure.unwritten]
    if lacking:
        budget = disclosure.budget
        place = budget.place("上年", "三公经费") or budget.place("上年") or _home(budget)
        message = f"上年的三公经费没有写“{'”“'.join(lacking)}”，表里的上年数印不出来"
        hint = f"补上；上年没有安排的写 0：{lacking[0]}: 0"
        yield UNWRITTEN.at(place, message, hint, about="上年/三公经费")


def _example(line: type[MoneyLine]) -> str:
    """The keys that a line needs, and an amount."""
    needed = {key: field for key, field in fields_of(line).items() if field.is_required()}
    words = {key: next(iter(words_of(annotation_of(field))), "…") for key, field in needed.items()}
    amount = {} if "金额" in words else {APPROPRIATIONS[0]: "…"}
    return ", ".join(f"{key}: {word}" for key, word in (words | amount).items())


def _words(disclosure: Disclosure) -> Iterator[Finding]:
    """No heading stands above nothing: 职责, 机构, 绩效目标, 名词解释 say something, or 无."""
    budget = disclosure.budget
    duties, organisation = budget.department.duties, budget.department.organisation
    where = "在“单位”里这个单位的一行写上" if budget.department.authority else "在这个文件的“部门”下面写上"
    place = budget.department.place()
    if not duties.summary and not duties.items:
        hint = f"{where}：职责: {{概述: …, 条目: [...]}}"
        yield UNWRITTEN.at(place, "没有写“职责”", hint, about="职责")
    if not organisation.gives("内设机构", "所属单位"):
        hint = f"{where}：机构: {{内设机构: [...], 所属单位: [...]}}；没有的写 无"
        yield UNWRITTEN.at(place, "“机构”里没有写“内设机构”或“所属单位”", hint, about="机构")
    if budget.projects and not budget.gives("绩效目标"):
        hint = "把要公开的绩效目标表写在“绩效目标”里；没有要公开的，写 绩效目标: []"
        yield UNWRITTEN.at(budget.projects[0].place(), "有项目，没有写“绩效目标”", hint, about="绩效目标")
    if not budget.gives("名词解释"):
        hint = "写上要解释的名词：名词解释: [{名称: …, 解释: …}]；没有要解释的，写 名词解释: []"
        place = budget.place("说明") or place
        yield UNWRITTEN.at(place, "没有写“名词解释”", hint, about="名词解释")


def _as_of(disclosure: Disclosure) -> Iterator[Finding]:
    """国有资产 are counted at one day, which is written; of one that cannot be T50 speaks."""
    budget = disclosure.budget
    if not budget.all_assets() or budget.owns_nothing() or budget.assets_as_of() is not None:
        return
    owned = [one for one in budget.all_assets() if not one.none]
    days = Counter(one.as_of for one in owned if one.as_of)
    lacking = next((one for one in owned if not one.as_of), None)
    form = f"国有资产: {{截至日期: {budget.year}-01-01, …}}"
    if lacking or not days:
        message, hint = "“国有资产”里没有写“截至日期”", f"写上：{form}；一样都没有的，写 国有资产: 无"
        place = lacking.place() if lacking else None
    elif len([day for day in days if fits(day, budget.year)]) < len(days):
        return
    else:
        rare = min(days, key=lambda day: days[day])
        message = f"各单位“国有资产”的“截至日期”不同：{some_of([day.isoformat() for day in days], _SHOWN)}"
        hint = f"核对，改成一样；确实不同的，在部门的文件里写部门的：{form}"
        place = next(one.place("截至日期") for one in owned if one.as_of == rare)
    place = place or _place(budget, "国有资产")
    yield UNWRITTEN.at(place, message, hint, about="国有资产/截至日期")


def _whole(disclosure: Disclosure) -> Iterator[Finding]:
    """Where 整体支出绩效目标表 is printed, it has goals and indicators, unless there is none at all."""
    budget, own = disclosure.budget, disclosure.budget.unit_performance
    if "整体绩效目标表" not in [section.content for section in disclosure.profile.sections]:
        return
    if own.units is not None and not own.units.value:
        return
    form = "整体绩效: {总体目标: …, 指标: {产出指标: {数量指标: [{名称: …, 值: …}]}}}"
    hint = f"写上：{form}；没有编报的，写 整体绩效: 无"
    if not budget.gives("整体绩效"):
        yield UNWRITTEN.at(_home(budget), "没有写“整体绩效”", hint, about="整体绩效")
        return
    for key in (key for key in ("总体目标", "指标") if not own.gives(key)):
        yield UNWRITTEN.at(
            budget.place("整体绩效"), f"“整体绩效”里没有写“{key}”", hint, about=f"整体绩效/{key}"
        )


def _tables(disclosure: Disclosure) -> Iterator[Finding]:
    """A 绩效目标表 has 项目属性, 项目期 and 实施期资金 where they are printed."""
    for table in disclosure.budget.performance:
        for key in ("项目属性", "项目期", "实施期资金"):
            if not table.gives(key):
                hint = f"写上：{key}: …"
                message = f"“{table.project}”的绩效目标表没有写“{key}”"
                yield UNWRITTEN.at(table.place("项目"), message, hint, about=f"绩效目标/{key}")


def unwritten_references(disclosure: Disclosure) -> Iterator[Finding]:
    """A reference {{ … }} in the author's prose names a figure that is written."""
    for name, place in prose_references(disclosure.budget):
        try:
            figure = disclosure.book[name]
        except UnknownFigureError:
            continue
        # Of kinds of which nothing is written (ties/absent.py) it is told once.
        if any(name.partition("/")[0] not in SAYING for name in figure.unwritten):
            keys = "、".join(figure.unwritten)
            message = f"引用的数“{name}”没有写：{keys}"
            yield REFERENCE_UNWRITTEN.at(place, message, "写上这个数（没有的写 0），或不引用它", about=name)


def for_itself(unit: Disclosure, found: Sequence[Finding], whole: Sequence[Finding]) -> list[Finding]:
    """What is `found` in a unit, as the check of the department tells it, where `whole` is found.

    What is told of many things at once is told of the department. What the unit lacks is no fault of the
    department, and lacks only when the unit publishes for itself; what both lack is told of the department.
    """
    publisher = unit.budget.department
    if any(finding.about == f"单位/{publisher.code}" for finding in whole):
        return []
    at_once = (RECALLED_SUBJECTS.code, UNSIGNED.code)
    found = [one for one in found if one.code not in at_once and not absent_kind(one)]
    lacking = (UNWRITTEN.code, REFERENCE_UNWRITTEN.code)
    missing = [finding for finding in found if finding.code in lacking]
    found = [finding for finding in found if finding not in missing]
    told = {finding.about for finding in whole if finding.code in lacking}
    about = [name for name in dict.fromkeys(finding.about for finding in missing) if name not in told]
    if not about:
        return found
    message = f"单位“{publisher.name}”自己的公开文件还缺：{some_of(about, _SHOWN)}"
    hint = f"它要自己公开时，用 gongkai check … --unit {publisher.code} 检查，逐项补上"
    note = OF_A_UNIT.at(publisher.place(), message, hint, about=publisher.code)
    return [*found, note]


def _unwritten(disclosure: Disclosure) -> list[str]:
    """The ids of the facts that are not written, in the order of the book."""
    return [figure.id for figure in disclosure.book if figure.unwritten and figure.origin is None]


def _finding(
    place: Place | None,
    block: str,
    every: Sequence[str],
    keys: Sequence[str],
    whose: str = "",
    where: str = "在这个文件里",
) -> Finding:
    """Of a block of which nothing is written, or not these `keys`."""
    name = block.rpartition("/")[2]
    if keys:
        message = f"{whose}“{name}”里没有写“{'”“'.join(keys)}”"
        hint = f"写上数；没有的写 0：{', '.join(f'{key}: 0' for key in keys)}"
    else:
        message = f"{whose and whose.removesuffix('的')}没有写“{name}”"
        form = f"{name}: {{{', '.join(f'{key}: …' for key in every)}}}"
        hint = f"{where}写上 {form}，没有的写 0；全都没有的，写 {name}: 无"
    return UNWRITTEN.at(place, message, hint, about=block)


def _place(budget: Budget, *path: str) -> Place | None:
    """Where `path` stands or should stand: in a unit's own budget in its file, else beside 部门."""
    if budget.gives(path[0]):
        return budget.place(*path)
    parts = [part.place(path[0]) for part in budget.parts if part.gives(path[0])]
    return next(iter(parts), None) or (_home(budget) if budget.department.authority else budget.place("部门"))


def _unit_place(budget: Budget, code: str) -> Place | None:
    """Where 三公经费 of the unit `code` should stand, of the whole when that is ""."""
    part = next((part for part in budget.parts if part.unit == code), None)
    if part is not None:
        return part.place("收入") or part.place()
    index = next((i for i, unit in enumerate(budget.units) if code and unit.code == code), None)
    return _home(budget) if index is None else budget.place("单位", index)


def _where(budget: Budget, code: str) -> str:
    """In which file a unit says what is its own."""
    if any(part.unit == code for part in budget.parts):
        return "在这个文件里"
    return f'在它自己的文件（第一行写 本单位: "{code}"）里'


def _home(budget: Budget) -> Place | None:
    """Where what is not written should stand: in a file that says something of whom the `budget` is."""
    first = next((line.place() for line in budget.expenditure), None)
    return (first if budget.department.authority else budget.place("支出")) or budget.department.place()


RULES = (units_without_a_word, unwritten_facts, unwritten_references)
