"""Numbers as authors write them: exact decimals that remember where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.model.base import UNFILLED
from generator.model.odd_numbers import refusal
from generator.source import Place, Scalar

# Only these: NFKC would also read 5² as 52 and ㎡ as m2.
_HALF_WIDTH = str.maketrans("０１２３４５６７８９，．－−％", "0123456789,.--%")
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
YUAN, SQUARE_METRES = "元", "平方米"
MONEY = "金额单位"
"""In the annotation of a number: what it is in, be it the 金额单位 of its budget; a count has none."""
MAX_DECIMALS = 6
MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number as written. `place` is None only for numbers that no file holds.

    `unfilled`: 待填 stands there, and `value` is 0; only drafts have such numbers.
    """

    value: Decimal
    place: Place | None = None
    unfilled: bool = False

    @classmethod
    def of(cls, value: int | str) -> Number:
        """A number that stands in no file."""
        return cls(Decimal(value))

    @property
    def decimals(self) -> int:
        """How many decimals were written."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        json = core_schema.no_info_plain_validator_function(parse_number)
        return core_schema.json_or_python_schema(json_schema=core_schema.float_schema(), python_schema=json)


def parse_number(value: object) -> Number:
    """The number that `value`, a text from the file, says.

    Full-width digits and well-placed thousands separators are accepted; what could be read in two ways
    is refused with the reason (PydanticCustomError).
    """
    if isinstance(value, Number):
        return value
    if value is None or (isinstance(value, str) and not value.strip()):
        raise PydanticCustomError("number_missing", "这里应是一个数")
    if not isinstance(value, str):
        raise PydanticCustomError("number_shape", "这里应是一个数，不是列表或键值")
    text = value.strip().translate(_HALF_WIDTH)
    if not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
        raise refusal(value, text)
    number = Decimal(text.replace(",", ""))
    number = abs(number) if number.is_zero() else number
    if len(number.as_tuple().digits) > MAX_DIGITS:
        raise PydanticCustomError("number_long", "“{text}”的位数太多，请核对", {"text": value})
    return Number(number, value.place if isinstance(value, Scalar) else None)


def _to_be_filled(value: object) -> Number | None:
    """What 待填 stands for; a budget with it is refused, and can be a draft."""
    if not (isinstance(value, Scalar) and value == UNFILLED):
        return None
    return Number(Decimal(0), value.place, unfilled=True)


def _amount(value: object) -> Number:
    if (open_ := _to_be_filled(value)) is not None:
        return open_
    number = parse_number(value)
    if number.value < 0:
        raise PydanticCustomError("amount_negative", "金额不能是负数：{value}", {"value": str(number.value)})
    if number.decimals > MAX_DECIMALS:
        raise PydanticCustomError(
            "amount_decimals", "“{value}”的小数超过 6 位，比分还小，请核对", {"value": str(number.value)}
        )
    return number


def _count(value: object) -> Number:
    if (open_ := _to_be_filled(value)) is not None:
        return open_
    number = parse_number(value)
    if number.value < 0 or number.value != number.value.to_integral_value():
        raise PydanticCustomError("count_bad", "“{value}”应是不小于 0 的整数", {"value": str(number.value)})
    return number


_WHOLE = r"^\s*(?:[0０]|[1-9１-９][0-9０-９]*|[1-9１-９][0-9０-９]{0,2}(?:[,，][0-9０-９]{3})+)"
_AMOUNT = {
    "type": ["number", "string"],
    "minimum": 0,
    "pattern": _WHOLE + rf"(?:[.．][0-9０-９]{{1,{MAX_DECIMALS}}})?\s*$",
    "patternErrorMessage": "应是一个数，只写数字，例如 1234.56",
    "$comment": "数",
}
_COUNT = {
    "type": ["integer", "string"],
    "minimum": 0,
    "pattern": _WHOLE + r"(?:[.．][0０]+)?\s*$",
    "patternErrorMessage": "应是不小于 0 的整数",
    "$comment": "整数",
}
"""For editors: what is accepted, in the words of a JSON Schema."""

_Exact = Annotated[Number, BeforeValidator(_amount), WithJsonSchema(_AMOUNT)]

Amount = Annotated[_Exact, MONEY]
"""A sum of money, not negative, at most six decimals (万元 down to 分)."""

YuanAmount = Annotated[_Exact, YUAN]
"""A sum of money in 元, whatever the 金额单位."""

Area = Annotated[_Exact, SQUARE_METRES]
"""平方米."""

Count = Annotated[Number, BeforeValidator(_count), WithJsonSchema(_COUNT)]
"""A whole number of things, not negative."""
