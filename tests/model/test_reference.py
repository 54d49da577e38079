"""docs/键一览.md: the reference of all keys."""

from __future__ import annotations

from generator.classification import latest_year
from generator.model.reference import DOCUMENT, reference
from generator.model.schema import budget_schema


def test_the_reference_is_current() -> None:
    """The file is what the models say; `python -m generator.model.reference` makes it anew."""
    assert DOCUMENT.read_text(encoding="utf-8") == reference(latest_year())


def test_the_reference_has_every_key_at_the_top() -> None:
    """Every top-level key has its own section and an entry in the contents."""
    text = reference(latest_year())
    keys = budget_schema(latest_year())["properties"]
    assert keys
    for key in keys:
        assert f"\n## {key}\n" in text
        assert f"- [{key}](#{key})：" in text
