"""What a reader noticed on single kinds of pages, each of which was once otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from weasyprint.formatting_structure import boxes

from generator.press.boxes import descendants
from tests.inspection.budgets import with_performance
from tests.inspection.paper import POINT, Cell, Paper
from tests.inspection.setting import composed, set_sections

GOAL_HEADS = ("实施期总体目标", "年度总体目标")
NEAR = 0.1
SMALLEST_TYPE = 8.9
"""Points."""


def _performance(text: str) -> Paper:
    [paper] = set_sections(composed(text), "绩效1")
    return paper


def _rows(paper: Paper) -> Iterator[tuple[int, Sequence[Cell]]]:
    """(page, cells) of every row of the bodies of all tables."""
    for table in paper.tables:
        for part in table:
            yield from ((part.page, row.cells) for row in part.body)


@pytest.mark.parametrize("goal", range(2200, 3400, 200))
def test_the_head_of_the_goals_is_not_the_last_row(goal: int) -> None:
    """实施期总体目标 | 年度总体目标 stands on the page of the goals, wherever the page ends."""
    paper = _performance(with_performance(goal, (1,) * 6, 4, 4))
    pages = [page for page, cells in _rows(paper) if cells[-1].text == GOAL_HEADS[1]]
    feet = [part.body[-1].cells[-1].text for table in paper.tables for part in table if part.body]
    assert len(pages) == 1
    assert GOAL_HEADS[1] not in feet


def test_goals_begin_at_one_height() -> None:
    """The shorter goal begins where the longer one does, in every row that they share."""
    paper = _performance(with_performance(600, (1,) * 6, 4, 4, annual=400))
    shared = [
        (page, cells[-2:])
        for page, cells in _rows(paper)
        if len(cells) >= 2 and cells[-1].lines and cells[-1].lines < cells[-2].lines
    ]
    assert shared
    for page, cells in shared:
        first = [min(letter.base for letter in paper.painted[page].inside(cell.box)) for cell in cells]
        assert abs(first[0] - first[1]) < NEAR


def test_goals_of_very_different_lengths_stand_below_each_other() -> None:
    """Each under its head, over the whole width: no half of a page stays empty beside the longer one."""
    rows = list(_rows(_performance(with_performance(600, (1,) * 6, 4, 4))))
    [whole] = [cells[-1].box for _, cells in rows if cells[0].text == "项目概况"]
    heads = [index for index, (_, cells) in enumerate(rows) if cells[-1].text in GOAL_HEADS]
    assert [rows[index][1][-1].text for index in heads] == list(GOAL_HEADS)
    assert heads[1] - heads[0] > 2
    for index in (*heads, heads[0] + 1, heads[1] + 1):
        cell = rows[index][1][-1]
        assert cell.lines
        assert abs((cell.box[2] - cell.box[0]) - (whole[2] - whole[0])) < NEAR


@pytest.mark.parametrize("name", [12, 16, 24])
def test_no_character_stands_alone_on_a_line_of_a_cell(name: int) -> None:
    """Labels of the tree, names and values never end with a line of one character."""
    paper = _performance(with_performance(9, (1,) * 6, name, 14))
    assert [text for text in _lines_of_cells(paper) if len(text) == 1] == []


def test_no_character_of_the_sample_stands_alone(papers: list[Paper]) -> None:
    """Nor in any cell of the sample."""
    found = [text for paper in papers for text in _lines_of_cells(paper)]
    assert found
    assert [text for text in found if len(text) == 1] == []


def _lines_of_cells(paper: Paper) -> Iterator[str]:
    for page in range(len(paper.laid_out)):
        for cell in paper.elements(page, boxes.TableCellBox):
            lines = list(descendants(cell, boxes.LineBox))
            for line in lines[1:]:
                yield "".join(text.text for text in descendants(line, boxes.TextBox))


def test_a_page_that_goes_on_says_of_what(papers: list[Paper]) -> None:
    """Above the block: the table's title and its unit, the project's name, or the title of the catalogue."""
    heads = {(paper.classes, _above(paper, page)) for paper, page in _continued(papers)}
    for classes, head in heads:
        assert "（续）" in head, head
        assert ("单位：" in head) == ("table" in classes), head
    assert {classes for classes, _ in heads} == {"table", "table landscape", "performance", "catalogue"}


def test_a_page_that_begins_a_table_has_no_running_head(papers: list[Paper]) -> None:
    """The first page of a section, and of the catalogue, has its title in the block alone."""
    firsts = [_above(paper, 0) for paper in papers]
    assert set(firsts) == {""}
    [catalogue] = [paper for paper in papers if paper.classes == "catalogue"]
    title = next(page for page, lines in enumerate(catalogue.lines) if page and lines[0].tag == "h3")
    assert _above(catalogue, title) == ""


def _continued(papers: list[Paper]) -> Iterator[tuple[Paper, int]]:
    """The pages at whose top a table goes on."""
    for paper in papers:
        for table in paper.tables:
            for part in table[1:]:
                yield paper, part.page


def _above(paper: Paper, page: int) -> str:
    top = paper.block(page)[1]
    return "".join(letter.char for letter in paper.painted[page].letters if letter.base < top)


def test_the_issued_document_is_set_as_one(papers: list[Paper]) -> None:
    """Issuer and number stand in the middle; signature and date at the right, two em from the edge."""
    [paper] = [paper for paper in papers if paper.classes == "catalogue"]
    lines = [line for page in paper.lines[:2] for line in page if line.tag == "p"]
    issuer, number = lines[1:3]
    left = paper.block(0)[0]
    for line in (issuer, number):
        start = min(text.position_x for text in descendants(line.box, boxes.TextBox)) * POINT
        assert abs((start - left) - (line.room - line.right)) < 5, line.text
    signature = [line for line in lines if line.text == issuer.text][-1]
    date = next(line for line in lines if line.text.endswith("日"))
    assert signature is not issuer
    for line in (signature, date):
        assert abs(line.room - line.right) < 1, line.text


def test_forms_waste_little(papers: list[Paper]) -> None:
    """28 performance tables take 40 pages; a third of the last page of each is filled, in no small type."""
    forms = [paper for paper in papers if paper.classes == "performance"]
    assert len(forms) == 28
    assert sum(len(paper.painted) for paper in forms) <= 40
    for paper in forms:
        for page in range(len(paper.painted)):
            _, top, _, bottom = paper.block(page)
            rows = [row for table in paper.tables for part in table if part.page == page for row in part.rows]
            assert (max(row.bottom for row in rows) - top) / (bottom - top) > 1 / 3, paper.at(page)
            assert min(letter.size for letter in paper.painted[page].letters) >= SMALLEST_TYPE
