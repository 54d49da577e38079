"""数字格式: how amounts are printed, as far as somebody asks for it."""

from typing import Annotated, Literal

from annotated_types import Ge, Le
from pydantic import BeforeValidator, Field, WithJsonSchema

from generator.model.base import Written
from generator.model.number import MAX_DECIMALS


def _truth(value: object) -> object:
    return {"是": True, "否": False}.get(value, value) if isinstance(value, str) else value


def _number(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) == 1 else value


YesNo = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"type": "string", "enum": ["是", "否"]})]
Decimals = Annotated[
    int,
    Ge(0),
    Le(MAX_DECIMALS),
    BeforeValidator(_number),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MAX_DECIMALS, "$comment": "整数"}),
]

Nil = Literal["空", "0", "0.00", "-", "—", "/"]
"""What stands for no money at all: nothing, 0, 0 with the decimals, or a mark."""


class NumberFormat(Written):
    """What is left out is as the profile has it."""

    unit: Literal["万元", "元"] | None = Field(
        None, alias="单位", description="印成万元还是元", examples=["元"]
    )
    decimals: Decimals | None = Field(None, alias="小数", description="印几位小数", examples=[2])
    thousands: YesNo | None = Field(None, alias="千分位", description="每三位一个逗号", examples=["是"])
    nil: Nil | None = Field(
        None,
        alias="零",
        description='没有金额的印什么：空白、0、0.00，或一个横线（加引号："0.00"、"-"）',
        examples=["空"],
    )
