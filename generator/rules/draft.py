"""Drafts (草稿): what is wrong in them whatever is still to be filled in."""

from __future__ import annotations

from generator.figures import Disclosure
from generator.findings import Finding, errors_in, in_reading_order
from generator.rules import ties
from generator.rules.ties.sums import is_given


def sums_of_draft(draft: Disclosure) -> list[Finding]:
    """Sums that do not agree, whose amounts, and all others of their kinds, are given. None is accepted."""
    found = errors_in(finding for rule in ties.RULES for finding in rule(draft))
    return in_reading_order(
        one for one in found if one.figures and all(is_given(draft, name) for name in one.figures)
    )
