"""What is signed: exactly what is printed, by figure id."""

from __future__ import annotations

import pytest

from generator.signoff.printed import print_of
from tests.budgets import CONSISTENT, disclosed, spoiled


def test_every_cell_of_every_table_is_kept() -> None:
    """The cells that are not blank are those of the table, and each row is there even when all are blank."""
    disclosure = disclosed()
    assert disclosure.tables
    for number, table in disclosure.tables.items():
        now = print_of(disclosure, number)
        assert now is not None
        printed = {
            cell.figure.id: cell.printed
            for row in table.rows
            for cell in row.cells
            if cell.figure is not None
        }
        kept = {f"{number}/{row}/{key}": v for row, cells in now.rows.items() for key, v in cells.items()}
        names = {id for id in kept if id.endswith("/名称")}
        assert {id: v for id, v in kept.items() if id not in names} == {i: v for i, v in printed.items() if v}
        assert set(now.rows) == {id.split("/", 1)[1].rpartition("/")[0] for id in printed}


def test_the_words_of_a_row_are_kept_once() -> None:
    """A row that an id names by its code has its name; one that is called by its name has none."""
    disclosure = disclosed()
    by_code, by_name = print_of(disclosure, "表三"), print_of(disclosure, "表十二")
    assert by_code is not None
    assert by_name is not None
    assert by_code.rows["2010350"] == {"名称": "事业运行", "合计": "60.00", "基本支出": "60.00"}
    assert "名称" not in by_name.rows["甲"]
    assert by_name.rows["001001"]["名称"] == "某某局本级"


def test_both_halves_of_a_table_are_kept() -> None:
    """表一 prints income beside expenditure: each row has its own words."""
    now = print_of(disclosed(), "表一")
    assert now is not None
    assert now.rows["一般公共预算"]["金额"] == "100.00"
    assert now.rows["201"]["名称"].endswith("一般公共服务支出")


@pytest.mark.parametrize(
    ("about", "rows"),
    [
        ("表三/2010350/合计", {"": {"": "60.00"}}),
        ("表三/2010350", {"": {"名称": "事业运行", "合计": "60.00", "基本支出": "60.00"}}),
        ("三公经费/公务接待费", {"": {"一般公共预算": "3.00"}}),
        ("表三/2010350/项目支出", {"": {"": ""}}),
    ],
)
def test_a_part_can_be_signed(about: str, rows: dict[str, dict[str, str]]) -> None:
    """A row, a figure, or whatever else an id begins with."""
    now = print_of(disclosed(), about)
    assert now is not None
    assert now.rows == rows


@pytest.mark.parametrize("about", ["", "表", "表十四", "表三/2010", "绩效目标/没有", "表三/"])
def test_what_is_no_id_prints_nothing(about: str) -> None:
    """The beginning of an id ends where a part of it ends."""
    assert print_of(disclosed(), about) is None


def test_what_is_counted_is_not_printed() -> None:
    """The number of offices is a figure; the single office is none that anyone sees."""
    text = spoiled("内设机构: 无", "内设机构: [甲科, 乙科]")
    now = print_of(disclosed(text), "机构")
    assert now is not None
    assert now.rows[""]["内设机构数"] == "2"
    assert not any("#" in key for key in now.rows[""])


def test_a_performance_table_has_money_words_and_indicators() -> None:
    """Funds of both periods, and every text; what is blank is left out."""
    now = print_of(disclosed(), "绩效目标/甲")
    assert now is not None
    assert now.rows["年度资金"] == {
        "总额": "300000",
        "中央": "0",
        "省级": "100000",
        "市县": "200000",
        "单位自筹": "0",
        "其他": "0",
    }
    assert now.texts == {
        "实施单位": "某某局本级",
        "项目属性": "跨年度项目",
        "项目期": "2年",
        "实施期总体目标": "完成项目。",
        "年度总体目标": "完成项目。",
        "产出指标/数量指标/数量": "1项",
    }


def test_the_two_periods_of_an_indicator_stand_in_one_line() -> None:
    """Where they differ, both are said, and a side that has none."""
    text = spoiled("{名称: 数量, 值: 1, 单位: 项}", "{名称: 数量, 值: 3, 单位: 项, 年度: 1}")
    now = print_of(disclosed(text), "绩效目标/甲")
    assert now is not None
    assert now.texts["产出指标/数量指标/数量"] == "实施期 3项；年度 1项"


def test_a_long_text_is_kept_short_and_no_two_look_alike() -> None:
    """One character more or less in the middle shows, and so does what a reference prints."""
    kept = []
    for goal in ("话" * 200, "话" * 199 + "语", "“{{ 表三.合计.合计 }}”" + "话" * 40):
        now = print_of(disclosed(spoiled("完成项目。", f'"{goal}"')), "绩效目标/甲")
        assert now is not None
        kept.append(now.texts["实施期总体目标"])
    assert len({*kept}) == 3
    assert all(len(text) < 50 for text in kept)
    assert kept[2].startswith("“137.00”话")


def test_a_project_of_two_units_keeps_both_rows() -> None:
    """The same name in two units is two rows, told apart by the code of the unit."""
    text = CONSISTENT.replace(
        '单位: [{名称: 某某局本级, 代码: "001001"}]',
        '单位: [{名称: 某某局本级, 代码: "001001"}, {名称: 某中心, 代码: "001002"}]',
    ).replace(
        "  - {名称: 丁,",
        '  - {名称: 甲, 类别: 特定目标类, 单位: "001002", 一般公共预算: 1.00}\n  - {名称: 丁,',
    )
    now = print_of(disclosed(text), "表十二")
    assert now is not None
    assert (now.rows["001001/甲"]["合计"], now.rows["001002/甲"]["合计"]) == ("30.00", "1.00")
