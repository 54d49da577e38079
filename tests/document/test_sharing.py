"""What shares a page: short parts of text begin where the one before ends."""

from __future__ import annotations

from dataclasses import replace

from generator.document import Section, compose
from generator.document.compose import _joined
from generator.document.measures import measures
from generator.document.sharing import on_pages
from generator.figures.profile import load_profile
from generator.model.budget import PROFILE
from tests.budgets import disclosed

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
