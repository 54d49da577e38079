"""Why: every changed figure stands under the lines that changed it, also where no amount was edited."""

from __future__ import annotations

import json
from pathlib import Path

from generator.review.changes import as_json, as_markdown, as_text
from generator.review.compare import compare
from generator.review.side import open_side
from tests.budgets import CONSISTENT, spoiled, written_to
from tests.review.conftest import compared

LAST = spoiled("年度: 2024", "年度: 2023")
OTHER_KIND = spoiled("{名称: 甲, 类别: 特定目标类", "{名称: 甲, 类别: 其他运转类")


def test_another_kind_is_a_cause(tmp_path: Path) -> None:
    """类别 has no number; what it sorts counts elsewhere, and its line is why."""
    comparison = compared(tmp_path, CONSISTENT, OTHER_KIND)
    (cause,) = comparison.causes
    assert comparison.joint == comparison.others == ()
    assert cause.change.is_regrouped
    assert cause.sorting is not None
    assert (cause.sorting.key, cause.sorting.old, cause.sorting.new) == ("类别", "特定目标类", "其他运转类")
    assert cause.place is not None
    line = OTHER_KIND.splitlines()[cause.place.line - 1]
    assert line[cause.place.column - 1 :].startswith("其他运转类")
    assert {effect.change.id for effect in cause.effects} == {
        f"{prefix}类别/{kind}/{what}"
        for prefix in ("项目", "绩效目标")
        for kind in ("特定目标类", "其他运转类")
        for what in ("个数", "金额")
    }
    place = f"{cause.place.name}:{cause.place.line}"
    assert (
        f"改归 项目/甲/一般公共预算（30.00）：类别 特定目标类 → 类别 其他运转类  {cause.place}\n"
        in as_text(comparison)
    )
    assert f"| 类别 特定目标类 | 类别 其他运转类 | +0.00 | {place} |" in as_markdown(comparison)
    (told,) = json.loads(as_json(comparison))["causes"]
    assert told["sorting"] == {"key": "类别", "old": "特定目标类", "new": "其他运转类"}
    assert (told["difference"], told["line"]) == ("0.00", cause.place.line)


def test_another_kind_and_another_amount_are_two_causes(tmp_path: Path) -> None:
    """What counts elsewhere is not put down to the amount that was edited beside it."""
    line = "{名称: 乙, 类别: 特定目标类, 政府性基金: "
    comparison = compared(tmp_path, CONSISTENT, spoiled(f"{line}20", f"{line}21", OTHER_KIND))
    joint = {item.change.id: set(item.causes) for item in comparison.joint}
    assert joint["项目类别/特定目标类/金额"] == {"项目/甲/一般公共预算", "项目/乙/政府性基金"}
    (own,) = [cause for cause in comparison.causes if cause.change.id == "项目/甲/一般公共预算"]
    assert "项目类别/其他运转类/金额" in {effect.change.id for effect in own.effects}


def test_last_years_budget_is_a_cause(tmp_path: Path) -> None:
    """An amount that was mended in last year's folder is why the comparison with last year changed."""
    line = "科目: 2230105, 性质: 项目支出, 国有资本经营预算: "
    for side, amount in (("旧", "5.10"), ("新", "5.50")):
        written_to(tmp_path / side / "2023" / "局", spoiled(f"{line}5.00", f"{line}{amount}", LAST))
    comparison = compared(tmp_path, CONSISTENT, CONSISTENT)
    (cause,) = comparison.causes
    assert cause.change.id == "上年预算/支出/2230105/项目支出/国有资本经营预算"
    assert cause.place is not None
    assert "2023" in cause.place.name
    assert {effect.change.id for effect in cause.effects} == {
        f"{what}(表一/支出总计/合计, 上年/支出总计)" for what in ("差", "增减率")
    }
    assert comparison.others == comparison.joint == ()


def test_two_years_are_not_explained_by_their_last_years(tmp_path: Path) -> None:
    """Of two years each has a last year of its own, all of whose amounts differ: they explain nothing."""
    written_to(tmp_path / "旧" / "2023" / "局", LAST)
    one = written_to(tmp_path / "旧" / "2024" / "局")
    other = written_to(
        tmp_path / "旧" / "2025" / "局", spoiled("年度: 2024", "年度: 2025").replace("60.00", "61.00")
    )
    with open_side(str(one)) as before, open_side(str(other)) as after:
        comparison = compare(before, after)
    assert comparison.causes
    assert not any(cause.change.id.startswith("上年预算/") for cause in comparison.causes)
