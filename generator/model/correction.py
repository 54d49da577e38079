"""更正: an amount moved after approval, from one 性质, 科目, 项目 … to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from generator.model.base import Line, Text, Written
from generator.model.lines import EconomicLine, ExpenditureLine, MoneyLine, Project
from generator.model.number import Amount
from generator.model.vocabulary import Word, vocabulary_in

NATURE: Literal["性质"] = "性质"
_LINES: tuple[tuple[str, type[MoneyLine]], ...] = (
    ("支出", ExpenditureLine),
    ("项目", Project),
    ("基本支出", EconomicLine),
)


def _ways() -> Iterator[tuple[str, tuple[str, str]]]:
    """What each kind can be parted by, the first that has it; a key of lines where a property is taken."""
    known: set[str] = set()
    for kind, line in _LINES:
        named = {(mark.name or key): key for key, mark in line.properties().items()}
        for name in (*named, *line.derived()):
            called = name if name not in known or named.get(name, name) == name else named[name]
            if called not in known:
                known.add(called)
                yield called, (kind, name)


MOVED_BY = dict(_ways())
"""What an amount may be moved by, with the kind of records and the property that it is of."""


def _known(by: str) -> str:
    if by not in MOVED_BY:
        expected = "、".join(MOVED_BY)
        raise PydanticCustomError("literal_error", "{expected}", {"expected": expected})
    return by


MovedBy = Annotated[
    Line,
    AfterValidator(_known),
    WithJsonSchema({"type": "string", "enum": [*dict.fromkeys((NATURE, *MOVED_BY))]}),
]


Moved = Annotated[Line, Word(NATURE, others=True)]
"""Mostly a 性质; with 按 a 科目, a project …"""


class Correction(Written):
    """更正: an amount moved after approval, while the tables still print the approved figures."""

    amount: Amount = Field(alias="金额", description="调整的金额", examples=[10])
    by: MovedBy = Field(
        NATURE,
        alias="按",
        description="调出、调入写的是什么：性质、科目、资金、项目、单位、经济科目等；不写就是性质",
        examples=["科目"],
    )
    moved_from: Moved = Field(
        alias="调出",
        description="从哪一种性质的支出调出；写了“按”的，写哪一个科目、项目等",
        examples=["基本支出"],
    )
    moved_to: Moved = Field(
        alias="调入",
        description="调入哪一种性质的支出；写了“按”的，写哪一个科目、项目等",
        examples=["项目支出"],
    )
    note: Text = Field(
        alias="说明",
        description="印在“其他说明”里的话；调整后的数写成引用",
        examples=["调整后基本支出为{{ 更正.1.调整后.基本支出 }}。"],
    )
    unit: Line | None = Field(
        None, alias="单位", description="预算单位的代码；不写就是“单位”里的第一个", examples=["101001"]
    )

    @field_validator("moved_from", "moved_to")
    @classmethod
    def _known_nature(cls, value: str, info: ValidationInfo) -> str:
        natures = vocabulary_in(info).words(NATURE)
        if info.data.get("by") == NATURE and value not in natures:
            raise PydanticCustomError("literal_error", "{expected}", {"expected": "、".join(natures)})
        return value

    @property
    def between(self) -> tuple[str, str]:
        """What it is moved from, and to."""
        return self.moved_from, self.moved_to
