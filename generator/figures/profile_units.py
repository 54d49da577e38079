"""Tables of each 单位 (每: 单位): one declaration, as many tables as there are units."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures.profile import Profile
from generator.figures.profile_specs import BlockSpec, TableSpec
from generator.figures.profile_whole import UNIT_MARK
from generator.model import Budget
from generator.model.kinds import UNIT

_TEXTS = ("title", "label", "empty_note", "remark")


def for_units(profile: Profile, budget: Budget) -> Profile:
    """`profile` as `budget` has it: of several units each has its own table, called by number and unit.

    Where there is one, the table is what it is called.
    """
    if not any(spec.each for spec in profile.tables):
        return profile
    tables = [table for spec in profile.tables for table in _tables(spec, budget)]
    return profile.model_copy(update={"tables": tables})


def _tables(spec: TableSpec, budget: Budget) -> Iterator[TableSpec]:
    if not spec.each:
        yield spec
    elif not budget.has_many_units:
        name = budget.units[0].name if budget.units else budget.department.name
        yield spec.of_unit(spec.number, _texts(spec, name), spec.blocks)
    else:
        for unit in budget.units:
            blocks = [_of(block, unit.code) for block in spec.blocks]
            yield spec.of_unit(f"{spec.number}-{unit.code}", _texts(spec, unit.name), blocks)


def _texts(spec: TableSpec, name: str) -> dict[str, str]:
    return {field: getattr(spec, field).replace(UNIT_MARK, name) for field in _TEXTS}


def _of(block: BlockSpec, code: str) -> BlockSpec:
    rows_of = None if block.rows_of is None else block.rows_of | {UNIT: code}
    return block.model_copy(update={"wanted": block.wanted | {UNIT: code}, "rows_of": rows_of})
