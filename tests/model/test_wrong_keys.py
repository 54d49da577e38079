"""A key in a wrong place is told to belong where it does: every key of every block, at the top."""

from __future__ import annotations

import json

import pytest

from generator.document.full_budget import _Full
from generator.figures.profile import load_profile
from generator.model import Budget
from generator.model.vocabulary import keys_of
from tests.written import MONEY, SMALLEST, YEAR, refused_budget

WRITTEN = _Full(load_profile("shanxi-2024")).written()
BLOCKS = {key: block for key, block in WRITTEN.items() if isinstance(block, dict) and key != "部门"}


@pytest.mark.parametrize("name", [name for name in BLOCKS if name != "收入"])
def test_every_key_that_is_not_indented_is_told_where_it_belongs(name: str) -> None:
    """Below the block that stands above it, whatever else has such a key; all keys there are is no answer."""
    for key, value in BLOCKS[name].items():
        if key in keys_of(Budget):
            continue
        text = f"{SMALLEST}{name}:\n{key}: {json.dumps(value, ensure_ascii=False)}\n"
        [found] = [one for one in refused_budget(text) if one.code == "S10"]
        assert f"“{key}”写错了地方" in found.message
        assert f"“{name}”下面" in found.hint or f"“{name} › " in found.hint
        assert found.place
        assert found.place.line == text.count("\n")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (f"{YEAR}部门:\n名称: 某局\n{MONEY}", "它写在“部门”下面"),
        (f"{SMALLEST}机关运行经费: 无\n办公用房面积: 3\n", "它写在“国有资产”下面"),
        (SMALLEST.replace("性质: 行政", "性质: 行政, 政府采购: 无"), "它写在最外层"),
        (SMALLEST.replace("性质: 行政", "性质: 行政, 编制人数: 3"), "它写在“部门 › 机构”下面"),
        (f"{SMALLEST}项目:\n  - 名称: 甲\n类别: 特定目标类\n", "它写在“项目”下面"),
        (f"{SMALLEST}其它说明: 无\n", "是否想写“其他说明”"),
        (f"{SMALLEST}随便: 无\n", "所有的键见手册里的《键一览》"),
    ],
)
def test_where_a_key_belongs(text: str, hint: str) -> None:
    """Below the nearest of its parents above it, else below those that there are; or at the top."""
    found = [one for one in refused_budget(text) if one.code == "S10"]
    assert [hint in one.hint for one in found] == [True]
