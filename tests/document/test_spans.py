"""Merged cells: all rows covered, each run of equal labels by one."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.spans import Span, spans

GROUPS = st.lists(st.sampled_from("甲乙丙"), max_size=30)


@given(GROUPS)
def test_spans_cover_every_row_once(groups: list[str]) -> None:
    """One after the other, from the first row to the last, each at least one row long."""
    rows = [row for span in spans(groups) for row in range(span.start, span.start + span.length)]
    assert rows == list(range(len(groups)))


@given(GROUPS)
def test_there_is_one_for_every_run(groups: list[str]) -> None:
    """A cell ends where its label changes, and nowhere else."""
    assert [groups[span.start] for span in spans(groups)] == [label for label, _ in groupby(groups)]
    assert all(len(set(groups[span.start : span.start + span.length])) == 1 for span in spans(groups))


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ("", []),
        ("甲", [Span(0, 1)]),
        ("甲甲乙", [Span(0, 2), Span(2, 1)]),
        ("甲乙甲", [Span(0, 1), Span(1, 1), Span(2, 1)]),
    ],
)
def test_known_spans(groups: str, expected: list[Span]) -> None:
    """A label that comes back is a new cell."""
    assert spans(groups) == expected
