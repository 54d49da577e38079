"""Budgets of extreme sizes under inspection: the pages are right, however long, short, wide or many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from generator.errors import PressError
from generator.press import print_pdf
from tests.inspection.budgets import (
    LEAVES,
    with_performance,
    with_projects,
    with_reasons,
    words,
)
from tests.inspection.inspector import faults
from tests.inspection.paper import Paper
from tests.inspection.setting import composed, set_sections
from tests.press.small import small

FEW = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
"""Each example is some pages; always the same ones, so that a failure can be repeated."""

LETTERS = "建设环保管理部市政道路养护经费（）—、，：“”《》0123456789ABCx%"
NAMES = st.text(LETTERS, max_size=137).map("某{}".format)
AMOUNTS = st.decimals("0.01", "999999999.99", places=2).map(str)
LENGTHS = st.integers(1, 138).map(words)
COUNTS = st.tuples(*(st.sampled_from([0, 1, 2, 3, 9, 24, 33]) for _ in LEAVES))


def inspected(text: str, *keys: str) -> list[Paper]:
    """The sections `keys` of the budget that `text` says, without a fault."""
    papers = set_sections(composed(text), *keys)
    assert faults(papers) == []
    return papers


@FEW
@given(st.lists(st.tuples(NAMES | LENGTHS, AMOUNTS), min_size=1, max_size=80))
@example([("项", "0.01")])
@example([(words(138), "999999999.99")] * 3)
def test_tables_of_projects(projects: list[tuple[str, str]]) -> None:
    """Names of 1 to 140 characters and amounts of 3 to 11 digits."""
    inspected(with_projects(projects), "表十二")


@pytest.mark.parametrize("count", [19, 20, 21, 22, 23, 44, 45, 46, 47, 48])
def test_the_last_rows_of_a_table(count: int) -> None:
    """Around the number of rows that fill one page and two, none is left alone on the last."""
    [paper] = inspected(with_projects([("某某项目", "12.34")] * count), "表十二")
    assert len(paper.tables[0][-1].body) >= 3


def test_a_table_of_900_projects() -> None:
    """Every fifth name has 140 characters: 900 rows over dozens of pages."""
    projects = [(words(137 if number % 5 == 0 else 12), f"{number}.50") for number in range(900)]
    [paper] = inspected(with_projects(projects), "表十二")
    assert len(paper.painted) > 30
    assert sum(len(part.body) for part in paper.tables[0]) > 900


@pytest.mark.parametrize("table", ["表一", "表二", "表三", "表四", "表五", "表六"])
def test_wide_figures(table: str) -> None:
    """Figures of fourteen characters find room in every column of every table."""
    inspected(with_reasons({"收入变动原因": "无。"}, "99999999999.99"), table)


def test_a_word_without_an_end() -> None:
    """A name that has no place to be broken is broken all the same, not printed over its neighbours."""
    inspected(with_projects([("A" * 130, "1.00")]), "表十二")


def test_a_figure_too_wide_for_its_column_is_told() -> None:
    """Where the width is fixed, nothing is printed, and the message names the page, behind the blank one."""
    text = with_performance(10, (1,) * 6, 4, 4, funds="9999999999999.99")
    document = small(text, ("cover", "绩效1"))
    cover, form = document.sections
    narrow = replace(form, html=form.html.replace("width: 36mm", "width: 30mm"))
    assert narrow != form
    with pytest.raises(PressError, match=r"第 3 页：“9,999,999,999,999\.99”超出了单元格"):
        print_pdf(replace(document, sections=(cover, narrow)))


def test_the_largest_figure_has_room_in_a_performance_table() -> None:
    """Thirteen digits of 元, and two behind the point."""
    print_pdf(small(with_performance(10, (1,) * 6, 4, 4, funds="9999999999999.99"), ("cover", "绩效1")))
