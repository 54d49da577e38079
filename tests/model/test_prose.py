"""Words given by the author."""

from __future__ import annotations

from datetime import date

from tests.written import SMALLEST, budget, refused_budget

DOCUMENT = "附文: {机关: 某厅, 文号: 〔2024〕1号, 标题: 通知, 印发日期: 2024年1月5日}"
ENTRIES = "目录: [{部门: 某局, 条目: {01: 甲, 0101: 乙, 0102: 丙}}]"


def test_reasons_that_are_not_written_are_empty() -> None:
    """Every explanation may be left out."""
    explanations = budget().explanations
    assert type(explanations).model_fields
    assert set(explanations.model_dump().values()) == {""}


def test_the_catalogue_keeps_codes_and_order() -> None:
    """Codes keep their zeros, because their length is their level; entries stand as written."""
    catalogue = budget(f"购买服务目录: {{名称: 目录, {DOCUMENT}, {ENTRIES}}}\n").catalogue
    assert catalogue is not None
    assert list(catalogue.departments[0].entries.items()) == [("01", "甲"), ("0101", "乙"), ("0102", "丙")]
    assert catalogue.document is not None
    assert (catalogue.document.number, catalogue.document.day) == ("〔2024〕1号", date(2024, 1, 5))


def test_a_term_needs_its_meaning() -> None:
    """An entry of the glossary without an explanation is refused."""
    (finding,) = refused_budget(f"{SMALLEST}名词解释: [{{名称: 甲, 解释: '  '}}]\n")
    assert (finding.code, finding.message) == ("S14", "“解释”是空的")
