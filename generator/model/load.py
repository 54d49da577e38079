"""From a folder to a Budget; pydantic's errors become findings with place and hint."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.errors import InputError, ProfileError
from generator.findings import Finding, Kind
from generator.model.base import UNFILLED, Written
from generator.model.budget import PROFILE, Budget
from generator.model.forms import WRONG_TYPE, code_hint, wrong_form
from generator.model.lines import CODE
from generator.model.number import Number
from generator.model.number_hints import number_hint
from generator.model.paths import annotation_at, branches, model_at
from generator.model.profiles import UNKNOWN_PROFILE, profile_names, vocabulary_of
from generator.model.units import OWN_UNIT, complete, doubtful_tables, of_unit, spread, unknown_units
from generator.model.vocabulary import DEFAULT, Vocabulary
from generator.model.wrong_keys import Meant, Steps, misnamed, path_of, unknown_key
from generator.source import Mapping, Place, Scalar, Sequence, Value, limits, read_folder
from generator.source.slips import wide_digits
from generator.source.twins import KEY_IN_TWO_FILES
from generator.source.values import place_at, value_at
from generator.source.yaml_reader import TOO_LONG

MISSING_KEY = Kind("S11", "缺少必填的键")
BAD_NUMBER = Kind("S13", "数写得不对")
BAD_VALUE = Kind("S14", "内容不在允许的范围内")
NOT_FILLED = Kind("S16", "还没有填写")
MANY = Kind("S62", "错误太多，没有逐处列出")

Model = TypeVar("Model", bound=Written)


def load_budget(folder: Path, unit: str = "", called: str = "", home: Path | None = None) -> Budget:
    """The budget in `folder`, or that of its unit with the code `unit`; `called` as in `read_folder`.

    `home` is where the budget belongs, with its profile beside it, when `folder` is a copy.
    Raises InputError with everything that is wrong, UsageError when there is no such unit.
    """
    mapping, findings = read_folder(folder, spread, called)
    findings = [_in_two_files(finding) for finding in findings]
    try:
        budget = parse_budget(mapping, unit, home or folder)
    except InputError as error:
        told = {(f.place.source, f.place.line) for f in findings if f.place}
        others = [f for f in error.findings if not f.place or (f.place.source, f.place.line) not in told]
        raise InputError([*findings, *others]) from None
    if findings:
        raise InputError(findings)
    return budget


def _in_two_files(finding: Finding) -> Finding:
    """A key of two files may be that of a unit whose file does not say so."""
    if finding.code != KEY_IN_TWO_FILES.code:
        return finding
    return replace(finding, hint=f"{finding.hint}；单位自己的文件，最前面写一行“{OWN_UNIT}: 单位的代码”")


def parse_budget(mapping: Mapping, unit: str = "", folder: Path | None = None) -> Budget:
    """The budget that `mapping` says, or that of its unit; `folder` is where it lies.

    Raises as `load_budget` does.
    """
    twice = list(complete(mapping))
    # Of the whole that is a rule's: its pages can be made.
    twice += [*unknown_units(mapping), *doubtful_tables(mapping, unit)] if unit else []
    sources = mapping.sources
    mapping = of_unit(mapping, unit) if unit else mapping
    budget, findings = read_model(Budget, mapping, words_of_profile(mapping, folder))
    if findings and not {"部门", "样式"} & mapping.keys():
        findings = list(_of_any_profile(findings, mapping, folder))
    findings += twice
    if budget is None or findings:
        raise InputError(findings)
    budget._sources = sources
    budget._folder = folder
    return budget


def _of_any_profile(findings: Iterable[Finding], mapping: Mapping, folder: Path | None) -> Iterator[Finding]:
    """Those that are wrong whatever the 样式 is, which stands in a file that is not there."""
    wrong: list[set[tuple[str, Place | None]]] = []
    for name in profile_names(folder):
        try:
            words = vocabulary_of(name, folder)
        except ProfileError:
            continue
        wrong.append({(one.code, one.place) for one in read_model(Budget, mapping, words)[1]})
    yield from (one for one in findings if all((one.code, one.place) in those for those in wrong))


def unit_budget(budget: Budget, unit: str) -> Budget:
    """The budget that `unit` publishes for itself, of a department's. Raises as `load_budget` does."""
    assert budget._mapping is not None
    return parse_budget(budget._mapping, unit, budget.folder)


def words_of_profile(mapping: Mapping, folder: Path | None) -> Vocabulary:
    """The words of the budget's profile. Raises InputError when it cannot be used: nothing is certain."""
    name = str(mapping.get("样式", PROFILE))
    place = mapping.key_places.get("样式", mapping.place)
    if isinstance(value := mapping.get("样式"), Scalar):
        place = value.place
    if value in (None, UNFILLED) or not isinstance(value, Scalar | None):
        name = PROFILE
    elif not re.fullmatch(r"[\w-]+", name):
        raise InputError([_bad_profile(name, place)])
    try:
        return vocabulary_of(name, folder)
    except ProfileError as error:
        raise InputError([UNKNOWN_PROFILE.at(place, error.message, error.hint or "先改好样式")]) from None


def _bad_profile(name: str, place: Place) -> Finding:
    """A 样式 whose name none can have: what its words are is not known, and nothing else is told."""
    plain = unicodedata.normalize("NFKC", name.removesuffix(".yaml").strip()).replace(" ", "-")
    example = plain if re.fullmatch(r"[A-Za-z]+-\d{4}", plain) else PROFILE
    hint = f"写 templates 里的文件夹名，例如 {example}"
    return BAD_VALUE.at(place, f"“样式”只能由字母、数字和 - 组成，现在是“{name}”", hint)


def read_model(
    model: type[Model], mapping: Mapping, vocabulary: Vocabulary = DEFAULT
) -> tuple[Model | None, list[Finding]]:
    """What `mapping` says as a `model`, None when it says none, and everything that is wrong with it."""
    findings: list[Finding] = []
    made: Model | None = None
    try:
        made = model.model_validate(mapping, context=vocabulary)
    except ValidationError as error:
        details = error.errors(include_url=False)
        wrong = [detail for detail in details if detail["input"] != UNFILLED]
        halves = list(_halves(wrong, mapping))
        wrong = [
            detail for detail in wrong if path_of(detail)[:-1] not in {one for two in halves for one in two}
        ]
        findings += [_cut(mapping, *two) for two in halves]
        meant = misnamed(wrong, model, vocabulary)
        wrong = [detail for detail in wrong if not _said_by_other(detail, meant)]
        first = wrong[: limits.TOLD.most]
        findings += list(_together(_once(_finding(one, mapping, model, vocabulary, meant) for one in first)))
        if len(wrong) > limits.TOLD.most:
            message = f"另有 {len(wrong) - limits.TOLD.most:,} 处写法不对，没有逐处列出"
            findings.append(MANY.at(findings[-1].place, message, "先改正列出的，再检查一次"))
    told = {finding.place for finding in findings}
    findings += [finding for finding in _gaps(mapping) if finding.place not in told]
    return made, findings


def _halves(details: list[ErrorDetails], root: Mapping) -> Iterator[tuple[Steps, Steps]]:
    """Items of which the second has just what the first lacks, and lacks just what that has."""
    missing: dict[Steps, set[str]] = {}
    for path in (path_of(detail) for detail in details if detail["type"] == "missing"):
        missing.setdefault(path[:-1], set()).add(str(path[-1]))
    for path, lacks in missing.items():
        if not path or not isinstance(path[-1], int):
            continue
        after = (*path[:-1], path[-1] + 1)
        first, second = value_at(root, path), value_at(root, after)
        if not (first and second and isinstance(first, Mapping) and isinstance(second, Mapping)):
            continue
        if lacks == set(second) and missing.get(after, set()) == set(first):
            yield path, after


def _cut(root: Mapping, first: Steps, second: Steps) -> Finding:
    """An item that goes on in the next one, before which a dash stands that should not."""
    above = value_at(root, first)
    key = next(iter(above)) if isinstance(above, Mapping) else ""
    hint = f"删去这一行的“- ”，与上一行的“{key}”左对齐"
    return WRONG_TYPE.at(place_at(root, second), "一项被断成了两项：这一行前面多了“-”", hint)


def _said_by_other(detail: ErrorDetails, meant: Meant) -> bool:
    """Whether it is a missing key for which another stands, that is told."""
    *above, key = path_of(detail)
    return detail["type"] == "missing" and any(
        key in keys for path, keys in meant.items() if path[:-1] == tuple(above)
    )


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of a value that may be of several forms, only once that it is of none: pydantic says it of each."""
    told: set[Place | None] = set()
    for finding in findings:
        if finding.place is None or finding.code != WRONG_TYPE.code or finding.place not in told:
            yield finding
        if finding.code == WRONG_TYPE.code:
            told.add(finding.place)


def _together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """What is missing in one place is told once."""
    last: Finding | None = None
    for finding in findings:
        both = last and {last.code, finding.code} == {MISSING_KEY.code} and last.place == finding.place
        if last and both and "缺少" in last.message and "缺少" in finding.message:
            key, hint = finding.message.split("缺少", 1)[1], (finding.hint or "").removeprefix("补上")
            last = replace(last, message=f"{last.message}、{key}", hint=f"{last.hint}、{hint}")
            continue
        if last:
            yield last
        last = finding
    if last:
        yield last


def _gaps(value: Value, name: str = "这一项") -> Iterator[Finding]:
    """What is marked 待填, and keys with nothing after them.

    Why the latter: pydantic would take an optional amount that was forgotten for nil.
    """
    if isinstance(value, Mapping):
        for key, below in value.items():
            if below is None:
                yield _blank(f"“{key}”", value.key_places[key])
            yield from _gaps(below, f"“{key}”")
    elif isinstance(value, Sequence):
        for below in value:
            yield from _gaps(below, name)
    elif value == UNFILLED:
        yield NOT_FILLED.at(
            value.place, f"{name}还没有填", "填上内容，换掉“待填”；今年没有的写 0 或 无，列表里的删去这一行"
        )


def _blank(name: str, place: Place | None, where: str = "在冒号") -> Finding:
    return WRONG_TYPE.at(place, f"{name}是空的", f"{where}后面写上内容；不需要时删去这一行")


def _finding(
    detail: ErrorDetails, root: Mapping, model: type[Written], vocabulary: Vocabulary, meant: Meant
) -> Finding:
    path = path_of(detail)
    is_key = "[key]" in detail["loc"]
    kind = detail["type"]
    key = str(path[-1]) if path else ""
    place = place_at(root, path, of_key=is_key)
    if kind == "extra_forbidden":
        return unknown_key(detail, root, model, vocabulary, meant)
    if kind == "missing":
        where = f"“{path[-2]}”" if len(path) > 1 and isinstance(path[-2], str) else "这一项"
        whose = where if len(path) > 1 else model.whole
        return MISSING_KEY.at(place, f"{whose}缺少“{key}”", f"补上“{key}: …”")
    if kind == "number_missing":
        return BAD_NUMBER.at(place, f"“{key}”后面没有写数", "没有金额时删去这一行，或写 0")
    if kind == "wide_digits" and place:
        return wide_digits(place, key if is_key else str(detail["input"]))
    if kind == "half_quoted":
        return BAD_VALUE.at(place, detail["msg"], "在这个值的前面也加上引号，或删去末尾的")
    if kind == "line_long":
        return TOO_LONG.at(place, f"“{key[:20]}”{detail['msg']}", "检查引号是否配对，或写短一些")
    if kind.startswith(("number_", "amount_", "count_")):
        return BAD_NUMBER.at(place, detail["msg"], number_hint(detail, root, model))
    if kind == "value_error":
        return BAD_VALUE.at(place, str(detail["ctx"]["error"]), f"写法见{model.guide}")
    name = "键" if is_key else f"“{key}”"
    if path and isinstance(path[-1], int):
        name = f"第 {path[-1] + 1} 项"
    if detail["input"] is None:
        if key in required_keys(model, path[:-1]):
            return MISSING_KEY.at(place, f"{name}是必填的，后面还没有写", "在冒号后面空一格，写上内容")
        return _blank(name, place, "在“-”" if name.startswith("第 ") else "在冒号")
    if kind == "too_short":
        return BAD_VALUE.at(place, f"{name}是空的", "至少写一项")
    found = wrong_form(detail, name, place, annotation_at(model, path), root, vocabulary)
    found = found or _range(detail, name, place)
    return found or BAD_VALUE.at(place, f"{name}的内容不对", f"参照{model.guide}里这个键的例子")


def _range(detail: ErrorDetails, name: str, place: Place | None) -> Finding | None:
    """The finding for a text that says something that is not allowed."""
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "string_too_short":
        return BAD_VALUE.at(place, f"{name}是空的", "补上内容")
    if kind == "literal_error":
        allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
        allowed = "、".join(filter(None, allowed.split("、")))
        return BAD_VALUE.at(place, f"{name}不能是“{value}”", f"只能写：{allowed}")
    if kind == "string_pattern_mismatch":
        if context.get("pattern") == CODE:
            plain = unicodedata.normalize("NFKC", str(value)).strip()
            if plain.isdecimal() and plain != value and place:
                return wide_digits(place, str(value))
            return BAD_VALUE.at(place, f"{name}只能由数字组成，现在是“{value}”", code_hint(plain))
        hint = "检查是否混入了空格、引号或全角字符"
        return BAD_VALUE.at(place, f"{name}只能由字母、数字和 - 组成，现在是“{value}”", hint)
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = "不小于" if kind == "greater_than_equal" else "不大于"
        limit = context.get("ge", context.get("le"))
        return BAD_VALUE.at(place, f"{name}应{bound} {limit}，现在是“{value}”", f"写{bound} {limit} 的数")
    if kind in ("date_bad", "year_bad"):
        example = "例如 2024-01-31" if kind == "date_bad" else "例如 2024"
        return BAD_VALUE.at(place, detail["msg"], str(context.get("write") or example))
    if kind.startswith("bool_"):
        return BAD_VALUE.at(place, f"{name}不能是“{value}”", "只能写：是、否")
    if kind.startswith("int_"):
        return BAD_VALUE.at(place, f"{name}应是一个整数，现在是“{value}”", "写数字，例如 1")
    return None


def required_keys(root: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The Chinese keys that the mapping at `path` must have."""
    model = model_at(root, path)
    fields = model.model_fields.values() if model else ()
    return [field.alias for field in fields if field.alias and field.is_required()]


@cache
def number_keys() -> frozenset[str]:
    """The keys after which a number may stand, of money or of things."""
    keys: set[str] = set()
    models: list[type[BaseModel]] = [Written]
    while models:
        model = models.pop()
        models += model.__subclasses__()
        fields = model.model_fields.values()
        keys |= {field.alias for field in fields if field.alias and Number in branches(field.annotation)}
    return frozenset(keys)
