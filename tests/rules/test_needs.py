"""Rules do not run where the profile has nothing that they are about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.figures import disclose_folder, load_profile
from generator.figures.profile import TOPICS
from generator.model.kinds import KINDS
from generator.rules import apply_rules
from generator.rules.needs import NEEDED
from generator.rules.run import RULES
from tests.budgets import CONSISTENT


def _found(folder: Path, more: str, budget: str) -> set[tuple[str, str]]:
    """Codes, and what they are about, by a profile that is ours but for `more`."""
    profile = folder / "样式" / "某省-2025"
    profile.mkdir(parents=True)
    (profile / "profile.yaml").write_text(f"名称: 某省-2025\n基于: shanxi-2024\n{more}", encoding="utf-8")
    (folder / "预算.yaml").write_text(f"样式: 某省-2025\n{budget}", encoding="utf-8")
    return {(f.code, f.about) for f in apply_rules(disclose_folder(folder), folder)}


def _without(kind: str) -> str:
    """A profile that has no table of a kind of records."""
    tables = [
        table for table in load_profile("shanxi-2024").tables if any(b.kind == kind for b in table.blocks)
    ]
    assert tables
    return f"不用表: [{', '.join(table.number for table in tables)}]\n"


def test_what_rules_need_exists() -> None:
    """A kind of records, or a fact; and every rule that needs some is one of the rules."""
    assert len(NEEDED) > 15
    needed = {one for what in NEEDED.values() for one in what}
    assert {one.split("/")[0] for one in needed} <= {*KINDS, *TOPICS}
    assert NEEDED.keys() <= {getattr(rule, "__name__", "") for rule in RULES}


@pytest.mark.parametrize(
    ("kind", "code", "about"),
    [
        ("政府性基金收入", "T04", "政府性基金收入/没有写"),
        ("国有资本经营收入", "T05", "国有资本经营收入/没有写"),
        ("基本支出", "T03", "基本支出/没有写"),
        ("三公经费", "T42", "三公经费"),
        ("机关运行经费", "T42", "机关运行经费"),
    ],
)
def test_what_no_table_prints_need_not_be_written(tmp_path: Path, kind: str, code: str, about: str) -> None:
    """A budget that does not write it is at fault with the table, and is not without."""
    budget = re.sub(rf"^{kind}:.*\n(?: .*\n)*", "", CONSISTENT, flags=re.MULTILINE)
    assert budget != CONSISTENT
    assert (code, about) in _found(tmp_path / "1", "", budget)
    assert (code, about) not in _found(tmp_path / "2", _without(kind), budget)


def test_what_is_written_is_compared_without_a_table_too(tmp_path: Path) -> None:
    """What an author has given twice must agree, whether or not it is printed twice."""
    budget = CONSISTENT.replace("科目: 1030148, 金额: 20.00", "科目: 1030148, 金额: 21.00")
    assert ("T04", "政府性基金") in _found(tmp_path, _without("政府性基金收入"), budget)


def test_what_is_not_printed_is_not_missed(tmp_path: Path) -> None:
    """No 未检查 for a number that the profile does not ask for."""
    asked = "国有资产/车辆/编制"
    left_out = f"不印: [{asked}, 国有资产/计划购置]\n"
    budget = CONSISTENT.replace("国有资产: 无\n", "国有资产: {截至日期: 2024-01-01, 车辆: {领导用车: 0}}\n")
    told = {code for code, _ in _found(tmp_path / "1", "", budget)}
    assert "T19" in told
    assert "T19" not in {code for code, _ in _found(tmp_path / "2", left_out, budget)}
