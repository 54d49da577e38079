"""Merged cells over page breaks: closed at the foot, opened again, whatever is merged, wherever pages end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as Xml

from hypothesis import given
from hypothesis import strategies as st

from generator.press.section.cuts import MORE, cut, labels_of, rows_of

LABELS = st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from("子丑寅")), min_size=1, max_size=20)
BREAKS = st.sets(st.integers(min_value=0, max_value=20))


def table(labels: Sequence[tuple[str, str]]) -> Xml.Element:
    """A table whose rows have these labels in two columns, merged where they are the same."""
    whole = Xml.Element("table")
    body = Xml.SubElement(whole, "tbody")
    rows = [Xml.SubElement(body, "tr", {"data-row": "", "class": "joined"}) for _ in labels]
    for level in (1, 2):
        start = 0
        for key, run in groupby(label[:level] for label in labels):
            length = len(list(run))
            span = {"scope": "rowgroup", "rowspan": str(length)}
            Xml.SubElement(rows[start], "th", span).text = key[-1]
            start += length
    for number, row in enumerate(rows):
        Xml.SubElement(row, "td").text = str(number)
    return whole


def grid(whole: Xml.Element) -> list[list[Xml.Element]]:
    """The cell that covers each column of each row."""
    rows = rows_of(whole)
    filled: list[dict[int, Xml.Element]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in filled[number]:
                column += 1
            for below in range(number, number + int(cell.get("rowspan", "1"))):
                filled[below][column] = cell
    return [[cells[column] for column in sorted(cells)] for cells in filled]


@given(LABELS, BREAKS)
def test_every_row_keeps_its_labels(labels: list[tuple[str, str]], breaks: set[int]) -> None:
    """Each column of each row is covered once, by the label that it had, and no row is lost."""
    whole = table(labels)
    cut(whole, breaks)
    said = [[(cell.text or "").removesuffix(MORE) for cell in cells] for cells in grid(whole)]
    assert said == [[first, second, str(number)] for number, (first, second) in enumerate(labels)]


@given(LABELS, BREAKS)
def test_no_cell_crosses_a_break(labels: list[tuple[str, str]], breaks: set[int]) -> None:
    """Above and below a break stand different cells; those below say that they go on, and no others do."""
    before, whole = grid(table(labels)), table(labels)
    cut(whole, breaks)
    after = grid(whole)
    for row in range(1, len(after)):
        for column in (0, 1):
            went_on = before[row][column] is before[row - 1][column]
            goes_on = after[row][column] is after[row - 1][column]
            assert goes_on == (went_on and row not in breaks)
            if not goes_on:
                assert (after[row][column].text or "").endswith(MORE) == went_on


@given(LABELS, BREAKS)
def test_rows_at_breaks_begin_pages(labels: list[tuple[str, str]], breaks: set[int]) -> None:
    """They say so to the style sheet, and are no longer joined to the row above; others stay as they are."""
    whole = table(labels)
    cut(whole, breaks)
    for number, row in enumerate(rows_of(whole)):
        assert row.get("class") == ("begins-page" if number in breaks else "joined")


def test_more_stands_on_a_line_of_its_own_where_the_template_asks() -> None:
    """In the narrow columns of the indicators."""
    whole = table([("甲", "子"), ("甲", "子")])
    for cell in labels_of(rows_of(whole)[0]):
        cell.set("data-more", "line")
    cut(whole, {1})
    opened = labels_of(rows_of(whole)[0]) or list(rows_of(whole)[1])[:2]
    assert [Xml.tostring(cell, encoding="unicode") for cell in opened] == [
        f'<th scope="rowgroup" rowspan="1" data-more="line">{label}<br />{MORE}</th>' for label in "甲子"
    ]
