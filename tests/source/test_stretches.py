"""Lists are paired as `difflib` does it, and in bounded time where it would not come to an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.source import stretches
from generator.source.stretches import Stretch, fixed

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=30)


def _put_together(old: Sequence[str], new: Sequence[str], found: list[Stretch]) -> None:
    """Every stretch says what it is, and all of both lists are in one."""
    a = c = 0
    for tag, i, j, k, m in found:
        assert (a, c) == (i, k)
        assert {"equal": i < j, "replace": i < j and k < m, "delete": k == m, "insert": i == j}[tag]
        assert (tag == "equal") == (old[i:j] == new[k:m])
        a, c = j, m
    assert (a, c) == (len(old), len(new))
    tags = [tag == "equal" for tag, *_ in found]
    assert all(one != other for one, other in pairwise(tags))


@given(WORDS, WORDS, st.sampled_from([0, 3, 10**6]), st.sampled_from([0, 5]))
def test_stretches_put_both_lists_together(old: list[str], new: list[str], most: int, items: int) -> None:
    """However little `difflib` may be asked; with all that it needs, as it says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "MOST_PAIRS", most)
        patch.setattr(stretches, "MOST_IN_ALL", 2 * most)
        patch.setattr(stretches, "MOST_ITEMS", items or 10**4)
        found = stretches.stretches(old, new)
    _put_together(old, new, found)
    if most == 10**6 and not items:
        assert found == SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


@given(WORDS, WORDS)
def test_what_is_fixed_stands_once_and_in_one_order(old: list[str], new: list[str]) -> None:
    """On both sides."""
    found = fixed(old, new)
    assert all(old[a] == new[c] and old.count(old[a]) == new.count(new[c]) == 1 for a, c in found)
    assert all(a < b and c < d for (a, c), (b, d) in pairwise(found))


LONG = 60_000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["x"] * LONG, ["y", *["x"] * LONG, "z"]),
        (["a", "b"] * LONG, ["b", "a"] * LONG),
        ([str(n) for n in range(LONG)], [str(n) for n in reversed(range(LONG))]),
        ([str(n % 250) for n in range(LONG)], [str(n * 7 % 250) for n in range(LONG)]),
        ([str(n) for n in range(LONG)], [f"{n}x" for n in range(LONG)]),
    ],
    ids=["one item", "two in turn", "the other way round", "some in another order", "nothing in common"],
)
def test_what_difflib_is_given_is_bounded(
    old: list[str], new: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes through all pairs of equal items again and again, and would need hours."""
    given_pairs: list[int] = []

    def counted(junk: None, one: list[str], other: list[str], autojunk: bool) -> SequenceMatcher[str]:
        times = Counter(other)
        given_pairs.append(sum(times[item] for item in one))
        return SequenceMatcher(junk, one, other, autojunk)

    monkeypatch.setattr(stretches, "SequenceMatcher", counted)
    _put_together(old, new, stretches.stretches(old, new))
    assert max(given_pairs, default=0) <= stretches.MOST_PAIRS
    assert sum(given_pairs) <= stretches.MOST_IN_ALL


def test_one_line_that_changed_among_very_many_is_the_one() -> None:
    """In a file that says the same again and again."""
    old = [line for n in range(LONG) for line in (f"- {n}", "  kind: x")]
    new = [*old[:5000], "- new", *old[5000:80_000], *old[80_001:]]
    found = [one for one in stretches.stretches(old, new) if one[0] != "equal"]
    assert found == [("insert", 5000, 5000, 5000, 5001), ("delete", 80_000, 80_001, 80_001, 80_001)]


@pytest.mark.parametrize(
    ("old", "new"),
    [("ab" * 500, "aab" * 333), ("a" * 1000, "a" * 999 + "b"), ("ab" * 500, "ba" * 500)],
    ids=["shifted", "one letter", "turned"],
)
def test_what_is_alike_beyond_all_use_is_not_gone_through(old: str, new: str) -> None:
    """The first of these takes `difflib` three seconds."""
    assert stretches.work(old, new) > stretches.MOST_PAIRS
    assert (
        stretches.work("一二三四五六七八九十" * 20, "一二三四五六七八九十" * 20) < stretches.MOST_PAIRS // 50
    )


def test_an_effort_comes_to_its_end() -> None:
    """What is too much for what is left is left out, and that is known; what is small still fits."""
    effort = stretches.Effort(100)
    assert effort.affords("ab", "ba")
    assert not effort.spent
    assert not effort.affords("a" * 20, "a" * 20)
    assert effort.spent
