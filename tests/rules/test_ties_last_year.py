"""T22: the figures given as last year's are those of last year's folder."""

from __future__ import annotations

import pytest

from generator.figures import Disclosure, disclose
from generator.findings import Finding, Level
from generator.model import parse_budget
from tests.budgets import CONSISTENT, disclosed, spoiled
from tests.tie_outs import all_ties
from tests.written import mapping, text_from


def _with_folder(last_year: str, before: str = CONSISTENT) -> Disclosure:
    this_year = spoiled("年度: 2024", "年度: 2025") + last_year
    return disclose(parse_budget(mapping(this_year)), disclosed(before))


def _found(last_year: str) -> list[Finding]:
    return [finding for finding in all_ties(_with_folder(last_year)) if finding.code == "T22"]


@pytest.mark.parametrize(
    "same",
    [
        "",
        "上年: {收入总计: 137.00, 支出总计: 137, 一般公共预算支出: 100.0, 三公经费: {公务接待费: 3.00}}\n",
        "上年: {收入总计: 137.0}\n",
    ],
)
def test_the_same_figures_pass(same: str) -> None:
    """As written, at the decimals they are written with, or not written at all."""
    assert _found(same) == []


@pytest.mark.parametrize(
    ("written", "message", "about"),
    [
        (
            "收入总计: 137.01",
            "“上年”所写的收入总计 137.01 万元，上年预算里的 137.00 万元，相差 0.01 万元",
            "收入总计",
        ),
        (
            "一般公共预算支出: 103",
            "“上年”所写的一般公共预算支出 103 万元，上年预算里的 100.00 万元，相差 3.00 万元",
            "一般公共预算支出",
        ),
        (
            "三公经费: {公务接待费: 2}",
            "“上年”所写的三公经费/公务接待费 2 万元，上年预算里的 3.00 万元，相差 1.00 万元",
            "三公经费/公务接待费",
        ),
    ],
)
def test_another_figure_is_an_error(written: str, message: str, about: str) -> None:
    """Both figures and the difference, at the line of the one that was written."""
    [finding] = _found(f"上年: {{{written}}}\n")
    assert (finding.level, finding.message, finding.about) == (Level.ERROR, message, about)
    assert finding.figures == (f"上年/{about}",)
    assert finding.place is not None
    assert text_from(finding.place)[0] in "12"


def test_last_years_folder_is_taken_as_it_is() -> None:
    """With a folder and nothing written there is no second view, and nothing unchecked."""
    assert [f for f in all_ties(_with_folder("")) if f.code in ("T22", "T23")] == []
