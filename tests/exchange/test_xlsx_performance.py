"""Performance targets in the workbook: all that an import needs to rebuild them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.exchange import to_xlsx
from generator.exchange.xlsx_performance import plain_text, yuan_format
from generator.figures import Disclosure, Figure, Unit, disclose, disclose_folder
from generator.model import Indicator
from generator.model.vocabulary import DEFAULT
from tests.exchange.workbooks import HEAD_ROW, Book, Sheet, exact
from tests.written import budget

SAMPLE = Path(__file__).parents[2] / "budgets" / "2024" / "xinzhou-etdz"
SMALL = """绩效目标:
  - 项目: =某项目
    项目属性: 一次性
    项目期: 1年
    实施期资金: {中央: 1234.50}
    年度资金: {中央: 1}
    项目概况: "第一段\\n第二段共{{ 收入.一般公共预算 }}"
    总体目标: {实施期: 目标}
    指标: {产出指标: {数量指标: {实施期: [{名称: 数量, 值: 10, 年度: 5, 单位: 个}], 年度: []}}, 效益指标: {}}
"""


@pytest.fixture(scope="module")
def sample() -> Disclosure:
    return disclose_folder(SAMPLE)


@pytest.fixture(scope="module")
def book(sample: Disclosure) -> Book:
    return Book(to_xlsx(sample))


@pytest.fixture(scope="module")
def small() -> Book:
    return Book(to_xlsx(disclose(budget(SMALL))))


def named_columns(sheet: Sheet) -> list[dict[str, object]]:
    """The rows of 绩效项目 by the names of their columns, group/name."""
    groups, names = sheet.spread()[HEAD_ROW : HEAD_ROW + 2]
    keys = [name if group == name else f"{group}/{name}" for group, name in zip(groups, names, strict=True)]
    return [dict(zip(keys, row, strict=True)) for row in sheet.rows[HEAD_ROW + 2 :]]


def test_every_project_has_a_row(sample: Disclosure, book: Book) -> None:
    """绩效项目 has the 28 performance tables of the sample in their order, numbered from 1."""
    rows = named_columns(book.sheet("绩效项目"))
    assert len(rows) == 28
    assert [(row["序号"], row["项目"]) for row in rows] == [
        (number, table.project) for number, table in enumerate(sample.budget.performance, 1)
    ]


def test_funds_are_numbers_in_yuan(sample: Disclosure, book: Book) -> None:
    """Every level of government of both periods, and their total, is the exact figure in 元."""
    for row in named_columns(book.sheet("绩效项目")):
        for period in ("实施期资金", "年度资金"):
            for level in ("总额", *DEFAULT.levels):
                value = row[f"{period}/{level}"]
                assert isinstance(value, float)
                assert exact(value) == sample.book[f"绩效目标/{row['项目']}/{period}/{level}"].value


def test_prose_and_signatures_are_complete(sample: Disclosure, book: Book) -> None:
    """What is written on a performance table stands in its row, word by word; the date is a date."""
    for table, row in zip(sample.budget.performance, named_columns(book.sheet("绩效项目")), strict=True):
        assert (row["项目属性"], row["项目期"]) == (table.kind, table.duration)
        assert row["实施单位"] == (table.unit or sample.budget.department.name)
        assert [row[name] for name in ("项目概况", "立项依据", "必要性", "制度措施", "实施计划")] == [
            table.overview,
            table.basis,
            table.necessity,
            table.measures,
            table.plan,
        ]
        assert row["总体目标/实施期"] == table.goals.period
        assert row["总体目标/年度"] == (table.goals.annual or table.goals.period)
        assert (row["负责人"], row["经办人"], row["联系电话"]) == (table.head, table.clerk, table.phone)
        assert row["填报日期"] == (table.filed or "")
    assert isinstance(row["填报日期"], date)


def test_the_indicators_can_be_rebuilt(sample: Disclosure, book: Book) -> None:
    """The long form gives back the tree of every project: all groups in order, empty ones too, twice."""
    rows = book.sheet("绩效目标").rows[HEAD_ROW + 1 :]
    for number, table in enumerate(sample.budget.performance, 1):
        own = [row for row in rows if row[0] == number]
        assert {row[1] for row in own} == {table.project}
        for period in ("实施期", "年度"):
            annual = period == "年度"
            found: dict[str, dict[str, list[tuple[str, str]]]] = {}
            for row in (row for row in own if row[2] == period):
                group = found.setdefault(row[3], {}).setdefault(row[4], [])
                if row[5]:
                    indicator = Indicator.model_validate(
                        dict(zip(("名称", "符号", "值", "单位"), row[5:], strict=True))
                    )
                    group.append((indicator.name, indicator.printed()))
            wanted = {
                first: {
                    second: [
                        (item.name, item.printed(annual=annual))
                        for item in (group.annual_list if annual else group.period)
                    ]
                    for second, group in groups.items()
                }
                for first, groups in table.indicators.items()
            }
            assert found == wanted
            assert [list(groups) for groups in found.values()] == [list(g) for g in wanted.values()]


def test_the_long_form_can_be_filtered(book: Book) -> None:
    """绩效目标 has a filter on its head, which stays in sight with the project's name."""
    sheet = book.sheet("绩效目标")
    assert sheet.part("autoFilter")["ref"] == f"A{HEAD_ROW + 1}:I{len(sheet.rows)}"
    assert (sheet.part("pane")["ySplit"], sheet.part("pane")["xSplit"]) == (str(HEAD_ROW + 1), "2")


def test_pages_of_the_projects_begin_with_their_names(book: Book) -> None:
    """绩效项目 is three pages wide, and each repeats the head and the first two columns."""
    assert book.print_titles()["绩效项目"] == "绩效项目!$A:$B,绩效项目!$4:$5"
    assert book.sheet("绩效项目").part("colBreaks")["count"] == "2"


def test_references_in_prose_are_figures(small: Book) -> None:
    """Prose is as published: its references are figures, its lines are kept."""
    row = named_columns(small.sheet("绩效项目"))[0]
    assert row["项目"] == "=某项目"
    assert row["项目概况"] == "第一段\n第二段共1.00万元"


def test_annual_values_and_empty_groups(small: Book) -> None:
    """An annual value stands in the rows of 年度; a group without indicators has a row without 三级指标."""
    assert [row[2:] for row in small.sheet("绩效目标").rows[HEAD_ROW + 1 :]] == [
        ["实施期", "产出指标", "数量指标", "数量", "", "10", "个"],
        ["实施期", "效益指标", "", "", "", "", ""],
        ["年度", "产出指标", "数量指标", "", "", "", ""],
        ["年度", "效益指标", "", "", "", "", ""],
    ]


def test_plain_text_has_no_markup(sample: Disclosure) -> None:
    """What means something in HTML is a character like others."""
    assert plain_text(" a < b & c \n\n d ", sample.book) == "a < b & c\nd"


@pytest.mark.parametrize(("value", "wanted"), [("3000000", "#,##0"), ("1234.50", "#,##0.00")])
def test_yuan_are_shown_as_printed(value: str, wanted: str) -> None:
    """元 have thousands separators, and as many decimals as were written."""
    assert yuan_format(Figure("", Decimal(value), Unit.YUAN)) == wanted
