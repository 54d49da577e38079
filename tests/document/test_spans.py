"""Merged cells over page breaks: all rows covered, none torn."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.spans import Span, spans

GROUPS = st.lists(st.sampled_from("甲乙丙"), max_size=30)
BREAKS = st.sets(st.integers(min_value=0, max_value=30))


@given(GROUPS, BREAKS)
def test_spans_cover_every_row_once(groups: list[str], breaks: set[int]) -> None:
    """One after the other, from the first row to the last, each at least one row long."""
    rows = [row for span in spans(groups, breaks) for row in range(span.start, span.start + span.length)]
    assert rows == list(range(len(groups)))


@given(GROUPS, BREAKS)
def test_no_span_crosses_a_break_or_a_change(groups: list[str], breaks: set[int]) -> None:
    """A cell ends where the page ends and where its label changes."""
    for span in spans(groups, breaks):
        assert len(set(groups[span.start : span.start + span.length])) == 1
        assert not breaks & set(range(span.start + 1, span.start + span.length))


@given(GROUPS, BREAKS)
def test_cells_are_only_cut_where_they_must(groups: list[str], breaks: set[int]) -> None:
    """There is a cell for every run of equal labels and one more for every break within a run."""
    within = [row for row in breaks if 0 < row < len(groups) and groups[row] == groups[row - 1]]
    assert len(spans(groups, breaks)) == len(list(groupby(groups))) + len(within)


@given(GROUPS, BREAKS)
def test_a_cell_is_continued_when_the_label_was_there_before(groups: list[str], breaks: set[int]) -> None:
    """续 is said of the cells that begin at a break within a run, and of no other."""
    for span in spans(groups, breaks):
        goes_on = span.start > 0 and groups[span.start - 1] == groups[span.start]
        assert span.continued == goes_on
        assert not span.continued or span.start in breaks


@pytest.mark.parametrize(
    ("groups", "breaks", "expected"),
    [
        ("", set(), []),
        ("甲", set(), [Span(0, 1, False)]),
        ("甲甲乙", set(), [Span(0, 2, False), Span(2, 1, False)]),
        ("甲甲甲", {1}, [Span(0, 1, False), Span(1, 2, True)]),
        ("甲甲乙", {2}, [Span(0, 2, False), Span(2, 1, False)]),
        ("甲乙甲", set(), [Span(0, 1, False), Span(1, 1, False), Span(2, 1, False)]),
    ],
)
def test_known_spans(groups: str, breaks: set[int], expected: list[Span]) -> None:
    """Runs are cut at breaks; a label that comes back is a new cell."""
    assert spans(groups, breaks) == expected
