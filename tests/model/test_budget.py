"""The whole of a budget: what may be left out, and what then holds."""

from __future__ import annotations

import pytest

from generator.model import Budget
from tests.written import budget

NAMES = [(name, field.alias) for name, field in Budget.model_fields.items()]


def test_the_smallest_budget_has_four_keys() -> None:
    """年度, 部门, 收入 and 支出 must be there, nothing else."""
    required = {field.alias for field in Budget.model_fields.values() if field.is_required()}
    assert required == {"年度", "部门", "收入", "支出"}
    read = budget()
    assert (read.unit, read.precision, read.profile) == ("万元", "分", "shanxi-2024")
    assert (read.projects, read.performance, read.assets) == ([], [], None)


def test_all_keys_are_looked_at() -> None:
    """The test below sees the whole budget."""
    assert ("year", "年度") in NAMES
    assert len(NAMES) > 20


@pytest.mark.parametrize(("name", "alias"), NAMES)
def test_every_key_is_chinese(name: str, alias: str | None) -> None:
    """What an author writes is Chinese, what the program says is English."""
    assert alias is not None
    assert not alias.isascii()
    assert name.isascii()


def test_the_defaults_of_two_budgets_are_their_own() -> None:
    """No list is shared between budgets."""
    first, second = budget(), budget()
    assert first.projects is not second.projects
    assert first.last_year is not second.last_year


def test_names_of_subjects_may_be_overridden() -> None:
    """Codes stay texts as keys, too."""
    assert budget("科目名称: {2110301: 大气, 007: 其他}\n").subject_names == {
        "2110301": "大气",
        "007": "其他",
    }
