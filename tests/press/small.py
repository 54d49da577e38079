"""Documents of a few pages: the press at work in a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from generator.document import Document, compose
from generator.figures import disclose
from generator.figures.profile import load_profile
from generator.model import parse_budget
from generator.press.engine import Engine
from tests.budgets import CONSISTENT
from tests.written import mapping

KEYS = ("cover", "contents", "表三", "绩效1", "glossary")
"""Cover, 目录, a table of figures, a performance table, text: a document of all that pages are made of."""


def small(
    text: str = CONSISTENT, keys: tuple[str, ...] = KEYS, attached: Mapping[str, Sequence[bool]] | None = None
) -> Document:
    """The document of the budget that `text` says, with the sections `keys` only."""
    whole = compose(disclose(parse_budget(mapping(text))), attached)
    sections = tuple(section for section in whole.sections if section.key in keys)
    assert [section.key for section in sections] == list(keys)
    tables = {number: table for number, table in whole.disclosure.tables.items() if number in keys}
    return replace(whole, sections=sections, disclosure=replace(whole.disclosure, tables=tables))


@cache
def engine() -> Engine:
    """One engine for all tests that only lay out: reading the fonts takes a while."""
    return Engine(load_profile("shanxi-2024").folder)
