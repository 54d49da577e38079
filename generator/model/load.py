"""From a folder to a Budget; pydantic's errors become findings with place and hint."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.errors import InputError
from generator.findings import Finding, Kind
from generator.model.budget import Budget
from generator.source import Mapping, read_folder
from generator.source.values import place_at

UNKNOWN_KEY = Kind("S10", "不认识的键")
MISSING_KEY = Kind("S11", "缺少必填的键")
WRONG_TYPE = Kind("S12", "内容的形式不对")
BAD_NUMBER = Kind("S13", "数写得不对")
BAD_VALUE = Kind("S14", "内容不在允许的范围内")


def load_budget(folder: Path) -> Budget:
    """The budget in `folder`. Raises InputError with everything that is wrong."""
    return parse_budget(read_folder(folder))


def parse_budget(mapping: Mapping) -> Budget:
    """The budget that `mapping` says. Raises InputError with everything that is wrong."""
    try:
        return Budget.model_validate(mapping)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        raise InputError([_finding(detail, mapping) for detail in details]) from None


def _finding(detail: ErrorDetails, root: Mapping) -> Finding:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    place = place_at(root, path)
    key = str(path[-1]) if path else ""
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = _known_keys(path[:-1])
        close = get_close_matches(key, known, n=2, cutoff=0.3)
        hint = f"是否想写“{'”或“'.join(close)}”？" if close else f"这里可以写：{'、'.join(known)}"
        return UNKNOWN_KEY.at(place, f"不认识的键“{key}”", hint)
    if kind == "missing":
        where = f"“{path[-2]}”" if len(path) > 1 and isinstance(path[-2], str) else "这一项"
        return MISSING_KEY.at(place, f"{where if len(path) > 1 else '预算'}缺少“{key}”", f"补上“{key}: …”")
    if kind.startswith(("number_", "amount_", "count_")):
        missing = f"“{key}”后面没有写数" if kind == "number_missing" else detail["msg"]
        hint = "没有金额时删去这一行，或写 0" if kind == "number_missing" else "只写数字，例如 1234.56"
        return BAD_NUMBER.at(place, missing, hint)
    return _shape(kind, key, detail["input"], context, place, detail["msg"])


def _shape(kind: str, key: str, value: Any, context: dict[str, Any], place: Any, message: str) -> Finding:
    """Findings about form and range, from the error's type and context."""
    if kind == "mapping_expected":
        return WRONG_TYPE.at(place, f"“{key}”下面应是一组“键: 值”", "换行并缩进两格，逐行写“键: 值”")
    if kind in ("list_type", "dict_type"):
        wanted = "一个列表（每项以“- ”开头）" if kind == "list_type" else "一组“键: 值”"
        return WRONG_TYPE.at(place, f"“{key}”应是{wanted}", "参照使用手册里这个键的例子")
    if kind == "string_type":
        said = "是空的" if value is None else "应是一句话或一个词，不是列表或键值"
        return WRONG_TYPE.at(place, f"“{key}”{said}", "在冒号后面直接写内容；不需要时删去这一行")
    if kind == "string_too_short":
        return BAD_VALUE.at(place, f"“{key}”是空的", "补上内容")
    if kind == "literal_error":
        allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
        return BAD_VALUE.at(place, f"“{key}”不能是“{value}”", f"只能写：{allowed}")
    if kind == "string_pattern_mismatch":
        digits = "年度" if key == "年度" else "代码"
        rule = "只能由数字组成" if "\\d" in str(context.get("pattern")) else "只能由字母、数字和 - 组成"
        return BAD_VALUE.at(place, f"{digits}“{value}”{rule}", "检查是否混入了空格、字母或全角数字")
    if kind in ("int_parsing", "int_type"):
        return BAD_NUMBER.at(place, f"“{key}”应是整数，现在是“{value}”", "例如 年度: 2024")
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = "不小于" if kind == "greater_than_equal" else "不大于"
        limit = context.get("ge", context.get("le"))
        return BAD_VALUE.at(place, f"“{key}”应{bound} {limit}，现在是“{value}”", "请核对")
    if kind == "date_bad":
        return BAD_VALUE.at(place, message, "例如 2024-01-31")
    return BAD_VALUE.at(place, f"“{key}”的内容不对", "参照使用手册里这个键的例子")


def _known_keys(path: tuple[str | int, ...]) -> list[str]:
    """The Chinese keys allowed in the mapping at `path`, found by walking the models."""
    annotation: Any = Budget
    for step in path:
        model = _model_in(annotation)
        if isinstance(step, int) or model is None:
            annotation = _item_of(annotation)
        else:
            fields = {field.alias: field.annotation for field in model.model_fields.values()}
            annotation = fields.get(str(step))
    model = _model_in(annotation)
    return [field.alias for field in model.model_fields.values() if field.alias] if model else []


def _branches(annotation: Any) -> list[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _branches(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [branch for part in get_args(annotation) for branch in _branches(part)]
    return [annotation]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    models = [b for b in _branches(annotation) if isinstance(b, type) and issubclass(b, BaseModel)]
    return models[0] if models else None


def _item_of(annotation: Any) -> Any:
    for branch in _branches(annotation):
        if get_origin(branch) in (list, dict):
            return get_args(branch)[-1]
    return None
