"""What to write in the place of what is no number, in the unit that is meant there."""

from __future__ import annotations

from collections.abc import Mapping as Context
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails, PydanticCustomError

from generator.model.number import MONEY, SQUARE_METRES, YUAN, parse_number
from generator.model.odd_numbers import in_yuan
from generator.model.paths import measure_at
from generator.source import Mapping


def number_hint(detail: ErrorDetails, root: Mapping, model: type[BaseModel]) -> str:
    """What to write, as far as it is known: the number itself, or an example of one."""
    context = detail.get("ctx", {})
    if write := context.get("write"):
        return str(write)
    keys = tuple(step for step in detail["loc"] if isinstance(step, str))
    measure = measure_at(model, keys)
    number, unit = str(context.get("number", "")), str(context.get("unit", ""))
    yuan = _yuan(context)
    if measure in (MONEY, YUAN) and yuan is not None:
        own = "元" if measure == YUAN or root.get("金额单位") == "元" else "万元"
        value = yuan if own == "元" else yuan / 10000
        plain = number if unit and value == Decimal(number) else f"{value.normalize():f}"
        return f"只写数字：{plain}（这里的单位是{own}）"
    area = unit in ("平方米", "㎡")
    if (
        number
        and yuan is None
        and unit != "%"
        and (not unit or (measure != MONEY and area == (measure == SQUARE_METRES)))
    ):
        return f"只写数字：{number}"
    return f"只写数字，例如 {'12' if measure == '' else '1234.56'}"


def _yuan(context: Context[str, Any]) -> Decimal | None:
    """What is meant in 元, by what a refusal says; None for what is no money."""
    if context.get("yuan"):
        return Decimal(str(context["yuan"]))
    number = str(context.get("number", ""))
    return in_yuan(number, str(context.get("unit", ""))) if number else None


def amount_said(text: str, root: Mapping) -> str:
    """The number that `text` says as it is to be written, money in the unit of `root`; "" for none."""
    try:
        return f"{parse_number(text).value:f}"
    except PydanticCustomError as error:
        yuan = _yuan(error.context or {})
    if yuan is None:
        return ""
    return f"{(yuan if root.get('金额单位') == '元' else yuan / 10000).normalize():f}"
