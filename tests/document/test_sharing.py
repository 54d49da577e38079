"""What shares a page: short parts of text begin where the one before ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document import Section, compose
from generator.document.compose import _joined
from generator.document.measures import measures
from generator.document.sharing import on_pages
from generator.figures.profile import load_profile
from generator.model.budget import PROFILE
from generator.press import print_pdf
from tests.budgets import disclosed
from tests.inspection.budgets import with_projects
from tests.press.small import small
from tests.printed_pages import read_pages

MEASURES = measures(load_profile(PROFILE))


def test_a_short_last_part_runs_on() -> None:
    """名词解释 of a line stands on the page of the explanations, as a section of its own."""
    last = compose(disclosed()).on_pages[-1]
    assert [part.key for part in last.parts] == ["explanations-2", "glossary"]
    assert [heading.text for heading in last.headings][-1] == "第四部分 名词解释"


def test_a_long_text_and_a_short_table_do_not_run_on() -> None:
    """A text without a height is long, and what is no text begins a page."""
    text, table = Section("一", "text", "", ()), Section("二", "table", "", (), height=20.0)
    assert on_pages([text, text], MEASURES) == (text, text)
    assert on_pages([text, table], MEASURES) == (text, table)
    assert on_pages([table, Section("三", "text", "", (), height=20.0)], MEASURES)[0] == table


def test_texts_that_are_short_apart_may_be_long_together() -> None:
    """What goes on in the part before makes that longer."""
    one = Section("一", "text", "<p>一</p>" * 7, (), height=70.0)
    assert _joined(one, Section("二", "text", "<p>二</p>", (), height=10.0), MEASURES).height > one.height
    assert _joined(one, replace(one, key="二"), MEASURES).height == 0


def test_a_short_table_shares_the_last_page_of_a_long_one() -> None:
    """Where that has room; it lies on its side then, as the other does."""
    long, short = Section("一", "table", "", (), height=400.0, tail=90.0), Section("二", "table", "", ())
    room = replace(short, height=100.0)
    assert [part.key for part in on_pages([long, room], MEASURES)[0].parts] == ["一", "二"]
    assert not on_pages([long, replace(short, height=130.0)], MEASURES)[0].parts
    shared = on_pages([replace(short, key="零", height=50.0), long, room], MEASURES)
    assert [[part.key for part in page.parts] for page in shared] == [[], ["一", "二"]]


@pytest.mark.parametrize(("count", "shares"), [(28, True), (30, True), (22, False), (33, False)])
def test_a_table_behind_a_long_one_lies_as_that_does(count: int, shares: bool) -> None:
    """Projects with long names need pages on their side; 表十三 without any shares the last, if it may."""
    names = [("某某项目经费" * 9, "12345.67")] * count
    printed = print_pdf(small(with_projects(names), ("cover", "表十二", "表十三")))
    tables = [part for part in printed.sections if part.section.classes.startswith("table")]
    assert [part.section.key for part in tables] == (["表十二"] if shares else ["表十二", "表十三"])
    assert tables[0].section.classes == "table landscape"
    last = read_pages(printed.data)[-1]
    assert ("（续）" in last.text) is shares
    if shares:
        assert "表十二2024年项目支出预算表（本年预算）（续）" in last.text
        assert "表十三2024年项目支出预算表（上年结转）部门名称" in last.text
        assert last.text.count("（续）") == 1
