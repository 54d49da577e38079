"""绩效目标表目录: what is published, how much, and on which page."""

from __future__ import annotations

import re

import pytest

from generator.document import Document, Heading, Section, compose
from generator.figures import disclose
from generator.model import parse_budget
from tests.budgets import CONSISTENT, TWO_TABLES
from tests.html_tables import text_of
from tests.written import SMALLEST, mapping

KEY = "绩效目录"


def _document(text: str = TWO_TABLES) -> Document:
    return compose(disclose(parse_budget(mapping(text))))


def _list(document: Document) -> Section:
    return next(section for section in document.sections if section.key == KEY)


def test_it_stands_before_the_tables() -> None:
    """Behind the words on performance, in front of the first table."""
    keys = [section.key for section in _document().sections]
    assert keys.index(KEY) == keys.index("绩效1") - 1


@pytest.mark.parametrize("text", [SMALLEST, CONSISTENT])
def test_without_tables_or_with_a_single_one_there_is_none(text: str) -> None:
    """No list, and nothing leads to one."""
    sections = _document(text).sections
    assert KEY not in [section.key for section in sections]
    assert 'href="#projects"' not in "".join(section.html for section in sections)


def test_it_names_the_page_of_every_table() -> None:
    """Every project with its money and, once it is known, its page; links go to names that headings have."""
    document = _document()
    plain = _list(document)
    assert 'class="page"></td>' in plain.html
    table = next(section for section in document.sections if section.key == "绩效1")
    whole = document.with_pages(plain, [("绩效1", table.headings[0], 47)])
    assert "47" in text_of(whole.html)
    assert whole.headings == plain.headings
    targets = set(re.findall(r'href="#([^"]+)"', "".join(section.html for section in document.sections)))
    assert targets == {"projects", "project-1", "project-2"}
    assert targets <= set(document.anchors().values())


def test_other_sections_stay_as_they_are() -> None:
    """Only what lists pages is written anew."""
    document = _document()
    [table] = [section for section in document.sections if section.key == "表一"]
    assert document.with_pages(table, [("表一", Heading("h", 2, "表一"), 3)]) is table
