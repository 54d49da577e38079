"""X: what an inspection finds in the words: left-over templates, punctuation, numbers, empty indicators."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding
from generator.rules.text import (
    amounts,
    claims,
    counts,
    days,
    denials,
    directions,
    doubled,
    glossary,
    indicators,
    items,
    multiples,
    named,
    numerals,
    performance,
    projects,
    punctuation,
    reasons,
    spelling,
    trends,
    words,
)
from generator.rules.text.passages import Texts

_FAMILIES = (
    words,
    punctuation,
    reasons,
    directions,
    trends,
    multiples,
    claims,
    items,
    doubled,
    spelling,
    days,
    named,
    denials,
    amounts,
    counts,
    projects,
    numerals,
    indicators,
    performance,
    glossary,
)


def text_rules(disclosure: Disclosure) -> Iterator[Finding]:
    """Everything that is wrong in the words; the texts are walked once for all rules."""
    texts = Texts(disclosure.budget, disclosure.profile.vocabulary.titles)
    for family in _FAMILIES:
        for rule in family.RULES:
            yield from rule(disclosure, texts)


RULES = (text_rules,)
