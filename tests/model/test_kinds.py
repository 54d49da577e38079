"""What is declared of the kinds of records, and what derives from it."""

from __future__ import annotations

import pytest

from benchmarks.kinds import files_naming
from generator.exchange.tree import is_money, unit_of
from generator.model import Budget, units
from generator.model.kinds import KINDS, STATED
from generator.model.paths import measure_at
from generator.model.vocabulary import DEFAULT


@pytest.mark.parametrize(
    ("kind", "properties", "rows"),
    [
        ("收入", "资金 期", ""),
        ("年终结转", "资金", ""),
        ("结余分配", "资金", ""),
        ("支出", "科目 性质 组别 资金 期", "类 科目"),
        ("上年支出", "科目 性质 组别 资金 期", "类 科目"),
        ("项目", "项目 类别 科目 资金 期", "项目 类 科目"),
        ("基本支出", "科目 政府经济科目 组别 资金", "经济科目 政府经济科目"),
        ("国有资本经营收入", "科目", "收入科目"),
        ("三公经费", "事项 资金 期", ""),
        ("机关运行经费", "科目 资金 期", "经济科目"),
        ("采购", "品目 采购类别 数量 采购项目 资金 期", "品目"),
    ],
)
def test_properties_and_rows_are_those_of_the_keys(kind: str, properties: str, rows: str) -> None:
    """What the keys of a line say are properties, under names that no other kind has for another thing."""
    assert list(KINDS[kind].properties) == properties.split()
    assert list(KINDS[kind].rows) == rows.split()


def test_values_of_a_property_are_those_of_its_key() -> None:
    """The words of a profile, the few words that a key allows, or the author's own."""
    bought = KINDS["采购"]
    assert KINDS["项目"].values("类别", DEFAULT) == tuple(DEFAULT.categories)
    assert bought.values("采购类别", DEFAULT) == ("货物", "工程", "服务")
    assert bought.values("期", DEFAULT) == ("本年", "上年结转")
    assert bought.values("品目", DEFAULT) == bought.values("单位", DEFAULT) == ()


def test_facts_are_measured_like_lines() -> None:
    """Every number below a block of facts, with the words of the profile, is a 事项 of its kind."""
    owned = STATED["国有资产"].values("事项", DEFAULT)
    assert {"车辆/编制", "车辆/领导用车", "办公用房面积", "计划购置/车辆/领导用车"} <= {*owned}
    assert "截至日期" not in owned
    assert STATED["政府采购"].values("事项", DEFAULT) == ("货物", "工程", "服务")
    assert STATED["整体绩效"].values("事项", DEFAULT) == ("单位数", "金额")
    assert STATED["机构"].groups(DEFAULT) == ("单位", "事项")


@pytest.mark.parametrize(
    ("path", "measure"),
    [
        ("支出/上年结转/一般公共预算", "金额单位"),
        ("三公经费/公务接待费/政府性基金", "金额单位"),
        ("分单位/收入/单位资金", "金额单位"),
        ("上年/三公经费/公务接待费", "金额单位"),
        ("更正/金额", "金额单位"),
        ("整体绩效/金额", "金额单位"),
        ("整体绩效/单位数", ""),
        ("国有资产/车辆/其他公务用车", ""),
        ("国有资产/办公用房面积", "平方米"),
        ("绩效目标/年度资金/市县", "元"),
        ("绩效目标/指标/产出指标/数量指标/实施期/值", None),
        ("支出/科目", None),
        ("没有的键/一般公共预算", None),
        ("年度/以下", None),
    ],
)
def test_a_number_is_in_what_its_type_says(path: str, measure: str | None) -> None:
    """金额单位, 元, 平方米; a count is in nothing, and where no number may stand there is none."""
    assert measure_at(Budget, tuple(path.split("/"))) == measure


def test_the_unit_of_a_number_in_a_list() -> None:
    """Numbers of items are no keys."""
    assert is_money(("支出", 3, "一般公共预算"))
    assert unit_of(("绩效目标", 0, "年度资金", "市县"), "万元") == "元"
    assert unit_of(("国有资产", "办公用房面积"), "万元") == "平方米"
    assert unit_of(("整体绩效", "单位数"), "万元") == ""


def test_what_is_a_units_is_what_its_part_has() -> None:
    """Lists with a key 单位 are lines of units; what a part has is summed, said beside, or instead."""
    assert units.SUMMED == ("收入", "年终结转", "结余分配", "三公经费")
    assert units.INSTEAD == ("名词解释", "购买服务目录")
    assert set(units.SAID) == {"政府采购", "国有资产", "整体绩效", "上年", "说明", "其他说明", "附件"}
    assert {"采购", "更正", "接受", "绩效目标", "项目"} < units.LINES
    assert not units.LINES & {"附件", "名词解释", "其他说明", "单位", "分单位"}
    assert {"附件", "名词解释", "其他说明"} < set(units.EMPTY)
    assert units.GENERAL == ("年度", "样式", "金额单位", "金额精度", "数字格式", "字体", "部门")


def test_who_names_a_kind_that_few_rules_are_about() -> None:
    """采购 is named where it is declared, by the rules that add it up and hold it against projects, in the
    order of the forms, and for heads of foreign tables: amounts below this word are parts of the ones beside
    them.
    """
    rules = ["rules/ties/details.py", "rules/ties/purchases.py"]
    files = ["exchange/importer/headings.py", "model/budget.py", *rules, "workbench/forms/topics.py"]
    assert files_naming("采购", "purchases") == files
    assert len(files_naming("项目", "projects")) > 20
