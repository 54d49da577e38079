"""The diff of an import is that of `difflib`, in bounded time."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from generator.exchange.importer.unified import unified

TEXT = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d"]), max_size=40).map("".join)


@given(TEXT, TEXT)
def test_it_is_that_of_the_library(old: str, new: str) -> None:
    """Line by line; a last line without an end is told."""
    expected = difflib.unified_diff(old.splitlines(True), new.splitlines(True), "a/甲.yaml", "b/甲.yaml")
    ends = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in expected)
    assert "".join(unified("甲.yaml", old, new)) == "".join(ends)


def test_equal_lines_without_end_are_no_trouble() -> None:
    """`difflib` goes through all pairs of them."""
    old = "- {科目: 1}\n" * 60_000
    made = list(unified("甲.yaml", old, f"{old}- {{科目: 2}}\n"))
    assert made[-1] == "+- {科目: 2}\n"
    assert len(made) == 7
