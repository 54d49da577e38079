"""The printed sample under inspection: every check on every page."""

from __future__ import annotations

import pytest

from tests.inspection.inspector import CHECKS, Check, faults
from tests.inspection.paper import Paper


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_page_has_the_fault(papers: list[Paper], check: Check) -> None:
    """The check finds nothing on any page of the sample."""
    assert faults(papers, [check]) == []


@pytest.mark.parametrize("made", ["papers_of_units", "papers_of_extreme"])
def test_no_page_of_other_budgets_has_a_fault(request: pytest.FixtureRequest, made: str) -> None:
    """All checks find nothing on any page of three units, and of what is extreme in everything."""
    papers: list[Paper] = request.getfixturevalue(made)
    assert faults(papers) == []


def test_there_was_something_to_inspect(papers: list[Paper]) -> None:
    """The sample has what the checks look at, so that none of them passes for want of it."""
    tables = [table for paper in papers for table in paper.tables]
    over_pages = [table for table in tables if len(table) > 1]
    texts = [paper for paper in papers if paper.classes == "text"]
    stretched = [line for paper in texts for lines in paper.lines for line in lines if line.stretched]
    continued = [
        cell
        for table in over_pages
        for part in table[1:]
        for cell in part.body[0].cells
        if cell.text.endswith("（续）")
    ]
    assert sum(len(paper.painted) for paper in papers) > 80
    assert len([box for paper in papers for page in paper.painted for box in page.bars]) > 10
    assert len(texts) >= 4
    assert len(stretched) > 100
    assert len([table for table in over_pages if table[0].head]) >= 15
    assert len(continued) > 5


def test_a_full_page_has_22_lines(papers: list[Paper]) -> None:
    """A text page has the 22 lines of the standard, a title counting as two; one or two may move on.

    They do so with a heading, or so that no line of a paragraph stands alone.
    """
    texts = [paper for paper in papers if paper.classes == "text"]
    full = [
        sum(2 if line.tag == "h1" else 1 for line in page)
        for paper in texts
        if "结构图" not in "".join(painted.copied for painted in paper.painted)
        for page in paper.lines[:-1]
    ]
    assert len(full) >= 4
    assert max(full) == 22
    assert min(full) >= 20
