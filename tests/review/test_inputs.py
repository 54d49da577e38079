"""Values of a budget that are compared: what each is called."""

from __future__ import annotations

from generator.review.written import inputs_of
from tests.budgets import CONSISTENT, disclosed


def test_projects_of_one_name_are_called_by_their_units() -> None:
    """Where two units have one; any other is called by its name."""
    unit = '{名称: 某某局本级, 代码: "001001"}'
    text = CONSISTENT.replace(unit, f'{unit}, {{名称: 中心, 代码: "001002"}}')
    text = text.replace("  - {名称: 乙,", '  - {名称: 甲, 单位: "001002",')
    text = text.replace("  - {名称: 甲, 类", '  - {名称: 甲, 单位: "001001", 类')
    text = text.replace("  - 项目: 甲\n", '  - 项目: 甲\n    单位: "001001"\n')
    inputs = inputs_of(disclosed(text).budget)
    called = {one.called[1] for one in inputs if one.called[:1] == ("项目",)}
    assert called == {"001001/甲", "001002/甲", "丙", "丁"}
