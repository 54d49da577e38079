"""S73, S74: texts that only a profile has, in the form it prints them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.figures import Disclosure, disclose_folder
from generator.findings import Finding
from generator.rules import apply_rules
from tests.budgets import CONSISTENT

PROFILE = """\
名称: 某省-2025
基于: shanxi-2024
词汇:
  文字: {口号: 标题, 预留: 一段, 用途: 按科目, 简况: 按项目, 详情: [概述, 依据]}
"""
RIGHT = """\
说明:
  口号: 某某局公开
  预留: 预留的份额在采购里安排。
  用途: {"2010350": 用于运转。}
  简况: {甲: 修缮库房。}
  详情:
    甲: {概述: 修缮库房。, 依据: 年度计划。}
"""


def _disclosed(folder: Path, said: str) -> Disclosure:
    profile = folder / "样式" / "某省-2025"
    profile.mkdir(parents=True)
    (profile / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    (folder / "预算.yaml").write_text(f"样式: 某省-2025\n{CONSISTENT}{said}", encoding="utf-8")
    return disclose_folder(folder)


def _found(folder: Path, said: str) -> list[Finding]:
    return [f for f in apply_rules(_disclosed(folder, said), folder) if f.code in ("S73", "S74")]


def test_texts_in_their_form_are_silent_and_are_read_by_the_other_rules(tmp_path: Path) -> None:
    """They are sentences like all others: a reference in one is looked up, a lost full stop is told."""
    assert _found(tmp_path / "a", RIGHT) == []
    spoiled = RIGHT.replace("修缮库房。}", '"花费{{ 表三.没有.合计 }}。"}', 1).replace(
        "年度计划。", "年度计划"
    )
    findings = apply_rules(_disclosed(tmp_path / "b", spoiled), tmp_path / "b")
    assert {"S23", "X05"} <= {finding.code for finding in findings}


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("某某局公开", "{甲: 某某局公开}", "S73", "“口号”的写法与样式不同"),
        ("预留的份额在采购里安排。", "{甲: 预留。}", "S73", "“预留”的写法与样式不同"),
        ('{"2010350": 用于运转。}', "用于运转。", "S73", "“用途”的写法与样式不同"),
        ("{甲: 修缮库房。}", "{甲: {概述: 修缮库房。}}", "S73", "“简况”里“甲”的写法与样式不同"),
        ("{概述: 修缮库房。, 依据: 年度计划。}", "修缮库房。", "S73", "“详情”里“甲”的写法与样式不同"),
        ("依据: 年度", "根据: 年度", "S73", "“详情”里没有“根据”这一段"),
        ("2010350", "2010301", "S74", "“用途”里的“2010301”不是这份预算的支出科目"),
        ("{甲: 修缮库房。}", "{己: 修缮库房。}", "S74", "“简况”里的“己”不是这份预算的项目"),
    ],
)
def test_what_would_not_be_printed_is_told(tmp_path: Path, old: str, new: str, code: str, said: str) -> None:
    """At its place, with what may be written."""
    assert old in RIGHT
    [finding] = _found(tmp_path, RIGHT.replace(old, new, 1))
    assert (finding.code, finding.message) == (code, said)
    assert finding.hint
    assert finding.place is not None
    assert finding.place.line > CONSISTENT.count("\n")
