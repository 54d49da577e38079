"""Figures that stand in no table: counts, procurement, assets, 绩效 funds, corrections, last year."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.figures import Book, Disclosure, Formula, disclose_folder
from tests.budgets import CONSISTENT, SMALLEST, disclosed, spoiled, written_to

MORE = (
    CONSISTENT
    + """\
政府采购: {货物: 1.50, 工程: 0, 服务: 2}
国有资产:
  截至日期: 2024-01-01
  车辆: {编制: 3, 领导用车: 1, 机要通信用车: 0, 应急保障用车: 0, 执法执勤用车: 0, 特种专业技术用车: 0,
    事业单位业务用车: 0, 其他公务用车: 1}
  办公用房面积: 5000.50
  五十万元以上通用设备: 4
  一百万元以上专用设备: 0
更正:
  - {金额: 1.25, 调出: 基本支出, 调入: 项目支出, 说明: 改正。}
上年: {收入总计: 140.00, 三公经费: {公务接待费: 4.00, 因公出国（境）费: 1.00, 公务用车购置费: 0,
  公务用车运行维护费: 0}}
"""
)


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return disclosed(MORE)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("单位/个数", "1"),
        ("机构/内设机构数", "0"),
        ("项目/个数", "4"),
        ("项目/金额", "67.00"),
        ("项目/甲/金额", "33.00"),
        ("项目类别/其他运转类/个数", "2"),
        ("项目类别/其他运转类/金额", "10.00"),
        ("项目类别/特定目标类/金额", "57.00"),
        ("项目类别/人员类/个数", "0"),
        ("绩效目标/个数", "1"),
        ("绩效目标/金额", "30.00"),
        ("绩效目标类别/特定目标类/金额", "30.00"),
        ("绩效目标类别/其他运转类/金额", "0"),
        ("绩效目标/甲/年度资金/总额", "300,000"),
        ("绩效目标/甲/年度资金/市县", "200,000"),
        ("绩效目标/甲/年度资金/中央", "0"),
        ("绩效目标/甲/实施期资金/总额", "400,000"),
        ("政府采购/合计", "3.50"),
        ("政府采购/工程", "0"),
        ("国有资产/车辆/编制", "3"),
        ("国有资产/车辆/实有", "2"),
        ("国有资产/办公用房面积", "5000.5"),
        ("国有资产/一百万元以上专用设备", "0"),
        ("更正/1/金额", "1.25"),
        ("更正/1/调整后/基本支出", "68.75"),
        ("更正/1/调整后/项目支出", "68.25"),
        ("上年/收入总计", "140.00"),
        ("上年/三公经费/公务接待费", "4.00"),
        ("上年/三公经费/合计", "5.00"),
    ],
)
def test_facts_are_computed(disclosure: Disclosure, name: str, printed: str) -> None:
    """Counts and sums follow from the lines; an amount left out of a line of amounts is nil."""
    assert disclosure.book[name].printed == printed


@pytest.mark.parametrize("name", ["上年/支出总计", "上年/机关运行经费", "上年/一般公共预算支出"])
def test_last_year_is_unknown_where_nothing_says_it(disclosure: Disclosure, name: str) -> None:
    """A figure of last year that was not written is unknown, not nil."""
    assert name not in disclosure.book


def test_counts_of_offices_follow_the_lists() -> None:
    """内设机构数 and 所属单位数 are the lengths of the lists, and cannot be typed."""
    organisation = "机构: {内设机构: [甲, 乙, 丙], 所属单位: [丁], 编制人数: 8}"
    book = disclosed(spoiled("机构: {内设机构: 无}", organisation)).book
    names = ("机构/内设机构数", "机构/所属单位数", "机构/编制人数", "机构/在职人数")
    assert [book[name].printed for name in names] == ["3", "1", "8", "待填"]


def _beside_last_year(tmp_path: Path, last_year: str, folder: str = "某某局") -> Book:
    written_to(tmp_path / "2023" / folder, last_year)
    return disclose_folder(written_to(tmp_path / "2024" / "某某局", MORE)).book


def test_last_years_folder_goes_before_what_is_written(tmp_path: Path) -> None:
    """Where budgets/2023/ has the same folder, its figures are last year's, and 上年 is not needed."""
    last = spoiled("年度: 2024", "年度: 2023").replace("60.00", "61.00").replace("100.00", "101.00")
    book = _beside_last_year(tmp_path, last)
    assert book["上年/收入总计"].printed == "138.00"
    assert book["上年/支出总计"].printed == "138.00"
    assert book["上年/三公经费/合计"].printed == "3.00"


def test_another_folder_of_last_year_is_not_taken(tmp_path: Path) -> None:
    """Only the folder of the same name is the same department."""
    assert _beside_last_year(tmp_path, CONSISTENT, "别的局")["上年/收入总计"].printed == "140.00"


def test_last_year_is_taken_from_the_tables_of_its_own_profile(tmp_path: Path) -> None:
    """表六 of the one profile is another table than 表六 of the other."""
    text = (SMALLEST / "预算.yaml").read_text(encoding="utf-8")
    written_to(tmp_path / "2024" / "档案馆", text)
    now = re.sub("^年度: .*\n", "年度: 2025\n样式: shanghai-2025\n", text, flags=re.M)
    now = re.sub("^(样式: shanxi|上年:).*\n", "", now, flags=re.M)
    disclosure = disclose_folder(written_to(tmp_path / "2025" / "档案馆", now))
    before = disclosure.before
    assert before is not None
    assert before.book["表六/合计/合计"].printed == "96.40"
    assert disclosure.book["上年/收入总计"].value == before.book["表一/收入总计/金额"].value
    assert "上年/政府性基金预算支出" not in disclosure.book


def test_a_last_year_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A broken file in last year's folder is reported at its own place."""
    with pytest.raises(InputError) as caught:
        _beside_last_year(tmp_path, spoiled("年度: 2024", "年度: 2023\n不认识: 1"))
    place = caught.value.findings[0].place
    assert place is not None
    assert place.name.endswith("2023/某某局/预算.yaml")
    assert place.line == 2


def test_last_years_figures_know_where_they_come_from(tmp_path: Path) -> None:
    """A figure of last year's folder is traced into that folder's book."""
    book = _beside_last_year(tmp_path, spoiled("年度: 2024", "年度: 2023"))
    origin = book["上年/收入总计"].origin
    assert isinstance(origin, Formula)
    assert [operand.printed for operand in origin.operands] == ["137.00"]


def test_a_project_may_have_the_name_of_a_group() -> None:
    """A project that is called 其他运转类 does not take the place of the group's total."""
    book = disclosed(spoiled("{名称: 丙,", "{名称: 其他运转类,")).book
    assert book["项目类别/其他运转类/金额"].printed == "10.00"
