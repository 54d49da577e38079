"""Tables of figures: two densities with a row pitch each, standard type, short ones together on a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.document.measures import measures
from generator.document.shapes import densities
from generator.document.sharing import APART
from generator.figures import load_profile
from generator.press import Printed
from tests.built_sample import Book, Sample
from tests.inspection.paper import Paper, Part

MILLIMETRE = 72 / 25.4
DENSITIES = {one.name: one for one in densities(measures(load_profile("shanxi-2024")))}
RULE = 0.6
"""Points: half a rule more or less, at the edges of a table."""
MADE = (("papers", "sample"), ("papers_of_units", "three_units"), ("papers_of_extreme", "extreme"))

Inspected = tuple[list[Paper], Printed]


@pytest.fixture(params=MADE, ids=[name for _, name in MADE])
def inspected(request: pytest.FixtureRequest) -> Inspected:
    """Every section of the sample, of three units, and of what is extreme in everything; and their prints."""
    papers: list[Paper] = request.getfixturevalue(request.param[0])
    made: Sample | Book = request.getfixturevalue(request.param[1])
    return papers, made.printed


def _parts(papers: list[Paper]) -> Iterator[tuple[Paper, Part, str]]:
    """(paper, part, density) of every table of figures."""
    for paper in papers:
        for part in (part for table in paper.tables for part in table):
            classes = part.classes.split()
            if "amounts" in classes:
                yield paper, part, next((name for name in classes if name in DENSITIES), "")


def test_rows_have_the_pitch_of_their_density(inspected: Inspected) -> None:
    """Every row of one line is as high as the others, and every row of two as others of two."""
    found = set()
    for paper, part, name in _parts(inspected[0]):
        for row in part.body:
            lines = max(cell.lines for cell in row.cells)
            wanted = DENSITIES[name].row if lines < 2 else (row.bottom - row.top) / MILLIMETRE
            assert abs(row.bottom - row.top - wanted * MILLIMETRE) < RULE, (paper.key, row.cells[0].text)
            found.add((name, lines < 2))
    assert {("", True), ("dense", True)} <= found


def test_tables_are_of_standard_type(inspected: Inspected) -> None:
    """五号 or 小五; 六号 only where the class says so."""
    sizes = {
        (name, round(letter.size, 1))
        for paper, part, name in _parts(inspected[0])
        for row in part.rows
        for cell in row.cells
        for letter in paper.painted[part.page].inside(cell.box)
    }
    assert {(name, DENSITIES[name].size) for name, _ in sizes} == sizes
    assert {"", "dense"} <= {name for name, _ in sizes}


def test_short_tables_share_a_page(inspected: Inspected) -> None:
    """There are such, and what shares a page has room on one."""
    tables = (part for part in inspected[1].sections if "table" in part.section.classes)
    shared = [part for part in tables if part.section.parts]
    assert shared
    assert {len(part.pages) for part in shared} == {1}


def test_a_table_is_no_higher_than_it_is_thought_to_be(inspected: Inspected) -> None:
    """What decides whether tables share a page is never less than they take, and hardly more."""
    papers, printed = inspected
    heights = {part.section.key: part.section.height for part in printed.sections}
    heights |= {
        part.section.key: sum(one.height for one in part.section.parts)
        + APART * (len(part.section.parts) - 1)
        for part in printed.sections
        if part.section.parts
    }
    for paper in papers:
        if "table" in paper.classes and heights[paper.key] and len(paper.painted) == 1:
            end = max(line.top + line.size for line in paper.lines[0])
            spare = heights[paper.key] - (end - paper.block(0)[1]) / MILLIMETRE
            assert 0 < spare < 25, paper.key
