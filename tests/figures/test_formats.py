"""Amounts are printed as the profile asks, or else the budget: in tables, in sentences, for people."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import compose
from generator.figures import Disclosure
from generator.figures.formats import laid_over
from generator.figures.rounding import CELL, SENTENCE, AmountFormat
from generator.figures.search import find_figures
from generator.model.number_format import Nil, NumberFormat
from generator.rules import apply_rules
from tests.budgets import CONSISTENT, disclosed
from tests.written import refused_budget

FORMATS = st.builds(
    AmountFormat,
    st.sampled_from(["万元", "元"]),
    st.integers(0, 4),
    st.booleans(),
    st.sampled_from(["空", "0", "0.00"]),
)


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        (CELL, ("", "1234.50", "0.00")),
        (SENTENCE, ("0", "1,234.50", "0.00")),
        (AmountFormat("元", 2, True), ("", "12,345,000.00", "1.00")),
        (AmountFormat("元", 0, True, "0"), ("0", "12,345,000", "1")),
        (AmountFormat("万元", 1, False, "0.00"), ("0.0", "1234.5", "0.0")),
        (AmountFormat("元", 2, False, "0.00"), ("0.00", "12345000.00", "1.00")),
    ],
)
def test_how_amounts_are_printed(form: AmountFormat, printed: tuple[str, ...]) -> None:
    """Nothing, 1,234.50 万元 and one 元."""
    values = (Decimal(0), Decimal("1234.5"), Decimal("0.0001"))
    assert tuple(form.printed(value) for value in values) == printed


@given(FORMATS, st.decimals(0, 10**8, places=6))
def test_what_is_printed_is_the_amount(form: AmountFormat, value: Decimal) -> None:
    """Half a last digit at most is lost, in any format, and never the unit."""
    text = form.printed(value).replace(",", "") or "0"
    assert abs(Decimal(text) / form.factor - value) <= form.step / 2 / form.factor
    assert form.rounded(value) == Decimal(text) / form.factor


def test_what_is_said_last_counts() -> None:
    """What is left out is as before."""
    yuan, whole = NumberFormat(单位="元", 千分位="是"), NumberFormat(小数="0")
    assert laid_over(CELL, yuan, None, whole) == AmountFormat("元", 0, True, "空")


def _formatted(formats: str) -> Disclosure:
    return disclosed(CONSISTENT + f"数字格式: {formats}\n")


def test_a_budget_prints_its_tables_in_yuan() -> None:
    """Cells, the table's unit, what explain says, and a search for what is printed follow."""
    disclosure = _formatted('{表: {单位: 元, 千分位: 是}, 表十: {单位: 万元, 零: "0.00"}}')
    table = disclosure.tables["表三"]
    assert table.unit == "元"
    assert table.printed_rows()[0][2:] == ["1,370,000.00", "700,000.00", "670,000.00"]
    figure = disclosure.book["表三/合计/基本支出"]
    assert (figure.printed, figure.unit_printed) == ("700,000.00", "元")
    assert figure in find_figures(disclosure, "700,000.00")
    assert disclosure.tables["表十"].unit == "万元"
    assert {cell for row in disclosure.tables["表十"].printed_rows() for cell in row} >= {"0.00"}


def test_sentences_have_a_format_of_their_own() -> None:
    """Tables in 元 leave the sentences in 万元; sentences in 元 say 元."""

    def words(formats: str) -> str:
        return "".join(s.html for s in compose(_formatted(formats)).sections)

    begin = '收入总计<span class="figure" data-figure="表一/收入总计/金额">'
    assert f'{begin}137.00</span><span class="unit">万元' in words("{表: {单位: 元}}")
    assert f'{begin}1,370,000</span><span class="unit">元' in words("{文字: {单位: 元, 小数: 0}}")


@pytest.mark.parametrize(
    ("nil", "printed", "excel"),
    [
        ("空", "", "#,##0.00"),
        ("0", "0", '#,##0.00;-#,##0.00;"0"'),
        ("0.00", "0.00", "#,##0.00"),
        ("-", "-", '#,##0.00;-#,##0.00;"-"'),
    ],
)
def test_what_stands_for_nil(nil: Nil, printed: str, excel: str) -> None:
    """On paper and in Excel; what only rounds to nothing is printed as a number."""
    form = AmountFormat(thousands=True, nil=nil)
    assert (form.printed(Decimal(0)), form.excel) == (printed, excel)
    assert form.printed(Decimal("0.004")) == "0.00"


def test_a_format_of_no_table_is_found() -> None:
    """S72, at the key; a word that is none of the allowed is refused."""
    disclosure = _formatted("{表: {单位: 元}, 表二十: {单位: 元}}")
    found = apply_rules(disclosure, disclosure.profile.folder)
    assert [f.message for f in found if f.code == "S72"] == ["没有“表二十”这张表"]
    for wrong in ("{表: {单位: 亿元}}", "{表: {小数: 9}}", "{表: {千分位: 也许}}", "{表: {零: 无}}"):
        assert refused_budget(CONSISTENT + f"数字格式: {wrong}\n")
