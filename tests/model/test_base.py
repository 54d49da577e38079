"""Texts, lines and dates as authors write them, and the places that models keep."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from generator.model import Budget, Sources
from tests.written import SMALLEST, at, budget, refused_budget


@pytest.mark.parametrize("written", ["2024-01-31", "2024/1/31", "2024.1.31", "2024年1月31日", "'2024-1-31 '"])
def test_a_date_may_be_written_in_the_usual_ways(written: str) -> None:
    """All of them are the same day."""
    assets = budget(f"国有资产: {{截至日期: {written}}}\n").assets
    assert assets is not None
    assert assets.as_of == date(2024, 1, 31)


@pytest.mark.parametrize(
    "written", ["2024-02-30", "2023-02-29", "24-1-31", "2024-1", "20240131", "一月", "31-01-2024"]
)
def test_what_is_no_day_is_refused(written: str) -> None:
    """A day that no calendar has, or that could be read in two ways, is shown as written."""
    (finding,) = refused_budget(f"{SMALLEST}国有资产: {{截至日期: {written}}}\n")
    assert (finding.code, *at(finding.place)) == ("S14", 5, 14)
    assert f"“{written}”" in finding.message


def test_a_text_keeps_its_paragraphs() -> None:
    """Line breaks separate paragraphs; blanks around the whole do not count."""
    assert (
        budget("说明:\n  政府采购说明: |\n    第一段。\n    第二段。\n").explanations.procurement
        == "第一段。\n第二段。"
    )


def test_a_line_has_no_breaks() -> None:
    """A name written over two lines is one name."""
    assert budget('单位: [{名称: " 甲局\\n  机关 ", 代码: "01"}]\n').units[0].name == "甲局机关"


def test_codes_keep_their_zeros() -> None:
    """A code is a text, quoted or not."""
    read = budget("单位: [{名称: 甲, 代码: 0101}]\n基本支出: [{经济科目: 030101, 金额: 1}]\n")
    assert (read.department.code, read.units[0].code, read.basic[0].subject) == ("007", "0101", "030101")


def test_a_model_knows_its_places() -> None:
    """A model stands where its mapping does, its values where they are, its keys where they are."""
    read = budget("单位:\n  - 名称: 甲\n    代码: 1\n")
    assert at(read.units[0].place()) == (6, 5)
    assert at(read.units[0].place("代码")) == (7, 9)
    assert at(read.units[0].place("代码", of_key=True)) == (7, 5)
    assert at(read.place("单位", 0, "名称")) == (6, 9)


def test_a_model_that_no_file_holds_has_no_place() -> None:
    """Defaults stand nowhere."""
    assert budget().last_year.place() is None
    assert Sources().place("政府性基金") is None


def test_a_model_does_not_change() -> None:
    """What was read stays as it was read."""
    read: Budget = budget()
    with pytest.raises(ValidationError, match="frozen"):
        read.year = 2025  # type: ignore[misc]
