"""Budgets of extreme sizes under inspection: the pages are right, however long, short, wide or many."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from generator.errors import PressError
from generator.press import print_pdf
from tests.inspection.budgets import (
    LEAVES,
    SENTENCE,
    with_classes,
    with_performance,
    with_projects,
    with_reasons,
    words,
)
from tests.inspection.inspector import faults
from tests.inspection.paper import Paper
from tests.inspection.setting import composed, set_html, set_sections
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
    with pytest.raises(PressError, match=r"第 3 页：“9,999,999,999,999\.99”超出了单元格"):
        print_pdf(small(text, ("cover", "绩效1")))


@FEW
@given(
    st.sampled_from([0, 1, 239, 241, 3000]), COUNTS, st.sampled_from([1, 12, 60]), st.sampled_from([1, 9, 30])
)
@example(0, (0,) * 6, 1, 1)
@example(3000, (33, 33, 33, 33, 33, 35), 24, 9)
def test_performance_tables(goal: int, counts: tuple[int, ...], name: int, value: int) -> None:
    """None to 200 indicators, goals of up to 3,000 characters, long names and long values."""
    inspected(with_performance(goal, counts, name, value), "绩效1")


@pytest.mark.parametrize("count", range(0, 26, 5))
def test_page_breaks_at_every_height_of_a_span(count: int) -> None:
    """The merged cells of a table are cut wherever the page ends."""
    inspected(with_performance(600 + 37 * count, (count, 26 - count, 7, 0, 1, 2), 20, 4), "绩效1")


@pytest.mark.parametrize("count", [0, 1, 2, 9, 25])
@pytest.mark.parametrize("rest", ["1000000.00", "0.01"])
def test_charts(count: int, rest: str) -> None:
    """As many slices, one large and the others of 0.01 % and less, or all equal."""
    amounts = [rest if number == 0 else "0.01" for number in range(count)]
    [paper] = inspected(with_classes(amounts), "explanations-1")
    charts = [page for page in paper.painted if "结构图" in page.copied]
    assert len(charts) == (1 if len(set(amounts)) > 1 else 0)


@FEW
@given(
    st.integers(1, 400), st.integers(0, 30), st.sampled_from(["", "1,234.56万元", "ABCDEFGH", "《》（）“”"])
)
def test_paragraphs(length: int, start: int, between: str) -> None:
    """Reasons of any length, with figures, Latin letters and brackets at any place of a line."""
    text = words(length, SENTENCE[start:] + between + SENTENCE[:start])
    inspected(with_reasons({"收入变动原因": text, "政府采购说明": text}), "explanations-1")


def test_a_line_has_28_characters() -> None:
    """A paragraph of Chinese characters has 28 on a line, and 26 on the first, which is indented."""
    paper = set_html(f"<p>{'国' * 120}</p>", "text")
    assert [len(line.text) for line in paper.lines[0]] == [26, 28, 28, 28, 10]
    assert faults([paper]) == []
