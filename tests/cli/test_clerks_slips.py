"""Slips that clerks made: one message at the character, and what to do; nothing else is said of the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.budgets import CONSISTENT, spoiled, written_to
from tests.cli.conftest import Gongkai
from tests.written import NAME, unmarked

DUTIES = "  职责:\n    概述: 负责全县水资源的开发利用、节约保护和水旱灾害防御等工作。\n"
BLOCK = CONSISTENT.replace(
    '部门: {职责: {概述: 负责某项工作。}, 机构: {内设机构: 无}, 名称: 某某局, 代码: "001", 性质: 事业}\n',
    f'部门:\n  名称: 某某局\n  代码: "001"\n  性质: 事业\n  机构: {{内设机构: 无}}\n{DUTIES}',
)
CASES = [
    ("类别: 其他运转类, 国有资本经营预算: 5.00", "类别: 其他运转类, 国有资本经营预算▸：5.00", "S52"),
    ("类别: 其他运转类, 国有资本经营预算: 5.00", "类别: 其他运转类, 国有资本经营预算▸:5.00", "S56"),
    ("  - 项目: 甲\n", "  - 项目▸:\u3000甲\n", "S51"),
    ("  性质: 事业\n", "  ▸性质:\n", "S11"),
    ('  代码: "001"\n', "  代码: ▸“001”\n", "S54"),
    ("  性质: 事业\n", "  性质:▸\u00a0事业\n", "S51"),
    ("  性质: 事业\n", "  性质: 事业▸\u200b\n", "S50"),
    ("概述: 负责全县水资源的开发利用", "概述: 负责全县水资源的\n▸开发利用", "S55"),
    ("{经济科目: 30201, 金额", "{经济科目: ▸30282, 金额", "S20"),
    ("{科目: 2010350, 性质", "{科目: ▸2010530, 性质", "S20"),
    ("{经济科目: 30217, 金额", "{经济科目: ▸30271, 金额", "S20"),
]  # fmt: skip
HINTS = {"30282": "30228（工会经费）", "2010530": "2010350（事业运行）", "30271": "30217（公务接待费）"}


@pytest.mark.parametrize(("old", "new", "code"), CASES)
def test_a_clerks_slip_is_told_at_the_character(
    gongkai: Gongkai, tmp_path: Path, old: str, new: str, code: str
) -> None:
    """The one error of its line; a 科目 that one slip leads back to is suggested."""
    text, (line, column) = unmarked(spoiled(old, new, BLOCK))
    written_to(tmp_path / "某局", text)
    said = gongkai("check", "某局")
    assert said.code == 2
    errors = [one for one in said.out.splitlines() if f"某局/{NAME}:{line}:" in one and "错误 S" in one]
    assert [one.split(" ")[:3] for one in errors] == [[f"某局/{NAME}:{line}:{column}:", "错误", code]]
    for wrong, meant in HINTS.items():
        assert wrong not in new or meant in said.out
