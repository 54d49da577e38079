"""Which format an amount is printed in: ours, the profile's, the budget's; what is said last counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.figures.rounding import CELL, SENTENCE, AmountFormat
from generator.model.number_format import NumberFormat

TABLES, SENTENCES = "表", "文字"
"""The keys of 数字格式 beside the numbers of tables: all tables, and the sentences."""


def laid_over(base: AmountFormat, *asked: NumberFormat | None) -> AmountFormat:
    """`base` with what each of `asked` says otherwise, in their order."""
    for one in asked:
        if one is not None:
            said = {name: getattr(one, name) for name in type(one).model_fields}
            base = replace(base, **{name: value for name, value in said.items() if value is not None})
    return base


def sentence_format(profile: Mapping[str, NumberFormat], budget: Mapping[str, NumberFormat]) -> AmountFormat:
    """How sentences print amounts."""
    return laid_over(SENTENCE, profile.get(SENTENCES), budget.get(SENTENCES))


def cell_format(
    table: str,
    own: tuple[NumberFormat | None, ...],
    profile: Mapping[str, NumberFormat],
    budget: Mapping[str, NumberFormat],
) -> AmountFormat:
    """How a cell of `table` prints its amount; `own` is what the table and the column ask for."""
    return laid_over(CELL, profile.get(TABLES), *own, budget.get(TABLES), budget.get(table))
