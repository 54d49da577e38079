"""A figure is found by the words that people use for it: the cell first, then what is computed from it."""

from __future__ import annotations

import pytest

from generator.figures import Disclosure, disclose_folder
from generator.figures.book import UnknownFigureError
from generator.figures.search import find_figures
from tests.built_sample import BUDGET
from tests.shanghai.test_tables import BUDGET as SHANGHAI


@pytest.fixture(scope="module")
def sample() -> Disclosure:
    return disclose_folder(BUDGET)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("表一 收入总计 合计", "表一/收入总计/金额"),
        ("表一 收入总计 总计", "表一/收入总计/金额"),
        ("表一 收入总计 金额", "表一/收入总计/金额"),
        ("表一 收入总计", "表一/收入总计/金额"),
        ("表一 支出总计 合计", "表一/支出总计/合计"),
        ("表十一 部门合计 合计", "表十一/部门合计/合计"),
    ],
)
def test_the_amount_of_a_row_is_its_cell(sample: Disclosure, words: str, name: str) -> None:
    """By whichever word for an amount; shares of it have its words too and are not meant."""
    assert [figure.id for figure in find_figures(sample, words)] == [name]


def test_every_cell_of_one_amount_is_found_by_any_word_for_it() -> None:
    """In the tables of another profile, where the column is called 预算数."""
    disclosure = disclose_folder(SHANGHAI)
    rows = [f.id.split("/")[1] for f in disclosure.book if f.id.startswith("表一/") and f.id.count("/") == 2]
    assert len(rows) > 5
    for row in {"收入总计", "支出总计"} & set(rows):
        [figure] = find_figures(disclosure, f"表一 {row} 合计")
        assert figure.id == f"表一/{row}/预算数"


def test_figures_come_before_what_is_computed_from_them(sample: Disclosure) -> None:
    """Words that no figure has whole find figures; a share is found by its own name."""
    found = find_figures(sample, "收入总 金")
    assert found
    assert all("(" not in figure.id for figure in found)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("４８６１．０７", "表三/2010350/基本支出"),
        ("4,861.07", "表三/2010350/基本支出"),
        ("48,610,700元", "表三/2010350/基本支出"),
        ("0.486107亿元", "表三/2010350/基本支出"),
        ("表三 事业运行：4861.07", "表三/2010350/基本支出"),
        ("《表三》事业运行", "表三/2010350/基本支出"),
        ("“事业运行” 基本支出 万元", "表三/2010350/基本支出"),
        ("表三的事业运行", "表三/2010350/基本支出"),
        ("支出总计是多少", "表一/支出总计/合计"),
        ("2024年 表三 事业运行", "表三/2010350/基本支出"),
        ("2023年度 支出总计", "上年/支出总计"),
    ],
)
def test_people_ask_in_many_ways(sample: Disclosure, asked: str, name: str) -> None:
    """Full-width digits, marks and quotes, another unit, a year, words that are run together."""
    assert name in [figure.id for figure in find_figures(sample, asked)]


@pytest.mark.parametrize(
    "asked", ["1,234,567.89", "事业运转", "表三 事业运行 2019年", "公务接代费", "99999999元"]
)
def test_what_there_is_not_is_answered_with_what_is_like_it(sample: Disclosure, asked: str) -> None:
    """Each of them is found."""
    with pytest.raises(UnknownFigureError) as caught:
        find_figures(sample, asked)
    assert caught.value.close
    for close in caught.value.close:
        assert find_figures(sample, close)
