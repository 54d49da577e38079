"""A figure is found by the words that people use for it: the cell first, then what is computed from it."""

from __future__ import annotations

import pytest

from generator.figures import Disclosure, disclose_folder
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
