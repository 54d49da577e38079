"""New names in place of old ones: as one regular expression of all names would do it, in bounded time."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.review.renaming import Renaming

NAME = st.text(alphabet="ab/甲", min_size=1, max_size=4)
TEXT = st.text(alphabet="ab/(), 甲", max_size=20)


@given(st.dictionaries(NAME, NAME, max_size=5), st.lists(NAME, max_size=4), TEXT)
def test_names_are_replaced_as_by_an_expression(names: dict[str, str], kept: list[str], text: str) -> None:
    """The longest first; in an id where it is a whole part."""
    around = [name for name in kept if any(old in name for old in names)]
    longest = sorted({*names, *around}, key=lambda name: (-len(name), name))
    either = "|".join(map(re.escape, longest)) or "(?!)"
    made = Renaming(names, kept)

    def new(match: re.Match[str]) -> str:
        return names.get(match[0], match[0])

    assert made.in_text(text) == re.sub(either, new, text)
    assert made.in_id(text) == re.sub(rf"(?<![^/(\s])(?:{either})(?![^/),])", new, text)


def test_many_names_take_no_longer_than_the_text() -> None:
    """Which an expression tries one by one at every character."""
    names = {f"建设部—项目{number}的经费": f"新{number}" for number in range(20_000)}
    text = "".join(f"{name}，" for name in names)
    assert Renaming(names, names).in_text(text) == "".join(f"{name}，" for name in names.values())
    chain = {"甲" * length: "乙" for length in range(1, 1000)}
    assert Renaming(chain, ()).in_text("甲" * 200_000) == "乙" * 201
