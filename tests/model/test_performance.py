"""绩效目标表: the indicator tree of two periods, and the names of projects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Indicator, Performance
from generator.model.performance import normalised_name
from tests.written import at, budget

HEAD = "绩效目标:\n  - {项目: 甲, 项目属性: 新增, 项目期: 一年, 总体目标: {实施期: 乙}\n"
FUNDS = "    , 实施期资金: {市县: 35000000}, 年度资金: {市县: 15000000, 中央: 1}\n"


def _read(indicators: str) -> Performance:
    (performance,) = budget(f"{HEAD}{FUNDS}    , 指标: {indicators}}}\n").performance
    return performance


def _indicator(**fields: str) -> Indicator:
    return Indicator.model_validate({"名称": "数量", **fields})


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({"符号": "＝", "值": "1", "单位": "个"}, "＝1个"),
        ({"值": "合格"}, "合格"),
        ({"符号": "≥", "值": "≥95", "单位": "%"}, "≥95%"),
        ({"符号": "≥", "值": "95%", "单位": "%"}, "≥95%"),
        ({"符号": "≥", "值": "≥95%", "单位": "%"}, "≥95%"),
        ({"符号": "≥", "值": "95％", "单位": "%"}, "≥95％"),
        ({"符号": "＝", "值": "=1", "单位": "个"}, "=1个"),
        ({"值": "100 平方米", "单位": "平方米"}, "100 平方米"),
    ],
)
def test_an_indicator_is_printed_once(fields: dict[str, str], printed: str) -> None:
    """Symbol, value and unit in that order; what the value already has is not doubled."""
    assert _indicator(**fields).printed() == printed


@given(
    st.sampled_from(["", "≥", "≤", "＝", "="]),
    st.text("123.", min_size=1),
    st.sampled_from(["", "%", "％", "个", "万元"]),
)
def test_an_indicator_is_never_doubled(symbol: str, value: str, unit: str) -> None:
    """Whether symbol and unit were written into the value or beside it, the same is printed."""
    beside = _indicator(符号=symbol, 值=value, 单位=unit).printed()
    assert beside == symbol + value + unit
    for inside in (symbol + value, value + unit, symbol + value + unit):
        assert _indicator(符号=symbol, 值=inside, 单位=unit).printed() == beside


def test_the_annual_value_is_the_same_unless_written() -> None:
    """年度 replaces the value only, on the annual side only."""
    assert _indicator(值="3", 单位="个").printed(annual=True) == "3个"
    differing = _indicator(符号="≥", 值="3", 单位="个", 年度="1")
    assert (differing.printed(), differing.printed(annual=True)) == ("≥3个", "≥1个")
    assert _indicator(符号="≥", 值="3", 年度="≥1").printed(annual=True) == "≥1"


def test_a_plain_list_is_both_periods() -> None:
    """Indicators written once stand on both sides, and know their places in the list."""
    group = _read("{产出指标: {数量指标:\n        [{名称: 甲, 值: 1}]}}").indicators["产出指标"]["数量指标"]
    assert group.annual_list is group.period
    assert [indicator.name for indicator in group.period] == ["甲"]
    assert at(group.period[0].place("值")) == (9, 21)


@pytest.mark.parametrize("said", ["[]", "无"])
def test_a_group_without_any_is_written_as_other_lists_are(said: str) -> None:
    """无 is [] here as it is in the lists of a budget."""
    group = _read(f"{{产出指标: {{数量指标: {said}}}}}").indicators["产出指标"]["数量指标"]
    assert (group.period, group.annual_list) == ([], [])


def test_two_periods_may_be_written_apart() -> None:
    """Each side then has its own indicators, also when one of them has none."""
    text = "{产出指标: {数量指标: {实施期: [{名称: 甲, 值: 1}], 年度: []}}}"
    group = _read(text).indicators["产出指标"]["数量指标"]
    assert (len(group.period), group.annual_list) == (1, [])


def test_the_tree_keeps_the_written_order() -> None:
    """一级 and 二级 stand as the author has them."""
    tree = _read("{效益指标: {丙: [], 甲: [], 乙: []}, 产出指标: {}}").indicators
    assert list(tree) == ["效益指标", "产出指标"]
    assert list(tree["效益指标"]) == ["丙", "甲", "乙"]


def test_funds_have_every_level_of_government() -> None:
    """The levels are words of the profile, in its order; what is not written is none."""
    funds = _read("{}").annual_funds
    assert funds.known_words == ("中央", "省级", "市县", "单位自筹", "其他")
    numbers = [funds.at_word(level) for level in funds.known_words]
    assert [number and number.value for number in numbers] == [1, None, 15000000, None, None]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("综合办公室—食堂", "综合办公室——食堂"),
        ("综合办公室－食堂", "综合办公室-食堂"),
        ("道路（二期）", "道路(二期)"),
        ("甲：乙，丙；丁", "甲:乙,丙;丁"),
        ("道 路　改造", "道路改造"),
    ],
)
def test_a_project_is_the_same_however_it_is_punctuated(one: str, other: str) -> None:
    """Width of punctuation, kind of dash and spaces make no other project."""
    assert one != other
    assert normalised_name(one) == normalised_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("道路一期", "道路二期"), ("甲—乙", "甲乙"), ("道路（二期）", "道路二期")]
)
def test_other_words_are_another_project(one: str, other: str) -> None:
    """Nothing that carries meaning is dropped."""
    assert normalised_name(one) != normalised_name(other)


@given(st.text())
def test_a_normalised_name_is_normal(name: str) -> None:
    """Normalising twice changes nothing more."""
    assert normalised_name(normalised_name(name)) == normalised_name(name)
