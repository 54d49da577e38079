"""gongkai roll: of every key that there is, what was of the year is asked anew; what stays is listed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.document.full_budget import _Full
from generator.figures.profile import load_profile
from generator.model import Budget
from generator.model.base import UNFILLED
from generator.model.marks import OnlyThisYear
from generator.model.paths import annotation_of, item_of, model_in, of_words, said_in
from generator.rolling.anew import Mark, is_decided, mark_within
from generator.rolling.next_folder import roll
from tests.many_units import many_units

LASTING = {
    *("样式", "部门.名称", "部门.代码", "部门.性质", "部门.职责.概述", "部门.职责.条目"),
    *("部门.机构.内设机构", "部门.机构.所属单位", "部门.机构.说明", "单位.名称", "单位.代码"),
    *("支出.科目", "支出.性质", "支出.组别", "基本支出.经济科目", "基本支出.政府经济科目"),
    *("政府性基金收入.科目", "国有资本经营收入.科目", "项目.名称", "项目.类别", "项目.科目"),
    *("机关运行经费.经济科目", "采购.品目", "采购.类别", "采购.项目", "名词解释.名称", "名词解释.解释"),
    *(f"绩效目标.{key}" for key in ("项目", "实施单位", "项目属性", "项目概况", "立项依据", "必要性")),
    *(f"绩效目标.{key}" for key in ("制度措施", "负责人", "经办人", "联系电话")),
    *("绩效目标.指标.产出指标.数量指标.名称", "绩效目标.指标.产出指标.数量指标.权重"),
    *("支出经济分类.经济科目", "支出经济分类.性质", "整体绩效.指标.产出指标.数量指标.名称"),
}
"""What the next year's budget says without being asked."""
OF_PERIOD = {
    *("绩效目标.实施计划", "绩效目标.总体目标.实施期", "绩效目标.指标.产出指标.数量指标.值"),
    *(f"绩效目标.实施期资金.{level}" for level in ("中央", "省级", "市县", "单位自筹", "其他")),
}
"""What it says besides, of a project that takes longer than a year."""


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _leaves(below, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value:
        for below in value:
            yield from _leaves(below, path)
    else:
        yield path, str(value)


@pytest.mark.parametrize("name", ["shanxi-2024", "shanghai-2025"])
@pytest.mark.parametrize("duration", ["3年", "1年"])
def test_what_is_of_the_year_is_asked_and_what_stays_is_listed(
    tmp_path: Path, name: str, duration: str
) -> None:
    """In a budget in which everything is written."""
    written = _Full(load_profile(name)).written()
    written["绩效目标"][0] |= {"项目属性": "延续性项目", "项目期": duration}
    folder = tmp_path / str(written["年度"]) / "某局"
    folder.mkdir(parents=True)
    text = yaml.safe_dump(written, allow_unicode=True, sort_keys=False)
    (folder / "预算.yaml").write_text(text, encoding="utf-8")
    made = roll(folder, written["年度"] + 1).folder / "预算.yaml"
    after = yaml.load(made.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    stays = {path for path, value in _leaves(after) if value != UNFILLED} - {"年度", "绩效目标.项目期"}
    expected = LASTING | (OF_PERIOD if duration == "3年" else set())
    assert stays - expected == set()
    gone = {path for path, _ in _leaves(after)} - stays
    was = {path for path, _ in _leaves(written)}
    lists = {"部门.机构.内设机构", "部门.机构.所属单位"}
    assert expected & was - stays - lists == set()
    assert gone & LASTING == set()


def _undecided(annotation: Any, above: Mark, path: str) -> Iterator[str]:
    mark = mark_within(annotation, above)
    model, item = model_in(annotation), item_of(annotation)
    if any(isinstance(one, OnlyThisYear) for one in said_in(annotation)):
        return
    if model is None:
        if item is not None:
            yield from _undecided(item, mark, path)
        elif not is_decided(annotation, mark):
            yield path
        return
    for field in model.model_fields.values():
        yield from _undecided(annotation_of(field), mark, f"{path}.{field.alias}")
    if (words := of_words(model)) is not None:
        yield from _undecided(words, mark, f"{path}.*")


def test_every_key_is_declared_to_last_or_not() -> None:
    """A new key has to say what becomes of it; the year and 分单位, whose keys are the budget's, apart."""
    fields = {
        key: field for key, field in Budget.model_fields.items() if field.alias not in ("年度", "分单位")
    }
    found = [
        one for field in fields.values() for one in _undecided(annotation_of(field), None, field.alias or "")
    ]
    assert found == []


def test_units_are_asked_for_what_is_theirs(tmp_path: Path) -> None:
    """Of a department of many units no number stays in any file but codes; each is asked for its lists."""
    folder = many_units(tmp_path / "2024" / "某局")
    made = roll(folder, 2025)
    lines = [
        line.partition("#")[0]
        for file in sorted(made.folder.rglob("*.yaml"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    kept = re.compile(
        r"(?:代码|本单位|科目|单位): \"?\d+|年度: 2025|[，,]? ?(?:值|项目期): \d+|实施期资金: \{市县: \d+\}"
    )
    assert [line for line in lines if re.search(r"\d", kept.sub("", line))] == []
    assert sum("机关运行经费: 待填" in line for line in lines) == 2
    assert made.unfilled == sum(line.count(UNFILLED) for line in lines)
