"""Years that are not the budget's (X01) and words of a template (X02, X03)."""

from __future__ import annotations

import pytest

from tests.rules.texts import codes_in, indicators, marked, remark


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("2023年，本部门内设机构没有调整。", "2023年"),
        ("按照2024年的安排，2022年度部门预算包括本级。", "2022年"),
        ("本部门2025年没有新增事项。", "2025年"),
    ],
)
def test_another_year_is_found(sentence: str, there: str) -> None:
    """A sentence about a year near the budget's is found at the year."""
    assert codes_in(remark(sentence)) == {"X01"}
    assert [text.startswith(there) for text in marked(remark(sentence), "X01")] == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年，本部门内设机构没有调整。",
        "比2023年减少两个机构，与2023年的口径一致。",
        "截至2023年12月31日，固定资产已经入账。",
        "2023年底完成建设，2022年1月19日会议研究同意。",
        "该机构于2021年设立，2025年底前完成改制。",
        "执行《关于2023年预算编制的通知》和晋财预〔2023〕5号文件。",
        "乙（2023年续建）按照进度付款。",
        "本部门成立于2009年，沿革见2015年的机构改革方案。",
        "2022年至2023年的遗留事项已经办结。",
        "引用 {{ 表三.合计.合计 }} 不算。",
    ],
)
def test_a_year_that_belongs_is_not_found(sentence: str) -> None:
    """Comparisons, dates, documents, names of projects and history may have their own years."""
    assert codes_in(remark(sentence)) == set()


def test_the_year_of_a_projects_name_belongs_to_its_table() -> None:
    """A 绩效目标表 may speak of the year that its project is named after; another table may not."""
    words = "绩效目标: [{{项目: 甲, 项目概况: {0}}}, {{项目: 乙（2023年续建）, 项目概况: {1}}}]"
    assert codes_in(words.format("完成建设。", "支付2023年费用。")) == set()
    assert codes_in(words.format("支付2023年费用。", "完成建设。")) == {"X01"}


def test_a_deadline_in_the_past_is_found() -> None:
    """A promise for last December is found in a value, one for this December is not."""
    assert marked(indicators("名称: 完成时间, 值: 2023年12月底前"), "X01") == ["2023年"]
    assert codes_in(indicators("名称: 完成时间, 值: 2024年12月底前")) == set()


@pytest.mark.parametrize(
    "blank",
    [
        "XX",
        "xx",
        "××",
        "待填写",
        "此处填写",
        "增加（减少）",
        "增长(下降)",
        "某某",
        "____",
        "ＸＸＸ",
        "待补充",
        "请补充",
        "TODO",
    ],
)
def test_a_blank_of_a_template_is_found(blank: str) -> None:
    """Each mark that templates leave for the author is found at its place."""
    assert marked(remark(f"费用{blank}，按照批复安排。"), "X02") == [f"{blank}，按照批"[:5]]


@pytest.mark.parametrize(
    "text",
    [
        "等待填报材料。",
        "增加或者减少。",
        "面积3×5米。",
        "MAXX系统运行。",
        "XXL服装。",
        "增加（含补贴）。",
        "申请补充资金。",
        "有待补充。",
    ],
)
def test_ordinary_words_are_no_blanks(text: str) -> None:
    """Words that only look like a blank are left alone."""
    assert codes_in(remark(text)) == set()


def test_a_blank_is_found_in_names_and_values_too() -> None:
    """XX in the name of an office or in an indicator's value is found."""
    assert codes_in("部门: {机构: {内设机构: [XX科]}}") == {"X02"}
    assert codes_in(indicators("名称: 数量, 值: XX, 单位: 项")) >= {"X02"}


def test_the_name_of_the_department_may_be_a_placeholder() -> None:
    """某某局 is the name of an office in examples, not a blank."""
    assert codes_in("部门: {名称: 某某县林业局}") == set()
