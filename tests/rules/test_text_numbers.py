"""Reasons for changes (X08, X09) and numbers that were typed into sentences (X10–X13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.figures import disclose_folder
from generator.model.numerals import capital_value
from generator.rules.text.passages import Texts
from generator.rules.text.reasons import missing_reasons
from tests.many_units import many_units
from tests.rules.texts import codes_in, found_in, indicators, marked, remark


@pytest.mark.parametrize(
    ("last_year", "found"),
    [
        ("1818.70", False),
        ("1800.00", True),
        ("2222.70", False),
        ("2300.00", True),
        ("0", True),
        ("2000.50", False),
    ],
)
def test_a_change_needs_a_reason_from_ten_per_cent_on(last_year: str, found: bool) -> None:
    """Ten per cent up or down, or a change from nil, needs a reason; less does not."""
    said = f"上年: {{一般公共预算支出: {last_year}}}"
    assert codes_in(said) == ({"X08"} if found else set())
    assert codes_in(said + "\n说明: {一般公共预算变动原因: 上年的项目已经完成。}") == set()


@pytest.mark.parametrize(("last_year", "found"), [("10", True), ("9.99", False), ("10.01", True)])
def test_exactly_ten_per_cent_needs_a_reason(last_year: str, found: bool) -> None:
    """The bound itself is a change that needs one: 9 after 10, and not 9 after 9.99."""
    said = f"三公经费: {{公务接待费: {{一般公共预算: 9}}}}\n上年: {{三公经费: {{公务接待费: {last_year}}}}}"
    assert ("X08" in codes_in(f"{said}\n说明: {{三公经费变动原因: 无}}")) == found


@pytest.mark.parametrize("reason", ["无", "无。", "—", "没有", ""])
def test_an_empty_reason_is_none(reason: str) -> None:
    """无 or a dash does not explain anything."""
    said = f"上年: {{收入总计: 1000}}\n说明: {{收入变动原因: '{reason}'}}"
    assert "X08" in codes_in(said)


def test_a_missing_reason_of_a_department_stands_at_the_department(tmp_path: Path) -> None:
    """Where its units give last year's figures and nothing is explained, no file of a unit is the place."""
    folder = many_units(tmp_path / "2024" / "某局")
    path = folder / "部门.yaml"
    path.write_text(path.read_text("utf-8").replace("说明: {收入变动原因: 部门的原因。}\n", ""), "utf-8")
    disclosure = disclose_folder(folder)
    texts = Texts(disclosure.budget, disclosure.profile.vocabulary.titles)
    found = [finding.place for finding in missing_reasons(disclosure, texts)]
    assert found
    assert {(Path(place.name).name, place.line) for place in found if place} == {("部门.yaml", 2)}


def test_the_message_has_the_numbers() -> None:
    """Both years' figures and the percentage are told."""
    [finding] = [f for f in found_in("上年: {一般公共预算支出: 1000.25}") if f.code == "X08"]
    assert "1,000.25" in finding.message
    assert "2,000.50" in finding.message
    assert "100.00%" in finding.message


def test_without_last_year_nothing_is_passed() -> None:
    """A budget that says nothing of last year is 未检查, not right."""
    assert {(f.code, str(f.level)) for f in found_in("上年: ~")} == {("X08", "未检查"), ("X38", "提示")}


def test_a_percentage_from_zero_is_found() -> None:
    """Where last year's figure is nil its explanation has no percentage; elsewhere it may."""
    nil = "上年: {三公经费: {公务接待费: 0}}\n说明: {公务接待费说明: "
    assert marked(nil + "新增任务，增长100%。}", "X09") == ["增长100"]
    assert codes_in(nil + "新增任务，执行率不低于95%。}") == set()
    assert "X09" in codes_in(remark("上年为0万元，本年增长100%。"))


@pytest.mark.parametrize("text", ["2000.5万元", "2000.50万元", "2,000.5万元"])
def test_one_figure_in_two_ways_is_found(text: str) -> None:
    """A figure typed in another way than sentences print it is found; typed as printed it is not."""
    assert codes_in(remark(f"收入{text}。")) == {"X10"}
    assert codes_in(remark("收入2,000.50万元，即0.20亿元。")) == set()


def test_two_typed_ways_are_found() -> None:
    """A number that stands in no table but is typed in two ways is found at the second."""
    words = "其他说明:\n- 总投资8500万元。\n- 已经落实8,500万元。\n"
    assert marked(words, "X10") == ["8,500"]


def test_last_years_figure_is_found() -> None:
    """1999.25 is last year's income: found, unless the sentence says so."""
    assert codes_in(remark("收入1,999.25万元。")) == {"X11"}
    assert codes_in(remark("上年收入1,999.25万元。")) == set()
    assert codes_in(remark("收入比2023年的1,999.25万元有所增加。")) == set()


@pytest.mark.parametrize("text", ["777.77万元", "9.87亿元", "12345元", "占比33.33%"])
def test_a_number_that_is_no_figure_is_found(text: str) -> None:
    """An amount or percentage that no figure equals is told as 提示."""
    assert {(f.code, str(f.level)) for f in found_in(remark(f"共{text}。"))} == {("X12", "提示")}


@pytest.mark.parametrize(
    "text",
    [
        "1,234.50万元",
        "766万元",
        "7000000元",
        "增加1.25万元",
        "占61.71%",
        "增长0.06%",
        "50万元以上的设备",
        "不低于95%",
        "每亩87014元",
        "1250元/亩",
        "100%",
        "{{ 表三.合计.合计 }}",
    ],
)
def test_a_figure_and_a_limit_are_not_found(text: str) -> None:
    """What equals a figure, a difference, a share or a rate is right; limits and prices are no figures."""
    assert codes_in(remark(f"共{text}。")) == set()


def test_a_target_of_the_own_table_is_not_found() -> None:
    """An amount in a 绩效目标表 may be one of its indicators, and no other table's."""
    words = indicators("名称: 总额, 值: 5000, 单位: 万元").replace(
        "{指标", "{项目概况: 进出口5000万元。, 指标"
    )
    assert codes_in(words) == set()
    assert codes_in(words.replace("进出口5000", "进出口4999")) == {"X12"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("内设机构3个", True),
        ("内设机构2个", False),
        ("编制人数10人，在职人数9人", False),
        ("在职人数10人", True),
        ("特定目标类项目0个", True),
        ("特定目标类项目2个", False),
        ("预算单位0个", True),
        ("预算单位1个", False),
        ("下属的站所3个", False),
        ("项目共计88个", True),
        ("本年度项目总数为3个", True),
        ("本部门项目共2个", False),
        ("招商项目共计20个", False),
        ("公务用车保有量8辆", True),
        ("公务用车数量为0辆", False),
        ("办公用房建筑面积为9999平方米", True),
        ("办公用房面积0平方米", False),
    ],
)
def test_a_count_is_that_of_the_data(text: str, found: bool) -> None:
    """A count that was typed is compared with the data."""
    assert codes_in(remark(f"{text}。")) == ({"X13"} if found else set())


def test_a_count_is_not_compared_with_what_is_not_told() -> None:
    """Of 车辆: 无 nobody said how many there may be; the area of offices that is not written is not 0."""
    assets = "国有资产: {截至日期: 2024-01-01, 车辆: 无}\n"
    assert codes_in(assets + remark("办公用房面积为620平方米。")) == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("收入预算为壹佰万元。", ["壹佰万元"]),
        ("安排叁拾万零伍仟元整。", ["叁拾万"]),
        ("安排１２３万元。", ["１２３万元"]),
        ("增长５０．５％。", ["５０．５％"]),
        ("伍家岗区和拾荒者共5人。", []),
    ],
)
def test_an_amount_in_other_numerals_is_told(text: str, said: list[str]) -> None:
    """Capital numerals and full-width digits (X41), at the characters."""
    assert [one[: len(said[0])] for one in marked(remark(text), "X41")] == said


def test_dear_equipment_is_part_of_equipment() -> None:
    """There are not more general devices above 100 万元 than above 50 万元 (E07)."""
    assets = "国有资产: {截至日期: 2024-01-01, 五十万元以上通用设备: 4, 一百万元以上专用设备: 7}\n"
    assert codes_in(assets + remark("单位价值100万元以上通用设备7台。")) == {"X13"}
    assert codes_in(assets + remark("单位价值100万元以上专用设备7台，通用设备没有。")) == set()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("壹佰贰拾万叁仟", 1_203_000),
        ("叁亿贰仟万", 320_000_000),
        ("壹万亿", 10**12),
        ("壹万贰仟亿", 12_000 * 10**8),
        ("贰万亿叁亿", None),
        ("壹万贰万", None),
    ],
)
def test_capital_numerals_are_the_number_they_say(text: str, value: int | None) -> None:
    """万 before 亿 counts it; what no cheque has is no number."""
    assert capital_value(text) == value
