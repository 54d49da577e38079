"""The indicator tree of a performance table as rows: both periods side by side, labels merged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document.indicator_columns import indicator_columns
from generator.document.indicators import IndicatorRow, indicator_rows
from generator.document.measures import measures
from generator.document.spans import Span
from generator.figures.profile import load_profile
from generator.model import Indicator, Performance
from generator.model.budget import PROFILE
from tests.budgets import CONSISTENT, disclosed

TREE = """\
    指标:
      产出指标:
        数量指标:
          - {名称: 一, 符号: ≥, 值: 1, 单位: 项}
          - {名称: 二, 值: 2, 年度: 1, 单位: 项}
        质量指标: []
      效益指标: {}
      满意度指标:
        群众满意度:
          实施期: [{名称: 三, 值: 90%}]
          年度: [{名称: 四, 值: 80%}, {名称: 三, 值: 90%}]
"""


@pytest.fixture(scope="module")
def table() -> Performance:
    before, indicators, after = CONSISTENT.partition("    指标:\n")
    assert indicators
    assert after.endswith("质量指标: []\n")
    return disclosed(before + TREE).budget.performance[0]


def _texts(rows: list[IndicatorRow]) -> list[tuple[str, str, str, str]]:
    return [
        (
            row.first_label,
            row.second_label,
            f"{row.period.name}{row.period.printed()}" if row.period else "",
            f"{row.annual.name}{row.annual.printed(annual=True)}" if row.annual else "",
        )
        for row in rows
    ]


def test_every_indicator_has_its_row(table: Performance) -> None:
    """A 二级 or a 一级 with nothing below still prints; the longer side decides how many rows."""
    assert _texts(indicator_rows(table.indicators)) == [
        ("产出指标", "数量指标", "一≥1项", "一≥1项"),
        ("产出指标", "数量指标", "二2项", "二1项"),
        ("产出指标", "质量指标", "", ""),
        ("效益指标", "", "", ""),
        ("满意度指标", "群众满意度", "三90%", "四80%"),
        ("满意度指标", "群众满意度", "", "三90%"),
    ]


def test_labels_are_merged(table: Performance) -> None:
    """A label stands once over the rows that share it, at both levels."""
    rows = indicator_rows(table.indicators)
    first = [row.first for row in rows if row.first]
    second = [row.second for row in rows if row.second]
    assert first == [Span(0, 3), Span(3, 1), Span(4, 2)]
    assert second == [Span(0, 2), Span(2, 1), Span(3, 1), Span(4, 2)]


@pytest.mark.parametrize(
    ("name", "value", "room"),
    [
        ("完成数量", "100%", 6),
        ("政府统一服务事项完成量（项）", "3项", 4),
        ("数量", "2024年12月底前", 8),
        ("数量", "5892781.07度", 7),
    ],
)
def test_names_and_values_share_the_room(name: str, value: str, room: int) -> None:
    """The columns are as wide as what is in them asks for; the usual ones where that is the same."""
    indicator = Indicator.model_validate({"名称": name, "值": value})
    row = IndicatorRow("产出指标", "数量指标", indicator, indicator)
    columns = indicator_columns([row, row], measures(load_profile(PROFILE)))
    assert columns.value_room == room
    assert columns.name_room + room >= 17


def test_type_that_is_too_large_for_the_page_is_no_error(table: Performance) -> None:
    """A profile may say any size: every column has room for a character."""
    large = replace(measures(load_profile(PROFILE)), form_type=60.0)
    assert indicator_columns(indicator_rows(table.indicators), large).name_room == 1
